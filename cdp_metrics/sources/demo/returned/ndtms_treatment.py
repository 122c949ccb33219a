"""Invented treatment in the city, by quarter: some counts held back, one embargoed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

import numpy as np

from cdp_metrics.periods import add_months
from cdp_metrics.sources.demo.names import DISTRICTS
from cdp_metrics.sources.demo.treatment import EMBARGO, FAMILIES, HIDDEN, series

__all__ = ["ndtms_treatment"]

_GROUPS: Final = {
    "opiate": "opiate",
    "non_opiate": "non-opiate",
    "alcohol": "alcohol",
    "alcohol_and_non_opiate": "alcohol and non-opiate",
}
_FEW: Final = 2
"""The last quarters in which two groups are held back."""
_FOLLOWED: Final = 1.1
"""Completions that are followed up, to one that lasted."""


def ndtms_treatment(
    rng: np.random.Generator, months: Sequence[date]
) -> Iterator[Mapping[str, object]]:
    """Yield a row a quarter and group, all groups together last."""
    ends = [month for month in months if month.month % 3 == 0]
    draws = {family.name: series(rng, family, 1.0, len(ends)) for family in FAMILIES}
    for at, end in enumerate(ends):
        plain = {
            "provider": "Wrenminster City Council",
            "period_start": add_months(end, -2),
            "area_code": DISTRICTS[0].code,
            "release_on": EMBARGO if at == len(ends) - 1 else "",
        }
        every = np.zeros(4, np.int64)
        for name, group in _GROUPS.items():
            done, among = draws[name][at]
            left = round(done * _FOLLOWED)
            back = int(rng.binomial(left, 0.11))
            every += (among, done, left, back)
            few = name in HIDDEN and at >= len(ends) - _FEW
            yield plain | {
                "substance_group": group,
                "in_treatment": among,
                "completions": "*" if few else done,
                "left": "*" if few else left,
                "returned": "*" if few else back,
            }
        among, done, left, back = (int(each) for each in every)
        yield plain | {
            "substance_group": "all",
            "in_treatment": among,
            "completions": done,
            "left": left,
            "returned": back,
        }
