"""The Hot spots page's own filter."""

from __future__ import annotations

from cdp_metrics.catalogue import indicators
from cdp_metrics.catalogue.hot_spots import MEASURES
from cdp_metrics.ui.choices import choose, chosen, pick

__all__ = ["measure"]


def measure() -> str:
    """Let the reader choose whose hot spots are looked for; return the measure.

    Another page's measure stays chosen until the reader takes one of these.
    """
    held = chosen().measure
    picked = pick(
        "spots",
        "Measure",
        MEASURES,
        held,
        lambda name: indicators()[name].title,
        of="measure",
    )
    if held in MEASURES or picked != MEASURES[0]:
        choose(measure=picked)
    return picked
