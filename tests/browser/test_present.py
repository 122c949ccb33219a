"""Present mode in a real browser: large type, nothing cut, keys, the address."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, visit
from tests.browser.test_accessibility import breaches
from tests.conftest import NewPage

HALL, LAPTOP = {"width": 1920, "height": 1080}, {"width": 1366, "height": 768}
FLOOR = 24
LEGIBLE = 17
READY = "[data-test-script-state=notRunning] .slide-foot"
PLAN = [f"?present={number}" for number in range(1, 11)]
PAGES = [
    "trends?present=1",
    "trends?present=1&chart=control",
    "asb_map?present=1",
    "area?present=1",
    "hot_spots?present=1",
    "severity?present=1",
    "targets?present=1",
    "comparison?present=1",
    "hate_crime?present=1",
    "services?present=1",
    "enforcement?present=1",
    "serious_violence?present=1",
    "treatment?present=1",
    "funding?present=1",
    "priorities?present=1",
    "indicators?present=1",
    "data?present=1",
]
# Every run of letters that is seen, with its size and its box.
LETTERS = """() => {
  const found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const text = walk.currentNode.textContent.trim();
    const holder = walk.currentNode.parentElement;
    if (!text || !holder.checkVisibility({ visibilityProperty: true })) continue;
    const range = document.createRange();
    range.selectNodeContents(walk.currentNode);
    const box = range.getBoundingClientRect();
    const unseen = holder.closest(".unseen, [data-testid=stSkipToMain], a[href^='#']");
    if (unseen || box.width < 2) continue;
    found.push([text, parseFloat(getComputedStyle(holder).fontSize),
      box.left, box.top, innerWidth - box.right, innerHeight - box.bottom]);
  }
  return found;
}"""


def slide(page: Page, url: str) -> Page:
    """Open a slide and wait until it is complete."""
    page.goto(url)
    return shown(page)


def shown(page: Page) -> Page:
    """Wait until a slide is complete, its chart or map drawn in its final size."""
    page.wait_for_selector(READY, timeout=30_000)
    page.wait_for_function("() => !document.querySelector('.cdp:empty')")
    drawn = ".st-key-slide_chart :is(.main-svg, [role=option])"
    page.wait_for_selector(f"{drawn}, .st-key-slide_said", state="attached")
    page.wait_for_timeout(600)  # width told, drawn again
    return page


def cut(letters: list[Any]) -> list[Any]:
    """Return what lies outside the window."""
    return [each for each in letters if min(each[2:]) < -1]


@pytest.mark.parametrize("address", [*PLAN, *PAGES])
def test_every_letter_is_large_and_on_the_screen(
    browser_page: NewPage, demo_app: str, address: str
) -> None:
    page = browser_page(viewport=HALL, color_scheme="light")
    slide(page, f"{demo_app}{address}")
    letters = page.evaluate(LETTERS)
    assert len(letters) > 5
    assert [each for each in letters if each[1] < FLOOR] == []
    assert cut(letters) == []
    page.set_viewport_size(LAPTOP)
    page.wait_for_timeout(900)
    letters = page.evaluate(LETTERS)
    assert [each for each in letters if each[1] < LEGIBLE] == []
    assert cut(letters) == []


@pytest.mark.parametrize("address", ["?present=1", "trends?present=1", PAGES[2]])
def test_a_phone_scrolls_a_slide_and_shows_its_chart_as_on_the_page(
    browser_page: NewPage, demo_app: str, address: str
) -> None:
    page = browser_page(viewport=PHONE, color_scheme="dark")
    slide(page, f"{demo_app}{address}")
    letters = page.evaluate(LETTERS)
    assert [each for each in letters if each[2] < -1 or each[4] < -1] == []
    drawn = page.locator(".st-key-slide_chart").bounding_box()
    foot = page.locator(".slide-foot").bounding_box()
    assert drawn and foot and drawn["height"] > 200
    assert drawn["y"] + drawn["height"] <= foot["y"] + 1
    sizes = page.locator(".st-key-slide_chart .main-svg text").evaluate_all(
        "texts => texts.map((text) => parseFloat(getComputedStyle(text).fontSize))"
    )
    assert all(9 < size < 18 for size in sizes)


def test_only_the_message_is_on_the_screen(
    browser_page: NewPage, demo_app: str
) -> None:
    page = browser_page(viewport=LAPTOP)
    slide(page, f"{demo_app}trends?present=1&measure=burglary")
    for gone in ("stHeader", "stSidebar", "stSelectbox", "stDownloadButton"):
        assert page.get_by_test_id(gone).locator("visible=true").count() == 0, gone
    assert page.locator("table:visible").count() == 0
    title = page.locator("h1:visible").inner_text()
    assert "urglary" in title
    chart = page.locator(".st-key-slide_chart .js-plotly-plot")
    assert (chart.bounding_box() or {})["height"] > 250
    assert "burglary" in str(page.locator(".st-key-slide_chart [aria-label]").first
                             .get_attribute("aria-label"))  # fmt: skip
    said = title.strip()
    page.keyboard.press("Escape")
    expect(page.locator("h2.answer").first).to_have_text(said)


def test_keys_step_through_the_plan_and_the_address_keeps_the_place(
    browser_page: NewPage, demo_app: str
) -> None:
    page = browser_page(viewport=LAPTOP)
    visit(page, demo_app)
    page.keyboard.press("p")
    expect(page.get_by_text("Slide 1 of")).to_be_visible()
    first = shown(page).locator("h1:visible").inner_text()
    assert page.get_by_role("button", name="Previous").is_disabled()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text("Slide 2 of")).to_be_visible()
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_text("Slide 3 of")).to_be_visible()
    third = shown(page).locator("h1:visible").inner_text()
    assert third != first
    assert "present=3" in page.url
    assert "playlist=overview" in page.url
    page.reload()
    expect(shown(page).locator("h1:visible")).to_have_text(third)
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_text("Slide 2 of")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_text("Slide 1 of")).to_be_visible()
    expect(shown(page).locator("h1:visible")).to_have_text(first)
    page.keyboard.press("Escape")
    expect(page.locator("table.plan").first).to_be_visible()
    assert "present=" not in page.url
    assert "playlist=overview" in page.url


def test_the_playlist_leads_from_page_to_page_and_back(
    browser_page: NewPage, demo_app: str
) -> None:
    page = browser_page(viewport=LAPTOP)
    slide(page, f"{demo_app}?present=last&playlist=overview,trends")
    last = page.locator(".at").inner_text()
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**/trends?*")
    expect(page.get_by_text("Slide 1 of 1")).to_be_visible()
    assert "playlist=overview" in shown(page).url
    expect(page.get_by_role("button", name="Next")).to_be_disabled()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_text(last)).to_be_visible()
    assert re.search(r"present=\d+", shown(page).url)


def test_the_playlist_is_chosen_on_the_slide(
    browser_page: NewPage, demo_app: str
) -> None:
    page = browser_page(viewport=LAPTOP)
    slide(page, f"{demo_app}trends?present=1")
    page.get_by_role("button", name="Playlist").click()
    page.get_by_label("Pages presented in turn").click()
    page.get_by_role("option", name="Targets").click()
    page.wait_for_url("**playlist=*targets*")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", ["?present=5", "asb_map?present=1"])
def test_a_slide_has_no_fault_of_accessibility(
    browser_page: NewPage, demo_app: str, address: str, scheme: Any
) -> None:
    page = browser_page(viewport=HALL, color_scheme=scheme)
    slide(page, f"{demo_app}{address}")
    assert breaches(page) == []
