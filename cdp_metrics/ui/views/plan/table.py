"""The plan in words: how many targets are on track, and which are not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from cdp_metrics.answers import PlanTable
from cdp_metrics.periods import day_name
from cdp_metrics.ui.markup import Stand
from cdp_metrics.ui.tables import Measure
from cdp_metrics.ui.views.plan.rows import plan_row
from cdp_metrics.words import count, inside, rule_sentence, status_tag

__all__ = ["BASELINE", "LATELY", "PlanView", "plan_view"]

BASELINE: Final = ("Against the baseline", "plan clock")
LATELY: Final = ("Lately", "recent clock")
READING: Final = (
    "**How to read it.** A status holds the latest figure against the target by the "
    "rule printed with it; a heading has the status of its headline target, never an "
    "average. The two clocks differ: each says its own direction, whether chance could "
    "have made it (95%), and whether it is better for the plan."
)
_NUMBERS: Final = (
    *("none", "one", "two", "three", "four", "five"),
    *("six", "seven", "eight", "nine", "ten"),
)


@dataclass(frozen=True, eq=False)
class PlanView:
    """Everything the Overview shows of the plan.

    Parameters
    ----------
    sentence
        The answer.
    context
        Place, plan and day.
    headings
        Name, status and what its tag says; of the headline target alone.
    note
        That the plan has ended; "" while it holds.
    caption, rows
        The table.
    source
        How to read it, and where the plan is from.
    empty
        Whether no figure of any measure is held.
    """

    sentence: str
    context: str
    headings: tuple[tuple[str, Stand, str], ...]
    note: str
    caption: str
    rows: tuple[Measure, ...]
    source: tuple[str, ...]
    empty: bool = False


def plan_view(table: PlanTable, place: str, today: date) -> PlanView:
    """Return the plan in words and rows.

    Parameters
    ----------
    table
        The answer.
    place
        Name of the partnership's area.
    today
        The day it is looked at.
    """
    plan = table.plan
    headings, aimed, reasons = [], [], []
    for heading in plan.headings:
        own = (row for row in table.rows if row.heading.id == heading.id)
        headline = next((r for r in own if r.target and r.target.primary), None)
        rated = headline.rating if headline else None
        stand: Stand = rated.status if rated else "grey"
        words = status_tag(rated) if rated else "No headline target"
        headings.append((heading.name, stand, words))
        if rated:
            aimed.append(headings[-1])
            reasons.append(rule_sentence(rated))
    leads = {row.heading.id: row for row in reversed(table.rows)}
    years = f"Plan {plan.first.year} to {plan.last.year}"
    ended = f"This plan ended on {day_name(plan.last)}; its targets are shown as they "
    return PlanView(
        sentence=_sentence(aimed, reasons),
        context=f"**{place}** · {years} · as at **{day_name(today)}**",
        headings=tuple(headings),
        note=f"{ended}stood." if table.ended else "",
        caption=f"{plan.name}: targets and measures",
        rows=tuple(
            plan_row(row, today, lead=leads[row.heading.id] is row)
            for row in table.rows
        ),
        source=(READING, f"**Plan:** {plan.source}."),
        empty=all(row.measured.series is None for row in table.rows),
    )


def _sentence(
    headings: Sequence[tuple[str, Stand, str]], reasons: Sequence[str]
) -> str:
    """Return how many headings with a target are on track, and which are not."""
    if not headings:
        return "No headline target is in force."
    stands = [stand for _, stand, _ in headings]
    one, whole = len(stands) == 1, _number(len(stands))
    if all(stand == "grey" for stand in stands):
        why = reasons[0].partition(": ")[2] if len(set(reasons)) == 1 else ""
        said = (
            "The one headline target cannot be rated"
            if one
            else f"None of {whole} headline targets can be rated"
        )
        return f"{said}: {why}." if why else f"{said} yet."
    green = stands.count("green")
    verb = "is" if green == 1 else "are"
    said = f"{_number(green).capitalize()} of {whole} headline targets {verb} on track."
    if one:
        said = f"The one headline target is {'' if green else 'not '}on track."
    for colour, ending in (("red", "off track"), ("amber", "at risk")):
        names = [name for name, stand, _ in headings if stand == colour]
        if names:
            verb = "is" if len(names) == 1 else "are"
            first, *rest = names
            listed = [first, *map(inside, rest)]
            both = " and ".join(filter(None, (", ".join(listed[:-1]), listed[-1])))
            return f"{said} {both} {verb} {ending}."
    return said


def _number(n: int) -> str:
    return _NUMBERS[n] if n < len(_NUMBERS) else count(n)
