"""Every reader on literal rows: what it stages, what it refuses, and why."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import geopandas as gpd
import pandas as pd
import pytest
import shapely

from cdp_metrics.warehouse import sql
from cdp_metrics.warehouse.declare import declare_dictionary
from cdp_metrics.warehouse.intake import receive
from cdp_metrics.warehouse.load import load, record_files
from tests.builders import LSOA21, WARDS, Row, loaded, map_file, row, street_file

CODE = "not an area code such as E06000018: correct it, or leave the row out"
AGES = ",".join(f"Age {age}" for age in range(3))
QUARTERS = {
    "FY": "2024/25",
    "Financial Quarter": "1.0",
    "Force": "Testshire",
    "Offence Description": "Arson",
    "Group": "Criminal damage",
    "Offence Subgroup": "Arson",
    "Offence Code": "56A",
    "n": "5",
    "territorial": "True",
}


def staged(
    folder: Path, body: str | bytes, table: str, name: str = "file.csv"
) -> tuple[list[Row], list[Row]]:
    """Return a file's staged rows (without its number) and its refused lines."""
    con, _ = loaded(folder, {name: body})
    rows = con.execute(
        f"select * exclude (source_file_id) from {table} order by all"
    ).fetchall()
    refused = con.execute(
        "select line, reason, kept from rejected_row order by line"
    ).fetchall()
    con.close()
    return rows, refused


def lines(*text: str) -> str:
    return "\n".join(text) + "\n"


def test_every_staging_file_is_tried_here() -> None:
    tried = {
        *("boundary", "census", "cut_rows", "deprivation", "district_force"),
        *("home_office_quarterly", "lookup", "lsoa_change", "msoa_names"),
        *("number_lines", "police_street", "police_street_files"),
        *("lost_rows", "population_district_ages_files"),
        *("population_district_ages", "population_total"),
        *("read_csv", "read_parquet", "refuse_rows"),
        # figures as published or sent: test_figures.py
        *("crime_severity", "drug_deaths_and_admissions", "fingertips"),
        *("ndtms_in_treatment", "ons_drug_poisoning", "partner_return"),
        "sdg_alcohol_treatment",
        # weights of offences: test_severity.py
        *("severity_weights", "severity_weights_files"),
        # returns by template: tests/unit/returned
        *("partner_template", "partner_template_parsed", "partner_template_raw"),
        # places like ours: test_similar.py
        *("csp_recorded_crime", "nearest_neighbours"),
        # rates to set the harm index against: test_harm_input.py
        *("lsoa_rate", "lsoa_rate_files"),
        # counts by partners' own categories: test_asb_types.py
        "asb_incidents",
    }
    assert {name.removeprefix("staging/") for name in sql.names("staging")} == tried


def test_a_street_row_is_typed(tmp_path: Path) -> None:
    text = street_file(
        [
            row(crime_id=" a1 ", outcome="Under investigation", at=(-1.195, 52.905)),
            row("ASB", lsoa="", name="", at=("", "")),
        ]
    )
    rows, refused = staged(tmp_path, text, "stage_incident")
    january, street = date(2025, 1, 1), "On or near High Street"
    assert rows == [
        (
            "testshire",
            january,
            "Anti-social behaviour",
            None,
            None,
            street,
            None,
            None,
            None,
            None,
        ),
        (
            "testshire",
            january,
            "Burglary",
            -1.195,
            52.905,
            street,
            "Under investigation",
            "a1",
            "E01000001",
            "Alderton 001A",
        ),
    ]
    assert refused == []


def test_street_rows_that_cannot_be_counted_are_refused(tmp_path: Path) -> None:
    text = street_file(
        [
            row(month="2025/01"),
            row(month="2025-13"),
            row(month=""),
            row(force=""),
            row(category=""),
            row(category="  "),
            row(),
        ]
    )
    rows, refused = staged(tmp_path, text, "stage_incident")
    assert len(rows) == 1
    assert refused == [
        (2, "month '2025/01' is not written YYYY-MM", False),
        (3, "month '2025-13' is not written YYYY-MM", False),
        (4, "month is empty, is not written YYYY-MM", False),
        (5, "no force is named (Reported by)", False),
        (6, "no crime type", False),
        (7, "no crime type", False),
    ]


@pytest.mark.parametrize(
    "at",
    [(52.9, -1.2), (455363, 341298), (-1.2, 99), ("west", 52.9), (-1.2, ""), (0, 0)],
    ids=["swapped", "metres", "too far north", "word", "half", "nought"],
)
def test_an_unusable_coordinate_is_left_out_and_its_row_kept(
    tmp_path: Path, at: tuple[float | str, float | str]
) -> None:
    text = street_file([*[row()] * 100, row("Drugs", at=at)])
    rows, refused = staged(tmp_path, text, "stage_incident")
    (drugs,) = (each for each in rows if each[2] == "Drugs")
    assert drugs[3:5] == (None, None)
    assert len(rows) == 101
    reason = (
        f"coordinates ({at[0]}, {at[1]}) are not degrees in the United Kingdom: left "
        "out, row kept"
    )
    assert refused == [(102, reason, True)]


@pytest.mark.parametrize(
    ("name", "force"),
    [
        ("Testshire Police", "testshire"),
        ("  TESTSHIRE  police ", "testshire"),
        ("Avon and Somerset Constabulary", "avon-and-somerset"),
        ("Devon & Cornwall Police", "devon-and-cornwall"),
        ("Dyfed-Powys Police", "dyfed-powys"),
        ("Metropolitan Police Service", "metropolitan"),
        ('"London, City of"', "city-of-london"),
        ("British Transport Police", "btp"),
        ("Police Service of Northern Ireland", "northern-ireland"),
    ],
)
def test_a_force_has_one_identifier(tmp_path: Path, name: str, force: str) -> None:
    rows, _ = staged(tmp_path, street_file([row(force=name)]), "stage_incident")
    assert [each[0] for each in rows] == [force]


def test_lines_keep_their_numbers_around_lines_that_do_not_fit(tmp_path: Path) -> None:
    good, bad = row(), row(month="x")
    text = street_file(["cut", good, bad, "cut,cut", "cut", bad, good, bad, "cut,"])
    rows, refused = staged(tmp_path, text, "stage_incident")
    assert len(rows) == 2
    assert [line for line, _, _ in refused] == [2, 4, 5, 6, 7, 9, 10]
    assert [
        line for line, why, _ in refused if "Expected Number of Columns" in why
    ] == [*(2, 5, 6, 10)]


def test_numbers_start_anew_in_each_file(tmp_path: Path) -> None:
    bad = row(month="x")
    files: dict[str, str | bytes] = {
        "a.csv": street_file([row(), "cut", bad]),
        "b.csv": street_file([bad, row(), row()], end="\r\n"),
        "c.csv": street_file([row(), row(), "cut"]),
    }
    con, _ = loaded(tmp_path, files)
    found = con.execute("select file, line from rejected_row order by all").fetchall()
    assert found == [("a.csv", 3), ("a.csv", 4), ("b.csv", 2), ("c.csv", 4)]
    read = con.execute(
        "select source_file_id, sum(n) from rows_read group by 1 order by 1"
    ).fetchall()
    assert read == [(1, 3), (2, 3), (3, 3)]
    con.close()


def test_the_text_of_a_refused_line_is_kept_as_it_was(tmp_path: Path) -> None:
    text = street_file([row(month="x"), "cut,here", row()])
    con, _ = loaded(tmp_path, {"a.csv": text})
    texts = con.execute("select text from rejected_row order by line").fetchall()
    assert texts == [(row(month="x"),), ("cut,here",)]
    con.close()


@pytest.mark.parametrize(
    ("rows", "reason", "remedy"),
    [
        ([row(month="x")], "holds no row that can be counted", "download the month"),
        (
            ["a,b", "c,d"],
            "holds no row with as many fields as its heading",
            "download the month again",
        ),
        (
            [row(month="2025-02")] * 2,
            "its name says 2025-01 but its rows are of 2025-02",
            "rename the file to the month it holds",
        ),
        (
            [row(), row(month="2025-03")],
            "its name says 2025-01 but its rows are of 2025-01 to 2025-03",
            "rename the file to the month it holds",
        ),
        (
            [row(), row(at=(52.9, -1.2))],
            "longitude and latitude are swapped in 1 rows",
            "restore the Longitude and Latitude columns",
        ),
        (
            [*[row()] * 49, row(at=(455363, 341298))],
            "coordinates are in metres in 1 rows",
            "restore the Longitude and Latitude columns",
        ),
        (
            [row(at=(-1.2, 99))] * 3,
            "coordinates lie outside the United Kingdom in 3 rows",
            "restore the Longitude and Latitude columns",
        ),
    ],
    ids=[
        "none good",
        "none fits",
        "month",
        "months",
        "swapped",
        "metres",
        "outside",
    ],
)
def test_a_street_file_that_is_wrong_as_a_whole_is_refused(
    tmp_path: Path, rows: list[str], reason: str, remedy: str
) -> None:
    con, _ = loaded(tmp_path, {"2025-01-testshire-street.csv": street_file(rows)})
    cut = sum(len(line.split(",")) < 12 for line in rows)
    found = con.execute("select status, reason, remedy from source_file").fetchone()
    assert found is not None
    assert found[:2] == ("refused", reason)
    assert found[2].startswith(remedy)
    assert con.execute("select count(*) from stage_incident").fetchone() == (0,)
    assert con.execute("select count(*) from rejected_row").fetchone() == (cut,)
    con.close()


def test_a_street_file_that_names_no_month_may_hold_several(tmp_path: Path) -> None:
    text = street_file([row(), row(month="2025-02")])
    assert len(staged(tmp_path, text, "stage_incident", "all.csv")[0]) == 2


def test_a_look_up_states_child_and_parent(tmp_path: Path) -> None:
    text = lines(
        "LSOA21CD,LSOA21NM,WD24CD,WD24NM,LAD24CD,LAD24NM",
        "E01000001,Alderton 001A,E05000001,Ash,E06000901,Alderton",
        "Alderton,Alderton 001A,E05000001,Ash,E06000901,Alderton",
        "E01000001,Alderton 001A,Ash,Ash,E06000901,Alderton",
    )
    rows, refused = staged(tmp_path, text, "stage_lookup")
    assert rows == [
        (
            "lsoa21_ward",
            2024,
            "E01000001",
            "Alderton 001A",
            "E05000001",
            "Ash",
            "E06000901",
            "Alderton",
        )
    ]
    assert refused == [
        (3, "the child is not an area code such as E01013810", False),
        (4, "the parent is not an area code such as E05012270", False),
    ]


def test_a_look_up_need_not_name_districts(tmp_path: Path) -> None:
    text = "LSOA21CD,LSOA21NM,MSOA21NM,MSOA21CD\nE01000001,A,B,E02000001\n"
    rows, _ = staged(tmp_path, text, "stage_lookup")
    assert rows[0][0] == "lsoa21_msoa21"
    assert rows[0][-2:] == (None, None)


def test_a_change_of_lsoas(tmp_path: Path) -> None:
    heading = "LSOA11CD,CHGIND,LSOA21CD,LAD22CD,LAD22NM"
    text = lines(
        heading,
        "E01000002,M,E01000091,E06000901,Alderton",
        "E02000002,M,E01000091,E06000901,Alderton",
        "E01000002,M,,E06000901,Alderton",
        "E01000002,Z,E01000091,E06000901,Alderton",
    )
    rows, refused = staged(tmp_path, text, "stage_lsoa_change")
    assert rows == [
        ("E01000002", None, "M", "E01000091", None, "E06000901", "Alderton")
    ]
    assert [reason for _, reason, _ in refused] == [
        "not a 2011 LSOA code",
        "not a 2021 LSOA code",
        "the change is none of U, M, S, X",
    ]


def test_names_of_msoas(tmp_path: Path) -> None:
    text = lines(
        "MSOACD,MSOANM,MSOAHCLNM,LADCD_ACTIVE,LADNM_ACTIVE,UTLACD,UTLANM",
        'E02000001,Alderton 001,"Old Town, West",E06000901,Alderton,E06000901,Alderton',
        "E01000001,Alderton 001,Old Town,E06000901,Alderton,E06000901,Alderton",
    )
    rows, refused = staged(tmp_path, text, "stage_msoa_name")
    assert rows == [
        (
            "E02000001",
            "Alderton 001",
            "Old Town, West",
            "E06000901",
            "Alderton",
            "E06000901",
            "Alderton",
        )
    ]
    assert refused == [(3, "not an MSOA code", False)]


def test_districts_and_their_force(tmp_path: Path) -> None:
    text = lines(
        "LAD24CD,LAD24NM,CSP24CD,CSP24NM,PFA24CD,PFA24NM",
        "E06000901,Alderton,E22000901,Alderton CSP,E23000901,Testshire",
        "Alderton,Alderton,E22000901,Alderton CSP,E23000901,Testshire",
    )
    rows, refused = staged(tmp_path, text, "stage_district_force")
    assert rows == [
        ("E06000901", "Alderton", "E22000901", "Alderton CSP", "E23000901", "Testshire")
    ]
    assert refused == [(3, "not a district code", False)]


def test_a_total_population(tmp_path: Path) -> None:
    text = lines(
        "Code,Name,Geography,Population",
        'E06000901,Alderton,Unitary Authority,"3,600"',
        "K02000001,UNITED KINGDOM,Country,0",
        "E06000901,Alderton,Unitary Authority,many",
        "E06000901,Alderton,Unitary Authority,-1",
        "Alderton,Alderton,Unitary Authority,5",
    )
    rows, refused = staged(tmp_path, text, "stage_population", "mid2022.csv")
    assert rows == [("E06000901", 2022, 3600.0), ("K02000001", 2022, 0.0)]
    unread = "the population is not a number of 0 or more: write how many residents, "
    unread += "or download the file again"
    assert refused == [
        (4, unread, False),
        (5, unread, False),
        (6, CODE, False),
    ]


def test_ages_of_a_district_are_summed(tmp_path: Path) -> None:
    text = lines(
        f"name,code,year,{AGES},Aged 90+",
        "Alderton,E06000901,2019,10,20,30,5",
        "Alderton,E06000901,2020,10,20,,5",
        "Alderton,E06000901,2020,10,20,few,5",
        "Alderton,E06000901,once,10,20,30,5",
        "Alderton,Alderton,2020,10,20,30,5",
    )
    rows, refused = staged(tmp_path, text, "stage_population")
    assert rows == [("E06000901", 2019, 65.0)]
    unread = "an age holds no number: fill in every age, or leave the row out where "
    unread += "its publisher gives none"
    assert refused == [
        (3, unread, False),
        (4, unread, False),
        (5, "not a year: write it as 2020", False),
        (6, CODE, False),
    ]


@pytest.mark.parametrize(
    "heading",
    [f",code,year,{AGES}", f"path,code,year,{AGES}", f"line,code,year,{AGES}"],
    ids=["no heading", "path", "line"],
)
def test_a_stray_heading_of_a_wide_table_does_no_harm(
    tmp_path: Path, heading: str
) -> None:
    text = lines(heading, "7,E06000901,2019,1,2,3")
    assert staged(tmp_path, text, "stage_population")[0] == [("E06000901", 2019, 6.0)]


def test_a_heading_that_comes_twice_in_a_wide_table_counts_once(tmp_path: Path) -> None:
    text = lines(f"note,NOTE,code,year,{AGES},age 1", "a,b,E06000901,2019,1,2,3,100")
    assert staged(tmp_path, text, "stage_population")[0] == [("E06000901", 2019, 6.0)]


@pytest.mark.parametrize(
    "heading",
    [
        "name,code,year,AGE 0,age 1,AGED 2,Age 90 and over",
        "name,code,year,Age 0,1,2,90+",
        "name,code,year,Aged 0,Aged 1,Aged 2,Aged 90 +",
        "All ages,code,year,Age 0,Age 1,Age 2,aged 90 or over",
    ],
)
def test_ages_may_be_headed_otherwise(tmp_path: Path, heading: str) -> None:
    text = lines(heading, "7,E06000901,2019,10,20,30,5")
    rows, _ = staged(tmp_path, text, "stage_population")
    assert rows == [("E06000901", 2019, 65.0)]


def test_ages_that_would_give_a_wrong_total_are_refused(tmp_path: Path) -> None:
    con, _ = loaded(
        tmp_path,
        {
            "a.csv": f"code,year,{AGES},Age 85-89\nE06000901,2019,1,2,3,4\n",
            "b.csv": f"code,year,sex,{AGES}\nE06000901,2019,F,1,2,3\n"
            "E06000901,2019,M,1,2,3\nE06000901,2020,M,1,2,3\n",
            "c.csv": f"code,year,{AGES}\nE06000901,2019,1,nan,3\n"
            "E06000901,2020,1,inf,3\nE06000901,2022,1,-2,3\nE06000901,2021,1,2,3\n",
        },
    )
    files = con.execute("select reason from source_file order by name").fetchall()
    assert files == [
        ("the heading 'Age 85-89' is not understood as an age",),
        ("holds several rows for E06000901 in 2019, perhaps one a sex",),
        (None,),
    ]
    held = con.execute("select year, persons from stage_population").fetchall()
    assert held == [(2021, 6.0)]
    con.close()


def test_census_counts(tmp_path: Path) -> None:
    text = lines(
        "lsoa21_code,total_households,tenure,n,prop",
        "E01000002,82,Owned: Owns outright,82,0.2",
        "E01000002,82,Social rented,0,0",
        "E06000901,400,Social rented,3,0",
        "E01000001,400,Private rented,c,0",
        "E01000001,400,Other,-2,0",
        "E01000001,400,Living rent free,nan,0",
        "E01000001,400,Living in a van,inf,0",
        "E01000001,400,,3,0",
    )
    rows, refused = staged(tmp_path, text, "stage_profile")
    assert rows == [
        ("E01000002", "tenure", "Owned: Owns outright", 82.0, 82.0),
        ("E01000002", "tenure", "Social rented", 0.0, 82.0),
    ]
    assert [reason for _, reason, _ in refused] == [
        "not an LSOA code",
        *["the count is not a number of 0 or more"] * 4,
        "no category",
    ]


@pytest.mark.parametrize(
    "category",
    ["Total", "total: All households", "All usual residents", "All ages", "TOTAL "],
)
def test_a_total_is_no_category_of_the_census(tmp_path: Path, category: str) -> None:
    text = lines(
        "LSOA21CD,age_group,usual_residents",
        f"E01000001,{category},1000",
        "E01000001,Aged 15 years and under,400",
        "E01000001,All other ages and more,600",
    )
    rows, refused = staged(tmp_path, text, "stage_profile")
    assert [each[2:4] for each in rows] == [
        ("Aged 15 years and under", 400.0),
        ("All other ages and more", 600.0),
    ]
    assert refused == [(2, "a total is not a category", False)]


def test_categories_that_do_not_make_their_total_are_refused(tmp_path: Path) -> None:
    text = lines(
        "lsoa21_code,total_households,tenure,n",
        "E01000001,400,Owned,250",
        "E01000001,400,Owned: outright,100",
        "E01000001,400,Rented,150",
        "E01000091,400,Owned,250",
        "E01000091,400,Rented,155",  # perturbed
        "E01000092,400,Owned,200",
        "E01000092,400,Rented,c",  # a part would be read as the whole
    )
    rows, refused = staged(tmp_path, text, "stage_profile")
    assert {each[0] for each in rows} == {"E01000091"}
    reason = "the categories of this LSOA sum to 500, not to their total of 400"
    assert refused == [
        *((line, reason, False) for line in (2, 3, 4)),
        (7, "another category of this LSOA cannot be read", False),
        (8, "the count is not a number of 0 or more", False),
    ]


def test_an_lsoa_that_lacks_a_category_has_no_table(tmp_path: Path) -> None:
    text = lines(
        "LSOA21CD,age_group,usual_residents",
        "E01000001,Total,1000",
        "E01000001,Aged 15 years and under,400",
        "E01000001,Aged 16 to 24 years,600",
        "E01000002,Aged 15 years and under,400",
    )
    rows, refused = staged(tmp_path, text, "stage_profile")
    assert {each[0] for each in rows} == {"E01000001"}
    assert refused[-1] == (5, "this LSOA has 1 of 2 categories", False)


def test_deprivation_is_a_row_a_measure(tmp_path: Path) -> None:
    text = lines(
        "lsoa21_code,IMD_decile,Income_decile,IMD_rank,Income_score,lad_code",
        "E01000001,1,10,25,0.3,E06000901",
        "E01000091,11,2,,0.1,E06000901",
        "Alderton,1,1,1,1,E06000901",
    )
    rows, refused = staged(tmp_path, text, "stage_deprivation")
    assert rows == [
        ("E01000001", 2025, "IMD_decile", 1.0),
        ("E01000001", 2025, "IMD_rank", 25.0),
        ("E01000001", 2025, "Income_decile", 10.0),
        ("E01000001", 2025, "Income_score", 0.3),
        ("E01000091", 2025, "IMD_decile", None),
        ("E01000091", 2025, "IMD_rank", None),
        ("E01000091", 2025, "Income_decile", 2.0),
        ("E01000091", 2025, "Income_score", 0.1),
    ]
    assert sorted(set(refused)) == [
        (3, "IMD_decile is not between 1 and 10: left out, row kept", True),
        (3, "IMD_rank is not a number: left out, row kept", True),
        (4, "not an LSOA code", False),
    ]


def test_quarters_of_the_home_office(tmp_path: Path) -> None:
    heading, values = ",".join(QUARTERS), ",".join(QUARTERS.values())
    text = lines(
        heading,
        values,
        values.replace("1.0", "4").replace(",5,", ",-7,"),
        values.replace("2024/25", "2024"),
        values.replace("1.0", "5"),
        values.replace(",5,", ",many,"),
        values.replace("Testshire", " "),
        values.replace(",5,", ",nan,"),
        values.replace(",5,", ",1e30,"),
        values.replace("1.0", "inf"),
        values.replace(",Criminal damage,", ",,"),
        values.replace(",Arson,56A", ", ,56A"),
        values.replace("56A", ""),
    )
    rows, refused = staged(tmp_path, text, "stage_recorded_crime")
    rest = ("56A", "Arson", "Criminal damage", "Arson")
    assert rows == [
        ("testshire", "Testshire", date(2024, 4, 1), *rest, 5, True),
        ("testshire", "Testshire", date(2025, 1, 1), *rest, -7, True),
    ]
    assert refused == [
        (4, "not a financial year such as 2024/25", False),
        (5, "the quarter is none of 1 to 4", False),
        (6, "the count is not a number", False),
        (7, "no force is named", False),
        (8, "the count is not a number", False),
        (9, "the count is not a number", False),
        (10, "the quarter is none of 1 to 4", False),
        *(
            (line, "offence, code, group or subgroup is blank", False)
            for line in (11, 12, 13)
        ),
    ]


@pytest.mark.parametrize("territorial", [True, False])
def test_quarters_in_parquet(tmp_path: Path, territorial: bool) -> None:
    frame = pd.DataFrame([QUARTERS]).assign(n=5, **{"Financial Quarter": 2})
    if not territorial:
        frame = frame.drop(columns="territorial")
    path = tmp_path / "q.parquet"
    frame.to_parquet(path)
    rows, refused = staged(
        tmp_path / "x", path.read_bytes(), "stage_recorded_crime", "q.parquet"
    )
    rest = ("56A", "Arson", "Criminal damage", "Arson")
    known = True if territorial else None
    assert rows == [("testshire", "Testshire", date(2024, 7, 1), *rest, 5, known)]
    assert refused == []


def shapes(folder: Path, text: str) -> tuple[list[Row], Row]:
    """Return the boundaries staged from a map file, and what became of it."""
    con, _ = loaded(folder, {"map.geojson": text})
    rows = con.execute(
        "select area_code, area_type, area_name, vintage, wkb from stage_boundary "
        "order by area_code"
    ).fetchall()
    file = con.execute("select status, reason, remedy from source_file").fetchone()
    con.close()
    assert file is not None
    return rows, file


def test_a_map_file_in_degrees(tmp_path: Path) -> None:
    rows, file = shapes(tmp_path, map_file("WD24", WARDS))
    assert [each[:4] for each in rows] == [
        ("E05000001", "ward", "Ash", 2024),
        ("E05000002", "ward", "Birch", 2024),
        ("E05000003", "ward", "Cedar", 2024),
    ]
    ash = shapely.from_wkb(bytes(rows[0][4]))
    assert ash.equals(shapely.box(-1.2, 52.9, -1.17, 52.91))
    assert file[0] == "accepted"


def test_a_map_file_in_metres_that_says_so_is_converted(tmp_path: Path) -> None:
    plain = map_file("LSOA21", {code: each[:3] for code, each in LSOA21.items()})
    path = tmp_path / "metres.geojson"
    gpd.read_file(plain).to_crs("EPSG:27700").to_file(path, driver="GeoJSON")
    rows, _ = shapes(tmp_path / "metres", path.read_text("utf-8"))
    expected, _ = shapes(tmp_path / "degrees", plain)
    for got, want in zip(rows, expected, strict=True):
        assert got[:4] == want[:4]
        away = shapely.hausdorff_distance(
            shapely.from_wkb(bytes(got[4])), shapely.from_wkb(bytes(want[4]))
        )
        assert away < 1e-6  # degrees: some 10 cm


METRES = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}
PLACES = {"E05000001": ("Ash", 0.0, 3.0)}


@pytest.mark.parametrize(
    ("text", "reason", "remedy"),
    [
        (
            map_file("WD24", {"E05000001": ("Ash", 4.5e7, 4.6e7)}),
            "are metres, but the file says they are degrees",
            "declare EPSG:27700",
        ),
        (
            map_file("WD24", PLACES, crs=METRES),
            "look like degrees, but the file says they are metres",
            'remove "crs"',
        ),
        (
            map_file("WD24", PLACES).replace("-1.2,", "52.9,").replace("-1.17,", "53,"),
            "(longitude and latitude look swapped)",
            "axis order",
        ),
        (
            map_file("WD24", {"E05000001": ("Ash", 900, 903)}),
            "the shapes lie outside the United Kingdom. ",
            "check the file's reference system",
        ),
        (
            map_file("WD24", PLACES).replace(
                '"geometry": {', '"geometry": null, "x": {'
            ),
            "holds no feature, or one without a shape",
            "export it again with its polygons",
        ),
        (
            map_file("WD24", PLACES).replace('"E05000001"', "null"),
            "a feature without a code or a name",
            "with the code and name of every area",
        ),
        (
            re.sub(
                r'"Polygon", "coordinates": .*?\]\]\]',
                '"Point", "coordinates": [-1.2, 52.9]',
                map_file("WD24", PLACES),
            ),
            "shapes that are not areas. Expected: polygons",
            "not their centres",
        ),
    ],
    ids=["metres", "degrees", "swapped", "abroad", "no shape", "no code", "points"],
)
def test_a_map_file_that_cannot_be_used_is_refused(
    tmp_path: Path, text: str, reason: str, remedy: str
) -> None:
    rows, (status, why, what) = shapes(tmp_path, text)
    assert rows == []
    assert status == "refused"
    assert reason in why
    assert remedy in what


def test_a_shape_that_crosses_itself_is_mended(tmp_path: Path) -> None:
    bow = [[-1.2, 52.9], [-1.19, 52.91], [-1.19, 52.9], [-1.2, 52.91], [-1.2, 52.9]]
    text = map_file("WD24", PLACES)
    ring = text[text.index("[[[") : text.index("]]]") + 3]
    rows, file = shapes(tmp_path, text.replace(ring, f"[{bow}]"))
    assert file[0] == "accepted"
    assert shapely.from_wkb(bytes(rows[0][4])).is_valid


def test_mending_a_shape_leaves_areas_only(tmp_path: Path) -> None:
    # out along a spike and back: a square, and a line that is no area
    spike = [[-1.2, 52.9], [-1.19, 52.9], [-1.19, 52.91], [-1.18, 52.92]]
    spike += [[-1.19, 52.91], [-1.2, 52.91], [-1.2, 52.9]]
    text = map_file("WD24", PLACES)
    ring = text[text.index("[[[") : text.index("]]]") + 3]
    rows, _ = shapes(tmp_path / "spike", text.replace(ring, f"[{spike}]"))
    mended = shapely.from_wkb(bytes(rows[0][4]))
    assert mended.equals(shapely.box(-1.2, 52.9, -1.19, 52.91))
    flat = [[-1.2, 52.9], [-1.19, 52.9], [-1.18, 52.9], [-1.2, 52.9]]
    rows, file = shapes(tmp_path / "flat", text.replace(ring, f"[{flat}]"))
    assert (rows, file[0]) == ([], "refused")


def test_parquet_that_is_damaged_inside_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "q.parquet"
    pd.DataFrame([QUARTERS] * 500).to_parquet(path)
    body = path.read_bytes()
    con, _ = loaded(tmp_path / "x", {"q.parquet": body[:4] + bytes(900) + body[904:]})
    found = con.execute("select status, reason from source_file").fetchone()
    assert found is not None and found[0] == "refused"
    assert "damaged Parquet" in found[1]
    con.close()


def test_rows_that_a_reader_loses_refuse_their_file(tmp_path: Path) -> None:
    raw, work = tmp_path / "raw", tmp_path / "work"
    raw.mkdir()
    work.mkdir()
    for name, month in (("a.csv", "2025-02"), ("b.csv", "2025-01")):
        (raw / name).write_text(street_file([row(month=month)] * 2), "utf-8")
    first, second = receive([raw], work)
    con = duckdb.connect()
    for name in ("005_macros", "010_schema", "015_staging"):
        con.execute(sql.text(f"build/{name}"))
    files = [first, replace(second, rows=3)]
    record_files(con, files)
    declare_dictionary(con)
    load(con, files, work, lambda what, done, total: None)
    assert con.execute(
        "select name, reason from source_file order by 1"
    ).fetchall() == [
        ("a.csv", None),
        ("b.csv", "of its 3 rows 2 could be read"),
    ]
    assert con.execute("select count(*) from stage_incident").fetchone() == (2,)
    con.close()


def test_a_file_that_stops_the_reader_is_refused_alone(tmp_path: Path) -> None:
    raw, work = tmp_path / "raw", tmp_path / "work"
    raw.mkdir()
    work.mkdir()
    for number in range(3):
        text = street_file([row("ASB")] * (number + 1))
        (raw / f"{number}.csv").write_text(text, "utf-8")
    files = receive([raw], work)
    middle = files[1].path
    assert middle is not None
    middle.write_bytes(middle.read_bytes().replace(b"High", b"\r", 1))
    con = duckdb.connect()
    for name in ("005_macros", "010_schema", "015_staging"):
        con.execute(sql.text(f"build/{name}"))
    record_files(con, files)
    declare_dictionary(con)
    load(con, files, work, lambda what, done, total: None)
    found = con.execute("select status, reason from source_file order by 1").fetchall()
    assert [status for status, _ in found] == ["accepted", "accepted", "refused"]
    assert "its rows cannot be read" in found[2][1]
    assert con.execute("select count(*) from stage_incident").fetchone() == (4,)
    assert con.execute("select sum(n) from rows_read").fetchone() == (4,)
    con.close()
