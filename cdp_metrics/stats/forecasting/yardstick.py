"""Probabilities in the calibrated words of the UK intelligence profession."""

from __future__ import annotations

from bisect import bisect_left
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

__all__ = ["Chance", "yardstick"]

STEP = 5

# The last percentage that each word stands for.
WORDS = {
    5: "remote chance",
    20: "highly unlikely",
    35: "unlikely",
    50: "realistic possibility",
    75: "likely",
    90: "highly likely",
    100: "almost certain",
}


class Chance(NamedTuple):
    """A probability as it is shown: the number always beside the word.

    Attributes
    ----------
    percent
        Rounded to 5.
    word
        That of the rounded number, fit to print.
    """

    percent: int
    word: str


def yardstick(probability: float) -> Chance:
    """Return a probability rounded to 5% and the word for it.

    Parameters
    ----------
    probability
        A share from 0 to 1.

    Returns
    -------
    Chance
        Percent, 0 to 100 in steps of 5, and word.

    Raises
    ------
    ValueError
        If `probability` is missing or not from 0 to 1.

    Notes
    -----
    Probability yardstick of the Professional Head of Intelligence Assessment. Its
    bands leave gaps, such as 5% to 10%; rounding sends a value in one to the nearer
    band, and one halfway up.
    """
    if not 0 <= probability <= 1:
        raise ValueError(f"A probability is from 0 to 1, not {probability}.")
    steps = Decimal(repr(float(probability))) * 100 / STEP
    percent = STEP * int(steps.quantize(Decimal(1), ROUND_HALF_UP))
    ends = list(WORDS)
    return Chance(percent, WORDS[ends[bisect_left(ends, percent)]])
