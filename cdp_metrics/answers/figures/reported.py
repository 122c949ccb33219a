"""Figures that were published or sent, as they stand, with their limits."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date
from itertools import groupby
from typing import Any

from cdp_metrics.answers.events import PANDEMIC, events
from cdp_metrics.catalogue.indicators import Indicator, indicator
from cdp_metrics.catalogue.plan import Event
from cdp_metrics.catalogue.publishers import publishers
from cdp_metrics.catalogue.returns import templates
from cdp_metrics.errors import Embargoed, SourceMissing
from cdp_metrics.periods import add_months, day_name, months_between
from cdp_metrics.stats import Proportion, wilson
from cdp_metrics.warehouse.db import Store
from cdp_metrics.warehouse.once import once

__all__ = ["Reading", "Reported", "reported", "reported_everywhere"]

SUPPRESSED = "held back, not shown"
PARTNERS = "partner_return"


@dataclass(frozen=True)
class Reading:
    """One published figure.

    Parameters
    ----------
    period_start, period_end
        First and last day it is about.
    numerator, denominator
        Cases, and what they are of; None where only a value was published.
    value, lower, upper
        In the indicator's unit, a proportion in per cent; limits as published, else
        by Wilson's method where that is the indicator's and cases are known. None
        where hidden.
    n_eff
        Interviews after the design effect, of a survey.
    bound
        "" or which side of the value the truth lies on: ">=".
    status
        Provisional, validated, suppressed or missing.
    definition_version, source, note
        What it was counted as, where it came from, and what its publisher says of it.
    year_numerator, year_denominator
        Sums of the twelve months that end with it, where one of them is hidden and
        cannot be worked out from them; None else.
    """

    period_start: date
    period_end: date
    numerator: float | None
    denominator: float | None
    value: float | None
    lower: float | None
    upper: float | None
    n_eff: float | None
    bound: str
    status: str
    definition_version: int
    source: str
    note: str
    year_numerator: float | None = None
    year_denominator: float | None = None

    @property
    def why(self) -> str:
        """Why it has no figure; "" where it has."""
        if self.value is not None or self.numerator is not None:
            return ""
        if self.note:
            return self.note
        return SUPPRESSED if self.status == "suppressed" else "not published"

    @property
    def proportion(self) -> Proportion | None:
        """The figure as a proportion; None where it has none. Of proportions only.

        A bound is none: the truth may lie anywhere beyond it.
        """
        if self.bound or self.value is None or not 0 <= self.value <= 100:
            return None
        return Proportion(self.value, self.n_eff or self.denominator)


@dataclass(frozen=True)
class Reported:
    """Figures of an indicator in an area, oldest first.

    Parameters
    ----------
    indicator_id, area, area_name
        What, and where.
    readings
        What may be seen, one a period.
    next_release
        Day on which a newer figure may be seen, where one is under embargo.
    events
        What happened to the figures, as the plan records it.
    """

    indicator_id: str
    area: str
    area_name: str
    readings: tuple[Reading, ...]
    next_release: date | None
    events: tuple[Event, ...] = (PANDEMIC,)

    @property
    def indicator(self) -> Indicator:
        """The dictionary's entry."""
        return indicator(self.indicator_id)

    @property
    def calendar(self) -> tuple[tuple[date, Reading | None], ...]:
        """First month of every period, first held to last, with its figure if any."""
        held = {each.period_start: each for each in self.readings}
        first, last = min(held), max(held)
        steps = range(0, months_between(first, last) + 1, self.indicator.period_months)
        months = (add_months(first, n) for n in steps)
        return tuple((month, held.get(month)) for month in months)

    def to(self, day: date) -> Reported:
        """Return the figures of periods that end by a day."""
        held = tuple(each for each in self.readings if each.period_end <= day)
        return replace(self, readings=held)

    @property
    def latest(self) -> Reading:
        """The newest figure, shown or hidden."""
        return self.readings[-1]


def reported(store: Store, indicator_id: str, area: str, today: date) -> Reported:
    """Return what was published of an indicator in an area.

    Parameters
    ----------
    store
        A published store.
    indicator_id
        An indicator that does not come from street files.
    area
        Code of an area.
    today
        What is under embargo on this day is left out, but its date.

    Raises
    ------
    UnknownIndicator
        There is no such indicator.
    Embargoed
        What is held may not be seen yet.
    SourceMissing
        Nothing is held.
    """
    entry = indicator(indicator_id)
    found = _gathered(store, indicator_id, area, today)
    held = found.get(area)
    if held and held.readings:
        return replace(held, events=events(store, indicator_id, area))
    if held and held.next_release:
        raise Embargoed(
            f"{entry.title} is under embargo until {day_name(held.next_release)}. What "
            "to do: come back then"
        )
    raise SourceMissing(
        f"no figure of “{entry.title}” is loaded for this area. What to do: load "
        f"{_to_send(indicator_id, entry)}, and build again"
    )


def _to_send(indicator_id: str, entry: Indicator) -> str:
    """Return which files hold a measure: a partner's template, or a publisher's."""
    own = [
        f"data/templates/{template.id}.csv"
        for template in templates().values()
        if any(feed.indicator == indicator_id for feed in template.feeds)
    ]
    if not own and PARTNERS in entry.sources:
        own = [f"data/templates/{PARTNERS}.csv with rows of {indicator_id}"]
    own += [
        f"“{each.title}” of the {each.publisher}"
        for each in publishers().values()
        if PARTNERS not in each.sources and set(each.sources) & set(entry.sources)
    ]
    return " or ".join(own)


def reported_everywhere(
    store: Store, indicator_id: str, today: date
) -> tuple[Reported, ...]:
    """Return what was published of an indicator, a series an area, by area's name."""
    found = _gathered(store, indicator_id, None, today).values()
    held = [each for each in found if each.readings]
    return tuple(sorted(held, key=lambda each: each.area_name))


def _gathered(
    store: Store, indicator_id: str, area: str | None, today: date
) -> dict[str, Reported]:
    if area is None:
        rows = store.records(
            "observations", indicator=indicator_id, area=None, today=today
        )
    else:
        rows = _of_area(store, area, today).get(indicator_id, [])
    entry = indicator(indicator_id)
    found = {}
    for code, group in groupby(rows, key=lambda row: row["area_code"]):
        own = list(group)
        waiting = [row["release_on"] for row in own if row["status"] == "embargoed"]
        found[code] = Reported(
            indicator_id,
            code,
            own[0]["area_name"],
            tuple(_reading(row, entry) for row in own if row["status"] != "embargoed"),
            min(waiting, default=None),
        )
    return found


@once
def _of_area(store: Store, area: str, today: date) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of every indicator in an area: they cost no more than one's."""
    rows = store.records("observations", indicator=None, area=area, today=today)
    grouped = groupby(rows, key=lambda row: row["indicator_id"])
    return {name: list(own) for name, own in grouped}


def _reading(row: dict[str, Any], entry: Indicator) -> Reading:
    given = {field.name: row[field.name] for field in fields(Reading)}
    for name, default in (("bound", ""), ("note", ""), ("definition_version", 1)):
        given[name] = given[name] or default
    reading = Reading(**given)
    of = reading.n_eff or reading.denominator
    if entry.kind != "proportion" or not of:
        return reading
    share = reading.value
    if share is None and reading.numerator is not None and reading.denominator:
        share = 100 * reading.numerator / reading.denominator
    own = reading.lower is not None or reading.bound or entry.interval != "wilson"
    if share is None or own:
        return replace(reading, value=share)
    limits = wilson(share / 100 * of, of)
    return replace(
        reading, value=share, lower=100 * limits.lower, upper=100 * limits.upper
    )
