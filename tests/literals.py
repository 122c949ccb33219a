"""Answers typed in by hand: a burglary trend and a map, for tests of what is said."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np

from cdp_metrics.answers.figures.trend import Residents, Trend
from cdp_metrics.answers.harm.asb_map import AsbMap, Lsoa
from cdp_metrics.periods import add_months

__all__ = ["JAN_2020", "NONE", "asb_map", "lsoa", "trend"]

JAN_2020 = date(2020, 1, 1)
NONE = float("nan")


def trend(
    counts: list[float],
    *,
    reasons: dict[int, tuple[str, str]] | None = None,
    residents: tuple[Residents, ...] = (),
    indicator: str = "burglary",
    step: int = 1,
    **more: Any,
) -> Trend:
    """Return a trend from January 2020; periods without a count are missing."""
    why = {at: ("missing", "no file received") for at, n in enumerate(counts) if n != n}
    why |= reasons or {}
    months = range(len(counts))
    return Trend(
        indicator,
        "E05000001",
        tuple(add_months(JAN_2020, at * step) for at in months),
        np.array(counts, np.float64),
        tuple(why.get(at, ("complete", ""))[0] for at in months),
        tuple(why.get(at, ("complete", ""))[1] for at in months),
        residents,
        step,
        **more,
    )


def lsoa(code: str = "E01000001", **changes: object) -> Lsoa:
    """Return an area of the middle class, 95% sure."""
    values: dict[str, object] = {
        "code": code,
        "name": "Alderton 001A",
        "ward": "Ash",
        "ward_code": "E05000001",
        "residents": 1000.0,
        "reports": 30.0,
        "raw_rate": 30.0,
        "rate": 28.0,
        "index": 112.0,
        "index_lower": 90.0,
        "index_upper": 140.0,
        "rank_lower": 2,
        "rank_upper": 5,
        "map_class": 1,
        "certainty": 0.95,
        "visitor": False,
        "student": False,
        "per_km2": 55.0,
    }
    return Lsoa(**(values | changes))  # type: ignore[arg-type]


def asb_map(*lsoas: Lsoa, **changes: object) -> AsbMap:
    """Return a map of the year 2025, of one category of reports."""
    values: dict[str, object] = {
        "ends": (date(2025, 12, 1),),
        "end": date(2025, 12, 1),
        "lsoas": lsoas,
        "city_rate": 25.0,
        "phi": 1.5,
        "version": "abc",
        "weights": "one category",
    }
    return AsbMap(**(values | changes))  # type: ignore[arg-type]
