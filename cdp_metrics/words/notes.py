"""Sentences of a note: who wrote it, when, about what, and why it is not shown."""

from __future__ import annotations

from datetime import date
from typing import Final, Literal

from cdp_metrics.periods import day_name, period_phrase

__all__ = ["byline", "not_shown"]

_BESIDE: Final = {
    "same": "",
    "earlier": ", an earlier period than the one shown",
    "later": ", a later period than the one shown",
}
_WHY: Final = {
    "later": "its figure has not been released here",
    "hidden": "it holds numbers of a figure that is not shown",
}


def byline(
    author: str,
    day: date,
    period: str,
    placed: Literal["same", "earlier", "later"] = "same",
    *,
    corrects: date | None = None,
    withdrawn: bool = False,
) -> str:
    """Return who wrote a note, when, and about which period.

    Parameters
    ----------
    author, day
        Who, and on which day.
    period
        Name of the period: "Year to Nov 2022".
    placed
        Where that lies from the period shown.
    corrects
        Day of the note that it replaces.
    withdrawn
        Whether that is withdrawn.
    """
    about = f"{period_phrase(period)}{_BESIDE[placed]}"
    said = f"{author}, {day_name(day)}, written about {about}."
    if corrects is None:
        return said
    what = "Withdraws" if withdrawn else "Replaces"
    return f"{said} {what} the note of {day_name(corrects)}."


def not_shown(author: str, day: date, why: Literal["later", "hidden"]) -> str:
    """Return that a note is not shown, and why."""
    return f"A note by {author}, {day_name(day)}, is not shown: {_WHY[why]}."
