"""The place among those that are most like it, in words and rows."""

from __future__ import annotations

from functools import partial
from typing import Final

import numpy as np

from cdp_metrics.answers.area.around import FEWEST
from cdp_metrics.answers.area.similar import MEASURE, Alike, SimilarPlaces
from cdp_metrics.catalogue.indicators import indicator
from cdp_metrics.catalogue.publishers import publisher_of
from cdp_metrics.charts.funnel.picture import FunnelPicture, funnel_alt
from cdp_metrics.export import csv_file, file_name
from cdp_metrics.periods import period_name
from cdp_metrics.stats import Funnel
from cdp_metrics.ui.views.comparison.view import (
    NO_FIGURE,
    ComparisonView,
    about,
    context_of,
    plain,
)
from cdp_metrics.words import between, count
from cdp_metrics.words import rate as rate_words

__all__ = ["similar_view"]

NOT_IQUANTA: Final = (
    "**Not the police's own groups:** these places are alike in people and economy, by "
    "a list made for councils. They are not the “most similar groups” of iQuanta, "
    "which the police compare with and which are not public."
)
METHOD: Final = (
    "**Method:** crimes over residents, both as published together. 95% ranges by "
    "Byar's method hold chance only. Limits of the funnel are widened for the "
    "differences between all of them (Spiegelhalter 2005). Places within the limits "
    "are not ranked: chance and ordinary differences explain them."
)
SIDES: Final = {1: "above", -1: "below"}


def similar_view(found: SimilarPlaces, place: str, *, demo: bool) -> ComparisonView:
    """Return the place's published recorded crime beside that of similar places.

    Parameters
    ----------
    found
        The answer.
    place
        Name of the partnership's area.
    demo
        Whether the figures are invented.
    """
    entry = indicator(MEASURE)
    period = period_name(found.first, found.last) if found.first and found.last else ""
    unit = f"{entry.unit.capitalize()} per 1,000 residents, {period}"
    refusal, remedy = _lacking(found)
    drawn, alt = None, ""
    if found.funnel:
        drawn = FunnelPicture(
            found.funnel,
            [each.residents or np.nan for each in found.rows],
            [each.name for each in found.rows],
            unit,
            "Residents",
            entry.decimals,
            ours=0,
        )
        alt = funnel_alt(drawn, "recorded crime", "similar places", demo=demo)
    publisher = publisher_of(MEASURE)
    made_by = "invented for demonstration" if demo or not publisher else (
        f"{publisher.publisher}, {publisher.title.lower()}"
    )  # fmt: skip
    return ComparisonView(
        headline=_headline(found, place),
        subtitle=", ".join(filter(None, (entry.definition.rstrip("."), period))),
        context=context_of(place, found.last),
        refusal=refusal,
        drawn=drawn,
        alt=alt,
        notes=(_list(found), NOT_IQUANTA),
        caption="The same figures, ours first",
        columns=(
            *("Place", entry.unit.capitalize(), "Per 1,000 residents (95% range)"),
            *("Residents", "Against the average"),
        ),
        rows=tuple(_row(found, at) for at in range(len(found.rows))),
        text_columns=(0, 4),
        source=(f"**Source:** {made_by}. {period}.", METHOD, *entry.caveats),
        csv=partial(_csv, found, place, period, demo=demo),
        csv_name=file_name(entry.short, place, "similar places", period),
        remedy=remedy,
    )


def _lacking(found: SimilarPlaces) -> tuple[str, str]:
    """Return why nothing is compared, and what to do; "" where it is."""
    if not found.listed:
        return (
            "no list of similar places is loaded.",
            "List their codes below [similar] in partnership.toml, or load a file of "
            "nearest neighbours, and build again.",
        )
    if not found.rows:
        return (
            f"no year of published recorded crime holds {FEWEST} of the "
            f"{found.listed} similar places.",
            "Load the totals of recorded crime by community safety partnership for "
            "all of them, and build again.",
        )
    return "", ""


def _headline(found: SimilarPlaces, place: str) -> str:
    """Return how the place stands among the others."""
    short = indicator(MEASURE).short
    if found.funnel is None:
        return "Similar places cannot be compared"
    own = found.rows[0]
    if own.rate is None:
        return f"{short}: no published figure of {place}"
    said = f"{short}: {rate_words(own.rate.value)} per 1,000 in {place}"
    places = sum(each.rate is not None for each in found.rows)
    average = f"the average of these {places} places"
    side = _beyond(found.funnel, 0)
    if side:
        return f"{said}, {SIDES[side[0]]} the {side[1]} limits around {average}"
    return f"{said}, no clear difference from {average}"


def _beyond(around: Funnel, at: int) -> tuple[int, str] | None:
    """Return the side and the limits that a place lies outside; None within them."""
    for share, name in ((0.998, "99.8%"), (0.95, "95%")):
        side = int(around.outside(share)[at])
        if side:
            return side, name
    return None


def _list(found: SimilarPlaces) -> str:
    """Return whose list it is, and of when."""
    if found.about is None:
        return "**List:** as loaded; partnership.toml does not say whose it is."
    dated = found.about.date or "its date is not stated"
    return (
        f"**List:** {found.about.name}, {found.listed} places ({found.about.source}; "
        f"{dated})."
    )


def _row(found: SimilarPlaces, at: int) -> tuple[str, ...]:
    each = found.rows[at]
    name = f"{each.name} (ours)" if each.ours else each.name
    if each.rate is None:
        return name, "Not held", NO_FIGURE, NO_FIGURE, NO_FIGURE
    spread = between(each.rate.lower, each.rate.upper, rate_words)
    return (
        name,
        count(each.n),
        f"{rate_words(each.rate.value)} ({spread})",
        count(each.residents),
        _standing(found, at),
    )


def _standing(found: SimilarPlaces, at: int) -> str:
    """Return where a place lies from the limits."""
    if found.funnel is None or found.rows[at].rate is None:
        return ""
    side = _beyond(found.funnel, at)
    if side is None:
        return "Within the limits"
    return f"{SIDES[side[0]].capitalize()} the {side[1]} limits"


def _csv(found: SimilarPlaces, place: str, period: str, *, demo: bool) -> bytes:
    """Return a row a place, ours first."""

    def cells(at: int, each: Alike) -> list[str]:
        limits = each.rate
        rated = (limits.value, limits.lower, limits.upper) if limits else (None,) * 3
        return [
            *(each.code, each.name, plain(each.n), *map(plain, rated)),
            *(plain(each.residents), _standing(found, at)),
        ]

    said = dict(about(indicator(MEASURE).title, place, period, demo=demo))
    publisher = publisher_of(MEASURE)
    if publisher and not demo:
        said["Source"] = f"{publisher.publisher}, {publisher.title}"
    return csv_file(
        list(said.items()),
        (
            *("code", "name", "crimes", "per_1000_residents", "lower_95", "upper_95"),
            *("residents", "against_the_average"),
        ),
        [cells(at, each) for at, each in enumerate(found.rows)],
        demonstration=demo,
    )
