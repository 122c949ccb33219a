from __future__ import annotations

from datetime import date
from itertools import pairwise
from math import nan
from typing import Any

import plotly.graph_objects as go
import pytest

from cdp_metrics.charts.theme import palette
from cdp_metrics.charts.trend.figure import Band, Gap, Series, alt_text, trend_figure
from cdp_metrics.periods import month_range

TOTAL, MONTH = "Reports in 12 months", "Reports a month"


def months(first: tuple[int, int], last: tuple[int, int]) -> list[date]:
    return list(month_range(date(*first, 1), date(*last, 1)))


def traces(figure: dict[str, Any], kind: str, axis: str) -> list[dict[str, Any]]:
    return [t for t in figure["data"] if t["type"] == kind and t["yaxis"] == axis]


def texts(figure: dict[str, Any]) -> list[str]:
    return [note["text"] for note in figure["layout"]["annotations"]]


def eight_years() -> tuple[Series, Series, Gap]:
    """Eight years of 800 a month, July to September 2023 missing."""
    span = months((2018, 1), (2025, 12))
    gap = Gap(date(2023, 7, 1), date(2023, 9, 1), "not received")
    held = [not gap.first <= month <= gap.last for month in span]
    monthly = [800.0 if here else nan for here in held]
    rolling = [
        9600.0 if place >= 11 and all(held[place - 11 : place + 1]) else nan
        for place in range(len(span))
    ]
    return Series("ASB", span, rolling, TOTAL), Series("ASB", span, monthly, MONTH), gap


def torn() -> tuple[Series, Series, Gap]:
    """Eleven months of 2014, nothing for ten years, all of 2025."""
    span = [*months((2014, 1), (2014, 11)), *months((2025, 1), (2025, 12))]
    monthly = Series("ASB", span, [1000.0] * 11 + [700.0] * 12, MONTH)
    rolling = Series("ASB", [date(2025, 12, 1)], [8400.0], TOTAL)
    return rolling, monthly, Gap(date(2014, 12, 1), date(2024, 12, 1), "not loaded")


@pytest.mark.parametrize("size", ["s", "m", "present", "present_large"])
@pytest.mark.parametrize("case", [eight_years, torn])
def test_plotly_accepts_the_figure(case: Any, size: Any) -> None:
    rolling, monthly, gap = case()
    figure = trend_figure(
        [rolling],
        [monthly],
        gaps=[gap],
        bands=[Band(date(2020, 3, 1), date(2021, 7, 1), "COVID restrictions")],
        target=Series("Target path", rolling.months, rolling.values, TOTAL),
        size=size,
        mode="dark",
    )
    drawn = go.Figure(figure)
    assert (drawn.layout.height is None) == size.startswith("present")


def test_a_missing_month_breaks_the_line_and_is_never_nought() -> None:
    rolling, monthly, gap = eight_years()
    figure = trend_figure([rolling], [monthly], gaps=[gap])
    (line,) = traces(figure, "scatter", "y2")
    assert line["connectgaps"] is False
    by_day = dict(zip(line["x"], line["y"], strict=True))
    assert by_day["2023-06-15"] == 800
    assert [by_day[f"2023-{m:02}-15"] for m in (7, 8, 9)] == [None] * 3
    assert 0 not in line["y"]


def test_the_hatch_is_wider_in_the_rolling_panel() -> None:
    rolling, monthly, gap = eight_years()
    figure = trend_figure([rolling], [monthly], gaps=[gap])
    (above,) = traces(figure, "bar", "y")
    (below,) = traces(figure, "bar", "y2")
    day = 86_400_000
    assert below["x"] == ["2023-07-01"]
    assert below["width"] == [92 * day]  # July to September
    # From the end of June 2023 to the end of September 2024, the next total.
    assert above["x"] == ["2023-07-01"]
    assert above["width"] == [(date(2024, 10, 1) - date(2023, 7, 1)).days * day]


def test_the_first_eleven_months_are_not_called_missing() -> None:
    rolling, monthly, _ = eight_years()
    whole = Series("ASB", monthly.months, [800.0] * 96, MONTH)
    totals = [nan] * 11 + [9600.0] * 85
    figure = trend_figure([Series("ASB", rolling.months, totals, TOTAL)], [whole])
    assert [t for t in figure["data"] if t["type"] == "bar"] == []
    assert traces(figure, "scatter", "y")[0]["x"][0] == "2018-12-31"


def test_ten_years_without_data_are_plain_and_unbridged() -> None:
    rolling, monthly, gap = torn()
    figure = trend_figure([rolling], [monthly], gaps=[gap])
    (line,) = traces(figure, "scatter", "y2")
    assert len(line["y"]) == 144
    assert line["y"].count(None) == 121
    (below,) = traces(figure, "bar", "y2")
    assert below["x"] == ["2014-12-01"]
    assert "<b>No figure</b><br>Dec 2014 to Dec 2024: not loaded" in texts(figure)
    # One total only: a point, as no line could show it, on an axis from nought.
    (total,) = traces(figure, "scatter", "y")
    assert total["y"] == [8400]
    assert total["marker"]["size"] == [9]
    assert figure["layout"]["yaxis"]["range"][0] == 0
    (above,) = traces(figure, "bar", "y")
    assert above["x"] == ["2014-01-01"]


def test_too_short_for_any_total_says_so_in_the_panel() -> None:
    span = months((2025, 2), (2025, 12))
    figure = trend_figure(
        [Series("ASB", span, [nan] * 11, TOTAL)],
        [Series("ASB", span, [700.0] * 11, MONTH)],
        no_total="11 of 12 months held",
    )
    assert "<b>No 12-month total</b><br>11 of 12 months held" in texts(figure)
    assert figure["layout"]["yaxis"]["tickvals"] == ()
    assert f"<b>{TOTAL}</b>" in texts(figure)


def test_reasons_that_do_not_fit_are_said_below() -> None:
    rolling, monthly, gap = eight_years()
    narrow = trend_figure([rolling], [monthly], gaps=[gap], size="s")
    wide = trend_figure([rolling], [monthly], gaps=[gap])
    said = "No figure: Jul to Sep 2023: not received"
    assert said in texts(narrow)
    assert said not in texts(wide)
    assert any("not<br>received" in t or "not received" in t for t in texts(wide))


def test_a_cut_axis_says_where_it_starts_and_months_start_at_nought() -> None:
    rolling, monthly, gap = eight_years()
    figure = trend_figure([rolling], [monthly], gaps=[gap])
    start = figure["layout"]["yaxis"]["range"][0]
    assert start > 0
    assert f"<b>{TOTAL}</b> (axis starts at {start:,.0f})" in texts(figure)
    assert figure["layout"]["yaxis2"]["range"][0] == 0


def test_the_line_is_named_at_its_end() -> None:
    rolling, monthly, gap = eight_years()
    wide = texts(trend_figure([rolling], [monthly], gaps=[gap]))
    assert "<b>9,600</b><br>year to Dec 25" in wide
    assert "<b>800</b> Dec 25" in wide
    narrow = texts(trend_figure([rolling], [monthly], gaps=[gap], size="s"))
    assert "<b>9,600</b><br>year to<br>Dec 25" in narrow


def test_bands_inside_a_hole_are_left_out() -> None:
    band = Band(date(2020, 3, 1), date(2021, 7, 1), "COVID restrictions")
    rolling, monthly, gap = eight_years()
    seen = trend_figure([rolling], [monthly], gaps=[gap], bands=[band])
    assert len(seen["layout"]["shapes"]) == 2
    assert seen["layout"]["shapes"][0]["x1"] == "2021-08-01"
    rolling, monthly, gap = torn()
    unseen = trend_figure([rolling], [monthly], gaps=[gap], bands=[band])
    assert unseen["layout"]["shapes"] == []


def four(size: Any) -> dict[str, Any]:
    span = months((2023, 1), (2025, 12))
    names = ("Bulwell", "Hyson Green & Arboretum", "Sherwood", "Clifton East")
    rolling = [Series(n, span, [40.1] * 36, "Reports per 1,000", 1) for n in names]
    monthly = [Series(n, span, [3.1] * 36, "per 1,000 a month", 1) for n in names]
    return trend_figure(rolling, monthly, size=size)


@pytest.mark.parametrize("size", ["s", "m"])
def test_four_lines_differ_in_colour_and_stroke_and_labels_keep_apart(
    size: Any,
) -> None:
    figure = four(size)
    lines = traces(figure, "scatter", "y")
    assert [one["line"]["color"] for one in lines] == list(palette("series", "light"))[
        :4
    ]
    assert len({one["line"]["dash"] for one in lines}) == 4
    labels = [
        note
        for note in figure["layout"]["annotations"]
        if note.get("showarrow") and note["yref"] == "y"
    ]
    assert len(labels) == 4
    line_height = 1.3 * (14 if size == "s" else 16)
    spans = sorted(
        (note["ay"], (note["text"].count("<br>") + 1) * line_height) for note in labels
    )
    for (y0, h0), (y1, h1) in pairwise(spans):
        assert y1 - y0 >= (h0 + h1) / 2 - 1
    assert any("&amp;" in note["text"] for note in labels)


def test_no_line_and_five_lines_are_refused() -> None:
    one = Series("a", [date(2025, 1, 1)], [1.0], MONTH)
    with pytest.raises(ValueError, match="1 to 4"):
        trend_figure([], [])
    with pytest.raises(ValueError, match="1 to 4"):
        trend_figure([], [one] * 5)
    with pytest.raises(ValueError, match="at least one month"):
        trend_figure([], [Series("a", [], [], MONTH)])


def test_names_from_outside_are_escaped() -> None:
    one = Series("<script>x</script>", [date(2025, 1, 1)], [1.0], "<b>u")
    figure = trend_figure([one], [one])
    assert "<script" not in str(figure)
    assert "<b>u" not in str(figure).replace("<b>&lt;b&gt;u", "")


def test_alt_text_says_span_values_and_gaps() -> None:
    rolling, monthly, gap = torn()
    assert alt_text("ASB reports", "Nottingham", [rolling, monthly], [gap]) == (
        "Line chart of ASB reports, Nottingham, January 2014 to December 2025. "
        "Reports in 12 months: only 8,400 (Dec 2025). "
        "Reports a month: first 1,000 (Jan 2014), last 700 (Dec 2025), "
        "highest 1,000 (Jan 2014), lowest 700 (Jan 2025). "
        "No figure: Dec 2014 to Dec 2024: not loaded."
    )


def test_alt_text_names_several_series_and_invented_data() -> None:
    span = [date(2025, 1, 1)]
    both = [Series("Bulwell", span, [3.1], "a", 1), Series("Castle", span, [nan], "a")]
    assert alt_text("x", "y", both, demo=True) == (
        "Demonstration data: invented. Line chart of x, y, January 2025 to January "
        "2025. Bulwell, a: only 3.1 (Jan 2025). Castle, a: no figure."
    )
    assert alt_text("x", "y", []) == "Line chart of x, y."


def test_a_long_heading_takes_two_lines_on_a_phone() -> None:
    figure = four("s")
    start = figure["layout"]["yaxis"]["range"][0]
    assert f"<b>Reports per 1,000</b> (axis starts at {start:.1f})" in texts(figure)
    span = months((2023, 1), (2025, 12))
    unit = "Reports per 1,000 residents in 12 months"
    long = trend_figure([Series("ASB", span, [40.1] * 36, unit, 1)], [], size="s")
    assert f"<b>{unit}</b><br>(axis starts at {start:.1f})" in texts(long)
    assert long["layout"]["margin"]["t"] > figure["layout"]["margin"]["t"]
