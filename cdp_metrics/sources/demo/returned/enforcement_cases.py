"""Invented community protection cases: opened, moved up the stages, closed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

import numpy as np

from cdp_metrics.catalogue.returns import template
from cdp_metrics.sources.demo.names import CITY_WARDS

__all__ = ["enforcement_cases"]

_YEARS: Final = 3
_TYPES: Final = {
    "Neighbour noise": 0.24, "Fly-tipping": 0.22, "Street drinking": 0.16,
    "Littering": 0.14, "Begging": 0.09, "Rowdy behaviour": 0.15,
}  # fmt: skip
_GOES_ON: Final = (0.42, 0.2, 0.3, 0.25, 0.0)
"""Share of the cases at a stage that go on to the next."""
_DIRECT: Final = 0.05
"""Share of cases that begin at stage 3."""
_STILL_OPEN: Final = (0.45, 0.2, 0.08, 0.03)
"""Share still open, by months since they were opened."""


def enforcement_cases(
    rng: np.random.Generator, months: Sequence[date]
) -> Iterator[Mapping[str, object]]:
    """Yield the last years' cases by type, ward and stages, each combination once."""
    stages = next(
        each.values
        for each in template("enforcement_cases").fields
        if each.name == "stage_reached"
    )
    wards = [f"E05999{101 + at}" for at in range(len(CITY_WARDS))]
    busy = rng.dirichlet(np.full(len(wards), 3.0))
    kept = months[-12 * _YEARS :]
    for at, month in enumerate(kept):
        age = len(kept) - 1 - at
        open_share = _STILL_OPEN[age] if age < len(_STILL_OPEN) else 0.005
        cases: Counter[tuple[str, ...]] = Counter()
        for _ in range(int(rng.poisson(130))):
            kind = str(rng.choice(list(_TYPES), p=list(_TYPES.values())))
            ward = wards[int(rng.choice(len(wards), p=busy))]
            direct = rng.random() < _DIRECT
            stage = 2 if direct else 0
            while rng.random() < _GOES_ON[stage]:
                stage += 1
            closed = "open" if rng.random() < open_share else stages[stage]
            cases[kind, ward, stages[stage], closed, "yes" if direct else "no"] += 1
        for case, n in sorted(cases.items()):
            yield {
                "provider": "Wrenminster Community Protection",
                "period_start": month,
                "asb_type": case[0],
                "area": case[1],
                "stage_reached": case[2],
                "closed_stage": case[3],
                "direct_to_3": case[4],
                "cases": n,
            }
