"""What the Serious violence page says: what is counted, and what is not done."""

from __future__ import annotations

import math
from datetime import date
from typing import Final

from cdp_metrics.answers.partners.actions import Action
from cdp_metrics.answers.partners.purposes import refusal
from cdp_metrics.answers.partners.serious_violence import Ages, SeriousViolence, Weighed
from cdp_metrics.catalogue.agenda import Purpose
from cdp_metrics.periods import MONTHS_IN_YEAR, day_name, period_name, period_phrase
from cdp_metrics.stats import direction
from cdp_metrics.ui.markup import Stand
from cdp_metrics.ui.views.priorities.words import action_state
from cdp_metrics.words import count, percent, plural

__all__ = [
    "APART",
    "APPROXIMATE",
    "CATEGORY",
    "PREDICTION",
    "TRACKED",
    "UNSTATED",
    "UNTESTED",
    "ages_answer",
    "change_words",
    "deliverable_state",
    "harm_answer",
    "purpose_state",
    "unit_answer",
]

CATEGORY: Final = (
    "**What this counts:** a category of the police's street-level files. It is not "
    "knife crime, and most of its offences are not what a strategy calls serious "
    "violence. Knife crime and ages come only with the partners' return."
)
APPROXIMATE: Final = (
    "**Approximate:** a category mixes offences that differ much in weight; one weight "
    "stands for all of them. Read its direction beside the plain count."
)
UNTESTED: Final = (
    "No test is made of weighted totals: whether a change is beyond chance is said of "
    "the plain counts."
)
APART: Final = (
    "**Never added:** kinds overlap, and the same assault can be with police and "
    "hospital. Counts of people under 5 are not shown, nor any other that they could "
    "be worked out from."
)
TRACKED: Final = (
    "**Tracked by the actions log:** the state is that of the newest action that names "
    "a deliverable; an action done is not the deliverable done. **Not stated** means "
    "that no action names it."
)
PREDICTION: Final = (
    "**Why:** models that predict who or where may be used only for a purpose that an "
    "agreement covers. The register of purposes decides; a use that it does not enter "
    "is refused, and nothing is computed."
)
UNSTATED: Final = "Not stated"
State = tuple[Stand, str, str]


def harm_answer(found: Weighed) -> str:
    """Return the headline over weights: the latest year beside the year before."""
    now = found.totals[-1]
    before = found.totals[-1 - MONTHS_IN_YEAR : len(found.totals) - MONTHS_IN_YEAR]
    if not math.isfinite(now):
        return "Weighted violence is not known for twelve months"
    if not len(before) or not before[0] > 0:
        return f"Weighted violence: {count(now)} in twelve months"
    share = percent(100 * now / before[0], decimals=0)
    return f"Weighted violence is {share} of the year before (not tested)"


def change_words(each: Ages) -> str:
    """Return the change on the year before, or why there is none."""
    if each.change is None:
        return "not comparable"
    moved = direction(each.change)
    if moved == "level":
        return "level, within chance"
    said = percent(each.change.percent, plus=True)
    if each.change.percent is None:
        return f"{moved} by {count(abs(each.change.difference))}"
    return f"{moved}, {said}"


def ages_answer(each: Ages) -> str:
    """Return the headline over age bands: the total, and the share under 25."""
    if not each.whole:
        return f"Only {each.held} of 12 months of {each.kind} are held"
    if each.total.value is None:
        return f"The number of {each.kind} is not shown"
    when = period_phrase(period_name(each.first, each.last))
    young = [shown.value for name, shown in each.bands if name in _YOUNG]
    said = (
        f"{each.kind[:1].upper()}{each.kind[1:]}: {count(each.total.value)} in {when}"
    )
    known = [value for value in young if value is not None]
    if len(known) == len(_YOUNG) and each.total.value:
        share = 100 * sum(known) / each.total.value
        said += f", {percent(share, decimals=0)} of them under 25"
    return said


_YOUNG: Final = ("under 18", "18 to 24")


def deliverable_state(action: Action | None, today: date) -> State:
    """Return how the newest action about a deliverable stands; no more is known."""
    if action is None:
        return "grey", UNSTATED, "no action names it"
    stand, said, about = action_state(action, today)
    return stand, f"Action {said.lower()}", about


def unit_answer(found: SeriousViolence, today: date) -> str:
    """Return the headline over deliverables: how many an action names, and overdue."""
    named = [action for _, action in found.deliverables if action]
    late = sum(action.overdue(today) > 0 for action in named)
    number = plural(len(found.deliverables), "deliverable")
    said = f"An action names {count(len(named))} of {number}"
    return f"{said}; {count(late)} overdue" if late else said


def purpose_state(entry: Purpose, today: date) -> State:
    """Return whether a use is allowed, and until when."""
    why = refusal(entry, today)
    if why:
        return "grey", "Held back", why
    until = f"until {day_name(entry.expires)}" if entry.expires else "no end agreed"
    return "green", "Allowed", until
