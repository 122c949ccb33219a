"""How many reports to expect from who lives in an area.

The survey route: relative risks of a national survey of perceptions, applied to the
census. What predicts is age, tenure and income deprivation, and on request ethnicity.
Overall deprivation is no predictor: its crime domain holds the official rate of
antisocial behaviour, which would predict itself.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cdp_metrics.errors import NotEnoughData
from cdp_metrics.stats.harm.draws import DRAWS, blocks
from cdp_metrics.stats.harm.inputs import complete, residents_of
from cdp_metrics.stats.harm.parameters import Cuts, Effect, RelativeRisks
from cdp_metrics.stats.harm.reported import relative_to_average
from cdp_metrics.stats.rates import Floats

__all__ = ["Composition", "ExpectedReports", "draw_expected", "expected_reports"]

# Published shares are rounded.
ROUNDING = 0.005

QUINTILES = 5


@dataclass(frozen=True, eq=False)
class Composition:
    """Who lives in n areas: all that can predict reports.

    Attributes
    ----------
    age
        Shares of residents aged 16 and over: 16-24, 25-34, 35-49, 50-64, 65 and over,
        shape (n, 5).
    tenure
        Shares of households: own outright, mortgage or shared, rent, shape (n, 3).
    income_quintile
        National quintile of the income domain, 1 = most deprived, shape (n,).
    ethnicity
        Shares of residents: White, Mixed, Asian, Black, Other, shape (n, 5). Needed
        only where it is asked for.
    """

    age: Floats
    tenure: Floats
    income_quintile: NDArray[np.int64]
    ethnicity: Floats | None = None

    def __post_init__(self) -> None:
        """Refuse rows that are missing and shares that are not shares of a whole."""
        quintile = np.asarray(self.income_quintile, np.float64)
        n = quintile.size
        if quintile.shape != (n,) or not np.isin(quintile, range(1, 6)).all():
            raise ValueError("Income quintiles are 1 to 5, one an area, none missing.")
        object.__setattr__(self, "income_quintile", quintile.astype(np.int64))
        for trait, groups in (("age", 5), ("tenure", 3), ("ethnicity", 5)):
            if (given := getattr(self, trait)) is not None:
                object.__setattr__(self, trait, _shares(trait, given, (n, groups)))

    def students(self, cutoff: float = Cuts.student) -> NDArray[np.bool_]:
        """Return where so many adults are 16 to 24 that term sets the numbers."""
        return self.age[:, 0] > cutoff


@dataclass(frozen=True, eq=False)
class ExpectedReports:
    """Reports to expect in n areas from who lives there; shapes are (n,).

    Attributes
    ----------
    factors
        Relative risk of the average resident by "age", "tenure" and, where used,
        "income" and "ethnicity", against the reference groups.
    multiplier
        Their product.
    expected
        Reports, adding up over the usable areas to those reported there.
    index
        Expected reports per resident as a % of the usable areas' own.
    composition, risks, residents, usable
        As given.
    ethnicity_used
        Whether ethnicity is among the factors.
    """

    factors: dict[str, Floats]
    multiplier: Floats
    expected: Floats
    index: Floats
    composition: Composition
    risks: RelativeRisks
    residents: Floats
    usable: NDArray[np.bool_]
    ethnicity_used: bool

    def contributions(self) -> dict[str, Floats]:
        """Return each factor over its population-weighted mean in the usable areas.

        Returns
        -------
        dict
            Ratios by predictor, shape (n,): 1.10 raises the expected reports by 10%.
        """
        used, people = self.usable, self.residents
        return {
            trait: factor / np.average(factor[used], weights=people[used])
            for trait, factor in self.factors.items()
        }


def expected_reports(
    composition: Composition,
    risks: RelativeRisks,
    reports: ArrayLike,
    population: ArrayLike,
    usable: NDArray[np.bool_],
    *,
    ethnicity: bool = False,
) -> ExpectedReports:
    """Return how many of the reports each area would have by who lives there.

    Parameters
    ----------
    composition
        Who lives there.
    risks
        Relative risks of the groups.
    reports
        Reports of all types over 12 months, shape (n,).
    population
        Residents, shape (n,).
    usable
        True for the areas to calibrate on, shape (n,): all but the visitor areas.
    ethnicity
        Whether ethnicity predicts too; off unless asked for.

    Returns
    -------
    ExpectedReports
        Expected reports and what they are made of.

    Raises
    ------
    ValueError
        If shapes differ, a count is missing, an area has no residents, or ethnicity
        is asked for without its shares or its relative risks.
    NotEnoughData
        If the usable areas have no reports.

    Notes
    -----
    Our own design. Within an area the shares are taken as independent (assumption),
    and perception stands in for experience (assumption).
    """
    counts, residents = complete(reports), residents_of(population)
    used = np.asarray(usable, np.bool_)
    if not composition.income_quintile.shape == counts.shape == residents.shape:
        raise ValueError("Composition, reports and residents are one row an area.")
    if used.shape != counts.shape:
        raise ValueError("Usable is one value an area.")
    if not counts[used].any():
        raise NotEnoughData("No area where residents are a fair base has reports.")
    if ethnicity and (composition.ethnicity is None or risks.ethnicity is None):
        raise ValueError("Ethnicity is asked for, but its shares or risks are missing.")
    factors = {
        trait: _factor(shares, np.exp(effect.log_rr))
        for trait, (shares, effect) in _traits(composition, risks, ethnicity).items()
    }
    multiplier = np.prod(list(factors.values()), axis=0)
    total = float(counts[used].sum())
    expected = _calibrated(multiplier, residents, used, total)
    return ExpectedReports(
        factors=factors,
        multiplier=multiplier,
        expected=expected,
        index=relative_to_average(expected / residents, residents, used)[0],
        composition=composition,
        risks=risks,
        residents=residents,
        usable=used,
        ethnicity_used=ethnicity,
    )


def draw_expected(
    expected: ExpectedReports,
    draws: int = DRAWS,
    *,
    seed: int,
    cuts: Cuts | None = None,
) -> NDArray[np.float32]:
    """Return expected reports that the errors of the relative risks allow.

    Parameters
    ----------
    expected
        From `expected_reports`.
    draws
        How many.
    seed
        Of the random numbers.
    cuts
        The survey's design effect.

    Returns
    -------
    NDArray
        Reports, shape (draws, n), in single precision; calibrated in each draw.

    Notes
    -----
    Log relative risks are normal, each with its standard error times the root of the
    design effect, independently.
    """
    rng = np.random.default_rng(seed)
    wider = math.sqrt((cuts or Cuts()).design_effect)
    traits = _traits(expected.composition, expected.risks, expected.ethnicity_used)
    risks = [
        (shares, _drawn_risks(effect, wider, rng, draws))
        for shares, effect in traits.values()
    ]
    used, residents = expected.usable, expected.residents
    total = float(expected.expected[used].sum())
    drawn = np.empty((draws, residents.size), np.float32)
    for part in blocks(draws, residents.size):
        multiplier = np.ones(drawn[part].shape)
        for shares, risk in risks:
            multiplier *= _factor(shares, risk[part])
        drawn[part] = _calibrated(multiplier, residents, used, total)
    return drawn


def _traits(
    who: Composition, risks: RelativeRisks, ethnicity: bool
) -> dict[str, tuple[Floats, Effect]]:
    """Return the shares and the effect of each predictor; a quintile is all of one."""
    traits = {"age": (who.age, risks.age), "tenure": (who.tenure, risks.tenure)}
    if risks.income is not None:
        quintile = np.eye(QUINTILES)[who.income_quintile - 1]
        traits["income"] = (quintile, risks.income)
    if ethnicity and who.ethnicity is not None and risks.ethnicity is not None:
        traits["ethnicity"] = (who.ethnicity, risks.ethnicity)
    return traits


def _drawn_risks(
    effect: Effect, wider: float, rng: np.random.Generator, draws: int
) -> Floats:
    """Return random relative risks of each group, shape (draws, groups)."""
    errors = wider * np.array(effect.se)
    return np.exp(rng.normal(effect.log_rr, errors, (draws, errors.size)))


def _factor(shares: Floats, risk: Floats) -> Floats:
    """Return the average resident's relative risk, shape (..., n)."""
    return np.asarray(risk @ shares.T)


def _calibrated(
    multiplier: Floats, residents: Floats, used: NDArray[np.bool_], total: float
) -> Floats:
    """Return reports in proportion to risk, adding up to the total."""
    weight = multiplier * residents
    return np.asarray(total * weight / weight[..., used].sum(axis=-1, keepdims=True))


def _shares(trait: str, values: ArrayLike, shape: tuple[int, int]) -> Floats:
    """Return shares of a whole, one row an area."""
    shares = np.asarray(values, np.float64)
    if shares.shape != shape:
        raise ValueError(f"Shares by {trait} are {shape[1]} columns, one row an area.")
    missing = int(np.isnan(shares).any(axis=1).sum())
    if missing:
        raise ValueError(f"Shares by {trait} are missing in {missing} areas.")
    wrong = np.abs(shares.sum(axis=1) - 1) > ROUNDING
    if (shares < 0).any() or wrong.any():
        count = int((wrong | (shares < 0).any(axis=1)).sum())
        raise ValueError(f"Shares by {trait} do not add up to 1 in {count} areas.")
    return shares
