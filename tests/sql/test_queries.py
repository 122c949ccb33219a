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
from itertools import groupby
from operator import itemgetter
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
OFFERED = PARTS.replace(
    "= 'ward' and valid_to is null",
    "in ('custom', 'ward', 'ward_before', 'msoa21', 'lsoa21')",
)
CALENDAR = (
    "select count(distinct period) from coverage, build_info "
    "where source = 'police_street' and unit = force"
)
QUERIES = {
    "area_counts": Declared(
        columns("code indicator_id VARCHAR; n DOUBLE"),
        ("code", "indicator_id"),
        "select count(distinct (area_part.area_code, indicator_id)) "
        "from incident_month "
        "join area_part using (lsoa21_code) join indicator_category using (category) "
        "join build_info using (force) where month between date '2025-01-01' and "
        f"date '2025-12-01' and area_part.area_code in ('{CITY}', '{WARD}')",
        {
            "areas": [CITY, WARD],
            "first": date(2025, 1, 1),
            "last": date(2025, 12, 1),
        },
    ),
    "area_make_up": Declared(
        columns("table category VARCHAR; n total DOUBLE; edition INTEGER"),
        ("table", "category"),
        "select (select count(distinct (profile_table, category)) from profile) + 2 * "
        "(select count(distinct edition) from deprivation where edition = 2025)",
        {"area": WARD},
    ),
    "area_residents": Declared(
        columns("code VARCHAR; reference_date DATE; basis VARCHAR; persons DOUBLE"),
        ("code", "reference_date"),
        f"select count(*) from population where area_code in ('{CITY}', '{WARD}')",
        {"areas": [CITY, WARD]},
    ),
    "area_streets": Declared(
        columns("street VARCHAR; asb crime DOUBLE; points BIGINT"),
        ("street",),
        "select least(10, count(distinct street)) from incident join area_part "
        "using (lsoa21_code) where month between date '2025-01-01' and "
        f"date '2025-12-01' and area_code = '{WARD}'",
        {
            "area": WARD,
            "first": date(2025, 1, 1),
            "last": date(2025, 12, 1),
            "most": 10,
        },
    ),
    "area_lsoas": Declared(
        columns("code label VARCHAR; share residents DOUBLE"),
        ("code",),
        f"select count(*) from area_part where area_code = '{WARD}'",
        {"area": WARD},
    ),
    "areas": Declared(
        columns(
            "area_code area_type area_name label method VARCHAR; fit DOUBLE; "
            "note VARCHAR; km2 households DOUBLE; valid_from valid_to DATE"
        ),
        ("area_code", "area_type"),
        f"select 2 + count(distinct area.area_code) from {OFFERED}",
    ),
    "asb_type_sources": Declared(
        columns(
            "source name VARCHAR; months typed_months BIGINT; used BOOLEAN; "
            "n unclassified shared DOUBLE"
        ),
        ("source",),
        "select count(distinct source) from asb_source_month where year(month) = 2025",
        {"period_end": date(2025, 12, 31)},
    ),
    "asb_types": Declared(
        columns(
            "lsoa21_code source VARCHAR; type_code INTEGER; "
            "n first_half repeat_weighted_n DOUBLE"
        ),
        ("lsoa21_code", "source", "type_code"),
        # a source has no type in an LSOA but by what it shares with an earlier one
        "select count(distinct (lsoa21_code, source, type_code)) from asb_type_month "
        "where year(month) = 2025 and (len(shared_with) = 0 or source = 'police' or "
        "(source = 'council' and shared_with = ['environmental_health']))",
        {"period_end": date(2025, 12, 31), "without": None},
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
        "select 6 + count(distinct unit) "
        "+ (select count(distinct source) from asb_source_month) "
        "+ (select cast(count(*) > 0 as integer) from revision "
        "where \"column\" = 'outcome') from coverage where source = 'police_street'",
    ),
    "concentration": Declared(
        columns(
            "period_start period_end DATE; areas INTEGER; events counted lower upper "
            "even DOUBLE; half half_lower half_upper half_even INTEGER"
        ),
        ("areas",),
        "select count(*) from hot_spot where indicator_id = 'all_crime'",
        {"indicator_id": "all_crime"},
    ),
    "coverage": Declared(
        columns("month DATE; status reason VARCHAR"), ("month",), CALENDAR
    ),
    "dictionary": Declared(columns("body VARCHAR"), ("body",), "select 1"),
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
            "weights_version VARCHAR; p_top10 harm index_repeats expected "
            "expected_index contribution_age contribution_tenure contribution_income "
            "DOUBLE; route VARCHAR; ethnicity_used BOOLEAN; sir theta theta_lower "
            "theta_upper p_low_survey expected_crime p_low_crime DOUBLE; gap_state "
            "VARCHAR; expected_eth expected_index_eth DOUBLE; gap_state_eth VARCHAR; "
            "index_third volume_third expected_third INTEGER; corner_volume "
            "corner_expected VARCHAR; gistar_z DOUBLE; gistar_hot gistar_cold BOOLEAN; "
            "km2 forecast forecast_lower forecast_upper DOUBLE; rr_version VARCHAR"
        ),
        ("code",),
        "select count(*) from asb_harm_lsoa where period_end = date '2025-12-31'",
        {"period_end": date(2025, 12, 31)},
    ),
    "harm_areas": Declared(
        columns(
            "code name area_type VARCHAR; residents index index_lower index_upper "
            "DOUBLE; rank_lower rank_upper areas INTEGER; visitor_share DOUBLE; "
            "map_class INTEGER; certainty DOUBLE"
        ),
        ("area_type", "code"),
        "select count(*) from asb_harm_area where period_end = date '2025-12-31'",
        {"period_end": date(2025, 12, 31)},
    ),
    "harm_families": Declared(
        columns(
            "family title VARCHAR; categories VARCHAR[]; period_end DATE; "
            "reports DOUBLE"
        ),
        ("family", "period_end"),
        "select count(distinct family) from harm_family_lsoa",
    ),
    "harm_family": Declared(
        columns(
            "code name ward title VARCHAR; categories VARCHAR[]; reports rate index "
            "index_lower index_upper DOUBLE; rank_lower rank_upper map_class INTEGER; "
            "certainty DOUBLE; visitor BOOLEAN"
        ),
        ("code",),
        "select count(*) from harm_family_lsoa where family = 'violence'",
        {"family": "violence", "period_end": date(2025, 12, 31)},
    ),
    "harm_history": Declared(
        columns(
            "period_end DATE; reports index index_lower index_upper DOUBLE; "
            "rank_lower rank_upper map_class INTEGER; gap_state VARCHAR"
        ),
        ("period_end",),
        "select count(distinct period_end) from asb_harm_lsoa",
        {"code": "E01999001"},
    ),
    "harm_notes": Declared(
        columns("layer reason VARCHAR"),
        ("layer", "reason"),
        "select count(distinct (layer, reason)) from asb_harm_note "
        "where period_end is null or period_end = date '2025-12-31'",
        {"period_end": date(2025, 12, 31)},
    ),
    "harm_neighbours": Declared(
        columns("code VARCHAR"),
        ("code",),
        "select count(*) from neighbour where lsoa21_code = 'E01999001'",
        {"code": "E01999001"},
    ),
    "harm_periods": Declared(
        columns(
            "period_start period_end DATE; basis VARCHAR; reports unclassified DOUBLE; "
            "sources VARCHAR[]; areas visitor_areas INTEGER; phi city_rate DOUBLE; "
            "varies BOOLEAN; income_edition INTEGER; weights_version rr_version VARCHAR"
        ),
        ("period_end",),
        "select count(distinct period_end) from asb_harm_lsoa",
    ),
    "harm_types": Declared(
        columns("code VARCHAR; type_code INTEGER; n n_repeats rate DOUBLE"),
        ("code", "type_code"),
        "select 13 * count(*) from asb_harm_lsoa where period_end = date '2025-12-31'",
        {"period_end": date(2025, 12, 31)},
    ),
    "harm_validation": Declared(
        columns(
            "measure name VARCHAR; value lower upper DOUBLE; n INTEGER; note VARCHAR"
        ),
        ("measure", "name"),
        "select count(*) from asb_harm_validation where period_end = date '2025-12-31'",
        {"period_end": date(2025, 12, 31)},
    ),
    "hot_spots": Declared(
        columns(
            "code name ward ward_code VARCHAR; period_start period_end DATE; events "
            "residents raw_rate rate DOUBLE; visitor BOOLEAN; gi_z DOUBLE; gi_hot "
            "gi_cold BOOLEAN; moran_class VARCHAR; moran_p DOUBLE; quarters "
            "hot_quarters cold_quarters INTEGER; emerging_class VARCHAR"
        ),
        ("code",),
        "select count(*) from hot_spot where indicator_id = 'all_crime'",
        {"indicator_id": "all_crime"},
    ),
    "indicator_history": Declared(
        columns(
            "indicator_id VARCHAR; version INTEGER; source VARCHAR; "
            "first_period last_period DATE; periods revised BIGINT; next_release DATE"
        ),
        ("indicator_id", "version", "source"),
        "select count(distinct (indicator_id, coalesce(definition_version, 1), "
        "case when source like 'return_%' then 'partner_return' else source end)) "
        "from observation left join source_file using (source_file_id)",
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
            "indicator_id area_code area_name VARCHAR; period_start period_end DATE; "
            "numerator denominator value lower upper n_eff DOUBLE; bound status "
            "vintage VARCHAR; release_on DATE; definition_version INTEGER; note source "
            "VARCHAR; year_numerator year_denominator DOUBLE"
        ),
        ("indicator_id", "area_code", "period_start", "period_end"),
        "select count(distinct (area_code, period_start, period_end)) from observation "
        "where indicator_id = 'force_recorded_crime'",
        {
            "indicator": "force_recorded_crime",
            "area": FORCE,
            "today": date(2026, 6, 1),
        },
    ),
    "papers": Declared(columns("name body VARCHAR"), ("name",), "select 6"),
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
    "expected_returns": Declared(
        columns("return_id provider VARCHAR; first_day DATE"),
        ("return_id", "provider"),
        "select count(distinct (return_id, provider)) from return_expected",
    ),
    "receipts": Declared(
        columns(
            "return_id provider VARCHAR; period_start period_end received_on "
            "first_received_on DATE; versions rows BIGINT"
        ),
        ("return_id", "provider", "period_start"),
        "select count(distinct (return_id, provider, period_start)) "
        "from return_receipt",
    ),
    "refused_count": Declared(
        columns("refused kept BIGINT"), ("refused", "kept"), "select 1"
    ),
    "refused_reasons": Declared(
        columns("file reason VARCHAR; n first_line last_line BIGINT"),
        ("file", "reason"),
        "select count(distinct (file, reason)) from rejected_row where not kept",
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
    "returned": Declared(
        columns(
            "provider VARCHAR; period_start period_end DATE; cells file VARCHAR; "
            "line BIGINT; received_on DATE"
        ),
        ("file", "line"),
        "select count(*) from return_row where return_id = 'hate_crime' and current",
        {"return": "hate_crime"},
    ),
    "split_children": Declared(
        columns("lsoa11_code lsoa21_code VARCHAR"),
        ("lsoa11_code", "lsoa21_code"),
        "select count(*) from lsoa_change where lsoa11_code in (select lsoa11_code "
        "from lsoa_change group by all having count(*) > 1)",
    ),
    "ward_points": Declared(
        columns("month DATE; by_point by_fit DOUBLE"),
        ("month",),
        CALENDAR + " and status = 'complete'",
        {"area": WARD, "indicator": "burglary"},
    ),
    "severity_calendar": Declared(
        columns("period DATE; status reason VARCHAR"),
        ("period",),
        CALENDAR,
        {"source": "police_street"},
    ),
    "severity_months": Declared(
        columns("key name standing VARCHAR; weight DOUBLE; counts DOUBLE[]"),
        ("key",),
        "select count(*) from indicator_category where indicator_id = 'all_crime'",
        {"weights": "", "area": WARD},
    ),
    "severity_quarters": Declared(
        columns("key name standing VARCHAR; weight DOUBLE; counts DOUBLE[]"),
        ("key",),
        "select count(distinct offence_code) from recorded_crime join build_info "
        "using (force) where n <> 0",
        {"weights": ""},
    ),
    "similar_areas": Declared(
        columns("area_code area_name VARCHAR"),
        ("area_code",),
        "select count(distinct area_code) from similar_area",
    ),
    "ward_fits": Declared(
        columns("code VARCHAR; lsoas VARCHAR[]; by_point fit DOUBLE; note VARCHAR"),
        ("code",),
        "select count(*) from area where area_code like 'E059990%'",
        {
            "kind": "ward_before",
            "indicator": "all_crime",
            "first": date(2025, 1, 1),
            "last": date(2025, 12, 1),
        },
    ),
    "wards": Declared(
        columns("code name VARCHAR; n residents DOUBLE; basis VARCHAR"),
        ("code",),
        "select count(distinct part.area_code) from build_info join area_part as whole "
        "on whole.area_code = build_info.area_code join area_part as part "
        "on part.lsoa21_code = whole.lsoa21_code join area "
        "on area.area_code = part.area_code and area_type = 'ward'",
        {
            "kind": "ward",
            "indicator": "all_crime",
            "first": date(2025, 1, 1),
            "last": date(2025, 12, 1),
        },
    ),
    "weight_sets": Declared(
        columns(
            "set_id name version source kind key_kind VARCHAR; approximate invented "
            "BOOLEAN"
        ),
        ("set_id",),
        "select count(*) from weight_set",
    ),
}
# of a ward; see the tests below
EMPTY_HERE = {"refused_reasons", "refused_rows", "residents"}


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
    printed = printed_in(held)
    assert printed["cpo_stages.lowest"].value == 82 and len(printed) == 9
    assert {each.note for each in printed.values()} == {"invented for demonstration"}
    assert [row["name"] for row in records(tiny, "papers")] == [
        *("harm", "published", "purposes"),
    ]
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
    kinds = {
        kind: [each["area_name"] for each in group]
        for kind, group in groupby(rows, key=itemgetter("area_type"))
    }
    assert {kind: len(names) for kind, names in kinds.items()} == {
        "partnership": 1,
        "custom": 1,
        "ward": 20,
        "ward_before": 20,
        "msoa21": 36,
        "lsoa21": 180,
        "force": 1,
    }
    assert all(names == sorted(names) for names in kinds.values())
    first = next(each for each in rows if each["area_type"] == "lsoa21")
    assert re.fullmatch(r"[\w\' .&]+ \(001A\)", first["label"])


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
    assert records(tiny, "refused_reasons") == [
        {
            "file": refused["file"],
            "reason": refused["reason"],
            "n": 1,
            "first_line": 3,
            "last_line": 3,
        }
    ]


def test_a_split_area_has_its_children(tiny: duckdb.DuckDBPyConnection) -> None:
    assert records(tiny, "split_children") == [
        {"lsoa11_code": "E01000004", "lsoa21_code": "E01000092"},
        {"lsoa11_code": "E01000004", "lsoa21_code": "E01000093"},
    ]


@pytest.mark.parametrize("kind", ["ward", "ward_before"])
def test_wards_sum_to_the_partnership_and_stand_highest_first(
    full: duckdb.DuckDBPyConnection, kind: str
) -> None:
    span = {"first": date(2025, 1, 1), "last": date(2025, 12, 1)}
    found = records(full, "wards", kind=kind, indicator="burglary", **span)
    months = records(full, "monthly", area=CITY, indicator="burglary")
    whole = sum(each["n"] for each in months if each["month"].year == 2025)
    assert sum(each["n"] for each in found) == whole > 0
    assert [each["n"] for each in found] == sorted(
        (each["n"] for each in found), reverse=True
    )
    assert {each["basis"] for each in found} == {"Census 2021"}
