"""The dictionary of indicators, and what is held of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

from cdp_metrics.catalogue.indicators import Indicator, indicator, indicators
from cdp_metrics.stats import stale_after
from cdp_metrics.warehouse.db import Store

__all__ = ["Dictionary", "Entry", "Group", "Span", "dictionary", "group_of"]

Group = Literal["recorded", "force", "treatment", "returns", "published"]
State = Literal["current", "stale", "embargoed", "none"]
TREATMENT: Final = "Substance use"


@dataclass(frozen=True)
class Span:
    """What is held by one definition from one source.

    Parameters
    ----------
    version, source
        Definition version, and identifier of the source.
    first, last
        First and last day; None where all of it is under embargo.
    periods, revised
        How many periods, and how many of them were published more than once.
    """

    version: int
    source: str
    first: date | None
    last: date | None
    periods: int
    revised: int


@dataclass(frozen=True)
class Entry:
    """One indicator, and what is held of it in this store.

    Parameters
    ----------
    indicator_id
        Identifier in the dictionary.
    first, last
        First and last day held; None where nothing is.
    periods, areas
        How many periods, and how many areas they are of.
    completeness
        Share of the periods from first to last that are held; None without any.
    due
        Day by which the next figure is to be expected; None where none is held or
        the lag is not known.
    state
        Current, stale, embargoed (all that is held), or none.
    next_release
        Day on which a newer figure may be seen, where one is under embargo.
    history
        What is held by definition and source, oldest first; empty for counts from
        street files, which have one of each.
    """

    indicator_id: str
    first: date | None
    last: date | None
    periods: int
    areas: int
    completeness: float | None
    due: date | None
    state: State
    next_release: date | None
    history: tuple[Span, ...]

    @property
    def indicator(self) -> Indicator:
        """The dictionary's entry."""
        return indicator(self.indicator_id)

    @property
    def group(self) -> Group:
        """The family it is listed under."""
        return group_of(self.indicator)

    @property
    def redefined(self) -> bool:
        """Whether figures by more than one definition are held."""
        return len({span.version for span in self.history}) > 1


@dataclass(frozen=True)
class Dictionary:
    """Every entry of the dictionary, in its own order."""

    entries: tuple[Entry, ...]

    def entry(self, indicator_id: str) -> Entry | None:
        """Return one entry; None where the dictionary has no such indicator."""
        found = (each for each in self.entries if each.indicator_id == indicator_id)
        return next(found, None)

    def count(self, *states: State) -> int:
        """Return how many entries are in one of these states."""
        return sum(each.state in states for each in self.entries)


def group_of(entry: Indicator) -> Group:
    """Return the family that an indicator is listed under."""
    if entry.from_street_files:
        return "recorded"
    if entry.sql != "published":
        return "force"
    if entry.owner == TREATMENT:
        return "treatment"
    return "returns" if entry.sources == ("partner_return",) else "published"


def dictionary(store: Store, today: date) -> Dictionary:
    """Return every indicator with what is held of it.

    Parameters
    ----------
    store
        A published store.
    today
        The day it is looked at: what is under embargo then is left out but for its
        date, and what was due by then is stale.
    """
    status = {
        row["indicator_id"]: row
        for row in store.records("indicator_status", today=today)
    }
    history = store.records("indicator_history", today=today)
    return Dictionary(
        tuple(
            _entry(
                indicator_id,
                status.get(indicator_id, {}),
                [row for row in history if row["indicator_id"] == indicator_id],
                today,
            )
            for indicator_id in indicators()
        )
    )


def _entry(
    indicator_id: str,
    row: dict[str, Any],
    history: list[dict[str, Any]],
    today: date,
) -> Entry:
    entry, last = indicator(indicator_id), row.get("last_period")
    waiting = [each["next_release"] for each in history if each["next_release"]]
    due = None
    if last and entry.lag_days is not None:
        due = stale_after(last, entry.lag_days, entry.cadence_months)
    state: State = "none"
    if last:
        state = "stale" if due and today > due else "current"
    elif waiting:
        state = "embargoed"
    return Entry(
        indicator_id,
        row.get("first_period"),
        last,
        row.get("periods_held", 0),
        row.get("areas", 0),
        row.get("completeness"),
        due,
        state,
        min(waiting, default=None),
        tuple(
            Span(
                each["version"],
                each["source"],
                each["first_period"],
                each["last_period"],
                each["periods"],
                each["revised"],
            )
            for each in history
        ),
    )
