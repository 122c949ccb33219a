"""The recent trend in a sentence."""

from __future__ import annotations

from cdp_metrics.answers.figures.recently import Recently
from cdp_metrics.periods import short_month

__all__ = ["recent_words"]

WAYS = {"up": "rising", "down": "falling", "level": "no significant change"}


def recent_words(found: Recently) -> str:
    """Return whether the latest five periods rise or fall, and how that was judged."""
    if found.test.direction is None or found.first is None or found.last is None:
        held = len(found.test.positions)
        return (
            "**Recent trend:** cannot be calculated; it needs five periods with 95% "
            f"limits that do not overlap, and there are {held}."
        )
    way = WAYS[found.test.direction]
    judged = "" if found.judgement == "neutral" else f", {found.judgement}"
    return (
        f"**Recent trend:** {way}{judged}, over five periods that do not overlap, the "
        f"first to {short_month(found.first)} and the last to "
        f"{short_month(found.last)} (tested at 99.8%)."
    )
