"""What the harm index assumes: relative risks, impact weights and cut-offs.

A partnership replaces the values without touching code; what cannot be meant is
refused here, so the functions that take these need not look again.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from cdp_metrics.stats.rates import Floats

__all__ = ["Cuts", "Effect", "RelativeRisks", "Weights"]


@dataclass(frozen=True)
class Effect:
    """How one trait of residents changes the chance of high perceived disorder.

    Attributes
    ----------
    names
        The groups, in the order of the shares they meet.
    log_rr
        Log relative risk of each group against the reference, whose own is 0.
    se
        Standard error of each, on the log scale; the reference's is 0.
    """

    names: tuple[str, ...]
    log_rr: tuple[float, ...]
    se: tuple[float, ...]

    def __post_init__(self) -> None:
        """Refuse an effect without errors or without a reference."""
        if not len(self.names) == len(self.log_rr) == len(self.se):
            raise ValueError("Each group has a name, a log relative risk and its SE.")
        if not all(map(math.isfinite, self.log_rr + self.se)) or min(self.se) < 0:
            raise ValueError("A log relative risk or its standard error is missing.")
        references = [se == 0 for se in self.se]
        if sum(references) != 1 or self.log_rr[references.index(True)] != 0:
            raise ValueError(
                "Exactly one group is the reference (log relative risk and SE 0); "
                "every other needs its standard error."
            )


@dataclass(frozen=True)
class RelativeRisks:
    """One version of the relative risks.

    Attributes
    ----------
    version
        Name of the version, printed wherever expected values are.
    age
        16-24, 25-34, 35-49, 50-64, 65 and over.
    tenure
        Own outright, mortgage or shared, rent.
    income
        National quintile of income deprivation, the most deprived first; None where
        the source has none.
    ethnicity
        White, Mixed, Asian, Black, Other; None where the source has none.
    source
        Where they are from, fit to print.
    """

    version: str
    age: Effect
    tenure: Effect
    income: Effect | None
    ethnicity: Effect | None
    source: str

    def __post_init__(self) -> None:
        """Refuse a table of another size."""
        sizes = {"age": 5, "tenure": 3, "income": 5, "ethnicity": 5}
        for trait, size in sizes.items():
            effect: Effect | None = getattr(self, trait)
            if effect is not None and len(effect.names) != size:
                raise ValueError(f"Relative risks by {trait} are for {size} groups.")


@dataclass(frozen=True)
class Weights:
    """One version of the impact weights of K types, of disorder or any other crime.

    Attributes
    ----------
    version
        Name of the version, printed wherever the index is.
    names
        The types, in the order of the columns of counts.
    value
        Impact of one report of each type, on any scale.
    low_factor, high_factor
        Each weight may be wrong by a factor between these.
    """

    version: str
    names: tuple[str, ...]
    value: tuple[float, ...]
    low_factor: tuple[float, ...]
    high_factor: tuple[float, ...]

    def __post_init__(self) -> None:
        """Refuse weights that are not above 0 or lie outside their own range."""
        columns = (self.value, self.low_factor, self.high_factor)
        if not all(len(column) == len(self.names) > 0 for column in columns):
            raise ValueError("Each type has a weight and a range.")
        if not all(math.isfinite(x) and x > 0 for column in columns for x in column):
            raise ValueError("Weights and their factors are numbers above 0.")
        if max(self.low_factor) > 1 or min(self.high_factor) < 1:
            raise ValueError("The range of a weight holds the weight itself.")

    @property
    def all_equal(self) -> bool:
        """Whether the index is no more than volume per resident."""
        return len(set(self.value)) == 1

    def draw(self, rng: np.random.Generator, draws: int) -> Floats:
        """Return random factors on the weights, log-uniform, shape (draws, K)."""
        low, high = np.log(self.low_factor), np.log(self.high_factor)
        return np.exp(rng.uniform(low, high, (draws, len(self.names))))


@dataclass(frozen=True)
class Cuts:
    """Every cut-off of the index; all are assumptions.

    Attributes
    ----------
    visitor
        Footfall crimes per 1,000 residents above which residents are a poor base.
    student
        Share of residents 16 and over who are 16 to 24, above which they are too.
    classes
        Index values that part the three classes of the map.
    certain_class
        An area less sure of its class than this is hatched.
    range_shown
        Quantiles of the draws that ranges run between.
    top_one_in
        The top is one area in so many, rounded up.
    ratio_low, ratio_high
        Reported over expected: below the one is few, above the other many.
    least_expected
        Fewer expected reports than this give no state.
    sure, likely
        Probabilities that one route alone, and each of two, must reach.
    design_effect
        Variance of the survey's estimates over that of a simple random sample.
    unclassified
        Share of reports without a type above which types are not used.
    repeat_days, repeat_step, repeat_most
        How long a report makes the next one at its place a repeat; what each doubling
        of repeats adds to its weight; and the most that weight can be.
    """

    visitor: float = 80.0
    student: float = 0.5
    classes: tuple[float, float] = (75.0, 150.0)
    certain_class: float = 0.8
    range_shown: tuple[float, float] = (0.05, 0.95)
    top_one_in: int = 10
    ratio_low: float = 0.8
    ratio_high: float = 1.25
    least_expected: float = 30.0
    sure: float = 0.95
    likely: float = 0.8
    design_effect: float = 1.5
    unclassified: float = 0.3
    repeat_days: int = 183
    repeat_step: float = 0.25
    repeat_most: float = 2.0

    def __post_init__(self) -> None:
        """Refuse cut-offs that no order of areas could meet."""
        shares = (
            self.student,
            self.certain_class,
            *self.range_shown,
            self.sure,
            self.likely,
            self.unclassified,
        )
        if not all(0 < share < 1 for share in shares):
            raise ValueError("Shares and probabilities lie between 0 and 1.")
        rising = (self.classes, self.range_shown, (self.ratio_low, self.ratio_high))
        if not all(low < high for low, high in rising):
            raise ValueError("The lower of two cut-offs is below the upper.")
        at_least_one = (
            self.top_one_in,
            self.design_effect,
            self.repeat_days,
            self.repeat_most,
        )
        above_nought = (self.visitor, self.ratio_low, self.least_expected)
        if min(at_least_one) < 1 or min(above_nought) <= 0 or self.repeat_step < 0:
            raise ValueError("A cut-off is below the least that it can mean.")
