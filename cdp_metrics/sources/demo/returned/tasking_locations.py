"""Invented repeat locations: some last, some end when something is done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

import numpy as np

from cdp_metrics.periods import add_months, last_day

__all__ = ["tasking_locations"]

_MONTHS: Final = 30
_PLACES: Final = 26
_TYPES: Final = ("Street drinking", "Rowdy behaviour", "Drug use", "Fly-tipping",
                 "Neighbour noise", "Off-road bikes")  # fmt: skip
_ACTIONS: Final = ("Lighting and joint patrols", "Alley gates", "Letters and visits",
                   "Premises closed", "Outreach twice a week")  # fmt: skip
_OWNERS: Final = ("Neighbourhood policing team", "Community protection",
                  "Tenancy services", "Environmental health")  # fmt: skip
_WORKS: Final = 0.5
"""Factor by which reports go on after an action."""


def tasking_locations(
    rng: np.random.Generator, months: Sequence[date]
) -> Iterator[Mapping[str, object]]:
    """Yield each month's locations by source, with what was decided."""
    kept, overdue = months[-_MONTHS:], False
    for place in range(_PLACES):
        first = int(rng.integers(0, len(kept) - 3))
        lasts = int(rng.integers(3, 25))
        agreed = first + int(rng.integers(1, 8))
        level = float(rng.gamma(4, 3.0))
        sources = ("council", "police", "housing")[: int(rng.integers(1, 4))]
        kind, action, owner = (
            str(rng.choice(each)) for each in (_TYPES, _ACTIONS, _OWNERS)
        )
        end = min(first + lasts, len(kept))
        for at in range(first, end):
            ends = at == end - 1 and end < len(kept)
            decision = "closed" if ends else "agreed" if at == agreed else "continued"
            decision = "proposed" if at < agreed else decision
            decided = decision in {"agreed", "continued"}
            month = kept[at]
            mean = level * (_WORKS if at > agreed else 1) / len(sources)
            # one review of the latest month was let pass: the list has one overdue
            passed = not overdue and decided and month == kept[-1]
            overdue = overdue or passed
            review = last_day(add_months(month, 1 if passed else 2))
            review -= timedelta(days=10)
            for source in sources:
                yield {
                    "provider": "Wrenminster Partnership Tasking",
                    "period_start": month,
                    "location_ref": f"L-{place + 1:03d}",
                    "source": source,
                    "asb_type": kind,
                    "lsoa": f"E01999{10 + 5 * place:03d}",
                    "reports": int(rng.poisson(mean)),
                    "decision": decision,
                    "action": action if decided else "",
                    "owner_role": owner if decided else "",
                    "review_on": review if decided else "",
                }
