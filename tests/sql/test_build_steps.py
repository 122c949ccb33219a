"""The whole contents of a store that is built from a tiny place."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from cdp_metrics.catalogue.partnership import OVERVIEW
from tests.builders import (
    ALDERTON,
    BROOKHAM,
    CHANGES,
    LSOA11,
    LSOA21,
    Row,
    build_place,
    contents,
    police_zip,
    row,
    street_file,
)

CSP, OTHER_CSP = "E22000901", "E22000902"
FORCE, COUNTY = "E23000901", "E10000901"
DECEMBER, JANUARY = date(2024, 12, 1), date(2025, 1, 1)
FEBRUARY, MARCH = date(2025, 2, 1), date(2025, 3, 1)
SPRING, JUNE = datetime(2025, 4, 1), datetime(2025, 6, 1)
ASB, STREET = "Anti-social behaviour", "On or near High Street"

SPLIT = "E01000004"
IN_92, IN_93 = (-1.168, 52.905), (-1.162, 52.905)
BESIDE_93 = (-1.159, 52.905)  # a snapped point just outside its own LSOA
ON_2011 = [
    row("ASB", "E01000002", month="2024-12"),
    row("ASB", "E01000002", month="2024-12"),
    row("Burglary", "E01000003", month="2024-12", crime_id="m1", outcome="None yet"),
    row("Drugs", SPLIT, month="2024-12", at=IN_92, crime_id="s1"),
    row("Drugs", SPLIT, month="2024-12", at=IN_93, crime_id="s2"),
    row("Drugs", SPLIT, month="2024-12", at=BESIDE_93, crime_id="s3"),
    *[
        row("Robbery", SPLIT, month="2024-12", at=("", ""), crime_id=f"d{n}")
        for n in range(10)
    ],
]
FIRST = [
    row("ASB"),
    row("ASB"),
    row(crime_id="a", outcome="Under investigation"),
    row(crime_id="gone"),
    row(crime_id="moved"),
    row("Drugs", crime_id="same"),
]
SECOND = [
    row("ASB"),
    row("ASB"),
    row("ASB"),
    row(crime_id="a", outcome="Charged"),
    row(crime_id="a", lsoa="E01000005", outcome="Charged"),
    row("Robbery", "E01000091", crime_id="moved"),
    row("Drugs", crime_id="same"),
    row("Witchcraft", "E01000092", crime_id="new"),
    row("Drugs", "", name="", crime_id="nowhere"),
    row("Drugs", "E01007777", name="Farway 001A", crime_id="far"),
]
THIRD = [
    row("ASB", month="2025-03"),
    row(month="March", crime_id="x"),
    row("Drugs", "E01000006", month="2025-03", crime_id="a", at=(1, "")),
    *[row("ASB", "E01000006", month="2025-03")] * 100,
]
NEIGHBOUR = [row(force="Nextshire Constabulary", crime_id="a")]
OFFENCES = """\
FY,Financial Quarter,Force,Offence Description,Group,Offence Subgroup,Offence Code,n
2024/25,1,Testshire,Arson,Damage,Arson,56A,7
2024/25,1,Testshire,Arson,Damage,Arson,56A,-2
2024/25,1,Testshire,Fraud,Fraud offences,Fraud,51,900
2024/25,3,Testshire,Arson,Damage,Arson,56A,4
2024/25,1,Nextshire,Arson,Damage,Arson,56A,70
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tiny")
    police = folder / "police"
    police_zip(police / "z-first.zip", {"2025-01": FIRST}, published=SPRING)
    later = {"2024-12": ON_2011, "2025-01": SECOND, "2025-03": street_file(THIRD)}
    police_zip(police / "a-second.zip", later, published=JUNE)
    beside = {"2025-01": NEIGHBOUR}
    police_zip(police / "next.zip", beside, published=JUNE, force="nextshire")
    (police / "quarters.csv").write_text(OFFENCES, "utf-8")
    build_place(folder)
    return folder / "store"


def table(store: Path, name: str, columns: str = "*") -> list[Row]:
    return contents(store, f"select {columns} from {name} order by all")


def test_area(store: Path) -> None:
    expected: list[Row] = [
        *(
            (code, "lsoa11", each[0], "2011", None, None)
            for code, each in LSOA11.items()
        ),
        *(
            (code, "lsoa21", each[0], "2021", None, None)
            for code, each in LSOA21.items()
        ),
        ("E02000001", "msoa21", "Alderton 001", "2021", None, None),
        ("E02000002", "msoa21", "Alderton 002", "2021", None, None),
        ("E02000003", "msoa21", "Brookham 001", "2021", None, None),
        ("E05000001", "ward", "Ash", "2024", None, None),
        ("E05000002", "ward", "Birch", "2024", None, None),
        ("E05000003", "ward", "Cedar", "2024", None, None),
        (ALDERTON, "district", "Alderton", None, None, None),
        (BROOKHAM, "district", "Brookham", None, None, None),
        (COUNTY, "county", "Brookshire", None, None, None),
        (CSP, "partnership", "Alderton", None, None, None),
        (OTHER_CSP, "csp", "Brookham", None, None, None),
        (FORCE, "force", "Testshire", None, None, None),
    ]
    named = "area_code, area_type, area_name, vintage, valid_from, valid_to"
    assert table(store, "area", named) == sorted(expected, key=str)


def test_area_part(store: Path) -> None:
    city = [code for code, each in LSOA21.items() if each[5] == ALDERTON]
    beyond = [code for code, each in LSOA21.items() if each[5] == BROOKHAM]
    whole = {
        **{code: [code] for code in LSOA21},
        "E01000004": ["E01000092", "E01000093"],
        "E02000001": ["E01000001", "E01000091"],
        "E02000002": ["E01000092", "E01000093"],
        "E02000003": beyond,
        "E05000001": ["E01000001", "E01000091"],
        "E05000002": ["E01000092", "E01000093"],
        "E05000003": beyond,
        **dict.fromkeys((ALDERTON, CSP), city),
        **dict.fromkeys((BROOKHAM, OTHER_CSP, COUNTY), beyond),
        FORCE: [*city, *beyond],
    }
    expected: list[Row] = [
        (area, code, 1.0) for area, codes in whole.items() for code in codes
    ]
    # merged in 2021: by their residents of mid-2020, 600 and 800
    expected += [
        ("E01000002", "E01000091", pytest.approx(600 / 1400)),
        ("E01000003", "E01000091", pytest.approx(800 / 1400)),
    ]
    assert table(store, "area_part") == sorted(expected, key=lambda each: each[:2])


def test_lsoa_change(store: Path) -> None:
    by_residents = {"E01000092": 0.3, "E01000093": 0.7}  # 300 and 700 by the census
    assert table(store, "lsoa_change") == [
        (old, new, change, pytest.approx(by_residents.get(new, 1.0)))
        for old, change, new in CHANGES
    ]


def test_population(store: Path) -> None:
    mid_2020 = {
        **{code: (each[3], False) for code, each in LSOA11.items()},
        "E01000091": (1400, True),
        "E01000092": (330, True),
        "E01000093": (770, True),
        "E02000001": (2390, True),
        "E02000002": (1100, True),
        "E02000003": (2000, True),
        "E05000001": (2390, True),
        "E05000002": (1100, True),
        "E05000003": (2000, True),
        **dict.fromkeys((ALDERTON, CSP), (3490, True)),
        **dict.fromkeys((BROOKHAM, OTHER_CSP, COUNTY), (2000, True)),
        FORCE: (5490, True),
    }
    census = {
        **{code: (each[6], False) for code, each in LSOA21.items()},
        "E01000002": (1500 * 600 / 1400, True),
        "E01000003": (1500 * 800 / 1400, True),
        "E01000004": (1000, True),
        "E02000001": (2500, True),
        "E02000002": (1000, True),
        "E02000003": (2000, True),
        "E05000001": (2500, True),
        "E05000002": (1000, True),
        "E05000003": (2000, True),
        **dict.fromkeys((ALDERTON, CSP), (3500, True)),
        **dict.fromkeys((BROOKHAM, OTHER_CSP, COUNTY), (2000, True)),
        FORCE: (5500, True),
    }
    # only Alderton has an estimate for mid-2022, so only what it makes alone has one
    mid_2022 = {ALDERTON: (3600, False), CSP: (3600, True)}
    expected = [
        (code, day, basis, pytest.approx(persons), derived)
        for day, basis, figures in (
            (date(2020, 6, 30), "mid-2020 estimate, before Census 2021", mid_2020),
            (date(2021, 3, 21), "Census 2021", census),
            (date(2022, 6, 30), "mid-2022 estimate", mid_2022),
        )
        for code, (persons, derived) in figures.items()
    ]
    assert table(store, "population") == sorted(expected, key=lambda each: each[:2])


def names(store: Path) -> dict[int, str]:
    return dict(table(store, "source_file", "source_file_id, name"))


def test_source_file(store: Path) -> None:
    street = "{}!{}/{}-{}-street.csv".format
    older = "a newer publication of the same months is counted instead"
    read = "source, name, status, rows_read, rows_accepted, rows_rejected, reason"
    assert table(store, "source_file", read) == [
        ("boundary_lsoa11", "boundaries/lsoa11.geojson", "accepted", 6, 6, 0, None),
        ("boundary_lsoa21", "boundaries/lsoa21.geojson", "accepted", 6, 6, 0, None),
        ("boundary_ward", "boundaries/ward24.geojson", "accepted", 3, 3, 0, None),
        ("census_age", "census/age.csv", "accepted", 18, 18, 0, None),
        ("home_office_quarterly_csv", "quarters.csv", "accepted", 5, 5, 0, None),
        (
            "lookup_district_force",
            "lookups/district_force.csv",
            "accepted",
            2,
            2,
            0,
            None,
        ),
        (
            "lookup_lsoa21_msoa21",
            "lookups/lsoa21_to_msoa21.csv",
            "accepted",
            6,
            6,
            0,
            None,
        ),
        (
            "lookup_lsoa21_ward",
            "lookups/lsoa21_to_ward24.csv",
            "accepted",
            6,
            6,
            0,
            None,
        ),
        (
            "lookup_lsoa_change",
            "lookups/lsoa11_to_lsoa21.csv",
            "accepted",
            7,
            7,
            0,
            None,
        ),
        ("lookup_msoa_names", "lookups/msoa_names.csv", "accepted", 2, 2, 0, None),
        (
            "police_street",
            street("a-second.zip", "2024-12", "2024-12", "testshire"),
            "accepted",
            16,
            16,
            0,
            None,
        ),
        (
            "police_street",
            street("a-second.zip", "2025-01", "2025-01", "testshire"),
            "accepted",
            10,
            10,
            0,
            None,
        ),
        (
            "police_street",
            street("a-second.zip", "2025-03", "2025-03", "testshire"),
            "accepted",
            103,
            102,
            1,
            None,
        ),
        (
            "police_street",
            street("next.zip", "2025-01", "2025-01", "nextshire"),
            "accepted",
            1,
            1,
            0,
            None,
        ),
        (
            "police_street",
            street("z-first.zip", "2025-01", "2025-01", "testshire"),
            "superseded",
            6,
            6,
            0,
            older,
        ),
        (
            "population_district_total",
            "population/districts_mid2022.csv",
            "accepted",
            1,
            1,
            0,
            None,
        ),
        (
            "population_lsoa11_total",
            "population/lsoa11_mid2020.csv",
            "accepted",
            6,
            6,
            0,
            None,
        ),
    ]


def test_rejected_row(store: Path) -> None:
    file = "a-second.zip!2025-03/2025-03-testshire-street.csv"
    reasons = table(store, "rejected_row", "file, line, reason, kept, text")
    assert reasons == [
        (file, 3, "month 'March' is not written YYYY-MM", False, THIRD[1]),
        (
            file,
            4,
            "coordinates (1, ) are not degrees in the United Kingdom: left out, "
            "row kept",
            True,
            THIRD[2],
        ),
    ]


def test_publication(store: Path) -> None:
    held = [
        (force, month, names(store)[file].split("!")[0], at, *rest)
        for force, month, file, at, *rest in table(store, "publication")
    ]
    assert sorted(held) == [
        ("nextshire", JANUARY, "next.zip", JUNE, 1, 0, True),
        ("testshire", DECEMBER, "a-second.zip", JUNE, 16, 0, True),
        ("testshire", JANUARY, "a-second.zip", JUNE, 10, 0, True),
        ("testshire", JANUARY, "z-first.zip", SPRING, 6, 0, False),
        ("testshire", MARCH, "a-second.zip", JUNE, 102, 1, True),
    ]


def test_coverage(store: Path) -> None:
    assert table(store, "coverage") == [
        ("home_office_quarterly", "nextshire", date(2024, 4, 1), "complete", None),
        ("home_office_quarterly", "testshire", date(2024, 4, 1), "complete", None),
        (
            "home_office_quarterly",
            "testshire",
            date(2024, 7, 1),
            "missing",
            "no rows for this quarter",
        ),
        ("home_office_quarterly", "testshire", date(2024, 10, 1), "complete", None),
        ("police_street", "nextshire", JANUARY, "complete", None),
        ("police_street", "testshire", DECEMBER, "complete", None),
        ("police_street", "testshire", JANUARY, "complete", None),
        ("police_street", "testshire", FEBRUARY, "missing", "no usable file received"),
        ("police_street", "testshire", MARCH, "partial", "1 of 103 rows refused"),
    ]


def test_incidents_on_2011_codes(store: Path) -> None:
    what = "category, lsoa_published, lsoa21_code, longitude, crime_id, located"
    found = contents(
        store, f"select {what} from incident where month = '2024-12-01' order by all"
    )
    merged, on_2011 = "E01000091", "lsoa 2011"
    asb = (ASB, "E01000002", merged, -1.185, None, on_2011)
    expected: list[Row] = [
        asb,
        asb,  # two identical rows are two reports
        ("Burglary", "E01000003", merged, -1.175, "m1", on_2011),
        ("Drugs", SPLIT, "E01000092", IN_92[0], "s1", on_2011),
        ("Drugs", SPLIT, "E01000093", IN_93[0], "s2", on_2011),
        ("Drugs", SPLIT, "E01000093", BESIDE_93[0], "s3", on_2011),
    ]
    # without a point: three in ten and seven in ten, as residents live
    expected += [
        ("Robbery", SPLIT, f"E0100009{2 if n < 3 else 3}", None, f"d{n}", on_2011)
        for n in range(10)
    ]
    assert found == sorted(
        expected, key=lambda each: (each[0], each[1], each[2], each[4] or "")
    )


def test_incidents_on_2021_codes(store: Path) -> None:
    what = (
        "force, month, category, lsoa21_code, longitude, latitude, street, outcome, "
        "crime_id, repeat_id, lsoa_published, lsoa_name, located"
    )
    found = contents(
        store,
        f"select {what} from incident where month >= '2025-01-01' "
        f"and not (month = '2025-03-01' and category = '{ASB}') order by all",
    )
    one, y, on_2021 = "E01000001", 52.905, "lsoa 2021"
    name = "Alderton 001A"
    ours: Row = ("testshire", JANUARY)
    nowhere = (None, None, STREET, None)
    asb = (*ours, ASB, one, -1.195, y, STREET, None, None, None, one, name, on_2021)
    assert found == [
        (
            "nextshire",
            JANUARY,
            "Burglary",
            one,
            -1.195,
            y,
            STREET,
            None,
            "a",
            None,
            one,
            name,
            on_2021,
        ),
        asb,
        asb,
        asb,
        (
            *ours,
            "Burglary",
            one,
            -1.195,
            y,
            STREET,
            "Charged",
            "a",
            None,
            one,
            name,
            on_2021,
        ),
        (
            *ours,
            "Burglary",
            "E01000005",
            -1.155,
            y,
            STREET,
            "Charged",
            "a",
            1,
            "E01000005",
            "Brookham 001A",
            on_2021,
        ),
        (
            *ours,
            "Drugs",
            one,
            -1.195,
            y,
            STREET,
            None,
            "same",
            None,
            one,
            name,
            on_2021,
        ),
        (
            *ours,
            "Drugs",
            None,
            *nowhere,
            "far",
            None,
            "E01007777",
            "Farway 001A",
            "outside",
        ),
        (*ours, "Drugs", None, *nowhere, "nowhere", None, None, None, "no location"),
        (
            *ours,
            "Robbery",
            "E01000091",
            -1.18,
            y,
            STREET,
            None,
            "moved",
            None,
            "E01000091",
            "Alderton 001E",
            on_2021,
        ),
        (
            *ours,
            "Witchcraft",
            "E01000092",
            -1.1675,
            y,
            STREET,
            None,
            "new",
            None,
            "E01000092",
            "Alderton 002B",
            on_2021,
        ),
        (
            "testshire",
            MARCH,
            "Drugs",
            "E01000006",
            *nowhere,
            "a",
            2,
            "E01000006",
            "Brookham 001B",
            on_2021,
        ),
    ]


def test_incident_month(store: Path) -> None:
    ours = "testshire"
    assert table(store, "incident_month") == [
        (DECEMBER, ASB, "E01000091", ours, 2),
        (DECEMBER, "Burglary", "E01000091", ours, 1),
        (DECEMBER, "Drugs", "E01000092", ours, 1),
        (DECEMBER, "Drugs", "E01000093", ours, 2),
        (DECEMBER, "Robbery", "E01000092", ours, 3),
        (DECEMBER, "Robbery", "E01000093", ours, 7),
        (JANUARY, ASB, "E01000001", ours, 3),
        (JANUARY, "Burglary", "E01000001", "nextshire", 1),
        (JANUARY, "Burglary", "E01000001", ours, 1),
        (JANUARY, "Burglary", "E01000005", ours, 1),
        (JANUARY, "Drugs", "E01000001", ours, 1),
        (JANUARY, "Drugs", None, ours, 2),
        (JANUARY, "Robbery", "E01000091", ours, 1),
        (JANUARY, "Witchcraft", "E01000092", ours, 1),
        (MARCH, ASB, "E01000001", ours, 1),
        (MARCH, ASB, "E01000006", ours, 100),
        (MARCH, "Drugs", "E01000006", ours, 1),
    ]


def test_revision(store: Path) -> None:
    where = ("testshire", JANUARY)
    assert table(store, "revision") == [
        (*where, "a", "lsoa_published", "E01000001", "E01000001 | E01000005"),
        (*where, "a", "outcome", "Under investigation", "Charged"),
        (*where, "a", "rows", "1", "2"),
        (*where, "far", "rows", "0", "1"),
        (*where, "gone", "rows", "1", "0"),
        (*where, "moved", "category", "Burglary", "Robbery"),
        (*where, "moved", "lsoa_published", "E01000001", "E01000091"),
        (*where, "new", "rows", "0", "1"),
        (*where, "nowhere", "rows", "0", "1"),
        (*where, None, f"rows without an ID: {ASB}", "2", "3"),
    ]


def test_recorded_crime(store: Path) -> None:
    arson = ("56A", "Arson", "Damage", "Arson")
    spring, autumn = date(2024, 4, 1), date(2024, 10, 1)
    assert table(store, "recorded_crime") == [
        ("nextshire", "Nextshire", spring, *arson, 70, None),
        (
            "testshire",
            "Testshire",
            spring,
            "51",
            "Fraud",
            "Fraud offences",
            "Fraud",
            900,
            None,
        ),
        ("testshire", "Testshire", spring, *arson, -2, None),
        ("testshire", "Testshire", spring, *arson, 7, None),
        ("testshire", "Testshire", autumn, *arson, 4, None),
    ]


def test_observation(store: Path) -> None:
    what = "indicator_id, area_code, period_start, period_end, numerator, denominator"
    rest = "status, vintage, release_on"
    assert table(store, "observation", f"{what}, {rest}") == [
        (
            "force_recorded_crime",
            FORCE,
            date(2024, 4, 1),
            date(2024, 6, 30),
            5.0,
            None,
            "validated",
            "to Dec 2024",
            None,
        ),
        (
            "force_recorded_crime",
            FORCE,
            date(2024, 10, 1),
            date(2024, 12, 31),
            4.0,
            None,
            "validated",
            "to Dec 2024",
            None,
        ),
    ]


def monthly(store: Path, area: str) -> dict[tuple[str, date], float]:
    rows = contents(
        store,
        "select indicator_id, period_start, numerator from observation_monthly "
        f"where area_code = '{area}' "
        "and indicator_id in ('asb_incidents', 'all_crime')",
    )
    return {(name, month): n for name, month, n in rows}


def test_only_complete_months_have_monthly_observations(store: Path) -> None:
    months = contents(store, "select distinct period_start from observation_monthly")
    assert sorted(months) == [(DECEMBER,), (JANUARY,)]


def test_monthly_observations_of_a_place_count_what_lies_in_it(store: Path) -> None:
    assert monthly(store, CSP) == {
        ("asb_incidents", DECEMBER): 2,
        ("asb_incidents", JANUARY): 3,
        ("all_crime", DECEMBER): 14,
        # Burglary, Drugs, Robbery, Witchcraft; a Burglary of the neighbour's file is
        # held, but its months are not, so it is in no total
        ("all_crime", JANUARY): 4,
    }
    assert monthly(store, "E05000003") == {
        ("asb_incidents", DECEMBER): 0,
        ("asb_incidents", JANUARY): 0,
        ("all_crime", DECEMBER): 0,
        ("all_crime", JANUARY): 1,
    }


def test_monthly_observations_of_a_force_count_all_its_own_rows(store: Path) -> None:
    assert monthly(store, FORCE) == {
        ("asb_incidents", DECEMBER): 2,
        ("asb_incidents", JANUARY): 3,
        ("all_crime", DECEMBER): 14,
        ("all_crime", JANUARY): 7,
    }


def test_a_merged_lsoa_of_2011_is_counted_by_residents(store: Path) -> None:
    assert monthly(store, "E01000002")["asb_incidents", DECEMBER] == pytest.approx(
        2 * 600 / 1400
    )


def test_build_info_and_districts(store: Path) -> None:
    own = "* exclude (product_version, schema_version)"
    ((build_id, *rest),) = table(store, "build_info", own)
    assert len(build_id) == 12
    assert rest == [
        *("Alderton Community Safety Partnership", "Alderton", CSP),
        *("testshire", FORCE, False, "Testshire Police", list(OVERVIEW), None),
    ]
    assert table(store, "partnership_district") == [(ALDERTON,)]


def test_boundaries_and_the_map(store: Path) -> None:
    kinds = "area_type, vintage, count(*)"
    found = contents(store, f"select {kinds} from boundary group by all order by all")
    assert found == [("lsoa11", None, 6), ("lsoa21", None, 6), ("ward", 2024, 3)]
    assert table(store, "map_geometry", "name, areas") == [("partnership", 4)]


def test_what_a_data_officer_is_told(store: Path, tmp_path: Path) -> None:
    police_zip(tmp_path / "police/a.zip", {"2025-01": SECOND}, published=JUNE)
    facts = dict(build_place(tmp_path).facts)
    assert facts["Street-level rows"] == "10 counted"
    assert facts["Not on a map"] == (
        "without location: 1; outside the districts of the look-ups: 1; "
        "with an unknown LSOA code: 0"
    )
    assert facts["Repeated Crime IDs"] == (
        "1 rows, counted as published; 9 without them"
    )
    assert facts["Unlisted crime type"] == "Witchcraft: 1 rows, counted in all crime"
