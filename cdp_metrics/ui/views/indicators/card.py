"""The card of an entry of the dictionary, and the words it shares with the list."""

from __future__ import annotations

from datetime import date
from typing import Final
from urllib.parse import urlencode

from cdp_metrics.answers.about.dictionary import Entry
from cdp_metrics.answers.health.treatment import TREATMENT
from cdp_metrics.catalogue import Publisher, publisher_of
from cdp_metrics.filters import Filters
from cdp_metrics.periods import age_in_words, day_name, period_name, short_month
from cdp_metrics.ui import markup
from cdp_metrics.ui.listing import facts
from cdp_metrics.words import count, percent, plural
from cdp_metrics.words.dictionary import (
    DISCLOSURE,
    RANGES,
    areas_words,
    better_words,
    counts_words,
    issued_words,
    level_words,
    unit_words,
)

__all__ = [
    "address",
    "entry_card",
    "held_words",
    "lag_words",
    "publishers_of",
    "state_words",
]

STATES: Final = {
    "current": "Up to date",
    "stale": "Out of date",
    "embargoed": "Embargoed",
    "none": "Not received yet",
}


def publishers_of(sources: tuple[str, ...]) -> list[Publisher]:
    """Return the publishers of sources, each once."""
    found = [each for source in sources if (each := publisher_of(source))]
    return [each for at, each in enumerate(found) if each not in found[:at]]


def address(page: str, **choices: str) -> str:
    """Return where a link leads: a page with choices in its query."""
    return f"{page}?{urlencode(choices)}" if choices else page


def lag_words(days: int | None) -> str:
    """Return how late a figure is issued; "" where that is not known."""
    return f"about {days} days after" if days is not None else ""


def held_words(each: Entry) -> tuple[str, str]:
    """Return which periods are held, and how many of those there should be."""
    if each.first is None or each.last is None:
        return "–", ""
    span = f"{short_month(each.first)} to {short_month(each.last)}"
    share = 100 * each.completeness if each.completeness is not None else None
    return span, f"{plural(each.periods, 'period')}, {percent(share, decimals=0)}"


def state_words(each: Entry, today: date) -> tuple[str, str]:
    """Return whether a measure is up to date, its age and when the next is due."""
    said = STATES[each.state]
    if each.state == "embargoed" and each.next_release:
        return said, f"until {day_name(each.next_release)}"
    if each.last is None:
        return said, ""
    late = "was due by" if each.state == "stale" else "next due by"
    due = f"; {late} {day_name(each.due)}" if each.due else ""
    return said, f"{age_in_words(each.last, today)}{due}"


def entry_card(each: Entry, filters: Filters, today: date) -> str:
    """Return the card of an entry, as HTML."""
    entry = each.indicator
    held, state = held_words(each), state_words(each, today)
    shut = filters.with_choices(indicator="").to_query()
    links = [markup.link("Close this card", address("indicators", **shut))]
    if entry.from_street_files:
        go = address("trends", measure=each.indicator_id)
        links.insert(0, markup.link("See its trend", go))
    if each.indicator_id in TREATMENT:
        go = address("treatment", treatment=each.indicator_id)
        links.insert(0, markup.link("See its figures", go))
    areas = f"; {plural(each.areas, 'area')} in all" if each.areas > 1 else ""
    pairs = (
        ("Definition", f"{entry.definition} Defined by: {entry.defined_by}."),
        ("Unit", unit_words(entry)),
        ("Which way is better", better_words(entry)),
        ("Counts", counts_words(entry)),
        ("Owner", entry.owner),
        (
            "Held here",
            f"{held[0]}: {held[1]}{areas}" if each.last else STATES[each.state],
        ),
        ("State", ": ".join(filter(None, state))),
        ("Embargo", _embargo(each)),
        ("Issued", issued_words(entry)),
        ("Sources", " ".join(map(_source, publishers_of(entry.sources)))),
        ("Publisher's number", ", ".join(entry.publisher_ids)),
        ("Areas", areas_words(entry)),
        ("95% range", RANGES[entry.interval]),
        ("Called level", level_words(entry)),
        ("Small counts", DISCLOSURE[entry.disclosure]),
        ("Definition version", _versions(each)),
        ("Beware", " ".join(entry.caveats)),
        ("Identifier", each.indicator_id),
    )
    return facts(entry.title, entry.question, pairs, links)


def _embargo(each: Entry) -> str:
    if each.next_release is None or each.state == "embargoed":
        return ""
    return f"A newer figure is embargoed until {day_name(each.next_release)}."


def _source(each: Publisher) -> str:
    return (
        f"**{each.title}**, {each.publisher}: {each.licence.rstrip('.')}; issued "
        f"{each.frequency}{', ' if each.lag_days is not None else ''}"
        f"{lag_words(each.lag_days)}."
    )


def _versions(each: Entry) -> str:
    """Return the version in force, and what is held by each where there are several."""
    said = f"Version {each.indicator.definition_version} is in force."
    for span in each.history:
        if span.first is None or span.last is None:
            continue
        origin = publisher_of(span.source)
        revised = f", {count(span.revised)} revised since" if span.revised else ""
        said += (
            f" Version {span.version}{f', {origin.title}' if origin else ''}: "
            f"{period_name(span.first, span.last)}, "
            f"{plural(span.periods, 'period')}{revised}."
        )
    if each.redefined:
        said += " **The definition changed: the versions are not compared.**"
    return said
