"""Figures that are published or sent: what is read, refused, joined and answered."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from cdp_metrics.catalogue import indicators
from cdp_metrics.periods import add_months
from cdp_metrics.warehouse import sql
from cdp_metrics.warehouse.db import open_store
from tests.builders import (
    ALDERTON,
    BROOKHAM,
    Row,
    build_place,
    contents,
    loaded,
    police_zip,
    row,
)
from tests.stores import returned, store_of

HEADING = (
    "indicator,area_code,period_start,period_end,numerator,denominator,value,lower,"
    "upper,n_eff,bound,status,release_on,definition_version"
)
FINGERTIPS = (
    "Indicator ID,Indicator Name,Parent Code,Parent Name,Area Code,Area Name,Area Type,"
    "Sex,Age,Category Type,Category,Time period,Value,Lower CI 95.0 limit,"
    "Upper CI 95.0 limit,Lower CI 99.8 limit,Upper CI 99.8 limit,Count,Denominator,"
    "Value note,Recent Trend,Compared to England value or percentiles,Column not used,"
    "Time period Sortable,New data,Compared to goal,Time period range"
)
NON_OPIATE = "Successful completion of drug treatment - non-opiate users"
UNMET = "Proportion of dependent drinkers not in treatment (%) (Current method)"
SDG = "Year,Series,Units,Local Authority,Deprivation decile,GeoCode,Value"
CSP, TODAY = "E22000901", date(2025, 6, 1)


def sent(indicator: str = "hate_crime", **cells: object) -> str:
    """Return one line of a return: ten hate crimes in Alderton in January 2025.

    Of another indicator, its period that ends then.
    """
    values: dict[str, object] = dict.fromkeys(HEADING.split(","), "")
    entry = indicators().get(indicator)
    months = entry.period_months if entry else 1
    values |= {
        "indicator": indicator,
        "area_code": CSP,
        "period_start": add_months(date(2025, 1, 1), 1 - months),
        "period_end": "2025-01-31",
        "numerator": 10,
        "status": "validated",
    }
    return ",".join(str(cell) for cell in (values | cells).values())


def exported(name: str = NON_OPIATE, **cells: object) -> str:
    """Return one line of a Fingertips export: Alderton, 20 of 50 in 2018."""
    values: dict[str, object] = dict.fromkeys(FINGERTIPS.split(","), "")
    values |= {
        "Indicator ID": 90245,
        "Indicator Name": name,
        "Area Code": ALDERTON,
        "Area Name": "Alderton",
        "Sex": "Persons",
        "Age": "18+ yrs",
        "Time period": "2018",
        "Value": 40,
        "Lower CI 95.0 limit": 27.5,
        "Upper CI 95.0 limit": 53.5,
        "Count": 20,
        "Denominator": 50,
    }
    return ",".join(str(cell) for cell in (values | cells).values())


def table(heading: str, *lines: str) -> str:
    return "\n".join((heading, *lines)) + "\n"


def staged(
    folder: Path, body: str, columns: str, name: str = "file.csv"
) -> tuple[list[Row], list[Row]]:
    """Return columns of a file's staged figures, and its refused and noted lines."""
    con, received = loaded(folder, {name: body})
    assert [each.reason for each in received] == [""]
    with closing(con):
        rows = con.execute(
            f"select {columns} from stage_figure order by line, period"
        ).fetchall()
        noted = con.execute(
            "select line, reason, kept from rejected_row order by line, reason"
        ).fetchall()
    return rows, noted


def refusal(folder: Path, *lines: str) -> list[str]:
    """Return why lines of a return are refused; a fault takes its line away."""
    rows, noted = staged(folder, table(HEADING, *lines), "line")
    assert len(rows) + len({line for line, _, _ in noted}) == len(lines)
    assert not any(kept for _, _, kept in noted)
    return [reason for _, reason, _ in noted]


def test_a_return_is_typed(tmp_path: Path) -> None:
    rows, noted = staged(
        tmp_path,
        table(
            HEADING,
            sent(),
            sent(
                "perceived_asb",
                numerator="",
                value=9.2,
                lower=7.1,
                upper=11.5,
                n_eff=1350,
                status=" Provisional ",
                release_on="2025-07-01",
                definition_version=2,
                bound=">=",
            ),
        ),
        "series, area_code, period_start, period_end, numerator, denominator, value, "
        "lower, upper, n_eff, bound, status, release_on, definition_version",
    )
    january = (date(2025, 1, 1), date(2025, 1, 31))
    year = (date(2024, 2, 1), date(2025, 1, 31))
    assert rows == [
        ("hate_crime", CSP, *january, 10, *[None] * 6, "validated", None, None),
        (
            *("perceived_asb", CSP, *year, None, None, 9.2, 7.1, 11.5, 1350),
            *(">=", "provisional", date(2025, 7, 1), 2),
        ),
    ]
    assert noted == []


def test_columns_that_a_return_need_not_have(tmp_path: Path) -> None:
    needed = "indicator,area_code,period_start,period_end,numerator,denominator,value"
    rows, noted = staged(
        tmp_path,
        f"{needed},status\nhate_crime,{CSP},2025-01-01,2025-01-31,0,,,validated\n",
        "numerator, lower, release_on, definition_version",
    )
    assert rows == [(0, None, None, None)]
    assert noted == []


@pytest.mark.parametrize(
    ("indicator", "cells", "reason"),
    [
        ("", {}, "no indicator is named: write its identifier from docs/indicators.md"),
        ("tarot", {}, "unknown indicator 'tarot': write an identifier that docs/"),
        ("burglary", {}, "'burglary' is not an indicator that partners return: leave"),
        ("hate_crime", {"area_code": "Alderton"}, "not an area code such as E06000018"),
        (
            "hate_crime",
            {"period_start": "01/01/2025"},
            "period_start '01/01/2025' is not a date: write it as YYYY-MM-DD",
        ),
        ("hate_crime", {"period_end": "2025-02-30"}, "period_end '2025-02-30' is not"),
        ("hate_crime", {"period_end": ""}, "period_end '' is not a date"),
        ("hate_crime", {"period_end": "2024-12-31"}, "the period ends before it start"),
        (
            "hate_crime",
            {"period_end": "2995-01-31"},
            "the period ends after the file w",
        ),
        ("hate_crime", {"status": "final"}, "unknown status 'final': write provision"),
        ("hate_crime", {"status": ""}, "unknown status ''"),
        ("hate_crime", {"release_on": "soon"}, "release_on 'soon' is not a date"),
        ("hate_crime", {"definition_version": "v2"}, "definition_version is not a"),
        (
            "hate_crime",
            {"definition_version": "0"},
            "definition_version is not a whole",
        ),
        ("hate_crime", {"numerator": "ten"}, "numerator 'ten' is not a number: write"),
        ("hate_crime", {"numerator": "inf"}, "numerator 'inf' is not a number"),
        ("hate_crime", {"numerator": -1}, "a count is negative: write counts of 0 or"),
        ("hate_crime", {"denominator": -1}, "a count is negative"),
        ("hate_crime", {"numerator": ""}, "neither value nor numerator: write one"),
        ("hate_crime", {"numerator": "", "value": 9}, "a count without numerator: wr"),
        ("hate_crime", {"numerator": 9.5}, "a count is not a whole number: correct"),
        ("hate_crime", {"numerator": "1e300"}, "a figure is over 1,000,000,000: corr"),
        (
            "hate_crime",
            {"period_end": "2025-12-31"},
            "the period is not that of 'hate_crime': write the first day and the last "
            "day of 1 month",
        ),
        ("hate_crime", {"period_start": "2025-01-02"}, "the period is not that of 'ha"),
        ("hate_crime", {"period_end": "2025-01-30"}, "the period is not that of 'hate"),
        (
            "completions_all",
            {"period_start": "2025-01-01", "denominator": 40},
            "the period is not that of 'completions_all': write the first day and the "
            "last day of 12 months",
        ),
        ("hate_repeat_share", {"denominator": 40.5}, "a count is not a whole number"),
        (
            "hate_repeat_share",
            {"denominator": 40, "value": 0.25},
            "the value is not the numerator in per cent of the denominator: leave the",
        ),
        ("hate_crime", {"n_eff": 0}, "n_eff is not above 0"),
        (
            "hate_repeat_share",
            {"denominator": 9},
            "the numerator is greater than the denominator: correct one of them",
        ),
        ("hate_repeat_share", {}, "a proportion without value and denominator"),
        ("hate_repeat_share", {"denominator": 0, "numerator": 0}, "a proportion with"),
        ("perceived_asb", {"numerator": "", "value": 101}, "a percentage is not betw"),
        ("perceived_asb", {"numerator": "", "value": -0.1}, "a percentage is not bet"),
        ("perceived_asb", {"value": 9, "upper": 101}, "a percentage is not between"),
        ("perceived_asb", {"value": 9, "lower": 9.5}, "the value does not lie between"),
        ("perceived_asb", {"value": 9, "upper": 8.5}, "the value does not lie between"),
        ("perceived_asb", {"value": 9, "bound": "about"}, "unknown bound 'about': wri"),
        ("hate_crime", {"bound": ">="}, "a bound without a value"),
    ],
)
def test_a_row_that_cannot_be_used_is_refused_with_what_to_do(
    tmp_path: Path, indicator: str, cells: Mapping[str, object], reason: str
) -> None:
    (found,) = refusal(tmp_path, sent(indicator, **cells))
    assert found.startswith(reason)
    # what is expected, after what was found
    assert ": " in found


def test_a_share_of_nought_to_a_hundred_per_cent_is_taken(tmp_path: Path) -> None:
    edges = [
        sent("perceived_asb", area_code=ALDERTON, numerator="", value=0, lower=0),
        sent("perceived_asb", area_code=BROOKHAM, numerator="", value=100, upper=100),
        sent("hate_repeat_share", numerator=10, denominator=10),
        # a rate is no share: 12 users in every 1,000
        sent("opiate_crack_users", numerator="", value=150.5),
    ]
    assert refusal(tmp_path, *edges) == []


@pytest.mark.parametrize("cell", ["*", "**", "<5", "< 5", "[c]", "C", "suppressed"])
def test_what_is_held_back_is_neither_missing_nor_nought(
    tmp_path: Path, cell: str
) -> None:
    rows, noted = staged(
        tmp_path,
        table(
            HEADING,
            sent("hate_repeat_share", numerator=cell, denominator=40, value=10),
            sent("hate_crime", numerator=0),
        ),
        "series, status, numerator, denominator, value, lower, upper, n_eff",
    )
    assert rows == [
        ("hate_repeat_share", "suppressed", *[None] * 6),
        ("hate_crime", "validated", 0, *[None] * 5),
    ]
    assert noted == []


@pytest.mark.parametrize(
    ("indicator", "second", "overlaps"),
    [
        ("hate_crime", ("2025-01-01", "2025-01-31"), True),
        ("hate_crime", ("2025-02-01", "2025-02-28"), False),
        ("perceived_asb", ("2024-10-01", "2025-09-30"), True),
        # rolling years share months by design
        ("completions_all", ("2024-02-01", "2025-01-31"), True),
        ("completions_all", ("2024-05-01", "2025-04-30"), False),
    ],
)
def test_periods_of_one_indicator_and_area_do_not_overlap(
    tmp_path: Path, indicator: str, second: tuple[str, str], overlaps: bool
) -> None:
    start, end = second
    lines = [
        sent(indicator, denominator=40),
        sent(indicator, denominator=40, period_start=start, period_end=end),
        sent(indicator, denominator=40, area_code=BROOKHAM),
        sent("partnership_crime"),
    ]
    reason = (
        "the period overlaps that of line {} for the same indicator and area: keep one "
        "of them"
    )
    expected = [reason.format(3), reason.format(2)] if overlaps else []
    assert refusal(tmp_path, *lines) == expected


def test_why_a_figure_is_held_back_is_kept_where_its_cell_says(tmp_path: Path) -> None:
    rows, noted = staged(
        tmp_path,
        table(
            HEADING,
            sent(numerator="<5"),
            sent("perceived_asb", numerator="", value="< 10"),
            sent("hate_repeat_share", numerator=10, denominator="secondary"),
            sent("partnership_crime", numerator="*"),
        ),
        "status, value_note",
    )
    assert rows == [
        ("suppressed", "fewer than 5, not shown"),
        ("suppressed", "fewer than 10, not shown"),
        ("suppressed", "not shown, so that a suppressed figure cannot be worked out"),
        ("suppressed", None),
    ]
    assert noted == []


def test_a_fingertips_export_is_read_whole_and_as_published(tmp_path: Path) -> None:
    body = table(
        FINGERTIPS,
        exported(**{"Lower CI 99.8 limit": 21.1, "Upper CI 99.8 limit": 61.9}),
        exported("Any other indicator", **{"Time period": "2016 - 18", "Sex": "Male"}),
        exported(
            **{"Time period": "2019/20", "Category": "Decile 1"},
            **{"Value note": "Aggregated from all known lower geography values"},
        ),
    )
    rows, noted = staged(
        tmp_path,
        body,
        "series, series_name, area_code, sex, category, period_start, period_end, "
        "numerator, denominator, value, lower, upper, lower_998, upper_998, value_note",
    )
    figures = (20, 50, 40, 27.5, 53.5)
    assert rows == [
        (
            *("90245", NON_OPIATE, ALDERTON, "Persons", None, date(2018, 1, 1)),
            *(date(2018, 12, 31), *figures, 21.1, 61.9, None),
        ),
        (
            *("90245", "Any other indicator", ALDERTON, "Male", None),
            *(date(2016, 1, 1), date(2018, 12, 31), *figures, None, None, None),
        ),
        (
            *("90245", NON_OPIATE, ALDERTON, "Persons", "Decile 1", date(2019, 4, 1)),
            *(date(2020, 3, 31), *figures, None, None),
            "Aggregated from all known lower geography values",
        ),
    ]
    assert noted == []


def test_cells_of_fingertips_that_hold_no_figure(tmp_path: Path) -> None:
    hidden = "Value suppressed for disclosure control due to small count"
    body = table(
        FINGERTIPS,
        exported(Value="", **{"Value note": hidden}),
        exported(Value="*", Count="*"),
        exported(Value="", Count="", **{"Value note": "No data"}),
        exported(Value="", Count=0),
        exported(Count="many"),
        exported(**{"Time period": "since May"}),
        exported(**{"Indicator ID": ""}),
        exported(""),
        exported(**{"Area Code": "", "Area Name": " "}),
        exported(**{"Time period": ""}),
    )
    rows, noted = staged(
        tmp_path, body, "line, status, numerator, denominator, value, lower"
    )
    period = "the time period 'since May' is not understood:"
    assert rows == [
        (2, "suppressed", None, None, None, None),
        (3, "suppressed", None, None, None, None),
        (4, "missing", None, 50, None, 27.5),
        (5, "validated", 0, 50, None, 27.5),
        (6, "validated", None, 50, 40, 27.5),
        (7, "validated", 20, 50, 40, 27.5),
    ]
    assert noted == [
        (6, "Count 'many' is not a number: left out, row kept", True),
        (7, f"{period} no indicator takes the row, row kept", True),
        (8, "no indicator is named", False),
        (9, "the indicator has no name", False),
        (10, "no area is named", False),
        (11, "no time period", False),
    ]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2018", date(2018, 1, 1), date(2018, 12, 31)),
        ("2018/19", date(2018, 4, 1), date(2019, 3, 31)),
        ("1999/00", date(1999, 4, 1), date(2000, 3, 31)),
        ("2016 - 18", date(2016, 1, 1), date(2018, 12, 31)),
        ("2016/17 - 18/19", date(2016, 4, 1), date(2019, 3, 31)),
        ("2018 Q2", date(2018, 4, 1), date(2018, 6, 30)),
        ("2018/19 Q4", date(2019, 1, 1), date(2019, 3, 31)),
        ("May 2018", None, None),
        ("18/19", None, None),
        ("", None, None),
    ],
)
def test_a_period_as_publishers_write_it(
    text: str, first: date | None, last: date | None
) -> None:
    with closing(duckdb.connect()) as con:
        con.execute(sql.text("build/005_macros"))
        found = con.execute(
            "select period_first($text), period_last($text)", {"text": text}
        ).fetchone()
    assert found == (first, last)


def test_alcohol_need_by_authority(tmp_path: Path) -> None:
    body = table(
        SDG,
        "2018/19,Alcohol - Met need,Percentage (%),Alderton,,E06000901,20.5",
        "2018/19,Alcohol - Met need,Percentage (%),Countyshire,,,20.5",
        "2018/19,Alcohol - Met need,Percentage (%),,,,17.6",
        "2018/19,Alcohol - Met need,Percentage (%),,Decile 9,,17.4",
        "2018/19,Alcohol - Met need,Percentage (%),Alderton,,E06000901,many",
        "2018,,Percentage (%),Alderton,,E06000901,1",
        "some time,Alcohol - Met need,Percentage (%),Alderton,,E06000901,1",
        "2018/19,Alcohol - Met need,Percentage (%),Alderton,,Alderton,1",
    )
    rows, noted = staged(
        tmp_path, body, "area_code, area_name, category, value, status"
    )
    assert rows == [
        (ALDERTON, "Alderton", None, 20.5, "validated"),
        (None, "Countyshire", None, 20.5, "validated"),
        ("E92000001", "England", None, 17.6, "validated"),
        ("E92000001", "England", "Decile 9", 17.4, "validated"),
        (ALDERTON, "Alderton", None, None, "missing"),
    ]
    assert noted == [
        (6, "the value is not a number: left out, row kept", True),
        (7, "no series is named", False),
        (8, "not a year such as 2018/19", False),
        (9, "not an area code such as E06000018", False),
    ]


def test_people_in_treatment_whatever_the_case_of_labels(tmp_path: Path) -> None:
    heading = (
        "ReportingPeriod_Data,Area_Data,DrugGroup_Data,Gender_Data,AgeGroup_Data,"
        "Num_InTreatment_AllInTx"
    )
    body = table(
        heading,
        "2020/21,England,opiates,Total,Total,100",
        "2021/22,England,OPIATES,TOTAL,TOTAL,90",
        "2021/22,England,OPIATES,F,30-49,c",
        "2021/22,England,OPIATES,X,TOTAL,90",
        "2021/22,,OPIATES,F,TOTAL,90",
        "2021/22,England,,F,TOTAL,90",
        "2021/22,England,OPIATES,F,,90",
        "last year,England,OPIATES,F,TOTAL,90",
        "2021/22,England,OPIATES,F,TOTAL,-1",
        "2021/22,England,OPIATES,M,TOTAL,?",
    )
    rows, noted = staged(
        tmp_path, body, "series, sex, age, category, numerator, status"
    )
    assert rows == [
        ("opiates", "Persons", "Adults", None, 100, "validated"),
        ("opiates", "Persons", "Adults", None, 90, "validated"),
        ("opiates", "Female", "30-49", "30-49", None, "suppressed"),
        ("opiates", "Male", "Adults", None, None, "missing"),
    ]
    assert [reason for _, reason, _ in noted] == [
        "the sex is none of Total, M, F",
        "no area is named",
        "no drug group is named",
        "no age group is named",
        "not a year such as 2018/19",
        "the count is negative",
        "the count is not a number: left out, row kept",
    ]


def test_deaths_are_three_years_together_and_admissions_have_no_dates(
    tmp_path: Path,
) -> None:
    body = table(
        "measure,area,year,count",
        "deaths:deaths_misuse,Alderton,2018,28.0",
        "hospital_admissions:misuse,Alderton,2018,120",
        "deaths:deaths_misuse,Alderton,2017,",
        "deaths:deaths_misuse,Alderton,2016,some",
        "weddings:all,Alderton,2018,3",
        "deaths:deaths_misuse,,2018,3",
        "deaths:deaths_misuse,Alderton,1918,3",
        "deaths:deaths_misuse,Alderton,2018,-3",
    )
    rows, noted = staged(tmp_path, body, "period_start, period_end, numerator, status")
    assert rows == [
        (date(2016, 1, 1), date(2018, 12, 31), 28, "validated"),
        (None, None, 120, "validated"),
        (date(2015, 1, 1), date(2017, 12, 31), None, "missing"),
        (date(2014, 1, 1), date(2016, 12, 31), None, "missing"),
    ]
    assert [reason for _, reason, _ in noted] == [
        "the count is not a number: left out, row kept",
        "the measure is neither of deaths nor of hospital admissions",
        "no area is named",
        "not a year",
        "the count is negative",
    ]


def test_a_table_that_is_a_column_wide_for_every_year(tmp_path: Path) -> None:
    body = table(
        "code,name,2020,2019,1993",
        f"{ALDERTON},Alderton,25,,*",
        f"{BROOKHAM},Brookham,0,-4,:",
        "Alderton,Alderton,1,2,3",
    )
    rows, noted = staged(
        tmp_path,
        body,
        "area_code, period, period_end, numerator, status",
        "ons-drug-poisoning-deaths.csv",
    )
    assert rows == [
        (ALDERTON, "1993", date(1993, 12, 31), None, "suppressed"),
        (ALDERTON, "2019", date(2019, 12, 31), None, "missing"),
        (ALDERTON, "2020", date(2020, 12, 31), 25, "validated"),
        (BROOKHAM, "1993", date(1993, 12, 31), None, "missing"),
        (BROOKHAM, "2019", date(2019, 12, 31), None, "missing"),
        (BROOKHAM, "2020", date(2020, 12, 31), 0, "validated"),
    ]
    negative = "the count of 2019 is not a number of 0 or more: left out, row kept"
    code = "not an area code such as E06000018"
    assert noted == [(3, negative, True), (4, code, False)]


def test_severity_scores_by_force_and_by_district(tmp_path: Path) -> None:
    by_force = table(
        "offence_group,code,name,year,severity_score,year_ending",
        "Robbery,E23000901,Testshire,Apr 21 to Mar 22,1.5,2022-03-31",
        "Robbery,E23000901,Testshire,Apr 20 to Mar 21,:,2021-03-31",
        "Robbery,E23000901,Testshire,Apr 19 to Mar 20,high,2020-03-31",
        "Robbery,E23000901,Testshire,Apr 18 to Mar 19,1.5,March 2019",
        "Robbery,Testshire,Testshire,Apr 17 to Mar 18,1.5,2018-03-31",
    )
    columns = "series, area_code, period_start, period_end, value, status"
    rows, noted = staged(tmp_path / "force", by_force, columns)
    key = ("Robbery", "E23000901")
    assert sorted(rows, key=str, reverse=True) == [
        (*key, date(2021, 4, 1), date(2022, 3, 31), 1.5, "validated"),
        (*key, date(2020, 4, 1), date(2021, 3, 31), None, "missing"),
        (*key, date(2019, 4, 1), date(2020, 3, 31), None, "missing"),
    ]
    assert [reason for _, reason, _ in noted] == [
        "the score is not a number: left out, row kept",
        "not a date: write the last day of the year, such as 2022-03-31",
        "not an area code such as E06000018: correct it, or leave the row out",
    ]
    by_district = table("ltla23_code,crime_severity_score", f"{ALDERTON},23.25")
    rows, _ = staged(tmp_path / "district", by_district, columns, "score_2022_23.csv")
    everything = ("Total recorded crime", ALDERTON)
    assert rows == [
        (*everything, date(2022, 4, 1), date(2023, 3, 31), 23.25, "validated")
    ]


class Place:
    """A store of Alderton with some figures, and its answers."""

    def __init__(self, folder: Path, **partnership: object) -> None:
        self.folder, self.partnership = folder, partnership
        police_zip(folder / "police" / "a.zip", {"2025-01": [row("ASB")]})

    def add(self, name: str, body: str, published: datetime) -> None:
        path = self.folder / "police" / name
        path.write_text(body, "utf-8")
        os.utime(path, (published.timestamp(), published.timestamp()))

    def build(self) -> None:
        build_place(self.folder, **self.partnership)

    def ask(self, name: str, **parameters: object) -> list[dict[str, Any]]:
        with closing(open_store(self.folder / "store")) as store:
            return store.records(name, **{"today": TODAY, **parameters})

    def answers(self, indicator: str, area: str | None, *columns: str) -> list[Row]:
        rows = self.ask("observations", indicator=indicator, area=area)
        return [tuple(each[column] for column in columns) for each in rows]

    def notes(self) -> list[str]:
        return [each["reason"] for each in self.ask_plain("refused_rows")]

    def ask_plain(self, name: str) -> list[dict[str, Any]]:
        with closing(open_store(self.folder / "store")) as store:
            return store.records(name)


MARCH, APRIL, MAY = (datetime(2025, month, 2) for month in (3, 4, 5))


def test_a_partnership_of_one_district_answers_with_its_districts_figures(
    tmp_path: Path,
) -> None:
    place = Place(tmp_path)
    place.add("fingertips.csv", table(FINGERTIPS, exported()), MARCH)
    place.build()
    columns = ("area_code", "area_name", "numerator", "value", "lower", "upper")
    figures = (20, 40, 27.5, 53.5)
    for area, name in ((CSP, "Alderton"), (ALDERTON, "Alderton")):
        assert place.answers("completions_non_opiate", area, *columns) == [
            (area, name, *figures)
        ]
    everywhere = place.answers("completions_non_opiate", None, "area_code")
    assert everywhere == [(ALDERTON,), (CSP,)]
    assert place.answers("completions_non_opiate", BROOKHAM, "value") == []
    assert place.answers("completions_opiate", CSP, "value") == []


def test_a_partnership_of_several_districts_is_their_sum_or_nothing(
    tmp_path: Path,
) -> None:
    place = Place(tmp_path, districts=[ALDERTON, BROOKHAM])
    share = "hate_repeat_share"
    place.add(
        "return.csv",
        table(
            HEADING,
            sent(area_code=ALDERTON),
            sent(area_code=BROOKHAM, numerator=5, status="provisional"),
            sent(share, area_code=ALDERTON, denominator=40),
            sent(share, area_code=BROOKHAM, numerator="*", denominator=20),
            sent("perceived_asb", area_code=ALDERTON, numerator="", value=9),
            sent("perceived_asb", area_code=BROOKHAM, numerator="", value=9),
            sent("partnership_crime", area_code=ALDERTON),
        ),
        MARCH,
    )
    place.build()
    columns = ("numerator", "denominator", "value", "status")
    assert place.answers("hate_crime", CSP, *columns) == [
        (15, None, None, "provisional")
    ]
    # one is held back, shares do not add, one district sent nothing
    for indicator in (share, "perceived_asb", "partnership_crime"):
        assert place.answers(indicator, CSP, *columns) == []
        assert place.answers(indicator, ALDERTON, "status") == [("validated",)]


def test_a_revision_is_another_vintage_and_the_newest_answers(tmp_path: Path) -> None:
    place = Place(tmp_path)
    # read last by name, published first
    place.add("z.csv", table(HEADING, sent(status="provisional")), MARCH)
    place.add("a.csv", table(HEADING, sent(numerator=12)), APRIL)
    place.build()
    columns = ("numerator", "status", "vintage")
    assert place.answers("hate_crime", CSP, *columns) == [
        (12, "validated", "2025-04-02 00:00:00")
    ]
    with closing(open_store(tmp_path / "store")) as store:
        path = tmp_path / "store" / store.build.file
    with closing(duckdb.connect(str(path), read_only=True)) as con:
        held = "select numerator, vintage from observation order by vintage"
        assert con.execute(held).fetchall() == [
            (10, "2025-03-02 00:00:00"),
            (12, "2025-04-02 00:00:00"),
        ]


@pytest.mark.parametrize(
    ("indicator", "second", "overlaps"),
    [
        ("perceived_asb", ("2024-10-01", "2025-09-30"), True),
        ("perceived_asb", ("2025-02-01", "2026-01-31"), False),
        ("perceived_asb", ("2024-02-01", "2025-01-31"), False),  # a revision
        ("completions_all", ("2024-11-01", "2025-10-31"), False),  # a rolling year
    ],
)
def test_periods_of_two_files_do_not_overlap(
    tmp_path: Path, indicator: str, second: tuple[str, str], overlaps: bool
) -> None:
    place = Place(tmp_path)
    start, end = second
    later = sent(
        indicator, numerator=12, denominator=40, period_start=start, period_end=end
    )
    other = sent(numerator=13)
    place.add("a.csv", table(HEADING, sent(indicator, denominator=40)), MARCH)
    place.add("b.csv", table(HEADING, other, later), datetime(2026, 3, 2))
    place.build()
    held = len(place.answers(indicator, CSP, "numerator"))
    assert place.answers("hate_crime", CSP, "numerator") == [(13,)]
    if not overlaps:
        assert place.notes() == []
        assert held == len({("2024-02-01", "2025-01-31"), second})
        return
    assert held == 0
    first, both = "2024-02-01 to 2025-01-31", "for the same indicator and area: keep "
    both += "the row in one of the two files"
    assert place.notes() == [
        f"the period {first} overlaps {start} to {end} in line 3 of b.csv, {both}",
        f"the period {start} to {end} overlaps {first} in line 2 of a.csv, {both}",
    ]
    accepted = {
        each["name"]: (each["rows_accepted"], each["rows_rejected"])
        for each in place.ask_plain("files")
    }
    assert (accepted["a.csv"], accepted["b.csv"]) == ((0, 1), (1, 1))


def test_what_is_not_released_says_so_and_no_more(tmp_path: Path) -> None:
    place = Place(tmp_path)
    later = TODAY.replace(day=2).isoformat()
    february = {"period_start": "2025-02-01", "period_end": "2025-02-28"}
    place.add("old.csv", table(HEADING, sent(status="provisional")), MARCH)
    place.add(
        "new.csv",
        table(
            HEADING,
            sent(numerator=12, release_on=later),
            sent(numerator=13, release_on=later, **february),
        ),
        APRIL,
    )
    place.build()
    columns = ("period_start", "numerator", "status", "release_on")
    january, second = date(2025, 1, 1), date(2025, 2, 1)
    release = date(2025, 6, 2)
    # what was released before goes on standing
    assert place.answers("hate_crime", CSP, *columns) == [
        (january, 10, "provisional", None),
        (second, None, "embargoed", release),
    ]
    rows = place.ask("observations", indicator="hate_crime", area=CSP, today=release)
    assert [each["numerator"] for each in rows] == [12, 13]
    embargoed = place.ask("observations", indicator="hate_crime", area=CSP)[1]
    shown = {name for name, cell in embargoed.items() if cell is not None}
    assert shown == {
        *("indicator_id", "area_code", "area_name", "period_start", "period_end"),
        *("status", "vintage", "release_on", "definition_version", "source"),
    }
    (told,) = (
        each
        for each in place.ask("indicator_status")
        if each["indicator_id"] == "hate_crime"
    )
    assert (told["last_period"], told["rows"]) == (date(2025, 1, 31), 1)


def test_a_definition_that_a_return_does_not_name_is_the_dictionarys(
    tmp_path: Path,
) -> None:
    place = Place(tmp_path)
    lines = [sent(), sent("partnership_crime", definition_version=7)]
    place.add("return.csv", table(HEADING, *lines), MARCH)
    place.build()
    assert place.answers("hate_crime", CSP, "definition_version") == [(1,)]
    assert place.answers("partnership_crime", CSP, "definition_version") == [(7,)]


def test_unmet_need_is_also_met_need_with_its_limits_swapped(tmp_path: Path) -> None:
    place = Place(tmp_path)
    unmet = exported(
        UNMET,
        **{"Indicator ID": 93532, "Time period": "2018/19", "Value": 80, "Count": 40},
        **{"Lower CI 95.0 limit": 70, "Upper CI 95.0 limit": 88},
    )
    place.add("fingertips.csv", table(FINGERTIPS, unmet), MARCH)
    place.build()
    columns = ("numerator", "denominator", "value", "lower", "upper")
    assert place.answers("alcohol_unmet_need", CSP, *columns) == [(40, 50, 80, 70, 88)]
    assert place.answers("alcohol_met_need", CSP, *columns) == [(10, 50, 20, 12, 30)]


def test_parts_that_are_published_apart_make_one_proportion(tmp_path: Path) -> None:
    place = Place(tmp_path)
    lines = [
        "2018/19,Alcohol - Met need,Percentage (%),,,,20",
        "2018/19,Alcohol - Met need,Percentage (%),,,,20.1",
        *(
            f"2018/19,Alcohol - {name},Number,{area},,{code},{n}"
            for name, n in (("People in treatment", 10), ("Estimated prevalence", 50))
            for area, code in (("Alderton", ALDERTON), ("", ""))
        ),
        f"2018/19,Alcohol - Met need,Percentage (%),Alderton,,{ALDERTON},20",
        f"2018/19,Alcohol - Met need,Percentage (%),Alderton,,{ALDERTON},20.0",
    ]
    place.add("sdg.csv", table(SDG, *lines), MARCH)
    place.build()
    columns = ("numerator", "denominator", "value", "status", "note")
    assert place.answers("alcohol_met_need", CSP, *columns) == [
        (10, 50, 20, "validated", None)
    ]
    # England's share is stated twice, differently: neither is used
    assert place.answers("alcohol_met_need", "E92000001", *columns) == [
        (10, 50, None, "validated", "published more than once, differently: left out")
    ]
    differ = "rows for the same area and period give different figures: none of them "
    assert place.notes() == [*[f"{differ}is used"] * 2, "repeats line 8: kept once"]


def test_two_files_of_one_moment_that_differ_give_no_figure(tmp_path: Path) -> None:
    place = Place(tmp_path)
    same = sent("partnership_crime")
    place.add("a.csv", table(HEADING, sent(), same), MARCH)
    place.add("b.csv", table(HEADING, sent(numerator="*"), same), MARCH)
    place.build()
    columns = ("numerator", "status")
    assert place.answers("hate_crime", CSP, *columns) == [(None, "missing")]
    assert place.answers("partnership_crime", CSP, *columns) == [(10, "validated")]
    assert "repeats line 3 of a.csv: kept once" in place.notes()


def test_areas_that_are_only_named_are_matched_with_a_code(tmp_path: Path) -> None:
    place = Place(tmp_path)
    extract = (
        "indicator_id,Area_name,Name,time_period,Value,Lower_CI,Upper_CI,Numerator,"
        "Denominator"
    )
    lines = [
        f"90245,{name},{NON_OPIATE},2018,40,27.5,53.5,20,50"
        for name in ("ALDERTON", "England", "Testshire", "Atlantis")
    ]
    place.add("extract.csv", table(extract, *lines), MARCH)
    place.build()
    # Testshire is a force; a county of that name is in no table
    expected = [ALDERTON, "Atlantis", CSP, "E92000001", "Testshire"]
    found = place.answers("completions_non_opiate", None, "area_code", "value")
    assert sorted(found) == sorted((code, 40) for code in expected)
    reason = (
        "the area '{}' is in no table with codes: its 1 rows are kept under its name"
    )
    assert place.notes() == [reason.format(name) for name in ("Testshire", "Atlantis")]


def test_only_all_persons_and_whole_areas_are_an_indicator(tmp_path: Path) -> None:
    place = Place(tmp_path)
    lines = [
        exported(),
        exported(Sex="Male", Value=39),
        exported(**{"Category Type": "Deprivation", "Category": "1", "Value": 38}),
        exported(**{"Time period": "long ago", "Value": 37}),
    ]
    place.add("fingertips.csv", table(FINGERTIPS, *lines), MARCH)
    place.build()
    assert place.answers("completions_non_opiate", CSP, "value") == [(40,)]


def test_rows_of_two_ages_cannot_be_told_apart_and_neither_is_used(
    tmp_path: Path,
) -> None:
    place = Place(tmp_path)
    lines = [exported(), exported(Age="65+ yrs", Value=30)]
    place.add("fingertips.csv", table(FINGERTIPS, *lines), MARCH)
    place.build()
    columns = ("value", "numerator", "status")
    assert place.answers("completions_non_opiate", CSP, *columns) == [
        (None, None, "missing")
    ]


def test_the_dictionary_says_what_is_held(tmp_path: Path) -> None:
    place = Place(tmp_path)
    months = [("2025-01-01", "2025-01-31"), ("2025-03-01", "2025-03-31")]
    lines = [sent(period_start=start, period_end=end) for start, end in months]
    years = [exported(**{"Time period": year}) for year in (2016, 2017, 2018)]
    place.add("return.csv", table(HEADING, *lines), APRIL)
    place.add("fingertips.csv", table(FINGERTIPS, *years), MAY)
    place.build()
    held = {each["indicator_id"]: each for each in place.ask("indicator_status")}
    hate = held["hate_crime"]
    assert (hate["first_period"], hate["last_period"]) == (
        date(2025, 1, 1),
        date(2025, 3, 31),
    )
    assert (hate["rows"], hate["areas"], hate["periods_held"]) == (2, 1, 2)
    assert hate["last_vintage"] == "2025-04-02 00:00:00"
    assert hate["completeness"] == pytest.approx(2 / 3)
    # rolling years that are issued once a year are whole
    assert held["completions_non_opiate"]["completeness"] == 1
    assert held["asb_incidents"]["periods_held"] == 1
    assert held["asb_incidents"]["completeness"] == 1
    assert held["perceived_asb"]["rows"] == 0
    assert held["perceived_asb"]["completeness"] is None


QUARTERS = (
    "FY,Financial Quarter,Force,Offence Description,Group,Offence Subgroup,"
    "Offence Code,n"
)


def test_offence_groups_of_the_home_office(tmp_path: Path) -> None:
    place = Place(tmp_path)
    lines = [
        "2024/25,1,Testshire,Robbery,Robbery,Robbery of personal property,34B,7",
        "2024/25,1,Testshire,Robbery,Robbery,Robbery of business property,34A,2",
        "2024/25,1,Testshire,Rape,Sexual offences,Rape offences,19C,4",
        "2024/25,1,Testshire,Fraud,Fraud offences,Fraud: CIFAS,53,90",
        "2024/25,2,Testshire,Rape,Sexual offences,Rape offences,19C,-1",
        "2024/25,2,Elsewhere,Rape,Sexual offences,Rape offences,19C,8",
    ]
    place.add("quarters.csv", table(QUARTERS, *lines), MARCH)
    place.build()
    columns = ("period_start", "period_end", "numerator")
    first = (date(2024, 4, 1), date(2024, 6, 30))
    second = (date(2024, 7, 1), date(2024, 9, 30))
    force = "E23000901"
    assert place.answers("force_recorded_crime", force, *columns) == [
        (*first, 13),
        (*second, -1),
    ]
    # a quarter without a row of the group has no count, not nought
    assert place.answers("force_robbery", force, *columns) == [(*first, 9)]
    assert place.answers("force_sexual_offences", force, *columns) == [
        (*first, 4),
        (*second, -1),
    ]


def test_rows_of_an_area_that_nothing_names_are_listed(tmp_path: Path) -> None:
    lines = [
        returned("partnership_crime", date(2024, month, 1), numerator=7, area_code=code)
        for month, code in [(1, "E22000901"), (1, "E22000999"), (2, "E22000999")]
    ]
    store = store_of(tmp_path, 1, returns=lines)
    facts = dict(contents(store, "select name, fact from build_fact"))
    assert facts["Returns of unknown areas"] == (
        "E22000999 (2): in no file of names, so no page may show these rows. "
        "Check the codes"
    )
