"""Invented home security: stock by district and tenure, and what was upgraded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

import numpy as np

from cdp_metrics.sources.demo.names import DISTRICTS
from cdp_metrics.sources.demo.returned.starts import starts

__all__ = ["target_hardening"]

_YEARS: Final = 3
_HOMES: Final = {"social rented": 21400, "private rented": 18900}
_HAVE: Final = {
    "window_locks": (0.86, 0.62), "indoor_lights": (0.34, 0.29),
    "door_locks": (0.91, 0.7), "external_lights": (0.42, 0.26),
}  # fmt: skip
"""Share of homes with each, by tenure, in the first year."""
_ALL_FOUR: Final = 0.55
"""Of the homes with the rarest of the four, the share that has all."""
_TREATED: Final = {"social rented": 900, "private rented": 160}
_PRICE: Final = 128.0


def target_hardening(
    rng: np.random.Generator, months: Sequence[date]
) -> Iterator[Mapping[str, object]]:
    """Yield each year's stock of the city; private landlords' costs are unknown."""
    for at, start in enumerate(starts(months, 12)[-_YEARS:]):
        for place, (tenure, homes) in enumerate(_HOMES.items()):
            having = {
                name: int(rng.binomial(homes, shares[place] + 0.02 * at))
                for name, shares in _HAVE.items()
            }
            treated = int(rng.poisson(_TREATED[tenure]))
            yield {
                "provider": "Wrenminster Housing Partnership",
                "period_start": start,
                "area": DISTRICTS[0].code,
                "tenure": tenure,
                "homes": homes,
                **having,
                "all_four": int(rng.binomial(min(having.values()), _ALL_FOUR)),
                "treated": treated,
                "cost": f"{treated * _PRICE:.2f}" if place == 0 else "",
            }
