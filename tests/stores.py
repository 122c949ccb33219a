"""Small stores in the states that a page has to bear, built from literal rows."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from cdp_metrics.periods import add_months
from tests.builders import build_place, police_zip, row, write_place

__all__ = ["store_of"]

REPORTS = {"E01000001": 3, "E01000091": 3, "E01000092": 3}


def store_of(
    folder: Path,
    months: int,
    *,
    reports: Mapping[str, int] = REPORTS,
    without: tuple[str, ...] = (),
) -> Path:
    """Build a store of Alderton with a few reports of ASB an LSOA and month.

    Parameters
    ----------
    folder
        Empty; the store comes to ``folder/store``.
    months
        How many months from January 2024.
    reports
        How many a month, by LSOA.
    without
        Folders of the place's files to leave out: "boundaries", "population",
        "census".
    """
    place = write_place(folder / "place")
    for name in without:
        shutil.rmtree(place / name)
    held = [f"{add_months(date(2024, 1, 1), at):%Y-%m}" for at in range(months)]
    police_zip(
        folder / "police" / "street.zip",
        {
            month: [
                row("ASB", code, month=month)
                for code, number in reports.items()
                for _ in range(number)
            ]
            for month in held
        },
    )
    build_place(folder)
    return folder / "store"
