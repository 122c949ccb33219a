"""An alert: what asks for attention, how much, where, since when, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

__all__ = ["KINDS", "SEVERITIES", "Alert", "Kind", "Severity", "order"]

Severity = Literal["act", "look", "note"]
Kind = Literal["special_cause", "status_change", "late_return", "stale_source"]
SEVERITIES: Final[tuple[Severity, ...]] = ("act", "look", "note")
KINDS: Final[tuple[Kind, ...]] = (
    *("status_change", "special_cause", "late_return", "stale_source"),
)


@dataclass(frozen=True)
class Alert:
    """One thing that asks for attention.

    Parameters
    ----------
    severity
        "act": decide something; "look": find out why; "note": good to know.
    kind
        What sort it is.
    what, where
        The measure, target, return or source; and the area or the sender.
    start, end
        The period that it is about; None where it is about none.
    why
        What was found, and by which rule: a sentence without its full stop.
    page
        Page and query that show it: "trends?measure=burglary".
    indicator_id
        Its measure; "" where it is about none.
    """

    severity: Severity
    kind: Kind
    what: str
    where: str
    start: date | None
    end: date | None
    why: str
    page: str
    indicator_id: str = ""


def order(found: Sequence[Alert]) -> tuple[Alert, ...]:
    """Return alerts, the most severe first, and by kind, name and place."""
    return tuple(
        sorted(
            found,
            key=lambda each: (
                SEVERITIES.index(each.severity),
                KINDS.index(each.kind),
                each.what,
                each.where,
            ),
        )
    )
