"""The rates of one real ward are those summed by hand from the published files.

Figures: data.police.uk street-level files of 2025 and the Office for National
Statistics' best-fit look-up of 2021 LSOAs to wards and Census 2021 age table, read here
by other means than the product's own.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from cdp_metrics import answers
from cdp_metrics.answers.area.profile import area_profile
from cdp_metrics.warehouse.build import build
from cdp_metrics.warehouse.db import open_store
from cdp_metrics.warehouse.publish import pointer

ROOT = Path(__file__).parents[2]
ARCHIVE = "police/nottinghamshire-2014-2025.zip"
LOOKUP = "geography/lookups/lsoa21_to_ward24_ltla24_notts.csv"
CENSUS = "census/census2021_population_ageband_lsoa21_notts.csv"
DISTRICT, WARD = "E06000018", "Bulwell"
ASB = "Anti-social behaviour"


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def by_hand(raw: Path) -> tuple[str, Counter[str], float]:
    """Return the ward's code, its rows of 2025 by category, and its residents."""
    lookup = [
        row
        for row in rows_of((raw / LOOKUP).read_text("utf-8-sig"))
        if row["ward24_name"] == WARD and row["ltla24_code"] == DISTRICT
    ]
    lsoas = {row["lsoa21_code"] for row in lookup}
    counted: Counter[str] = Counter()
    with zipfile.ZipFile(raw / ARCHIVE) as archive:
        for name in archive.namelist():
            if "2025-" in name and name.endswith("street.csv"):
                for row in rows_of(archive.read(name).decode("utf-8")):
                    counted[row["Crime type"]] += row["LSOA code"] in lsoas
    census = rows_of((raw / CENSUS).read_text("utf-8-sig"))
    residents = sum(
        float(row["usual_residents"]) for row in census if row["lsoa21_code"] in lsoas
    )
    return lookup[0]["ward24_code"], counted, residents


def test_a_wards_rates_are_those_summed_by_hand(
    real_data: Path, tmp_path: Path
) -> None:
    code, counted, residents = by_hand(real_data)
    build([real_data], tmp_path / "store", ROOT / "data" / "partnership.toml")
    store = open_store(tmp_path / "store", pointer(tmp_path / "store"))
    try:
        every = answers.places(store)
        found = area_profile(
            store,
            next(each for each in every if each.code == code),
            next(each for each in every if each.kind == "partnership"),
            [each for each in every if each.kind == "ward"],
            trends=lambda name, area: answers.trend(
                store, name, area, date(2026, 11, 1)
            ),
            drawn=None,
        )
    finally:
        store.close()
    assert found.end == date(2025, 12, 1)
    assert found.base is not None
    assert found.base.persons == residents
    assert found.peers == 20
    for name, n in (
        ("asb_incidents", counted[ASB]),
        ("burglary", counted["Burglary"]),
        ("all_crime", sum(counted.values()) - counted[ASB]),
    ):
        each = found.standing(name)
        assert each.n == n > 0
        assert each.rate is not None
        assert each.rate.value == pytest.approx(1000 * n / residents)
        assert each.ranks is not None
        assert 1 <= each.ranks[0] <= each.ranks[1] <= 20
    assert found.changes.lacking == "2024 is not held"
