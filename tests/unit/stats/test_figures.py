from __future__ import annotations

import math

import pytest

from cdp_metrics.stats import (
    Count,
    CountChange,
    Proportion,
    ProportionChange,
    better,
    compare,
    compare_counts,
)


def test_the_limits_of_a_count_lie_t_errors_away() -> None:
    interval = Count(172).limits()
    z = 1.959963984540054
    for limit in (interval.lower, interval.upper):
        assert abs(172 - limit) / math.sqrt(limit) == pytest.approx(z)
    nothing = Count(0).limits()
    assert nothing.lower == 0
    assert nothing.upper == pytest.approx(z**2)


def test_dispersion_and_its_few_degrees_of_freedom_widen_the_limits() -> None:
    plain, spread = Count(500).limits(), Count(500, phi=4).limits()
    unsure = Count(500, phi=4, phi_df=5).limits()
    assert spread.lower < plain.lower and spread.upper > plain.upper
    assert unsure.lower < spread.lower and unsure.upper > spread.upper
    # t with 5 degrees of freedom at 97.5% is 2.5706.
    limit = unsure.upper
    assert (limit - 500) / math.sqrt(4 * limit) == pytest.approx(2.5706, abs=1e-4)


@pytest.mark.parametrize("value", [-1, 2.5, math.nan, math.inf])
def test_what_cannot_be_a_count(value: float) -> None:
    with pytest.raises(ValueError, match="whole number"):
        Count(value)


@pytest.mark.parametrize("phi", [0.9, math.nan, math.inf])
def test_what_cannot_be_a_dispersion(phi: float) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        Count(5, phi)


def test_each_kind_is_compared_by_its_own_rule() -> None:
    assert compare(Count(150, 2, 11), Count(100)) == compare_counts(
        150, 100, phi=2, phi_df=11
    )
    assert isinstance(compare(Proportion(5, 9), Proportion(6, 9)), ProportionChange)
    with pytest.raises(TypeError, match="not compared"):
        compare(Count(5), Proportion(5, 9))


def test_only_the_months_not_shared_are_tested() -> None:
    change = compare(Count(1_000), Count(1_100), shared=700)
    assert isinstance(change, CountChange)
    alone = compare_counts(300, 400)
    assert (change.now, change.then, change.difference) == (1_000, 1_100, -100)
    assert change.percent == pytest.approx(-100 / 11)
    assert (change.z, change.p_value) == (alone.z, alone.p_value)
    assert change.significant
    assert not compare_counts(1_000, 1_200 - 120).significant
    assert change.ratio_lower is not None and alone.ratio_lower is not None
    # 700 of 1,100 are sure, so the ratio moves by 400 in 1,100 of what the rest does.
    assert change.ratio_lower == pytest.approx(1 + (alone.ratio_lower - 1) * 400 / 1100)


def test_a_period_against_itself_is_no_change() -> None:
    change = compare(Count(1_000), Count(1_000), shared=1_000)
    assert isinstance(change, CountChange)
    assert (change.difference, change.z, change.p_value) == (0, 0, 1)
    assert (change.ratio_lower, change.ratio_upper) == (None, None)


@pytest.mark.parametrize("shared", [-1, 101])
def test_no_more_is_shared_than_there_is(shared: float) -> None:
    with pytest.raises(ValueError, match="more events than it holds"):
        compare(Count(100), Count(200), shared=shared)


def test_polarity_as_a_sign() -> None:
    assert [
        better("higher_is_better"),
        better("lower_is_better"),
        better("neutral"),
    ] == [1, -1, 0]


def test_confidence_is_a_share() -> None:
    with pytest.raises(ValueError, match="not 95"):
        Count(5).limits(95)
