"""Invented hate crime, by month and strand: a figure unsent, a definition changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

import numpy as np

__all__ = ["REDEFINED", "UNSENT", "hate_crime"]

UNSENT: Final = -6
"""The month whose crimes were never sent, from the end."""
REDEFINED: Final = date(2022, 4, 1)
"""The month from which repeat victims are looked for over two years, not one."""

_STRANDS: Final = {
    "race": 0.62, "religion": 0.08, "sexual orientation": 0.16, "disability": 0.1,
    "transgender": 0.03,
}  # fmt: skip
_SEVERAL: Final = 0.05
"""Share of crimes with a second strand."""
_SECOND_YEAR: Final = 0.07
"""Share of the other victims whom a second year of looking back finds."""


def hate_crime(
    rng: np.random.Generator, months: Sequence[date]
) -> Iterator[Mapping[str, object]]:
    """Yield every month's rows: all strands together, then each."""
    for at, month in enumerate(months):
        season = 1 + 0.15 * np.cos(2 * np.pi * (month.month - 7) / 12)
        crimes = int(rng.poisson(98 * season * np.exp(0.01 * at / 12)))
        unsent = at == len(months) + UNSENT
        for strand, share in {"all": 1.0, **_STRANDS}.items():
            own = crimes
            if strand != "all":
                own = int(rng.binomial(crimes, min(1.0, share * (1 + _SEVERAL))))
            victims = int(rng.binomial(own, 0.93))
            repeats = int(rng.binomial(victims, 0.16 * np.exp(-0.02 * at / 12)))
            later = int(rng.binomial(victims - repeats, _SECOND_YEAR))
            longer = month >= REDEFINED
            yield {
                "provider": "Wrenshire Police",
                "period_start": month,
                "strand": strand,
                "crimes": "" if unsent else own,
                "victims": victims,
                "repeat_victims": repeats + (later if longer else 0),
                "window_months": 24 if longer else 12,
            }
