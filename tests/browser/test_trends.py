"""What a reader does with Trends in a real browser: views, comparisons, reasons."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, settled, visit
from tests.browser.test_pages import (
    SIZES,
    answer,
    choose,
    faults,
    figure,
    menu,
    query,
    subtitle,
    value,
)
from tests.conftest import NewPage

VIEWS = {"year": "This year", "control": "Control chart", "season": "Season"}
WARD = "E05999103"
# Every text in the charts and its box.
BOXES = """() => [...document.querySelectorAll(
    '.js-plotly-plot :is(.annotation-text, .xtick text)')].map((each) => {
  const b = each.getBoundingClientRect();
  return [each.textContent, b.left, b.top, b.right, b.bottom]; })"""
# The server hears of a narrow screen from the first page it sent there.
SIZED = """(px) => document.querySelector('.js-plotly-plot')?._fullLayout?.font.size
  === px"""


def pick(page: Page, name: str) -> None:
    """Click on a choice of a switch."""
    page.get_by_role("radio", name=name, exact=True).click()


def overlaps(page: Page) -> list[tuple[str, str]]:
    """Return the words in a chart that lie on other words."""
    boxes = page.evaluate(BOXES)
    assert len(boxes) > 1
    return [
        (one[0], other[0])
        for at, one in enumerate(boxes)
        for other in boxes[at + 1 :]
        if one[1] < other[3] - 1
        and other[1] < one[3] - 1
        and one[2] < other[4] - 1
        and other[2] < one[4] - 1
    ]


def test_views_change_the_address_and_step_back(desktop: Page, demo_app: str) -> None:
    visit(desktop, demo_app + "trends")
    for chart, name in VIEWS.items():
        pick(desktop, name)
        expect(desktop).to_have_url(re.compile(f"chart={chart}"))
        expect(desktop.get_by_role("radio", name=name, exact=True)).to_be_checked()
        settled(desktop)
        assert query(desktop) == {"chart": chart}
    expect(answer(desktop)).to_contain_text("ASB is highest in")
    desktop.go_back()
    expect(answer(desktop)).to_contain_text("in Dec 2025 is")
    checked = desktop.locator("[role=radio][aria-checked=true]")
    expect(checked.filter(has_text="Control chart")).to_have_count(1)


@SIZES
def test_every_view_fits_its_screen_and_no_words_meet(
    browser_page: NewPage, demo_app: str, size: dict[str, int]
) -> None:
    page = browser_page(viewport=size)
    for asked in (
        "chart=trend",
        "chart=year",
        "chart=control",
        "chart=season",
        "measure=force_recorded_crime",
        "measure=force_recorded_crime&chart=year",
        "measure=force_recorded_crime&chart=season",
        "measure=force_recorded_crime&chart=control",
        "measure=completions_opiate",
        f"compare={WARD},burglary",
    ):
        visit(page, f"{demo_app}trends?{asked}")
        page.wait_for_function(SIZED, arg=14 if size == PHONE else 16)
        assert faults(page) == []
        expect(page.locator("table").first).to_be_visible()
        assert overlaps(page) == [], asked


def test_areas_are_added_and_taken_away(desktop: Page, demo_app: str) -> None:
    visit(desktop, demo_app + "trends")
    for name in ("Brassworks ward", "Damson End ward"):
        choose(desktop, "Compare with", name)
        expect(subtitle(desktop)).to_contain_text(name)
    desktop.keyboard.press("Escape")
    assert query(desktop) == {"compare": "E05999101,E05999103"}
    expect(figure(desktop, "per 1,000 residents")).to_be_visible()
    expect(desktop.get_by_text("Rates, because areas differ")).to_be_visible()
    desktop.reload()
    settled(desktop)
    expect(subtitle(desktop)).to_contain_text("Damson End ward")
    desktop.get_by_role("button", name="Clear all").click()
    expect(subtitle(desktop)).not_to_contain_text("Damson End ward")
    settled(desktop)
    assert query(desktop) == {}


def test_the_reason_for_a_gap_is_read_on_hover(desktop: Page, demo_app: str) -> None:
    visit(desktop, demo_app + "trends")
    hatch = desktop.locator(".js-plotly-plot .barlayer .point path").first
    box = hatch.bounding_box()
    assert box is not None
    desktop.mouse.move(box["x"] + box["width"] / 2, box["y"] + 12)
    shown = desktop.locator(".js-plotly-plot .hoverlayer")
    expect(shown).to_contain_text("No 12-month total: Apr to Jun 2020")


def test_a_link_to_nothing_is_said_and_the_choice_stays_across_pages(
    desktop: Page, demo_app: str
) -> None:
    visit(desktop, f"{demo_app}trends?measure=no_such_measure&area=nowhere")
    said = desktop.locator(".note", has_text="The link names")
    expect(said).to_contain_text("a measure that is not held here")
    expect(said).to_contain_text("an area that is not held here")
    choose(desktop, "Measure", "Robbery")
    expect(said).to_have_count(0)
    choose(desktop, "Area kind", "Wards now")
    choose(desktop, "Area", "Brassworks ward")
    expect(desktop.locator(".chosen")).to_contain_text("area Brassworks ward")
    menu(desktop, "ASB harm map")
    expect(value(desktop, "Ward in the table")).to_have_value("Brassworks")
    menu(desktop, "Trends")
    expect(subtitle(desktop)).to_contain_text("Robbery, Brassworks ward")
    expect(value(desktop, "Area")).to_have_value("Brassworks ward")
    settled(desktop)
    assert query(desktop) == {"measure": "robbery", "area": "E05999101"}


def test_filters_are_folded_on_a_phone_and_open_by_key(
    browser_page: NewPage, demo_app: str
) -> None:
    page = visit(browser_page(viewport=PHONE), demo_app + "trends")
    expect(value(page, "Measure")).to_be_hidden()
    expect(page.locator(".chosen")).to_contain_text("measure Anti-social behaviour")
    expect(answer(page)).to_be_in_viewport()
    fold = page.locator(".fold summary")
    fold.focus()
    page.keyboard.press("Enter")
    expect(value(page, "Measure")).to_be_visible()
    choose(page, "Measure", "Robbery")
    expect(subtitle(page)).to_contain_text("Robbery, ")
    settled(page)
    expect(value(page, "Measure")).to_be_visible()  # it stays open while one chooses
    fold.click()
    expect(value(page, "Measure")).to_be_hidden()


def test_dark_and_narrow_are_read_as_well(browser_page: NewPage, demo_app: str) -> None:
    page = browser_page(viewport=PHONE, color_scheme="dark")
    visit(page, demo_app + "trends?chart=control")
    page.locator(".fold summary").click()
    for name in ("Trend", *VIEWS.values()):
        expect(page.get_by_role("radio", name=name, exact=True)).to_be_in_viewport()
