"""Every page through the router, without a browser.

AppTest draws no chart and no component: it holds what was sent to them, so that is
what is looked at here. What a reader does with them is tested in a real browser.
"""

from __future__ import annotations

import json
import re
import shutil
import time
from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from cdp_metrics.ui import kept
from tests.stores import printed_store, store_of

ROOT = Path(__file__).parents[2]
PAGES = (
    *("overview", "trends", "asb_map", "data", "treatment", "indicators"),
    *("targets", "comparison", "severity", "hot_spots", "area"),
    *("hate_crime", "services", "enforcement"),
    *("funding", "priorities", "serious_violence"),
)
QUESTIONS = {
    "funding": "Where does the money come from, and what does it buy?",
    "priorities": "What did we say we would do, and is it evidenced?",
    "serious_violence": "Is serious violence falling?",
    "services": "Who is being helped, and does it last?",
    "enforcement": "Are cases settled early, and where do they repeat?",
    "hate_crime": "Is hate crime being repeated?",
    "overview": "Are we meeting the plan?",
    "trends": "What is happening, and since when?",
    "asb_map": "Where is ASB doing most harm?",
    "data": "What is loaded, and what was refused?",
    "treatment": "Are people completing treatment?",
    "indicators": "What is measured, and how?",
    "targets": "Will we make it?",
    "comparison": "How do we compare?",
    "area": "What is happening in this area?",
    "hot_spots": "Where are the hot spots, and do they last?",
    "severity": "Is crime getting more serious, or only more frequent?",
}
NO_YEAR = ("data", "indicators", "priorities")
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


def group(app: AppTest, label: str) -> Any:
    """Return a switch by its label."""
    return next(each for each in app.button_group if each.label == label)


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
    assert any(tag.startswith(("table.figs", "table.plan")) for tag in tags)
    assert "p.src" in Text(found[-1]).tags
    assert "2025" in " ".join(Text(found[-1]).words) or page in NO_YEAR


@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_real_figures_is_not_marked(
    opens: Opens, tmp_path: Path, page: str
) -> None:
    app = opens(store_of(tmp_path, 13), page)
    assert not any("div.demo" in Text(body).tags for body in bodies(app))
    assert "invented" not in words(app)


# The plan


def plan_cells(app: AppTest, kind: str) -> list[str]:
    """Return what a column of the plan's table says, row by row."""
    (table,) = (body for body in bodies(app) if "c-status" in body)
    cells = re.findall(rf'<td role="cell" class="c-{kind}".*?</td>', table)
    return [" ".join(Text(cell).words) for cell in cells]


def test_the_overview_shows_every_status_with_its_rule(
    opens: Opens, demo_store: Path
) -> None:
    app = opens(demo_store, "overview")
    statuses = plan_cells(app, "status")
    assert [each.split(":")[0] for each in statuses] == [
        "Green",
        "Not comparable Not rated",
        "No baseline Not rated",
        "Amber",
        "Red",
        "Green",
        "Amber",
        "Definition changed Not rated",
        "Range not known Not rated",
        "Amber",
    ]
    assert statuses[3].endswith(
        "Amber: ordinary variation meets the target in some periods, not in others"
    )
    assert statuses[9].endswith("Amber: 1.0pp below the benchmark, within chance")
    assert statuses[4] == (
        "Red: off track Red: 6.6% above the path, past the 5% tolerance and beyond "
        "chance"
    )
    said = words(app)
    assert "One of four headline targets is on track." in said
    assert "A newer figure is embargoed until 1 January 2099." in said
    assert "Recorded by month" in said
    assert not app.button_group  # nothing is printed of an invented plan


def test_both_clocks_are_told_in_words(opens: Opens, demo_store: Path) -> None:
    clocks = plan_cells(opens(demo_store, "overview"), "dir")
    baseline, lately = clocks[::2], clocks[1::2]
    assert baseline[0] == ("Down, improving (95%) −3.7%, −1,384 from 36,921, 2022/23")
    assert lately[0] == "Level, within chance +3.8%, +339 3 months on a year ago"
    assert baseline[1] == "Not comparable"
    assert baseline[3] == "No baseline"  # the target itself needs none
    assert baseline[7] == "Definition changed"


def test_a_plan_without_figures_waits_in_grey_above_the_street_counts(
    opens: Opens, tmp_path: Path
) -> None:
    app = opens(printed_store(tmp_path), "overview")
    said = words(app)
    assert "None of four headline targets can be rated: the plan states no" in said
    assert "This plan ended on 31 March 2025; its targets are shown as they" in said
    assert {each for each in plan_cells(app, "status") if each} == {
        "No baseline Not rated: the plan states no baseline; state one in the plan"
    }
    assert "Anti-social behaviour incidents" in said
    assert "No figure has been received yet." in said


def test_the_printed_table_is_a_switch_away_and_in_the_address(
    opens: Opens, tmp_path: Path
) -> None:
    store = printed_store(tmp_path)
    app = opens(store, "overview")
    assert app.button_group[0].value == "live"
    shown(app.button_group[0].set_value("published").run())
    assert dict(app.query_params) == {"figures": "published"}
    said = words(app)
    for printed in ("−10.7%, −4,000", "−5.6%, −833", "+0.7pp", "−1.1%, −2", "−0.5pp"):
        assert printed in said
    assert "All 6 printed changes follow from the figures." in said
    assert "Illustrations, never ratings" in said
    assert "ahead by 9" in said and "behind by 1,146" in said
    assert "22.5% of the way" in said
    assert not any(".tag" in body or 'class="tag' in body for body in bodies(app))
    assert words(opens(store, "overview", figures="published")) == said
    shown(app.button_group[0].set_value("live").run())
    assert dict(app.query_params) == {}


def test_without_a_plan_the_overview_is_the_street_counts(
    opens: Opens, tmp_path: Path
) -> None:
    app = opens(store_of(tmp_path, 13), "overview")
    assert "Where do crime and ASB stand?" in words(app)
    assert not app.button_group


def test_a_link_is_obeyed(opens: Opens, demo_store: Path) -> None:
    app = opens(
        demo_store, "trends", measure="burglary", area=WARD, first="2021-01",
        last="2023-12", show="rate",
    )  # fmt: skip
    assert choice(app, "Measure").value == "burglary"
    assert choice(app, "Area").value == WARD
    assert (choice(app, "From").value, choice(app, "To").value) == (2021, 2023)
    (show,) = (each for each in app.button_group if each.label == "Show")
    assert show.value == "rate"
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
        ("trends", {"measure": "'; drop table incident; --"}),
        ("trends", {"area": "E05000000"}),
        ("trends", {"area": "nowhere", "first": "yesterday", "last": "2025-13"}),
        ("trends", {"first": "1999-01", "last": "2099-12", "show": "both"}),
        ("asb_map", {"x": "1"}),
        ("asb_map", {"lsoa": "E01000000"}),
        ("asb_map", {"lsoa": "nowhere", "area": "nowhere"}),
        ("asb_map", {"end": "1999-12"}),
        ("targets", {"target": "no_such_measure"}),
        ("targets", {"target": "drugs"}),  # the plan promises nothing of it
        ("comparison", {"view": "printed"}),  # this place printed nothing
        ("comparison", {"view": "leagues", "measure": "no_such_measure"}),
    ],
)
def test_a_link_to_nothing_shows_what_an_empty_one_would(
    opens: Opens, demo_store: Path, page: str, query: dict[str, str]
) -> None:
    app = opens(demo_store, page, **query)
    said = re.sub(r"The link names [^;]*; .*? is shown\. ?", "", words(app))
    assert " ".join(said.split()) == " ".join(words(opens(demo_store, page)).split())
    assert dict(app.query_params) == {}  # what was not obeyed does not stay


@pytest.mark.parametrize(
    ("page", "query", "sentence"),
    [
        ("trends", {"area": "E05000000"}, "an area that is not held here; Wrenminster"),
        ("trends", {"area": "<b>"}, "an area that is not held here; Wrenminster"),
        ("trends", {"measure": "no_such"}, "a measure that is not held here; Anti-"),
        ("trends", {"first": "2025-13"}, "a first year that is not held here; 2018"),
        ("trends", {"last": "1999-01"}, "a last year that is not held here; 2025"),
        ("trends", {"chart": "pie"}, "a view that is not held here; Trend"),
        ("trends", {"show": "both"}, "a way to show figures that is not held here; C"),
        ("trends", {"compare": "x,y"}, "something to compare that is not held here;"),
        ("asb_map", {"end": "1999-12"}, "a span of twelve months that is not held"),
        ("trends", {"table": "x"}, "a table that is not held here; By year"),
        ("asb_map", {"table": "x"}, "a table that is not held here; Highest 20"),
        (
            "data",
            {"view": "returns", "template": "x"},
            "a return that is not held here;",
        ),
        ("asb_map", {"lsoa": "E01000000"}, "an area of the map that is not held here;"),
        ("targets", {"target": "x"}, "a target that is not held here;"),
        ("comparison", {"view": "leagues"}, "a comparison that is not held here; Ward"),
        ("comparison", {"measure": "no_such"}, "a measure that is not held here; Anti"),
        (
            "treatment",
            {"treatment": "tarot"},
            "a measure of treatment that is not held",
        ),
        ("treatment", {"period": "1999-01"}, "a period that is not held here;"),
        ("indicators", {"group": "tarot"}, "a family of measures that is not held her"),
    ],
)
def test_what_a_link_asks_in_vain_is_said_until_a_reader_moves(
    opens: Opens, demo_store: Path, page: str, query: dict[str, str], sentence: str
) -> None:
    app = opens(demo_store, page, **query)
    assert f"The link names {sentence}" in words(app)
    assert words(app).count("The link names") == 1
    assert "The link names" in words(shown(app.run()))  # the browser told its width
    first = app.selectbox[0]
    shown(first.select(first.options and first.value).run())
    assert "The link names" in words(app)  # nothing was chosen
    app.query_params.clear()
    shown(app.switch_page("pages/data.py").run())
    app.query_params.clear()
    assert "The link names" not in words(
        shown(app.switch_page(f"pages/{page}.py").run())
    )


def test_the_filters_say_themselves_on_the_page_and_in_the_file(
    opens: Opens, demo_store: Path
) -> None:
    app = opens(demo_store, "trends", measure="robbery", area=WARD, show="km2")
    sentence = (
        "Shown: measure Robbery; area Damson End ward; view Trend; from 2018; to 2025; "
        "show Per km²."
    )
    assert sentence in words(app)
    assert "Shown: " in words(opens(demo_store, "comparison"))


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
    shown(choice(app, "Area kind").select("ward").run())
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
    shown(choice(app, "Area kind").select("ward").run())
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


@pytest.mark.parametrize("page", ["overview", "trends", "asb_map", "treatment"])
def test_the_download_is_there(opens: Opens, demo_store: Path, page: str) -> None:
    found = opens(demo_store, page).get("download_button")
    labels = [getattr(button, "label", "") for button in found]
    assert labels == ["Download CSV", "Download Excel"]


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
    shown(group(app, "Table").set_value("month").run())
    assert "The same figures by month" in words(app)
    assert "The same figures by month" not in by_year
    app = opens(demo_store, "asb_map")
    assert "The 20 highest of 180 areas" in words(app)
    shown(group(app, "Table").set_value("all").run())
    assert "The 60 highest of 180 areas" in words(app)
    shown(choice(app, "Rows of the table").select(120).run())
    assert "Rows 121 to 180, highest first, of 180 areas" in words(app)


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
    assert "Old Town (001A)" in words(app)
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
    time.sleep(kept.HOLD_SECONDS)
    shown(app.run())
    assert "no year before to compare" in words(app)


def test_only_those_who_may_see_do(
    opens: Opens, demo_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cdp_metrics.ui.access._ALWAYS", frozenset())
    app = opens(demo_store, "overview")
    assert "you may not view here" in words(app).lower()
    assert QUESTIONS["overview"] not in words(app)


def test_treatment_obeys_the_link_and_hides_what_is_hidden(
    opens: Opens, demo_store: Path
) -> None:
    app = opens(demo_store, "treatment")
    assert choice(app, "Measure").value == "completions_all"
    assert dict(app.query_params) == {}
    assert "embargoed until 1 January 2099" in words(app).replace("  ", " ")
    assert "Dec 2025" not in words(app)  # the quarter under embargo
    shown(choice(app, "Measure").select("completions_non_opiate").run())
    assert dict(app.query_params) == {"treatment": "completions_non_opiate"}
    assert choice(app, "Period").value == date(2025, 6, 1)
    app = opens(
        demo_store, "treatment", treatment="completions_non_opiate", period="2025-09"
    )
    assert "Non-opiate, Year to Sep 2025: Held back, not shown" in words(app)
    (places,) = app.get("plotly_chart")
    app = opens(demo_store, "treatment", view="periods")
    (periods,) = app.get("plotly_chart")
    for drawn in (places, periods):
        assert drawn.proto.alt.startswith("Demonstration data: invented.")
    assert places.proto.alt != periods.proto.alt
    app = opens(demo_store, "treatment", view="measures")
    assert not app.get("plotly_chart")
    assert dict(app.query_params) == {"view": "measures"}


def test_the_data_page_shows_one_part_at_a_time(opens: Opens, demo_store: Path) -> None:
    parts = {
        "": "Freshness of each source",
        "rows": "rows refused and",
        "build": "Builds kept",
    }
    for part, held in parts.items():
        said = words(opens(demo_store, "data", **({"view": part} if part else {})))
        assert [name for name, each in parts.items() if each in said] == [part], held


def test_a_store_without_the_plans_figures_points_to_the_printed_ones(
    opens: Opens, tmp_path: Path
) -> None:
    said = words(opens(printed_store(tmp_path), "overview"))
    assert "No figure of the plan's own measures has been received" in said
    assert said.index("Recorded by month") < said.index("Reduce crime")


def test_a_measure_of_treatment_that_is_not_loaded_says_so(
    opens: Opens, demo_store: Path
) -> None:
    app = opens(demo_store, "treatment", treatment="alcohol_met_need")
    assert "Not received yet" in words(app)
    assert not app.get("plotly_chart")
    app = opens(demo_store, "treatment", treatment="tarot", period="1999-01")
    assert choice(app, "Measure").value == "completions_all"
    assert dict(app.query_params) == {}


def test_the_dictionary_opens_a_card_and_finds_words(
    opens: Opens, demo_store: Path
) -> None:
    app = opens(demo_store, "indicators", indicator="hate_repeat_share")
    said = words(app)
    assert "Share of hate crime victims who are repeat victims" in said
    assert "The definition changed: the versions are not compared." in said
    assert dict(app.query_params) == {"indicator": "hate_repeat_share"}
    shown(app.text_input[0].set_value("robbery").run())
    assert dict(app.query_params)["find"] == "robbery"
    assert "measures" in words(app) and "Bicycle theft" not in words(app)
    unknown = opens(demo_store, "indicators", indicator="tarot")
    assert "There is no indicator “tarot”" in words(unknown)


def test_a_target_in_the_link_is_forecast_with_its_back_test(
    opens: Opens, demo_store: Path
) -> None:
    app = opens(demo_store, "targets", target="partnership_asb")
    said = words(app)
    chance = r"Chance of [\d,]+ or fewer in the year to Mar 2026: \w+ \d+%, [a-z]"
    assert re.search(chance, said)
    assert "In the back-test its 95% range held the year's total" in said
    assert "Back-test: 12 past forecasts of a year" in said
    assert "As a year ago (seasonal naive)" in said
    assert not [each for each in app.selectbox if each.label == "Forecast"]
    names = {trace.get("name") for trace in figure(app)["data"]}
    assert {"Counted", "Forecast", "Target path"} <= names


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("robbery", "The plan states no baseline"),
        ("all_crime", "counted from another source"),
        ("partnership_crime", "The plan states no figure to reach"),
    ],
)
def test_a_target_that_lacks_something_says_what_and_gives_no_chance(
    opens: Opens, demo_store: Path, target: str, reason: str
) -> None:
    said = words(opens(demo_store, "targets", target=target))
    assert "The chance is not shown." in said
    assert reason in said
    assert "Chance of" not in said


def test_a_measure_without_a_target_is_forecast_as_far_as_asked(
    opens: Opens, demo_store: Path
) -> None:
    app = opens(demo_store, "targets", target="force_recorded_crime")
    assert "for the year to Dec 2026" in words(app)
    shown(choice(app, "Forecast").select(8).run())
    assert "for the year to Dec 2027" in words(app)
    assert dict(app.query_params) == {"target": "force_recorded_crime", "ahead": "8"}


def test_without_plan_and_figures_the_targets_page_says_what_is_missing(
    opens: Opens, tmp_path: Path
) -> None:
    app = opens(store_of(tmp_path, 13), "targets")
    assert "Not enough data to forecast" in words(app)
    assert "Not received yet" in words(app)
    assert not app.get("plotly_chart")


@pytest.mark.parametrize(
    ("view", "said"),
    [
        ("wards", "Tannersgate higher than chance explains (99.8% limits)"),
        ("districts", "A funnel needs at least 5 districts"),
        ("rates", "Not held month by month: rates of statistical neighbours and of"),
    ],
)
def test_each_comparison_has_its_answer(
    opens: Opens, demo_store: Path, view: str, said: str
) -> None:
    app = opens(demo_store, "comparison", view=view)
    assert said.lower() in " ".join(words(app).lower().split())
    assert bool(app.get("plotly_chart")) == (view != "districts")


def test_a_comparison_keeps_its_measure_and_view_in_the_address(
    opens: Opens, demo_store: Path
) -> None:
    app = opens(demo_store, "comparison")
    shown(choice(app, "Compare").select("rates").run())
    shown(choice(app, "Measure").select("robbery").run())
    assert dict(app.query_params) == {"measure": "robbery", "view": "rates"}
    assert "Robbery" in words(app)


@pytest.mark.parametrize("page", ["area", "asb_map", "hot_spots"])
def test_no_publisher_is_named_of_invented_areas(
    opens: Opens, demo_store: Path, page: str
) -> None:
    said = words(opens(demo_store, page)).partition("Source:")[2]
    assert "invented for demonstration" in said
    assert "Office for National Statistics" not in said
    assert "Crown copyright" not in said
