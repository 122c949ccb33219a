"""Every page through the router, without a browser.

AppTest draws no chart and no component: it holds what was sent to them, so that is
what is looked at here. What a reader does with them is tested in a real browser.
"""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from cdp_metrics.ui import cached
from tests.stores import store_of

ROOT = Path(__file__).parents[2]
PAGES = ("overview", "trends", "asb_map", "data")
QUESTIONS = {
    "overview": "Where do crime and ASB stand?",
    "trends": "What is happening, and since when?",
    "asb_map": "Where is reported ASB highest?",
    "data": "What is loaded, and what was refused?",
}
WARD, LSOA = "E05999103", "E01999100"

Opens = Callable[..., AppTest]


@pytest.fixture
def opens(monkeypatch: pytest.MonkeyPatch) -> Opens:
    """Return ``opens(store, page, **query)``, which shows a page of a store."""

    def open_page(store: Path, page: str, **query: str) -> AppTest:
        monkeypatch.setenv("CDP_STORE", str(store))
        app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
        for name, value in query.items():
            app.query_params[name] = value
        return shown(app.switch_page(f"pages/{page}.py").run())

    return open_page


class Text(HTMLParser):
    """The words of an HTML text, and its elements with their classes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[str] = []
        self.feed(html)

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(f"{tag}.{dict(attrs).get('class') or ''}")


def shown(app: AppTest) -> AppTest:
    """Return the app if nothing was raised."""
    assert not app.exception, [each.message for each in app.exception]
    return app


def bodies(app: AppTest) -> list[str]:
    """Return every HTML of ours on the page, in order: plain and in a block."""
    found: list[str] = []

    def collect(node: Any) -> None:
        for child in node.children.values():
            if hasattr(child, "children"):
                collect(child)
            elif child.type == "html":
                found.append(child.proto.body)
            elif child.type == "bidi_component" and child.proto.json:
                found.append(json.loads(child.proto.json).get("html", ""))

    collect(app.main)
    return [body for body in found if body]


def words(app: AppTest) -> str:
    """Return what the page's own blocks say."""
    return " ".join(" ".join(Text(body).words) for body in bodies(app))


def figure(app: AppTest) -> dict[str, Any]:
    """Return the chart that was sent to the browser."""
    spec: dict[str, Any] = json.loads(app.get("plotly_chart")[0].proto.spec)
    return spec


def drawn_map(app: AppTest) -> dict[str, Any]:
    """Return what was sent to the map."""
    for each in app.get("bidi_component"):
        if each.proto.component_name.endswith("lsoa_map"):
            data: dict[str, Any] = json.loads(each.proto.json)
            return data
    raise AssertionError("no map on the page")


def choice(app: AppTest, label: str) -> Any:
    """Return a list of choices by its label."""
    return next(each for each in app.selectbox if each.label == label)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_has_its_mark_question_answer_table_and_source(
    opens: Opens, demo_store: Path, page: str
) -> None:
    app = opens(demo_store, page)
    found = bodies(app)
    assert "div.demo" in Text(found[0]).tags  # first on every page
    tags = [tag for body in found for tag in Text(body).tags]
    assert tags.count("h1.") == 1
    assert QUESTIONS[page] in words(app)
    assert "table.figs" in tags or "table.plan" in tags
    assert "p.src" in Text(found[-1]).tags
    assert "2025" in " ".join(Text(found[-1]).words) or page == "data"


@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_real_figures_is_not_marked(
    opens: Opens, tmp_path: Path, page: str
) -> None:
    app = opens(store_of(tmp_path, 13), page)
    assert not any("div.demo" in Text(body).tags for body in bodies(app))
    assert "invented" not in words(app)


def test_a_link_is_obeyed(opens: Opens, demo_store: Path) -> None:
    app = opens(
        demo_store, "trends", measure="burglary", area=WARD, first="2021-01",
        last="2023-12", show="rate",
    )  # fmt: skip
    assert choice(app, "Measure").value == "burglary"
    assert choice(app, "Area").value == WARD
    assert (choice(app, "From").value, choice(app, "To").value) == (2021, 2023)
    assert app.button_group[0].value == "rate"
    assert "Burglary," in words(app)
    assert "January 2021 to December 2023" in words(app)
    assert "per 1,000 residents" in json.dumps(figure(app)["layout"])
    assert dict(app.query_params) == {
        "measure": "burglary",
        "area": WARD,
        "first": "2021-01",
        "last": "2023-12",
        "show": "rate",
    }


@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("trends", {"utm_source": "mail", "x": "<script>"}),
        ("trends", {"measure": "no_such_measure"}),
        ("trends", {"measure": "force_recorded_crime"}),  # not a monthly one
        ("trends", {"measure": "'; drop table incident; --"}),
        ("trends", {"area": "E05000000"}),
        ("trends", {"area": "nowhere", "first": "yesterday", "last": "2025-13"}),
        ("trends", {"first": "1999-01", "last": "2099-12", "show": "both"}),
        ("asb_map", {"x": "1"}),
        ("asb_map", {"lsoa": "E01000000"}),
        ("asb_map", {"lsoa": "nowhere", "area": "nowhere"}),
        ("asb_map", {"end": "1999-12"}),
    ],
)
def test_a_link_to_nothing_shows_what_an_empty_one_would(
    opens: Opens, demo_store: Path, page: str, query: dict[str, str]
) -> None:
    app = opens(demo_store, page, **query)
    assert words(app) == words(opens(demo_store, page))
    assert dict(app.query_params) == {}  # what was not obeyed does not stay


def test_years_the_wrong_way_round_are_put_right(
    opens: Opens, demo_store: Path
) -> None:
    app = opens(demo_store, "trends", first="2024-01", last="2020-12")
    assert (choice(app, "From").value, choice(app, "To").value) == (2024, 2025)


def test_choices_go_to_the_address(opens: Opens, demo_store: Path) -> None:
    app = opens(demo_store, "trends")
    assert dict(app.query_params) == {}
    shown(choice(app, "Measure").select("robbery").run())
    assert dict(app.query_params) == {"measure": "robbery"}
    shown(choice(app, "Area").select(WARD).run())
    assert dict(app.query_params) == {"measure": "robbery", "area": WARD}
    shown(choice(app, "Measure").select("asb_incidents").run())
    assert dict(app.query_params) == {"area": WARD}
    assert choice(app, "Area").value == WARD


def test_choices_survive_a_page_that_has_none_of_them(
    opens: Opens, demo_store: Path
) -> None:
    app = opens(demo_store, "trends", measure="robbery", area=WARD)
    for page in ("data", "asb_map", "trends"):
        app.query_params.clear()  # as the menu does
        shown(app.switch_page(f"pages/{page}.py").run())
        if page == "asb_map":
            assert choice(app, "Ward in the table").value == WARD
    assert choice(app, "Measure").value == "robbery"
    assert choice(app, "Area").value == WARD
    assert dict(app.query_params) == {"measure": "robbery", "area": WARD}


def test_going_back_to_an_empty_address_is_obeyed(
    opens: Opens, demo_store: Path
) -> None:
    app = opens(demo_store, "trends")
    shown(choice(app, "Measure").select("robbery").run())
    app.query_params.clear()
    shown(app.run())
    assert choice(app, "Measure").value == "asb_incidents"
    assert dict(app.query_params) == {}


def test_an_old_query_that_comes_with_a_choice_undoes_nothing(
    opens: Opens, demo_store: Path
) -> None:
    app = opens(demo_store, "trends")
    shown(choice(app, "Measure").select("robbery").run())
    app.query_params.clear()  # the browser had not heard of the measure yet
    shown(choice(app, "Area").select(WARD).run())
    assert choice(app, "Measure").value == "robbery"
    assert dict(app.query_params) == {"measure": "robbery", "area": WARD}


def test_a_chart_has_words_and_breaks_its_line(opens: Opens, demo_store: Path) -> None:
    app = opens(demo_store, "trends")
    proto = app.get("plotly_chart")[0].proto
    assert proto.alt.startswith("Demonstration data: invented. Line chart of")
    assert "No figure: Apr to Jun 2020: no usable file received" in proto.alt
    lines = [each for each in figure(app)["data"] if each.get("type") == "scatter"]
    assert lines
    assert not any(each.get("connectgaps") for each in lines)


@pytest.mark.parametrize("page", ["trends", "asb_map"])
def test_the_download_is_there(opens: Opens, demo_store: Path, page: str) -> None:
    (button,) = opens(demo_store, page).get("download_button")
    assert getattr(button, "label", "") == "Download CSV"


def test_the_map_obeys_the_link_and_shows_the_card(
    opens: Opens, demo_store: Path
) -> None:
    whole = opens(demo_store, "asb_map")
    assert len(choice(whole, "Find an area").options) == 181
    assert drawn_map(whole)["selected"] is None
    app = opens(demo_store, "asb_map", lsoa=LSOA)
    assert choice(app, "Find an area").value == LSOA
    assert drawn_map(app)["selected"] == LSOA
    assert "section.card" in [tag for body in bodies(app) for tag in Text(body).tags]
    assert LSOA in words(app)
    assert drawn_map(app)["label"].startswith("Demonstration data: invented.")


def test_an_area_chosen_in_the_box_is_selected_on_the_map(
    opens: Opens, demo_store: Path
) -> None:
    app = opens(demo_store, "asb_map")
    shown(choice(app, "Find an area").select(LSOA).run())
    assert drawn_map(app)["selected"] == LSOA
    assert dict(app.query_params) == {"lsoa": LSOA}
    shown(choice(app, "Find an area").select("").run())
    assert drawn_map(app)["selected"] is None
    assert dict(app.query_params) == {}


def test_another_year_is_drawn_and_kept_in_the_address(
    opens: Opens, demo_store: Path
) -> None:
    app = opens(demo_store, "asb_map")
    before = drawn_map(app)["values"]
    shown(choice(app, "Twelve months").select(date(2024, 12, 1)).run())
    assert dict(app.query_params) == {"end": "2024-12"}
    assert "Year to Dec 2024" in words(app)
    assert drawn_map(app)["values"] != before
    shown(choice(app, "Twelve months").select(date(2025, 12, 1)).run())
    assert dict(app.query_params) == {}


def test_the_table_by_month_and_the_whole_table(opens: Opens, demo_store: Path) -> None:
    app = opens(demo_store, "trends")
    by_year = words(app)
    shown(app.button_group(key="table_by").set_value("month").run())
    assert "The same figures by month" in words(app)
    assert "The same figures by month" not in by_year
    app = opens(demo_store, "asb_map")
    assert "The 20 highest of 180 areas" in words(app)
    shown(app.button_group(key="table_rows").set_value("all").run())
    assert "All 180 areas" in words(app)


@pytest.mark.parametrize("page", PAGES)
def test_without_a_store_a_page_says_the_command_and_nothing_else(
    opens: Opens, tmp_path: Path, page: str
) -> None:
    app = opens(tmp_path, page)
    (only,) = bodies(app)
    assert "div.state" in Text(only).tags
    said = words(app)
    assert said.startswith(f"No store has been published in {tmp_path}")
    assert "python -m cdp_metrics build" in said
    assert not app.selectbox


@pytest.mark.parametrize("page", PAGES)
def test_a_store_that_has_gone_is_one_sentence(
    opens: Opens, tmp_path: Path, page: str
) -> None:
    store = store_of(tmp_path, 13)
    for file in store.glob("cdp-*.duckdb"):
        file.unlink()
    said = words(opens(store, page))
    assert "is gone" in said
    assert "python -m cdp_metrics rollback" in said


@pytest.mark.parametrize("page", PAGES)
def test_a_file_that_is_no_store_is_one_sentence(
    opens: Opens, tmp_path: Path, page: str
) -> None:
    store = store_of(tmp_path, 13)
    (file,) = store.glob("cdp-*.duckdb")
    file.write_bytes(b"not a database" * 1000)
    said = words(opens(store, page))
    assert "cannot be read" in said
    assert "python -m cdp_metrics rollback" in said


def test_a_pointer_that_is_not_one_is_one_sentence(
    opens: Opens, tmp_path: Path
) -> None:
    (tmp_path / "current.json").write_text("{", encoding="utf-8")
    (only,) = bodies(opens(tmp_path, "overview"))
    assert "Build again" in only


def test_without_boundaries_the_map_says_so_and_its_table_stands(
    opens: Opens, tmp_path: Path
) -> None:
    app = opens(store_of(tmp_path, 13, without=("boundaries",)), "asb_map")
    assert "Boundaries of these LSOAs are not loaded" in words(app)
    assert "build again" in words(app)
    assert "Alderton 001A" in words(app)
    with pytest.raises(AssertionError, match="no map"):
        drawn_map(app)


def test_with_few_months_map_and_trends_say_why(opens: Opens, tmp_path: Path) -> None:
    store = store_of(tmp_path, 11)
    assert "needs twelve complete months in a row" in words(opens(store, "asb_map"))
    said = words(opens(store, "trends"))
    assert "No 12-month total yet for ASB: 11 of 12 months held" in said
    assert "No 12-month total" in words(opens(store, "overview"))


def test_without_residents_rates_say_why(opens: Opens, tmp_path: Path) -> None:
    store = store_of(tmp_path, 13, without=("population", "census"))
    app = opens(store, "trends", show="rate")
    assert "No estimate of residents is loaded" in words(app)
    notes = figure(app)["layout"]["annotations"]
    assert any("no estimate of residents" in _flat(note["text"]) for note in notes)
    assert "residents by Census 2021" in words(opens(store, "asb_map"))


def _flat(text: str) -> str:
    return text.replace("<br>", " ")


def test_a_new_publication_is_seen_by_an_open_session(
    opens: Opens, tmp_path: Path
) -> None:
    first = store_of(tmp_path / "first", 11)
    second = store_of(tmp_path / "second", 13)
    app = opens(first, "trends")
    assert "11 of 12 months held" in words(app)
    for file in second.iterdir():
        shutil.copy(file, first)
    time.sleep(cached.HOLD_SECONDS)
    shown(app.run())
    assert "no year before to compare" in words(app)


def test_only_those_who_may_see_do(
    opens: Opens, demo_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cdp_metrics.ui.access._ALWAYS", frozenset())
    app = opens(demo_store, "overview")
    assert "you may not view here" in words(app).lower()
    assert QUESTIONS["overview"] not in words(app)
