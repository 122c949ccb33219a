"""How much of each category there is, where, and how it changes: all invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from cdp_metrics.periods import add_months
from cdp_metrics.sources.demo.clusters import Floats, Ints

__all__ = ["COUNTY_RATE", "LEVELS", "OUTCOMES", "Level", "monthly"]

COUNTY_RATE = 0.5
"""Rate in the districts around the city, over the city's."""


@dataclass(frozen=True)
class Level:
    """What is known of one category.

    Parameters
    ----------
    category
        Name on data.police.uk.
    yearly
        Rows a year in the city at the start of 2022.
    drift
        Change of the logarithm a year.
    season, peak
        Half the swing over a year as a share of the mean, and the month of most.
    deprived, student
        Effect of a standard deviation of deprivation, and of a student area, on
        the logarithm of the rate.
    visitors
        Share that follows visitors to the centres, not residents.
    outcomes
        Its set of outcomes in `OUTCOMES`.
    """

    category: str
    yearly: int
    drift: float
    season: float
    peak: int
    deprived: float
    student: float
    visitors: float
    outcomes: str = "common"


LEVELS = (
    Level("Anti-social behaviour", 11200, -0.070, 0.17, 7, 0.40, 0.25, 0.20, "none"),
    Level("Bicycle theft", 760, -0.060, 0.26, 9, 0.10, 1.10, 0.42, "theft"),
    Level("Burglary", 1950, -0.055, 0.10, 12, 0.22, 0.55, 0.05, "theft"),
    Level("Criminal damage and arson", 3750, -0.015, 0.07, 6, 0.45, 0.00, 0.10),
    Level("Drugs", 1850, 0.010, 0.05, 10, 0.50, 0.20, 0.22, "drugs"),
    Level("Other crime", 950, 0.045, 0.04, 5, 0.35, 0.00, 0.12),
    Level("Other theft", 3150, -0.010, 0.07, 11, 0.15, 0.20, 0.30, "theft"),
    Level("Possession of weapons", 620, 0.040, 0.06, 7, 0.50, 0.00, 0.22, "drugs"),
    Level("Public order", 2900, 0.020, 0.14, 7, 0.35, 0.05, 0.28, "violence"),
    Level("Robbery", 760, -0.025, 0.08, 11, 0.35, 0.30, 0.32),
    Level("Shoplifting", 4100, 0.070, 0.06, 11, 0.10, 0.00, 0.46, "shops"),
    Level("Theft from the person", 720, -0.010, 0.10, 12, 0.10, 0.40, 0.62, "theft"),
    Level("Vehicle crime", 2350, -0.030, 0.06, 11, 0.25, 0.10, 0.05, "theft"),
    Level(
        "Violence and sexual offences",
        *(12400, 0.025, 0.09, 7, 0.42, 0.05, 0.15, "violence"),
    ),
)

_NO_SUSPECT = "Investigation complete; no suspect identified"
_UNABLE = "Unable to prosecute suspect"
OUTCOMES: dict[str, dict[str, float]] = {
    "none": {"": 1.0},
    "common": {
        _NO_SUSPECT: 0.45,
        _UNABLE: 0.33,
        "Court result unavailable": 0.07,
        "Awaiting court outcome": 0.04,
        "Local resolution": 0.03,
        "Action to be taken by another organisation": 0.02,
        "Offender given a caution": 0.02,
        "Formal action is not in the public interest": 0.01,
        "Status update unavailable": 0.03,
    },
    "violence": {
        _UNABLE: 0.58,
        _NO_SUSPECT: 0.18,
        "Court result unavailable": 0.07,
        "Awaiting court outcome": 0.04,
        "Action to be taken by another organisation": 0.04,
        "Local resolution": 0.02,
        "Further action is not in the public interest": 0.02,
        "Offender given a caution": 0.02,
        "Status update unavailable": 0.03,
    },
    "theft": {
        _NO_SUSPECT: 0.80,
        _UNABLE: 0.12,
        "Court result unavailable": 0.03,
        "Awaiting court outcome": 0.02,
        "Status update unavailable": 0.03,
    },
    "shops": {
        _NO_SUSPECT: 0.52,
        _UNABLE: 0.15,
        "Court result unavailable": 0.16,
        "Awaiting court outcome": 0.06,
        "Local resolution": 0.06,
        "Offender given a caution": 0.02,
        "Status update unavailable": 0.03,
    },
    "drugs": {
        "Local resolution": 0.28,
        "Court result unavailable": 0.22,
        "Awaiting court outcome": 0.12,
        _UNABLE: 0.14,
        "Offender given a caution": 0.08,
        "Offender given a drugs possession warning": 0.06,
        _NO_SUSPECT: 0.06,
        "Status update unavailable": 0.04,
    },
}
"""Last outcomes and their shares, once a case is closed."""


def monthly(months: list[date]) -> Floats:
    """Return how much of each category there is in each month.

    Parameters
    ----------
    months
        First days of the months.

    Returns
    -------
    Floats
        Rows a month in the whole city before chance, shape (months, categories).
    """
    year = np.array([m.year + (m.month - 0.5) / 12 for m in months])[:, None]
    month: Ints = np.array([m.month for m in months])[:, None]
    days = np.array([(add_months(m, 1) - m).days for m in months])[:, None]
    drift, season, peak, yearly = (
        np.array([getattr(level, name) for level in LEVELS], dtype=float)
        for name in ("drift", "season", "peak", "yearly")
    )
    # A slow swing of a few per cent, so that trends are not straight lines.
    swing = 0.05 * np.sin(2 * np.pi * (year / 5.5) + np.arange(len(LEVELS)))
    wave = 1 + season * np.cos(2 * np.pi * (month - peak) / 12)
    level: Floats = np.exp(drift * (year - 2022) + swing) * wave * yearly * days
    return level / 365.25
