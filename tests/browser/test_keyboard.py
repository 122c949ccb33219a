"""Every page by the keyboard alone: reached in reading order, seen, and left again."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PAGES, PHONE, visit
from tests.browser.test_pages import choose, menu, query
from tests.conftest import NewPage

MOST = 400  # presses that a page could ever need
# What the Tab key must reach: of a group of radio buttons and of the map's areas one
# each, because the arrow keys go on from there.
REACHABLE = """() => {
  const known = 'a[href], button, input, select, textarea, summary, [tabindex]';
  const seen = (one) => one.checkVisibility({ visibilityProperty: true })
    && one.getClientRects().length && !one.closest('[inert], [aria-hidden=true]');
  window.order = [...document.querySelectorAll(known)].filter((one) =>
    one.tabIndex >= 0 && !one.disabled && seen(one)
    && !one.matches('[role=radio]:not([aria-checked=true])'));
  return [window.order.length, window.order.filter((one) => one.tabIndex > 0).length];
}"""
# Where the focus is: its place in the order, what it is called and whether it is seen.
FOCUSED = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const css = getComputedStyle(one), box = one.getBoundingClientRect();
  const ring = css.outlineStyle !== 'none' && parseFloat(css.outlineWidth) >= 2
    || !!one.closest('.lsoa-map')?.querySelector('.over .focus');
  const inView = box.bottom > 0 && box.top < innerHeight
    && box.right > 0 && box.left < innerWidth;
  return { at: window.order.indexOf(one), ring, inView,
    name: one.getAttribute('aria-label') || one.textContent.trim().slice(0, 60) };
}"""


def walked(page: Page) -> list[dict[str, Any]]:
    """Return what the Tab key comes to from the top of the page until it leaves it."""
    found: list[dict[str, Any]] = []
    page.evaluate("document.activeElement.blur()")
    for _ in range(MOST):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused is None:
            return found
        found.append(focused)
    raise AssertionError(f"the focus never leaves {page.url}: {found[-3:]}")


def in_order(page: Page, address: str) -> None:
    """Hold a page to it: every control once, in its order, seen and in view."""
    visit(page, address)
    held, ahead = page.evaluate(REACHABLE)
    assert ahead == 0, "a control is put before the others"
    found = walked(page)
    assert [one["at"] for one in found] == list(range(held))
    assert [one["name"] for one in found if not one["ring"]] == []
    assert [one["name"] for one in found if not one["inView"]] == []


@pytest.mark.parametrize("name", PAGES)
def test_tab_reaches_every_control_in_its_order_and_shows_where_it_is(
    desktop: Page, demo_app: str, name: str
) -> None:
    in_order(desktop, demo_app + name)


@pytest.mark.parametrize("name", ["", "trends", "asb_map", "enforcement"])
def test_tab_does_so_on_a_phone(
    browser_page: NewPage, demo_app: str, name: str
) -> None:
    in_order(browser_page(viewport=PHONE), demo_app + name)


@pytest.mark.parametrize("name", ["trends", "asb_map", "area", "comparison"])
def test_filters_are_reached_as_they_are_read(
    desktop: Page, demo_app: str, name: str
) -> None:
    visit(desktop, demo_app + name)
    places: list[list[float]] = desktop.evaluate(
        """() => [...document.querySelectorAll(
            '.st-key-filters :is(input, button[tabindex="0"], .stDownloadButton button)'
          )].map((one) => one.closest('.stElementContainer').getBoundingClientRect())
            .map((box) => [Math.round(box.bottom / 20), box.left])"""
    )
    assert len(places) > 2
    assert places == sorted(places)


def test_the_first_stop_leads_past_the_menu(desktop: Page, demo_app: str) -> None:
    visit(desktop, demo_app + "trends")
    desktop.keyboard.press("Tab")
    expect(desktop.get_by_role("link", name="Skip to main content")).to_be_focused()
    desktop.keyboard.press("Enter")
    expect(desktop.get_by_test_id("stMain")).to_be_focused()


def test_a_menu_opens_by_enter_and_closes_by_escape(
    desktop: Page, demo_app: str
) -> None:
    visit(desktop, demo_app)
    button = desktop.get_by_test_id("stHeader").get_by_role("button", name="Places")
    link = desktop.get_by_role("menuitem", name="Hot spots", exact=True)
    button.focus()
    desktop.keyboard.press("Enter")
    expect(link).to_be_visible()
    desktop.keyboard.press("Escape")
    expect(link).to_be_hidden()
    expect(button).to_be_focused()
    desktop.keyboard.press("Enter")
    expect(link).to_be_visible()
    for _ in range(MOST):
        if link.evaluate("one => one === document.activeElement"):
            break
        desktop.keyboard.press("ArrowDown")
    desktop.keyboard.press("Enter")
    expect(desktop.locator("h1")).to_contain_text("Where are the hot spots")


def test_a_list_opens_chooses_and_closes_by_keys(desktop: Page, demo_app: str) -> None:
    visit(desktop, demo_app + "trends")
    box = desktop.get_by_role("combobox", name="Measure", exact=True)
    before = box.input_value()
    box.focus()
    desktop.keyboard.press("ArrowDown")
    expect(desktop.get_by_role("option").first).to_be_visible()
    desktop.keyboard.press("Escape")
    expect(desktop.get_by_role("option")).to_have_count(0)
    expect(box).to_be_focused()
    expect(box).to_have_value(before)
    box.fill("Robbery")
    desktop.keyboard.press("Enter")
    expect(desktop.locator(".subtitle")).to_contain_text("Robbery, ")


def test_the_filters_of_a_phone_open_by_keys(
    browser_page: NewPage, demo_app: str
) -> None:
    page = visit(browser_page(viewport=PHONE), demo_app + "trends")
    box = page.get_by_role("combobox", name="Measure", exact=True)
    expect(box).to_be_hidden()
    page.locator(".fold summary").focus()
    page.keyboard.press("Enter")
    expect(box).to_be_visible()
    page.keyboard.press("Tab")
    expect(box).to_be_focused()


def test_the_alerts_open_by_keys(desktop: Page, demo_app: str) -> None:
    visit(desktop, demo_app)
    desktop.locator(".alerts summary").focus()
    desktop.keyboard.press("Enter")
    expect(desktop.locator(".alerts li").first).to_be_visible()


def test_back_from_a_page_of_the_menu_is_one_step(desktop: Page, demo_app: str) -> None:
    visit(desktop, f"{demo_app}trends?measure=robbery")
    for name, heading in (
        ("ASB harm map", "Where is ASB doing most harm?"),
        ("Trends", "What is happening, and since when?"),
        ("Overview", "Are we meeting the plan?"),
    ):
        menu(desktop, name)
        expect(desktop.locator("h1")).to_have_text(heading)
        expect(desktop.locator(".cdp .src").first).to_be_visible()
    for path in ("trends", "asb_map", "trends"):
        desktop.go_back()
        desktop.wait_for_url(f"{demo_app}{path}?measure=robbery")
        expect(desktop.locator("h1")).to_have_text(
            "Where is ASB doing most harm?"
            if path == "asb_map"
            else "What is happening, and since when?"
        )
        expect(desktop.locator(".cdp .src").first).to_be_visible()


def test_each_choice_is_a_step_of_its_own(desktop: Page, demo_app: str) -> None:
    visit(desktop, demo_app + "trends")
    steps = desktop.evaluate("history.length")
    for at, name in enumerate(("Robbery", "Shoplifting"), 1):
        choose(desktop, "Measure", name)
        desktop.wait_for_url(f"**/trends?measure={name.lower()}")
        assert desktop.evaluate("history.length") == steps + at
    desktop.go_back()
    desktop.wait_for_url("**/trends?measure=robbery")
    assert query(desktop) == {"measure": "robbery"}
