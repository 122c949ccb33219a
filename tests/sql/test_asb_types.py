"""Typed ASB from literal rows: staged, typed by the crosswalk, counted once."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from cdp_metrics.sources.asb_types import ASB_HEADINGS
from cdp_metrics.warehouse import sql
from cdp_metrics.warehouse.asb_types import typed_year
from cdp_metrics.warehouse.publish import pointer
from tests.builders import (
    Row,
    build_place,
    contents,
    loaded,
    police_zip,
    row,
    write_place,
)

HEADING = ",".join(ASB_HEADINGS)
JANUARY = date(2025, 1, 1)
YEAR = date(2024, 12, 31)
MONTHS = [f"2024-{n:02d}" for n in range(1, 13)]


def staged(folder: Path, *lines: str) -> tuple[list[Row], list[Row]]:
    """Return staged rows without file and line, and lines refused with the reason."""
    body = "\n".join([HEADING, *lines]) + "\n"
    con, _ = loaded(folder, {"incidents.csv": body})
    with closing(con):
        rows = con.execute(
            "select * exclude (source_file_id, line) from stage_asb_incident "
            "order by line"
        ).fetchall()
        refused = con.execute(
            "select line, reason from rejected_row order by line"
        ).fetchall()
    return rows, refused


def test_a_row_is_typed(tmp_path: Path) -> None:
    rows, refused = staged(
        tmp_path,
        "police,2025-01,E01000001,Street drinking,,,3",
        'Environmental health,2025-01,e01000091,Loud music,2,council; police,"1,200"',
        "council,2025-01,,Fly-tipping,1,,0",
    )
    assert rows == [
        ("police", JANUARY, "E01000001", "Street drinking", None, [], 3),
        (
            *("environmental_health", JANUARY, "E01000091", "Loud music", 2),
            *(["council", "police"], 1200),
        ),
        ("council", JANUARY, None, "Fly-tipping", 1, [], 0),
    ]
    assert refused == []


SOURCES = "police, community_protection, council, environmental_health, housing"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (
            "school,2025-01,E01000001,Noise,,,3",
            f"unknown source 'school': write one of {SOURCES}",
        ),
        (
            ",2025-01,E01000001,Noise,,,3",
            f"unknown source '': write one of {SOURCES}",
        ),
        (
            "police,01/2025,E01000001,Noise,,,3",
            "month '01/2025' is not a month: write it as YYYY-MM",
        ),
        (
            "police,2025-13,E01000001,Noise,,,3",
            "month '2025-13' is not a month: write it as YYYY-MM",
        ),
        (
            "police,2999-01,E01000001,Noise,,,3",
            "the month ends after the file was made, on ",
        ),
        (
            "police,2025-01,E05000001,Noise,,,3",
            "'E05000001' is not the code of an LSOA such as E01013800: correct it, or "
            "leave it empty where it is not known",
        ),
        (
            "police,2025-01,E01000001,,,,3",
            "no local_category: write the category that the source uses",
        ),
        (
            "police,2025-01,E01000001,Noise,0,,3",
            "nth_report is not a whole number from 1: correct it, or leave it empty",
        ),
        (
            "police,2025-01,E01000001,Noise,,police,3",
            "shared_with names the source itself: name the others only",
        ),
        (
            "police,2025-01,E01000001,Noise,,school,3",
            f"shared_with names an unknown source: write one or more of {SOURCES}, "
            "parted by ;",
        ),
        (
            "police,2025-01,E01000001,Noise,,,*",
            "a count that is held back cannot be added up: write it, or give the "
            "incidents under a wider category",
        ),
        (
            "police,2025-01,E01000001,Noise,,,<5",
            "a count that is held back cannot be added up: write it, or give the "
            "incidents under a wider category",
        ),
        (
            "police,2025-01,E01000001,Noise,,,",
            "count '' is not a number: write digits, or leave the row out",
        ),
        (
            "police,2025-01,E01000001,Noise,,,nan",
            "count 'nan' is not a number: write digits, or leave the row out",
        ),
        (
            "police,2025-01,E01000001,Noise,,,-1",
            "the count is negative: write 0 or more",
        ),
        (
            "police,2025-01,E01000001,Noise,,,1.5",
            "the count is not a whole number up to 1,000,000: correct it",
        ),
    ],
)
def test_what_cannot_be_used_is_refused(tmp_path: Path, line: str, reason: str) -> None:
    rows, refused = staged(tmp_path, line)
    assert rows == []
    [(number, found)] = refused
    assert number == 2 and found.startswith(reason)
    assert found == reason or reason.endswith(", on ")


def test_a_line_said_twice_is_refused(tmp_path: Path) -> None:
    rows, refused = staged(
        tmp_path,
        "police,2025-01,E01000001,Noise,,council,3",
        "police,2025-01,E01000001,noise,,council,4",
        "police,2025-01,E01000001,Noise,2,council,5",
    )
    assert [each[-1] for each in rows] == [3, 5]
    assert refused == [
        (3, "repeats what line 2 says: add the two counts up, or leave one out")
    ]


def built(
    folder: Path, files: Mapping[str, list[str]], street: Mapping[str, int] = {}
) -> Path:
    """Build Alderton with returns of typed ASB and some street rows a month."""
    write_place(folder / "place")
    for name, lines in files.items():
        body = "\n".join([HEADING, *lines]) + "\n"
        (folder / "place" / name).write_text(body, "utf-8")
    held = {
        month: [row("ASB", "E01000001", month=month)] * count
        for month, count in (dict.fromkeys(MONTHS, 1) | dict(street)).items()
    }
    police_zip(folder / "police" / "street.zip", held)
    build_place(folder)
    return folder / "store"


def asked(store: Path, query: str, **parameters: object) -> list[Row]:
    build = pointer(store)
    with closing(duckdb.connect(str(store / build.file), read_only=True)) as con:
        return con.execute(sql.text(f"queries/{query}"), parameters).fetchall()


def test_a_category_is_shared_out_among_its_types(tmp_path: Path) -> None:
    store = built(
        tmp_path,
        {
            "a.csv": [
                "police,2024-01,E01000001,Rowdy or inconsiderate behaviour,,,10",
                "police,2024-01,E01000001,STREET DRINKING,1,,4",
                "police,2024-01,E01000001,Street drinking,2,,1",
                "police,2024-01,E01000091,Street drinking,4,,2",
                "police,2024-01,E01000091,Street drinking,64,,3",
                "police,2024-01,E01000091,Aliens,,,7",
                "police,2024-01,,Noise,,,5",
                "police,2024-01,E01007777,Noise,,,6",
            ]
        },
    )
    found = contents(store, "select * exclude (month, source) from asb_type_month")
    # 1 + 0.25 log2(r), at most 2: 1.25 for the second, 1.5 for the fourth report
    assert found == [
        ("E01000001", [], 5, pytest.approx(2 + 5), pytest.approx(2 + 4 + 1.25)),
        ("E01000001", [], 6, pytest.approx(4), pytest.approx(4)),
        ("E01000001", [], 13, pytest.approx(4), pytest.approx(4)),
        ("E01000091", [], 0, 7, 7),
        ("E01000091", [], 5, 5, pytest.approx(2 * 1.5 + 3 * 2)),
        (None, [], 9, 11, 11),
    ]
    facts: dict[str, str] = dict(
        contents(store, "select name, fact from build_fact where place > 20")
    )
    assert facts == {
        "Typed ASB of Police": "1 whole months",
        "ASB category not in the crosswalk": "police, Aliens: 7 incidents, counted as "
        "unclassified",
        "Typed ASB on no map": "11 incidents without an LSOA, or with a code that is "
        "in no look-up",
    }


def test_codes_of_2011_come_over_and_split_ones_make_a_month_partial(
    tmp_path: Path,
) -> None:
    store = built(
        tmp_path,
        {
            "a.csv": [
                "council,2024-01,E01000002,Litter,,,3",
                "council,2024-01,E01000001,Litter,,,2",
                "council,2024-02,E01000004,Litter,,,1",
                "council,2024-02,E01000001,Litter,,,199",
                "council,2024-03,E01000004,Litter,,,10",
            ]
        },
    )
    found = contents(
        store,
        "select month(month), lsoa21_code, n from asb_type_month "
        "where source = 'council' order by all",
    )
    assert found == [
        (1, "E01000001", 2),
        (1, "E01000091", 3),  # merged in 2021
        (2, "E01000001", 199),
        (2, "E01000092", pytest.approx(0.3)),  # split: 300 and 700 residents
        (2, "E01000093", pytest.approx(0.7)),
    ]
    assert contents(
        store,
        "select month(period), status, reason from coverage "
        "where source = 'asb_incidents' order by period",
    ) == [
        (1, "complete", None),
        (2, "complete", None),
        (3, "partial", "sent on 2011 LSOAs that were split: send codes of 2021"),
    ]


def test_a_month_with_a_refused_row_is_partial_and_one_between_missing(
    tmp_path: Path,
) -> None:
    store = built(
        tmp_path,
        {
            "a.csv": [
                "council,2024-01,E01000001,Litter,,,3",
                "council,2024-02,E01000001,Litter,,,3",
                "council,2024-02,E01000001,Litter,,,-3",
                "council,2024-04,E01000001,Litter,,,3",
                "housing,2024-02,E01000001,Noise,,,3",
            ]
        },
    )
    assert contents(
        store,
        "select unit, month(period), status, reason from coverage "
        "where source = 'asb_incidents' order by unit, period",
    ) == [
        ("council", 1, "complete", None),
        ("council", 2, "partial", "rows of the month were refused"),
        ("council", 3, "missing", "no rows for this month"),
        ("council", 4, "complete", None),
        ("housing", 2, "complete", None),
    ]
    assert contents(
        store,
        "select source, month(month), typed from asb_source_month order by all",
    ) == [
        ("council", 1, True),
        ("council", 4, True),
        ("housing", 2, True),
        ("police", 1, False),
        ("police", 2, False),
        ("police", 4, False),
    ]


def test_a_line_that_cannot_be_read_spoils_every_month_of_its_file(
    tmp_path: Path,
) -> None:
    lines = [f"council,{month},E01000001,Litter,,,1" for month in MONTHS]
    store = built(tmp_path, {"a.csv": [*lines, "council,2024-01,x"]})
    assert contents(
        store,
        "select distinct status from coverage where source = 'asb_incidents'",
    ) == [("partial",)]
    assert contents(store, "select count(*) from asb_type_month") == [(0,)]


def year(source: str, count: int, shared: str = "", without: str = "") -> list[str]:
    """Return the lines of a year of noise in one LSOA."""
    category = {"council": "Litter", "police": "Noise", "housing": "Noise"}[source]
    return [
        f"{source},{month},E01000001,{category},,{shared},{count}"
        for month in MONTHS
        if month != without
    ]


def counts(store: Path, without: str | None = None) -> dict[tuple[Any, Any], float]:
    """Return incidents of the year by source and type."""
    rows = asked(store, "asb_types", period_end=YEAR, without=without)
    assert {each[0] for each in rows} <= {"E01000001"}
    return {(source, kind): n for _, source, kind, n, *_ in rows}


def test_an_incident_that_several_hold_counts_once_whoever_is_used(
    tmp_path: Path,
) -> None:
    own = {
        "police.csv": [*year("police", 5), *year("police", 2, shared="council")],
        "council.csv": [
            *year("council", 4),
            *year("council", 2, shared="police"),
            *year("council", 1, shared="housing;police"),
        ],
        "housing.csv": year("housing", 3, shared="council"),
    }
    store = built(tmp_path, own, street=dict.fromkeys(MONTHS, 50))
    # the police count what they share; housing's is the council's; the street file,
    # which the police's own rows replace, is in no total
    assert counts(store) == {("police", 9): 84, ("council", 12): 48}
    assert counts(store, "police") == {("council", 12): 12 * (4 + 2 + 1)}
    assert counts(store, "council") == {
        ("police", 9): 84,
        ("housing", 9): pytest.approx(12 * 3 * 0.7),
        ("housing", 1): pytest.approx(12 * 3 * 0.3),
    }
    assert asked(store, "asb_type_sources", period_end=YEAR) == [
        ("police", "Police", 12, 12, True, 84, 0, 24),
        ("council", "Council", 12, 12, True, 84, 0, 36),
        ("housing", "Housing", 12, 12, True, 36, 0, 36),
    ]


def test_a_source_without_all_twelve_months_is_left_out_with_its_claims(
    tmp_path: Path,
) -> None:
    store = built(
        tmp_path,
        {
            "council.csv": [*year("council", 1, "", "2024-05")],
            "housing.csv": [*year("housing", 2, shared="council")],
        },
    )
    # the street file stands in for the police: one report a month of no known type
    assert counts(store) == {
        ("police", 0): 12,
        ("housing", 9): pytest.approx(12 * 2 * 0.7),
        ("housing", 1): pytest.approx(12 * 2 * 0.3),
    }
    assert asked(store, "asb_type_sources", period_end=YEAR)[1][:5] == (
        *("council", "Council", 11, 11, False),
    )


def test_a_later_file_replaces_the_month_that_it_holds(tmp_path: Path) -> None:
    write_place(tmp_path / "place")
    for name, count in (("a.csv", 9), ("b.csv", 4)):
        path = tmp_path / "place" / name
        path.write_text(
            f"{HEADING}\ncouncil,2024-01,E01000001,Litter,,,{count}\n", "utf-8"
        )
    moment = 1_760_000_000
    os.utime(tmp_path / "place" / "a.csv", (moment, moment))
    os.utime(tmp_path / "place" / "b.csv", (moment - 86_400, moment - 86_400))
    police_zip(
        tmp_path / "police" / "street.zip", {"2024-01": [row("ASB", month="2024-01")]}
    )
    build_place(tmp_path)
    store = tmp_path / "store"
    query = "select n from asb_type_month where source = 'council'"
    assert contents(store, query) == [(9,)]


def test_without_typed_incidents_nothing_stands_in(tmp_path: Path) -> None:
    store = built(tmp_path, {})
    assert contents(store, "select count(*) from asb_source_month") == [(0,)]
    assert counts(store) == {}


def test_a_typed_year_is_laid_out_by_lsoa_and_type(tmp_path: Path) -> None:
    store = built(
        tmp_path,
        {
            "police.csv": [
                *year("police", 5),
                "police,2024-09,E01000091,Aliens,,,7",
                "police,2024-02,E01000091,Street drinking,2,,4",
            ]
        },
    )
    build = pointer(store)
    with closing(duckdb.connect(str(store / build.file), read_only=True)) as con:
        held = typed_year(con, YEAR, ["E01000001", "E01000091", "E01000092"], [5, 9])
        assert held is not None
        assert held.counts.tolist() == [[0, 60], [4, 0], [0, 0]]
        assert held.repeat_weighted.tolist() == [[0, 60], [5, 0], [0, 0]]
        assert held.unclassified.tolist() == [0, 7, 0]
        assert held.first_half.tolist() == [30, 4, 0]
        assert held.sources == ("police",) and held.typed
        assert held.unclassified_share == pytest.approx(7 / 71)
        assert typed_year(con, YEAR, [], [], without="police") is None
        assert typed_year(con, date(2024, 6, 30), [], []) is None
