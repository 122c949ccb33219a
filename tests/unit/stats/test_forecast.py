from __future__ import annotations

import math

import numpy as np
import pytest
from numpy.typing import ArrayLike, NDArray

from cdp_metrics.stats import (
    Forecast,
    History,
    NotEnough,
    back_test,
    forecast,
    seasonal_naive,
)
from cdp_metrics.stats.series.history import forecast_window

NAN = math.nan
YEAR = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]


def series(
    counts: ArrayLike,
    ahead: int = 12,
    *,
    periods: int = 12,
    steps: tuple[int, ...] = (),
    unusual: slice = slice(0),
) -> History:
    values = np.asarray(counts, np.float64)
    odd = np.zeros(values.size, np.bool_)
    odd[unusual] = True
    length = YEAR if periods == 12 else [91]
    days = np.resize(length, values.size + ahead).astype(np.float64)
    return History(values, days, odd, periods, steps)


def noisy(mean: NDArray[np.float64], seed: int = 1) -> NDArray[np.float64]:
    return np.random.default_rng(seed).poisson(mean).astype(np.float64)


def shown(result: Forecast | NotEnough) -> Forecast:
    assert isinstance(result, Forecast)
    return result


def refused(result: object) -> NotEnough:
    assert isinstance(result, NotEnough)
    return result


MONTHS = np.arange(60)
LEVEL = noisy(np.full(60, 200.0))


def test_a_falling_seasonal_series_goes_on_falling_in_season() -> None:
    mean = 400 * np.exp(0.3 * np.sin(np.arange(72) * np.pi / 6) - np.arange(72) / 120)
    fans = shown(forecast(series(noisy(mean[:60])), seed=1)).counts
    np.testing.assert_allclose(fans.median, mean[60:], rtol=0.15)
    assert (fans.lower_95 <= mean[60:]).all()
    assert (mean[60:] <= fans.upper_95).all()


def test_the_total_holds_the_months_already_counted() -> None:
    counts = LEVEL.copy()
    result = shown(forecast(series(counts), seed=1))
    for ahead in (1, 5, 12):
        counted = counts[60 - 12 + ahead :].sum()
        middle = counted + result.counts.median[:ahead].sum()
        assert result.total.median[ahead - 1] == pytest.approx(middle, rel=0.01)
    width = result.total.upper_95 - result.total.lower_95
    first = result.counts.upper_95[0] - result.counts.lower_95[0]
    assert width[0] == pytest.approx(first)
    assert width[11] > 2 * width[0]


def test_the_chance_is_the_share_of_paths_that_meet_the_target() -> None:
    result = shown(forecast(series(LEVEL), seed=1))
    target = float(result.total.median[11])
    low, high = (result.chance(target, 12, at_most=side) for side in (True, False))
    assert low == pytest.approx(0.5, abs=0.02)
    # A total that equals the target meets it, whichever side is good.
    equal = float((result.totals[:, 11] == target).mean())
    assert low + high == pytest.approx(1 + equal)
    assert result.chance(1e9, 1) == 1
    assert result.chance(0, 1) == 0
    for ahead in (0, 13):
        with pytest.raises(ValueError, match="not in the forecast"):
            result.chance(target, ahead)


def test_a_missing_month_leaves_its_totals_unknown() -> None:
    counts = LEVEL.copy()
    counts[55] = NAN
    result = shown(forecast(series(counts), seed=1))
    assert np.isnan(result.total.median[:7]).all()
    assert np.isfinite(result.total.median[7:]).all()
    assert np.isfinite(result.counts.median).all()
    assert math.isnan(result.chance(2400, 7))
    assert result.chance(1e9, 8) == 1


def test_unusual_periods_teach_nothing_but_count_in_totals() -> None:
    dip = LEVEL.copy()
    dip[52:56] = 20
    learnt = shown(forecast(series(dip, unusual=slice(52, 56)), seed=1))
    other = dip.copy()
    other[52:56] = 90
    same = shown(forecast(series(other, unusual=slice(52, 56)), seed=1))
    np.testing.assert_array_equal(learnt.counts.median, same.counts.median)
    assert same.total.median[0] - learnt.total.median[0] == 4 * 70
    assert learnt.learnt == 56
    assert learnt.counts.median.mean() == pytest.approx(200, rel=0.1)


def test_a_known_step_moves_the_level_and_not_the_trend() -> None:
    mean = np.where(MONTHS < 36, 200.0, 300.0)
    counts = noisy(mean)
    plain = shown(forecast(series(counts), seed=1))
    stepped = shown(forecast(series(counts, steps=(36,)), seed=1))
    assert stepped.steps == (36,)
    assert stepped.counts.median.mean() == pytest.approx(300, rel=0.08)
    assert plain.counts.median.mean() > 330


def test_steps_too_near_to_be_told_from_noise_are_left_out_and_named() -> None:
    steps = (0, 3, 30, 34, 57, 60, 99)
    result = shown(forecast(series(LEVEL, steps=steps), seed=1))
    assert result.steps == (30,)
    # 0 is before all that is learnt from, and 99 beyond what is forecast.
    assert result.steps_left_out == (3, 34, 57, 60)
    plain = shown(forecast(series(LEVEL, steps=(30,)), seed=1))
    np.testing.assert_array_equal(result.totals, plain.totals)


def test_at_most_five_years_are_learnt_from() -> None:
    old = np.concatenate([np.full(30, 9000.0), LEVEL])
    result = shown(forecast(series(old), seed=1))
    assert result.learnt == 60
    assert result.counts.median.mean() == pytest.approx(200, rel=0.1)


def test_quarters() -> None:
    counts = noisy(np.tile([40.0, 60, 80, 60], 4))
    result = shown(forecast(series(counts, 4, periods=4), seed=1))
    assert result.counts.median.argmax() == 2
    assert result.total.median[3] == pytest.approx(240, rel=0.2)
    assert refused(forecast(series(counts[:11], 4, periods=4), seed=1)).need == 12


@pytest.mark.parametrize("method", [forecast, seasonal_naive])
def test_what_is_missing_is_said(method: object) -> None:
    assert callable(method)
    short = refused(method(series(LEVEL[:35]), seed=1))
    assert (short.have, short.need) == (35, 36)
    assert "there are 35" in short.reason
    masked = refused(method(series(LEVEL[:48], unusual=slice(10, 27)), seed=1))
    assert masked.have == 31
    far = refused(method(series(LEVEL, 37), seed=1))
    assert (far.have, far.need) == (36, 37)
    assert refused(method(series([]), seed=1)).have == 0
    taken_back = LEVEL.copy()
    taken_back[40] = -3
    assert "corrections" in refused(method(series(taken_back), seed=1)).reason
    quiet = np.where(MONTHS % 12 == 7, 0.0, LEVEL)
    rare = refused(method(series(quiet), seed=1))
    assert (rare.have, rare.need) == (11, 12)


def test_nothing_counted_since_a_step_is_said() -> None:
    counts = np.where(MONTHS < 48, LEVEL, 0.0)
    none = refused(forecast(series(counts, steps=(48,)), seed=1))
    assert (none.have, none.need) == (1, 2)
    assert "known changes" in none.reason


def test_seasonal_naive_is_as_a_year_ago() -> None:
    days = np.array(YEAR * 5, np.float64)
    counts = np.tile(np.arange(20.0, 32.0), 4) * 31
    result = shown(
        seasonal_naive(History(counts, days, np.zeros(48, np.bool_)), seed=1)
    )
    # Years that never differed leave no error.
    np.testing.assert_array_equal(result.counts.median, counts[:12])
    np.testing.assert_array_equal(result.counts.lower_95, result.counts.upper_95)
    assert result.method == "seasonal naive"
    days[48 + 1] = 29
    leap = shown(seasonal_naive(History(counts, days, np.zeros(48, np.bool_)), seed=1))
    assert leap.counts.median[1] == round(counts[1] * 29 / 28)


def test_seasonal_naive_errors_are_the_differences_between_years() -> None:
    # Apart by 40 in every month: all shared. By 40 either way in turn: none.
    shared = np.repeat([200.0, 240, 280, 320], 12)
    together = shown(seasonal_naive(series(shared), seed=1))
    spread = together.totals[:, 11].std()
    assert spread == pytest.approx(12 * 40, rel=0.1)
    flip = np.where(np.arange(48) % 2, 1, -1) * np.repeat([20.0, -20, 20, -20], 12)
    apart = shown(seasonal_naive(series(220 + flip), seed=1))
    assert apart.totals[:, 11].std() == pytest.approx(math.sqrt(12) * 40, rel=0.1)


def test_seasonal_naive_widens_with_every_year_carried_forward() -> None:
    result = shown(seasonal_naive(series(LEVEL, 36), seed=1))
    width = (result.counts.upper_95 - result.counts.lower_95).reshape(3, 12).mean(1)
    np.testing.assert_allclose(width / width[0], np.sqrt([1, 2, 3]), rtol=0.1)
    masked = shown(seasonal_naive(series(LEVEL, unusual=slice(48, 60)), seed=1))
    np.testing.assert_allclose(masked.counts.median, LEVEL[36:48], atol=9)
    assert (masked.counts.lower_95 >= 0).all()


def test_seasonal_naive_needs_years_to_compare() -> None:
    # Every other year is unusual, so no period has a usual one a year before.
    odd = np.repeat([False, True, False, True, False, True], 12)
    history = series(np.tile(LEVEL[:12], 6))
    lonely = History(history.counts, history.days, odd)
    result = refused(seasonal_naive(lonely, seed=1))
    assert (result.have, result.need) == (0, 12)


def test_differences_far_apart_share_nothing() -> None:
    # A usual year now and then, so that no two differences lie within one year.
    known = np.zeros(20 * 4, np.bool_)
    known[[*range(0, 80, 8), *range(4, 80, 8), 1, 2, 3, 9, 10, 11]] = True
    counts = np.where(known, 50.0 + np.arange(80) % 7, NAN)
    window = forecast_window(series(counts, 4, periods=4))
    assert not isinstance(window, NotEnough)
    assert isinstance(seasonal_naive(series(counts, 4, periods=4), seed=1), Forecast)


def test_the_back_test_finds_the_better_method() -> None:
    trend = noisy(300 * np.exp(-np.arange(72) / 60))
    falling = back_test(series(trend), seed=1, draws=500)
    assert not isinstance(falling, NotEnough)
    assert falling.origins == tuple(range(49, 61))
    assert falling.beats_naive
    assert falling.model.error < falling.naive.error
    assert falling.model_total.error < falling.naive_total.error
    assert falling.model.within_95 > 0.9
    assert falling.model.within_80 < falling.model.within_95
    # A level that jumps without a known change is where the trend misleads.
    jump = back_test(
        series(np.where(np.arange(72) < 46, 100.0, 300) + LEVEL[np.arange(72) % 60]),
        seed=1,
        draws=500,
    )
    assert not isinstance(jump, NotEnough)
    assert not jump.beats_naive


def test_a_past_forecast_knows_nothing_of_what_came() -> None:
    changed = np.concatenate([LEVEL, LEVEL[:12]])
    before = series(changed).until(60, 12)
    changed[60:] = 9999
    after = series(changed).until(60, 12)
    np.testing.assert_array_equal(before.counts, after.counts)
    assert (before.ahead, before.days.size) == (12, 72)


def test_the_back_test_needs_twelve_origins() -> None:
    # 36 before the first origin, 11 more origins, 12 after the last.
    enough = noisy(np.full(59, 50.0))
    assert not isinstance(back_test(series(enough), seed=1, draws=50), NotEnough)
    short = refused(back_test(series(enough[1:]), seed=1, draws=50))
    assert (short.have, short.need) == (11, 12)
    # The year after each origin is to be usual.
    masked = refused(back_test(series(LEVEL, unusual=slice(55, 56)), seed=1, draws=50))
    assert masked.have < 12


def test_the_back_test_says_why_a_past_forecast_was_not_possible() -> None:
    quiet = noisy(np.full(72, 50.0))
    quiet[[7, 19, 31, 43, 55]] = 0
    reason = refused(back_test(series(quiet), seed=1, draws=50)).reason
    assert "Too few events" in reason
    odd = np.zeros(120, np.bool_)
    odd[np.r_[12:24, 36:48, 60:72]] = True
    history = series(np.tile(LEVEL, 2))
    lonely = History(history.counts, history.days, odd)
    result = back_test(lonely, seed=1, draws=50)
    assert not isinstance(result, NotEnough)
    few = History(history.counts[:96], history.days[:108], odd[:96])
    assert "a year before" in refused(back_test(few, seed=1, draws=50)).reason


@pytest.mark.parametrize(
    ("days", "unusual", "message"),
    [
        ([30.0, 30], [False, False], "beyond the counts"),
        ([30.0, 30, 0], [False, False], "above 0"),
        ([[30.0, 30, 30]], [False, False], "above 0"),
        ([30.0, 30, 30], [False], "one value a period"),
    ],
)
def test_a_history_belongs_together(
    days: list[float], unusual: list[bool], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        History(np.array([1.0, 2.0]), np.array(days), np.array(unusual))
