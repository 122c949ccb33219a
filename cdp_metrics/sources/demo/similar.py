"""Invented towns that are like the city, and the crime recorded in each."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np

from cdp_metrics.periods import MONTHS_IN_YEAR
from cdp_metrics.sources.demo.names import DISTRICTS

__all__ = ["write_similar"]

_CITY = DISTRICTS[0]
_TOWNS = (
    *("Ambleford", "Barrowick", "Calderhythe", "Dunmere", "Eskbridge"),
    *("Farnley Cross", "Greywater", "Hollinport", "Inkerley", "Jarrowmouth"),
    *("Kelderby", "Lowmarket", "Merehaven", "Northquay", "Orrinford"),
)
_SPREAD = 0.13  # how far rates of alike towns lie apart, as real ones do


def write_similar(
    rng: np.random.Generator,
    folder: Path,
    months: Sequence[date],
    crimes: Sequence[int],
    residents: int,
) -> None:
    """Write a list of the towns, and totals of the latest whole financial year.

    Parameters
    ----------
    rng
        Chance for this part.
    folder
        Folder to write into; made if it is not there.
    months, crimes
        The months of the street-level files, and the crimes of the city in each.
    residents
        Residents of the city.

    Notes
    -----
    Nothing is written where no financial year is whole.
    """
    ends = [at for at, month in enumerate(months) if month.month == 3 and at >= 11]
    if not ends:
        return
    last = ends[-1] + 1
    own = sum(crimes[last - MONTHS_IN_YEAR : last])
    rows = [(_CITY.code, _CITY.name, own, residents)]
    for at, town in enumerate(_TOWNS, start=101):
        people = int(rng.integers(210, 560)) * 1000
        level = own / residents * float(np.exp(rng.normal(0, _SPREAD)))
        rows.append((f"E06999{at}", town, int(rng.poisson(level * people)), people))
    year = months[ends[-1]].year - 1
    name = f"csp_recorded_crime_total_{year}_{(year + 1) % 100:02}.csv"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("code", "name", "region", "crime", "pop", "rate"))
        writer.writerows(
            (code, place, "Invented", n, people, f"{1000 * n / people:.6f}")
            for code, place, n, people in rows
        )
    listed = folder / "nearest_neighbours.csv"
    with listed.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("lad_code", "lad_name", "neighbour_code", "neighbour_name"))
        writer.writerows(
            (_CITY.code, _CITY.name, code, place) for code, place, *_ in rows[1:]
        )
