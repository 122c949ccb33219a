"""An open page shows a new publication by itself, and says so."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Page, expect

from cdp_metrics.ui.shell import WATCH_SECONDS
from cdp_metrics.warehouse.publish import pointer
from tests.builders import police_zip, row, write_partnership, write_place
from tests.conftest import NewPage, Running

ROOT = Path(__file__).resolve().parents[2]
# in milliseconds: twice the interval at which a page looks, for slow machines
PATIENCE = 2 * WATCH_SECONDS * 1000
MONTHS = [f"{year}-{month:02}" for year in (2023, 2024) for month in range(1, 13)]


def publish(folder: Path, place: str) -> str:
    """Build a place under a name with the command line; return its build."""
    write_place(folder / "place")
    police = folder / "police" / "all.zip"
    if not police.exists():
        police_zip(police, {m: [row(month=m), row("ASB", month=m)] for m in MONTHS})
    partnership = write_partnership(folder / "partnership.toml", place=place)
    line = [
        *(sys.executable, "-m", "cdp_metrics", "build", "--out", str(folder / "store")),
        *("--raw", str(folder / "place"), "--raw", str(folder / "police")),
        *("--partnership", str(partnership)),
    ]
    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return pointer(folder / "store").build_id


def waits(page: Page, text: str) -> None:
    """Wait until a page shows a text without being touched."""
    expect(page.get_by_text(text, exact=False).first).to_be_visible(timeout=PATIENCE)


def test_open_pages_follow_what_is_published(
    tmp_path: Path, running_app: Running, browser_page: NewPage
) -> None:
    store = tmp_path / "store"
    store.mkdir()
    with running_app(store) as url:
        # before anything is published a page says so, and keeps looking
        early = browser_page()
        early.goto(url)
        waits(early, "No store has been published")
        publish(tmp_path, "Alderton")

        page = browser_page()
        page.goto(f"{url}trends")
        waits(page, "Alderton")
        # a pointer that is spoilt for a while breaks no open page
        (store / "current.json").write_text("spoilt")

        second = publish(tmp_path, "Brookton")
        waits(page, f"New figures were published (build {second}).")
        waits(page, "Brookton")
        expect(page.get_by_text("Alderton")).to_have_count(0)
        waits(early, "Where do crime and ASB stand?")
        waits(early, "Brookton")
