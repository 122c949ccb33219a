"""Every contract can fail, says what is wrong, and then nothing is published."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from cdp_metrics.errors import ContractBroken
from cdp_metrics.warehouse import sql
from cdp_metrics.warehouse.checks import SHOWN, check
from tests.builders import ALDERTON, build_place, police_zip, row

ROWS = [row("ASB"), row(crime_id="a"), row(crime_id="a"), row("Drugs", "E01000005")]
QUARTER = """\
FY,Financial Quarter,Force,Offence Description,Group,Offence Subgroup,Offence Code,n
2024/25,1,Testshire,Arson,Damage,Arson,56A,7
"""

# numerator, denominator, value, lower, upper and status follow
INSERTED = (
    "insert into observation (indicator_id, area_code, period_start, period_end, "
    "vintage, numerator, denominator, value, lower, upper, status) select '{}', "
    "'E06000901', date '2025-01-01', date '2025-01-31', 'now', "
)
SHARE, COUNT = INSERTED.format("hate_repeat_share"), INSERTED.format("hate_crime")


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("good")
    police_zip(folder / "police" / "a.zip", {"2025-01": ROWS})
    (folder / "police" / "quarters.csv").write_text(QUARTER, "utf-8")
    report = build_place(folder)
    return folder / "store" / report.build.file


@pytest.fixture
def con(good: Path, tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Return a copy of a good store, open for writing, with what checks look up."""
    copy = tmp_path / "copy.duckdb"
    shutil.copy(good, copy)
    with duckdb.connect(str(copy)) as con:
        con.execute(
            "create temp table lsoa21 as select lsoa21_code, area_code as "
            "district_code from area_part where area_code like 'E0_0009%'"
        )
        con.execute(
            "create temp table district_of as select area_code as district_code, "
            "(select area_code from build_info) as csp_code, 'Alderton' as csp_name "
            "from area where area_type = 'district'"
        )
        con.execute(
            "create temp table stage_asb_incident as select 1 as source_file_id, "
            "'council' as source, date '2025-01-01' as month, 3.0 as n"
        )
        con.execute(
            "create temp table asb_file_month as select source_file_id, source, month, "
            "cast(null as varchar) as fault from stage_asb_incident"
        )
        con.execute(
            "insert into asb_source_month "
            "select source, month, true from asb_file_month"
        )
        con.execute(
            "insert into asb_type_month select month, null, source, [], 0, n, n "
            "from stage_asb_incident"
        )
        yield con


def test_a_good_store_keeps_every_contract(con: duckdb.DuckDBPyConnection) -> None:
    assert check(con) == len(sql.names("checks")) == 9


@pytest.mark.parametrize(
    ("harm", "faults"),
    [
        (
            "insert into partnership_district values ('E06000999')",
            ["district_without_lsoas: district E06000999 holds no LSOA in any look-up"],
        ),
        (
            "update build_info set force = 'elsewhere'",
            ["no_incidents: no street-level file of force elsewhere was accepted"],
        ),
        (
            "update build_info set area_code = 'E22000999'",
            ["partnership_code: csp = E22000999 in the partnership file, but the"],
        ),
        (
            "delete from asb_type_month",
            ["asb_types: typed ASB of council, 2025-01: 3.0 incidents sent, 0.0 held"],
        ),
        (
            "update asb_type_month set repeat_weighted_n = 2",
            ["asb_types: typed ASB of council: a count is negative, or less than"],
        ),
        (
            "insert into population select * from population limit 1",
            ["keys: population has 1 keys that occur more than once"],
        ),
        (
            "insert into area "
            "select * from area where area_type in ('county', 'force')",
            ["keys: area has 2 keys that occur more than once"],
        ),
        (
            "insert into coverage select * from coverage limit 1",
            ["keys: coverage has 1 keys that occur more than once"],
        ),
        (
            "insert into observation select * from observation",
            ["keys: observation has 1 keys that occur more than once"],
        ),
        (
            "insert into incident_month select * from incident_month limit 1",
            [
                "keys: incident_month has 1 keys that occur more than once",
                "rows_reconcile: rows differ: 4 published, 4 incidents, ",
            ],
        ),
        (
            "insert into area_part select * from area_part where area_code = "
            "'E05000001' limit 1",
            [
                "keys: area_part has 1 keys that occur more than once",
                "shares: ward shares of LSOA E010000",
            ],
        ),
        (
            "update area_part set share = 1.2 where area_code = 'E22000901' and "
            "lsoa21_code = 'E01000001'",
            ["shares: partnership shares of LSOA E01000001 sum to 1.2, not 1"],
        ),
        (
            "insert into area (area_code, area_type, area_name, label, method) values "
            "('centre', 'custom', 'Centre', 'Centre', 'list'); insert into area_part "
            "values ('centre', 'E01000001', 1.5), ('centre', 'E01000091', 0.5)",
            ["shares: centre shares of LSOA E01000001 sum to 1.5, over 1"],
        ),
        (
            "insert into area_part values ('centre', 'E01000091', 0)",
            ["shares: the share of LSOA E01000091 in centre is 0.0"],
        ),
        (
            SHARE + "15, 12, null, null, null, 'validated'",
            [
                "observations: hate_repeat_share of E06000901, 2025-01-01 to "
                "2025-01-31: 15.0 of 12.0 is no share"
            ],
        ),
        (
            SHARE + "null, null, 101, null, null, 'validated'",
            ["2025-01-31: a percentage is not between 0 and 100"],
        ),
        (
            SHARE + "null, null, 4, -1, 9, 'validated'",
            ["2025-01-31: a percentage is not between 0 and 100"],
        ),
        (
            COUNT + "-1, null, null, null, null, 'validated'",
            [
                "observations: hate_crime of E06000901, 2025-01-01 to 2025-01-31: a "
                "count is negative"
            ],
        ),
        (
            COUNT + "3, null, null, null, null, 'suppressed'",
            ["2025-01-31: held back, but it has a figure"],
        ),
        (
            "update observation set period_end = date '2024-03-31'",
            ["2024-04-01 to 2024-03-31: the period ends before it starts"],
        ),
        (
            "insert into observation select * replace (period_start + 40 as "
            "period_start) from observation",
            ["2024-04-01 to 2024-06-30: the period overlaps 2024-05-11 to 2024-06-30"],
        ),
        (
            "delete from incident where category = 'Drugs'",
            ["rows_reconcile: rows differ: 4 published, 3 incidents, 4 in the cube"],
        ),
        (
            "update incident_month set n = n + 1 where category = 'Drugs'",
            ["rows_reconcile: rows differ: 4 published, 4 incidents, 5 in the cube"],
        ),
        (
            "update source_file set rows_read = 9 where name like 'a.zip%'",
            ["testshire-street.csv: 9 rows read, but 4 accepted and 0 refused"],
        ),
        (
            "update source_file set rows_read = 9, rows_accepted = 9 "
            "where name like 'a.zip%'",
            ["testshire-street.csv: 9 rows accepted, but 4 in its publications"],
        ),
        (
            "update incident set lsoa21_code = null where category = 'Drugs'",
            ["rows_reconcile: 1 located rows have no 2021 LSOA"],
        ),
        (
            "update area_part set share = 0.5 where lsoa21_code = 'E01000001' "
            "and area_code = 'E05000001'",
            ["shares: ward shares of LSOA E01000001 sum to 0.5, not 1"],
        ),
        (
            "update lsoa_change set share = 0.4 where lsoa21_code = 'E01000092'",
            ["shares: parts of 2011 LSOA E01000004 sum to 1.1, not 1"],
        ),
        (
            "update incident set located = 'unknown lsoa', lsoa21_code = null, "
            "lsoa_published = 'E01009999' where category = 'Burglary'",
            [
                "unknown_lsoas: 2 of 3 rows of the area carry an LSOA code that is in "
                "no look-up (E01009999)"
            ],
        ),
    ],
)
def test_a_broken_contract_says_what_is_wrong(
    con: duckdb.DuckDBPyConnection, harm: str, faults: list[str]
) -> None:
    con.execute(harm)
    with pytest.raises(ContractBroken) as broken:
        check(con)
    for fault in faults:
        assert fault in str(broken.value)
    assert str(broken.value).count("\n") == len(faults)


@pytest.mark.parametrize(
    "harmless",
    [
        # the Home Office corrects earlier quarters, and nothing is 0 of 0
        "update observation set numerator = -5",
        SHARE + "0, 0, null, null, null, 'validated'",
        SHARE + "0, 12, 0, 0, 100, 'validated'",
        # another vintage of the same, and rolling years, overlap by design
        "insert into observation select * replace ('later' as vintage) "
        "from observation",
        "insert into observation select observation.* replace ('completions_all' as "
        "indicator_id, period_start + n as period_start) from observation, "
        "(values (1), (40)) as o(n)",
    ],
)
def test_what_only_looks_broken_is_let_through(
    con: duckdb.DuckDBPyConnection, harmless: str
) -> None:
    con.execute(harmless)
    assert check(con) == 9


def test_the_first_few_faults_of_a_kind_are_shown(
    con: duckdb.DuckDBPyConnection,
) -> None:
    con.execute("update lsoa_change set share = 0.3")
    con.execute("update area_part set share = 0.3 where area_code like 'E0%'")
    with pytest.raises(ContractBroken) as broken:
        check(con)
    assert str(broken.value).count("\nshares: ") == SHOWN
    assert "more of the same" in str(broken.value)


CHANGED = "LSOA11CD,CHGIND,LSOA21CD,LAD22CD,LAD22NM\n"


@pytest.mark.parametrize(
    ("partnership", "rows", "table", "fault"),
    [
        (
            {"districts": [ALDERTON, "E06000999"]},
            ROWS,
            "",
            "add the ONS look-up from LSOA 2011 to LSOA 2021 with districts, or "
            "correct districts in the partnership file",
        ),
        (
            {"force": "elsewhere"},
            ROWS,
            "",
            "add its months from data.police.uk, or correct force in the partnership "
            "file (held: testshire)",
        ),
        (
            {},
            [*[row()] * 198, *[row(lsoa="E01009999", name="Alderton 099Z")] * 2],
            "",
            "2 of 200 rows of the area carry an LSOA code that is in no look-up "
            "(E01009999): add the ONS look-up that holds them",
        ),
        (
            {},
            ROWS,
            CHANGED + f"E01000002,X,E01000091,{ALDERTON},Alderton\n",
            "area_part has 1 keys that occur more than once",
        ),
    ],
    ids=["district", "force", "unknown", "two changes"],
)
def test_a_build_that_breaks_a_contract_publishes_nothing(
    good: Path,
    tmp_path: Path,
    partnership: dict[str, Any],
    rows: list[str],
    table: str,
    fault: str,
) -> None:
    store = tmp_path / "store"
    shutil.copytree(good.parent, store)
    before = {path.name: path.read_bytes() for path in store.iterdir()}
    police_zip(tmp_path / "police" / "b.zip", {"2025-01": rows})
    if table:
        (tmp_path / "police" / "change.csv").write_text(table, "utf-8")
    with pytest.raises(ContractBroken) as broken:
        build_place(tmp_path, **partnership)
    assert fault in str(broken.value)
    assert "the store was not published; the one before it is as it was" in str(
        broken.value
    )
    assert {path.name: path.read_bytes() for path in store.iterdir()} == before
    assert json.loads(before["current.json"])["builds"][0]["file"] == good.name


def test_rows_lost_on_their_way_to_staging_break_a_contract(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = sql.text

    def losing(name: str) -> str:
        body = text(name)
        if name == "build/100_source_counts":
            body = "delete from stage_population where persons = 3600;\n" + body
        return body

    monkeypatch.setattr(sql, "text", losing)
    police_zip(tmp_path / "police" / "a.zip", {"2025-01": ROWS})
    with pytest.raises(ContractBroken) as broken:
        build_place(tmp_path)
    assert "districts_mid2022.csv: 1 rows read, but 0 accepted and 0 refused" in str(
        broken.value
    )
