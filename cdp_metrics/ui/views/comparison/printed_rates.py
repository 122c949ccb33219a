"""Rates that a paper printed for two places, in words and rows."""

from __future__ import annotations

from functools import partial
from typing import Final

from cdp_metrics.answers.plan.printed_rates import PrintedRates
from cdp_metrics.charts.places.dots import Pair, PairPicture, dots_alt
from cdp_metrics.export import csv_file, file_name
from cdp_metrics.ui.views.comparison.view import ComparisonView

__all__ = ["printed_view"]

AS_PRINTED: Final = (
    "**As printed in the paper.** Counted otherwise than today, on other estimates of "
    "residents; never joined to the figures computed here."
)
METHOD: Final = (
    "**Method:** ratio of the printed rates; its 95% limits are our own, by chance "
    "alone, from the residents that the paper prints. Printed rates are rounded, so "
    "ratios of small ones are rough. What the total holds beyond its printed lines is "
    "shown as other, not listed."
)


def printed_view(found: PrintedRates, place: str, *, demo: bool) -> ComparisonView:
    """Return a printed table of rates of two places.

    Parameters
    ----------
    found
        The answer.
    place
        Name of the partnership's area.
    demo
        Whether the figures are invented.
    """
    first, second = found.places
    drawn = PairPicture(
        [
            Pair(
                each.measure,
                (float(each.values[0]), float(each.values[1])),
                each.ratio,
                remainder=each.remainder,
            )
            for each in found.pairs
        ],
        found.places,
        f"Crimes and incidents {found.unit}, {found.period}",
        2,
    )
    columns = ("Offence", first, second, "Ratio (95% interval)")
    rows = tuple(
        (
            each.measure,
            str(each.values[0]),
            str(each.values[1]),
            shown.ratio_words() or "–",
        )
        for each, shown in zip(found.pairs, drawn.pairs, strict=True)
    )
    most = max(found.pairs, key=lambda each: each.ratio.value)
    total = found.pairs[0]
    about = (
        ("Measure", f"Rates {found.unit} as printed"),
        ("Area", f"{first}; {second}"),
        ("Period", found.period),
        ("Source", found.document),
    )
    return ComparisonView(
        headline=(
            f"{total.measure} in {found.period}: {total.ratio.value:.2f} times the "
            f"rate outside; {most.measure.lower()} {most.ratio.value:.2f} times"
        ),
        subtitle=f"{found.unit.capitalize()}, {first} and {second}, {found.period}",
        context=f"**{place}** · Printed for **{found.period}**",
        refusal="",
        drawn=drawn,
        alt=dots_alt(
            drawn, "crimes per 1,000 residents by offence", found.period, demo=demo
        ),
        notes=(AS_PRINTED,),
        caption="The same figures, as printed",
        columns=columns,
        rows=rows,
        text_columns=(0,),
        source=(f"**Source:** {found.document}.", METHOD),
        csv=partial(csv_file, about, columns, rows, demonstration=demo),
        csv_name=file_name("rates as printed", found.period),
    )
