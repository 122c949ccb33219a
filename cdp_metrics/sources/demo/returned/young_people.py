"""An invented young people's substance misuse service, by financial year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import numpy as np

__all__ = ["young_people"]


def young_people(
    rng: np.random.Generator, months: Sequence[date]
) -> Iterator[Mapping[str, object]]:
    """Yield the years that have ended; the first printed shares without counts."""
    starts = [each for each in months if each.month == 4 and each <= months[-12]]
    for at, start in enumerate(starts):
        referrals = int(rng.poisson(330 - 12 * at))
        begun = int(rng.binomial(referrals, 0.58 + 0.02 * at))
        row: dict[str, object] = {
            "provider": "Wrenminster Young People's Service",
            "period_start": start,
            "referrals": referrals,
            "new_presentations": begun,
        }
        exits = int(rng.binomial(begun, 0.86))
        well = int(rng.binomial(exits, 0.7))
        if at == 0:
            row |= {"successful_share": ">=70%", "drug_free_share": "13%"}
        else:
            row |= {"exits": exits, "successful_exits": well}
            row["drug_free"] = int(rng.binomial(exits, 0.15 + 0.015 * at))
        yield row
