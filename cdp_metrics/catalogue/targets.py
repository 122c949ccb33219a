"""What a plan asks for: targets with their baselines, paths and rules."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Literal

from pydantic import Field, model_validator

from cdp_metrics.catalogue.indicators import Polarity
from cdp_metrics.catalogue.toml import Declared

__all__ = ["Baseline", "Course", "Illustration", "Target"]

MONTHS_IN_YEAR = 12
ROUNDED = 0.5  # a plan prints whole numbers
LARGEST = 1e9

Level = Annotated[float, Field(ge=0, le=LARGEST)]
"""A count, or a proportion in %."""


class Baseline(Declared):
    """The figure that a target starts from.

    Parameters
    ----------
    value
        A count, or a proportion in %.
    n_eff
        Cases, or interviews after the design effect, behind a proportion; without
        it there is no rating.
    period_start, period_end
        First and last day that it covers.
    indicator, source, definition_version
        What it was counted as: a figure is held only against one of its own kind.
    """

    value: Level
    n_eff: float | None = Field(default=None, gt=0, le=LARGEST)
    period_start: date
    period_end: date
    indicator: str
    source: str = Field(min_length=1)
    definition_version: int = Field(ge=1)

    @model_validator(mode="after")
    def _in_order(self) -> Baseline:
        if self.period_end < self.period_start:
            raise ValueError("the baseline period ends before it begins")
        return self

    @property
    def is_year(self) -> bool:
        """Whether it covers twelve whole months."""
        first, after = self.period_start, self.period_end + timedelta(days=1)
        later = (first.year + 1, first.month, 1)
        return first.day == 1 and (after.year, after.month, after.day) == later


class Course(Declared):
    """What a target asks for, and by when.

    Parameters
    ----------
    type
        Rule that it is rated by.
    target_value, target_percent
        Value to reach, or the reduction in % of the baseline.
    target_date
        Last day of the period in which it is to be reached.
    path
        How it is to be reached: in a straight line, in yearly steps, by months as
        listed, or as the plan does not say.
    path_start
        First day of the path, the first of a month.
    monthly
        Values at the end of each month of a monthly path.
    tolerance
        How far off the path is still amber, %.
    margin
        How much worse still counts as maintained, in % of a count or in pp.
    better
        Which way is better, where the dictionary calls the measure neutral and the
        type does not say it.
    """

    type: Literal["reduce_pct", "reduce_any", "maintain", "benchmark", "assurance"]
    target_value: Level | None = None
    target_percent: float | None = Field(default=None, gt=0, le=100)
    target_date: date | None = None
    path: Literal["linear", "stepped", "monthly", "none"] = "none"
    path_start: date | None = None
    monthly: tuple[Level, ...] = ()
    tolerance: float | None = Field(default=None, ge=0, le=100)
    margin: float | None = Field(default=None, ge=0, le=100)
    better: Literal["lower", "higher"] | None = None

    @model_validator(mode="after")
    def _complete(self) -> Course:
        stated = (self.target_value is not None) + (self.target_percent is not None)
        if self.type == "reduce_pct" and (stated != 1 or self.target_date is None):
            raise ValueError(
                "reduce_pct needs target_date and either target_value or target_percent"
            )
        if self.type == "assurance" and self.target_value is None:
            raise ValueError("assurance needs target_value")
        if self.better and self.type.startswith("reduce"):
            raise ValueError(f"{self.type} takes no better: to reduce is lower")
        if self.target_percent is not None and self.type != "reduce_pct":
            raise ValueError(f"{self.type} takes no target_percent")
        if self.path == "none":
            if self.path_start or self.monthly:
                raise ValueError("path_start and monthly need a path")
            return self
        start, end = self.path_start, self.target_date
        if self.type != "reduce_pct" or start is None or end is None:
            raise ValueError("a path needs path_start and a target of type reduce_pct")
        if start.day != 1:
            raise ValueError("path_start is not the first of a month")
        if start > end:
            raise ValueError("target_date is before path_start")
        years = end.year - start.year
        months = MONTHS_IN_YEAR * years + end.month - start.month + 1
        if len(self.monthly) != (months if self.path == "monthly" else 0):
            raise ValueError(
                f"monthly lists a value for each of the {months} months of a monthly "
                f"path, and for no other; it lists {len(self.monthly)}"
            )
        if self.monthly and self.target_value not in (None, self.monthly[-1]):
            raise ValueError("monthly does not end at target_value")
        return self

    def polarity(self, otherwise: Polarity) -> Polarity:
        """Return which way is better by its type and what it says.

        Parameters
        ----------
        otherwise
            What the dictionary says of the measure.
        """
        if self.better == "lower" or self.type.startswith("reduce"):
            return "lower_is_better"
        return "higher_is_better" if self.better else otherwise

    def goal(self, baseline: float) -> float | None:
        """Return the value to reach from a baseline; None where none is stated."""
        if self.target_percent is not None:
            # in this order a whole goal is whole: 70% of 90 is 63, not a little less
            return baseline * (100 - self.target_percent) / 100
        return self.target_value


class Target(Course):
    """A target of the plan.

    Parameters
    ----------
    heading, indicator
        What it belongs to and what it is measured by.
    area
        Type of area it is set for.
    statement
        The target in the plan's words.
    baseline
        What it starts from; None where the plan does not say, so that it waits.
    primary
        Whether it gives the heading its status.
    owner
        Group that answers for it; "" for the heading's.
    valid_from, valid_to
        First and last day it holds; no last day while it does.
    note
        What is assumed.
    """

    heading: str
    indicator: str
    area: str = "partnership"
    statement: str = Field(min_length=1)
    baseline: Baseline | None = None
    primary: bool = False
    owner: str = ""
    valid_from: date
    valid_to: date | None = None
    note: str = ""

    @model_validator(mode="after")
    def _in_order(self) -> Target:
        if self.valid_to is not None and self.valid_to < self.valid_from:
            raise ValueError("valid_to is before valid_from")
        start = self.baseline
        if start and self.target_date and self.target_date <= start.period_end:
            raise ValueError("target_date is not after the baseline period")
        goal = self.goal(start.value) if start else None
        if self.monthly and goal is not None and abs(self.monthly[-1] - goal) > ROUNDED:
            raise ValueError(f"monthly does not end at the target, {goal:g}")
        return self

    @property
    def indicators(self) -> tuple[str, ...]:
        """Every indicator that it names."""
        start = (self.baseline.indicator,) if self.baseline else ()
        return (self.indicator, *start)

    def holds_on(self, day: date) -> bool:
        """Return whether it is in force."""
        return self.valid_from <= day <= (self.valid_to or date.max)

    def meets(self, other: Target) -> bool:
        """Return whether both are in force on some day."""
        late = max(self.valid_from, other.valid_from)
        return self.holds_on(late) and other.holds_on(late)


class Illustration(Course):
    """A reading of a printed figure that the paper leaves open; never a rating.

    Parameters
    ----------
    heading
        What it belongs to.
    figure
        Identifier of the printed figure.
    label
        The reading, for readers.
    baseline_value
        The earlier value that the printed change implies.
    note
        Why it is only one reading.
    """

    heading: str
    figure: str = Field(min_length=1)
    label: str = Field(min_length=1)
    baseline_value: Level
    note: str = ""
