"""Figures of a return as they may be shown: small counts of people hidden."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from cdp_metrics.catalogue.returns import Field
from cdp_metrics.stats import LEAST_SHOWN, disclose

__all__ = ["HELD_BACK", "Shown", "cells_shown", "shown_of"]

State = Literal["shown", "small", "secondary", "held back", "missing"]
HELD_BACK: Final = "*"


@dataclass(frozen=True)
class Shown:
    """A figure of a return as it may be shown.

    Parameters
    ----------
    value
        None where it is not shown or there is none.
    state
        Why not: small ("fewer than 5"), secondary (another could be found from it),
        held back by its sender, or missing.
    bound
        ">=" or "<=" where the figure is only a bound.
    """

    value: float | None
    state: State = "shown"
    bound: str = ""

    @property
    def words(self) -> str:
        """What stands where the figure would; "" where it is shown."""
        return {
            "shown": "",
            "small": f"Fewer than {LEAST_SHOWN}",
            "secondary": "Not shown, so that no other can be worked out",
            "held back": "Held back by its sender",
            "missing": "Not received",
        }[self.state]


def shown_of(entry: Field, value: object) -> Shown:
    """Return one figure as it may be shown by itself."""
    if value is None:
        return Shown(None, "missing")
    if value == HELD_BACK:
        return Shown(None, "held back")
    if isinstance(value, str):
        return Shown(float(value[2:]), bound=value[:2])
    number = float(value)  # type: ignore[arg-type]
    if entry.people and 0 < number < LEAST_SHOWN:
        return Shown(None, "small")
    return Shown(number)


def cells_shown(
    entry: Field, sums: np.ndarray, held: np.ndarray
) -> tuple[tuple[Shown, ...], ...]:
    """Return sums and their totals as they may be shown."""
    if entry.people:
        table = disclose(np.where(held, np.nan, sums), held)
        counts, primary, secondary = table.counts, table.primary, table.secondary
    else:
        known = np.where(held, np.nan, sums)
        rows = np.column_stack([known, known.sum(axis=1)])
        counts = np.vstack([rows, rows.sum(axis=0)])
        primary = secondary = np.zeros(counts.shape, np.bool_)
    withheld = np.zeros(counts.shape, np.bool_)
    withheld[:-1, :-1], withheld[-1, -1] = held, held.any()
    withheld[:-1, -1], withheld[-1, :-1] = held.any(axis=1), held.any(axis=0)
    state = np.select(
        [withheld, primary, secondary, np.isnan(counts)],
        ["held back", "small", "secondary", "missing"],
        "shown",
    )
    return tuple(
        tuple(
            Shown(float(value) if said == "shown" else None, said)
            for value, said in zip(counts_of, states, strict=True)
        )
        for counts_of, states in zip(counts, state.tolist(), strict=True)
    )
