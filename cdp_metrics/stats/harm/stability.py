"""How much the order of areas owes to the weights, to one type or to one source."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cdp_metrics.errors import NotEnoughData
from cdp_metrics.stats.harm.inputs import complete
from cdp_metrics.stats.harm.reported import ReportedHarm, reported_harm, reweigh
from cdp_metrics.stats.rates import Floats

__all__ = [
    "RankAgreement",
    "leave_one_source_out",
    "leave_one_type_out",
    "rank_agreement",
    "rank_correlation",
    "weights_agreement",
]

TOP = 20


@dataclass(frozen=True)
class RankAgreement:
    """How alike two orders of the same areas are.

    Attributes
    ----------
    spearman
        Rank correlation, from -1 to 1; NaN where one of the two does not vary.
    overlap
        How many areas are among the `top` of both.
    top
        How many could be.
    """

    spearman: float
    overlap: int
    top: int


def rank_correlation(one: Floats, other: Floats) -> float:
    """Return Spearman's rank correlation; NaN where one of the two does not vary.

    Parameters
    ----------
    one, other
        Values of the same areas, shape (n,).

    Returns
    -------
    float
        From -1 to 1; tied areas share the mean of their ranks.
    """
    from scipy.stats import rankdata  # slow to import

    a, b = rankdata(one), rankdata(other)
    if a.size < 2 or not a.std() * b.std() > 0:
        return float("nan")
    return float(np.corrcoef(a, b)[0, 1])


def rank_agreement(
    one: ArrayLike, other: ArrayLike, usable: NDArray[np.bool_], top: int = TOP
) -> RankAgreement:
    """Return how alike two orders of the usable areas are.

    Parameters
    ----------
    one, other
        Indices of the same areas, shape (n,).
    usable
        True for the areas to rank, shape (n,): the visitor areas would be at the top
        of both.
    top
        How many areas make the top.

    Returns
    -------
    RankAgreement
        Correlation and overlap.

    Raises
    ------
    ValueError
        If shapes differ or no place is asked for.
    """
    a, b = np.asarray(one, np.float64), np.asarray(other, np.float64)
    used = np.asarray(usable, np.bool_)
    if not (a.ndim == 1 and a.shape == b.shape == used.shape) or top < 1:
        raise ValueError("Two orders are of the same areas, with one place at least.")
    a, b = a[used], b[used]
    places = min(top, a.size)
    first, second = (
        np.argsort(-index, kind="stable")[:places].tolist() for index in (a, b)
    )
    return RankAgreement(rank_correlation(a, b), len({*first} & {*second}), places)


def weights_agreement(
    harm: ReportedHarm, default: ArrayLike, top: int = TOP
) -> dict[str, RankAgreement]:
    """Return how the order by these weights compares with two others.

    Parameters
    ----------
    harm
        By the weights chosen.
    default
        The default weights, shape (K,).
    top
        How many areas make the top.

    Returns
    -------
    dict
        Agreement with "equal" and with "default" weights.

    Raises
    ------
    ValueError
        As `reweigh`.
    """
    others = {"equal": reweigh(harm), "default": reweigh(harm, default)}
    return {
        name: rank_agreement(harm.index, other.index, harm.usable, top)
        for name, other in others.items()
    }


def leave_one_type_out(
    harm: ReportedHarm, top: int = TOP
) -> tuple[RankAgreement | None, ...]:
    """Return how the order without each type compares with the order by all.

    Parameters
    ----------
    harm
        From `reported_harm`.
    top
        How many areas make the top.

    Returns
    -------
    tuple
        One agreement a type; None where nothing is left without it.
    """
    out: list[RankAgreement | None] = []
    for left_out in np.eye(harm.scaled_weights.size, dtype=np.bool_):
        try:
            rest = reweigh(harm, harm.scaled_weights, ~left_out)
        except NotEnoughData:
            out.append(None)
            continue
        out.append(rank_agreement(harm.index, rest.index, harm.usable, top))
    return tuple(out)


def leave_one_source_out(
    harm: ReportedHarm, by_source: ArrayLike, top: int = TOP
) -> tuple[RankAgreement | None, ...]:
    """Return how the order without each source compares with the order by all.

    Parameters
    ----------
    harm
        By the sum of the sources.
    by_source
        Reports each source alone stands for once doubles are removed, sources by
        areas by types, shape (s, n, K).
    top
        How many areas make the top.

    Returns
    -------
    tuple
        One agreement a source; None where nothing is left without it.

    Raises
    ------
    ValueError
        If the sources do not add up to the counts of `harm`.
    """
    sources = complete(by_source)
    counts = harm.counts
    if sources.shape[1:] != counts.shape or not np.allclose(
        sources.sum(axis=0), counts
    ):
        raise ValueError("The sources do not add up to the counts of the index.")
    out: list[RankAgreement | None] = []
    for source in sources:
        try:
            rest = reported_harm(
                np.maximum(counts - source, 0),
                harm.residents,
                harm.usable,
                harm.scaled_weights,
                harm.dispersion,
            )
        except NotEnoughData:
            out.append(None)
            continue
        out.append(rank_agreement(harm.index, rest.index, harm.usable, top))
    return tuple(out)
