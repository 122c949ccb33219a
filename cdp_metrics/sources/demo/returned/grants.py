"""An invented grants ledger: one year is not itemised, one does not add up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

import numpy as np

from cdp_metrics.periods import add_months, last_day
from cdp_metrics.sources.demo.returned.starts import starts

__all__ = ["OFF_BY", "grants"]

OFF_BY: Final = 12_500
"""By how many pounds the second year's stated total differs from its rows."""
_YEARS: Final = 5
_LEDGER: Final = (
    ("Home Office", "Safer streets", 240_000, "Homes upgraded", 640),
    ("Home Office", "Serious violence duty", 118_000, "", 0),
    ("Police and crime commissioner", "Domestic abuse support", 96_000,
     "Survivors supported", 410),
    ("Police and crime commissioner", "Young people's diversion", 54_000,
     "Young people diverted", 132),
    ("Public health grant", "Street outreach", 72_000, "", 0),
    ("Minster Homes", "Tenancy support", 31_000, "", 0),
)  # fmt: skip
"""Funder, initiative, usual amount, output and how much of it."""


def grants(
    rng: np.random.Generator, months: Sequence[date]
) -> Iterator[Mapping[str, object]]:
    """Yield a row a year and grant; the last year's serious violence is conditional."""
    years = starts(months, 12)[-_YEARS:]
    for at, start in enumerate(years):
        amounts = [
            round(float(usual * rng.normal(1, 0.06)), -2) for _, _, usual, *_ in _LEDGER
        ]
        stated = sum(amounts) + (OFF_BY if at == 1 else 0)
        own = {"provider": "Wrenminster Partnership Team", "period_start": start}
        if at == 0:
            yield own | {
                "funder": "Several",
                "initiative": "not itemised",
                "amount": f"{stated:.0f}",
                "stated_total": f"{stated:.0f}",
            }
            continue
        for (funder, initiative, _, output, usual), amount in zip(
            _LEDGER, amounts, strict=True
        ):
            conditional = start == years[-1] and initiative == "Serious violence duty"
            yield own | {
                "funder": funder,
                "initiative": initiative,
                "amount": f"{amount:.0f}",
                "conditional_until": last_day(add_months(start, 23))
                if conditional
                else "",
                "output": output,
                "output_count": int(rng.poisson(usual)) if output else "",
                "stated_total": f"{stated:.0f}",
            }
