"""Invented serious violence by age band: hospitals began later and missed a month."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

import numpy as np

from cdp_metrics.periods import MONTHS_IN_YEAR

__all__ = ["serious_violence"]

_MONTHS: Final = 3 * MONTHS_IN_YEAR
_HOSPITALS_FROM: Final = MONTHS_IN_YEAR
_UNSENT: Final = -15
"""The month that hospitals never sent, from the end."""
_KINDS: Final = (
    ("police", "knife crime", 26, "Wrenshire Police"),
    ("police", "violence with injury", 210, "Wrenshire Police"),
    ("hospital", "assault attendance", 74, "Wrenminster Hospitals"),
    ("hospital", "sharp object admission", 5, "Wrenminster Hospitals"),
)
"""Source, kind, usual number a month, and who sends it."""
_AGES: Final = {
    "under 18": 0.21, "18 to 24": 0.29, "25 and over": 0.46, "unknown": 0.04,
}  # fmt: skip


def serious_violence(
    rng: np.random.Generator, months: Sequence[date]
) -> Iterator[Mapping[str, object]]:
    """Yield every month's rows, by source, kind and age band."""
    held = months[-_MONTHS:]
    for at, month in enumerate(held):
        for source, kind, usual, provider in _KINDS:
            late = source == "hospital" and at < _HOSPITALS_FROM
            if late or (source == "hospital" and at == len(held) + _UNSENT):
                continue
            level = usual * np.exp(-0.06 * at / MONTHS_IN_YEAR)
            for age, share in _AGES.items():
                yield {
                    "provider": provider,
                    "period_start": month,
                    "source": source,
                    "kind": kind,
                    "age_band": age,
                    "n": int(rng.poisson(level * share)),
                }
