"""The Area profile on paper and on a phone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, visit
from tests.browser.test_pages import WARD, answer
from tests.conftest import NewPage

LEAST_ON_PAPER = 7.0  # pixels at 96 to the inch


@pytest.mark.parametrize("area", ["", f"?area={WARD}"])
def test_a_profile_is_one_sheet_of_paper(
    desktop: Page, demo_app: str, area: str
) -> None:
    visit(desktop, f"{demo_app}area{area}")
    paper = desktop.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1
    assert re.search(rb"/MediaBox\s*\[0 0 59\d(\.\d+)? 84\d(\.\d+)?\]", paper)  # A4
    desktop.emulate_media(media="print")
    expect(desktop.locator(".st-key-filters")).to_be_hidden()
    size = desktop.locator("table.figs td").first.evaluate(
        "cell => parseFloat(getComputedStyle(cell).fontSize)"
    )
    assert size >= LEAST_ON_PAPER


def test_a_profile_fits_a_phone(browser_page: NewPage, demo_app: str) -> None:
    page = visit(browser_page(viewport=PHONE), f"{demo_app}area?area={WARD}")
    expect(answer(page).first).to_contain_text("of residents")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
