"""What a reader waits for: the first marks of a page, and new marks after a click."""

from __future__ import annotations

import os
import shutil
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, Error, Page, sync_playwright

from benchmarks.results import Budget, Part, Table, Unavailable, median, times
from benchmarks.servers import BARE_CHART, DASHBOARD, HELLO, Server, served
from benchmarks.setting import Setting

__all__ = ["measure"]

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 60_000  # ms
SLOWER = 150.0  # ms
CLICKS = 3  # warm filter changes a repetition
HELLO_PAGE = "Hello world"

# The marks as they stand, as one text; nothing before there are any.
MARKS = """
window.marks = {
  hello: () => document.querySelector("[data-testid=stText]")?.textContent ?? "",
  answer: () => document.querySelector(".src") && document.querySelector("main table")
    && [...document.querySelectorAll("main h1, main table")]
      .map((each) => each.textContent).join(),
  chart: () => [...document.querySelectorAll(".js-plotly-plot .plot path, "
      + ".js-plotly-plot .plot text, .js-plotly-plot .annotation text")]
    .map((each) => (each.getAttribute("d") ?? each.textContent)
      + each.getAttribute("style")).join(),
  bare: () => document.querySelector(".js-plotly-plot .scatterlayer path") ? "1" : "",
  map: () => [...document.querySelectorAll(".lsoa-map svg[role=listbox] path")]
    .map((each) => each.getAttribute("class") + each.getAttribute("fill")
      + (each.getAttribute("role") ? "" : each.getAttribute("d"))).join(),
};
window.changed = (kind) => new Promise((done) => {
  const before = marks[kind]();
  let start = null;
  addEventListener("pointerdown", (event) => { start = event.timeStamp; },
    { capture: true, once: true });
  const look = () => {
    const now = marks[kind]();
    if (start !== null && now && now !== before) done(performance.now() - start);
    else requestAnimationFrame(look);
  };
  look();
});
"""


@dataclass(frozen=True)
class Sight:
    """A page and how to see that it is there.

    Parameters
    ----------
    name, address
        Its name, and its part of the address.
    marks
        Which of `MARKS` it has.
    limit
        Times hello world's cold open that it may take.
    filters
        Labels of lists that change the marks; the first with a choice is used.
    """

    name: str
    address: str
    marks: str
    limit: float = 2.0
    filters: tuple[str, ...] = ()


HELLO_SIGHT = Sight(HELLO_PAGE, "", "hello", filters=("Choice",))
BARE_SIGHT = Sight("One bare Plotly chart", "", "bare")
SIGHTS = (
    Sight("Overview", "", "answer"),
    Sight("Trends", "trends", "chart", filters=("Measure",)),
    Sight("ASB harm map", "asb_map", "map", 1.6, ("Twelve months", "Find an area")),
    Sight("Data", "data", "answer"),
)


def measure(setting: Setting) -> Part:
    """Open pages with an empty cache and change a filter, beside hello world."""
    cold: dict[str, list[float]] = defaultdict(list)
    warm: dict[str, list[float]] = defaultdict(list)
    used: dict[str, str] = {}
    with (
        chromium() as browser,
        served(HELLO) as hello,
        served(BARE_CHART) as bare,
        served(DASHBOARD, store=setting.store) as app,
    ):
        others = {HELLO_PAGE: hello, BARE_SIGHT.name: bare}
        # One round more, so that the servers have computed every answer before.
        for turn in range(setting.repeat + (not setting.smoke)):
            for sight in (HELLO_SIGHT, BARE_SIGHT, *SIGHTS):
                server = others.get(sight.name, app)
                opened, changed, label = _look(browser, server, sight, setting)
                if turn or setting.smoke:
                    cold[sight.name].append(opened)
                    warm[sight.name] += changed
                    used[sight.name] = label
    floor = cold[HELLO_PAGE]
    ratios = {
        name: median([a / b for a, b in zip(found, floor, strict=True)])
        for name, found in cold.items()
    }
    budgets = [
        Budget(
            f"cold open: {sight.name}",
            f"at most {sight.limit:g}x hello world",
            f"{median(cold[sight.name]):,.0f} ms (hello {median(floor):,.0f})",
            times(ratios[sight.name]),
            ratios[sight.name] <= sight.limit,
        )
        for sight in SIGHTS
    ]
    chart = cold[BARE_SIGHT.name]
    beside = [a / b for a, b in zip(cold["Trends"], chart, strict=True)]
    budgets.append(
        Budget(
            "cold open: Trends beside one bare Plotly chart",
            "none set: Plotly's own script",
            f"{median(cold['Trends']):,.0f} ms (bare chart {median(chart):,.0f}, "
            f"{times(ratios[BARE_SIGHT.name])} hello)",
            times(median(beside)),
        )
    )
    quick = median(warm[HELLO_PAGE])
    for sight in SIGHTS:
        if warm[sight.name]:
            found = median(warm[sight.name])
            budgets.append(
                Budget(
                    f"warm filter change: {sight.name}, {used[sight.name]}",
                    "at most hello world + 150 ms",
                    f"{found:,.0f} ms (hello {quick:,.0f})",
                    times(found / quick),
                    found <= quick + SLOWER,
                )
            )
    return Part(
        budgets=tuple(budgets),
        tables=(
            Table(
                "Browser",
                ("Page", "Cold open ms", "x hello", "Filter change ms", "x hello"),
                tuple(
                    (
                        name,
                        f"{median(found):,.0f}",
                        times(ratios[name]),
                        f"{median(warm[name]):,.0f}" if warm[name] else "no filter",
                        times(median(warm[name]) / quick) if warm[name] else "",
                    )
                    for name, found in cold.items()
                ),
            ),
        ),
        notes=(
            "Browser: Chromium without a screen, software drawing. Cold: a new "
            "context with an empty cache, from navigation until the marks are on the "
            "page (traces of the chart, areas of the map, tables, hello world's line). "
            "Warm: from the press on a list's entry until the marks differ: traces of "
            "the chart; classes and fills of the map, or the outline of the area "
            "found. Both servers run with the project's settings.",
        ),
    )


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run a browser while the block runs.

    Raises
    ------
    Unavailable
        There is none.
    """
    names = (os.environ.get("CDP_CHROMIUM", ""), *BROWSERS)
    path = next(filter(None, map(shutil.which, names)), None)
    if path is None:
        raise Unavailable("Chromium is absent. Install it or set CDP_CHROMIUM")
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=path, args=OPTIONS)
        except Error as error:
            said = str(error).splitlines()[0]
            raise Unavailable(f"{path} could not be started: {said}") from error
        try:
            yield browser
        finally:
            browser.close()


def _look(
    browser: Browser, server: Server, sight: Sight, setting: Setting
) -> tuple[float, list[float], str]:
    """Return ms of the cold open and of each filter change, and the filter used."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    try:
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.add_init_script(MARKS)
        page.goto(f"{server.url}{sight.address}", wait_until="commit")
        seen = page.wait_for_function(
            "kind => marks[kind]() && performance.now()", arg=sight.marks
        )
        opened = float(seen.json_value())
        for label in sight.filters:
            changed = _change(page, label, sight, 1 if setting.smoke else CLICKS)
            if changed:
                return opened, changed, label
        return opened, [], ""
    except Error as error:
        raise Unavailable(
            f"{sight.name} did not show its marks: {str(error).splitlines()[0]}"
        ) from error
    finally:
        context.close()


def _change(page: Page, label: str, sight: Sight, count: int) -> list[float]:
    """Choose other values in a list; return the ms until the marks had changed."""
    box = page.get_by_role("combobox", name=label, exact=True)
    box.wait_for()
    entries = page.locator("[role=listbox] div[role=option]")
    spent = []
    for turn in range(count + 1):
        page.wait_for_load_state("networkidle")
        box.click()
        entries.first.wait_for()
        if entries.count() < 2:
            page.keyboard.press("Escape")
            return []
        page.evaluate("kind => { window.waiting = changed(kind); }", sight.marks)
        # Entries beyond the first: that is the one chosen, or none at all.
        entries.nth(1 + turn % 2 if entries.count() > 2 else 1 - turn % 2).click()
        took = float(page.evaluate("window.waiting"))
        if turn or count == 1:  # the first shows what the server has not computed yet
            spent.append(took)
    return spent[-count:]
