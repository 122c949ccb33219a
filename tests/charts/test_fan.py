from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from math import nan
from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest

from cdp_metrics.charts.fan.figure import fan_figure
from cdp_metrics.charts.fan.picture import FanPicture, fan_alt
from cdp_metrics.charts.parts.series import Band, Gap, Series
from cdp_metrics.charts.theme import Mode, Size
from cdp_metrics.periods import month_range
from cdp_metrics.stats import Fan

UNIT = "Reports in 12 months"
NONE = np.array([], np.float64)


def months(first: tuple[int, int], last: tuple[int, int]) -> list[date]:
    return list(month_range(date(*first, 1), date(*last, 1)))


def texts(figure: dict[str, Any]) -> str:
    return "\n".join(note["text"] for note in figure["layout"]["annotations"])


def traces(figure: dict[str, Any], name: str) -> list[dict[str, Any]]:
    return [trace for trace in figure["data"] if trace.get("name") == name]


def spreading(count: int) -> Fan:
    middle = np.linspace(8980, 8500, count)
    wide = np.linspace(50, 500, count)
    return Fan(
        middle - 2 * wide, middle - wide, middle, middle + wide, middle + 2 * wide
    )


def usual() -> FanPicture:
    """Totals of 2022 to 2025 that fall to 9,000, and fifteen months ahead."""
    span, ahead = months((2022, 1), (2025, 12)), months((2026, 1), (2027, 3))
    path = Series("Target path", [span[24], ahead[-1]], [9500.0, 8400.0], UNIT)
    return FanPicture(
        Series("ASB", span, list(np.linspace(9940, 9000, 48)), UNIT),
        ahead,
        spreading(15),
        path,
        (ahead[-1], 8400.0),
        date(2026, 2, 14),
        bands=[Band(date(2022, 3, 1), date(2022, 9, 1), "COVID restrictions")],
    )


def torn() -> FanPicture:
    """The same with a year and a quarter missing."""
    picture = usual()
    values = list(picture.observed.values)
    values[18:33] = [nan] * 15
    gap = Gap(date(2023, 7, 1), date(2023, 9, 1), "not received")
    observed = Series("ASB", picture.observed.months, values, UNIT)
    return replace(picture, observed=observed, gaps=[gap])


def cut_short() -> FanPicture:
    """The latest total is missing, so that the first twelve ahead are too."""
    picture = usual()
    values = [*picture.observed.values[:-1], nan]
    fan = spreading(15)
    for level in (fan.lower_95, fan.lower_80, fan.median, fan.upper_80, fan.upper_95):
        level[:11] = nan
    observed = Series("ASB", picture.observed.months, values, UNIT)
    return replace(picture, observed=observed, fan=fan)


def no_forecast() -> FanPicture:
    return replace(
        usual(), ahead=[], fan=Fan(NONE, NONE, NONE, NONE, NONE), target=None
    )


def no_total() -> FanPicture:
    span = months((2025, 6), (2025, 12))
    return FanPicture(
        Series("ASB", span, [nan] * 7, UNIT), [], Fan(NONE, NONE, NONE, NONE, NONE)
    )


def of_quarters() -> FanPicture:
    span = months((2022, 3), (2025, 12))[::3]
    values = [*np.linspace(100, 115, 15), nan]
    values[7] = nan
    return FanPicture(
        Series("Homicides", span, values, "Homicides in 12 months", step=3),
        [],
        Fan(NONE, NONE, NONE, NONE, NONE),
    )


def only_ahead() -> FanPicture:
    return replace(usual(), observed=Series("ASB", [], [], UNIT))


CASES = [usual, torn, cut_short, no_forecast, no_total, of_quarters, only_ahead]


@pytest.mark.parametrize("size", ["s", "m", "present", "present_large"])
@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("case", CASES)
def test_plotly_accepts_the_figure(case: Any, mode: Mode, size: Size) -> None:
    figure = fan_figure(case(), mode=mode, size=size)
    json.dumps(figure, allow_nan=False)
    drawn = go.Figure(figure)
    assert (drawn.layout.height is None) == size.startswith("present")


def test_the_fan_opens_from_the_latest_total_to_its_ranges() -> None:
    figure = fan_figure(usual())
    wide, narrow = [trace for trace in figure["data"] if trace.get("fill") == "toself"]
    for trace, low, high in ((wide, 7500, 9500), (narrow, 8000, 9000)):
        assert len(trace["x"]) == 32  # there and back: 1 counted and 15 ahead
        assert (trace["x"][0], trace["y"][0]) == ("2025-12-31", 9000)
        assert (trace["x"][-1], trace["y"][-1]) == ("2025-12-31", 9000)
        assert (trace["y"][15], trace["y"][16]) == (high, low)
    (median,) = traces(figure, "Forecast")
    assert median["y"][-1] == 8500
    assert median["line"]["dash"] == "dot"
    (path,) = traces(figure, "Target path")
    assert path["line"]["dash"] == "dash"


def test_every_line_is_named_where_it_ends() -> None:
    said = texts(fan_figure(usual()))
    assert (
        "Forecast <b>8,500</b><br>year to Mar 27<br>80% range 8,000 to 9,000"
        "<br>95% range 7,500 to 9,500" in said
    )
    assert "Target <b>8,400</b><br>year to Mar 27" in said
    assert "<b>9,000</b> year to Dec 25" in said
    assert "80% of simulated paths" in said
    narrow = texts(fan_figure(usual(), size="s")).replace("<br>", " ")
    assert "Forecast <b>8,500</b> Mar 27" in narrow
    assert "80% range 8,000 to 9,000, 95% range 7,500 to 9,500." in narrow


def test_today_is_marked_if_it_is_on_the_axis() -> None:
    def lines(picture: FanPicture) -> list[str]:
        shapes = fan_figure(picture)["layout"]["shapes"]
        return [shape["x0"] for shape in shapes if shape["type"] == "line"]

    assert lines(usual()) == ["2026-02-14"]
    assert "Today" in texts(fan_figure(usual()))
    later = replace(usual(), today=date(2027, 4, 1))
    assert lines(later) == []
    assert "Today" not in texts(fan_figure(later))


def test_months_to_come_are_not_missing() -> None:
    assert [
        trace for trace in fan_figure(usual())["data"] if trace["type"] == "bar"
    ] == []


def test_a_hole_is_hatched_and_said_and_bridged_by_nothing() -> None:
    figure = fan_figure(torn())
    (bar,) = [trace for trace in figure["data"] if trace["type"] == "bar"]
    assert bar["x"] == ["2023-07-01"]
    (counted,) = traces(figure, "Counted")
    assert counted["connectgaps"] is False
    assert counted["y"].count(None) == 15
    flat = texts(figure).replace("<br>", " ")
    assert "Jul to Sep 2023: not received" in flat
    assert "No figure: Jul to Sep 2023: not received." in texts(
        fan_figure(torn(), size="s")
    )


def test_a_fan_without_its_latest_total_hangs_free() -> None:
    figure = fan_figure(cut_short())
    wide, _ = [trace for trace in figure["data"] if trace.get("fill") == "toself"]
    assert wide["x"][0] == "2026-12-31"
    assert len(wide["x"]) == 8
    assert "<b>9,020</b> year to Nov 25" in texts(figure)


def test_a_fan_of_nothing_counted_stands_alone() -> None:
    figure = fan_figure(only_ahead())
    assert traces(figure, "Counted") == []
    assert "</b> year to" not in texts(figure).replace("<b>8,500</b><br>", "")
    assert len(traces(figure, "Forecast")[0]["x"]) == 15


def test_without_a_forecast_nothing_is_said_of_one() -> None:
    figure = fan_figure(no_forecast())
    assert [trace for trace in figure["data"] if trace.get("fill")] == []
    assert "Forecast" not in texts(figure)
    assert "simulated" not in texts(figure)
    assert "Target path" in texts(figure)


def test_no_total_at_all_is_one_hatch() -> None:
    figure = fan_figure(no_total())
    assert "fewer than 12 months held" in texts(figure).replace("<br>", " ")
    assert figure["layout"]["yaxis"]["tickvals"] == ()


def test_quarters_between_totals_are_not_holes() -> None:
    figure = fan_figure(of_quarters())
    (bar,) = [trace for trace in figure["data"] if trace["type"] == "bar"]
    # Only the two quarters without a total.
    assert [day[:7] for day in bar["x"]] == ["2023-10", "2025-10"]
    (counted,) = traces(figure, "Counted")
    assert len(counted["y"]) == 16
    assert counted["y"].count(None) == 2


def test_a_rising_line_is_named_above_its_end() -> None:
    def side(picture: FanPicture) -> str:
        notes = fan_figure(picture)["layout"]["annotations"]
        (label,) = [n for n in notes if "</b> year to" in n["text"]]
        return str(label["yanchor"])

    assert side(usual()) == "top"
    assert side(of_quarters()) == "bottom"


def test_the_latest_total_is_named_clear_of_the_line() -> None:
    # Low for months, then up again: words at the last point would lie on the line.
    picture = usual()
    values = [*picture.observed.values[:-12], *[8200.0] * 10, 8300.0, 9000.0]
    observed = Series("ASB", picture.observed.months, values, UNIT)
    figure = fan_figure(replace(picture, observed=observed))
    notes = figure["layout"]["annotations"]
    (label,) = [n for n in notes if "</b> year to" in n["text"]]
    beside = values[-12:]
    below = label["yanchor"] == "top" and label["y"] <= min(beside)
    above = label["yanchor"] == "bottom" and label["y"] >= max(beside)
    assert below or above
    assert "bgcolor" not in label


def test_the_axis_says_where_it_starts() -> None:
    low = fan_figure(usual())["layout"]["yaxis"]["range"][0]
    assert low > 0
    assert f"<b>{UNIT}</b> (axis starts at {low:,.0f})" in texts(fan_figure(usual()))


def test_no_month_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one month"):
        fan_figure(
            FanPicture(Series("a", [], [], UNIT), [], Fan(NONE, NONE, NONE, NONE, NONE))
        )


def test_alt_text() -> None:
    assert fan_alt(torn(), "ASB reports", "Nottingham", demo=True) == (
        "Demonstration data: invented. Line chart with a forecast of ASB reports, "
        "Nottingham. Reports in 12 months. Counted: 9,940 (year to Jan 2022) to 9,000 "
        "(year to Dec 2025). Forecast for the year to March 2027: 8,500, 80% range "
        "8,000 to 9,000, 95% range 7,500 to 9,500. Target 8,400 for the year to March "
        "2027. No figure: Jul to Sep 2023: not received."
    )
    assert fan_alt(no_total(), "a", "b") == (
        "Line chart with a forecast of a, b. Reports in 12 months. No total is "
        "complete. No forecast."
    )
