from __future__ import annotations

import math

import pytest

from cdp_metrics.stats import yardstick


@pytest.mark.parametrize(
    ("percents", "word"),
    [
        ((0, 5), "remote chance"),
        ((10, 15, 20), "highly unlikely"),
        ((25, 30, 35), "unlikely"),
        ((40, 45, 50), "realistic possibility"),
        ((55, 60, 65, 70, 75), "likely"),
        ((80, 85, 90), "highly likely"),
        ((95, 100), "almost certain"),
    ],
)
def test_every_step_has_its_word(percents: tuple[int, ...], word: str) -> None:
    for percent in percents:
        assert yardstick(percent / 100) == (percent, word)


@pytest.mark.parametrize(
    ("probability", "percent", "word"),
    [
        (0.074, 5, "remote chance"),
        (0.076, 10, "highly unlikely"),
        (0.224, 20, "highly unlikely"),
        (0.226, 25, "unlikely"),
        (0.374, 35, "unlikely"),
        (0.376, 40, "realistic possibility"),
        (0.52, 50, "realistic possibility"),
        (0.53, 55, "likely"),
        (0.774, 75, "likely"),
        (0.776, 80, "highly likely"),
        (0.93, 95, "almost certain"),
    ],
)
def test_a_value_between_bands_goes_to_the_nearer(
    probability: float, percent: int, word: str
) -> None:
    assert yardstick(probability) == (percent, word)


def test_halfway_goes_up_whatever_the_binary_fraction() -> None:
    # 0.575 x 20 is 11.499999999999998 in floating point.
    assert yardstick(0.575).percent == 60
    assert yardstick(0.025).percent == 5
    assert yardstick(0.525).word == "likely"


@pytest.mark.parametrize("probability", [-0.01, 1.01, 52, math.nan])
def test_a_probability_is_a_share(probability: float) -> None:
    with pytest.raises(ValueError, match="from 0 to 1"):
        yardstick(probability)
