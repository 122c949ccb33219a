"""The layers of the ASB harm map in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE, settled, visit
from tests.conftest import NewPage

LSOA = "E01999004"
OPTIONS = ".lsoa-map [role=option]"
FILLS = """() => new Set([...document.querySelectorAll(".lsoa-map [role=option]")]
    .map((each) => getComputedStyle(each).fill)).size"""


def outline(page: Page, name: str) -> str:
    """Return the shape of a mark on the map."""
    found = page.locator(f".lsoa-map svg[role=listbox] .over path.{name}")
    return found.first.get_attribute("d") or ""


def test_hot_spots_are_outlined_on_the_index_alone(
    desktop: Page, demo_app: str
) -> None:
    page = visit(desktop, f"{demo_app}asb_map")
    assert outline(page, "hot")
    assert outline(page, "hot") == outline(page, "hot-under")
    swatch = page.locator(".lsoa-map .legend svg").first.bounding_box()
    assert swatch is not None and swatch["width"] == 38
    assert not outline(visit(page, f"{demo_app}asb_map?layer=gap"), "hot")


def test_another_layer_keeps_zoom_and_selection(desktop: Page, demo_app: str) -> None:
    page = visit(desktop, f"{demo_app}asb_map?lsoa={LSOA}")
    page.get_by_role("button", name="Zoom in").click()
    picture = page.locator(".lsoa-map svg[role=listbox]")
    before = picture.get_attribute("viewBox")
    page.get_by_text("Number of reports", exact=True).first.click()
    expect(picture).to_have_attribute("aria-label", re.compile("Number of ASB reports"))
    settled(page)
    assert picture.get_attribute("viewBox") == before
    assert page.locator(f"{OPTIONS}[aria-selected=true]").count() == 1
    assert "layer=volume" in page.url


def test_two_things_at_once_have_nine_colours(desktop: Page, demo_app: str) -> None:
    page = visit(desktop, f"{demo_app}asb_map?view=cross")
    used = {
        name
        for each in page.locator(OPTIONS).all()
        if (name := each.get_attribute("class") or "") != "cv"
    }
    assert len(used) >= 6
    assert page.evaluate(FILLS) >= len(used)


@pytest.mark.parametrize("view", ["", "cross", "trust", "analysts", "crime"])
def test_nothing_scrolls_sideways_on_a_phone(
    browser_page: NewPage, demo_app: str, view: str
) -> None:
    page = visit(browser_page(viewport=PHONE), f"{demo_app}asb_map?view={view}")
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= PHONE["width"] < DESKTOP["width"]
