"""The Treatment page's filters: measure and period."""

from __future__ import annotations

from datetime import date
from typing import Final

from cdp_metrics.answers.health.treatment import Period, Treatment
from cdp_metrics.periods import month_of
from cdp_metrics.ui.choices import choose, chosen, heed, pick
from cdp_metrics.ui.views.treatment.words import LABELS

__all__ = ["ASIDE", "measure", "period"]

ASIDE: Final = "Measure and period choose what the first parts show, not this one."


def measure(found: Treatment) -> str:
    """Let the reader choose a measure of treatment; return its identifier."""
    first = found.measure("").indicator_id
    names = [each.indicator_id for each in found.measures]
    held = chosen().treatment or first
    if held not in names:  # its own default, which need not be the list's first
        heed("treatment", LABELS[first], fits=False)
        held = first
    picked = pick("treatment", "Measure", names, held, LABELS.__getitem__)
    choose(treatment="" if picked == first else picked)
    return picked


def period(found: Treatment, indicator_id: str) -> Period | None:
    """Let the reader choose one of a measure's periods; None where it has none."""
    measured = found.measure(indicator_id)
    latest = measured.latest
    if latest is None:
        choose(period=None)
        return None
    by_end: dict[date, Period] = {}
    for each in measured.periods:
        by_end.setdefault(month_of(each[1]), each)
    first = month_of(latest[1])
    wanted = chosen().period
    held = wanted if wanted in by_end else first
    names = {end: measured.name(each) for end, each in by_end.items()}
    heed("period", names[held], fits=wanted in (None, held))
    picked = pick("period", "Period", list(names), held, names.__getitem__, 190)
    choose(period=None if picked == first else picked)
    return by_end[picked]
