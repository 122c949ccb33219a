"""Invented outputs of a domestic abuse service, by financial year and line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

import numpy as np

from cdp_metrics.sources.demo.returned.starts import starts

__all__ = ["domestic_abuse_outputs"]

_LINES: Final = (
    ("Helpline calls answered", "calls", 14600, ""),
    ("Women supported", "women", 1830, "each woman once a year"),
    ("Children and young people supported", "children and young people", 310, ""),
    ("Young people harmed in their own relationship", "children and young people",
     29, ""),
    ("Supported through court", "survivors", 350, ""),
    ("Women without recourse to public funds", "women", 82, ""),
    ("Women in accommodation", "women", 36, "refuge and dispersed homes"),
    ("Children in accommodation", "children and young people", 63, ""),
    ("Pets fostered", "pets", 41, ""),
    ("Pet foster carers", "carers", 4, ""),
)  # fmt: skip
"""Line, what it counts, its usual number, and what is counted."""


def domestic_abuse_outputs(
    rng: np.random.Generator, months: Sequence[date]
) -> Iterator[Mapping[str, object]]:
    """Yield the years that have ended; the first lacks its court figure."""
    for at, start in enumerate(starts(months, 12)):
        for line, counted, usual, definition in _LINES:
            unsent = at == 0 and line == "Supported through court"
            yield {
                "provider": "Wrenminster Refuge Service",
                "period_start": start,
                "output": line,
                "counts_of": counted,
                "total": "" if unsent else int(rng.poisson(usual * (1 + 0.03 * at))),
                "definition": definition,
            }
