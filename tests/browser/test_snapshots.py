"""A reader opens a snapshot, walks through its pages, takes a file and goes back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from cdp_metrics.warehouse.db import open_store
from cdp_metrics.warehouse.snapshots import pin, remove
from tests.browser.conftest import settled, visit
from tests.conftest import Running
from tests.stores import store_of

DAY = date(2025, 3, 14)


@pytest.fixture(scope="module")
def app(
    running_app: Running, local: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("place")
    store = store_of(folder, 13)
    with closing(open_store(store)) as first:
        pin(local / "snapshots", first, "board", DAY)
    store_of(folder, 13, reports={"E01000001": 4})
    with running_app(store) as url:
        yield url
    remove(local / "snapshots", "board")


def test_a_snapshot_holds_until_its_reader_leaves_it(app: str, desktop: Page) -> None:
    page = visit(desktop, f"{app}?snapshot=board")
    strip = page.get_by_role("note").filter(has_text="Snapshot board:")
    expect(strip).to_be_visible()
    page.get_by_role("link", name="Trends").first.click()
    page.wait_for_url("**/trends?*snapshot=board*")
    settled(page)
    expect(strip).to_be_visible()
    with page.expect_download() as taken:
        page.get_by_role("button", name="Download CSV").click()
    assert taken.value.suggested_filename.endswith("-snapshot-board.csv")
    body = Path(taken.value.path()).read_text("utf-8-sig")
    assert "snapshot board of 14 March 2025" in body
    assert "As at,2025-03-14" in body
    page.get_by_role("link", name="See the current figures").click()
    page.wait_for_url("**/trends*")
    settled(page)
    expect(strip).to_have_count(0)
    page.get_by_role("link", name="Overview").first.click()
    expect(page).not_to_have_url(re.compile("/trends"))
    settled(page)
    expect(strip).to_have_count(0)


def test_alerts_lead_to_their_page(app: str, desktop: Page) -> None:
    page = visit(desktop, app)
    alerts = page.get_by_role("region", name="Alerts")
    alerts.get_by_text("Alerts:").click()
    expect(alerts.get_by_text("Look into").first).to_be_visible()
    alerts.get_by_role("link").first.click()
    page.wait_for_url("**/data*")


def test_an_unknown_snapshot_leads_to_the_current_figures(
    app: str, desktop: Page
) -> None:
    page = desktop
    page.goto(f"{app}trends?snapshot=june")
    expect(page.get_by_text("There is no snapshot")).to_be_visible(timeout=30_000)
    page.get_by_role("link", name="See the current figures").click()
    settled(page)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
