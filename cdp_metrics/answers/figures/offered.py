"""What a reader can choose: measures of which something is held, and their areas."""

from __future__ import annotations

import re
from datetime import date

from cdp_metrics.answers.figures.reported import reported_everywhere
from cdp_metrics.answers.places import Place, places
from cdp_metrics.catalogue.indicators import Indicator, indicator, indicators
from cdp_metrics.warehouse.db import Store

__all__ = ["is_counted", "offered_areas", "offered_measures"]

CODE = re.compile(r"[A-Z][0-9]{8}")


def is_counted(entry: Indicator) -> bool:
    """Return whether a measure is a count by month or by quarter."""
    return entry.kind == "count" and entry.period_months < 12


def offered_measures(store: Store, today: date) -> tuple[str, ...]:
    """Return the indicators of which something is held and may be seen.

    Counts of street files first, then other counts by month, by quarter, and then
    everything else, each in the dictionary's order.
    """
    held = {
        row["indicator_id"]
        for row in store.records("indicator_status", today=today)
        if row["rows"]
    }

    def place(indicator_id: str) -> tuple[bool, bool, int]:
        entry = indicator(indicator_id)
        length = entry.period_months if is_counted(entry) else 0
        return not entry.from_street_files, not length, length

    return tuple(sorted((name for name in indicators() if name in held), key=place))


def offered_areas(store: Store, indicator_id: str, today: date) -> tuple[Place, ...]:
    """Return the areas of which an indicator holds something, our own first.

    Parameters
    ----------
    store
        A published store.
    indicator_id
        What is measured.
    today
        What is under embargo on this day is left out.
    """
    ours = {place.code: place for place in places(store)}
    if indicator(indicator_id).from_street_files:
        return tuple(ours.values())
    found = {
        each.area: ours.get(each.area) or Place(each.area, "other", each.area_name)
        for each in reported_everywhere(store, indicator_id, today)
        if CODE.fullmatch(each.area)  # areas without a code have no place in a link
    }
    own = [found.pop(code) for code in ours if code in found]
    # A partnership of one district is offered once, not again as its district.
    names = {place.name for place in own if place.kind == "partnership"}
    return (*own, *(place for place in found.values() if place.name not in names))
