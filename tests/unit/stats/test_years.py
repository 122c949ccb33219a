from __future__ import annotations

import math

import numpy as np
import pytest
from numpy.typing import ArrayLike

from cdp_metrics.stats import Dispersion, seasonal_dispersion, year_on_year

NONE = math.nan


def test_counts_that_fit_year_and_season_vary_as_little_as_can_be() -> None:
    # The second year is twice the first: nothing is left to vary.
    assert seasonal_dispersion([[10, 20, 30], [20, 40, 60]]) == Dispersion(1.0, 2)


def test_dispersion_is_chi_squared_over_its_degrees_of_freedom() -> None:
    # Expected [[40, 60], [40, 60]]: 400/40 + 400/60, twice, on one degree.
    spread = seasonal_dispersion([[60, 40], [20, 80]])
    assert spread.phi == pytest.approx(2 * (400 / 40 + 400 / 60))
    assert spread.df == 1


def test_years_and_months_of_nothing_add_no_degrees_of_freedom() -> None:
    plain = seasonal_dispersion([[60, 40], [20, 80]])
    assert seasonal_dispersion([[60, 0, 40], [0, 0, 0], [20, 0, 80]]) == plain
    assert seasonal_dispersion(np.zeros((2, 12))) == Dispersion(1.0, math.inf)
    assert seasonal_dispersion([[0, 0], [3, 4]]) == Dispersion(1.0, math.inf)


@pytest.mark.parametrize(
    "table", [[[1, 2]], [[1], [2]], [1, 2, 3], [[1, NONE], [1, 2]], [[1, -1], [1, 2]]]
)
def test_dispersion_needs_two_whole_years(table: ArrayLike) -> None:
    with pytest.raises(ValueError, match=r"two years|none missing"):
        seasonal_dispersion(table)


def test_dispersion_is_learnt_from_every_complete_year() -> None:
    steady = [25.0, 25.0, 25.0, 25.0]
    swings = [10.0, 40.0, 10.0, 40.0]
    two = year_on_year([*steady, 40.0, 10.0, 40.0, 40.0], 4)
    more = year_on_year([*swings, *steady, 40.0, 10.0, 40.0, 40.0], 4)
    assert two is not None
    assert more is not None
    assert (more.now, more.then) == (two.now, two.then) == (130, 100)
    alone = seasonal_dispersion([steady, [40.0, 10.0, 40.0, 40.0]])
    both = seasonal_dispersion([swings, steady, [40.0, 10.0, 40.0, 40.0]])
    assert two.z == pytest.approx(30 / math.sqrt(230 * alone.phi))
    assert more.z == pytest.approx(30 / math.sqrt(230 * both.phi))
    assert (alone.df, both.df) == (3, 6)


def test_incomplete_and_unusual_years_teach_no_dispersion() -> None:
    years = [*[50.0, 1.0, 50.0, 1.0], *[30.0, 31.0, 29.0, 30.0]] * 2
    plain = year_on_year(years, 4)
    hole = year_on_year([NONE, 900.0, 1.0, 900.0, *years], 4)
    odd = [True, *[False] * 19]
    assert year_on_year([1.0, 900.0, 1.0, 900.0, *years], 4, unusual=odd) == plain
    assert hole == plain
    assert year_on_year([1.0, 900.0, 1.0, 900.0, *years], 4) != plain
    # A part of a year at the start belongs to no year.
    assert year_on_year([900.0, 1.0, *years], 4) == plain


def test_the_two_years_compared_are_used_however_unusual() -> None:
    change = year_on_year([60.0, 40.0, 20.0, 80.0], 2, unusual=[True] * 4)
    assert change == year_on_year([60.0, 40.0, 20.0, 80.0], 2)


@pytest.mark.parametrize(
    "counts",
    [
        [],
        [5.0] * 7,
        [NONE, *[5.0] * 7],
        [*[5.0] * 7, NONE],
        [-9.0, 1, 1, 1, 5, 5, 5, 5],
    ],
)
def test_without_two_whole_years_there_is_no_change(counts: list[float]) -> None:
    assert year_on_year(counts, 4) is None


def test_a_count_taken_back_is_summed_and_breaks_nothing() -> None:
    change = year_on_year([50.0, -3.0, 50.0, 50.0, 40.0, 40.0, 40.0, 40.0], 4)
    assert change is not None
    assert (change.now, change.then) == (160, 147)


def test_part_counts_are_compared_as_whole_ones() -> None:
    change = year_on_year([1.25] * 12 + [2.75] * 12)
    assert change is not None
    assert (change.now, change.then) == (33, 15)


@pytest.mark.parametrize("phi", [1, 2, 5])
@pytest.mark.parametrize(
    ("periods", "years"), [(12, 2), (12, 5), (4, 2), (4, 10)], ids=str
)
def test_where_nothing_changes_few_changes_are_found(
    periods: int, years: int, phi: int
) -> None:
    """At 95% one in twenty is found by chance, fewer where phi is floored at 1."""
    rng = np.random.default_rng(2019 + phi)
    season = 1 + 0.3 * np.sin(2 * np.pi * np.arange(periods) / periods)
    mean = np.tile(100 * season, (1000, years))
    # A negative binomial of this mean whose variance is phi times as large.
    counts = (
        rng.poisson(mean)
        if phi == 1
        else rng.negative_binomial(mean / (phi - 1), 1 / phi)
    )
    changes = [year_on_year(row, periods) for row in counts]
    found = np.mean([change is not None and change.significant for change in changes])
    assert found < 0.07


def test_a_change_that_is_there_is_found() -> None:
    rng = np.random.default_rng(7)
    mean = np.repeat([100.0, 100.0, 100.0, 80.0], 12)
    counts = rng.negative_binomial(mean, 1 / 2, (300, 48))  # variance twice the mean
    changes = [year_on_year(row) for row in counts]
    found = np.mean([change is not None and change.significant for change in changes])
    assert found > 0.9
