"""Figures over time with intervals: what breaks a line and what is said of it."""

from __future__ import annotations

from datetime import date
from typing import Any

import plotly.graph_objects as go
import pytest

from cdp_metrics.charts.intervals.figure import intervals_figure
from cdp_metrics.charts.intervals.picture import (
    IntervalPicture,
    Line,
    Point,
    intervals_alt,
)


def point(year: int, value: float | None = 40.0, **changes: Any) -> Point:
    """Return a calendar year with limits 4 either side."""
    limits = (None, None) if value is None else (value - 4, value + 4)
    values: dict[str, Any] = {
        "name": str(year),
        "end": date(year, 12, 31),
        "value": value,
        "lower": limits[0],
        "upper": limits[1],
        "basis": "a return",
    }
    return Point(**(values | changes))


def picture(*points: Point, england: tuple[Point, ...] = ()) -> IntervalPicture:
    """Return Alderton, and England where it is given."""
    lines = [Line("Alderton", points)]
    if england:
        lines.append(Line("England", england))
    return IntervalPicture(lines, "% of people in treatment")


def words(figure: dict[str, Any]) -> str:
    """Return every annotation as one text."""
    return " ".join(
        note["text"].replace("<br>", " ") for note in figure["layout"]["annotations"]
    )


@pytest.mark.parametrize("size", ["s", "m", "present", "present_large"])
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_plotly_takes_the_figure(size: Any, mode: Any) -> None:
    drawn = picture(
        point(2017), point(2018, None, absent="fewer than 5"),
        point(2019, provisional=True), england=(point(2017, 35.0),),
    )  # fmt: skip
    go.Figure(intervals_figure(drawn, mode=mode, size=size)).to_dict()


def test_a_figure_stands_at_the_end_of_its_period_with_its_limits() -> None:
    (trace,) = intervals_figure(picture(point(2018), point(2019, 50.0)))["data"]
    assert trace["x"] == ["2018-12-31", "2019-12-31"]
    assert trace["y"] == [40.0, 50.0]
    assert trace["error_y"]["array"] == [4.0, 4.0]
    assert trace["error_y"]["arrayminus"] == [4.0, 4.0]


def test_the_axis_names_the_ends_of_periods() -> None:
    years = [point(year) for year in range(2018, 2026)]
    axis = intervals_figure(picture(*years))["layout"]["xaxis"]
    assert axis["ticktext"][0] == "Dec 18" and axis["ticktext"][-1] == "Dec 25"
    assert axis["tickvals"][-1] == "2026-01-01"


def test_a_line_and_its_figure_are_named_together() -> None:
    drawn = picture(point(2018), point(2019), england=(point(2018), point(2019, 35.0)))
    said = [note["text"] for note in intervals_figure(drawn)["layout"]["annotations"]]
    assert "England <b>35.0</b>" in said
    narrow = intervals_figure(drawn, size="s")["layout"]["annotations"]
    assert "England<br><b>35.0</b>" in [note["text"] for note in narrow]


def test_a_period_without_a_figure_breaks_the_line_and_is_named() -> None:
    drawn = picture(point(2017), point(2018, None, absent="fewer than 5"), point(2019))
    figure = intervals_figure(drawn)
    (trace,) = figure["data"]
    assert trace["y"] == [40.0, None, 40.0] and trace["connectgaps"] is False
    assert "No figure (fewer than 5): 2018." in words(figure)
    assert "No figure (fewer than 5): 2018." in intervals_alt(drawn, "x")


def test_another_definition_breaks_the_line_and_is_ruled_off() -> None:
    drawn = picture(point(2017), point(2018, basis="another"))
    figure = intervals_figure(drawn)
    (trace,) = figure["data"]
    assert trace["y"] == [40.0, None, 40.0]
    rules = [s for s in figure["layout"]["shapes"] if s.get("line", {}).get("dash")]
    assert any(rule["type"] == "line" for rule in rules)
    assert "From 2018: another. Not compared with earlier figures." in words(figure)
    assert "another" not in words(intervals_figure(picture(point(2017), point(2018))))


def test_whose_definition_changed_is_said_where_there_are_two() -> None:
    both = point(2017), point(2018, basis="another")
    assert "From 2018: another." in intervals_alt(picture(*both, england=both), "x")
    only = picture(point(2017), point(2018), england=both)
    assert "England, from 2018: another." in intervals_alt(only, "x")


def test_a_provisional_figure_is_hollow_and_in_the_key() -> None:
    figure = intervals_figure(picture(point(2018), point(2019, provisional=True)))
    filled, hollow = figure["data"][0]["marker"]["color"]
    assert filled != hollow
    assert "Provisional" in words(figure)
    assert "provisional" in intervals_alt(
        picture(point(2018), point(2019, provisional=True)), "x"
    )


def test_a_line_that_ends_early_says_when() -> None:
    drawn = picture(point(2017), england=(point(2017, 35.0), point(2019, 36.0)))
    said = words(intervals_figure(drawn))
    assert "Alderton <b>40.0</b> 2017" in said
    assert "England <b>36.0</b>" in said and "36.0</b> 2019" not in said


def test_the_text_tells_first_last_highest_and_lowest() -> None:
    drawn = picture(point(2017, 30.0), point(2018, 50.0), point(2019, 20.0))
    said = intervals_alt(drawn, "completions, Alderton", demo=True)
    assert said.startswith("Demonstration data: invented. Line chart")
    assert "first 30.0 (26.0 to 34.0), 2017" in said
    assert "highest 50.0 (46.0 to 54.0), 2018" in said
    assert "lowest 20.0 (16.0 to 24.0), 2019" in said
    assert "only 40.0" in intervals_alt(picture(point(2018)), "x")


def test_one_period_has_room_about_it() -> None:
    axis = intervals_figure(picture(point(2018)))["layout"]["xaxis"]
    first, last = (date.fromisoformat(each) for each in axis["range"])
    assert (last - first).days > 700


def test_without_a_figure_there_is_nothing_to_draw() -> None:
    with pytest.raises(ValueError, match="at least one figure"):
        intervals_figure(picture(point(2018, None, absent="hidden")))
