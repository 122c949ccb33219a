"""Invented ASB case reviews by quarter; one quarter's wait was not measured."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

import numpy as np

from cdp_metrics.sources.demo.returned.starts import starts

__all__ = ["UNMEASURED", "case_reviews"]

UNMEASURED: Final = 3
"""Place of the quarter without a wait."""


def case_reviews(
    rng: np.random.Generator, months: Sequence[date]
) -> Iterator[Mapping[str, object]]:
    """Yield a row a quarter."""
    for at, start in enumerate(starts(months, 3)):
        applications = int(rng.poisson(5 + 0.1 * at))
        unmet = int(rng.binomial(applications, 0.35))
        reviews = applications - unmet
        led = int(rng.binomial(reviews, 0.7))
        made = led + int(rng.poisson(1.2 * led))
        waited = round(float(rng.normal(41 - 0.3 * at, 5)), 1) if reviews else ""
        yield {
            "provider": "Wrenminster Case Review Lead",
            "period_start": start,
            "applications": applications,
            "threshold_not_met": unmet,
            "reviews": reviews,
            "with_recommendations": led,
            "recommendations": made,
            "recommendations_accepted": int(rng.binomial(made, 0.85)),
            "days_to_review": "" if at == UNMEASURED else waited,
        }
