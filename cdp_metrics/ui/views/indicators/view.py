"""The Indicators page in words and rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final

from cdp_metrics.answers.about.dictionary import Dictionary, Entry
from cdp_metrics.export import csv_file
from cdp_metrics.filters import Filters
from cdp_metrics.periods import day_name
from cdp_metrics.ui.listing import Item
from cdp_metrics.ui.views.indicators.card import (
    address,
    entry_card,
    held_words,
    lag_words,
    publishers_of,
    state_words,
)
from cdp_metrics.words import count, plural
from cdp_metrics.words.dictionary import (
    DISCLOSURE,
    RANGES,
    areas_words,
    better_words,
    issued_words,
    level_words,
    unit_words,
)

__all__ = ["COLUMNS", "GROUPS", "HELD", "IndicatorsView", "indicators_view"]

COLUMNS: Final = ("Measure", "Counts", "Issued", "Held", "State")
GROUPS: Final = {
    "": "All families",
    "recorded": "Recorded crime and ASB",
    "force": "Force, by quarter",
    "returns": "Returns of the partners",
    "treatment": "Treatment and health",
    "published": "Other published figures",
}
HELD: Final = {
    "": "With or without data",
    "data": "With data",
    "stale": "Out of date",
    "none": "Without data",
}
CSV_COLUMNS: Final = (
    "id", "title", "group", "question", "definition", "defined_by", "owner", "unit",
    "kind", "better", "sources", "publishers", "licences", "issued", "geographies",
    "interval", "level", "small_counts", "definition_version", "caveats", "first_day",
    "last_day", "periods_held", "areas_held", "completeness_percent", "state",
    "next_due", "embargoed_until",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class IndicatorsView:
    """Everything the Indicators page shows.

    Parameters
    ----------
    headline, subtitle, context
        The answer, what it is about, and the place.
    card
        HTML of the entry that is open; "" for none.
    unknown
        What to say of an entry that was asked for and does not exist.
    items
        The list.
    source
        What its words mean.
    csv
        The entries listed, made when it is asked for.
    """

    headline: str
    subtitle: str
    context: str
    card: str
    unknown: str
    items: tuple[Item, ...]
    source: tuple[str, ...]
    csv: Callable[[], bytes]


def indicators_view(
    found: Dictionary, filters: Filters, place: str, today: date, *, demo: bool
) -> IndicatorsView:
    """Return the Indicators page.

    Parameters
    ----------
    found
        The answer.
    filters
        Which entries to list, and whose card is open.
    place
        Name of the partnership's area.
    today
        The day it is looked at.
    demo
        Whether the figures are invented.
    """
    shown = [each for each in found.entries if _matches(each, filters)]
    opened, asked = found.entry(filters.indicator), filters.indicator
    unknown = "" if opened or not asked else f"There is no indicator “{asked}”"
    return IndicatorsView(
        headline=_headline(found, len(shown)),
        subtitle="What each one counts, whose definition it is, and how far it reaches",
        context=f"**{place}** · as on {day_name(today)}",
        card=entry_card(opened, filters, today) if opened else "",
        unknown=unknown,
        items=tuple(_item(each, filters, today) for each in shown),
        source=(
            "**How to read it.** Held: share of the periods from first to last. Next "
            "due: the end of the next period and the usual lag after it; out of date "
            "once that day has passed.",
            "**Definitions** are in our words; figures of different definitions are "
            "never joined or compared.",
        ),
        csv=partial(_csv, shown, place, today, demo=demo),
    )


def _headline(found: Dictionary, shown: int) -> str:
    whole = len(found.entries)
    if shown < whole:
        return f"{count(shown)} of {plural(whole, 'measure')}"
    held, stale = found.count("current", "stale"), found.count("stale")
    late = f", {count(stale)} of them out of date" if stale else ", all up to date"
    return f"{plural(whole, 'measure')}: {count(held)} with data{late}"


def _matches(each: Entry, filters: Filters) -> bool:
    """Return whether an entry has every word, the family and the state asked for."""
    entry = each.indicator
    if filters.group in GROUPS and filters.group not in ("", each.group):
        return False
    state = {"current": ("data",), "stale": ("data", "stale")}.get(
        each.state, ("none",)
    )
    if filters.held in HELD and filters.held and filters.held not in state:
        return False
    text = " ".join(
        (
            each.indicator_id, entry.title, entry.short, entry.question,
            entry.definition, entry.defined_by, entry.owner, *entry.sources,
            *(f"{one.title} {one.publisher}" for one in publishers_of(entry.sources)),
        )
    ).lower()  # fmt: skip
    return all(word in text for word in filters.find.lower().split())


def _item(each: Entry, filters: Filters, today: date) -> Item:
    entry = each.indicator
    query = filters.with_choices(indicator=each.indicator_id).to_query()
    better = better_words(entry).partition(" by itself")[0]
    return Item(
        entry.title,
        entry.owner,
        address("indicators", **query),
        (
            (f"{entry.unit} ({entry.kind})", better),
            (entry.frequency, lag_words(entry.lag_days)),
            held_words(each),
            state_words(each, today),
        ),
    )


def _csv(shown: Sequence[Entry], place: str, today: date, *, demo: bool) -> bytes:
    """Return the entries listed, with what is held of them."""
    return csv_file(
        [
            ("Dictionary of", place),
            ("As on", f"{today:%Y-%m-%d}"),
            ("Empty cell", "nothing is held, or not known; never zero"),
        ],
        CSV_COLUMNS,
        [_line(each) for each in shown],
        demonstration=demo,
    )


def _line(each: Entry) -> tuple[str, ...]:
    entry, publishers = each.indicator, publishers_of(each.indicator.sources)
    share = each.completeness
    return (
        each.indicator_id,
        entry.title,
        GROUPS[each.group],
        entry.question,
        entry.definition,
        entry.defined_by,
        entry.owner,
        unit_words(entry),
        entry.kind,
        better_words(entry),
        "; ".join(entry.sources),
        "; ".join(one.publisher for one in publishers),
        "; ".join(dict.fromkeys(one.licence for one in publishers)),
        issued_words(entry),
        areas_words(entry),
        RANGES[entry.interval],
        level_words(entry),
        DISCLOSURE[entry.disclosure],
        str(entry.definition_version),
        " ".join(entry.caveats),
        f"{each.first:%Y-%m-%d}" if each.first else "",
        f"{each.last:%Y-%m-%d}" if each.last else "",
        str(each.periods),
        str(each.areas),
        "" if share is None else f"{100 * share:.1f}",
        each.state,
        f"{each.due:%Y-%m-%d}" if each.due else "",
        f"{each.next_release:%Y-%m-%d}" if each.next_release else "",
    )
