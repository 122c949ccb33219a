"""Police recorded crime by force and quarter, in the layout of the Home Office."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
from pyarrow import parquet

from cdp_metrics.periods import add_months
from cdp_metrics.sources.demo.levels import LEVELS, monthly
from cdp_metrics.sources.demo.names import FORCE_AREAS

__all__ = ["SCHEMA", "write_recorded_crime"]

SCHEMA = pa.schema(
    {
        "FY": pa.string(),
        "Financial Quarter": pa.float64(),
        "Force": pa.string(),
        "Offence Description": pa.string(),
        "Group": pa.string(),
        "Offence Subgroup": pa.string(),
        "Offence Code": pa.string(),
        "n": pa.float64(),
        "territorial": pa.bool_(),
    }
)
_FIRST_YEAR = 2012
_SCALES = (1.0, 0.7, 1.6)
_OFFENCES = Path(__file__).with_name("offences.csv")
"""Offence, its place in the classification, the category on data.police.uk that
holds it and its share of that category, first and last financial year of use."""


def _quarters(until: date) -> Iterator[date]:
    """Yield the first month of each complete quarter from April 2012."""
    first = date(_FIRST_YEAR, 4, 1)
    while add_months(first, 2) <= until:
        yield first
        first = add_months(first, 3)


def write_recorded_crime(
    rng: np.random.Generator, path: Path, *, until: date, scale: float
) -> None:
    """Write every offence of every force and quarter, zero or not.

    Parameters
    ----------
    rng
        Source of the random draws.
    path
        Parquet file to write.
    until
        Last month there are figures for.
    scale
        Crime in the whole force area over crime in the city.
    """
    column = {level.category: n for n, level in enumerate(LEVELS)}
    with _OFFENCES.open(encoding="utf-8", newline="") as file:
        offences = list(csv.DictReader(file))
    habits = np.exp(rng.normal(0, 0.12, (len(_SCALES), len(LEVELS))))
    habits[0] = 1.0
    rows: list[tuple[object, ...]] = []
    for first in _quarters(until):
        year = first.year - (first.month < 4)
        label, quarter = f"{year}/{(year + 1) % 100:02d}", (first.month - 4) % 12 // 3
        level = monthly([add_months(first, n) for n in range(3)]).sum(axis=0) * scale
        for number, (_, force) in enumerate(FORCE_AREAS):
            usual = level * _SCALES[number] * habits[number]
            for offence in offences:
                mean = usual[column[offence["category"]]] * float(offence["share"])
                mean *= max(0.0, rng.normal(1, 0.03))
                last = int(offence["last"] or year)
                count = 0.0
                if int(offence["first"]) <= year <= last:
                    count = float(rng.poisson(mean))
                elif last < year <= last + 2 and rng.random() < 0.4:
                    count = -float(rng.integers(1, 4))  # cancelled later
                names = (offence["offence"], offence["group"], offence["subgroup"])
                code = offence["code"]
                rows.append((label, quarter + 1.0, force, *names, code, count, True))
    columns = [list(values) for values in zip(*rows, strict=True)]
    arrays = [pa.array(c, f.type) for c, f in zip(columns, SCHEMA, strict=True)]
    path.parent.mkdir(parents=True, exist_ok=True)
    parquet.write_table(pa.table(arrays, schema=SCHEMA), path)
