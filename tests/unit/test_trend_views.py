"""The views of Trends in words, rows and figures, from literal answers."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date

import numpy as np
import plotly.graph_objects as go
import pytest

from cdp_metrics.answers.figures.control import control
from cdp_metrics.answers.figures.recently import recently
from cdp_metrics.answers.figures.reported import Reading, Reported
from cdp_metrics.answers.figures.trend import Residents, Trend
from cdp_metrics.answers.figures.year_so_far import year_so_far
from cdp_metrics.catalogue.plan import Event
from cdp_metrics.catalogue.targets import Target
from cdp_metrics.periods import add_months
from cdp_metrics.ui.views.trends.compare import Counted, compared_view
from cdp_metrics.ui.views.trends.control import control_view
from cdp_metrics.ui.views.trends.over_time import as_shown, trend_view
from cdp_metrics.ui.views.trends.reported import reported_view
from cdp_metrics.ui.views.trends.season import season_view
from cdp_metrics.ui.views.trends.shown import Asked, Shown
from cdp_metrics.ui.views.trends.year import year_view
from tests.literals import NONE, trend

TODAY = date(2026, 2, 15)
LATER = date(2030, 12, 1)
PEOPLE = (Residents(date(2021, 3, 21), "Census 2021", 10_000.0),)
SEASON = [8, 9, 10, 11, 12, 13, 12, 11, 10, 9, 8, 7]


def quarterly(counts: list[float]) -> Trend:
    months = tuple(add_months(date(2012, 4, 1), 3 * at) for at in range(len(counts)))
    found = trend(counts, residents=PEOPLE)
    return replace(
        found, indicator_id="force_recorded_crime", months=months, step=3, events=()
    )


def asked(**changes: object) -> Asked:
    given: dict[str, object] = {
        "measure": "burglary",
        "area": "E05000001",
        "first": date(2000, 1, 1),
        "last": LATER,
        "show": "count",
        "chart": "trend",
        "compare": (),
        "today": TODAY,
    }
    return Asked(**(given | changes))  # type: ignore[arg-type]


def drawn(view: Shown) -> go.Figure:
    """Return the figure, which Plotly itself has checked, at every size."""
    assert view.draw is not None
    view.draw("dark", "s")
    return go.Figure(view.draw("light", "m"))


def download(view: Shown) -> list[dict[str, str]]:
    lines = view.csv().decode("utf-8-sig").splitlines()
    return list(csv.DictReader(io.StringIO("\n".join(lines[lines.index("") + 1 :]))))


def counted(found: Trend, show: str = "count") -> Shown:
    view = trend_view(
        found, "Alder", date(2000, 1, 1), LATER, show, today=TODAY, demo=False
    )
    return as_shown(view, found)


# Quarters over time


def test_a_count_by_quarter_is_called_so_everywhere() -> None:
    view = counted(quarterly([100.0] * 8))
    assert view.context.startswith("Data to **March 2014**")
    assert "April 2012 to March 2014" in view.subtitle
    assert set(view.tables) == {"year", "quarter"}
    year = view.tables["year"]
    assert year.columns[-1] == "Quarters held"
    assert year.rows[0][:2] == ("Year to Mar 2014", "400")
    assert year.rows[0][-1] == "All 4"
    assert view.tables["quarter"].rows[0][:3] == ("Jan to Mar 2014", "100", "400")
    assert "Home Office" in view.source[0]
    assert view.note.startswith("**Recent trend:** cannot be calculated")
    assert download(view)[0]["quarter_from"] == "2012-04"
    drawn(view)


def test_a_missing_quarter_leaves_no_year() -> None:
    view = counted(quarterly([100.0] * 5 + [NONE] + [100.0] * 2))
    assert view.tables["year"].rows[0][-1] == "3 of 4 quarters"
    assert view.tables["year"].rows[0][1] == "not shown"
    assert "3 of 4" in view.tables["year"].rows[0][-1]
    assert view.headline.endswith("9 of 12 months held")
    assert "No figure: Jul to Sep 2013: no file received" in view.alt


def test_events_of_the_plan_are_drawn_beside_the_line() -> None:
    rules = Event(
        first=date(2013, 1, 1), last=date(2013, 12, 31), label="New rules",
        kind="recording",
    )  # fmt: skip
    mask = Event(
        first=date(2013, 4, 1), last=date(2013, 6, 30), label="Restrictions",
        kind="mask",
    )  # fmt: skip
    view = counted(replace(quarterly([100.0] * 8), events=(rules, mask)))
    said = " ".join(
        note["text"] for note in drawn(view).to_dict()["layout"]["annotations"]
    )
    assert "A: New rules, 2013." in said
    assert "Restrictions" in said


# Control chart


def steady(last: float = 1000.0) -> Trend:
    noise = np.random.default_rng(5).normal(1000, 20, 48)
    return replace(trend([*noise[:-1], last], residents=PEOPLE), events=())


def controlled(found: Trend, goal: tuple[Target, float] | None = None) -> Shown:
    return control_view(control(found), "Alder", TODAY, goal, demo=False)


def test_a_point_within_its_limits_is_ordinary() -> None:
    view = controlled(steady())
    assert view.headline == "Burglary in Dec 2023 is within ordinary variation: 1,000"
    assert view.tables["latest"].rows[0][-1] == "ordinary variation"
    assert len(view.tables["latest"].rows) == 24
    assert len(view.tables["all"].rows) == 48
    assert "learnt from 2020 to 2021 (24 months)" in " ".join(view.source)
    assert view.note == ""
    drawn(view)


def test_a_point_outside_is_named_in_answer_table_words_and_download() -> None:
    view = controlled(steady(2000.0))
    assert view.headline == (
        "Burglary in Dec 2023 is unusually high against 2020 to 2021: 2,000, "
        "outside the limits"
    )
    assert view.tables["marked"].rows[0][0] == "Dec 2023"
    assert view.tables["marked"].rows[0][-1] == "high: outside the limits"
    assert "Outside the limits: " in view.alt and "Dec 2023" in view.alt
    row = download(view)[-1]
    assert (row["count"], row["rule"]) == ("2000", "high: outside the limits")
    assert float(row["lower_limit"]) < float(row["upper_limit"]) < 2000


def test_a_run_is_said_as_one() -> None:
    counts = [5.0, 6.0] * 12 + [3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0]
    view = controlled(replace(trend(counts), events=()))
    assert "rising for 7 months or more" in view.headline
    assert view.tables["marked"].rows[0][-1] == "7 in a row rising"


def test_a_masked_month_is_shown_and_not_judged() -> None:
    found = steady()
    counts = found.counts.copy()
    counts[4] = 1.0
    mask = Event(
        first=date(2020, 5, 1), last=date(2020, 5, 31), label="Restrictions",
        kind="mask",
    )  # fmt: skip
    view = controlled(replace(found, counts=counts, events=(mask,)))
    (row,) = [row for row in view.tables["all"].rows if row[0] == "May 2020"]
    assert row[1] == "1"
    assert row[-1] == "not judged: left out of limits"


def test_limits_that_start_anew_say_the_recorded_reason() -> None:
    rules = Event(
        first=date(2022, 1, 1), last=date(2022, 1, 1), label="New rules",
        kind="recording",
    )  # fmt: skip
    late = Event(
        first=date(2023, 6, 1), last=date(2023, 6, 1), label="New wards",
        kind="boundary",
    )  # fmt: skip
    view = controlled(replace(steady(), events=(rules, late)))
    said = " ".join(view.source)
    assert "start anew for a recorded reason (New rules)" in said
    assert "New wards" not in said  # which too little follows to learn limits from
    assert "New rules" in view.alt
    assert "B: New wards, Jun 2023." in view.alt
    notes = drawn(view).to_dict()["layout"]["annotations"]
    assert {"<b>A</b>", "<b>B</b>"} <= {note["text"] for note in notes}


def test_assurance_is_a_sentence() -> None:
    target = Target(
        heading="crime", indicator="burglary", statement="Less",
        valid_from=date(2022, 4, 1), type="assurance", target_value=1200.0,
    )  # fmt: skip
    found = replace(steady(), indicator_id="hate_repeat_victims")
    view = controlled(found, (target, 1200.0))
    assert view.note.startswith("**Target:** 1,200 a month on average")
    assert "Target 1,200" in view.alt


def test_too_little_for_limits_says_what_is_missing() -> None:
    view = controlled(replace(trend([100.0] * 30), events=()))
    assert view.draw is None and view.tables == {}
    assert view.headline == "Not enough data for a control chart of burglary"
    assert "3 whole years" in view.why and view.remedy
    assert download(view) == []


# This year


def test_the_year_so_far_is_the_answer() -> None:
    found = trend([100.0] * 24 + [80.0] * 8, residents=PEOPLE)
    view = year_view(year_so_far(found, LATER), "Alder", TODAY, demo=False)
    assert view.headline == "Burglary is down 20.0% on last year, Apr to Aug 2022: 400"
    table = view.tables["figures"]
    assert table.rows[4] == (
        "Apr to Aug 2022", "80", "100", "400", "500", "−100", "−20.0%",
    )  # fmt: skip
    assert table.rows[5][1] == "not yet"  # a month to come is not one that is missing
    assert download(view)[4]["sum"] == "400"
    assert download(view)[5]["sum"] == ""
    drawn(view)


def test_a_year_that_cannot_be_compared_says_why() -> None:
    counts = [NONE] * 27 + [80.0] * 5
    view = year_view(year_so_far(trend(counts), LATER), "Alder", TODAY, demo=False)
    assert view.headline == (
        "Burglary, Apr to Aug 2022: 400; no comparison, 0 of 5 months of the year "
        "before held"
    )
    counts[27] = NONE
    view = year_view(year_so_far(trend(counts), LATER), "Alder", TODAY, demo=False)
    assert view.draw is None
    assert view.headline.startswith("Not enough data for a year so far")
    assert view.why == "4 of 5 months of this year held"


# Season


def test_the_season_names_its_high_and_its_low() -> None:
    counts = [100.0 * n for n in SEASON] * 4
    found = replace(trend(counts), events=())
    view = season_view(found, "Alder", TODAY, demo=False)
    assert view.headline.startswith("Burglary is highest in June, ")
    assert "lowest in December" in view.headline
    assert view.note == "Learnt from 4 whole years."
    rows = dict((row[0], row[1:]) for row in view.tables["figures"].rows)
    assert rows["June"][1] == "1,300"
    assert rows["June"][0].startswith("+") and rows["December"][0].startswith("−")
    drawn(view)


def test_quarters_have_a_season_of_four() -> None:
    view = season_view(
        quarterly([100.0, 200.0, 100.0, 100.0] * 4), "Alder", TODAY, demo=False
    )
    assert "highest in July to September" in view.headline
    assert len(view.tables["figures"].rows) == 4
    assert len(drawn(view).layout.xaxis.tickvals) == 4


def test_two_years_are_too_few_for_a_season() -> None:
    view = season_view(trend([5.0] * 24), "Alder", TODAY, demo=False)
    assert view.draw is None
    assert "3 whole years" in view.why


# Compare


def test_areas_are_compared_by_rate_and_named_at_their_lines() -> None:
    small = replace(
        trend([20.0] * 24, residents=(replace(PEOPLE[0], persons=1000.0),)),
        area="E05000002",
    )
    lines = [
        Counted("Alder", trend([100.0] * 24, residents=PEOPLE)),
        Counted("Birch ward", small),
    ]
    view = compared_view(lines, "Alder", asked(show="rate"), "Rates.", demo=False)
    assert view.headline == (
        "Year to Dec 2021: highest Birch ward, 240.0 per 1,000 residents; lowest "
        "Alder, 120.0"
    )
    assert view.tables["year"].rows[0] == (
        "Year to Dec 2021", "120.0", "240.0", "12 of 12",
    )  # fmt: skip
    assert view.note == "Rates."
    traces = drawn(view).data
    assert [trace.name for trace in traces] == ["Alder", "Birch ward"] * 2
    rows = download(view)
    assert {row["line"] for row in rows} == {"Alder", "Birch ward"}
    assert len(rows) == 48


def test_a_line_without_a_year_is_not_called_lowest() -> None:
    lines = [
        Counted("Burglary", trend([100.0] * 24)),
        Counted("Robbery", replace(trend([NONE] * 24), indicator_id="robbery")),
    ]
    view = compared_view(lines, "Alder", asked(), "", demo=False)
    assert "fewer than two of them" in view.headline
    assert view.tables["year"].rows[0][2] == "not shown"


def test_years_outside_the_span_are_not_drawn() -> None:
    lines = [Counted(name, trend([100.0] * 36)) for name in ("A", "B")]
    span = asked(first=date(2021, 1, 1), last=date(2021, 12, 1))
    view = compared_view(lines, "Alder", span, "", demo=False)
    xs = [x for trace in drawn(view).data for x in trace.x]
    assert min(xs)[:4] == max(xs)[:4] == "2021"


# Published figures


def reading(year: int, value: float | None, **changes: object) -> Reading:
    limits = (None, None) if value is None else (value - 1, value + 1)
    found = Reading(
        date(year, 1, 1), date(year, 12, 31), None, None, value, *limits, 500.0, "",
        "validated", 1, "survey", "",
    )  # fmt: skip
    return replace(found, **changes)  # type: ignore[arg-type]


def published(*readings: Reading, what: str = "perceived_asb") -> Reported:
    return Reported(what, "E22000001", "City", readings, None)


def shown(*lines: tuple[str, Reported], refused: str = "") -> Shown:
    return reported_view(list(lines), "City", asked(), refused, demo=False)


def test_the_latest_figure_is_said_with_its_range() -> None:
    view = shown(("City", published(reading(2018, 9.0), reading(2019, 8.5))))
    assert view.headline == "ASB survey: 8.5% (7.5% to 9.5%), year to Dec 2019"
    assert "cannot be calculated" in view.note
    table = view.tables["figures"]
    assert table.rows[0][:3] == ("Year to Dec 2019", "8.5%", "7.5% to 9.5%")
    assert "Cases" not in table.columns  # none was published
    drawn(view)


def test_hidden_figures_are_words_and_break_the_line() -> None:
    hidden = reading(2019, None, status="suppressed")
    view = shown(("City", published(reading(2018, 9.0), hidden, reading(2020, 8.0))))
    assert view.tables["figures"].rows[1][1] == "held back, not shown"
    (line,) = drawn(view).data
    assert None in line.y
    assert "No figure: Year to Dec 2019: held back, not shown." in view.alt
    (row,) = [r for r in download(view) if r["period_end"] == "2019-12-31"]
    assert (row["value"], row["reason"]) == ("", "held back, not shown")


def test_a_new_definition_breaks_the_line_and_is_marked() -> None:
    view = shown(
        (
            "City",
            published(reading(2018, 9.0), reading(2019, 5.0, definition_version=2)),
        )
    )
    (line,) = drawn(view).data
    assert line.y == (9.0, None, 5.0)
    assert "A: New definition, Dec 2019." in view.alt


def test_a_year_without_a_wave_is_not_bridged() -> None:
    view = shown(("City", published(reading(2018, 9.0), reading(2020, 8.0))))
    (line,) = drawn(view).data
    assert line.y == (9.0, None, 8.0)


def test_published_counts_have_ranges_by_byar() -> None:
    # Byar's limits of 25: 16.2 to 36.9
    deaths = reading(2019, None, numerator=25.0, lower=None, upper=None)
    view = shown(("City", published(deaths, what="drug_deaths")))
    assert view.headline == "Drug deaths: 25 (16 to 37), year to Dec 2019"


def test_only_hidden_figures_draw_nothing() -> None:
    view = shown(("City", published(reading(2019, None, status="suppressed"))))
    assert view.draw is None
    assert view.why == "held back, not shown"


def test_places_are_compared_over_one_period() -> None:
    view = shown(
        ("City", published(reading(2018, 9.0), reading(2019, 8.5))),
        ("Elsewhere", published(reading(2019, 6.0))),
        ("Late", published(reading(2018, 1.0))),
        refused="Left out: Yonder.",
    )
    assert view.headline == (
        "Year to Dec 2019: highest in City, 8.5%; lowest in Elsewhere, 6.0%"
    )
    assert view.tables["figures"].rows[0] == (
        "Year to Dec 2019", "8.5% (7.5% to 9.5%)", "6.0% (5.0% to 7.0%)", "not shown",
    )  # fmt: skip
    assert view.note == "Left out: Yonder."
    assert len(drawn(view).data) == 3


def test_a_bound_is_said_as_one_and_never_compared() -> None:
    bound = reading(2020, 7.0, bound=">=")
    own = published(reading(2019, 8.5), bound)
    view = shown(("City", own))
    assert view.headline == (
        "ASB survey: at least 7.0%, year to Dec 2020, a bound and not a figure"
    )
    rows = view.tables["figures"].rows
    assert [row[1:3] for row in rows] == [
        ("at least 7.0%", "not shown"),
        ("8.5%", "7.5% to 9.5%"),
    ]
    (line,) = drawn(view).data
    assert line.y == (8.5, None, 7.0) and line.marker.symbol[2] == "triangle-up"
    assert line.error_y.array[2] is None, "a bound has no range"
    assert "last at least 7.0% (Year to Dec 2020)" in view.alt
    assert [row["bound"] for row in download(view)] == ["", ">="]
    beside = shown(("City", own), ("Elsewhere", published(reading(2020, 6.0))))
    assert "highest" not in beside.headline
    assert beside.tables["figures"].rows[0][1:] == (
        "at least 7.0%", "6.0% (5.0% to 7.0%)",
    )  # fmt: skip


def test_bounds_are_no_evidence_of_a_recent_move() -> None:
    falling = [reading(2015 + at, 30.0 - 5 * at) for at in range(5)]
    assert recently(published(*falling)).test.direction == "down"
    held = [replace(each, bound="<=") for each in falling]
    assert recently(published(*held)).test.direction is None


def test_a_long_table_is_cut_and_can_be_had_whole() -> None:
    months = [add_months(date(2018, 1, 1), at) for at in range(70)]
    readings = [
        reading(2018, 5.0, period_start=m, period_end=add_months(m, 1)) for m in months
    ]
    view = shown(("City", published(*readings, what="positive_tests_on_arrest")))
    assert len(view.tables["latest"].rows) == 24
    assert len(view.tables["all"].rows) == 70


@pytest.mark.parametrize("demo", [True, False])
def test_invented_figures_say_so_in_every_view(demo: bool) -> None:
    found = steady()
    views = [
        control_view(control(found), "Alder", TODAY, None, demo=demo),
        year_view(year_so_far(found, LATER), "Alder", TODAY, demo=demo),
        season_view(found, "Alder", TODAY, demo=demo),
        reported_view(
            [("City", published(reading(2019, 8.5)))], "City", asked(), demo=demo
        ),
        compared_view([Counted("A", found), Counted("B", found)], "Alder", asked(), "",
            demo=demo,
        ),
    ]  # fmt: skip
    for view in views:
        assert view.alt.startswith("Demonstration data: invented.") is demo
        assert ("invented" in view.source[0]) is demo
        assert (b"Demonstration data: invented" in view.csv()) is demo
