"""What the Overview says beyond its figures: what was revised, and what is alarming."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from cdp_metrics import answers
from cdp_metrics.answers.meeting.alerts import Alerts
from cdp_metrics.answers.meeting.alerts import alerts as answer_alerts
from cdp_metrics.answers.meeting.revisions import Quoted, Revision, Seen, revisions
from cdp_metrics.errors import StoreMissing
from cdp_metrics.periods import day_name
from cdp_metrics.ui import cached, kept
from cdp_metrics.ui.views.overview import OverviewView
from cdp_metrics.ui.views.plan.revised import revised_rows, revised_sentence
from cdp_metrics.ui.views.plan.table import PlanView
from cdp_metrics.warehouse.db import Store
from cdp_metrics.warehouse.once import once
from cdp_metrics.warehouse.pinned import before
from cdp_metrics.warehouse.publish import Build
from cdp_metrics.warehouse.snapshots import Snapshot

__all__ = ["Explained", "alerts", "explained"]

AT_ONCE: Final[Mapping[type, int]] = {Snapshot: kept.SNAPSHOTS - 2, Build: 2}
"""How many are opened for a comparison: what is shown must stay open beside them."""


@dataclass(frozen=True, eq=False)
class Explained:
    """The Overview, with what became of figures that a snapshot quoted.

    Parameters
    ----------
    plan, counts
        What it shows; no plan where there is none.
    note
        How many were revised; "" where there is nothing to compare with.
    """

    plan: PlanView | None
    counts: OverviewView
    note: str


def explained(today: date) -> Explained:
    """Return the Overview of a day; see `Explained`."""
    for then, now, taken in _pairs():
        if found := _explained(then, now, taken, today):
            return found
    return Explained(cached.plan_view(today), cached.overview_view(today), "")


def _pairs() -> Iterator[tuple[Seen, Seen, Snapshot]]:
    """Yield snapshots that can be held against the current figures, the latest first.

    On the page of a snapshot it is that one alone, and none where the current figures
    are of the same build or of an older one.
    """
    shown = kept.snapshot()
    with suppress(StoreMissing):  # a snapshot can be read where nothing is published
        current = kept.current_store()
        about = _about(current)
        now = Seen(current, answers.day_of(about, date.today()))
        kept_now = [shown] if shown else kept.snapshots()
        for found, store in _opened(current.build, about, kept_now, ()):
            if isinstance(found, Snapshot):
                yield Seen(store, found.day), now, found


@once
def _about(store: Store) -> Mapping[str, Any]:
    """Return what a store says of itself."""
    (about,) = store.records("build")
    return about


def _opened(
    shown: Build,
    about: Mapping[str, Any],
    taken: Sequence[Snapshot],
    builds: Sequence[Build],
) -> Iterator[tuple[Snapshot | Build, Store]]:
    """Yield what is earlier, of the same place, and can be opened; the latest few."""
    whose, opened = (about["place"], about["demonstration"]), Counter[type]()
    for found in before(shown, whose[0], taken, builds, demonstration=whose[1]):
        kind = type(found)
        if opened[kind] == AT_ONCE[kind]:
            continue
        with suppress(StoreMissing):
            store = kept.opened(found)
            opened[kind] += 1
            theirs = _about(store)
            if (theirs["place"], theirs["demonstration"]) == whose:
                yield found, store


def _explain(
    shown: Store, then: Seen, now: Seen, taken: Snapshot, today: date
) -> Explained | None:
    """Return the Overview with a remark at every figure that was revised.

    None where the snapshot's store cannot answer what is asked of it.
    """
    area = cached.info()["area_code"]
    plan, counts = cached.plan_view(today), cached.overview_view(today)
    table, later = cached.plan_table(today, area), now.store is shown
    planned: list[Quoted] = [
        (each.indicator_id, each.area, each.end if each.cut else None)
        for each in (row.measured for row in (table.rows if table else ()))
    ]
    counted: list[Quoted] = [
        (row.indicator_id, row.area, None) for row in cached.overview(today).rows
    ]
    try:
        found: dict[Quoted, Revision] = revisions(then, now, [*planned, *counted])
    except StoreMissing:
        return None
    if plan:
        rows = revised_rows(plan.rows, planned, found, taken.name, later=later)
        plan = replace(plan, rows=rows)
    rows = revised_rows(counts.rows, counted, found, taken.name, later=later)
    note = revised_sentence(found.values(), taken.name, day_name(taken.day))
    return Explained(plan, replace(counts, rows=rows), note if found else "")


def alerts() -> Alerts:
    """Return what asks for attention on the day that is looked at."""
    today = cached.today()
    for earlier in _earlier():
        if found := _alerts(today, earlier):
            return found
    found = _alerts(today, None)
    assert found is not None  # with nothing earlier, none can be refused
    return found


def _earlier() -> Iterator[Snapshot | Build]:
    """Yield what statuses can be compared with, snapshots first."""
    shown, store = kept.snapshot(), kept.store()
    taken = kept.snapshots()
    if shown:
        taken = [each for each in taken if each.day < shown.day]
    builds = [] if shown else kept.builds()
    for found, _ in _opened(store.build, cached.info(), taken, builds):
        yield found


def _listed(
    store: Store, today: date, earlier: Snapshot | Build | None
) -> Alerts | None:
    """Return what asks for attention, held against something earlier.

    None where the earlier store cannot answer what is asked of it.
    """
    seen, since = None, ""
    if isinstance(earlier, Snapshot):
        day, since = earlier.day, f"snapshot {earlier.name}"
        seen = Seen(kept.opened(earlier), day)
    elif earlier:
        seen, since = Seen(kept.opened(earlier), today), f"build {earlier.build_id}"
    table = cached.plan_table(today, cached.info()["area_code"])
    counts = cached.overview(today)
    try:
        return answer_alerts(store, today, table, counts, seen, since)
    except StoreMissing:
        if seen is None:
            raise
        return None


_explained = kept.kept(16, _explain)
_alerts = kept.kept(16, _listed)
