"""What the harm index reads and stores, from literal rows of a store in memory."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from itertools import pairwise
from typing import Any

import duckdb
import numpy as np
import pytest

from cdp_metrics.catalogue.harm import SHIPPED, load_harm
from cdp_metrics.catalogue.harm_rows import GROUPS
from cdp_metrics.periods import add_months
from cdp_metrics.stats.harm import GAP_STATES
from cdp_metrics.warehouse import sql
from cdp_metrics.warehouse.harm import fill_harm
from cdp_metrics.warehouse.harm.place import read_place
from cdp_metrics.warehouse.harm.reporting import QUESTION

CSP, FORCE = "E22000901", "E23000901"
START = date(2024, 1, 1)
OWN = [f"E010000{n:02d}" for n in range(1, 31)]
RING = "E01000099"
AGE = ("16 to 24", "25 to 34", "35 to 49", "50 to 64")
TENURE = (
    "Owned: Owns outright",
    "Owned: Owns with a mortgage or loan",
    "Social rented: Other social rented",
    "Private rented: Other private rented",
)
ETHNICITY = ("White", "Mixed or Multiple", "Asian, Asian British", "Black", "Other")
POLICE = ("Anti-social behaviour", "Shoplifting", "Burglary")

INCOME = "the income domain of the Indices of Deprivation"


def census(at: int) -> Iterator[tuple[str, str, float]]:
    """Yield tables of one LSOA: its groups differ from the next one's."""
    young = 100 + 20 * (at % 7)
    yield "age", "Aged 15 years and under", 300
    for band, n in zip(
        AGE,
        (
            young,
            250,
            300,
            350 - young,
        ),
        strict=True,
    ):
        yield "age", f"Aged {band} years", n
    yield "age", "Aged 65 years and over", 200
    rent = 100 + 15 * (at % 11)
    for name, n in zip(TENURE, (150, 200, rent, 50 + 9 * (at % 4)), strict=True):
        yield "tenure", name, n
    for name, n in zip(
        ETHNICITY, (900 - 20 * at, 50, 100 + 20 * at, 30, 20), strict=True
    ):
        yield "ethnic_group", name, n
    yield "household_deprivation", "Household is deprived in two dimensions", 40 + at
    yield "household_deprivation", "Household is not deprived in any dimension", 360
    yield "occupancy", "-1 (overcrowded)", 10 + at % 5
    yield "occupancy", "0 (ideal)", 300
    yield "accommodation", "In a purpose-built block of flats", 20 + 7 * (at % 9)
    yield "accommodation", "Terraced", 200


def monthly(at: int) -> tuple[int, int, int]:
    """Return a month's ASB, shoplifting and burglary; the first is a high street."""
    if at == 0:
        return 60, 30, 40
    if at == 29:
        return 1, 1, 9
    return 6 + at % 8, at % 3, 5 + at % 6


def place(months: int = 12, typed: tuple[str, ...] = ()) -> duckdb.DuckDBPyConnection:
    """Return thirty LSOAs in a row and one beyond, whole for some months."""
    con = duckdb.connect()
    for name in ("005_macros", "010_schema"):
        con.execute(sql.text(f"build/{name}"))
    con.execute(
        "insert into build_info by name select 'b' as build_id, 1 as schema_version, "
        "'1' as product_version, 'P' as partnership, 'Place' as place, "
        f"'{CSP}' as area_code, 'testshire' as force, '{FORCE}' as force_area_code, "
        "false as demonstration, 'Testshire' as force_name, [] as overview"
    )
    con.execute(
        "insert into paper values ('harm', ?)", [load_harm(SHIPPED).model_dump_json()]
    )
    codes = [*OWN, RING]
    many(con, "area_part", [(CSP, code, 1.0) for code in OWN])
    many(con, "area_part", [(FORCE, code, 1.0) for code in codes])
    many(con, "area_part", [(f"W{at // 10}", c, 1.0) for at, c in enumerate(OWN)])
    many(con, "area_part", [("W9", RING, 1.0), ("W9", OWN[0], 1.0)])
    con.executemany(
        "insert into area by name select ? as area_code, ? as area_type, "
        "'x' as area_name, 'x' as label, 'exact' as method, ? as km2",
        [
            *((code, "lsoa21", 0.5 + at / 20) for at, code in enumerate(codes)),
            *((f"W{at}", "ward", 9.0) for at in (0, 1, 2, 9)),
        ],
    )
    many(
        con,
        "profile",
        [(c, *row, None) for at, c in enumerate(codes) for row in census(at)],
    )
    many(
        con,
        "deprivation",
        [(c, 2025, "Income_decile", 1 + at % 10) for at, c in enumerate(codes)],
    )
    pairs = list(pairwise(codes))
    many(con, "neighbour", [(a, b, a == RING) for a, b in pairs])
    many(con, "neighbour", [(b, a, b == RING) for a, b in pairs])
    for n in range(months):
        month = add_months(START, n)
        many(con, "coverage", [("police_street", "testshire", month, "complete", None)])
        many(
            con,
            "incident_month",
            [
                (month, category, code, "testshire", count + (n % 2))
                for at, code in enumerate(codes)
                for category, count in zip(POLICE, monthly(at), strict=True)
            ],
        )
        many(con, "asb_source_month", [(source, month, True) for source in typed])
    con.execute(
        "insert into incident by name select distinct force, month, lsoa21_code, "
        "category, 1 as source_file_id, 'lsoa 2021' as located from incident_month"
    )
    many(con, "asb_source", [(each, each, at) for at, each in enumerate(typed)])
    con.execute(sql.text("build/122_lsoa21_months"))
    return con


def many(
    con: duckdb.DuckDBPyConnection, table: str, rows: list[tuple[Any, ...]]
) -> None:
    if rows:
        marks = ", ".join("?" * len(rows[0]))
        con.executemany(f"insert into {table} values ({marks})", rows)


def filled(con: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    fill_harm(con, lambda what, done, total: None)
    return con


def rows(con: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
    return con.execute(query).fetchall()


def notes(con: duckdb.DuckDBPyConnection) -> set[tuple[str, str]]:
    return set(rows(con, "select layer, reason from asb_harm_note"))


@pytest.fixture(scope="module")
def store() -> Iterator[duckdb.DuckDBPyConnection]:
    with closing(filled(place(24))) as con:
        yield con


def test_counts_part_antisocial_behaviour_footfall_and_the_rest() -> None:
    con = place(1)
    asked = {"codes": [OWN[0], RING, "E01none"]}
    found = con.execute(sql.text("build/130_asb_counts"), asked).fetchall()
    assert found == [
        (START, OWN[0], 60, 30, 40),
        (START, RING, 6 + 30 % 8, 0, 5),
        (START, "E01none", 0, 0, 0),
    ]


def test_shares_are_of_adults_and_of_households() -> None:
    con = place(1)
    names = [
        each[0] for each in con.execute(sql.text("build/131_residents")).description
    ]
    first = dict(zip(names, rows(con, sql.text("build/131_residents"))[1], strict=True))
    assert (first["lsoa21_code"], first["ring"], first["residents"]) == (
        OWN[1],
        False,
        1400.0,
    )
    assert first["km2"] == pytest.approx(0.55)
    ages = [first[f"age_{n}"] for n in (16, 25, 35, 50, 65)]
    assert ages == pytest.approx(
        [120 / 1100, 250 / 1100, 300 / 1100, 230 / 1100, 200 / 1100]
    )
    tenure = [first[name] for name in ("outright", "mortgage", "rent", "social")]
    assert tenure == pytest.approx([150 / 524, 200 / 524, 174 / 524, 115 / 524])
    assert first["asian"] == pytest.approx(120 / 1100 * 1100 / 1100, abs=0.001)
    assert first["deprived"] == pytest.approx(41 / 401)
    assert first["overcrowded"] == pytest.approx(11 / 311)
    assert first["flats"] == pytest.approx(27 / 227)


def test_an_older_edition_is_brought_over_and_the_newer_is_preferred() -> None:
    con = duckdb.connect()
    con.execute(sql.text("build/010_schema"))
    many(
        con,
        "lsoa_change",
        [
            ("A", "B", "S", 0.4),
            ("A", "C", "S", 0.6),
            ("D", "F", "M", 1.0),
            ("E", "F", "M", 1.0),
        ],
    )
    many(
        con,
        "deprivation",
        [
            ("A", 2019, "Income_decile", 3),
            ("D", 2019, "Income_decile", 5),
            ("E", 2019, "Income_decile", 8),
            ("A", 2019, "IMD_decile", 10),
            ("B", 2025, "Income_decile", 10),
        ],
    )
    assert rows(con, sql.text("build/132_income")) == [
        (2025, "B", 5),
        (2019, "B", 2),
        (2019, "C", 2),
        (2019, "F", 4),
    ]


def test_the_edition_that_knows_most_areas_is_used() -> None:
    con = place(1)
    con.execute("delete from deprivation where lsoa_code = ?", [OWN[4]])
    many(con, "deprivation", [(c, 2019, "Income_decile", 1) for c in OWN])
    found = read_place(con)
    assert found.income_edition == 2019
    assert found.composition is not None
    assert set(found.composition.income_quintile.tolist()) == {1}


def test_areas_that_reach_beyond_the_partnership_have_no_index() -> None:
    found = {each[1] for each in rows(place(1), sql.text("build/129_harm_areas"))}
    assert found == {"W0", "W1", "W2"}


def test_every_complete_year_has_every_layer(
    store: duckdb.DuckDBPyConnection,
) -> None:
    assert rows(
        store,
        "select count(*), min(period_end), max(period_end), any_value(basis), "
        "any_value(rr_version), any_value(sources) from asb_harm_period",
    ) == [
        (
            13,
            date(2024, 12, 31),
            date(2025, 12, 31),
            "one type",
            "bcs0708-1",
            ["police"],
        )
    ]
    assert rows(
        store,
        "select count(*), count(index_lo), count(expected), count(p_low_crime), "
        "count(gistar_z), count(forecast), count(expected_eth), count(index_repeats), "
        "bool_or(ethnicity_used), count(*) filter (visitor) from asb_harm_lsoa",
    ) == [(390, 390, 390, 390, 390, 30, 60, 0, False, 13)]
    assert {each[0] for each in rows(store, "select gap_state from asb_harm_lsoa")} <= {
        *GAP_STATES[:3]
    }


def test_index_and_expected_average_to_one_hundred(
    store: duckdb.DuckDBPyConnection,
) -> None:
    for column in ("harm_index", "expected_index"):
        [(average,)] = rows(
            store,
            f"select sum({column} * pop) / sum(pop) from asb_harm_lsoa "
            "where not visitor and period_end = date '2025-12-31'",
        )
        assert average == pytest.approx(100)
    [(reports, expected)] = rows(
        store,
        "select sum(y), sum(expected) from asb_harm_lsoa "
        "where not visitor and period_end = date '2025-12-31'",
    )
    assert expected == pytest.approx(reports)


def test_a_ward_is_the_population_weighted_mean(
    store: duckdb.DuckDBPyConnection,
) -> None:
    found = rows(
        store,
        "select area_code, harm_index, visitor_share, areas, index_lo < harm_index "
        "and harm_index < index_hi from asb_harm_area "
        "where period_end = date '2025-12-31' order by all",
    )
    parts = rows(
        store,
        "select area_code, sum(harm_index * pop) / sum(pop) from asb_harm_lsoa "
        "inner join area_part on lsoa21 = lsoa21_code and area_code like 'W%' "
        "where period_end = date '2025-12-31' and area_code <> 'W9' "
        "group by all order by all",
    )
    assert [each[0] for each in found] == ["W0", "W1", "W2"]
    assert [each[1] for each in found] == pytest.approx([each[1] for each in parts])
    assert found[0][2] == pytest.approx(0.1, abs=0.01) and found[1][2] == 0
    assert {each[3:] for each in found} == {(3, True)}


def test_what_tells_how_well_it_holds_has_limits(
    store: duckdb.DuckDBPyConnection,
) -> None:
    found = rows(
        store,
        "select measure, name, value, lo, hi from asb_harm_validation "
        "where period_end = date '2025-12-31'",
    )
    assert {each[0] for each in found} == {
        "split half",
        "next period: hit rate",
        "next period: PAI",
        "next period: gain on volume",
        "rank stability",
        "planted gaps: recall",
        "planted gaps: precision",
        "flagged, without ethnicity",
        "flagged, with ethnicity",
        "expected, without ethnicity",
        "expected, with ethnicity",
    }
    assert all(
        low <= value <= high
        for measure, _, value, low, high in found
        if not measure.startswith("expected")
    )
    assert not rows(
        store, "select * from asb_harm_validation where period_end < '2025-12-31'"
    )


def test_the_same_store_gives_the_same_index(
    store: duckdb.DuckDBPyConnection,
) -> None:
    query = "select columns(*) from asb_harm_lsoa order by period_end, lsoa21"
    with closing(filled(place(24))) as again:
        assert rows(again, query) == rows(store, query)


def test_fewer_than_twelve_months_give_a_reason_and_no_row() -> None:
    con = filled(place(11))
    assert rows(con, "select * from asb_harm_lsoa") == []
    assert ("index", "11 of the 12 months are held whole") in notes(con)


def test_without_a_month_there_is_no_row_and_no_fault() -> None:
    con = filled(place(0))
    assert rows(con, "select * from asb_harm_lsoa") == []


def test_a_year_on_two_vintages_gives_a_reason_and_no_row() -> None:
    con = place(12)
    con.execute("update incident set located = 'lsoa 2011' where month = '2024-03-01'")
    assert rows(filled(con), "select * from asb_harm_lsoa") == []
    assert ("index", "1 of the 12 months were published on 2011 LSOAs") in notes(con)


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (
            "delete from deprivation where lsoa_code = 'E01000003'",
            f"{INCOME} is missing for 1 of 30 LSOAs",
        ),
        (
            "delete from deprivation",
            f"{INCOME} is missing for 30 of 30 LSOAs",
        ),
        (
            "delete from profile where profile_table = 'tenure' and lsoa21_code < "
            "'E01000003'",
            "the census table of tenure is missing for 2 of 30 LSOAs",
        ),
        (
            "insert into profile values ('E01000003', 'tenure', 'Other', 400, null)",
            "Shares by tenure do not add up to 1 in 1 areas.",
        ),
    ],
)
def test_without_who_lives_there_reported_harm_stands_alone(
    fault: str, reason: str
) -> None:
    con = place(12)
    con.execute(fault)
    filled(con)
    assert {("expected", reason), ("gap", reason)} <= notes(con)
    assert rows(
        con,
        "select count(harm_index), count(expected), count(gap_state), count(route), "
        "count(rr_version) from asb_harm_lsoa",
    ) == [(30, 0, 0, 0, 0)]


def test_without_ethnicity_there_is_nothing_to_compare() -> None:
    con = place(12)
    con.execute("delete from profile where profile_table = 'ethnic_group'")
    filled(con)
    assert "ethnicity" in {layer for layer, _ in notes(con)}
    assert rows(
        con, "select count(expected), count(expected_eth) from asb_harm_lsoa"
    ) == [(30, 0)]


def test_an_area_without_residents_is_left_out_and_counted() -> None:
    con = place(12)
    con.execute("update profile set n = 0 where lsoa21_code = 'E01000007'")
    filled(con)
    assert rows(con, "select count(*) from asb_harm_lsoa") == [(29,)]
    assert (
        "areas",
        "1 of 30 LSOAs have no residents by Census 2021: they have no index",
    ) in notes(con)


def test_without_residents_there_is_no_index() -> None:
    con = place(12)
    con.execute("delete from profile")
    assert rows(filled(con), "select * from asb_harm_lsoa") == []
    assert any("held for no LSOA" in reason for _, reason in notes(con))


def test_without_reports_there_is_no_index() -> None:
    con = place(12)
    con.execute("delete from incident_month where category = 'Anti-social behaviour'")
    assert rows(filled(con), "select * from asb_harm_lsoa") == []
    assert {layer for layer, _ in notes(con)} - {"families"} == {"index"}


def test_without_boundaries_there_are_no_hot_spots() -> None:
    con = place(12)
    con.execute("delete from neighbour")
    filled(con)
    assert ("hot spots", "the LSOAs' boundaries are not all held") in notes(con)
    assert rows(con, "select count(gistar_z) from asb_harm_lsoa") == [(0,)]


def test_areas_alike_have_no_ranges() -> None:
    con = place(12)
    con.execute("update incident_month set n = 1")
    filled(con)
    assert rows(
        con, "select count(index_lo), min(rank_lo), max(rank_hi) from asb_harm_lsoa"
    ) == [(0, 1, 30)]
    assert any(reason.startswith("no detectable") for _, reason in notes(con))


def typed(unclassified: float) -> duckdb.DuckDBPyConnection:
    """Return a typed year of two sources; a share of the council's has no type."""
    con = place(12, ("police", "council"))
    many(
        con,
        "asb_type_month",
        [
            (add_months(START, n), code, source, shared, kind, count, count * 1.25)
            for n in range(12)
            for at, code in enumerate(OWN)
            for source, shared, kind, count in (
                ("police", ["council"], 1, 1.0 + at % 4),
                ("police", [], 8, 2.0 + at % 3),
                ("council", ["police"], 1, 1.0 + at % 4),
                ("council", [], 12, 1.0 + at % 5),
                ("council", [], 0, unclassified),
            )
        ],
    )
    return filled(con)


def test_types_are_weighed_and_a_shared_incident_counts_once() -> None:
    con = typed(0.5)
    assert rows(con, "select basis, sources, weights_version from asb_harm_period") == [
        ("types", ["police", "council"], "tiers-1")
    ]
    at = 7
    assert rows(
        con,
        f"select type_code, n from asb_harm_type where lsoa21 = '{OWN[at]}' "
        "and n > 0 order by 1",
    ) == [(1, 12 * 4.0), (8, 12 * 3.0), (12, 12 * 3.0)]
    assert rows(con, f"select y from asb_harm_lsoa where lsoa21 = '{OWN[at]}'") == [
        (12 * 10.5,)
    ]
    assert len(GROUPS["age"]) == 5
    assert rows(
        con, "select count(*), count(distinct type_code) from asb_harm_type"
    ) == [(390, 13)]
    left_out = rows(
        con,
        "select name, value between -1 and 1 from asb_harm_validation "
        "where measure = 'leave one source out' order by name",
    )
    assert left_out == [("council", True), ("police", True)]
    [(same,)] = rows(
        con, "select max(abs(index_repeats - harm_index)) from asb_harm_lsoa"
    )
    assert same < 5  # repeats weigh the same share more everywhere


def test_too_many_without_a_type_fall_back_to_volume() -> None:
    con = typed(9.0)
    assert rows(con, "select basis, unclassified > 0.3 from asb_harm_period") == [
        ("too many without a type", True)
    ]
    assert rows(con, "select distinct type_code from asb_harm_type") == [(0,)]
    [reason] = [reason for layer, reason in notes(con) if layer == "types"]
    assert "more than 30%" in reason


def test_hot_spots_reckon_with_what_lies_beyond_the_edge() -> None:
    with closing(place(12)) as con:
        con.execute("update incident_month set n = 90 where lsoa21_code = ?", [RING])
        filled(con)
        near = rows(
            con, f"select gistar_z from asb_harm_lsoa where lsoa21 = '{OWN[-1]}'"
        )
    with closing(filled(place(12))) as con:
        far = rows(
            con, f"select gistar_z from asb_harm_lsoa where lsoa21 = '{OWN[-1]}'"
        )
    assert near[0][0] > far[0][0] + 1
    assert np.isfinite(far[0][0])


def test_a_family_of_crimes_has_the_same_engine(
    store: duckdb.DuckDBPyConnection,
) -> None:
    found = rows(
        store,
        "select family, count(*), count(index_lo), any_value(period_end), "
        "count(*) filter (visitor), sum(harm_index * 1400) filter (not visitor) / "
        "sum(1400) filter (not visitor) from harm_family_lsoa group by family",
    )
    assert found == [("acquisitive", 30, 30, date(2025, 12, 31), 1, pytest.approx(100))]
    reports = rows(
        store, f"select reports, rate from harm_family_lsoa where lsoa21 = '{OWN[1]}'"
    )
    # six burglaries a month and one more in every other
    assert reports == [(12 * 6 + 6, pytest.approx(1000 * 78 / 1400, rel=0.2))]
    assert (
        "families",
        "Violence and sexual offences: Two areas and two half-years with reports are "
        "needed.",
    ) in notes(store)


def test_a_graver_crime_of_a_family_weighs_more() -> None:
    con = place(12)
    alike = {OWN[3]: "Robbery", OWN[9]: "Vehicle crime"}
    for code, category in alike.items():
        many(
            con,
            "incident_month",
            [
                (add_months(START, n), category, code, "testshire", 10)
                for n in range(12)
            ],
        )
    filled(con)
    found = rows(
        con,
        "select reports, harm_index from harm_family_lsoa where lsoa21 in "
        f"('{OWN[3]}', '{OWN[9]}') order by lsoa21",
    )
    assert found[0][0] == found[1][0] == 12 * 8 + 6 + 120
    assert found[0][1] > 1.2 * found[1][1]


def test_a_yardstick_is_compared_and_changes_nothing() -> None:
    con = place(12)
    many(
        con,
        "yardstick",
        [("IMD crime score", 2025, code, 5.0 - at, 1) for at, code in enumerate(OWN)]
        + [("Fires", 2024, code, at % 8, 1) for at, code in enumerate(OWN[:20])],
    )
    filled(con)
    found = rows(
        con,
        "select name, n, value between lo and hi, note from asb_harm_validation "
        "where measure = 'agreement' order by name",
    )
    assert [each[:3] for each in found] == [
        ("Fires, 2024", 19, True),
        ("IMD crime score, 2025", 29, True),
    ]
    assert found[0][3] == ("95% limits; bootstrap over areas; 10 areas are not in it")
    assert found[1][3].endswith(
        "; it may hold recorded ASB, and then agrees with itself"
    )
    query = "select columns(*) from asb_harm_lsoa order by period_end, lsoa21"
    with closing(filled(place(12))) as without:
        assert rows(without, query) == rows(con, query)


def survey(area: str, percent: float, answered: int, end: date) -> tuple[Any, ...]:
    """Return a row of the residents' survey about who reports."""
    cells = {
        "wave": "x", "question": QUESTION, "area_code": area, "group": "everyone",
        "pct": percent, "n": answered, "deff": 1.4,
    }  # fmt: skip
    start = date(end.year, 1, 1)
    return "residents_survey", "Council", start, end, 1, 2, True, json.dumps(cells)


def test_under_reporting_is_possible_only_where_residents_say_so_beyond_chance() -> (
    None
):
    end = date(START.year - 1, 12, 31)
    told = [survey(CSP, 34, 2000, end), survey("W2", 20, 300, end)]
    found = {}
    for name, asked in {
        "nobody asked": [],
        "fewer report": told,
        "too few asked": [told[0], survey("W2", 30, 60, end)],
        "no whole": told[1:],
        "asked later": [
            survey(area, percent, 2000, date(START.year + 9, 12, 31))
            for area, percent in ((CSP, 34), ("W2", 20))
        ],
    }.items():
        con = place(12)
        many(con, "return_row", asked)
        with closing(filled(con)):
            found[name] = (
                dict(rows(con, "select lsoa21, gap_state from asb_harm_lsoa")),
                ("reporting" in {layer for layer, _ in notes(con)}),
            )
    before, _ = found["nobody asked"]
    assert before[OWN[29]] == "check reporting"
    after, noted = found["fewer report"]
    assert noted and after == before | {OWN[29]: "possible under-reporting"}
    assert found["too few asked"] == (before, True)
    assert found["no whole"] == found["asked later"] == (before, False)
