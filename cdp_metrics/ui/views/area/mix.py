"""What recorded crime is made of in an area, beside the city."""

from __future__ import annotations

from cdp_metrics.answers.area.profile import AreaProfile
from cdp_metrics.catalogue.indicators import indicator
from cdp_metrics.charts.places.dots import Pair, PairPicture
from cdp_metrics.ui.views.area.rows import FEW
from cdp_metrics.ui.views.trends.shown import Table
from cdp_metrics.words import between, count, percent, rate

__all__ = ["mix_alt", "mix_headline", "mix_picture", "mix_table"]


def mix_picture(found: AreaProfile, name: str) -> PairPicture | None:
    """Return the categories' shares of recorded crime, here and in the city.

    None for the city, which has nothing to stand beside, and without any crime.
    """
    if found.is_city or not found.mix:
        return None
    pairs = [
        Pair(
            indicator(each.indicator_id).short,
            (100 * each.share.value, 100 * each.city),
            each.times if each.n >= FEW else None,
        )
        for each in found.mix
    ]
    city = found.city.name
    unit = "Share of recorded crime, %"
    return PairPicture(pairs, (name, city), unit, 1, f"Times {city} (95% range)")


def mix_headline(found: AreaProfile) -> str:
    """Return which category recorded crime is made of most; "" without any crime."""
    if not found.mix:
        return ""
    most = max(found.mix, key=lambda each: each.share.value)
    share = percent(100 * most.share.value)
    return f"{indicator(most.indicator_id).short}: {share} of recorded crime, the most"


def mix_alt(picture: PairPicture | None, period: str, *, demo: bool) -> str:
    """Return what the chart shows, in words; its figures are in the table below it."""
    if picture is None:
        return ""
    first, second = picture.places
    most = picture.pairs[0]
    said = (
        f"Dot plot of recorded crime by category, {first} beside {second}, {period}. "
        f"Most here: {most.name}, {picture.figure(most.values[0] or 0)}%. Every figure "
        "is in the table below."
    )
    return f"Demonstration data: invented. {said}" if demo else said


def mix_table(found: AreaProfile) -> Table:
    """Return the same figures: share with its range, and the city's."""
    rows = tuple(
        (
            indicator(each.indicator_id).short,
            count(each.n),
            f"{percent(100 * each.share.value)} "
            f"({between(100 * each.share.lower, 100 * each.share.upper, rate)})",
            *([] if found.is_city else [percent(100 * each.city)]),
        )
        for each in found.mix
    )
    city = () if found.is_city else (found.city.name,)
    heads = ("Category", "Crimes", "Share of crime (95% range)", *city)
    return Table("Share of recorded crime by category", heads, rows)
