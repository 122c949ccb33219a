"""The Area profile on paper and on a phone; the tables of hot spots on a phone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, visit
from tests.browser.test_pages import WARD, answer
from tests.conftest import NewPage

LEAST_ON_PAPER = 7.0  # pixels at 96 to the inch
LEAST_OF_A_CHART = 5.0  # of its smallest words


@pytest.mark.parametrize("area", ["", f"?area={WARD}", "?area=city_centre"])
def test_a_profile_is_one_sheet_of_paper(
    desktop: Page, demo_app: str, area: str
) -> None:
    visit(desktop, f"{demo_app}area{area}")
    paper = desktop.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1
    assert re.search(rb"/MediaBox\s*\[0 0 59\d(\.\d+)? 84\d(\.\d+)?\]", paper)  # A4
    desktop.emulate_media(media="print")
    for control in (".st-key-filters", ".st-key-present", ".st-key-copy_link"):
        expect(desktop.locator(control)).to_be_hidden()
    expect(desktop.locator(".st-key-profile_folds")).to_be_hidden()
    for chart in desktop.locator(".st-key-profile .stPlotlyChart").all():
        words = chart.evaluate(
            "drawn => Math.min(...[...drawn.querySelectorAll('text')]"
            ".filter(each => each.textContent.trim())"
            ".map(each => parseFloat(getComputedStyle(each).fontSize)))"
            " * drawn.currentCSSZoom"
        )
        assert words >= LEAST_OF_A_CHART
    size = desktop.locator("table.figs td").first.evaluate(
        "cell => parseFloat(getComputedStyle(cell).fontSize)"
    )
    assert size >= LEAST_ON_PAPER


def test_a_profile_fits_a_phone(browser_page: NewPage, demo_app: str) -> None:
    page = visit(browser_page(viewport=PHONE), f"{demo_app}area?area={WARD}")
    expect(answer(page).first).to_contain_text("of residents")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_headings_of_a_table_are_read_as_such(desktop: Page, demo_app: str) -> None:
    visit(desktop, f"{demo_app}area?area={WARD}")
    counts = desktop.get_by_role("region", name="Each count")
    expect(counts.get_by_role("columnheader", name="Count", exact=True)).to_be_visible()
    expect(counts.get_by_role("rowheader", name="ASB", exact=True)).to_be_visible()
    assert counts.get_by_role("rowheader").count() == counts.locator("tbody tr").count()


def test_the_map_is_fitted_to_the_area(desktop: Page, demo_app: str) -> None:
    visit(desktop, f"{demo_app}area?area={WARD}")
    inside = desktop.locator(".lsoa-map [role=option]")
    expect(inside.first).to_be_visible()
    frame = desktop.locator(".lsoa-map .frame").bounding_box()
    boxes = [each.bounding_box() for each in inside.all()]
    assert frame
    assert 1 < len(boxes) < 40
    drawn = [box for box in boxes if box]
    assert len(drawn) == len(boxes)
    for box in drawn:
        assert frame["x"] <= box["x"]
        assert box["x"] + box["width"] <= frame["x"] + frame["width"]
        assert frame["y"] <= box["y"]
        assert box["y"] + box["height"] <= frame["y"] + frame["height"]
    top = min(box["y"] for box in drawn)
    bottom = max(box["y"] + box["height"] for box in drawn)
    left = min(box["x"] for box in drawn)
    right = max(box["x"] + box["width"] for box in drawn)
    assert max((bottom - top) / frame["height"], (right - left) / frame["width"]) > 0.7


def test_the_tables_beside_the_charts_open(desktop: Page, demo_app: str) -> None:
    visit(desktop, f"{demo_app}area?area={WARD}")
    for fold, table in (
        ("The trend by year", "Anti-social behaviour incidents by year"),
        ("The categories in figures", "Share of recorded crime by category"),
    ):
        desktop.get_by_text(fold, exact=True).first.click()
        expect(desktop.get_by_role("region", name=table)).to_be_visible()


def test_no_table_of_hot_spots_scrolls_on_a_phone(
    browser_page: NewPage, demo_app: str
) -> None:
    page = visit(browser_page(viewport=PHONE), f"{demo_app}hot_spots")
    boxes = page.locator(".scroll")
    expect(boxes).to_have_count(3)
    for box in boxes.all():
        wide, seen = box.evaluate("each => [each.scrollWidth, each.clientWidth]")
        assert wide <= seen
