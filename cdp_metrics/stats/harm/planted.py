"""What the gap flags find when reports really go missing: a test on planted gaps."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cdp_metrics.errors import NotEnoughData
from cdp_metrics.stats.harm.gap import GAP_STATES, gap_states, reporting_gap
from cdp_metrics.stats.harm.inputs import complete
from cdp_metrics.stats.harm.local_route import expected_by_crime
from cdp_metrics.stats.harm.parameters import Cuts
from cdp_metrics.stats.rates import Floats, Interval

__all__ = ["OtherCrime", "PlantedGaps", "planted_gaps"]

CONFIDENCE = 0.95


@dataclass(frozen=True, eq=False)
class OtherCrime:
    """What the second route needs: counts and residents, shapes (n,)."""

    other: Floats
    footfall: Floats
    residents: Floats


@dataclass(frozen=True)
class PlantedGaps:
    """How often a flag finds a planted gap.

    Attributes
    ----------
    recall
        Share of the planted gaps that are flagged.
    precision
        Share of the flags that are on planted gaps; NaN where there never was a flag.
    flags
        Mean number of flags.
    planted, repeats
        Gaps a repeat, and repeats.
    """

    recall: Interval[float]
    precision: Interval[float]
    flags: float
    planted: int
    repeats: int


def planted_gaps(
    reports: ArrayLike,
    expected: ArrayLike,
    usable: NDArray[np.bool_],
    dispersion: float,
    crime: OtherCrime | None = None,
    *,
    seed: int,
    planted: int = 10,
    kept: float = 0.5,
    repeats: int = 200,
    cuts: Cuts | None = None,
) -> dict[str, PlantedGaps]:
    """Take away reports in areas chosen at random, and see which are flagged.

    Parameters
    ----------
    reports
        Reports of all types over 12 months, shape (n,), whole numbers.
    expected
        By the survey route, shape (n,); calibrated anew to the reports left.
    usable
        True for the areas that can be flagged and where gaps are planted, shape (n,).
    dispersion
        Variance of the counts over that of Poisson counts.
    crime
        For the second route, which is fitted anew too.
    seed
        Of the random numbers.
    planted
        In how many areas reports go missing.
    kept
        Each report's chance to stay in such an area.
    repeats
        How many times.
    cuts
        As `gap_states`.

    Returns
    -------
    dict
        By the state reached at least: "fewer reports than expected", which either
        route leads to, and with `crime` "check reporting"; 95% ranges over the
        repeats. A flag where nothing was planted counts as wrong, although reports
        may really be missing there.

    Raises
    ------
    ValueError
        If shapes differ, a report is not whole, or the settings make no sense.
    NotEnoughData
        If there are not more usable areas than gaps to plant.
    """
    y, e, used = complete(reports), complete(expected), np.asarray(usable, np.bool_)
    if (y != np.floor(y)).any() or not (0 <= kept < 1 and planted > 0 and repeats > 0):
        raise ValueError("Whole reports, one gap and one repeat at least are needed.")
    if used.sum() <= planted:
        raise NotEnoughData("There are not more areas than gaps to plant.")
    rng = np.random.default_rng(seed)
    claims = GAP_STATES[1 : 2 if crime is None else 3]
    found = np.zeros((len(claims), 2, repeats))
    for repeat in range(repeats):
        here = rng.choice(np.flatnonzero(used), planted, replace=False)
        left = y.copy()
        left[here] = rng.binomial(y[here].astype(np.int64), kept)
        survey = reporting_gap(
            left, e * left[used].sum() / e[used].sum(), used, dispersion, cuts
        )
        other = None
        if crime is not None:
            by_crime = expected_by_crime(
                left, crime.other, crime.footfall, crime.residents, used
            )
            other = reporting_gap(left, by_crime, used, dispersion, cuts)
        state = gap_states(survey, other, cuts=cuts)
        for row, claim in enumerate(claims):
            flagged = np.isin(state, GAP_STATES[GAP_STATES.index(claim) :])
            found[row, :, repeat] = flagged[here].sum(), flagged.sum()
    return {
        claim: _summary(row[0], row[1], planted)
        for claim, row in zip(claims, found, strict=True)
    }


def _summary(right: Floats, flags: Floats, planted: int) -> PlantedGaps:
    """Return recall and precision over all repeats, with their range."""
    any_flag = flags > 0
    precision = right[any_flag] / flags[any_flag]
    return PlantedGaps(
        recall=_over_repeats(right.mean() / planted, right / planted),
        precision=_over_repeats(
            right.sum() / flags.sum() if any_flag.any() else np.nan, precision
        ),
        flags=float(flags.mean()),
        planted=planted,
        repeats=flags.size,
    )


def _over_repeats(value: float, each: Floats) -> Interval[float]:
    """Return a figure with the range of its repeats."""
    tail = (1 - CONFIDENCE) / 2
    ends = np.quantile(each, [tail, 1 - tail]) if each.size else (np.nan, np.nan)
    return Interval(
        float(value), float(ends[0]), float(ends[1]), CONFIDENCE, "range over repeats"
    )
