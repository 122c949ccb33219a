"""Figures of how well the index holds, as they are gathered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from math import isnan, nan
from typing import Any

import pandas as pd

from cdp_metrics.errors import NotEnoughData
from cdp_metrics.stats.harm import RankAgreement
from cdp_metrics.stats.rates import Interval
from cdp_metrics.warehouse.harm.year import Year

__all__ = ["CheckedRows"]

NO_FIGURE = "areas do not differ beyond chance, or there is nothing to share"


@dataclass
class CheckedRows:
    """Figures so far, and why some are absent."""

    year: Year
    rows: list[dict[str, Any]] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)

    def add(
        self, measure: str, name: str, value: Interval[float], n: int, note: str = ""
    ) -> None:
        """Add a figure with its limits; a note where it is none."""
        if isnan(value.value):
            self.notes.append(("validation", f"{measure}, {name}: {NO_FIGURE}"))
            return
        self.rows.append(
            {
                "period_end": self.year.end,
                "measure": measure,
                "name": name,
                "value": value.value,
                "lo": value.lower,
                "hi": value.upper,
                "n": n,
                "note": note or value.method,
            }
        )

    def agree(self, measure: str, name: str, found: RankAgreement | None) -> None:
        """Add a rank correlation and how many of the top are the same."""
        if found is None:
            self.notes.append(("validation", f"{measure}, {name}: nothing is left"))
            return
        areas = int(self.year.usable.sum())
        note = f"{found.overlap} of the top {found.top} are the same"
        self.add(measure, name, Interval(found.spearman, nan, nan, 0, note), areas)

    def attempt(self, measure: str, step: Callable[[], None]) -> None:
        """Add the figures of a step, or the reason that there are none."""
        try:
            step()
        except (NotEnoughData, ValueError) as fault:
            self.notes.append(("validation", f"{measure}: {fault}"))

    @property
    def frame(self) -> pd.DataFrame:
        """Return the figures, a row each."""
        return pd.DataFrame(self.rows)
