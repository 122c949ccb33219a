"""Quarters, events and published figures on charts of Trends."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go
import pytest

from cdp_metrics.charts.intervals.readings import (
    Point,
    Readings,
    readings_alt,
    readings_figure,
)
from cdp_metrics.charts.parts.moments import moment_notes, moments_within
from cdp_metrics.charts.trend.figure import Band, Gap, Series, alt_text, trend_figure
from cdp_metrics.periods import add_months, last_day

APRIL = date(2012, 4, 1)
NONE = float("nan")


def quarters(values: list[float], unit: str = "Crimes a quarter") -> Series:
    months = [add_months(APRIL, 3 * at) for at in range(len(values))]
    return Series("Crime", months, values, unit, step=3)


def drawn(**changes: Any) -> dict[str, Any]:
    given: dict[str, Any] = {
        "rolling": [quarters([NONE] * 3 + [400.0] * 9, "Crimes, 12 months")],
        "monthly": [quarters([100.0] * 12)],
        **changes,
    }
    figure = trend_figure(given.pop("rolling"), given.pop("monthly"), **given)
    go.Figure(figure)  # Plotly knows every name in it
    return figure


def lines(figure: dict[str, Any]) -> list[dict[str, Any]]:
    return [trace for trace in figure["data"] if trace["type"] == "scatter"]


def texts(figure: dict[str, Any]) -> str:
    notes = figure["layout"]["annotations"]
    return " ".join(note["text"].replace("<br>", " ") for note in notes)


def test_quarters_join_without_a_hatch_between_them() -> None:
    figure = drawn()
    assert [trace["type"] for trace in figure["data"]] == ["scatter", "scatter"]
    rolling, monthly = lines(figure)
    assert None not in rolling["y"] and None not in monthly["y"]
    assert len(monthly["y"]) == 12


def test_a_quarter_stands_in_its_middle_and_its_year_at_its_end() -> None:
    rolling, monthly = lines(drawn())
    assert monthly["x"][0] == "2012-05-15"
    assert rolling["x"][0] == "2013-03-31"
    assert "<b>100</b> Jan to Mar 15" in texts(drawn())
    assert "<b>400</b> year to Mar 15" in texts(drawn())


def test_the_axis_ends_with_the_last_quarter() -> None:
    assert drawn()["layout"]["xaxis"]["range"] == ["2012-04-01", "2015-04-01"]
    assert drawn()["layout"]["xaxis2"]["hoverformat"] == "Quarter %q of %Y"


def test_a_missing_quarter_is_hatched_whole_and_says_why_on_hover() -> None:
    values = [100.0] * 5 + [NONE] + [100.0] * 6
    gap = Gap(date(2013, 7, 1), date(2013, 9, 1), "not received")
    figure = drawn(monthly=[quarters(values)], gaps=[gap])
    hatch = figure["data"][-2]
    assert hatch["type"] == "bar"
    assert hatch["x"] == ["2013-07-01"]
    assert hatch["width"] == [92 * 86_400_000]
    assert hatch["hovertext"] == ["No figure: Jul to Sep 2013: not received"]
    assert "hovertext" in hatch["hovertemplate"]


def test_words_on_hover_cannot_be_markup() -> None:
    gap = Gap(date(2013, 7, 1), date(2013, 9, 1), "<b>lost</b>")
    values = [100.0] * 5 + [NONE] + [100.0] * 6
    hatch = drawn(monthly=[quarters(values)], gaps=[gap])["data"][-2]
    assert "&lt;b&gt;" in hatch["hovertext"][0]


def test_a_quarter_is_named_by_its_end_in_words() -> None:
    said = alt_text("crime", "Alder", [quarters([5.0, 9.0])])
    assert "last 9 (to Sep 2012)" in said


def test_events_are_lettered_lines_explained_below() -> None:
    moments = [
        Band(date(2014, 1, 1), date(2014, 12, 1), "Inspection"),
        Band(date(2013, 1, 1), date(2013, 1, 1), "New wards"),
        Band(date(2002, 4, 1), date(2002, 4, 1), "Before the chart"),
    ]
    figure = drawn(moments=moments)
    said = texts(figure)
    assert "A: New wards, Jan 2013. B: Inspection, 2014." in said
    assert "Before the chart" not in said
    shapes = [s for s in figure["layout"]["shapes"] if s["type"] == "line"]
    assert [shape["x0"] for shape in shapes] == ["2013-01-01", "2014-01-01"] * 2
    assert {shape["layer"] for shape in shapes} == {"below"}  # words stand on them


def test_letters_of_events_close_together_do_not_meet() -> None:
    moments = [Band(date(2013, m, 1), date(2013, m, 1), "x") for m in (1, 2, 3)]
    notes = drawn(moments=moments, size="s")["layout"]["annotations"]
    shifts = [n["yshift"] for n in notes if n["text"] in ("<b>A</b>", "<b>B</b>")]
    assert shifts[0] == 0 and shifts[1] < -14  # lower by more than a line of text


def test_moments_begin_within_the_months_shown() -> None:
    months = [date(2020, 1, 1), date(2020, 2, 1)]
    at_end = Band(date(2020, 2, 1), date(2021, 1, 1), "b")
    after = Band(date(2020, 3, 1), date(2020, 3, 1), "c")
    assert moments_within([after, at_end], months) == [at_end]
    assert moment_notes([at_end]) == ["A: b, Feb 2020 to Jan 2021."]


@pytest.mark.parametrize(("level", "side"), [(110.0, "bottom"), (60.0, "top")])
def test_the_name_of_shaded_months_keeps_clear_of_the_line(
    level: float, side: str
) -> None:
    band = Band(date(2013, 4, 1), date(2014, 3, 1), "Restrictions")
    values = [60.0, *[level] * 10, 110.0]
    figure = drawn(rolling=[quarters(values)], bands=[band])
    (label,) = [
        note
        for note in figure["layout"]["annotations"]
        if note["text"].startswith("Restrictions")
    ]
    assert label["yanchor"] == side


# Published figures


def years(values: list[float | None], *, joined: bool = True) -> list[Point]:
    return [
        Point(
            f"Year to Mar {2015 + at}",
            last_day(date(2015 + at, 3, 1)),
            value,
            None if value is None else value - 1,
            None if value is None else value + 1,
            joined=joined,
        )
        for at, value in enumerate(values)
    ]


def test_ranges_are_drawn_and_the_latest_is_named() -> None:
    picture = Readings([("City", years([10.0, 12.0]))], "Share of people, %", 1, "%")
    figure = readings_figure(picture)
    go.Figure(figure)
    (line,) = figure["data"]
    assert line["error_y"]["array"] == line["error_y"]["arrayminus"] == [1.0, 1.0]
    assert "<b>12.0%</b>" in texts(figure)
    assert "95% range 11.0% to 13.0%" in line["hovertext"][1]
    said = readings_alt(picture, "shares", "City", demo=True)
    assert said.startswith("Demonstration data: invented.")
    assert "95% range of the last: 11.0% to 13.0%." in said


def test_a_line_is_broken_where_it_may_not_join() -> None:
    points = years([10.0, 12.0], joined=False)
    (line,) = readings_figure(Readings([("City", points)], "Share"))["data"]
    assert line["y"] == [10.0, None, 12.0]
    hidden = years([10.0, None, 12.0])
    (line,) = readings_figure(Readings([("City", hidden)], "Share"))["data"]
    assert line["y"] == [10.0, None, 12.0]
    assert line["connectgaps"] is False


def test_several_lines_are_named_at_their_ends_apart() -> None:
    lines = [(f"Place {n}", years([10.0, 10.0 + n / 10])) for n in range(4)]
    figure = readings_figure(Readings(lines, "Share", 1, "%"))
    assert all("error_y" not in trace for trace in figure["data"])
    labels = [n for n in figure["layout"]["annotations"] if "Place" in n["text"]]
    assert len(labels) == 4
    tall = figure["layout"]["height"]
    low, high = figure["layout"]["yaxis"]["range"]
    heights = sorted(
        (label["y"] - low) / (high - low) * tall - label["ay"] for label in labels
    )
    assert all(b - a > 14 for a, b in pairwise(heights))


def test_provisional_figures_are_hollow() -> None:
    points = [Point("2024", date(2024, 12, 31), 5.0, provisional=True)]
    figure = readings_figure(Readings([("City", points)], "Share"))
    (line,) = figure["data"]
    assert line["marker"]["color"] == ["#FFFFFF"]
    assert "Provisional" in texts(figure)
    assert "provisional" in line["hovertext"][0]


def test_no_figure_is_an_error_and_said_in_words() -> None:
    picture = Readings([("City", years([None]))], "Share")
    with pytest.raises(ValueError, match="at least one"):
        readings_figure(picture)
    assert "no figure" in readings_alt(picture, "shares", "City")


def bounded(value: float, bound: str, year: int) -> Point:
    return Point(f"{year}", date(year, 12, 31), value, bound=bound)


def test_a_bound_is_open_points_to_the_truth_and_is_joined_to_nothing() -> None:
    low, high = bounded(70.0, ">=", 2021), bounded(90.0, "<=", 2023)
    points = [*years([60.0, 62.0]), low, high]
    figure = readings_figure(Readings([("City", points)], "Share", 1, "%"))
    go.Figure(figure)
    (line,) = figure["data"]
    assert line["y"] == [60.0, 62.0, None, 70.0, None, 90.0]
    symbols = [line["marker"]["symbol"][at] for at in (0, 1, 3, 5)]
    assert symbols == ["circle", "circle", "triangle-up", "triangle-down"]
    colours = line["marker"]["color"]
    assert colours[3] == colours[5] == "#FFFFFF" != colours[0]
    assert "2021: <b>at least 70.0%</b>" in line["hovertext"]
    assert "2023: <b>at most 90.0%</b>" in line["hovertext"]
    said = texts(figure)
    assert "<b>at most 90.0%</b>" in said, "the end of the line says it"
    assert "At least: a bound, not a figure" in said
    assert "At most: a bound, not a figure" in said


def test_words_of_a_chart_call_no_bound_the_highest() -> None:
    points = [*years([60.0, 62.0]), bounded(70.0, ">=", 2021)]
    picture = Readings([("City", points)], "Share", 1, "%")
    said = readings_alt(picture, "shares", "City")
    assert "last at least 70.0% (2021)" in said
    assert "highest 62.0% (Year to Mar 2016), lowest 60.0%" in said
    alone = Readings([("City", points[2:])], "Share", 1, "%")
    said = readings_alt(alone, "shares", "City")
    assert "first at least 70.0% (2021), last at least 70.0% (2021)." in said
    assert "highest" not in said
