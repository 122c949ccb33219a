from __future__ import annotations

import json
from datetime import date
from math import nan
from typing import Any, Literal

import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdp_metrics.charts.parts.series import Gap, Series
from cdp_metrics.charts.season.figure import cumulative_figure, season_figure
from cdp_metrics.charts.season.picture import (
    SeasonPicture,
    cumulative_alt,
    season_alt,
    span,
)
from cdp_metrics.charts.season.years import Year, cut_into_years, typical_year
from cdp_metrics.charts.theme import Mode, Size
from cdp_metrics.periods import add_months, month_range

UNIT = "Reports a month"


def series(first: date, values: list[float]) -> Series:
    last = add_months(first, len(values) - 1)
    return Series("ASB", list(month_range(first, last)), values, UNIT)


def steady(
    last: tuple[int, int] = (2025, 8), starts: Literal[1, 4] = 1
) -> SeasonPicture:
    """January 2020 on: 100 a month and 10 more each year, 2023 without May."""
    months = list(month_range(date(2020, 1, 1), date(*last, 1)))
    values = [100.0 + 10 * (month.year - 2020) for month in months]
    values[months.index(date(2023, 5, 1))] = nan
    gap = Gap(date(2023, 5, 1), date(2023, 5, 1), "not received")
    return SeasonPicture(Series("ASB", months, values, UNIT), starts, gaps=[gap])


def short() -> SeasonPicture:
    return SeasonPicture(series(date(2025, 2, 1), [3.0, 0.0, nan, 5.0]))


def whole() -> SeasonPicture:
    return steady((2025, 12))


def texts(figure: dict[str, Any]) -> str:
    return "\n".join(note["text"] for note in figure["layout"]["annotations"])


def named(figure: dict[str, Any], name: str) -> dict[str, Any]:
    (trace,) = [trace for trace in figure["data"] if trace.get("name") == name]
    return trace


@pytest.mark.parametrize("size", ["s", "m", "present", "present_large"])
@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("draw", [season_figure, cumulative_figure])
@pytest.mark.parametrize("case", [steady, whole, short])
def test_plotly_accepts_the_figure(
    case: Any, draw: Any, mode: Mode, size: Size
) -> None:
    figure = draw(case(), mode=mode, size=size)
    json.dumps(figure, allow_nan=False)
    drawn = go.Figure(figure)
    assert (drawn.layout.height is None) == size.startswith("present")


def test_years_start_in_january_or_in_april() -> None:
    months = series(date(2024, 2, 1), [float(at) for at in range(15)])
    calendar, financial = cut_into_years(months), cut_into_years(months, 4)
    assert [year.name for year in calendar] == ["2024", "2025"]
    assert calendar[0].values[:3] == (None, 0, 1)
    assert [year.name for year in financial] == ["2023/24", "2024/25", "2025/26"]
    assert financial[0].values == (*[None] * 10, 0, 1)
    assert financial[2].values == (14, *[None] * 11)
    assert financial[1].whole
    assert cut_into_years(series(date(1999, 4, 1), [1.0]), 4)[0].name == "1999/00"


def test_a_running_total_ends_before_the_first_month_missing() -> None:
    year = Year(date(2023, 1, 1), (1.0, 0.0, 2.0, None, *[5.0] * 8))
    assert year.running() == [1, 1, 3]
    assert not year.whole
    assert Year(date(2023, 1, 1), (None, *[5.0] * 11)).running() == []


def test_a_typical_year_is_the_median_of_three_years_or_more() -> None:
    years = cut_into_years(
        series(date(2020, 1, 1), [*[1.0] * 12, *[4.0] * 12, *[9.0] * 11])
    )
    typical = typical_year(years)
    assert typical[:11] == [4.0] * 11
    assert typical[11] is None
    odd = {date(2021, 3, 1)}
    assert typical_year(years, odd)[2] is None


@given(st.lists(st.integers(0, 500) | st.none(), min_size=1, max_size=70))
def test_no_figure_is_lost_or_invented_by_cutting(values: list[int | None]) -> None:
    given_values = [nan if value is None else float(value) for value in values]
    years = cut_into_years(series(date(2019, 6, 1), given_values), 4)
    kept = [value for year in years for value in year.values if value is not None]
    assert kept == [value for value in values if value is not None]
    for year in years:
        running = year.running()
        assert running == sorted(running)


def test_this_year_is_strong_others_faint_and_the_typical_dashed() -> None:
    figure = season_figure(steady())
    strong, typical, faint = (
        named(figure, n) for n in ("2025", "Typical year", "2021")
    )
    assert strong["line"]["width"] > typical["line"]["width"] > faint["line"]["width"]
    assert typical["line"]["dash"] == "dash"
    # The median of 100, 110, 120, 130 and 140; of four of them in May.
    assert typical["y"][0] == 120
    assert typical["y"][4] == 115
    assert figure["data"][-1] is strong
    assert len(figure["data"]) == 7


def test_a_month_missing_breaks_its_year() -> None:
    line = named(season_figure(steady()), "2023")
    assert line["y"][4] is None
    assert line["connectgaps"] is False
    assert 0 not in line["y"]
    said = texts(season_figure(steady()))
    assert "No figure: May 2023: not received." in said


def test_a_month_between_two_gaps_gets_a_point() -> None:
    line = named(season_figure(short()), "2025")
    assert line["marker"]["size"][4] > 0
    assert line["marker"]["size"][1] == 0


def test_years_are_said_and_this_year_is_named_at_its_end() -> None:
    figure = season_figure(steady())
    said = texts(figure)
    assert "<b>2025</b> 150 in Aug" in said
    assert "Typical year" in said
    assert "2020 to 2024" in said
    assert "Calendar years, January to December." in said
    assert "Typical year: the median of the years before." in said
    financial = texts(season_figure(steady(starts=4)))
    assert "Financial years, April to March." in financial
    assert "<b>2025/26</b> 150 in Aug" in financial
    ended = texts(season_figure(whole()))
    assert "<b>2025</b> 150 in Dec" in ended


def test_too_few_years_have_no_typical_one() -> None:
    figure = season_figure(short())
    assert "Too few years for a typical one." in texts(figure)
    assert "Typical year" not in texts(figure)


def test_what_is_left_out_of_the_typical_year_is_said() -> None:
    picture = steady()
    odd = set(month_range(date(2020, 1, 1), date(2022, 12, 1)))
    odd_picture = SeasonPicture(
        picture.series, 1, odd, "COVID restrictions", picture.gaps
    )
    assert odd_picture.typical == [None] * 12
    few = SeasonPicture(
        picture.series, 1, set(list(odd)[:1]), "COVID restrictions", picture.gaps
    )
    assert "the median of the years before, without COVID restrictions." in texts(
        season_figure(few)
    )


def test_a_cut_axis_says_where_it_starts_and_added_up_it_starts_at_nought() -> None:
    figure = season_figure(steady())
    low = figure["layout"]["yaxis"]["range"][0]
    assert low > 0
    assert f"(axis starts at {low:.0f})" in texts(figure)
    assert cumulative_figure(steady())["layout"]["yaxis"]["range"][0] == 0


def test_added_up_this_year_last_year_and_the_range_before() -> None:
    figure = cumulative_figure(steady())
    this, last = named(figure, "2025"), named(figure, "2024")
    assert this["y"] == [150.0 * n for n in range(9)]
    assert last["y"][-1] == 12 * 140
    assert last["line"]["dash"] == "dash"
    (band,) = [trace for trace in figure["data"] if trace.get("fill") == "toself"]
    # 2023 is not whole, so the range is of 2020 to 2022.
    assert band["y"][12] == 12 * 120
    assert band["y"][13] == 12 * 100
    said = texts(figure)
    assert "Range of 2020 to 2022" in said
    assert "<b>2025</b> 1,200 to Aug" in said
    assert "<b>2024</b> 1,680 to Dec" in said
    assert "no total" not in said


def test_after_a_gap_nothing_is_added_up() -> None:
    """Last year without May: its line ends in April, and that is said."""
    picture = steady((2024, 8))
    figure = cumulative_figure(picture)
    assert named(figure, "2023")["y"] == [130.0 * n for n in range(5)]
    said = texts(figure)
    assert "<b>2023</b> 520 to Apr" in said
    assert "2023: no total from May 2023, a month is missing." in said
    # The year that is not over yet is not missing its months to come.
    assert "2024: no total" not in said


def test_a_year_without_its_first_month_has_no_total() -> None:
    figure = cumulative_figure(short())
    assert named(figure, "2025")["y"] == [0.0]
    assert "2025: no total from Jan 2025, a month is missing." in texts(figure)


def test_a_phone_ticks_every_third_month() -> None:
    wide, narrow = (season_figure(steady(starts=4), size=s) for s in ("m", "s"))
    assert wide["layout"]["xaxis"]["ticktext"][:2] == ["Apr", "May"]
    assert narrow["layout"]["xaxis"]["ticktext"] == ["Apr", "Jul", "Oct", "Jan"]
    assert narrow["layout"]["xaxis"]["tickvals"] == [0, 3, 6, 9]


@pytest.mark.parametrize("draw", [season_figure, cumulative_figure])
def test_no_figure_at_all_is_refused(draw: Any) -> None:
    with pytest.raises(ValueError, match="at least one figure"):
        draw(SeasonPicture(series(date(2025, 1, 1), [nan])))


def test_years_in_words() -> None:
    years = cut_into_years(series(date(2018, 1, 1), [1.0] * 60))
    assert span(years) == "2018 to 2022"
    assert span([years[0], years[2], years[4]]) == "2018, 2020, 2022"
    assert span(years[:2]) == "2018, 2019"
    assert span(years[:1]) == "2018"


def test_alt_texts() -> None:
    picture = steady((2025, 2))
    assert season_alt(picture, "ASB reports", "Nottingham", demo=True) == (
        "Demonstration data: invented. Line chart of ASB reports by month of the year, "
        "Nottingham. Reports a month. Calendar years, January to December. In a "
        "typical year Dec is highest (120) and May is lowest (115). 2025: Jan 150 "
        "(typical 120), Feb 150 (typical 120). No figure: May 2023: not received."
    )
    assert cumulative_alt(picture, "ASB reports", "Nottingham") == (
        "Line chart of ASB reports since the start of the year, Nottingham. Calendar "
        "years, January to December. 2025 to Feb: 300. 2024 to Feb: 280. 2020 to 2022 "
        "to Feb: 200 to 240. No figure: May 2023: not received."
    )
    assert "Too few years for a typical one. 2025: Feb 3, Mar 0, May 5." in season_alt(
        short(), "a", "b"
    )
    none = SeasonPicture(series(date(2025, 1, 1), [nan]))
    for say in (season_alt, cumulative_alt):
        assert say(none, "a", "b").endswith("No figure.")
    assert cumulative_alt(short(), "a", "b") == (
        "Line chart of a since the start of the year, b. Calendar years, January to "
        "December. 2025: no total from Jan 2025, a month is missing."
    )
