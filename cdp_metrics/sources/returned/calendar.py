"""The periods of a return: where they begin and end, and when they are due."""

from __future__ import annotations

from datetime import date, timedelta

from cdp_metrics.catalogue.returns import Template
from cdp_metrics.periods import add_months, last_day

__all__ = ["begins", "due", "period_end"]


def begins(template: Template, day: date) -> bool:
    """Return whether a period of a return may start on a day."""
    return day.day == 1 and (day.month - template.year_from) % template.months == 0


def period_end(template: Template, start: date) -> date:
    """Return the last day of the period that starts on a day."""
    return last_day(add_months(start, template.months - 1))


def due(template: Template, start: date) -> date:
    """Return the day by which the period that starts on a day is due."""
    return period_end(template, start) + timedelta(days=template.due_days)
