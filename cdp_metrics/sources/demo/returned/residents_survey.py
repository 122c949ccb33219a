"""An invented survey of residents, each whole year but one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

import numpy as np

from cdp_metrics.sources.demo.names import DISTRICTS

__all__ = ["residents_survey"]

_ASKED: Final = {
    "high anti-social behaviour": (12.6, -0.35),
    "safe after dark": (61.0, -0.4),
    "police and council deal with it": (48.0, 0.3),
}
"""Share in the first wave, and how it goes from year to year, per cent."""
_GROUPS: Final = {
    "16 to 34": (0.31, 2.0),
    "35 to 64": (0.46, 0.3),
    "65 and over": (0.23, -2.5),
}
"""Share of those who answered, and how far their answers lie from all."""
_REPORTED: Final = (
    (DISTRICTS[0].csp_code, 34.0, 640),
    ("E05999105", 21.0, 210),
    ("E05999112", 33.0, 190),
)
"""Who reported what they met in the last wave: all, and two wards asked for themselves.

By area: share, per cent, and how many met anti-social behaviour and answered.
"""
_LEFT_OUT: Final = 2
"""The year without a survey, counted from the first."""


def residents_survey(
    rng: np.random.Generator, months: Sequence[date]
) -> Iterator[Mapping[str, object]]:
    """Yield a row a wave, question and group of residents."""
    years = [month.year for month in months if month.month == 12]
    for at, year in enumerate(years):
        answered = int(rng.integers(1850, 2050))
        for question, (level, step) in _ASKED.items():
            share = level + step * at + rng.normal(0, 0.5)
            groups = {"everyone": (1.0, 0.0), **_GROUPS}
            for group, (part, off) in groups.items():
                if at == _LEFT_OUT:
                    continue
                yield {
                    "provider": "Wrenminster City Council",
                    "period_start": date(year, 1, 1),
                    "wave": f"{year} survey",
                    "question": question,
                    "area_code": DISTRICTS[0].csp_code,
                    "group": group,
                    "pct": round(share + off, 1),
                    "n": round(part * answered),
                    "deff": 1.4,
                }
    for area, share, answered in _REPORTED:
        yield {
            "provider": "Wrenminster City Council",
            "period_start": date(years[-1], 1, 1),
            "wave": f"{years[-1]} survey",
            "question": "reported the anti-social behaviour they met",
            "area_code": area,
            "group": "everyone",
            "pct": share,
            "n": answered,
            "deff": 1.4,
        }
