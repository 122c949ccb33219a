"""Every query of the pages gives the columns, types and grain that it declares.

Types are those of the engine, and the same on a full store and on a nearly empty one:
what a page receives must not follow from what happens to be in the data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from cdp_metrics.catalogue.papers import plan_of, printed_in
from cdp_metrics.warehouse import sql
from cdp_metrics.warehouse.publish import pointer
from tests.builders import build_place, police_zip, row

# the demonstration's partnership, force area and a ward of it
CITY, FORCE, WARD = "E22999001", "E23999001", "E05999101"


@dataclass(frozen=True)
class Declared:
    """What a query gives.

    Parameters
    ----------
    columns
        Names and types, in order.
    key
        Columns that together tell rows apart.
    grain
        SQL that counts the rows to expect in another way.
    parameters
        Values for its parameters.
    """

    columns: dict[str, str]
    key: tuple[str, ...]
    grain: str
    parameters: dict[str, Any] = field(default_factory=dict)


def columns(text: str) -> dict[str, str]:
    """Return columns written as a heading: types after the names they belong to."""
    found: dict[str, str] = {}
    for part in text.split(";"):
        *names, kind = part.split()
        found |= dict.fromkeys(names, kind)
    return found


PARTS = (
    "area_part join build_info on area_part.area_code = "
    "build_info.area_code join area_part as ward using (lsoa21_code) "
    "join area on ward.area_code = area.area_code and area_type = 'ward' "
    "and valid_to is null"
)
CALENDAR = (
    "select count(distinct period) from coverage, build_info "
    "where source = 'police_street' and unit = force"
)
QUERIES = {
    "areas": Declared(
        columns("area_code area_type area_name VARCHAR"),
        ("area_code", "area_type"),
        f"select 2 + count(distinct area.area_code) from {PARTS}",
    ),
    "boundaries": Declared(
        columns("area_code area_name VARCHAR; wkb BLOB"),
        ("area_code",),
        "select count(distinct area_code) from boundary where area_type = 'ward'",
        {"area_type": "ward", "codes": [f"E05999{n:03d}" for n in range(1000)]},
    ),
    "build": Declared(
        columns(
            "build_id VARCHAR; schema_version INTEGER; product_version partnership "
            "place area_code force force_area_code VARCHAR; demonstration BOOLEAN; "
            "force_name VARCHAR; overview VARCHAR[]; "
            "first_month last_month DATE"
        ),
        ("build_id",),
        "select 1",
    ),
    "build_facts": Declared(
        columns("name fact VARCHAR"),
        ("name", "fact"),
        "select 5 + count(distinct unit) "
        "+ (select cast(count(*) > 0 as integer) from revision "
        "where \"column\" = 'outcome') from coverage where source = 'police_street'",
    ),
    "coverage": Declared(
        columns("month DATE; status reason VARCHAR"), ("month",), CALENDAR
    ),
    "districts": Declared(
        columns("area_code area_type area_name VARCHAR; ours BOOLEAN"),
        ("area_code",),
        "select count(distinct area_code) from area join area_part using (area_code) "
        "where area_type in ('district', 'county')",
    ),
    "files": Declared(
        columns(
            "source_file_id INTEGER; name source status VARCHAR; published_at "
            "TIMESTAMP; rows_read rows_accepted rows_rejected BIGINT; reason remedy "
            "VARCHAR"
        ),
        ("source_file_id",),
        "select count(*) from source_file",
    ),
    "harm": Declared(
        columns(
            "code name ward ward_code VARCHAR; residents reports raw_rate rate index "
            "index_lower index_upper DOUBLE; rank_lower rank_upper map_class INTEGER; "
            "certainty DOUBLE; visitor student BOOLEAN; per_km2 city_rate phi DOUBLE; "
            "weights_version VARCHAR"
        ),
        ("code",),
        "select count(*) from asb_harm_lsoa where period_end = date '2025-12-31'",
        {"period_end": date(2025, 12, 31)},
    ),
    "harm_periods": Declared(
        columns("period_start period_end DATE"),
        ("period_end",),
        "select count(distinct period_end) from asb_harm_lsoa",
    ),
    "indicator_history": Declared(
        columns(
            "indicator_id VARCHAR; version INTEGER; source VARCHAR; "
            "first_period last_period DATE; periods revised BIGINT; next_release DATE"
        ),
        ("indicator_id", "version", "source"),
        "select count(distinct (indicator_id, coalesce(definition_version, 1), "
        "source_file_id)) from observation",
        {"today": date(2026, 6, 1)},
    ),
    "indicator_status": Declared(
        columns(
            "indicator_id VARCHAR; first_period last_period DATE; rows areas BIGINT; "
            "last_vintage VARCHAR; periods_held BIGINT; completeness DOUBLE"
        ),
        ("indicator_id",),
        "select count(*) from indicator",
        {"today": date(2026, 6, 1)},
    ),
    "map_geometry": Declared(
        columns("version VARCHAR; body BLOB"), ("version",), "select 1"
    ),
    "map_version": Declared(
        columns("version VARCHAR; areas INTEGER"), ("version",), "select 1"
    ),
    "monthly": Declared(
        columns("month DATE; status reason VARCHAR; n DOUBLE"),
        ("month",),
        CALENDAR,
        {"area": WARD, "indicator": "asb_incidents"},
    ),
    "months_held": Declared(
        columns(
            "source unit status VARCHAR; periods BIGINT; first_period last_period DATE"
        ),
        ("source", "unit", "status"),
        "select count(distinct (source, unit, status)) from coverage",
    ),
    "observations": Declared(
        columns(
            "area_code area_name VARCHAR; period_start period_end DATE; numerator "
            "denominator value lower upper n_eff DOUBLE; bound status vintage VARCHAR; "
            "release_on DATE; definition_version INTEGER; note source VARCHAR"
        ),
        ("area_code", "period_start", "period_end"),
        "select count(distinct (area_code, period_start, period_end)) from observation "
        "where indicator_id = 'force_recorded_crime'",
        {
            "indicator": "force_recorded_crime",
            "area": FORCE,
            "today": date(2026, 6, 1),
        },
    ),
    "papers": Declared(columns("name body VARCHAR"), ("name",), "select 2"),
    "partnership_lsoas": Declared(
        columns("lsoa21_code lsoa_name ward_name VARCHAR"),
        ("lsoa21_code",),
        "select count(*) from area_part, build_info "
        "where area_part.area_code = build_info.area_code",
    ),
    "partnership_districts": Declared(
        columns("district_code VARCHAR"),
        ("district_code",),
        "select count(*) from partnership_district",
    ),
    "partnership_wards": Declared(
        columns("area_code area_name VARCHAR"),
        ("area_code",),
        f"select count(distinct area.area_code) from {PARTS}",
    ),
    "refused_count": Declared(
        columns("refused kept BIGINT"), ("refused", "kept"), "select 1"
    ),
    "refused_rows": Declared(
        columns(
            "file VARCHAR; line BIGINT; reason VARCHAR; kept BOOLEAN; text VARCHAR"
        ),
        ("file", "line", "reason"),
        "select least(200, count(*)) from rejected_row",
    ),
    "residents": Declared(
        columns("reference_date DATE; basis VARCHAR; persons DOUBLE"),
        ("reference_date", "basis"),
        f"select count(*) from population where area_code = '{WARD}'",
        {"area": WARD},
    ),
    "split_children": Declared(
        columns("lsoa11_code lsoa21_code VARCHAR"),
        ("lsoa11_code", "lsoa21_code"),
        "select count(*) from lsoa_change where lsoa11_code in (select lsoa11_code "
        "from lsoa_change group by all having count(*) > 1)",
    ),
    "wards": Declared(
        columns("code name VARCHAR; n residents DOUBLE; basis VARCHAR"),
        ("code",),
        "select count(distinct part.area_code) from build_info join area_part as whole "
        "on whole.area_code = build_info.area_code join area_part as part "
        "on part.lsoa21_code = whole.lsoa21_code join area "
        "on area.area_code = part.area_code and area_type = 'ward'",
        {
            "indicator": "all_crime",
            "first": date(2025, 1, 1),
            "last": date(2025, 12, 1),
        },
    ),
}
EMPTY_HERE = {"refused_rows", "residents"}  # of a ward; see the tests below


@pytest.fixture(scope="module")
def full(demo_store: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield the demonstration store."""
    path = demo_store / pointer(demo_store).file
    with closing(duckdb.connect(str(path), read_only=True)) as con:
        yield con


@pytest.fixture(scope="module")
def tiny(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield a store of one month; one row refused, one kept without its point."""
    place = tmp_path_factory.mktemp("place")
    # one row without its point in two hundred: in more, the file itself is at fault
    rows = [row(at=("east", "north")), row(month="January"), *[row("ASB")] * 200]
    police_zip(place / "police" / "2025.zip", {"2025-01": rows})
    build_place(place)
    path = place / "store" / pointer(place / "store").file
    with closing(duckdb.connect(str(path), read_only=True)) as con:
        yield con


def text(name: str) -> str:
    return sql.text(f"queries/{name}")


def records(
    con: duckdb.DuckDBPyConnection, name: str, **parameters: Any
) -> list[dict[str, Any]]:
    answer = con.execute(text(name), parameters)
    names = [column[0] for column in answer.description]
    return [dict(zip(names, each, strict=True)) for each in answer.fetchall()]


def test_every_query_is_declared_here() -> None:
    assert [f"queries/{name}" for name in sorted(QUERIES)] == sql.names("queries")


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_has_the_parameters_that_it_is_given(name: str) -> None:
    assert set(re.findall(r"\$(\w+)", text(name))) == set(QUERIES[name].parameters)


@pytest.mark.parametrize("name", QUERIES)
def test_columns_and_types_are_as_declared_whatever_is_held(
    full: duckdb.DuckDBPyConnection, tiny: duckdb.DuckDBPyConnection, name: str
) -> None:
    declared = QUERIES[name]
    for con in (full, tiny):
        answer = con.execute(text(name), declared.parameters)
        assert {c[0]: str(c[1]) for c in answer.description} == declared.columns
        assert [c[0] for c in answer.description] == list(declared.columns)


@pytest.mark.parametrize("name", QUERIES)
def test_keys_are_unique_and_the_grain_is_as_declared(
    full: duckdb.DuckDBPyConnection, name: str
) -> None:
    declared = QUERIES[name]
    rows = records(full, name, **declared.parameters)
    keys = [tuple(each[column] for column in declared.key) for each in rows]
    assert len(set(keys)) == len(keys)
    assert not any(None in key for key in keys)
    (expected,) = full.execute(declared.grain).fetchone() or (None,)
    assert len(rows) == expected
    assert rows or name in EMPTY_HERE, "a query that gives nothing proves nothing"


def test_papers_are_what_the_partnership_says_of_itself(
    full: duckdb.DuckDBPyConnection, tiny: duckdb.DuckDBPyConnection
) -> None:
    held = {row["name"]: row["body"] for row in records(full, "papers")}
    plan = plan_of(held)
    assert plan is not None
    assert plan.name == "Wrenminster Community Safety Partnership Plan 2023 to 2026"
    assert printed_in(held) == {}
    assert records(tiny, "papers") == [{"name": "published", "body": "[]"}]
    assert plan_of({"published": "[]"}) is None


@pytest.mark.parametrize(
    "row",
    ["('plan', '{}'), ('plan', '{}')", "('plan', null)", "(null, '{}')"],
    ids=["twice", "empty", "nameless"],
)
def test_a_store_takes_each_paper_once_and_whole(row: str) -> None:
    with closing(duckdb.connect()) as con:
        for name in ("005_macros", "010_schema"):
            con.execute(sql.text(f"build/{name}"))
        with pytest.raises(duckdb.ConstraintException):
            con.execute(f"insert into paper values {row}")


def test_areas_come_in_the_order_that_a_reader_chooses_from(
    full: duckdb.DuckDBPyConnection,
) -> None:
    rows = records(full, "areas")
    kinds = [each["area_type"] for each in rows]
    assert kinds == ["partnership", *["ward"] * 20, "force"]
    wards = [each["area_name"] for each in rows[1:-1]]
    assert wards == sorted(wards)


def test_districts_and_counties_know_whether_ours_is_a_part_of_them(
    full: duckdb.DuckDBPyConnection, tiny: duckdb.DuckDBPyConnection
) -> None:
    rows = [tuple(each.values()) for each in records(full, "districts")]
    assert rows == [
        ("E10999001", "county", "Wrenshire", False),
        ("E07999003", "district", "Brindlemoor", False),
        ("E07999001", "district", "Oxmarsh", False),
        ("E07999002", "district", "Tillenvale", False),
        ("E06999001", "district", "Wrenminster", True),
    ]
    held = {each["area_name"]: each["ours"] for each in records(tiny, "districts")}
    assert held["Alderton"] and not held["Brookham"]


def test_districts_together_are_all_that_is_placed_in_the_force_area(
    full: duckdb.DuckDBPyConnection,
) -> None:
    def total(area: str) -> float:
        rows = records(full, "monthly", area=area, indicator="all_crime")
        return sum(each["n"] or 0 for each in rows)

    parts = dict.fromkeys(("district", "county"), 0.0)
    for each in records(full, "districts"):
        parts[each["area_type"]] += total(each["area_code"])
    (placed,) = full.execute(
        "select sum(n) from incident_month, build_info where "
        "incident_month.force = build_info.force and lsoa21_code in "
        "(select lsoa21_code from area_part where area_code = force_area_code) "
        "and category <> 'Anti-social behaviour' and month in (select period "
        "from coverage where source = 'police_street' and unit = build_info.force "
        "and status = 'complete')"
    ).fetchone() or (None,)
    assert parts["district"] == pytest.approx(placed)
    assert parts["county"] + total(CITY) == pytest.approx(placed)


def test_wards_together_are_the_city(full: duckdb.DuckDBPyConnection) -> None:
    def totals(area: str) -> dict[date, float | None]:
        rows = records(full, "monthly", area=area, indicator="all_crime")
        return {each["month"]: each["n"] for each in rows}

    wards = [each["area_code"] for each in records(full, "partnership_wards")]
    parts = [totals(ward) for ward in wards]
    for month, whole in totals(CITY).items():
        if whole is None:
            assert all(part[month] is None for part in parts)
        else:
            # best fit: every LSOA lies in one ward, so sums of whole rows agree
            assert sum(part[month] or 0 for part in parts) == pytest.approx(whole)


def test_a_month_that_is_not_complete_has_no_number(
    full: duckdb.DuckDBPyConnection,
) -> None:
    rows = records(full, "monthly", area=CITY, indicator="asb_incidents")
    assert {each["n"] is None for each in rows if each["status"] != "complete"} == {
        True
    }
    assert all(each["n"] is not None for each in rows if each["status"] == "complete")
    assert sum(each["status"] == "missing" for each in rows) == 3
    assert [each["month"] for each in rows] == [
        each["month"] for each in records(full, "coverage")
    ]


def test_a_force_counts_rows_that_are_on_no_map(
    full: duckdb.DuckDBPyConnection,
) -> None:
    counted = records(full, "monthly", area=FORCE, indicator="asb_incidents")
    (rows,) = (
        full.execute(
            "select count(*) from incident where category = 'Anti-social behaviour'"
        ).fetchone()
        or ()
    )
    assert sum(each["n"] or 0 for each in counted) == rows


def test_an_unknown_area_or_measure_has_no_rows_rather_than_zeros(
    full: duckdb.DuckDBPyConnection,
) -> None:
    for area, indicator in (("E05000000", "asb_incidents"), (CITY, "no_such")):
        assert records(full, "monthly", area=area, indicator=indicator) == []


def test_residents_of_the_city_are_persons_oldest_estimate_first(
    full: duckdb.DuckDBPyConnection,
) -> None:
    rows = records(full, "residents", area=CITY)
    dates = [each["reference_date"] for each in rows]
    assert rows and dates == sorted(dates)
    assert all(each["persons"] > 100_000 for each in rows)


def test_refused_lines_say_where_they_stand(tiny: duckdb.DuckDBPyConnection) -> None:
    assert records(tiny, "refused_count") == [{"refused": 1, "kept": 1}]
    refused, kept = records(tiny, "refused_rows")
    assert (refused["kept"], refused["line"]) == (False, 3)
    assert (kept["kept"], kept["line"]) == (True, 2)
    for each in (refused, kept):
        assert each["file"].endswith("2025-01-testshire-street.csv")
        assert each["reason"]
    assert "January" in refused["text"]


def test_a_split_area_has_its_children(tiny: duckdb.DuckDBPyConnection) -> None:
    assert records(tiny, "split_children") == [
        {"lsoa11_code": "E01000004", "lsoa21_code": "E01000092"},
        {"lsoa11_code": "E01000004", "lsoa21_code": "E01000093"},
    ]


def test_wards_sum_to_the_partnership_and_stand_highest_first(
    full: duckdb.DuckDBPyConnection,
) -> None:
    span = {"first": date(2025, 1, 1), "last": date(2025, 12, 1)}
    found = records(full, "wards", indicator="burglary", **span)
    months = records(full, "monthly", area=CITY, indicator="burglary")
    whole = sum(each["n"] for each in months if each["month"].year == 2025)
    assert sum(each["n"] for each in found) == whole > 0
    assert [each["n"] for each in found] == sorted(
        (each["n"] for each in found), reverse=True
    )
    assert {each["basis"] for each in found} == {"Census 2021"}
