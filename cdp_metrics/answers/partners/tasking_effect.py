"""Reports at a repeat location before and after a decision, and elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Final, Literal

import numpy as np

from cdp_metrics.answers.places import places
from cdp_metrics.stats import (
    BeforeAfter,
    WeightedDisplacement,
    benjamini_hochberg,
    dispersion_in_step,
    in_step,
    weighted_displacement,
)
from cdp_metrics.warehouse.db import Store

__all__ = ["LEAST_MONTHS", "Counts", "Effect", "Why", "beyond_chance", "effect", "rest"]

# Assumption: before and after a decision are compared from so many months on either
# side.
LEAST_MONTHS: Final = 3
CONTROL: Final = "asb_incidents"

Counts = Mapping[date, float | None]
"""Reports by month; None where it is not known."""
Why = Literal["few months", "no control", "none before", "too few reports", ""]


@dataclass(frozen=True)
class Effect:
    """Reports before and after a location was agreed.

    Parameters
    ----------
    agreed
        Month of the decision, itself in neither.
    before, after
        Reports, and over how many months.
    left_out
        Months of the location that the rest of the area has no count for.
    found
        A month's reports after against those expected, had they moved as the rest of
        the area's did; None where `why` says what stands in the way of it.
    why
        Why nothing can be said; "too few reports" where there is an answer, but not
        even an end of all reports could be told from chance.
    beyond
        Whether it is beyond chance among all that were tested together.
    """

    agreed: date
    before: tuple[float, int]
    after: tuple[float, int]
    left_out: tuple[date, ...] = ()
    found: WeightedDisplacement | None = None
    why: Why = ""
    beyond: bool = False

    @property
    def tested(self) -> WeightedDisplacement | None:
        """What was found where it could be told from chance."""
        return None if self.why else self.found


def rest(store: Store) -> Callable[[str], Counts]:
    """Return what gives the police's ASB by month in all the area but one LSOA."""
    city = next((e.code for e in places(store) if e.kind == "partnership"), "")

    @cache
    def counts(area: str) -> Counts:
        rows = store.records("monthly", indicator=CONTROL, area=area)
        return {row["month"]: row["n"] for row in rows}

    def elsewhere(lsoa: str) -> Counts:
        own = counts(lsoa)
        return {
            month: n - here
            for month, n in counts(city).items()
            if n is not None and (here := own.get(month)) is not None
        }

    return elsewhere


def effect(
    agreed: date,
    before: Iterable[date],
    after: Iterable[date],
    own: Counts,
    rest: Counts,
) -> Effect:
    """Return reports at a location before and after it was agreed.

    Parameters
    ----------
    agreed
        Month of the decision.
    before, after
        Months on either side, in order.
    own, rest
        Reports of the location, and those of the rest of the area.
    """
    sides = [[m for m in side if own.get(m) is not None] for side in (before, after)]
    paired = [[m for m in side if rest.get(m) is not None] for side in sides]
    kept = {month for side in paired for month in side}
    left_out = tuple(m for side in sides for m in side if m not in kept)
    why: Why = ""
    if min(map(len, sides)) < LEAST_MONTHS:
        why = "few months"
    elif min(map(len, paired)) < LEAST_MONTHS:
        why = "no control"
    shown = sides if why else paired
    here = [_values(own, side) for side in shown]
    totals = [(sum(values), len(values)) for values in here]
    plain = Effect(agreed, totals[0], totals[1], left_out, why=why)
    if why:
        return plain
    there = [_values(rest, side) for side in shown]
    if not totals[0][0]:
        return replace(plain, why="none before")
    if not all(map(sum, there)):
        return replace(plain, why="no control")
    return _tested(plain, here, there)


def _values(counts: Counts, months: Sequence[date]) -> list[float]:
    return [n for month in months if (n := counts.get(month)) is not None]


def _tested(
    plain: Effect, here: Sequence[Sequence[float]], there: Sequence[Sequence[float]]
) -> Effect:
    """Return the effect with what was found, its months being held on both sides."""
    months = plain.before[1], plain.after[1]
    spread = dispersion_in_step((here[0], here[1]), (there[0], there[1]))
    found = weighted_displacement(
        *in_step(
            BeforeAfter(plain.before[0], plain.after[0], *months),
            BeforeAfter(sum(there[0]), sum(there[1]), *months),
        ),
        phi=spread.phi,
        phi_df=spread.df,
    )
    few = not found.least_fall < 1
    return replace(plain, found=found, why="too few reports" if few else "")


def beyond_chance(effects: Sequence[Effect | None]) -> list[Effect | None]:
    """Return effects, told which are beyond chance among all tested together."""
    p = [each.tested.p_value if each and each.tested else np.nan for each in effects]
    sure = benjamini_hochberg(np.array(p, np.float64))
    return [
        replace(each, beyond=bool(far)) if each else None
        for each, far in zip(effects, sure, strict=True)
    ]
