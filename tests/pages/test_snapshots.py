"""A page that is opened with a snapshot shows that snapshot, whatever came after."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from cdp_metrics.ui import kept
from cdp_metrics.warehouse.db import open_store
from cdp_metrics.warehouse.publish import history
from cdp_metrics.warehouse.snapshots import pin, remove
from tests.pages.test_pages import PAGES, Text, bodies, shown
from tests.stores import store_of

ROOT = Path(__file__).parents[2]
DAY = date(2025, 3, 14)
REPORTS = {"E01000001": 3, "E01000091": 3, "E01000092": 3}
Opens = Callable[..., AppTest]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two builds, a snapshot of the first: an LSOA's reports were revised since."""
    folder = tmp_path_factory.mktemp("place")
    store = store_of(folder, 13, reports=REPORTS)
    with closing(open_store(store)) as first:
        pin(folder / "local" / "snapshots", first, "board", DAY)
    store_of(folder, 13, reports={**REPORTS, "E01000001": 4})
    return folder


@pytest.fixture
def opens(monkeypatch: pytest.MonkeyPatch, place: Path) -> Opens:
    """Return ``opens(page, **query)``, which shows a page."""
    monkeypatch.setenv("CDP_STORE", str(place / "store"))
    monkeypatch.setenv("CDP_LOCAL", str(place / "local"))

    def open_page(page: str, **query: str) -> AppTest:
        app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
        for name, value in query.items():
            app.query_params[name] = value
        return shown(app.switch_page(f"pages/{page}.py").run())

    return open_page


def plain(*html: str) -> str:
    """Return the words of HTML with single spaces."""
    return " ".join(" ".join(Text(each).words) for each in html).replace("  ", " ")


def words(app: AppTest) -> str:
    """Return what the page's own blocks say."""
    return plain(*bodies(app))


def asked(app: AppTest) -> str:
    """Return the snapshot that the address names."""
    held = app.query_params["snapshot"]
    return held if isinstance(held, str) else "".join(held)


def links(app: AppTest) -> list[dict[str, list[str]]]:
    """Return the queries of every link to a page of ours."""
    found: list[str] = []

    class Links(Text):
        def handle_starttag(
            self, tag: str, attrs: list[tuple[str, str | None]]
        ) -> None:
            given = dict(attrs)
            if tag == "a" and "data-go" in given:
                found.append(str(given["href"]))

    for body in bodies(app):
        Links(body)
    return [parse_qs(urlsplit(each).query) for each in found]


@pytest.mark.parametrize("page", PAGES)
def test_every_page_says_which_snapshot_it_shows(opens: Opens, page: str) -> None:
    app = opens(page, snapshot="board")
    banner = bodies(app)[1 if "<style>" in bodies(app)[0] else 0]
    said = plain(banner)
    assert "Snapshot board:" in said
    assert "figures as they were shown on 14 March 2025" in said
    assert "See the current figures" in said
    assert asked(app) == "board"
    back, *others = links(app)
    assert back["snapshot"] == ["current"]
    assert all(each["snapshot"] == ["board"] for each in others)


@pytest.mark.parametrize("page", PAGES)
def test_no_page_speaks_of_snapshots_without_one(opens: Opens, page: str) -> None:
    app = opens(page)
    assert "Snapshot board:" not in words(app)
    assert not any("snapshot" in each for each in links(app))


def test_the_snapshot_has_its_own_figures_and_its_own_day(opens: Opens) -> None:
    # twelve months to January 2025: 3 LSOAs of 3 reports a month, later one of 4
    old, new = words(opens("overview", snapshot="board")), words(opens("overview"))
    assert "108" in old and "6 weeks old" in old
    assert "120" in new and "6 weeks old" not in new


def test_what_was_revised_is_told_on_both(opens: Opens) -> None:
    new = words(opens("overview"))
    assert (
        "Revised by +12 since the snapshot board: the year to Jan 2025 was 108" in new
    )
    assert "Since the snapshot board (14 March 2025):" in new
    old = words(opens("overview", snapshot="board"))
    assert "Revised by +12 since: the year to Jan 2025 is 120 now." in old


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("name", ["june", "../board", "A board"])
def test_an_unknown_snapshot_shows_no_figures(
    opens: Opens, page: str, name: str
) -> None:
    app = opens(page, snapshot=name)
    said = words(app)
    assert "There is no snapshot" in said
    assert "No figures are shown here" in said
    assert not any("<table" in body or "<h1" in body for body in bodies(app))
    assert app.get("plotly_chart") == []


def test_the_menu_keeps_the_snapshot_and_the_link_leaves_it(opens: Opens) -> None:
    app = opens("trends", snapshot="board", measure="burglary")
    shown(app.switch_page("pages/overview.py").run())
    assert "Snapshot board:" in words(app)
    assert asked(app) == "board"
    app.query_params.clear()
    app.query_params["snapshot"] = "current"
    shown(app.run())
    assert "Snapshot board:" not in words(app)
    shown(app.switch_page("pages/trends.py").run())
    assert "Snapshot board:" not in words(app)


def test_it_stays_as_it_was_after_six_more_builds(opens: Opens, place: Path) -> None:
    before = [bodies(opens(page, snapshot="board")) for page in ("trends", "area")]
    pinned = history(place / "store")[-1].build_id
    for extra in range(5, 11):
        store_of(place, 13, reports={**REPORTS, "E01000001": extra})
    assert pinned not in {each.build_id for each in history(place / "store")}
    kept.st.cache_resource.clear()
    again = [bodies(opens(page, snapshot="board")) for page in ("trends", "area")]
    assert again == before


def test_more_snapshots_than_are_kept_open(opens: Opens, place: Path) -> None:
    local = place / "local" / "snapshots"
    names = [f"many-{number}" for number in range(kept.SNAPSHOTS + 2)]
    with closing(open_store(place / "store")) as store:
        for name in names:
            pin(local, store, name, DAY)
    for name in [*names, names[0], "board"]:
        assert f"Snapshot {name}:" in words(opens("overview", snapshot=name))
    assert len({id(store) for _, _, store in kept._pins.values()}) <= kept.SNAPSHOTS
    for name in names:
        remove(local, name)
