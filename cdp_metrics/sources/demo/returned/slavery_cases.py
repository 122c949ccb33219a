"""Invented slavery and exploitation cases, each drawn and then counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

import numpy as np

from cdp_metrics.sources.demo.names import DISTRICTS

__all__ = ["slavery_cases"]

_YEARS: Final = 5
_LATEST_OPEN: Final = 4
"""Months from the end in which many cases are still open."""
_TYPES: Final = {
    "criminal exploitation": 0.3, "sexual exploitation": 0.22, "cuckooing": 0.18,
    "labour exploitation": 0.17, "domestic servitude": 0.06, "other": 0.05,
    "unknown": 0.02,
}  # fmt: skip
_SOURCES: Final = {
    ("Wrenshire Police", "linked agency"): 0.26,
    ("Labour abuse inspectors", "linked agency"): 0.04,
    ("Minster Homes", "housing provider"): 0.13,
    ("Wren Valley Housing", "housing provider"): 0.06,
    ("City hospitals", "health"): 0.1,
    ("General practices", "health"): 0.04,
    ("Outreach charity", "charity"): 0.1,
    ("Food banks", "charity"): 0.03,
    ("Community protection", "local authority"): 0.14,
    ("Adult safeguarding", "local authority"): 0.1,
}
_OUTCOMES: Final = {
    "safety plan": 0.2, "safeguarding or other referral": 0.2, "continued monitoring":
    0.16, "police investigation": 0.13, "accommodation found": 0.09, "advocate found":
    0.09, "civil action": 0.04, "support to return home": 0.02,
    "no further action": 0.07,
}  # fmt: skip
_NRM: Final = {"referred": 0.31, "duty to notify": 0.15, "not referred": 0.54}


def slavery_cases(
    rng: np.random.Generator, months: Sequence[date]
) -> Iterator[Mapping[str, object]]:
    """Yield the last years' cases: referrals rise, and the latest are still open."""
    districts = {each.name: share for each, share in zip(
        DISTRICTS, (0.66, 0.12, 0.12, 0.1), strict=True
    )}  # fmt: skip
    kept = months[-12 * _YEARS :]
    for at, month in enumerate(kept):
        open_share = 0.6 if at >= len(kept) - _LATEST_OPEN else 0.02
        cases: Counter[tuple[str, ...]] = Counter()
        for _ in range(int(rng.poisson(11 + at / 8))):
            source, sector = list(_SOURCES)[_one(rng, _SOURCES.values())]
            outcome = _named(rng, _OUTCOMES)
            drawn = (
                _named(rng, _TYPES),
                source,
                sector,
                _named(rng, districts),
                "open" if rng.random() < open_share else outcome,
                _named(rng, _NRM),
            )
            cases[drawn] += 1
        for case, n in sorted(cases.items()):
            yield {
                "provider": "Wrenminster Exploitation Team",
                "period_start": month,
                "case_type": case[0],
                "referral_source": case[1],
                "source_sector": case[2],
                "district": case[3],
                "outcome": case[4],
                "nrm_referral": case[5],
                "cases": n,
            }


def _one(rng: np.random.Generator, shares: Collection[float]) -> int:
    weights = np.array(list(shares))
    return int(rng.choice(len(weights), p=weights / weights.sum()))


def _named(rng: np.random.Generator, shares: Mapping[str, float]) -> str:
    return list(shares)[_one(rng, shares.values())]
