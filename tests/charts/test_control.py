from __future__ import annotations

import json
from datetime import date
from math import nan
from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest

from cdp_metrics.charts.control.figure import control_figure
from cdp_metrics.charts.control.picture import ControlPicture, control_alt
from cdp_metrics.charts.parts.series import Band, Gap
from cdp_metrics.charts.theme import Mode, Size, palette, token
from cdp_metrics.periods import add_months, month_range
from cdp_metrics.stats import RULES, Baseline, control_chart

COVID = Band(date(2022, 3, 1), date(2022, 5, 1), "COVID restrictions")
UNIT = "Reports a month"


def months(count: int) -> list[date]:
    first = date(2022, 1, 1)
    return list(month_range(first, add_months(first, count - 1)))


def texts(figure: dict[str, Any]) -> str:
    return "\n".join(note["text"] for note in figure["layout"]["annotations"])


def points(figure: dict[str, Any]) -> dict[str, Any]:
    return next(t for t in figure["data"] if t.get("name") == UNIT)


def calm(count: int = 24) -> list[float]:
    """Return an up and down about 60, whose limits no point is near."""
    return [[58.0, 62.0, 59.0, 61.0][at % 4] for at in range(count)]


def all_rules() -> ControlPicture:
    """Limits are of the first 24 months: mean 60, about 53 to 67."""
    values = [*calm(), 90.0]  # rule 1
    values += [58, 62, 57.9, 58.1, 58.5, 59, 59.5, 60.5, 61, 59, 62]  # 7 rising
    values += [65.5, 61, 65.5, 58, 61, 59]  # 2 of 3 near the upper limit
    values += [61, 62, 61, 61.5, 61, 62, 61.2]  # 7 above the mean
    chart = control_chart(values, baselines=[Baseline(0, (0, 24))])
    return ControlPicture(chart, months(len(values)), UNIT)


def rebased() -> ControlPicture:
    values = calm(30)
    values[20:] = [value + 300 for value in values[20:]]
    values[10] = nan
    chart = control_chart(
        values,
        unusual=[COVID.first <= month <= COVID.last for month in months(30)],
        baselines=[Baseline(), Baseline(20, reason="new <system>")],
    )
    gap = Gap(date(2022, 11, 1), date(2022, 11, 1), "not received")
    return ControlPicture(
        chart, months(30), UNIT, target=50.0, unusual=[COVID], gaps=[gap]
    )


def quarters() -> ControlPicture:
    chart = control_chart([3, 2, 5, 1, 0, 4, nan, 2, 6, 3, 12])
    first = date(2023, 1, 1)
    return ControlPicture(
        chart, [add_months(first, 3 * n) for n in range(11)], "Homicides", length=3
    )


def nothing() -> ControlPicture:
    return ControlPicture(control_chart([nan] * 3), months(3), UNIT)


def noughts() -> ControlPicture:
    return ControlPicture(control_chart([0.0] * 14), months(14), UNIT)


def corrected() -> ControlPicture:
    return ControlPicture(
        control_chart([40.0, -3, 44, 41], counts=False), months(4), UNIT
    )


@pytest.mark.parametrize("size", ["s", "m", "present", "present_large"])
@pytest.mark.parametrize(
    "case", [all_rules, rebased, quarters, nothing, noughts, corrected]
)
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_plotly_accepts_the_figure(case: Any, mode: Mode, size: Size) -> None:
    figure = control_figure(case(), mode=mode, size=size)
    json.dumps(figure, allow_nan=False)
    drawn = go.Figure(figure)
    assert (drawn.layout.height is None) == size.startswith("present")


def test_each_rule_has_its_own_shape_colour_and_words() -> None:
    picture = all_rules()
    assert picture.rules == [1, 2, 3, 4]
    figure = control_figure(picture)
    marker = points(figure)["marker"]
    rules = [int(rule) for rule in picture.chart.marks.rule]
    shapes = {rule: set() for rule in range(5)}  # type: dict[int, set[str]]
    for rule, shape in zip(rules, marker["symbol"], strict=True):
        shapes[rule].add(shape)
    assert shapes == {
        0: {"circle"},
        1: {"diamond"},
        2: {"triangle-up"},
        3: {"cross"},
        4: {"square"},
    }
    accent, special = palette("series", "light")[:2]
    assert marker["color"] == [special if rule else accent for rule in rules]
    for rule, words in RULES.items():
        assert words.capitalize() in texts(figure)
        assert words in points(figure)["hovertext"][rules.index(rule)]


def test_a_fall_points_down() -> None:
    values = [*calm(), 62, 61.5, 61, 60.5, 60.2, 59, 58.5]
    chart = control_chart(values, baselines=[Baseline(0, (0, 24))])
    figure = control_figure(ControlPicture(chart, months(31), UNIT))
    assert points(figure)["marker"]["symbol"][-1] == "triangle-down"


def test_only_marks_that_occur_are_in_the_key() -> None:
    figure = control_figure(ControlPicture(control_chart(calm()), months(24), UNIT))
    said = texts(figure)
    assert "Near limits" in said
    assert not any(words.capitalize() in said for words in RULES.values())
    assert "Not judged" not in said


def test_limits_start_anew_at_a_letter_with_its_reason() -> None:
    figure = control_figure(rebased())
    assert "<b>A</b>" in texts(figure)
    said = texts(figure).replace("\n", " ")
    assert (
        "A: From Sep 2023: limits start anew (new &lt;system&gt;); "
        "trial limits, learnt from only 10 months." in said
    )
    assert "Trial limits" in said
    (line,) = [s for s in figure["layout"]["shapes"] if s.get("type") == "line"]
    assert line["x0"] == line["x1"] == "2023-09-01"
    lines = [t for t in figure["data"] if t.get("mode") == "lines"]
    firm = [t["line"]["dash"] for t in lines if t["line"]["width"] != 2.5]
    # The limits around what is common, two near limits, mean; then those of the trial.
    assert firm == ["solid", "dot", "dot", "solid", "dash", "dot", "dot", "dash"]
    assert ["fill" in t for t in lines[:5]] == [True, False, False, False, True]
    assert [t["x"][0] for t in lines[:5:4]] == ["2022-01-01", "2023-09-01"]
    assert lines[1]["x"][-1] == "2023-09-01"


def test_limits_follow_the_season() -> None:
    season = np.tile(np.r_[np.full(6, 0.8), np.full(6, 1.2)], 2)
    chart = control_chart(np.array(calm()) * season, expected=season)
    picture = ControlPicture(chart, months(24), UNIT, target=50)
    figure = control_figure(picture)
    (common,) = [t for t in figure["data"] if t.get("fill")]
    upper = common["y"][: len(common["y"]) // 2]
    assert upper[1:-1] == pytest.approx(list(chart.limits.upper))
    assert upper[7] == pytest.approx(1.5 * upper[1])
    assert "Limits follow the season; the target is for an average period." in texts(
        figure
    ).replace("<br>", " ")


def test_unusual_months_are_shaded_named_and_hollow() -> None:
    figure = control_figure(rebased())
    marker = points(figure)["marker"]
    page = token("bg", "light")
    hollow = [at for at, colour in enumerate(marker["color"]) if colour == page]
    assert hollow == [2, 3, 4]
    assert "not judged" in points(figure)["hovertext"][2]
    assert "COVID<br>restrictions" in texts(figure)
    assert "Not judged" in texts(figure)
    (band,) = [s for s in figure["layout"]["shapes"] if s.get("type") == "rect"]
    assert (band["x0"], band["x1"]) == ("2022-03-01", "2022-06-01")


def test_a_missing_month_is_hatched_and_never_nought() -> None:
    figure = control_figure(rebased())
    line = points(figure)
    assert line["connectgaps"] is False
    assert line["y"][10] is None
    assert 0 not in line["y"]
    (bar,) = [t for t in figure["data"] if t["type"] == "bar"]
    assert bar["x"] == ["2022-11-01"]
    assert "No figure: Nov 2022: not received." in texts(figure)


def test_a_quarter_is_hatched_whole_and_named() -> None:
    figure = control_figure(quarters())
    (bar,) = [t for t in figure["data"] if t["type"] == "bar"]
    assert bar["x"] == ["2024-07-01"]
    assert bar["width"] == [92 * 86_400_000]
    assert "<b>12</b> Jul to Sep 25" in texts(figure)
    line = next(t for t in figure["data"] if t.get("name") == "Homicides")
    assert line["hovertext"][0].startswith("Jan to Mar 2023: <b>3</b>")
    assert line["x"][0] == "2023-02-15"


def test_the_levels_are_named_at_the_right() -> None:
    wide, narrow = (texts(control_figure(rebased(), size=size)) for size in ("m", "s"))
    assert "Upper limit 3" in wide
    assert "Target 50" in wide
    assert "Upper 3" in narrow
    assert "Upper limit" not in narrow


def test_the_axis_says_where_it_starts() -> None:
    chart = control_chart([value + 300 for value in calm()])
    figure = control_figure(ControlPicture(chart, months(24), UNIT))
    low = figure["layout"]["yaxis"]["range"][0]
    assert low > 0
    assert f"<b>{UNIT}</b> (axis starts at {low:.0f})" in texts(figure)


def test_a_figure_below_nought_lies_on_the_axis() -> None:
    figure = control_figure(corrected())
    low, high = figure["layout"]["yaxis"]["range"]
    chart = corrected().chart
    assert low <= float(chart.limits.lower[0])
    assert high >= float(chart.limits.upper[0])


def test_without_limits_it_says_why() -> None:
    assert "no limits, as nothing was counted (14 months)" in texts(
        control_figure(noughts())
    )
    assert "no limits, too little to learn them from (0 months)" in texts(
        control_figure(nothing())
    )
    assert "Upper limit" not in texts(control_figure(noughts()))


def test_one_value_a_period() -> None:
    with pytest.raises(ValueError, match="one value a period"):
        control_figure(ControlPicture(control_chart(calm()), months(23), UNIT))
    with pytest.raises(ValueError, match="one value a period"):
        control_figure(ControlPicture(control_chart([]), [], UNIT))


def test_alt_text() -> None:
    assert control_alt(rebased(), "ASB reports", "Nottingham", demo=True) == (
        "Demonstration data: invented. Control chart of ASB reports, Nottingham, "
        "January 2022 to June 2024. Reports a month. Latest 362 (Jun 2024). At the "
        "latest period the mean is 360 and the limits 352 to 368. Target 50. No point "
        "is more than common variation. A: From Sep 2023: limits start anew "
        "(new <system>); trial limits, learnt from only 10 months. Not judged: COVID "
        "restrictions. No figure: Nov 2022: not received."
    )
    assert control_alt(nothing(), "ASB reports", "Nottingham") == (
        "Control chart of ASB reports, Nottingham, January 2022 to March 2022. "
        "Reports a month. No figure. From Jan 2022: no limits, too little to learn "
        "them from (0 months)."
    )
    said = control_alt(all_rules(), "ASB reports", "Nottingham")
    assert "Outside the limits: Jan 2024." in said
    assert "2 of 3 near the same limit: Jan 2025, Feb 2025, Mar 2025." in said
    empty = ControlPicture(control_chart([]), [], UNIT)
    assert control_alt(empty, "a", "b") == "Control chart of a, b: no figure."


def test_alt_text_counts_a_long_run() -> None:
    values = [*calm(), *[61.0, 62, 61.5, 62, 61, 62, 61, 62, 61, 62]]
    chart = control_chart(values, baselines=[Baseline(0, (0, 24))])
    said = control_alt(ControlPicture(chart, months(34), UNIT), "a", "b")
    assert "7 in a row on one side of the mean: 11 points, the latest Apr 2024" in said
