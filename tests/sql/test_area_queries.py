"""The queries of an area's profile, on literal rows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from cdp_metrics.warehouse.db import Store, open_store
from cdp_metrics.warehouse.publish import pointer
from tests.builders import build_place, police_zip, row

ASH, BIRCH, CITY, ELSEWHERE = "E05000001", "E05000002", "E22000901", "E05000003"
JANUARY, MARCH = date(2025, 1, 1), date(2025, 3, 1)
# twice on one street of Ash, once on another point of that name; elsewhere in the city
# and in another district; one after the period
MONTHS = {
    "2025-01": [row("ASB"), row("ASB"), row("Burglary"), row("Robbery", "E01000091")],
    "2025-02": [row("ASB", "E01000092", month="2025-02")],
    "2025-03": [row("ASB", "E01000005", month="2025-03")],
    "2025-04": [row("ASB", month="2025-04")],
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    place = tmp_path_factory.mktemp("place")
    police_zip(place / "police" / "2025.zip", MONTHS)
    build_place(place)
    found = open_store(place / "store", pointer(place / "store"))
    yield found
    found.close()


def test_counts_are_of_the_areas_months_and_indicators_asked_for(store: Store) -> None:
    rows = store.records(
        "area_counts", areas=[ASH, BIRCH, "nowhere"], first=JANUARY, last=MARCH
    )
    held = {(each["code"], each["indicator_id"]): each["n"] for each in rows}
    assert held == {
        (ASH, "asb_incidents"): 2.0,
        (ASH, "burglary"): 1.0,
        (ASH, "robbery"): 1.0,
        (ASH, "all_crime"): 2.0,
        (ASH, "neighbourhood_crime"): 2.0,
        (ASH, "serious_acquisitive_crime"): 2.0,
        (BIRCH, "asb_incidents"): 1.0,
    }


def test_residents_come_oldest_first(store: Store) -> None:
    rows = store.records("area_residents", areas=[ASH, CITY])
    assert [each["reference_date"] for each in rows] == sorted(
        each["reference_date"] for each in rows
    )
    census = {
        each["code"]: each["persons"]
        for each in rows
        if each["reference_date"] == date(2021, 3, 21)
    }
    assert census == {ASH: 2500, CITY: 3500}


def test_the_make_up_sums_the_lsoas(store: Store) -> None:
    rows = store.records("area_make_up", area=ASH)
    assert [tuple(each.values()) for each in rows] == [
        ("age", "Aged 15 years and under", 500, 2500, None),
        ("age", "Aged 16 to 24 years", 500, 2500, None),
        ("age", "Aged 25 years and over", 1500, 2500, None),
    ]
    assert store.records("area_make_up", area="nowhere") == []


def test_streets_are_public_names_with_their_points(store: Store) -> None:
    period = {"first": JANUARY, "last": MARCH}
    rows = store.records("area_streets", area=ASH, most=10, **period)
    assert [tuple(each.values()) for each in rows] == [
        ("On or near High Street", 2.0, 2.0, 2)
    ]
    assert store.records("area_streets", area="nowhere", most=10, **period) == []
