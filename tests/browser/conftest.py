"""What the tests of the pages share: one server a store, and a page that is ready."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from cdp_metrics.ui import shell
from tests.conftest import ROOT, NewPage, Running

# The address of every page of the menu; the Overview's is that of the dashboard.
PAGES = tuple(
    "" if name == "overview" else name
    for entries in shell.PAGES.values()
    for name, _ in entries
)
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
# The last thing on a page is its source line, or why there is nothing to show.
DONE = "[data-test-script-state=notRunning] .cdp :is(.src, .state)"
# Blocks with shapes and links come with a script, later than plain words.
PENDING = "[data-testid=stSkeleton], .cdp:empty"
# Chart and map come after it, each with its own script.
DRAWN = {
    "trends": ".js-plotly-plot .scatterlayer",
    "treatment": ".js-plotly-plot :is(.scatterlayer, .barlayer)",
    "targets": ".js-plotly-plot .scatterlayer",
    "comparison": ".js-plotly-plot .scatterlayer",
    "asb_map": ".lsoa-map [role=option]",
    "area": ".lsoa-map [role=option]",
}
# Parts of a page that have neither.
UNDRAWN = ("view=trust", "view=analysts")


@pytest.fixture(scope="session")
def demo_app(running_app: Running, demo_store: Path) -> Iterator[str]:
    """Return the address of the app on the demonstration store."""
    with running_app(demo_store) as url:
        yield url


@pytest.fixture(scope="session")
def real_store(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the store of the published files, built by the command line."""
    folder = tmp_path_factory.mktemp("real")
    command = [sys.executable, "-m", "cdp_metrics", "build", "--raw", str(real_data)]
    command += ["--out", str(folder), "--partnership", "data/partnership.toml"]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="session")
def real_app(running_app: Running, real_store: Path) -> Iterator[str]:
    """Return the address of the app on the published files."""
    with running_app(real_store) as url:
        yield url


@pytest.fixture
def desktop(browser_page: NewPage) -> Page:
    """Return an empty page of 1280 pixels."""
    return browser_page(viewport=DESKTOP, color_scheme="light")


def visit(page: Page, url: str) -> Page:
    """Open an address and wait until the page is complete."""
    page.goto(url)
    return settled(page)


def settled(page: Page) -> Page:
    """Wait until the page is complete, its chart and map drawn."""
    page.wait_for_selector(DONE, timeout=30_000)
    page.wait_for_function(f"() => !document.querySelector('{PENDING}')")
    _, _, path, query, _ = urlsplit(page.url)
    for name, drawn in DRAWN.items():
        if path.endswith(name) and not any(view in query for view in UNDRAWN):
            page.wait_for_selector(f"{drawn}, .state", state="attached")
    return page
