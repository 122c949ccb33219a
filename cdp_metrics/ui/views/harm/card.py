"""The cards of the area that was picked on the map."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import ceil

import numpy as np

from cdp_metrics.answers import Trend
from cdp_metrics.answers.harm.about import Past
from cdp_metrics.answers.harm.asb_map import AsbMap, Lsoa
from cdp_metrics.answers.harm.weights import Counted
from cdp_metrics.periods import short_month
from cdp_metrics.ui.markup import Card
from cdp_metrics.ui.views.harm.words import (
    NOT_PROOF,
    STATES,
    badges,
    multiple,
    probability,
    ranks,
    sentence,
    state_words,
    sure,
)
from cdp_metrics.words import between, count, percent, plural, rate

__all__ = ["Around", "harm_cards"]

LEAST_PAST = 3
MOST_TYPES = 6
COUNTS = "The line counts reports: weights change nothing in it."
TRAITS = {"age": "Age", "tenure": "Tenure", "income": "Low income"}


@dataclass(frozen=True)
class Around:
    """What stands around a picked area.

    Parameters
    ----------
    past
        Its twelve months, oldest first.
    monthly
        Its monthly reports to the police, for where few years are held.
    neighbours
        Codes of the areas that touch it.
    """

    past: tuple[Past, ...]
    monthly: Trend
    neighbours: tuple[str, ...]


def harm_cards(
    each: Lsoa, found: AsbMap, types: Counted, around: Around
) -> tuple[Card, ...]:
    """Return what is known of one area, the plain multiple first.

    Parameters
    ----------
    each
        The area.
    found
        The map it is on.
    types
        Its reports by type.
    around
        What stands around it.
    """
    cards = [
        _main(each, found, around),
        _made_of(each, found, types),
        _expected(each, found),
        _elsewhere(each, found),
        _beside(found, around),
        Card(
            "What would change the picture", text=" ".join(_changes(each, found, types))
        ),
    ]
    return tuple(card for card in cards if card is not None)


def _main(each: Lsoa, found: AsbMap, around: Around) -> Card:
    what = "harm" if found.typed else "rate of reports per resident"
    big, label = multiple(each.index), f"the partnership's average {what}"
    if each.visitor:
        big, label = count(each.reports), "reports; residents are a poor base here"
        if each.per_km2 is not None:
            big = count(each.per_km2)
            label = "reports per km²; residents are a poor base here"
    facts = [
        ("Reports, 12 months", count(each.reports)),
        ("Residents, Census 2021", count(each.residents)),
        ("Per 1,000, as counted", rate(each.raw_rate)),
    ]
    if not each.visitor:
        if not found.typed:
            facts.append(("Per 1,000, smoothed", rate(each.rate)))
        facts += [
            (
                "Index, likely range",
                f"{count(each.index)} ({between(each.index_lower, each.index_upper)})",
            ),
            (f"Rank of {len(found.lsoas)}, likely range", ranks(each)),
            (_top(found), probability(each.p_top10)),
        ]
        if each.certainty is not None:
            share = sure(each.certainty).removesuffix(" sure")
            facts.append(("Sure of its class", share))
    if each.per_km2 is not None:
        facts.append(("Reports per km²", count(each.per_km2)))
    trend, words = _line(found, around)
    return Card(
        name=each.name,
        place=f"{each.ward} ward · {each.code}" if each.ward else each.code,
        big=big,
        big_label=label,
        trend=trend,
        trend_words=words,
        facts=tuple(facts),
        text=f"{badges(each)} {COUNTS if found.reweighed else ''}".strip(),
        link=("Open its ward's trend", f"trends?area={each.ward_code}")
        if each.ward_code
        else None,
    )


def _top(found: AsbMap) -> str:
    """Return which places are the top, as the cut-off has it."""
    areas = len(found.lsoas)
    return f"In the top {ceil(areas / found.cuts.top_one_in)} of {areas}, chance"


def _elsewhere(each: Lsoa, found: AsbMap) -> Card | None:
    """Return where the area stands on the other maps."""
    facts = []
    if each.gistar_z is not None and not each.visitor:
        facts.append(("With its neighbours", _spot(each)))
    if each.index_third and not each.visitor:
        if each.volume_third:
            facts.append(("Harm, number of reports", _cell(each, each.volume_third)))
        if each.expected_third:
            facts.append(("Harm, expected harm", _cell(each, each.expected_third)))
    if each.forecast is not None:
        limits = between(each.forecast_lower, each.forecast_upper)
        facts += [
            ("Reports, these 12 months", count(each.reports)),
            ("Reports expected, next 12", f"{count(each.forecast)} ({limits})"),
        ]
    corners = () if each.visitor else (each.corner_volume, each.corner_expected)
    named = set(corners) - {None, ""}
    said = [f"Named cell: {'; '.join(sorted(map(str, named)))}."] if named else []
    if found.reweighed:
        said.append("Hot spots are tested by the default weights alone.")
    text = " ".join(said)
    return Card("On the other maps", facts=tuple(facts), text=text) if facts else None


def _spot(each: Lsoa) -> str:
    hot = "hot spot" if each.gistar_hot else "cold spot" if each.gistar_cold else ""
    return sentence(hot or "neither hot nor cold")


def _cell(each: Lsoa, other: int) -> str:
    words = ("", "low", "middle", "high")
    return f"{sentence(words[each.index_third or 0])}, {words[other]}"


def _line(found: AsbMap, around: Around) -> tuple[list[float | None], tuple[str, ...]]:
    """Return twelve-month totals; where few are held, the months of the last year."""
    if len(around.past) >= LEAST_PAST:
        ends = [(p.period_end, p.reports) for p in around.past]
        return [n for _, n in ends], _ends(ends, "Reports in 12 months to")
    own = around.monthly
    held = zip(own.months, own.counts, own.between(None, found.end), strict=True)
    year = [(month, float(n)) for month, n, shown in held if shown][-12:]
    return [None if np.isnan(n) else n for _, n in year], _ends(year, "Reports a month")


def _ends(points: list[tuple[date, float]], unit: str) -> tuple[str, ...]:
    if not points:
        return ()
    first, last = (
        f"{short_month(points[i][0])}: {count(points[i][1])}" for i in (0, -1)
    )
    return first, unit, last


def _made_of(each: Lsoa, found: AsbMap, types: Counted) -> Card:
    if found.basis == "one type":
        return Card(
            "What it is made of",
            text="The public file has one category: the types are not known.",
        )
    if not found.typed:
        return Card(
            "What it is made of",
            text="Too many reports have no type for a mix to be said.",
        )
    at = found.lsoas.index(each)
    counts = types.harm.counts[at]
    whole = counts.sum()
    mix = sorted(zip(types.names, counts.tolist(), strict=True), key=lambda m: -m[1])
    facts = [
        (name, f"{count(n)} ({percent(100 * n / whole, decimals=0)})")
        for name, n in mix[:MOST_TYPES]
        if n
    ]
    rest = sum(n for _, n in mix[MOST_TYPES:])
    if rest:
        words = f"{count(rest)} ({percent(100 * rest / whole, decimals=0)})"
        facts.append((f"{len(mix) - MOST_TYPES} other types", words))
    said = "Reports with a type; a report of several may be shared among them."
    if each.index_repeats is not None and not each.visitor:
        said += f" With repeats weighing more, index {count(each.index_repeats)}."
    return Card("What it is made of", facts=tuple(facts), text=said)


def _expected(each: Lsoa, found: AsbMap) -> Card:
    if each.expected is None or each.expected_index is None:
        why = "; ".join(found.why("expected")) or "what it needs is not held"
        return Card("Expected from who lives there", text=f"Not known: {why}.")
    if each.visitor:
        return Card(
            "Expected from who lives there",
            text="Not rated: most people here do not live here.",
        )
    facts = [("Against the average", multiple(each.expected_index))]
    for trait, name in TRAITS.items():
        ratio = getattr(each, f"contribution_{trait}")
        if ratio is not None:
            change = percent(100 * (ratio - 1), plus=True, decimals=0)
            facts.append((name, change))
    limits = between(each.theta_lower, each.theta_upper, rate)
    facts += [
        ("Reports expected", count(each.expected)),
        ("Reports over expected", f"{rate(each.theta)} ({limits})"),
        ("Chance of few: residents", probability(each.p_low_survey)),
        ("Chance of few: other crime", probability(each.p_low_crime)),
        ("Reporting", state_words(each)),
    ]
    flagged = each.gap_state not in (None, STATES[0])
    return Card(
        "Expected from who lives there",
        facts=tuple(facts),
        text=NOT_PROOF if flagged else "",
    )


def _beside(found: AsbMap, around: Around) -> Card | None:
    if not around.neighbours:
        return None
    inside = [a for code in around.neighbours if (a := found.lsoa(code)) is not None]
    facts = tuple(
        (a.name, "visitor area" if a.visitor else multiple(a.index)) for a in inside
    )
    outside = len(around.neighbours) - len(inside)
    said = ""
    if outside:
        verb = "lies" if outside == 1 else "lie"
        said = f"{plural(outside, 'neighbour')} more {verb} outside the partnership."
    return Card("Its neighbours, against the average", facts=facts, text=said)


def _changes(each: Lsoa, found: AsbMap, types: Counted) -> list[str]:
    """Return what would put the area elsewhere on the map."""
    said = []
    if each.visitor:
        return [
            "An estimate of how many people are here by day would let it be rated; "
            "none is loaded."
        ]
    worth = types.worth(found.lsoas.index(each))
    low, top = found.cuts.classes
    steps = {0: [low], 1: [low, top], 2: [top]}[each.map_class]
    for cut in steps:
        reports = abs(cut - each.index) / worth if worth > 0 else 0.0
        if not reports or (reports > each.reports and cut < each.index):
            continue
        more = "more" if cut > each.index else "fewer"
        name = ("low", "middle", "high")[
            each.map_class + (1 if cut > each.index else -1)
        ]
        said.append(
            f"About {plural(np.ceil(reports), f'{more} report', f'{more} reports')} in "
            f"the 12 months would put it in the {name} class."
        )
    if found.uncertain(each):
        said.append("Its class is uncertain: another year of reports may move it.")
    if found.basis == "one type":
        said.append("Reports by type, from partners, would weigh what they did.")
    if each.gap_state == STATES[2] and not found.why("reporting"):
        said.append("A survey of who reports could say whether reporting is low.")
    return said or ["Nothing that is held: areas do not detectably differ."]
