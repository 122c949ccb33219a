"""Events of the plan that touch a measure: masks, and changes in how it is counted."""

from __future__ import annotations

from datetime import date
from typing import Final

from cdp_metrics.answers.places import places
from cdp_metrics.catalogue.papers import plan_of
from cdp_metrics.catalogue.plan import Event, Plan
from cdp_metrics.warehouse.db import Store
from cdp_metrics.warehouse.once import once

__all__ = ["PANDEMIC", "events", "papers"]

PANDEMIC: Final = Event(
    first=date(2020, 3, 1),
    last=date(2021, 7, 31),
    label="COVID-19 restrictions",
    kind="mask",
    note="Assumption: months of restrictions say nothing of how figures usually vary.",
)
"""What a store without a plan leaves out of baselines and limits."""


@once
def papers(store: Store) -> dict[str, str]:
    """Return what the partnership says of itself, as JSON, by name."""
    return {row["name"]: row["body"] for row in store.records("papers")}


@once
def _plan(store: Store) -> Plan | None:
    return plan_of(papers(store))


def events(store: Store, indicator_id: str, area: str) -> tuple[Event, ...]:
    """Return the plan's events that touch an indicator in an area, oldest first.

    Parameters
    ----------
    store
        A published store; without a plan, `PANDEMIC` alone.
    indicator_id, area
        What, and the code of where.
    """
    plan = _plan(store)
    if plan is None:
        return (PANDEMIC,)
    found = [
        each
        for each in plan.events
        if not each.indicators or indicator_id in each.indicators
    ]
    if any(each.area != "all" for each in found):
        kinds = {place.code: place.kind for place in places(store)}
        found = [each for each in found if each.area in ("all", kinds.get(area))]
    return tuple(sorted(found, key=lambda each: each.first))
