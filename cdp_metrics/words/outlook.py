"""Sentences of a forecast: its chance in calibrated words, and how its test went."""

from __future__ import annotations

import math
from typing import Final

from cdp_metrics.stats import Chance
from cdp_metrics.words.figures import count

__all__ = ["about", "chance_words", "marks_words", "times_held"]

DIGITS: Final = 3


def about(value: float) -> str:
    """Return a forecast count to three digits: ``34,900``; more would be pretence."""
    if not math.isfinite(value) or value == 0:
        return count(value)
    return count(round(value, DIGITS - 1 - math.floor(math.log10(abs(value)))))


def chance_words(chance: Chance) -> str:
    """Return a probability as number and word: ``about 65%, likely``.

    Notes
    -----
    What rounds to 0% or 100% is not certain: "under 5%" and "over 95%".
    """
    bounds = {0: "under 5%", 100: "over 95%"}
    return f"{bounds.get(chance.percent, f'about {chance.percent}%')}, {chance.word}"


def times_held(share: float, origins: int) -> str:
    """Return how often a range held what came: ``11 of 12``."""
    return f"{round(share * origins)} of {origins}"


def marks_words(expected: float) -> str:
    """Return how many marks chance alone would give; some are never "0.0"."""
    if expected <= 0:
        return "none"
    return f"about {expected:.1f}" if expected >= 0.05 else "fewer than 0.1"
