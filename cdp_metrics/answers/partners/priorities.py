"""Priorities, the measures that evidence each, and how fresh every figure is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from cdp_metrics.answers.events import papers
from cdp_metrics.answers.figures.measured import Measured, measure
from cdp_metrics.answers.partners.actions import Actions, actions
from cdp_metrics.answers.plan.table import PlanTable, plan_table
from cdp_metrics.answers.returned.receipts import Sender, receipts
from cdp_metrics.catalogue.agenda import Group, Priority
from cdp_metrics.catalogue.indicators import indicator
from cdp_metrics.catalogue.papers import agenda_of
from cdp_metrics.periods import add_months
from cdp_metrics.sources.returned import due
from cdp_metrics.stats import stale_after
from cdp_metrics.warehouse.db import Store

__all__ = ["Evidence", "Owned", "Priorities", "priorities"]

State = Literal["current", "overdue", "embargoed", "none"]


@dataclass(frozen=True, eq=False)
class Evidence:
    """A measure or a return that evidences something.

    Parameters
    ----------
    name, title
        Identifier and name.
    owner
        Group that answers for it, or who sends it.
    measured
        Its latest figure; None for a return.
    end
        Last day that it reaches; None where nothing is held.
    due
        Day by which the next is to be expected; None where that is not known.
    state
        Current, overdue, embargoed, or none held.
    """

    name: str
    title: str
    owner: str
    measured: Measured | None
    end: date | None
    due: date | None
    state: State


@dataclass(frozen=True)
class Owned:
    """What a group answers for.

    Parameters
    ----------
    group
        Its name.
    source
        The paper that names it; "" where only a target, measure or action does.
    targets, measures
        Statements of its targets, and the evidence that it owns.
    open, overdue
        How many actions it has open, and how many of them are overdue.
    """

    group: str
    source: str
    targets: tuple[str, ...]
    measures: tuple[Evidence, ...]
    open: int
    overdue: int


@dataclass(frozen=True, eq=False)
class Priorities:
    """Everything the page shows.

    Parameters
    ----------
    priorities
        As papers state them, the latest period first.
    evidence
        Every measure and return that a priority, the plan or the Overview quotes.
    owned
        What each group answers for.
    log
        The actions log.
    """

    priorities: tuple[Priority, ...]
    evidence: Mapping[str, Evidence]
    owned: tuple[Owned, ...]
    log: Actions

    @property
    def figures(self) -> tuple[Evidence, ...]:
        """The measures that are quoted, without the returns."""
        return tuple(each for each in self.evidence.values() if each.measured)

    @property
    def latest(self) -> tuple[Priority, ...]:
        """The partnership's own priorities of the latest period."""
        ours = [each for each in self.priorities if not each.place]
        return tuple(each for each in ours if each.period == ours[0].period)

    def of(self, priority: Priority) -> tuple[Evidence, ...]:
        """Return what evidences a priority."""
        names = (*priority.indicators, *map(_key, priority.returns))
        return tuple(self.evidence[name] for name in names)


def priorities(
    store: Store, quoted: tuple[str, ...], area: str, force: str, today: date
) -> Priorities:
    """Return priorities, evidence, owners and actions.

    Parameters
    ----------
    store
        A published store.
    quoted
        Measures that the Overview shows.
    area, force
        Codes of the partnership's and its force's area.
    today
        The day from which a figure or an action is overdue.
    """
    agenda = agenda_of(papers(store))
    plan = plan_table(store, today, area)
    log = actions(store)
    rows = plan.rows if plan else ()
    names = dict.fromkeys(
        [
            *(row.measured.indicator_id for row in rows),
            *(name for each in agenda.priorities for name in each.indicators),
            *quoted,
        ]
    )
    returns = dict.fromkeys(r for each in agenda.priorities for r in each.returns)
    evidence = {
        **_measures(store, names, plan, (area, force), today),
        **_returns(store, returns, today),
    }
    ordered = sorted(agenda.priorities, key=lambda each: each.first, reverse=True)
    return Priorities(
        tuple(ordered),
        evidence,
        _owned(agenda.groups, plan, evidence, log, today),
        log,
    )


def _measures(
    store: Store,
    names: Iterable[str],
    plan: PlanTable | None,
    areas: tuple[str, str],
    today: date,
) -> dict[str, Evidence]:
    """Return each measure with its latest figure and how fresh it is."""
    owners = {h.name: h.owner for h in plan.plan.headings} if plan else {}
    rows = [row.measured for row in plan.rows] if plan else []
    measured = {(m.indicator_id, m.area): m for m in rows if m.series and not m.cut}
    found = {}
    for name in names:
        entry = indicator(name)
        where = areas["partnership" not in entry.geographies]
        figure = measured.get((name, where)) or measure(store, name, where, today)
        expected = None
        if figure.end and entry.lag_days is not None:
            expected = stale_after(figure.end, entry.lag_days, entry.cadence_months)
        found[name] = Evidence(
            name,
            entry.title,
            owners.get(entry.owner, entry.owner),
            figure,
            figure.end,
            expected,
            "embargoed" if figure.embargoed else _state(figure.end, expected, today),
        )
    return found


def _key(return_id: str) -> str:
    return f"return {return_id}"


def _returns(store: Store, names: Iterable[str], today: date) -> dict[str, Evidence]:
    """Return each return with how far it reaches and when the next is due."""
    grid = receipts(store, today)
    found = {}
    for name in names:
        senders = [each for each in grid if each.template.id == name]
        title = f"Return: {senders[0].template.title}"
        ends = [end for each in senders if (end := _reaches(each))]
        # a return is as fresh as the sender who is furthest behind
        end = min(ends, default=None)
        template = senders[0].template
        expected = None
        if end:
            start = add_months(end.replace(day=1), 1)
            expected = due(template, start)
        state = _state(end, expected, today)
        found[_key(name)] = Evidence(
            name, title, template.sender, None, end, expected, state
        )
    return found


def _state(end: date | None, expected: date | None, today: date) -> State:
    """Return how fresh something is that reaches to a day."""
    if end is None:
        return "none"
    return "overdue" if expected and today > expected else "current"


def _reaches(sender: Sender) -> date | None:
    """Return the last day of the newest period that a sender sent."""
    return max((e.end for e in sender.periods if e.received_on), default=None)


def _owned(
    groups: Iterable[Group],
    plan: PlanTable | None,
    evidence: Mapping[str, Evidence],
    log: Actions,
    today: date,
) -> tuple[Owned, ...]:
    """Return what each group answers for: those that a paper names first."""
    sources = {each.name: each.source for each in groups}
    rows = [row for row in plan.rows if row.target] if plan else []
    figures = [each for each in evidence.values() if each.measured]
    named = dict.fromkeys(
        [
            *sources,
            *(row.owner for row in rows),
            *(each.owner for each in figures),
            *sorted({each.owner for each in log.open}),
        ]
    )
    return tuple(
        Owned(
            name,
            sources.get(name, ""),
            tuple(r.target.statement for r in rows if r.owner == name and r.target),
            tuple(each for each in figures if each.owner == name),
            sum(each.owner == name for each in log.open),
            sum(each.owner == name for each in log.overdue(today)),
        )
        for name in named
    )
