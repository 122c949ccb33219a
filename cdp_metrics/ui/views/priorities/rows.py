"""Tables of the Evidence and priorities page: cells, and the state of each row."""

from __future__ import annotations

from datetime import date
from typing import Final

from cdp_metrics.answers.partners.priorities import Evidence, Priorities
from cdp_metrics.periods import age_in_words, day_name
from cdp_metrics.ui.standing import Standing
from cdp_metrics.ui.views.plan.rows import latest_period, latest_words
from cdp_metrics.ui.views.priorities.words import (
    action_state,
    evidence_state,
    priority_state,
)
from cdp_metrics.words import count, plural

__all__ = ["COLUMNS", "MOST", "rows_of"]

MOST: Final = 60
"""Rows that a table holds at most; the download holds all."""
NONE: Final = "–"
COLUMNS: Final = {
    "priorities": ("Priority", "Period", "What evidences it", "Stated in"),
    "figures": ("Measure", "Latest", "Period", "Age", "Next expected", "Owner"),
    "groups": ("Group", "Targets", "Measures it owns", "Named in"),
    "actions": ("Action", "Meeting", "No.", "Owner", "Due"),
}
"""Headings of each part's table, without the state."""


def rows_of(found: Priorities, name: str, today: date) -> list[Standing]:
    """Return the rows of a part, every one of them.

    Parameters
    ----------
    found
        The answer.
    name
        A key of `COLUMNS`.
    today
        The day from which a figure or an action is overdue.
    """
    if name == "figures":
        return _figures(found, today)
    if name == "groups":
        return _groups(found)
    if name == "actions":
        return _actions(found, today)
    return _priorities(found)


def _priorities(found: Priorities) -> list[Standing]:
    rows = []
    for each in found.priorities:
        evidence = found.of(each)
        titles = "; ".join(one.title for one in evidence)
        period = f"{each.period}, {each.place}" if each.place else each.period
        said = f"{titles}. {each.note}" if each.note else titles
        cells = (each.name, period, said or NONE, each.source)
        rows.append(Standing(cells, *priority_state(evidence)))
    return rows


def _figures(found: Priorities, today: date) -> list[Standing]:
    urgent = {"overdue": 0, "none": 1, "embargoed": 2, "current": 3}
    ordered = sorted(found.figures, key=lambda each: urgent[each.state])
    return [
        Standing(_figure(each, today), *evidence_state(each, today)) for each in ordered
    ]


def _figure(each: Evidence, today: date) -> tuple[str, ...]:
    held = each.measured
    return (
        each.title,
        latest_words(held) if held else NONE,
        (latest_period(held) if held else "") or NONE,
        age_in_words(each.end, today) if each.end else NONE,
        day_name(each.due) if each.due else NONE,
        each.owner,
    )


def _groups(found: Priorities) -> list[Standing]:
    rows = []
    for each in found.owned:
        late = sum(one.state == "overdue" for one in each.measures)
        about = f"{plural(late, 'figure')} overdue" if late else ""
        cells = (
            each.group,
            "; ".join(each.targets) or NONE,
            "; ".join(one.title for one in each.measures) or NONE,
            each.source or "no paper held names it",
        )
        absent = sum(one.state in ("none", "embargoed") for one in each.measures)
        if each.overdue:
            said = f"{count(each.overdue)} of {plural(each.open, 'action')} overdue"
            rows.append(Standing(cells, "red", said, about))
        elif late:
            rows.append(Standing(cells, "red", about))
        elif each.open:
            rows.append(Standing(cells, "amber", f"{plural(each.open, 'action')} open"))
        elif absent:
            said = f"{plural(absent, 'figure')} not held"
            rows.append(Standing(cells, "grey", said))
        elif each.targets or each.measures:
            rows.append(Standing(cells, "green", "Nothing overdue"))
        else:
            rows.append(Standing(cells, "grey", "Owns nothing measured"))
    return rows


def _actions(found: Priorities, today: date) -> list[Standing]:
    closed = [each for each in found.log.actions if each.status != "open"]
    return [
        Standing(
            (
                each.text,
                f"{each.meeting}, {day_name(each.met)}",
                each.number,
                each.owner,
                day_name(each.due) if each.due else "no date set",
            ),
            *action_state(each, today),
        )
        for each in (*found.log.open, *closed, *found.log.minuted)
    ]
