"""What the pages say, row by row, from answers typed in by hand."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime
from urllib.parse import parse_qsl

import numpy as np

from cdp_metrics.answers.data import DataReport, Family, File, Month, RefusedRow
from cdp_metrics.answers.overview import Overview
from cdp_metrics.answers.trend import Residents, Trend
from cdp_metrics.charts.trend.figure import Gap, trend_figure
from cdp_metrics.filters import Filters
from cdp_metrics.ui.tables import Move
from cdp_metrics.ui.views import (
    MapView,
    TrendView,
    data_view,
    map_view,
    overview_view,
    trend_view,
)
from cdp_metrics.ui.views.harm.card import lsoa_card
from cdp_metrics.ui.views.harm.view import COLUMNS
from cdp_metrics.warehouse.publish import Build
from tests.literals import JAN_2020, NONE, asb_map, lsoa, trend

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


# The map

HIGH = lsoa("E01000003", name="Alderton 002B", map_class=2, index=200.0, reports=80.0)
LOW = lsoa(
    "E01000002", name="Alderton 001E", map_class=0, index=40.0, certainty=0.6,
    rate=10.0,
)  # fmt: skip
VISITOR = lsoa(
    "E01000004", name="Alderton 001B", map_class=2, index=900.0, visitor=True,
    ward="Birch", ward_code="E05000002",
)  # fmt: skip
STUDENT = lsoa("E01000001", student=True, certainty=0.995)
FOUND = asb_map(STUDENT, LOW, HIGH, VISITOR)


def map_page(
    found: object = FOUND, ward: str = "", most: int = 20, *, demo: bool = False
) -> MapView:
    """Return the map page on 2 March 2026."""
    return map_view(
        found,  # type: ignore[arg-type]
        "Alderton",
        ward,
        most,
        today=date(2026, 3, 2),
        demo=demo,
    )


def test_the_map_draws_one_mark_an_area_in_code_order() -> None:
    said = map_page()
    assert said.classes == "102v"
    assert said.uncertain == "0100"
    assert len(said.values) == 4
    assert said.values[2] == "28.0 per 1,000; 80 reports"
    assert said.values[3] == "30 reports; visitor area, not rated"


def test_the_map_counts_only_what_is_surely_high() -> None:
    said = map_page()
    assert said.headline == "1 area clearly has over 1.5 times the average"
    assert said.subtitle.endswith(
        "3 LSOAs rated; 1 visitor area not rated, with 18% of the reports"
    )
    two = map_page(asb_map(HIGH, HIGH, LOW))
    assert two.headline == "2 areas clearly have over 1.5 times the average"
    assert two.subtitle.endswith("3 LSOAs rated")
    visitors = map_page(asb_map(VISITOR, VISITOR))
    assert visitors.subtitle.endswith(
        "0 LSOAs rated; 2 visitor areas not rated, with 100% of the reports"
    )
    none = map_page(asb_map(LOW, STUDENT))
    assert none.headline == "No area is clearly over 1.5 times the average rate"


def test_the_table_lists_the_highest_first_and_says_which_are_not_rated() -> None:
    said = map_page()
    assert [cell[0] for cell in said.rows] == [
        "Alderton 001B", "Alderton 002B", "Alderton 001A", "Alderton 001E",
    ]  # fmt: skip
    assert {len(cell) for cell in said.rows} == {len(COLUMNS)}
    assert [cell[-1] for cell in said.rows] == [
        "Not rated: visitor area",
        "High, 95% sure",
        "Middle, over 99% sure; student area",
        "Low, 60% sure",
    ]


def test_a_short_table_says_that_it_is_one_and_the_download_is_whole() -> None:
    said = map_page(most=2)
    assert len(said.rows) == 2
    assert said.caption == "The 2 highest of 4 areas of Alderton"
    assert [each["code"] for each in figures(said.csv())] == [
        "E01000004", "E01000003", "E01000001", "E01000002",
    ]  # fmt: skip


def test_a_ward_cuts_the_table_and_neither_the_map_nor_the_download() -> None:
    said = map_page(ward="E05000002")
    assert [cell[0] for cell in said.rows] == ["Alderton 001B"]
    assert said.caption == "The only area of Birch ward"
    assert len(said.classes) == len(said.names) == 4
    assert said.csv() == map_page().csv()
    assert ["Area", "Alderton"] in cells(said.csv())
    assert len(figures(said.csv())) == 4
    short = map_page(ward="E05000001", most=2)
    assert short.caption == "The 2 highest of 3 areas of Ash ward"
    assert map_page().caption == "All 4 areas of Alderton, highest first"


def test_certainty_is_never_rounded_up_over_the_line() -> None:
    close = map_page(asb_map(lsoa(map_class=2, index=200.0, certainty=0.7996)))
    assert close.rows[0][-1] == "High, 79% sure"
    assert close.uncertain == "1"


def test_a_visitor_area_is_listed_without_a_score() -> None:
    row = dict(zip(COLUMNS, map_page(ward="E05000002").rows[0], strict=True))
    assert row == {
        "Area": "Alderton 001B",
        "Ward": "Birch",
        "Reports": "30",
        "Per 1,000 residents, smoothed": "Not rated",
        "As counted": "30.0",
        "Index": "Not rated",
        "90% range": "Not rated",
        "Rank, 90% range": "Not rated",
        "Class, how sure": "Not rated: visitor area",
    }
    line = figures(map_page().csv())[0]
    assert line["visitor"] == "True"
    assert [line[name] for name in ("reports", "raw_rate", "per_km2")] == [
        "30.0", "30.0", "55.0",
    ]  # fmt: skip
    assert {line[name] for name in ("rate", "index", "rank_lower", "certainty")} == {""}


FLAT = [
    lsoa(
        f"E0100000{at}",
        index=100.0,
        index_lower=None,
        index_upper=None,
        rank_lower=1,
        rank_upper=3,
        certainty=None,
        student=at == 3,
    )
    for at in (1, 2, 3)
]


def test_where_areas_do_not_differ_the_map_says_so_and_claims_nothing() -> None:
    found = asb_map(*FLAT)
    said = map_page(found)
    assert said.headline == "No detectable variation between areas"
    assert said.headline in said.label
    assert (said.classes, said.uncertain) == ("111", "000")
    assert [row[-3:] for row in said.rows] == [
        ("not shown", "1 to 3", "No detectable variation"),
        ("not shown", "1 to 3", "No detectable variation"),
        ("not shown", "1 to 3", "No detectable variation; student area"),
    ]
    assert {row["certainty"] for row in figures(said.csv())} == {""}
    card = lsoa_card(FLAT[2], found, ASB)
    assert "Sure of its class" not in dict(card.facts)
    assert card.text.startswith("**No detectable variation** between areas")
    assert "**Student area.**" in card.text


def test_the_map_says_what_it_is_not() -> None:
    said = map_page()
    spoken = " ".join([said.notes, *said.source])
    for part in (
        "our own design, not another body’s index",
        "One police category: it shows reports per resident, not type or severity.",
        "Area figures: nothing about any person or group.",
        "Weights: one category.",
        "Ethnicity is not used.",
    ):
        assert part in spoken
    assert "Visitor area: residents are a poor base" in dict(said.legend.items)["v"]
    assert "Rank, 90% range" in COLUMNS


def test_areas_are_found_by_name_in_order() -> None:
    assert list(map_page().names.values()) == [
        "Alderton 001A, Ash",
        "Alderton 001B, Birch",
        "Alderton 001E, Ash",
        "Alderton 002B, Ash",
    ]
    assert map_page(asb_map(lsoa(ward=""))).names == {"E01000001": "Alderton 001A"}


def test_the_download_of_the_map_holds_what_the_table_shows() -> None:
    said = map_page(demo=True)
    assert cells(said.csv())[0] == ["Demonstration data: invented"]
    assert ["Period", "Year to Dec 2025"] in cells(said.csv())
    first = figures(said.csv())[1]
    assert (first["reports"], first["index"], first["visitor"]) == (
        "80.0", "200.0", "False",
    )  # fmt: skip
    unknown = figures(map_page(asb_map(lsoa(per_km2=None))).csv())[0]
    assert unknown["per_km2"] == ""


def test_the_map_is_said_in_words_with_its_period_and_mark() -> None:
    said = map_page(demo=True)
    assert said.label.startswith("Demonstration data: invented. Map. 1 area clearly")
    assert said.context == (
        "**Year to Dec 2025** · 8 weeks old · Census 2021 residents"
    )
    assert "year to Dec 2025" in said.source[0]
    assert {kind for kind, _ in said.legend.items} == set("012hvs")
    assert dict(said.legend.items)["1"] == "18.8 to 37.5"  # 0.75 and 1.5 times 25


ASB = trend([float(n) for n in range(1, 73)])  # to December 2025


def test_a_card_leads_with_the_plain_multiple() -> None:
    card = lsoa_card(HIGH, FOUND, ASB)
    facts = dict(card.facts)
    assert (card.big, card.big_label) == (
        "2.0 times",
        "the average rate of reports per resident",
    )
    assert facts["Reports in the 12 months"] == "80"
    assert facts["Sure of its class"] == "95%"
    assert facts["Reports per km²"] == "55"
    assert facts["Rank of 4, likely range"] == "2 to 5"
    assert list(card.trend) == [float(n) for n in range(61, 73)]
    assert card.trend_words == ("Jan 2025: 61", "Reports a month", "Dec 2025: 72")
    assert card.link is not None
    page, _, query = card.link[1].partition("?")
    filters = Filters.from_query(dict(parse_qsl(query)))
    assert page == "trends"
    assert (filters.measure, filters.area) == ("asb_incidents", "E05000001")
    assert card.text == ""


def test_a_card_of_a_visitor_area_is_not_rated() -> None:
    card = lsoa_card(VISITOR, FOUND, ASB)
    assert card.text.startswith("**Visitor area.**")
    assert (card.big, card.big_label) == (
        "55", "reports per km²; residents are a poor base here",
    )  # fmt: skip
    facts = dict(card.facts)
    assert facts["Per 1,000 residents, as counted"] == "30.0"
    told = " ".join(facts).lower()
    for kept_back in ("index", "rank", "sure", "smoothed"):
        assert kept_back not in told
    unmapped = lsoa_card(lsoa(visitor=True, per_km2=None), FOUND, ASB)
    assert (unmapped.big, unmapped.big_label) == (
        "30", "reports; residents are a poor base here",
    )  # fmt: skip


def test_a_card_of_a_student_area_says_so() -> None:
    assert lsoa_card(STUDENT, FOUND, ASB).text.startswith("**Student")


def test_a_card_leaves_out_what_is_not_known() -> None:
    bare = lsoa(ward="", ward_code="", per_km2=None, rank_lower=1, rank_upper=1)
    card = lsoa_card(bare, FOUND, ASB)
    assert "Reports per km²" not in dict(card.facts)
    assert dict(card.facts)["Rank of 4, likely range"] == "1 to 1"
    assert card.link is None
    assert card.place == "E01000001"


def test_the_line_of_a_card_breaks_at_a_missing_month() -> None:
    card = lsoa_card(HIGH, FOUND, trend([1.0] * 70 + [NONE, 2.0]))
    assert list(card.trend)[-3:] == [1.0, None, 2.0]


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


def test_a_long_line_of_a_file_is_cut() -> None:
    rows = (RefusedRow("a.csv", 2, "why", False, "7," * 500),)
    said = data_view(report(refused_rows=rows), [BUILD], "testshire", TODAY)
    assert said.refused[0][4] == "7," * 79 + "7…"


def test_earlier_builds_are_marked_as_kept() -> None:
    older = Build("old", "cdp-old.duckdb", "2026-01-01T00:00:00+00:00")
    said = data_view(report(), [BUILD, older], "testshire", TODAY)
    assert [cell[2] for cell in said.builds] == ["Current", "Kept"]
