"""What the pages say, row by row, from answers typed in by hand."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime

import numpy as np

from cdp_metrics.answers.about.data import (
    DataReport,
    Family,
    File,
    Month,
    RefusedReason,
    RefusedRow,
)
from cdp_metrics.answers.figures.trend import Residents, Trend
from cdp_metrics.answers.meeting.overview import Overview
from cdp_metrics.charts.trend.figure import Gap, trend_figure
from cdp_metrics.ui.tables import Move
from cdp_metrics.ui.views import (
    TrendView,
    data_view,
    overview_view,
    trend_view,
)
from cdp_metrics.warehouse.publish import Build
from tests.literals import JAN_2020, NONE, trend

TODAY = date(2022, 2, 9)
CENSUS = Residents(date(2021, 3, 21), "Census 2021", 4000.0)
TWO_YEARS = [10.0] * 12 + [8.0] * 12


def view(
    found: Trend,
    first: date = JAN_2020,
    last: date = date(2029, 12, 1),
    show: str = "count",
    *,
    demo: bool = False,
) -> TrendView:
    """Return the Trends page of Ash ward on 9 February 2022."""
    return trend_view(found, "Ash ward", first, last, show, today=TODAY, demo=demo)


def cells(download: bytes) -> list[list[str]]:
    """Return a CSV's rows; it must be marked as UTF-8."""
    assert download.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(download.decode("utf-8-sig"), newline="")))


def figures(download: bytes) -> list[dict[str, str]]:
    """Return the figures of a CSV, below the rows that say what they are."""
    rows = cells(download)
    at = rows.index([])
    return [dict(zip(rows[at + 1], row, strict=True)) for row in rows[at + 2 :]]


# Trends


def test_trends_say_the_change_of_a_year_in_every_form() -> None:
    said = view(trend([100.0] * 12 + [80.0] * 12, residents=(CENSUS,)))
    assert said.headline == "Burglary fell 20% in a year, to 960"
    assert said.subtitle == "Burglary, Ash ward, January 2020 to December 2021"
    assert said.context == "Data to **December 2021** · 5 weeks old"
    assert said.years == (
        (
            "Year to Dec 2021",
            "960",
            said.years[0][2],
            "4,000 (Census 2021)",
            "−240",
            "−20.0%",
            "All 12",
        ),
        (
            "Year to Dec 2020",
            "1,200",
            said.years[1][2],
            "4,000 (Census 2021)",
            "–",
            "–",
            "All 12",
        ),
    )
    assert {len(row) for row in said.years} == {len(said.columns)}
    # Byar's limits of 960 on 4,000 residents, Breslow and Day (1987), equation 2.13
    assert said.years[0][2] == "240.0 (225.1 to 255.7)"
    assert said.source[0].endswith(", January 2020 to December 2021.")
    assert "4,000 residents (Census 2021)" in said.source[2]


def test_months_are_listed_newest_first_with_why_one_is_not_held() -> None:
    said = view(trend([3.0, NONE, 0.0]))
    assert said.months == (
        ("Mar 2020", "0", "not shown", "Complete"),
        ("Feb 2020", "not shown", "not shown", "Missing: no file received"),
        ("Jan 2020", "3", "not shown", "Complete"),
    )


def test_nought_is_a_figure() -> None:
    said = view(trend([0.0] * 24, residents=(CENSUS,)))
    assert said.headline == "No clear change in burglary in a year: 0"
    assert said.years[0] == (
        "Year to Dec 2021",
        "0",
        "0.0 (0.0 to 0.9)",
        "4,000 (Census 2021)",
        "0",
        "too few",
        "All 12",
    )
    assert [row["count"] for row in figures(said.csv())] == ["0"] * 24


def test_the_headline_is_about_the_span_shown_and_names_its_year() -> None:
    found = trend([*[100.0] * 12, *[80.0] * 12, *[80.0] * 11, NONE])
    year = view(found, date(2021, 1, 1), date(2021, 12, 1))
    assert year.subtitle.endswith("January 2021 to December 2021")
    assert year.headline == "Burglary fell 20% in the year to Dec 2021, to 960"
    assert view(found, last=date(2022, 3, 1)).headline == (
        "Burglary fell 16% in the year to Mar 2022, to 960"
    )
    assert view(found, last=date(2020, 12, 1)).headline == (
        "Burglary: 1,200 in the 12 months to Dec 2020, no year before to compare"
    )
    assert view(found, last=date(2020, 11, 1)).headline == (
        "Burglary: no 12-month total to Nov 2020, 11 of 12 months held"
    )
    # A span that ends with the latest month needs no name for its year.
    assert view(found).headline == (
        "No 12-month total yet for burglary: 11 of 12 months held"
    )
    assert view(found, date(2022, 6, 1)).headline == view(found).headline


MID_2020 = Residents(date(2020, 6, 30), "mid-2020 estimate, before Census 2021", 5000.0)


def test_each_rate_prints_the_residents_it_stands_on() -> None:
    said = view(trend([10.0] * 36, residents=(MID_2020, CENSUS)))
    at = said.columns.index("Residents, basis")
    assert [row[at] for row in said.years] == [
        "4,000 (Census 2021)",
        "4,000 (Census 2021)",
        "5,000 (mid-2020 estimate)",
    ]


def test_a_step_between_estimates_is_not_called_a_change_in_crime() -> None:
    found = trend([10.0] * 36, residents=(MID_2020, CENSUS))
    said = " ".join(view(found).source)
    assert "Latest rate on 4,000 residents (Census 2021)." in said
    assert "Rates to Feb 2021 use estimates issued before Census 2021" in said
    assert "a step there is not a change in crime" in said
    # January to May 2020 end before the earliest estimate is dated.
    assert "Rates to May 2020 use the earliest estimate there is, of June 2020." in said
    later = " ".join(view(found, date(2022, 1, 1)).source)
    assert "issued before" not in later
    assert "earliest" not in later
    before = " ".join(view(found, date(2020, 6, 1), date(2020, 12, 1)).source)
    assert "Latest rate on 5,000 residents (mid-2020 estimate" in before
    assert "The estimates of residents were issued before Census 2021." in before
    assert "step" not in before
    assert "earliest" not in before


def test_a_first_year_says_that_there_is_none_before() -> None:
    said = view(trend([10.0] * 12))
    assert said.headline == "Burglary: 120 in 12 months, no year before to compare"


def test_eleven_months_make_no_total() -> None:
    said = view(trend([10.0] * 11))
    assert said.headline == ("No 12-month total yet for burglary: 11 of 12 months held")
    assert said.years == (
        ("Year to Nov 2020", "not shown", "–", "–", "–", "–", "11 of 12 months"),
    )
    figure = trend_figure(said.rolling, said.monthly, no_total=said.no_total)
    assert "12 months" in said.no_total
    assert any(
        said.no_total in note["text"].replace("<br>", " ")
        for note in figure["layout"]["annotations"]
    )


def test_percentages_of_few_are_not_given() -> None:
    said = view(trend([2.0] * 12 + [1.0] * 12))
    assert said.years[0][4:6] == ("−12", "too few")
    # From 30 in the year before there is a percentage.
    assert view(trend([2.5] * 12 + [2.0] * 12)).years[0][5] == "−20.0%"
    assert view(trend([2.4] * 12 + [2.0] * 12)).years[0][5] == "too few"


def test_without_residents_no_rate_is_shown_and_the_page_says_why() -> None:
    said = view(trend(TWO_YEARS), show="rate")
    assert np.isnan(said.rolling[0].values).all()
    assert said.years[0][2] == "–"
    assert said.source[2].startswith("No estimate of residents is loaded")
    assert [gap.reason for gap in said.gaps] == ["no estimate of residents"]
    assert view(trend(TWO_YEARS)).gaps == ()
    assert {row["per_1000_residents"] for row in figures(said.csv())} == {""}


def test_rates_replace_counts_in_the_chart_and_not_in_the_table() -> None:
    found = trend(TWO_YEARS, residents=(CENSUS,))
    counts, rates = view(found), view(found, show="rate")
    assert counts.monthly[0].values[-1] == 8.0
    assert rates.monthly[0].values[-1] == 2.0
    assert rates.rolling[0].values[-1] == 24.0
    assert rates.subtitle == (
        f"{counts.subtitle}: 24.0 per 1,000 residents in the year to Dec 2021"
    )
    assert rates.monthly[0].unit == "Crimes per 1,000 residents a month"
    assert rates.years == counts.years
    assert rates.csv() == counts.csv()


GAP = [*[5.0] * 14, *[NONE] * 26, *[5.0] * 12]  # Mar 2021 to Apr 2023 is missing


def test_a_gap_is_named_and_no_line_or_total_crosses_it() -> None:
    said = view(trend(GAP))
    missing = (date(2021, 3, 1), date(2023, 4, 1))
    assert said.gaps == (Gap(*missing, "no file received"),)
    for series in (*said.monthly, *said.rolling):
        inside = [m for m in series.known() if missing[0] <= m <= missing[1]]
        assert inside == []
    assert list(said.rolling[0].known()) == [
        date(2020, 12, 1),
        date(2021, 1, 1),
        date(2021, 2, 1),
        date(2024, 4, 1),
    ]
    assert said.headline == "Burglary: 60 in 12 months, no year before to compare"
    assert "No figure: Mar 2021 to Apr 2023: no file received." in said.alt


def test_years_in_a_row_without_a_month_share_a_row() -> None:
    said = view(trend([*[5.0] * 12, *[NONE] * 36, *[5.0] * 12]))
    assert {len(row) for row in said.years} == {len(said.columns)}
    assert [(row[0], row[1], row[6]) for row in said.years] == [
        ("Year to Dec 2024", "60", "All 12"),
        ("Years to Dec 2021 to Dec 2023", "not shown", "None held"),
        ("Year to Dec 2020", "60", "All 12"),
    ]


def test_a_year_without_a_month_keeps_its_row_when_it_is_alone() -> None:
    said = view(trend([*[5.0] * 12, *[NONE] * 12, *[5.0] * 12]))
    assert said.years[1][0] == "Year to Dec 2021"
    assert said.years[1][1:] == ("not shown", "–", "–", "–", "–", "0 of 12 months")


def test_a_partial_month_is_a_gap_with_its_own_reason() -> None:
    found = trend(
        [*[5.0] * 12, NONE],
        reasons={12: ("partial", "2 rows refused")},
    )
    said = view(found)
    assert said.gaps == (Gap(date(2021, 1, 1), date(2021, 1, 1), "2 rows refused"),)
    assert said.months[0][3] == "Partial: 2 rows refused"
    assert said.context.startswith("Data to **January 2021**")
    assert figures(said.csv())[-1] == {
        "month": "2021-01",
        "count": "",
        "count_12_months": "",
        "per_1000_residents": "",
        "per_1000_residents_12_months": "",
        "per_km2": "",
        "per_km2_12_months": "",
        "residents_basis": "",
        "status": "partial",
        "reason": "2 rows refused",
    }


def test_a_span_cuts_chart_table_gaps_and_download_alike() -> None:
    said = view(trend(GAP), date(2023, 1, 1), date(2023, 6, 1))
    months = said.monthly[0].months
    assert (months[0], months[-1]) == (date(2023, 1, 1), date(2023, 6, 1))
    assert said.gaps[0].first == date(2023, 1, 1)
    assert [row[0] for row in said.months] == [
        "Jun 2023", "May 2023", "Apr 2023", "Mar 2023", "Feb 2023", "Jan 2023",
    ]  # fmt: skip
    assert [row["month"] for row in figures(said.csv())] == [
        f"2023-{month:02}" for month in range(1, 7)
    ]
    assert said.subtitle.endswith("January 2023 to June 2023")


def test_a_gap_outside_the_span_is_not_named() -> None:
    assert view(trend(GAP), last=date(2021, 2, 1)).gaps == ()


def test_the_download_is_what_is_drawn() -> None:
    said = view(trend(GAP, residents=(CENSUS,)))
    drawn = dict(zip(said.monthly[0].months, said.monthly[0].values, strict=True))
    totals = dict(zip(said.rolling[0].months, said.rolling[0].values, strict=True))
    rows = figures(said.csv())
    assert len(rows) == len(drawn) == len(GAP)
    for row in rows:
        month = date.fromisoformat(f"{row['month']}-01")
        for text, value in (
            (row["count"], drawn[month]),
            (row["count_12_months"], totals[month]),
        ):
            assert np.isnan(value) if text == "" else float(text) == value


def test_invented_figures_say_so_first() -> None:
    said = view(trend(TWO_YEARS), demo=True)
    assert said.alt.startswith("Demonstration data: invented.")
    assert cells(said.csv())[0] == ["Demonstration data: invented"]
    assert "invented for demonstration" in said.source[0]
    real = view(trend(TWO_YEARS))
    assert "nvented" not in real.alt + real.csv().decode() + real.source[0]


def test_nothing_held_at_all_is_said() -> None:
    said = view(trend([NONE, NONE]))
    assert said.context == "No month held"
    assert said.headline == "No 12-month total yet for burglary: 0 of 12 months held"


# Overview


def row(found: Trend, *, today: date = TODAY) -> tuple[Move, str, str]:
    """Return how a row of the Overview moves, its words and its latest figure."""
    shown = overview_view(Overview((found,)), "Ash", today, demo=False).rows[0]
    return shown.change, shown.words, shown.latest


def test_the_overview_says_what_is_beyond_chance() -> None:
    move, words, latest = row(trend([100.0] * 12 + [80.0] * 12))
    assert move == Move("down", "Down 20.0%", ("−240", "beyond chance"))
    assert words == "240 fewer crimes than in the year before."
    assert latest == "960"


def test_the_overview_calls_a_change_within_chance_level() -> None:
    move, words, _ = row(trend([10.0] * 12 + [10.0] * 11 + [11.0]))
    assert move == Move("level", "Level", ("+1", "within chance"))
    assert words == (
        "1 more crime than in the year before, which chance alone could give."
    )


def test_the_overview_calls_a_change_under_one_percent_level() -> None:
    move, _, _ = row(trend([1e6] * 12 + [1.005e6] * 12))
    assert move.lines == ("+60,000", "under 1%")


def test_the_overview_says_that_nothing_changed() -> None:
    assert row(trend([5.0] * 24))[1] == "The same as in the year before."


def test_the_overview_shows_no_percentage_of_few() -> None:
    move, _, _ = row(trend([2.0] * 12 + [20.0] * 12))
    assert move == Move("up", "Up", ("+216", "beyond chance"))


def test_the_overview_says_that_there_is_no_year_before() -> None:
    move, words, latest = row(trend([10.0] * 12))
    assert move == Move("none", "No year before")
    assert "not complete, so no change is shown" in words
    assert latest == "120"


def test_the_overview_says_that_the_latest_year_is_not_complete() -> None:
    move, words, latest = row(trend([10.0] * 23 + [NONE]))
    assert move == Move("none", "No 12-month total")
    assert latest == "not shown"
    assert words == "A part of the latest year is missing."


def test_the_overview_leads_with_its_first_two_measures_and_its_period() -> None:
    down, level = trend([100.0] * 12 + [80.0] * 12), trend([5.0] * 24)
    shown = overview_view(Overview((down, level, down)), "Ash", TODAY, demo=True)
    assert shown.sentence == (
        "Burglary fell 20% in a year, to 960. "
        "No clear change in burglary in a year: 60."
    )
    assert shown.context == "**Ash** · Data to **December 2021** · 5 weeks old"
    assert [each.supporting for each in shown.rows] == [False, False, True]
    mixed = overview_view(
        Overview((down, QUARTERS, level, down)), "Ash", TODAY, demo=True
    )
    assert [each.supporting for each in mixed.rows] == [False, False, True, True]
    assert shown.rows[0].go == "trends?measure=burglary&area=E05000001"
    assert shown.rows[0].age == "5 weeks old"
    assert "invented for demonstration, year to Dec 2021" in shown.source[1]


def test_an_overview_without_data_says_so() -> None:
    shown = overview_view(Overview(()), "Ash", TODAY, demo=False)
    assert (shown.sentence, shown.rows) == ("No measure has data yet.", ())


QUARTERS = trend([NONE, *[1000.0] * 4], indicator="force_recorded_crime", step=3)


def test_a_quarterly_row_ends_with_its_quarter() -> None:
    shown = overview_view(Overview((QUARTERS,)), "Ash", TODAY, demo=False)
    only = shown.rows[0]
    assert (only.period, only.latest) == ("Year to Mar 2021", "4,000")
    assert list(only.trend) == [None, None, None, None, 4000.0]
    assert only.go == "trends?measure=force_recorded_crime&area=E05000001"
    assert shown.sentence == "No measure has data yet."
    assert not only.supporting


# Data

MOMENT = datetime(2026, 2, 11, 9, 30, tzinfo=UTC)
BUILD = Build("abc123", "cdp-abc123.duckdb", "2026-02-11T09:05:00+00:00")


def report(**changes: object) -> DataReport:
    """Return a report of one file, two months held and nothing refused."""
    family = Family("Street", "Home Office", "OGL", "monthly", "", 1, 2000, MOMENT)
    absent = Family("Census", "ONS", "OGL", "every ten years", "", 0, 0, None)
    values: dict[str, object] = {
        "families": (family, absent),
        "files": (File("a.zip", "police_street", "accepted", 2000, 0, "", ""),),
        "months": (
            Month(JAN_2020, "complete", ""),
            Month(date(2020, 2, 1), "complete", ""),
        ),
        "reasons": (),
        "refused_rows": (),
        "refused": 0,
        "kept": 0,
        "facts": (("Street-level rows", "2,000 counted"),),
    }
    return DataReport(**(values | changes))  # type: ignore[arg-type]


def test_the_data_page_says_what_is_held() -> None:
    said = data_view(report(), [BUILD], "testshire", TODAY)
    assert said.headline == "2 months of street files held, none missing"
    assert said.context == ("Build **abc123**, published 11 February 2026, 09.05 UTC")
    assert said.families[0][3:6] == ("1", "2,000", "11 February 2026")
    assert said.families[1][3:6] == ("Not received yet", "–", "–")
    assert said.builds == (("abc123", "11 February 2026, 09.05 UTC", "Current"),)
    assert said.refused_note == "0 rows refused and 0 rows kept without a value."


def test_the_data_page_counts_gaps_and_partial_months() -> None:
    months = tuple(
        Month(date(2020, at, 1), status, "")
        for at, status in enumerate(("complete", "missing", "partial", "complete"), 1)
    )
    said = data_view(report(months=months), [BUILD], "testshire", TODAY)
    assert said.headline == (
        "2 months of street files held, 1 missing between, 1 partial"
    )
    assert [month.status for month in said.calendar] == [m.status for m in months]


def test_the_data_page_lists_refused_files_and_rows() -> None:
    said = data_view(
        report(
            files=(File("b.csv", "", "unknown", None, None, "Why.", "Do this."),),
            reasons=(RefusedReason("a.csv", "bad month: write 2025-01", 3, 7, 1200),),
            refused_rows=(
                RefusedRow("a.csv", 1200, "bad month", False, "x,y"),
                RefusedRow("a.csv", None, "no place", True, ""),
            ),
            refused=3,
            kept=1,
        ),
        [BUILD],
        "testshire",
        TODAY,
    )
    assert "1 file refused or not recognised" in said.subtitle
    assert said.problems[0][:2] == ("b.csv", "Unknown")
    assert "Why." in " ".join(said.problems[0])
    assert "Do this." in " ".join(said.problems[0])
    assert said.refused == (
        ("a.csv", "1,200", "Row refused", "bad month", "x,y"),
        ("a.csv", "–", "Row kept", "no place", ""),
    )
    assert said.refused_note == (
        "3 rows refused and 1 row kept without a value; the first 2 are listed."
    )
    assert said.reasons == (
        (
            "a.csv",
            "Lines 7 to 1,200 (3 rows)",
            "bad month. What to do: write 2025-01.",
        ),
    )
    assert said.csv is not None and b"Row refused" in said.csv()


def test_a_long_line_of_a_file_is_cut() -> None:
    rows = (RefusedRow("a.csv", 2, "why", False, "7," * 500),)
    said = data_view(report(refused_rows=rows), [BUILD], "testshire", TODAY)
    assert said.refused[0][4] == "7," * 79 + "7…"


def test_earlier_builds_are_marked_as_kept() -> None:
    older = Build("old", "cdp-old.duckdb", "2026-01-01T00:00:00+00:00")
    said = data_view(report(), [BUILD, older], "testshire", TODAY)
    assert [cell[2] for cell in said.builds] == ["Current", "Kept"]
