"""Invented needle exchanges: one closes, another opens when it has to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

import numpy as np

__all__ = ["needle_exchange"]

_SITES: Final = {"NX01": 520, "NX02": 330, "NX03": 140}
_CLOSED, _OPENED, _HOURS = -30, -27, -9
"""When NX02 closed, NX03 opened and NX01 changed hours: months from the end."""


def needle_exchange(
    rng: np.random.Generator, months: Sequence[date]
) -> Iterator[Mapping[str, object]]:
    """Yield a row a month and site that is open."""
    changes = {
        ("NX02", _CLOSED): "closed",
        ("NX03", _OPENED): "opened",
        ("NX01", _HOURS): "hours changed",
    }
    for at, month in enumerate(months):
        left = at - len(months)
        for site, level in _SITES.items():
            shut = left > _CLOSED if site == "NX02" else left < _OPENED
            if site != "NX01" and shut:
                continue
            busier = 1.45 if site == "NX01" and left > _CLOSED else 1.0
            visits = int(rng.poisson(level * busier))
            yield {
                "provider": "Wrenminster Harm Reduction",
                "period_start": month,
                "site": site,
                "visits": visits,
                "clients": int(rng.binomial(visits, 0.26)),
                "packs": int(rng.poisson(1.2 * visits)),
                "service_change": changes.get((site, left), ""),
            }
