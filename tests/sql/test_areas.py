"""Wards before their redrawing, the partnership's own areas, and rows out of place.

The tiny place (tests/builders.py) with a look-up of 2018: Ash was the LSOAs 01 and 02
of 2011, Oak was 03 and 04, Cedar is as it was. 02 and 03 merged into 91 (600 and 800
residents in mid-2020).
"""

from __future__ import annotations

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from cdp_metrics.answers.places import places
from cdp_metrics.warehouse.db import open_store
from tests.builders import (
    Row,
    build_place,
    contents,
    map_file,
    point,
    police_zip,
    row,
    write_place,
)

CSP = "E22000901"
WARD18 = [
    "LSOA11CD,LSOA11NM,WD18CD,WD18NM,LAD18CD,LAD18NM",
    "E01000001,Alderton 001A,E05000011,Ash,E06000901,Alderton",
    "E01000002,Alderton 001B,E05000011,Ash,E06000901,Alderton",
    "E01000003,Alderton 001C,E05000012,Oak,E06000901,Alderton",
    "E01000004,Alderton 002A,E05000012,Oak,E06000901,Alderton",
    "E01000005,Brookham 001A,E05000003,Cedar,E07000901,Brookham",
    "E01000006,Brookham 001B,E05000003,Cedar,E07000901,Brookham",
]
TENURE = [
    "lsoa21_code,total_households,tenure,n,prop,lad_code",
    "E01000001,400,Owned,400,1,E06000901",
    "E01000091,700,Owned,700,1,E06000901",
    "E01000092,100,Owned,100,1,E06000901",
]
CENTRE = """
[[area]]
id = "centre"
name = "Centre"
note = "our approximation"
lsoas = ["E01000001", "E01000092"]
"""
MERGED = 600 / 1400
JANUARY = [
    *[row("ASB")] * 3,
    # coded to 91, which is Ash by best fit; the points lie in Ash and in Oak before
    *[row("ASB", "E01000091", at=point(1.5))] * 2,
    *[row("ASB", "E01000091", at=point(2.5))] * 5,
    row("ASB", "E01000092"),
    row("ASB", "E01000005"),  # in the force's area, not the partnership's
    row("ASB", "", name=""),
    row("ASB", "E01007777", name="Farway 001A", at=point(20)),
    # coded to the partnership, but the point lies in no ward
    row("ASB", "E01000093", at=point(-3)),
]
NEIGHBOUR = [
    row("ASB", "E01000001", force="Nextshire Police"),
    row("ASB", "E01007777", name="Farway 001A", force="Nextshire Police"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the place with wards of 2018 and an area of its own."""
    folder = tmp_path_factory.mktemp("areas")
    place = write_place(folder / "place")
    (place / "lookups/ward18.csv").write_text("\n".join(WARD18) + "\n", "utf-8")
    (place / "census/tenure.csv").write_text("\n".join(TENURE) + "\n", "utf-8")
    before = {"E05000011": ("Ash", 0, 2), "E05000012": ("Oak", 2, 4)}
    (place / "boundaries/ward13.geojson").write_text(map_file("WD13", before), "utf-8")
    police = folder / "police"
    police_zip(police / "own.zip", {"2025-01": JANUARY})
    police_zip(police / "next.zip", {"2025-01": NEIGHBOUR}, force="nextshire")
    build_place(folder, areas=CENTRE, wards_since=date(2019, 5, 2))
    return folder


@pytest.fixture(scope="module")
def store(folder: Path) -> Path:
    return folder / "store"


def area(store: Path, code: str, columns: str) -> Row:
    (found,) = contents(store, f"select {columns} from area where area_code = '{code}'")
    return found


def test_wards_before_are_those_that_are_wards_no_longer(store: Path) -> None:
    assert contents(
        store,
        "select area_code, area_name, valid_from, valid_to, method from area "
        "where area_type = 'ward_before' order by 1",
    ) == [
        ("E05000011", "Ash", None, date(2019, 5, 1), "population share"),
        ("E05000012", "Oak", None, date(2019, 5, 1), "population share"),
    ]
    assert contents(
        store,
        "select area_code, valid_from, valid_to from area where area_type = 'ward' "
        "order by 1",
    ) == [
        ("E05000001", date(2019, 5, 2), None),
        ("E05000002", date(2019, 5, 2), None),
        ("E05000003", None, None),  # the date is the partnership's own wards'
    ]
    assert contents(
        store,
        "select * from area_part where area_code in ('E05000011', 'E05000012') "
        "order by all",
    ) == [
        ("E05000011", "E01000001", 1),
        ("E05000011", "E01000091", pytest.approx(MERGED)),
        ("E05000012", "E01000091", pytest.approx(1 - MERGED)),
        ("E05000012", "E01000092", 1),
        ("E05000012", "E01000093", 1),
    ]


def test_a_ward_that_kept_its_name_but_not_its_area_says_so(store: Path) -> None:
    notes = contents(
        store,
        "select area_code, note from area where note is not null and "
        "area_type like 'ward%' order by 1",
    )
    moved = "the name stayed and the area moved in May 2019"
    assert notes == [("E05000001", moved), ("E05000011", moved)]


def test_a_ward_whose_name_went_to_another_place_says_so(tmp_path: Path) -> None:
    # Birch was 01, and is 92 and 93: nothing is common. Another district's is another.
    place = write_place(tmp_path / "place")
    rows = [each.replace(",Ash,", ",Birch,") for each in WARD18[:2]]
    rows += [each.replace("E05000011,Ash", "E05000012,Oak") for each in WARD18[2:6]]
    rows.append("E01000006,Brookham 001B,E05000013,Birch,E07000901,Brookham")
    (place / "lookups/ward18.csv").write_text("\n".join(rows) + "\n", "utf-8")
    police_zip(tmp_path / "police" / "own.zip", {"2025-01": [row()]})
    build_place(tmp_path)
    assert contents(
        tmp_path / "store",
        "select area_code, note from area where area_type like 'ward%' order by 1",
    ) == [
        ("E05000001", None),
        ("E05000002", "the name stayed and the area moved"),
        ("E05000003", None),
        ("E05000011", "the name stayed and the area moved"),
        ("E05000012", None),
        ("E05000013", None),
    ]


def test_fit_is_the_share_of_residents_in_lsoas_that_lie_inside(store: Path) -> None:
    # 91 lies half in Ash before; census residents: 01 has 1,000, 91 has 1,500
    assert area(store, "E05000011", "fit") == (
        pytest.approx(1000 / (1000 + 1500 * MERGED)),
    )
    assert area(store, "E05000001", "fit") == (1.0,)
    assert area(store, "centre", "fit, method, note") == (
        None,
        "list",
        "our approximation",
    )
    assert area(store, CSP, "fit, method") == (None, "exact")


def test_a_name_for_people_beside_the_official_one(store: Path) -> None:
    assert contents(
        store,
        "select area_name, label from area where area_type in ('lsoa21', 'msoa21') "
        "and area_code <> 'E01000006' order by 1",
    ) == [
        ("Alderton 001", "Old Town"),
        ("Alderton 001A", "Old Town (001A)"),
        ("Alderton 001E", "Old Town (001E)"),
        ("Alderton 002", "Alderton 002"),  # the look-up has no name for it
        ("Alderton 002B", "Alderton 002B"),
        ("Alderton 002C", "Alderton 002C"),
        ("Brookham 001", "Brook"),
        ("Brookham 001A", "Brook (001A)"),
    ]


def test_size_and_households_are_sums_or_not_known(store: Path) -> None:
    one = area(store, "E01000092", "km2")[0]
    assert one == pytest.approx(0.748 / 2, abs=0.001)  # half a step wide
    assert area(store, "centre", "km2, households") == (
        pytest.approx(3 * one, rel=1e-4),
        500,
    )
    # 93 has no households in the table, so no sum over it has
    assert area(store, "E05000012", "households") == (None,)
    assert area(store, "E05000011", "households") == (
        pytest.approx(400 + 700 * MERGED),
    )


def test_every_area_that_can_be_chosen_has_residents(store: Path) -> None:
    with closing(open_store(store)) as held:
        chosen = places(held)
        for place in chosen:
            found = held.records("residents", area=place.code)
            assert found, place
            assert "estimate, before Census 2021" in found[0]["basis"]
    assert [place.kind for place in chosen] == [
        *("partnership", "custom", "ward", "ward", "ward_before", "ward_before"),
        *("msoa21", "msoa21", *["lsoa21"] * 4, "force"),
    ]
    words = [place.words for place in chosen]
    assert words[:5] == [
        *("Alderton (whole area)", "Centre", "Ash ward", "Birch ward"),
        "Ash ward, before May 2019",
    ]
    by_census = contents(
        store,
        "select area_code, persons, derived from population where basis = "
        "'Census 2021' and area_code in ('centre', 'E05000011') order by 1",
    )
    assert by_census == [
        ("E05000011", pytest.approx(1000 + 1500 * MERGED), True),
        ("centre", 1300, True),
    ]


def test_rows_by_point_stand_beside_the_best_fit(store: Path) -> None:
    with closing(open_store(store)) as held:

        def both(code: str) -> list[tuple[float, float]]:
            found = held.records("ward_points", area=code, indicator="asb_incidents")
            return [(each["by_point"], each["by_fit"]) for each in found]

        assert both("E05000001") == [(10, 10)]
        assert both("E05000002") == [(1, 2)]  # a point of 93 lies in no ward
        assert both("E05000011") == [(5, pytest.approx(3 + 7 * MERGED))]
        assert both("E05000012") == [(6, pytest.approx(7 * (1 - MERGED) + 2))]
        assert both("centre") == both(CSP) == []
        assert both("E05000003") == []  # not the partnership's


def test_wards_of_either_vintage_hold_the_same_rows(store: Path) -> None:
    for kind in ("ward", "ward_before", "lsoa21", "msoa21"):
        total = contents(
            store,
            "select sum(n * part.share) from incident_month join area_part as part "
            "using (lsoa21_code) join area on area.area_code = part.area_code join "
            "area_part as city on city.lsoa21_code = part.lsoa21_code and "
            f"city.area_code = '{CSP}' where area_type = '{kind}' and "
            "force = 'testshire'",
        )
        assert total == [(pytest.approx(12),)]


def test_rows_count_where_they_belong_and_are_listed(store: Path) -> None:
    located = contents(
        store,
        "select force, located, count(*) from incident group by all order by all",
    )
    assert located == [
        ("nextshire", "lsoa 2021", 1),
        ("nextshire", "outside", 1),
        ("testshire", "lsoa 2021", 13),
        ("testshire", "no location", 1),
        ("testshire", "outside", 1),
    ]
    with closing(open_store(store)) as held:

        def counted(code: str) -> float:
            (month,) = held.records("monthly", area=code, indicator="asb_incidents")
            return float(month["n"])

        # the force counts every row of its files; other forces' rows are in no total
        assert [counted(code) for code in ("E23000901", CSP, "E07000901")] == [
            *(15, 12, 1),
        ]
        assert counted("centre") == 4
    facts = dict(contents(store, "select name, fact from build_fact"))
    assert facts["Not on a map"] == (
        "without location: 1; outside the districts of the look-ups: 2; "
        "with an unknown LSOA code: 0"
    )
    assert facts["Other forces in the area"] == (
        "1 rows, held but in no total: nextshire"
    )
    assert facts["Points in no ward"] == "1 rows: in no ward's count by point"
