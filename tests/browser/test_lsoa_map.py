"""The map in a real browser, against a real server; every shape is invented."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import geopandas as gpd
import numpy as np
import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Locator,
    Page,
    Route,
    expect,
)
from shapely.geometry import MultiPolygon, Polygon, box
from streamlit.testing.v1 import AppTest

from cdp_metrics.ui.lsoa_map import Choice, Legend, lsoa_map
from cdp_metrics.warehouse.geometry import map_geometry

ROOT = Path(__file__).parents[2]
APP = Path(__file__).parent / "apps" / "map_app.py"
ATTACK = '<img src=x onerror="window.hit=1">'
MAIN = "document.querySelector('[data-testid=stMain]')"  # what scrolls
SIDE = 6  # areas along each edge
# What the map's own scripts leave on window and document, and which observers live.
SPY = """
window.left = 0; window.observers = 0;
const ours = () => new Error().stack.includes("bidi-components");
for (const target of [window, document]) {
  const add = target.addEventListener;
  target.addEventListener = function (...rest) {
    if (ours()) window.left += 1;
    return add.apply(this, rest);
  };
}
window.ResizeObserver = class extends ResizeObserver {
  observe(...rest) { if (ours()) window.observers += 1; super.observe(...rest); }
  disconnect() { if (ours()) window.observers -= 1; super.disconnect(); }
};
"""


def invented_file() -> bytes:
    """Six by six crooked areas of half a kilometre in four wards, codes X00 to X35."""
    rng = np.random.default_rng(11)
    nodes = np.stack(np.meshgrid(*[np.arange(SIDE + 1) * 500.0] * 2), axis=-1)
    nodes[1:-1, 1:-1] += rng.uniform(-90, 90, nodes[1:-1, 1:-1].shape)
    nodes += [455_000, 345_000]
    rows = []
    for i in range(SIDE * SIDE):
        r, c = divmod(i, SIDE)
        r = SIDE - 1 - r  # X00 in the north-west, then along each row
        corners = [(r, c), (r, c + 1), (r + 1, c + 1), (r + 1, c)]
        shape: Any = Polygon([nodes[at] for at in corners])
        if i == SIDE - 1:  # a part across the water
            shape = MultiPolygon([shape, box(458_300, 347_600, 458_500, 347_900)])
        ward = f"Ward {'NS'[i >= 18]}{'WE'[c >= 3]}"
        rows.append((f"X{i:02}", f"Area {i:02}", ward, shape))
    rows[7] = ("X07", ATTACK, *rows[7][2:])
    areas = gpd.GeoDataFrame(
        rows, columns=["code", "name", "group", "geometry"], crs="EPSG:27700"
    ).to_crs("EPSG:4326")
    wards = areas.dissolve("group").reset_index()
    wards["name"] = wards["group"].replace("Ward SE", "<b>Ward SE</b>")
    return map_geometry(areas, wards[["name", "geometry"]])


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lay the application out in a folder of its own."""
    folder = tmp_path_factory.mktemp("app")
    (folder / "static").mkdir()
    (folder / "static" / "map.json").write_bytes(invented_file())
    return Path(shutil.copy(APP, folder))


@contextmanager
def serving(app: Path, base: str = "") -> Iterator[str]:
    """Run the application on a free loopback port; give its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = {
        "server.port": port,
        "server.address": "127.0.0.1",
        "server.headless": "true",
        "server.enableStaticServing": "true",
        "server.fileWatcherType": "none",
        "server.baseUrlPath": base,
        "browser.gatherUsageStats": "false",
    }
    flags = [f"--{name}={value}" for name, value in options.items()]
    command = [sys.executable, "-m", "streamlit", "run", str(app), *flags]
    address = f"http://127.0.0.1:{port}/{base}".rstrip("/")
    with subprocess.Popen(
        command,
        cwd=app.parent,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as server:
        try:
            for _ in range(150):
                try:
                    urllib.request.urlopen(f"{address}/_stcore/health").close()
                    break
                except (urllib.error.URLError, ConnectionError):
                    time.sleep(0.2)
            yield address
        finally:
            server.terminate()


@pytest.fixture(scope="module")
def address(app: Path, chromium: str) -> Iterator[str]:
    with serving(app) as found:
        yield found


@pytest.fixture(scope="module")
def desktop(browser: Browser) -> BrowserContext:
    """Share one cache among the tests that need nothing special."""
    return browser.new_context(viewport={"width": 1400, "height": 900})


Opens = Callable[..., Page]


@pytest.fixture
def opens(browser: Browser, desktop: BrowserContext, address: str) -> Iterator[Opens]:
    """Open pages; afterwards none may have called another host or thrown an error."""
    pages: list[Page] = []
    called: set[str] = set()
    errors: list[str] = []

    def open_page(
        path: str = "/asb_map",
        *,
        at: str = address,
        between: Any = None,
        **options: Any,
    ) -> Page:
        page = (browser.new_context(**options) if options else desktop).new_page()
        pages.append(page)
        page.add_init_script(SPY)
        page.set_default_timeout(15_000)
        if between:
            page.route_web_socket("**/_stcore/stream", between)
        page.on("request", lambda request: called.add(request.url))
        page.on("websocket", lambda websocket: called.add(websocket.url))
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(at + path)
        page.locator(".lsoa-map .frame").first.wait_for()  # visible once styled
        return page

    yield open_page
    for page in pages:
        page.close()
        if page.context != desktop:
            page.context.close()
    hosts = {urlsplit(url).hostname for url in called if not url.startswith("blob:")}
    assert hosts == {"127.0.0.1"}
    assert errors == []


def area(page: Page, i: int) -> Locator:
    return page.locator(".lsoa-map").first.locator("[role=option]").nth(i)


def expect_chosen(page: Page, code: str) -> None:
    """Expect Python's answer and the map's own mark to name the same area."""
    expect(page.get_by_text(f"Chosen: {code}", exact=True)).to_be_visible()
    marked = page.locator(".lsoa-map").first.locator("[aria-selected=true]")
    if code == "none":
        expect(marked).to_have_count(0)
    else:
        expect(marked).to_have_attribute("aria-label", re.compile(label(code)))


def label(code: str) -> str:
    return re.escape(ATTACK if code == "X07" else f"Area {code[1:]}")


def find(page: Page, code: str) -> None:
    box = page.get_by_role("combobox", name="Find an area")
    box.fill(code)
    page.get_by_role("option", name=code, exact=True).click()


def middle(page: Page, i: int) -> tuple[float, float]:
    """Return where the middle of an area is on the screen."""
    found = area(page, i).bounding_box()
    assert found is not None
    return found["x"] + found["width"] / 2, found["y"] + found["height"] / 2


def view_box(page: Page) -> list[float]:
    text = page.locator(".lsoa-map [role=listbox]").first.get_attribute("viewBox")
    return [float(n) for n in (text or "").split()]


def expect_view(page: Page, box: list[float]) -> None:
    """Wait until the map shows this part; its stylesheet may still be on the way."""
    page.wait_for_function(
        """(box) => {
          const shown = document.querySelector(".lsoa-map [role=listbox]");
          const now = shown.getAttribute("viewBox").split(" ");
          return now.every((n, i) => Math.abs(n - box[i]) < 0.01);
        }""",
        arg=box,
    )


def zoom_in(page: Page, times: int = 3) -> None:
    for _ in range(times):
        page.get_by_role("button", name="Zoom in").click()


def test_click_selects_and_a_second_click_clears(opens: Opens) -> None:
    page = opens()
    expect_chosen(page, "none")
    area(page, 8).click()
    expect_chosen(page, "X08")
    area(page, 21).click()
    expect_chosen(page, "X21")
    area(page, 21).click()
    expect_chosen(page, "none")


def test_whole_path_by_keyboard(opens: Opens) -> None:
    page = opens()
    listbox = page.get_by_role("listbox", name="Invented areas")
    expect(listbox.locator("[tabindex='0']")).to_have_count(1)
    page.get_by_role("checkbox", name="Show the map").focus()
    page.keyboard.press("Tab")
    focused = page.locator("[role=option]:focus-visible")
    expect(focused).to_have_attribute(
        "aria-label", re.compile("Area 00, Ward NW. index 100")
    )
    for key, lands in (
        ("ArrowRight", "Area 01"),
        ("ArrowDown", ATTACK),
        ("ArrowLeft", "Area 06"),
        ("ArrowUp", "Area 00"),
        ("End", "Area 35"),
        ("PageUp", "Area 34"),
        ("Home", "Area 00"),
        ("PageDown", "Area 01"),
    ):
        page.keyboard.press(key)
        expect(focused).to_have_attribute(
            "aria-label", re.compile("^" + re.escape(lands))
        )
    expect(focused).to_have_accessible_name(
        "Area 01, Ward NW. index 101. 75 to 150. Class uncertain"
    )
    assert page.locator(".lsoa-map path.focus").get_attribute("d")
    assert page.locator(".lsoa-map .tip").inner_text().startswith("Area 01")
    page.keyboard.press("Enter")
    expect_chosen(page, "X01")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    expect_chosen(page, "X02")
    page.keyboard.press("Escape")
    expect_chosen(page, "none")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Zoom in")).to_be_focused()
    assert page.locator(".lsoa-map path.focus").get_attribute("d") == ""


def test_every_area_can_be_reached_by_arrow_keys(opens: Opens) -> None:
    page = opens()
    area(page, 0).focus()
    names = set()
    for row in range(SIDE):
        for column in range(SIDE):
            names.add(page.evaluate("document.activeElement.ariaLabel"))
            if column < SIDE - 1:
                page.keyboard.press("ArrowLeft" if row % 2 else "ArrowRight")
        page.keyboard.press("ArrowDown")
    assert len(names) == SIDE * SIDE


def test_python_can_select_and_the_reader_can_answer_back(opens: Opens) -> None:
    page = opens()
    area(page, 8).click()
    expect_chosen(page, "X08")
    find(page, "X30")
    expect_chosen(page, "X30")
    area(page, 8).click()  # the same area as before Python's own choice
    expect_chosen(page, "X08")
    page.get_by_text("Other figures").click()
    expect(area(page, 8)).to_have_attribute("aria-label", re.compile("index 109"))
    expect_chosen(page, "X08")
    page.keyboard.press("Tab")
    area(page, 8).press("Escape")
    expect_chosen(page, "none")


def test_a_late_answer_does_not_undo_a_newer_click(opens: Opens) -> None:
    held: list[Any] = []
    sockets: list[Any] = []
    gate = {"shut": False}

    def between(socket: Any) -> None:
        server = socket.connect_to_server()
        sockets.append(socket)
        socket.on_message(server.send)
        server.on_message(
            lambda message: (held.append if gate["shut"] else socket.send)(message)
        )

    page = opens(between=between)
    area(page, 8).click()
    expect_chosen(page, "X08")
    gate["shut"] = True
    area(page, 14).click()
    while len(held) < 3 or b"X14" not in b"".join(held):
        page.wait_for_timeout(50)
    page.wait_for_timeout(300)
    late = len(held)
    area(page, 21).click()
    for message in held[:late]:
        sockets[-1].send(message)
    page.wait_for_timeout(300)
    expect(page.locator(".lsoa-map [aria-selected=true]")).to_have_attribute(
        "aria-label", re.compile("Area 21")
    )
    gate["shut"] = False
    for message in held[late:]:
        sockets[-1].send(message)
    expect_chosen(page, "X21")


def test_python_brings_its_selection_into_a_zoomed_view(opens: Opens) -> None:
    page = opens()
    zoom_in(page, 4)
    find(page, "X35")
    expect_chosen(page, "X35")
    frame = page.locator(".lsoa-map .frame").bounding_box()
    x, y = middle(page, 35)
    assert frame is not None
    assert frame["x"] < x < frame["x"] + frame["width"]
    assert frame["y"] < y < frame["y"] + frame["height"]


def test_zoom_and_selection_outlive_new_figures_and_removal(opens: Opens) -> None:
    page = opens()
    area(page, 14).click()
    expect_chosen(page, "X14")
    zoom_in(page)
    zoomed = view_box(page)
    page.get_by_text("Other figures").click()
    expect(area(page, 0)).to_have_class("c1")
    assert view_box(page) == zoomed
    page.get_by_text("Show the map").click()
    expect(page.locator(".lsoa-map")).to_have_count(0)
    page.get_by_text("Show the map").click()
    expect_chosen(page, "X14")
    expect_view(page, zoomed)
    page.get_by_role("button", name="Whole place").click()
    assert view_box(page)[2] > zoomed[2] * 3


def test_patterns_names_and_lines_keep_their_size(opens: Opens) -> None:
    page = opens()
    measure = """(svg) => {
      const pixels = svg.getScreenCTM().a;
      const tiles = [...svg.querySelectorAll("pattern[patternTransform]")];
      const scale = (tile) => tile.patternTransform.baseVal.consolidate().matrix.a;
      const name = svg.querySelector(".names text").getBoundingClientRect();
      const sides = tiles.map((tile) => 8 * scale(tile) * pixels);
      return [...sides, name.width, name.height];
    }"""
    picture = page.locator(".lsoa-map [role=listbox]")
    before, start = picture.evaluate(measure), view_box(page)
    zoom_in(page)
    assert view_box(page)[2] == pytest.approx(start[2] / 1.5**3)
    assert before[:3] == pytest.approx([8, 8, 8])
    assert picture.evaluate(measure) == pytest.approx(before, rel=0.02)
    lines = page.locator(".lsoa-map .areas path, .lsoa-map .over path")
    effects = lines.evaluate_all(
        "all => all.map(e => getComputedStyle(e).vectorEffect)"
    )
    assert set(effects) == {"non-scaling-stroke"}


def test_nothing_is_left_behind_by_removed_maps(opens: Opens) -> None:
    page = opens()
    fetched = []
    page.on("request", lambda r: fetched.append(r.url) if "map.json" in r.url else None)
    area(page, 3).wait_for()
    for shown in (False, True) * 3:
        page.get_by_text("Show the map").click()
        expect(page.locator(".lsoa-map")).to_have_count(int(shown))
        if shown:
            area(page, 3).wait_for()
        page.wait_for_function("n => window.observers === n", arg=int(shown))
    assert page.evaluate("window.left") == 0
    assert fetched == []


def test_names_are_text_never_markup(opens: Opens) -> None:
    page = opens()
    area(page, 7).hover()
    expect(page.locator(".lsoa-map .tip b")).to_have_text(f"{ATTACK}, Ward NW")
    expect(page.locator(".lsoa-map .legend")).to_contain_text("Selected area <i>")
    expect(page.locator(".lsoa-map .names")).to_contain_text("<b>Ward")
    assert page.locator(".lsoa-map :is(img, i, script)").count() == 0
    assert page.locator(".lsoa-map .names b").count() == 0
    assert page.evaluate("window.hit") is None


def test_two_maps_share_no_ids_and_no_selection(opens: Opens) -> None:
    page = opens("/asb_map?twice=1")
    second = page.locator(".lsoa-map").nth(1)
    second.locator("[role=option]").nth(2).click()
    expect(page.get_by_text("Also chosen: X02")).to_be_visible()
    expect_chosen(page, "none")
    ids = page.locator(".lsoa-map [id]").evaluate_all("all => all.map((e) => e.id)")
    assert len(ids) == len(set(ids)) == 18


def test_dragging_pans_and_does_not_select(opens: Opens) -> None:
    page = opens()
    zoom_in(page)
    before = view_box(page)
    x, y = middle(page, 14)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 30, y + 10)
    page.mouse.move(x + 60, y + 20)
    page.mouse.up()
    after = view_box(page)
    metres = before[2] / page.locator(".lsoa-map [role=listbox]").evaluate(
        "e => e.clientWidth"
    )
    assert before[0] - after[0] == pytest.approx(60 * metres, rel=0.02)
    assert before[1] - after[1] == pytest.approx(20 * metres, rel=0.02)
    area(page, 14).dispatch_event("click", {"detail": 1})  # some browsers send one
    page.get_by_text("Other figures").click()
    expect(area(page, 14)).to_have_attribute("aria-label", re.compile("index 115"))
    expect_chosen(page, "none")
    area(page, 14).click()
    expect_chosen(page, "X14")


def test_wheel_scrolls_the_page_unless_the_reader_means_the_map(opens: Opens) -> None:
    page = opens()
    start = view_box(page)
    page.evaluate(f"{MAIN}.scrollTop = 100")
    page.mouse.move(*middle(page, 14))
    page.mouse.wheel(0, -60)
    page.wait_for_function(f"{MAIN}.scrollTop < 100")
    assert view_box(page) == start
    page.mouse.move(*middle(page, 14))
    page.keyboard.down("Control")
    page.mouse.wheel(0, -60)
    page.keyboard.up("Control")
    page.wait_for_function("document.querySelector('.lsoa-map .zoomed')")
    closer = view_box(page)
    area(page, 14).focus()
    page.mouse.wheel(0, -60)
    page.wait_for_function(
        "w => document.querySelector('.lsoa-map .zoomed').viewBox.baseVal.width < w",
        arg=closer[2] * 0.9,
    )
    page.keyboard.press("0")
    assert view_box(page) == pytest.approx(start)


Fingers = list[tuple[float, float]]


def touch(page: Page, frames: list[Fingers]) -> None:
    """Put fingers down where the first frame says, move them, lift them."""
    cdp = page.context.new_cdp_session(page)
    kinds = ["touchStart", *["touchMove"] * (len(frames) - 1)]
    for kind, fingers in zip(kinds, frames, strict=True):
        points = [{"x": x, "y": y, "id": i} for i, (x, y) in enumerate(fingers)]
        cdp.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    page.wait_for_timeout(150)  # held still, so that lifting is not a flick
    cdp.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_touch_scrolls_pinches_taps_and_drags(opens: Opens) -> None:
    page = opens(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    scrolled = f"{MAIN}.scrollTop"
    area(page, 14).wait_for()
    start, top = view_box(page), page.evaluate(scrolled)
    x, y = middle(page, 14)
    touch(page, [[(x, y - 20 * step)] for step in range(11)])
    page.wait_for_function(f"{scrolled} > {top} + 100")
    assert view_box(page) == start
    expect_chosen(page, "none")

    page.evaluate(f"{scrolled} = {top}")
    together = [[(x, y + 20 - 8 * n), (x, y + 60 - 8 * n)] for n in range(6)]
    apart = [[(x, y - 20 - 6 * n), (x, y + 20 + 6 * n)] for n in range(10)]
    touch(page, together + apart)  # a pinch that starts like a scroll
    page.wait_for_function("document.querySelector('.lsoa-map .zoomed')")
    assert view_box(page)[2] == pytest.approx(start[2] * 40 / 148, rel=0.01)
    assert page.evaluate("visualViewport.scale") == 1

    zoomed = view_box(page)
    touch(page, [[(x, y + 10 * step)] for step in range(7)])
    assert view_box(page)[1] < zoomed[1]
    assert page.evaluate(scrolled) == top
    expect_chosen(page, "none")

    page.get_by_role("button", name="Whole place").tap()
    page.touchscreen.tap(*middle(page, 14))
    expect_chosen(page, "X14")


def test_narrow_screen(opens: Opens) -> None:
    page = opens()
    names = page.locator(".lsoa-map .names [visibility=visible]")
    expect(names).to_have_count(4)
    page.set_viewport_size({"width": 390, "height": 844})
    expect(names).to_have_count(0)
    zoom_in(page, 1)
    expect(names).not_to_have_count(0)
    for name in ("Zoom in", "Zoom out", "Whole place"):
        target = page.get_by_role("button", name=name).bounding_box()
        assert target is not None
        assert min(target["width"], target["height"]) >= 44
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    edge = page.locator(".lsoa-map .frame").bounding_box()
    assert edge is not None
    assert edge["x"] >= 0
    assert edge["x"] + edge["width"] <= 390


@pytest.mark.parametrize("fault", ["version", "length"])
def test_figures_of_another_build_are_not_drawn(opens: Opens, fault: str) -> None:
    page = opens(f"/asb_map?fault={fault}")
    expect(page.get_by_text("do not match, so it is not drawn")).to_be_visible()
    expect(page.get_by_role("button", name="Try again")).to_be_visible()
    assert page.locator(".lsoa-map path").count() == 0


def test_a_failed_fetch_is_told_and_can_be_tried_again(opens: Opens) -> None:
    page = opens("/asb_map?fault=absent")
    expect(page.get_by_text("The map could not be loaded.")).to_be_visible()
    with page.expect_request("**/absent.json"):  # the failure was not remembered
        page.get_by_text("Other figures").click()
    expect(page.get_by_text("The map could not be loaded.")).to_be_visible()
    drawn = invented_file().decode("utf-8")
    page.route("**/absent.json", lambda route: route.fulfill(body=drawn))
    page.get_by_role("button", name="Try again").click()
    area(page, 9).click()
    expect_chosen(page, "X09")


def test_an_attempt_that_fails_late_does_not_take_the_map_away(opens: Opens) -> None:
    page = opens("/asb_map?fault=absent")
    expect(page.get_by_text("The map could not be loaded.")).to_be_visible()
    held: list[Route] = []
    page.route("**/absent.json", lambda route: held.append(route))
    with page.expect_request("**/absent.json"):
        page.get_by_text("Other figures").click()
    page.get_by_role("button", name="Try again").click()
    while len(held) < 2:
        page.wait_for_timeout(20)
    held[1].fulfill(body=invented_file().decode("utf-8"))
    expect(area(page, 9)).to_be_visible()
    with page.expect_event("requestfailed"):
        held[0].abort()
    page.wait_for_timeout(200)
    expect(area(page, 9)).to_be_visible()


def test_outlines_survive_forced_colours(opens: Opens) -> None:
    page = opens()
    page.emulate_media(forced_colors="active")
    area(page, 9).click()
    expect_chosen(page, "X09")
    strokes = [
        page.locator(f".lsoa-map path.{part}").evaluate(
            "e => getComputedStyle(e).stroke"
        )
        for part in ("ward-under", "ward", "chosen-under", "chosen")
    ]
    assert "none" not in strokes
    assert strokes[0] != strokes[1]
    assert strokes[2] != strokes[3]


def test_works_behind_a_base_path_on_a_deep_link(opens: Opens, app: Path) -> None:
    with serving(app, base="cdp") as behind:
        page = opens("/asb_map", at=behind)
        assert page.url.endswith("/cdp/asb_map")
        area(page, 9).click()
        expect_chosen(page, "X09")
        page.close()


def one_map() -> None:
    """Show 179 areas, as a city has; run by AppTest, so it imports what it needs."""
    import streamlit as st

    from cdp_metrics.ui.lsoa_map import Legend, lsoa_map

    chosen = lsoa_map(
        "map",
        url="app/static/map.json",
        version="0123456789ab",
        classes="0" * 179,
        uncertain="1" * 179,
        values=["index 385"] * 179,
        selected="X01",
        label="Areas",
        legend=Legend("Index", (("0", "Under 75"),)),
    )
    st.text(chosen)


def test_message_holds_neither_script_nor_shapes() -> None:
    for _ in range(2):  # the second runtime has to be told where the script is, too
        test = AppTest.from_function(one_map, default_timeout=30).run()
        assert not test.exception
        assert test.text[0].value == "X01"
        sent = test.get("bidi_component")[0].proto
        assert sent.js_source_path == "lsoa_map.js"
        assert sent.js_content == sent.css_content == ""
        assert len(sent.SerializeToString()) < 4000  # bytes


def test_the_side_that_changed_wins() -> None:
    choice = Choice().settle(None, None)
    assert choice.code is None
    choice = choice.settle(None, {"code": "B", "at": 1})
    assert choice.code == "B"  # a click
    choice = choice.settle(None, {"code": "B", "at": 1})
    assert choice.code == "B"  # heard before: nothing new
    choice = choice.settle("A", {"code": "B", "at": 1})
    assert choice.code == "A"  # Python changed its mind
    choice = choice.settle("A", {"code": "B", "at": 2})
    assert choice.code == "B"  # the same area clicked again
    choice = choice.settle("A", {"code": None, "at": 3})
    assert choice.code is None  # cleared, though Python still says A
    choice = choice.settle("A", None)
    assert choice.code is None  # back from another page: the browser has forgotten
    choice = choice.settle("C", {"code": "D", "at": 4})
    assert choice.code == "C"  # both at once: Python
    assert choice.settle("C", {"code": "D", "at": 4}).code == "C"


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"classes": "01"}, "2 classes, 3 marks and 3 values"),
        ({"classes": "015"}, "classes are among 0123vnABCDEFGHI"),
        ({"uncertain": "01x"}, "marks are 0 or 1"),
        ({"url": "https://example.org/map.json"}, "relative to the app"),
        ({"url": "/map.json"}, "relative to the app"),
    ],
)
def test_wrong_arguments_are_refused(wrong: dict[str, Any], says: str) -> None:
    good: dict[str, Any] = {
        "url": "app/static/map.json",
        "classes": "01v",
        "uncertain": "010",
    }
    with pytest.raises(ValueError, match=re.escape(says)):
        lsoa_map(
            "map",
            version="0",
            values=["", "", ""],
            selected=None,
            label="Areas",
            legend=Legend("Index", ()),
            **{**good, **wrong},
        )
