"""Hot spots of the published files of Nottingham, January to December 2025.

Gi* is checked against esda's own, on the table that the store holds.
"""

from __future__ import annotations

import subprocess
import sys
import warnings
from pathlib import Path

import numpy as np
import pytest

from tests.builders import contents

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def store(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("real") / "store"
    command = [sys.executable, "-m", "cdp_metrics", "build"]
    command += ["--raw", str(real_data), "--out", str(out)]
    subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    return out


def test_the_city_and_its_ring(store: Path) -> None:
    found = contents(
        store,
        "select ring, count(distinct lsoa21_code) from neighbour "
        "group by all order by ring",
    )
    assert found == [(False, 179), (True, 45)]
    assert contents(
        store,
        "select count(*) from neighbour anti join neighbour as back on "
        "neighbour.lsoa21_code = back.neighbour_code "
        "and neighbour.neighbour_code = back.lsoa21_code",
    ) == [(0,)]


def test_every_report_is_in_an_area(store: Path) -> None:
    rows = contents(
        store,
        "select indicator_id, count(*), sum(events), max(quarters), "
        "count(emerging_class) from hot_spot group by all order by 1",
    )
    # 8,380 reports and 40,601 crimes, as counted from the files by other means
    assert rows == [
        ("all_crime", 179, 40_601, 4, 0),
        ("asb_incidents", 179, 8_380, 4, 0),
    ]


def test_the_centre_is_hot_and_little_else(store: Path) -> None:
    hot = contents(
        store,
        "select lsoa21_code from hot_spot "
        "where gi_hot and indicator_id = 'asb_incidents' order by gi_z desc",
    )
    assert hot[0] == ("E01035506",)
    assert 5 <= len(hot) <= 12


def test_scores_are_esdas_where_no_ring_is_near(store: Path) -> None:
    """Without the ring esda differs in mean and spread alone, not in the order."""
    from esda.getisord import G_Local
    from libpysal.weights import W

    rows = contents(
        store,
        "select lsoa21_code, rate, gi_z from hot_spot "
        "where indicator_id = 'asb_incidents' order by 1",
    )
    touching = contents(
        store,
        "select lsoa21_code, neighbour_code from neighbour where not ring order by all",
    )
    codes = [row[0] for row in rows]
    near: dict[str, list[str]] = {code: [] for code in codes}
    inner = set(codes)
    for code, other in touching:
        if other in near:
            near[code].append(other)
        else:
            inner.discard(code)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        weights = W(near, silence_warnings=True, id_order=codes)
        theirs = G_Local(
            np.array([row[1] for row in rows]),
            weights,
            transform="B",
            star=True,
            permutations=0,
        ).Zs
    inside = np.array([code in inner for code in codes])
    ours = np.array([row[2] for row in rows])
    assert inside.sum() > 100
    assert np.corrcoef(ours[inside], theirs[inside])[0, 1] > 0.99


def test_how_concentrated_it_is(store: Path) -> None:
    ((half, low, high, even),) = contents(
        store,
        "select distinct half, half_lower, half_upper, half_even from concentration "
        "where indicator_id = 'asb_incidents'",
    )
    assert half == 34
    assert low <= half <= high < even
