"""A snapshot of the first quarter of 2025 stays as it was published in June 2025.

Figures: data.police.uk, Nottinghamshire Police, January to March 2025 as published in
June 2025 and again in February 2026: the same crimes and reports, of which 8,569 have
another outcome. The counts were taken from the files by other means.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, closing
from datetime import date
from pathlib import Path

import duckdb
import pytest

from cdp_metrics.answers import trend
from cdp_metrics.warehouse.build import build
from cdp_metrics.warehouse.db import Store, open_store
from cdp_metrics.warehouse.pinned import open_snapshot
from cdp_metrics.warehouse.publish import KEPT, history
from cdp_metrics.warehouse.snapshots import pin

ROOT = Path(__file__).resolve().parents[2]
CITY = "E22000257"
FIRST, LATER = "as-published-june-2025", "2014-2025"
MONTHS = [date(2025, month, 1) for month in (1, 2, 3)]
ASB, CRIME = [631, 657, 762], [3178, 2894, 3494]
CRIMES, CHANGED = 23_728, 8_569


@pytest.fixture(scope="module")
def folder(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build as in June 2025, pin it, then publish later copies six times over."""
    folder = tmp_path_factory.mktemp("real")
    raw = folder / "police"
    raw.mkdir()
    places = [real_data / "census", real_data / "geography"]
    (june,) = (real_data / "police").glob(f"*{FIRST}.zip")
    (later,) = (real_data / "police").glob(f"*{LATER}.zip")
    shutil.copy(june, raw)
    partnership = ROOT / "data" / "partnership.toml"
    build([raw, *places], folder / "store", partnership)
    with closing(open_store(folder / "store")) as store:
        pin(folder / "snapshots", store, "june-2025", date(2025, 6, 12))
    shutil.copy(later, raw)
    for number in range(KEPT + 1):
        (raw / f"note-{number}.txt").write_text(str(number))  # another build each
        build([raw, *places], folder / "store", partnership)
    return folder


@pytest.fixture(scope="module")
def two(folder: Path) -> Iterator[tuple[Store, Store]]:
    """The snapshot, and what is published by now."""
    with ExitStack() as opened:
        _, pinned = open_snapshot(folder / "snapshots", "june-2025")
        opened.enter_context(closing(pinned))
        yield pinned, opened.enter_context(closing(open_store(folder / "store")))


def counts(store: Store, indicator: str) -> list[float]:
    found = trend(store, indicator, CITY, date(2026, 11, 22))
    return [float(found.counts[found.months.index(month)]) for month in MONTHS]


def outcomes(store: Store, folder: Path) -> dict[str, str | None]:
    """Return the outcomes of every crime of the quarter, by its identifier."""
    copy = shutil.copy(store.path, folder / f"{store.build.build_id}.duckdb")
    with closing(duckdb.connect(str(copy), read_only=True)) as con:
        rows = con.execute(
            "select crime_id, string_agg(outcome, '; ' order by outcome) from incident "
            "where crime_id is not null and month between '2025-01-01' and "
            "'2025-03-01' group by 1"
        ).fetchall()
    return dict(rows)


def test_the_build_of_june_is_gone_but_for_the_snapshot(
    folder: Path, two: tuple[Store, Store]
) -> None:
    kept = {each.build_id for each in history(folder / "store")}
    assert len(kept) == KEPT
    assert two[0].build.build_id not in kept


def test_counts_are_the_same_in_both(two: tuple[Store, Store]) -> None:
    for store in two:
        assert counts(store, "asb_incidents") == ASB
        assert counts(store, "all_crime") == CRIME


def test_outcomes_are_as_they_were_published_then(
    two: tuple[Store, Store], tmp_path: Path
) -> None:
    then, now = (outcomes(store, tmp_path) for store in two)
    assert then.keys() == now.keys()
    assert len(then) == CRIMES
    assert sum(then[key] != now[key] for key in then) == CHANGED


def test_the_snapshot_knows_nothing_that_came_later(two: tuple[Store, Store]) -> None:
    then, now = ((store.records("build"))[0] for store in two)
    assert (then["first_month"], then["last_month"]) == (MONTHS[0], MONTHS[-1])
    assert now["last_month"] == date(2025, 12, 1)
