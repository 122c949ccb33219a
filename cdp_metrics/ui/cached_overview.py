"""What the Overview says beyond its figures: what was revised, and what is alarming."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date

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
from cdp_metrics.warehouse.publish import Build
from cdp_metrics.warehouse.snapshots import Snapshot, before

__all__ = ["Explained", "alerts", "explained"]


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
    plan, counts = cached.plan_view(today), cached.overview_view(today)
    pair = _pair()
    if pair is None:
        return Explained(plan, counts, "")
    then, now, taken = pair
    return _explained(then, now, taken, today)


def _pair() -> tuple[Seen, Seen, Snapshot] | None:
    """Return a snapshot and the current figures; None where they are one build.

    On the page of a snapshot it is that one, else the latest.
    """
    with suppress(StoreMissing):
        current, shown = kept.current_store(), kept.snapshot()
        (about,) = current.records("build")
        found = shown or before(current.build, about["place"], kept.snapshots(), ())
        same_place = shown is None or shown.place == about["place"]
        if isinstance(found, Snapshot) and same_place:
            if found.build_id == current.build.build_id:
                return None
            day = answers.day_of(about, date.today())
            then = Seen(kept.opened(found), found.day)
            return then, Seen(current, day), found
    return None


def _explain(
    shown: Store, then: Seen, now: Seen, taken: Snapshot, today: date
) -> Explained:
    """Return the Overview with a remark at every figure that was revised."""
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
    found: dict[Quoted, Revision] = revisions(then, now, [*planned, *counted])
    if plan:
        rows = revised_rows(plan.rows, planned, found, taken.name, later=later)
        plan = replace(plan, rows=rows)
    rows = revised_rows(counts.rows, counted, found, taken.name, later=later)
    note = revised_sentence(found.values(), taken.name, day_name(taken.day))
    return Explained(plan, replace(counts, rows=rows), note if found else "")


def alerts() -> Alerts:
    """Return what asks for attention on the day that is looked at."""
    return _alerts(cached.today(), _earlier())


def _earlier() -> Snapshot | Build | None:
    """Return what statuses are compared with: a snapshot, a build, or neither."""
    with suppress(StoreMissing):
        shown, current, place = kept.snapshot(), kept.store().build, cached.info()
        taken, builds = kept.snapshots(), kept.builds()
        if shown:
            builds = []
            taken = [each for each in taken if each.day < shown.day]
        found = before(current, place["place"], taken, builds)
        if found:
            kept.opened(found)
        return found
    return None


def _listed(store: Store, today: date, earlier: Snapshot | Build | None) -> Alerts:
    """Return what asks for attention, held against something earlier."""
    seen, since = None, ""
    if isinstance(earlier, Snapshot):
        seen, since = (
            Seen(kept.opened(earlier), earlier.day),
            f"snapshot {earlier.name}",
        )
    elif earlier:
        seen, since = Seen(kept.opened(earlier), today), f"build {earlier.build_id}"
    table = cached.plan_table(today, cached.info()["area_code"])
    return answer_alerts(store, today, table, cached.overview(today), seen, since)


_explained = kept.kept(16, _explain)
_alerts = kept.kept(16, _listed)
