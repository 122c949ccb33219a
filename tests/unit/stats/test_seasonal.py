from __future__ import annotations

import math

import numpy as np
import pytest
from numpy.typing import ArrayLike

from cdp_metrics.stats import (
    NotEnough,
    Seasonality,
    deseasonalise,
    robust_split,
    season_factors,
)

NAN = math.nan
SHAPE = [0.4, 0.8, 1.2, 1.6]


def learn(counts: ArrayLike, *, unusual: ArrayLike = False) -> Seasonality:
    learnt = season_factors(counts, np.full(np.shape(counts), 91), 4, unusual=unusual)
    assert isinstance(learnt, Seasonality)
    return learnt


def test_factors_are_ratios_to_the_mean_of_the_year() -> None:
    # The level doubles each year, which is no season.
    years = np.outer([25, 50, 100], SHAPE)
    learnt = learn(years.ravel())
    np.testing.assert_allclose(learnt.factors, SHAPE)
    assert learnt.years == 3


def test_years_end_with_the_series_and_factors_begin_with_it() -> None:
    counts = [900.0, *np.tile([40, 80, 120, 160], 3)]
    np.testing.assert_allclose(learn(counts).factors, [1.6, 0.4, 0.8, 1.2])


def test_long_months_are_no_season() -> None:
    days = np.resize([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31], 36)
    learnt = season_factors(7 * days, days)
    assert isinstance(learnt, Seasonality)
    np.testing.assert_allclose(learnt.factors, 1)
    # What is expected of a month has its length back in it.
    adjusted = deseasonalise(7 * days, learnt.expected(days))
    np.testing.assert_allclose(adjusted, 7 * days.mean())


def test_expected_goes_on_beyond_the_series() -> None:
    learnt = learn(np.tile([40, 80, 120, 160], 3))
    np.testing.assert_allclose(learnt.expected(np.full(6, 91)), [*SHAPE, 0.4, 0.8])


def test_a_missing_figure_stays_missing() -> None:
    np.testing.assert_array_equal(deseasonalise([4, NAN], [2, 2]), [2, NAN])


def test_years_with_gaps_or_unusual_periods_are_left_out() -> None:
    usual = [40.0, 80, 120, 160]
    odd = [900.0, 80, 120, 160]
    gap = [NAN, 80, 120, 160]
    counts = [*usual, *gap, *odd, *usual, *usual]
    unusual = np.arange(20) == 8
    learnt = learn(counts, unusual=unusual)
    np.testing.assert_allclose(learnt.factors, SHAPE)
    assert learnt.years == 3
    assert learn(counts).years == 4


def test_too_short_a_history_says_what_is_missing() -> None:
    refused = season_factors([5] * 35, [30] * 35)
    assert isinstance(refused, NotEnough)
    assert (refused.have, refused.need) == (2, 3)
    assert "there are 2" in refused.reason
    one = season_factors([5] * 12, [30] * 12)
    assert isinstance(one, NotEnough)
    assert "there is 1." in one.reason
    assert isinstance(season_factors([5] * 36, [30] * 36), Seasonality)
    assert isinstance(season_factors([], []), NotEnough)


def test_a_year_of_nothing_teaches_nothing() -> None:
    refused = season_factors([0] * 4 + [5] * 8, [91] * 12, 4)
    assert isinstance(refused, NotEnough)
    assert refused.have == 2


def test_a_season_without_events_cannot_be_divided_by() -> None:
    refused = season_factors(np.tile([0, 5, 5, 5], 3), [91] * 12, 4)
    assert isinstance(refused, NotEnough)
    assert (refused.have, refused.need) == (3, 4)
    assert "Too few events" in refused.reason


@pytest.mark.parametrize(
    ("counts", "days"),
    [([1, 2], [30]), ([1, 2], [30, 0]), ([1, 2], [30, NAN]), ([[1]], [[30]])],
)
def test_each_period_has_a_length(counts: ArrayLike, days: ArrayLike) -> None:
    with pytest.raises(ValueError, match="one number a period"):
        season_factors(counts, days)


def test_the_parts_of_a_split_add_up_to_the_series() -> None:
    months = np.arange(48.0)
    series = 100 + months + 20 * np.sin(months * math.pi / 6)
    series[20] += 500  # an outlier belongs to the remainder
    split = robust_split(series)
    assert not isinstance(split, NotEnough)
    np.testing.assert_allclose(split.trend + split.season + split.remainder, series)
    assert split.remainder[20] == pytest.approx(500, rel=0.02)
    np.testing.assert_allclose(np.diff(split.trend), 1, atol=0.2)
    assert np.ptp(split.season) == pytest.approx(40, rel=0.1)


def test_a_split_needs_three_years_without_gaps() -> None:
    short = robust_split([5.0] * 35)
    assert isinstance(short, NotEnough)
    assert (short.have, short.need) == (35, 36)
    gap = robust_split([NAN, *[5.0] * 40])
    assert isinstance(gap, NotEnough)
    assert (gap.have, gap.need) == (40, 41)
    assert "1 of the 41" in gap.reason
