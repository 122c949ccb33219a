"""Units of one kind around their average, wards by two ways of counting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

import numpy as np

from cdp_metrics.answers.area.wards import Ward, WardFit
from cdp_metrics.stats import Funnel, funnel

__all__ = ["FEWEST", "Compared", "Units", "around"]

# Assumption: the average of fewer says nothing that one of them could depart from.
FEWEST: Final = 5

Units = Literal["wards", "wards_before", "districts"]


@dataclass(frozen=True, eq=False)
class Compared:
    """Units of one kind over the latest twelve complete months.

    Parameters
    ----------
    indicator_id, units
        What is counted, and in what.
    end
        Last of the twelve months; None where no twelve are complete.
    rows
        Wards or districts, with count and residents.
    funnel
        Those with residents around their average, in the order of the rows; None
        where that cannot be told.
    why
        Why not; "" where it can.
    visitor
        Codes of wards that hold an area where residents are no fair base.
    fits
        How well LSOAs stand for each ward, by its code.
    by_point
        The funnel with wards counted by point, where that is held; None without one.
    """

    indicator_id: str
    units: Units
    end: date | None
    rows: tuple[Ward, ...] = ()
    funnel: Funnel | None = None
    why: str = ""
    visitor: frozenset[str] = frozenset()
    fits: Mapping[str, WardFit] = field(default_factory=dict)
    by_point: Funnel | None = None

    def outside(self, share: float) -> list[int]:
        """Return which side of the limits each row lies on, whichever way counted.

        Returns
        -------
        list of int
            1 above, -1 below; 0 within, not known, or where best fit and point differ.
        """
        if self.funnel is None:
            return [0] * len(self.rows)
        signs = np.nan_to_num(self.funnel.outside(share))
        if self.by_point:
            signs = np.where(self.by_point.outside(share) == signs, signs, 0)
        return [int(sign) for sign in signs]

    def depends(self, at: int) -> bool:
        """Return whether a row leaves the 95% limits by one way of counting alone."""
        if self.funnel is None or self.by_point is None:
            return False
        return bool(self.funnel.outside(0.95)[at] != self.by_point.outside(0.95)[at])


def around(
    indicator_id: str,
    units: Units,
    end: date,
    rows: tuple[Ward, ...],
    visitor: frozenset[str],
    fits: Mapping[str, WardFit],
) -> Compared:
    """Return units around their average, where there are enough of them.

    Both ways of counting a ward are divided by the residents of its best fit: those
    within its boundary alone are not known.
    """
    sizes = np.array([row.residents or np.nan for row in rows], np.float64)
    events = np.array([row.n for row in rows], np.float64)
    points = [fits[row.code].by_point if row.code in fits else None for row in rows]
    known = np.isfinite(sizes) & np.isfinite(events)
    why, by_fit, by_point = "", None, None
    if known.sum() < FEWEST:
        kind = "wards" if units == "wards_before" else units
        why = (
            f"a funnel needs at least {FEWEST} {kind} with residents, and there are "
            f"{int(known.sum())}"
        )
    elif not events[known].any():
        why = "nothing was counted in any of them"
    else:
        by_fit = funnel(events, sizes, kind="rate")
        pairs = zip(events, points, strict=True)
        drawn = np.array([n if point is None else point for n, point in pairs])
        if any(point is not None for point in points) and drawn[known].any():
            by_point = funnel(drawn, sizes, kind="rate")
    return Compared(
        indicator_id, units, end, rows, by_fit, why, visitor, fits, by_point
    )
