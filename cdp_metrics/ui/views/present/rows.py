"""The message of one row of a table of measures, in words."""

from __future__ import annotations

from cdp_metrics.answers import PlanRow
from cdp_metrics.errors import SourceMissing
from cdp_metrics.export.pack.deck import Slide
from cdp_metrics.periods import period_inside
from cdp_metrics.ui.stage import Message
from cdp_metrics.ui.tables import Measure
from cdp_metrics.ui.views.part import missing

__all__ = ["of_measure", "of_plan"]


def of_plan(slide: Slide, row: PlanRow) -> Message:
    """Return the message of a measure of the plan, in the words of the meeting pack.

    Parameters
    ----------
    slide
        Its slide in the pack.
    row
        The answer.
    """
    found = row.measured
    return Message(
        slide.title,
        slide.rule,
        [("", slide.stand, slide.stand_words)] if slide.stand else (),
        missing(SourceMissing(found.why)) if found.series is None else None,
        source=slide.source,
    )


def of_measure(row: Measure) -> Message:
    """Return the message of a row that is of no plan: its finding and its figure."""
    latest = ", ".join(filter(None, (row.latest, period_inside(row.period), row.age)))
    rule = f"{row.rule}." if row.rule else ""
    words = f": {row.words[:1].lower()}{row.words[1:]}" if row.words else ""
    return Message(
        f"{row.name}{words}",
        f"{latest}. {rule}".strip(),
        [("", row.stand, row.stand_words)] if row.stand else (),
    )
