"""Everything that a meeting pack shows, as it was on one day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from cdp_metrics.answers.area.comparison import Rates, compared_rates
from cdp_metrics.answers.harm.about import Checked, checked
from cdp_metrics.answers.harm.asb_map import AsbMap, asb_map
from cdp_metrics.answers.harm.weights import Counted, counted
from cdp_metrics.answers.meeting.overview import Overview, overview
from cdp_metrics.answers.plan.outlook import Outlook, target_outlook
from cdp_metrics.answers.plan.table import PlanRow, PlanTable, plan_table
from cdp_metrics.catalogue.plan import Event
from cdp_metrics.errors import SourceMissing
from cdp_metrics.warehouse.db import Store

__all__ = ["Harm", "Meeting", "Progress", "meeting"]

Progress = Callable[[str, int, int], None]
"""Told what is done, how much of it, and how much there is."""
COMPARED = "asb_incidents"


@dataclass(frozen=True, eq=False)
class Harm:
    """The harm map: the answer, its reports by type, its tests and its shapes."""

    found: AsbMap
    types: Counted
    checks: tuple[Checked, ...]
    shapes: bytes | None


@dataclass(frozen=True, eq=False)
class Meeting:
    """What a pack is made of.

    Parameters
    ----------
    about
        Which build it is, as the query "build" says it.
    today
        The day it is looked at; what is under embargo on it is left out.
    table
        The plan; None without one.
    outlooks
        How each target may go on, one a row of the plan; None for a row without one.
    counts
        The headline counts.
    rates
        The partnership's rate against others.
    harm, no_harm
        The harm map, or why there is none.
    """

    about: dict[str, Any]
    today: date
    table: PlanTable | None
    outlooks: tuple[Outlook | None, ...]
    counts: Overview
    rates: Rates
    harm: Harm | None
    no_harm: str


def meeting(
    store: Store,
    today: date,
    progress: Progress,
    outlook: Callable[[PlanRow, tuple[Event, ...], date], Outlook] = target_outlook,
) -> Meeting:
    """Return everything that a meeting pack shows.

    Parameters
    ----------
    store
        A published store.
    today
        The day it is looked at.
    progress
        Told how far it is.
    outlook
        Where an answer that is held already is found; see `target_outlook`.
    """
    (about,) = store.records("build")
    area, force = about["area_code"], about["force_area_code"]
    table = plan_table(store, today, area)
    rows = table.rows if table else ()
    events = table.plan.events if table else ()
    outlooks: list[Outlook | None] = []
    for at, row in enumerate(rows):
        progress("Measures of the plan", at, len(rows))
        outlooks.append(outlook(row, events, today) if row.target else None)
    progress("Measures of the plan", len(rows), len(rows))
    harm, why = _harm(store)
    return Meeting(
        about,
        today,
        table,
        tuple(outlooks),
        overview(store, tuple(about["overview"]), area, force, today),
        compared_rates(store, COMPARED, area, force, today),
        harm,
        why,
    )


def _harm(store: Store) -> tuple[Harm | None, str]:
    """Return the harm map with its shapes; or why there is none."""
    try:
        found = asb_map(store, None)
    except SourceMissing as error:
        return None, str(error)
    shapes = None
    if found.version:
        (drawn,) = store.records("map_geometry")
        shapes = bytes(drawn["body"])
    types = counted(store, found)
    return Harm(found, types, checked(store, found), shapes), ""
