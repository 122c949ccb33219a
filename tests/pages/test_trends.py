"""Trends through the router: its measures, its views, what is compared, and its link.

What a browser would draw is looked at in what was sent to it.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from cdp_metrics.ui import cached_trends
from tests.pages.test_pages import WARD, Opens, bodies, choice, figure, shown, words
from tests.pages.test_pages import opens as opens

OTHER_WARD = "E05999101"


def switch(app: AppTest, label: str) -> Any:
    """Return a switch by its label."""
    return next(each for each in app.button_group if each.label == label)


def answer(app: AppTest) -> str:
    """Return the page's active title."""
    found = (re.search(r'<h2 class="answer">(.*?)</h2>', body) for body in bodies(app))
    return next(each[1] for each in found if each)


def compared(app: AppTest) -> Any:
    """Return the list of what is compared."""
    (found,) = app.multiselect
    return found


def test_every_measure_that_is_held_is_offered_street_counts_first(
    opens: Opens, demo_store: Path
) -> None:
    options = choice(opens(demo_store, "trends"), "Measure").options
    assert options[0] == "Anti-social behaviour incidents"
    street, force = "Burglary", "Police recorded crime, force area, by quarter"
    survey = "Perceived anti-social behaviour"
    assert options.index(street) < options.index(force) < options.index(survey)
    assert len(options) > 40


def test_the_area_follows_the_measure(opens: Opens, demo_store: Path) -> None:
    app = opens(demo_store, "trends", measure="force_recorded_crime", area=WARD)
    kind = choice(app, "Area kind")
    assert (kind.options, kind.value) == (["Police force area"], "force")
    assert not [each for each in app.selectbox if each.label == "Area"]  # only one
    assert "The link names an area that is not held here; Wrenshire Pol" in words(app)
    assert dict(app.query_params) == {"measure": "force_recorded_crime"}
    assert "Wrenshire Police force area, April 2012" in words(app)


def test_a_measure_of_which_nothing_is_loaded_is_answered_in_words(
    opens: Opens, demo_store: Path
) -> None:
    measure = "alcohol_met_need"
    app = opens(demo_store, "trends", measure=measure)
    said = words(app)
    assert "No figure of" in said
    assert "What is happening, and since when?" in said
    assert not app.get("plotly_chart")
    assert dict(app.query_params) == {"measure": measure}  # the link stays to be seen
    shown(choice(app, "Measure").select("robbery").run())
    assert "Robbery, " in words(app)
    assert dict(app.query_params) == {"measure": "robbery"}
    shown(choice(app, "Area kind").select("ward").run())
    assert choice(app, "Measure").value == "robbery"


@pytest.mark.parametrize(
    ("chart", "label", "answer", "drawn"),
    [
        ("year", "This year", "on last year, Apr to Dec 2025", "Reports since April"),
        ("control", "Control chart", "in Dec 2025 is", "Upper limit"),
        ("season", "Season", "ASB is highest in", "Typical"),
    ],
)
def test_a_view_is_a_link_and_has_answer_chart_table_and_download(
    opens: Opens, demo_store: Path, chart: str, label: str, answer: str, drawn: str
) -> None:
    app = opens(demo_store, "trends")
    assert switch(app, "View").options == [
        "Trend", "This year", "Control chart", "Season",
    ]  # fmt: skip
    shown(switch(app, "View").set_value(chart).run())
    assert dict(app.query_params) == {"chart": chart}
    assert answer in words(app)
    notes = figure(app)["layout"]["annotations"]
    assert any(drawn in note["text"] for note in notes)
    alt = app.get("plotly_chart")[0].proto.alt
    assert alt.startswith("Demonstration data: invented.")
    assert any("<table" in body for body in bodies(app))
    assert len(app.get("download_button")) == 2  # CSV and Excel
    again = opens(demo_store, "trends", chart=chart)
    assert words(again) == words(app)


def test_a_view_survives_another_measure(opens: Opens, demo_store: Path) -> None:
    app = opens(demo_store, "trends", chart="control")
    shown(choice(app, "Measure").select("burglary").run())
    assert "Burglary in Dec 2025" in words(app)
    assert dict(app.query_params) == {"measure": "burglary", "chart": "control"}


def test_a_share_has_its_range_and_no_view_of_counts(
    opens: Opens, demo_store: Path
) -> None:
    app = opens(demo_store, "trends", measure="perceived_asb", chart="control")
    assert [each.label for each in app.button_group] == []
    assert "Recent trend:" in words(app)
    (line,) = figure(app)["data"]
    ends = zip(line["y"], line["error_y"]["array"], strict=True)
    assert all(reach for value, reach in ends if value is not None)


def test_areas_are_compared_by_rate_and_the_page_says_why(
    opens: Opens, demo_store: Path
) -> None:
    app = opens(demo_store, "trends")
    shown(compared(app).select(WARD).run())
    shown(compared(app).select(OTHER_WARD).run())
    assert dict(app.query_params) == {"compare": f"{WARD},{OTHER_WARD}"}
    said = words(app)
    assert "Rates, because areas differ in residents" in said
    assert "highest " in said and "per 1,000 residents" in said
    names = [
        trace["name"] for trace in figure(app)["data"] if trace["type"] == "scatter"
    ]
    assert len(names) == 6 and "Brassworks ward" in names
    assert "Show" not in [each.label for each in app.button_group]


def test_categories_are_compared_as_counts(opens: Opens, demo_store: Path) -> None:
    app = opens(demo_store, "trends", compare="burglary,robbery")
    said = words(app)
    assert "Rates, because" not in said
    assert "ASB, Burglary, Robbery" in said
    assert switch(app, "Show").value == "count"


def test_a_fifth_line_is_refused_in_words(opens: Opens, demo_store: Path) -> None:
    wanted = "burglary,robbery,shoplifting,drugs"
    app = opens(demo_store, "trends", compare=wanted)
    assert "A chart holds 4 lines at most; left out: Drugs." in words(app)
    assert len(compared(app).value) == 3
    assert compared(app).proto.max_selections == 3
    assert dict(app.query_params) == {"compare": wanted}
    shown(compared(app).unselect("robbery").run())
    assert "left out" not in words(app)
    assert dict(app.query_params) == {"compare": "burglary,shoplifting"}


def test_what_cannot_be_compared_does_not_stay_in_the_link(
    opens: Opens, demo_store: Path
) -> None:
    app = opens(demo_store, "trends", compare="nowhere,perceived_asb,E05000000,;drop")
    assert compared(app).value == []
    assert dict(app.query_params) == {}
    app = opens(demo_store, "trends", compare="asb_incidents")  # itself
    assert dict(app.query_params) == {}


def test_the_rows_of_a_long_table_are_had_by_a_switch(
    opens: Opens, demo_store: Path
) -> None:
    app = opens(demo_store, "trends", chart="control")
    assert "The latest 24 months" in words(app)
    shown(switch(app, "Table").set_value("all").run())
    assert "Every month drawn" in words(app)
    assert "Jan 2018" in words(app)


def test_every_measure_opens_in_every_view(demo_store: Path, opens: Opens) -> None:
    app = opens(demo_store, "trends")  # which opens the store
    day = cached_trends.cached.today()
    for measure in cached_trends.measures(day):
        for chart in ("trend", "year", "control", "season"):
            app.query_params.clear()
            app.query_params["measure"], app.query_params["chart"] = measure, chart
            shown(app.run())
            assert "h2" in "".join(bodies(app)), (measure, chart)


# Areas


@pytest.mark.parametrize("kind", ["ward", "ward_before", "msoa21", "lsoa21"])
def test_a_kind_of_area_sends_its_own_areas_alone(
    opens: Opens, demo_store: Path, kind: str
) -> None:
    app = opens(demo_store, "trends")
    places = {place.code: place for place in cached_trends.cached.places()}
    shown(choice(app, "Area kind").select(kind).run())
    own = [place for place in places.values() if place.kind == kind]
    area = choice(app, "Area")
    assert len(area.options) == len(own) > 15
    assert places[area.value].kind == kind
    assert dict(app.query_params) == {"area": area.value}
    assert places[area.value].words in words(app)
    beside = {place.words for place in places.values()} & {*compared(app).options}
    assert len(beside) == {"msoa21": 38, "lsoa21": 6}.get(kind, len(own) + 2)


def test_a_whole_area_sends_no_list_of_areas(opens: Opens, demo_store: Path) -> None:
    app = opens(demo_store, "trends")
    assert not [each for each in app.selectbox if each.label == "Area"]
    assert not any("E01" in option for option in compared(app).options)


def test_an_lsoa_is_found_by_its_code_and_keeps_it_in_the_address(
    opens: Opens, demo_store: Path
) -> None:
    app = opens(demo_store, "trends", area="E01999100")
    area = choice(app, "Area")
    assert area.value == "E01999100"
    assert any(option.endswith(", E01999100") for option in area.options)
    shown(choice(app, "Measure").select("robbery").run())
    assert choice(app, "Area").value == "E01999100"


@pytest.mark.parametrize("chart", ["trend", "year", "control", "season"])
def test_every_view_names_an_area_that_is_not_the_whole(
    opens: Opens, demo_store: Path, chart: str
) -> None:
    app = opens(demo_store, "trends", area=WARD, chart=chart)
    assert "Damson End ward" in answer(app)
    assert "Wrenminster" not in answer(opens(demo_store, "trends", chart=chart))


@pytest.mark.parametrize(
    ("kind", "caption"),
    [("ward", "By ward, year to"), ("ward_before", "By ward before May 2019, year to")],
)
def test_the_table_of_wards_is_of_the_boundaries_chosen(
    opens: Opens, demo_store: Path, kind: str, caption: str
) -> None:
    app = opens(demo_store, "trends", table="ward")
    shown(choice(app, "Area kind").select(kind).run())
    held = [each.name for each in cached_trends.cached.places() if each.kind == kind]
    table = words(app).partition(caption)[2]
    assert len(held) > 15
    assert [name for name in held if name not in table] == []


@pytest.mark.parametrize("kind", ["ward", "ward_before"])
def test_a_ward_is_counted_back_over_its_redrawing_and_says_so(
    opens: Opens, demo_store: Path, kind: str
) -> None:
    app = opens(demo_store, "trends")
    shown(choice(app, "Area kind").select(kind).run())
    said = " ".join(words(app).split())
    assert "Made up of whole small areas (LSOAs) by official best fit" in said
    assert "counted on these boundaries; wards were redrawn on 2 May 2019." in said
    assert "By the point of each row" in said
    notes = [each["text"] for each in figure(app)["layout"]["annotations"]]
    assert any("Wards redrawn" in note for note in notes)
    assert "January 2018" in said  # the whole series


def test_counts_per_square_kilometre_have_axis_and_column(
    opens: Opens, demo_store: Path
) -> None:
    app = opens(demo_store, "trends", show="km2")
    notes = [each["text"] for each in figure(app)["layout"]["annotations"]]
    assert any("per km²" in note for note in notes)
    assert "The area measures" in words(app)


def test_rates_mark_the_census_between_estimates(
    opens: Opens, demo_store: Path
) -> None:
    app = opens(demo_store, "trends", show="rate")
    notes = " ".join(each["text"] for each in figure(app)["layout"]["annotations"])
    assert "before Census 2021, then" in " ".join(notes.split("<br>"))
