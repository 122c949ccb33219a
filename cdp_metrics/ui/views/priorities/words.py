"""What the Evidence and priorities page says: headlines and states in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from cdp_metrics.answers.partners.actions import Action, Actions
from cdp_metrics.answers.partners.priorities import Evidence, Priorities
from cdp_metrics.periods import day_name
from cdp_metrics.ui.markup import Stand
from cdp_metrics.words import count, plural

__all__ = [
    "CHOICE",
    "EVIDENCE",
    "action_state",
    "actions_answer",
    "evidence_state",
    "figures_answer",
    "groups_answer",
    "priorities_answer",
    "priority_state",
]

CHOICE: Final = (
    "**Assumption:** the papers name no measures for their priorities. Which measures "
    "and returns evidence each is our choice, written in the file of priorities."
)
EVIDENCE: Final = (
    "**Overdue:** the day by which the next figure was to be expected has passed: the "
    "end of the next period and the usual time until it comes."
)
State = tuple[Stand, str, str]
"""Look of a tag, what it says, and a second line."""


def evidence_state(each: Evidence, today: date) -> State:
    """Return how fresh a figure is."""
    if each.state == "embargoed":
        return "grey", "Embargoed", each.measured.why if each.measured else ""
    if each.state == "none":
        return "grey", "Not received", ""
    newer = each.measured.next_release if each.measured else None
    about = f"a newer one is embargoed until {day_name(newer)}" if newer else ""
    if each.state == "overdue" and each.due:
        late = f"by {plural((today - each.due).days, 'day')}"
        return "red", "Overdue", "; ".join(filter(None, (late, about)))
    return "green", "Up to date", about


def priority_state(evidence: Sequence[Evidence]) -> State:
    """Return how well a priority is evidenced."""
    if not evidence:
        return "grey", "Not evidenced", "no measure is named"
    held = [each for each in evidence if each.state in ("current", "overdue")]
    late = [each for each in evidence if each.state == "overdue"]
    of = f"{len(held) - len(late)} of {len(evidence)} up to date"
    if not held:
        return "grey", "Nothing received", of
    if late:
        return "red", f"{len(late)} overdue", of
    if len(held) < len(evidence):
        return "amber", "Partly evidenced", of
    return "green", "Evidenced", of


def action_state(each: Action, today: date) -> State:
    """Return how an action stands."""
    days = each.overdue(today)
    if days:
        return "red", "Overdue", f"by {plural(days, 'day')}"
    if each.status == "open":
        if each.due is None:
            return "grey", "Open", "no date set"
        left = (each.due - today).days
        return "amber", "Open", f"due in {plural(left, 'day')}" if left else "due today"
    if each.status == "minuted":
        return "grey", "As minuted", "how it stands is not held"
    if each.status == "dropped":
        return "grey", "Dropped", ""
    late = f"{plural(each.late, 'day')} late" if each.late else ""
    return "green", "Done", late


def priorities_answer(found: Priorities) -> str:
    """Return the headline: how many of the latest priorities are evidenced."""
    latest = found.latest
    if not latest:
        return "No priorities are stated"
    fresh = sum(priority_state(found.of(each))[0] == "green" for each in latest)
    return (
        f"{count(fresh)} of {plural(len(latest), 'priority', 'priorities')} of "
        f"{latest[0].period} {'is' if fresh == 1 else 'are'} fully evidenced"
    )


def figures_answer(found: Priorities) -> str:
    """Return the headline: how many quoted figures are overdue."""
    held = [each for each in found.figures if each.state in ("current", "overdue")]
    late = sum(each.state == "overdue" for each in held)
    if not held:
        return "No figure that is quoted is held"
    if not late:
        return f"All {plural(len(held), 'figure')} held are up to date"
    verb = "is" if late == 1 else "are"
    return f"{count(late)} of {plural(len(held), 'figure')} held {verb} overdue"


def groups_answer(found: Priorities) -> str:
    """Return the headline: how many groups answer for nothing that is measured."""
    named = [each for each in found.owned if each.source]
    idle = [e for e in named if not e.targets and not e.measures]
    if not named:
        return f"{plural(len(found.owned), 'group')} own targets, measures or actions"
    if not idle:
        return f"Each of {plural(len(named), 'group')} owns a target or a measure"
    return (
        f"{count(len(idle))} of {plural(len(named), 'group')} own no target and no "
        "measure"
    )


def actions_answer(log: Actions, today: date) -> str:
    """Return the headline: how many actions are open and overdue."""
    waiting, late = log.open, log.overdue(today)
    if not waiting:
        return "No action is open"
    said = plural(len(waiting), "open action")
    if not late:
        return f"{said}, none overdue"
    longest = plural(late[0].overdue(today), "day")
    return f"{count(len(late))} of {said} overdue, the longest by {longest}"
