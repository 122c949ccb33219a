"""The card of the area that was picked on the map."""

from __future__ import annotations

from datetime import date

import numpy as np

from cdp_metrics.answers import AsbMap, Trend
from cdp_metrics.answers.asb_map import Lsoa
from cdp_metrics.periods import short_month
from cdp_metrics.ui.markup import Card
from cdp_metrics.ui.views.harm.view import FLAT, ranks, sure
from cdp_metrics.words import between, count, rate

__all__ = ["lsoa_card"]


def lsoa_card(each: Lsoa, found: AsbMap, own: Trend) -> Card:
    """Return the card of the picked area.

    Parameters
    ----------
    each
        The area.
    found
        The map it is on.
    own
        Its monthly ASB reports.
    """
    held = zip(own.months, own.counts, own.between(None, found.end), strict=True)
    year = [(month, n) for month, n, shown in held if shown][-12:]
    facts = [
        ("Reports in the 12 months", count(each.reports)),
        ("Residents, Census 2021", count(each.residents)),
        ("Per 1,000 residents, as counted", rate(each.raw_rate)),
    ]
    big, big_label = (
        f"{each.index / 100:.1f} times",
        "the average rate of reports per resident",
    )
    if each.visitor:
        big, big_label = (
            (count(each.reports), "reports")
            if each.per_km2 is None
            else (count(each.per_km2), "reports per km²")
        )
        big_label += "; residents are a poor base here"
    else:
        facts += [
            ("Per 1,000 residents, smoothed", rate(each.rate)),
            (
                "Index, likely range",
                f"{count(each.index)} ({between(each.index_lower, each.index_upper)})",
            ),
            (f"Rank of {len(found.lsoas)}, likely range", ranks(each)),
        ]
        if each.certainty is not None:
            share = sure(each.certainty).removesuffix(" sure")
            facts.append(("Sure of its class", share))
    if each.per_km2 is not None:
        facts.append(("Reports per km²", count(each.per_km2)))
    return Card(
        name=each.name,
        place=f"{each.ward} ward · {each.code}" if each.ward else each.code,
        big=big,
        big_label=big_label,
        trend=[None if np.isnan(n) else float(n) for _, n in year],
        trend_words=_ends(year),
        facts=tuple(facts),
        text=_badge(each),
        link=("Open its ward’s trend", f"trends?area={each.ward_code}")
        if each.ward_code
        else None,
    )


def _ends(year: list[tuple[date, float]]) -> tuple[str, ...]:
    if not year:
        return ()
    first, last = (f"{short_month(year[i][0])}: {count(year[i][1])}" for i in (0, -1))
    return first, "Reports a month", last


def _badge(each: Lsoa) -> str:
    if each.visitor:
        return "**Visitor area.** Residents are a poor base here; see per km²."
    said = []
    if each.certainty is None:
        said.append(f"**{FLAT}** between areas: smoothed, all have the average rate.")
    if each.student:
        said.append("**Student area.** Residents change between term and vacation.")
    return " ".join(said)
