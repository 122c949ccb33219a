"""One part of a page on the screen: answer, chart, remarks, table, source."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from cdp_metrics.ui import blocks
from cdp_metrics.ui.views.part import Part

__all__ = ["shown"]


def shown(
    part: Part,
    figure: Mapping[str, Any] | None,
    key: str,
    between: Callable[[], None] | None = None,
) -> None:
    """Show a part, in the order in which every page has it.

    Parameters
    ----------
    part
        What to show.
    figure
        What its `draw` made; None where there is nothing to draw.
    key
        Unique on the page.
    between
        What shows something more before the table.
    """
    blocks.headline(part.title, part.subtitle)
    if part.state:
        blocks.state(*part.state)
    if figure:
        blocks.chart(figure, part.alt, key)
    for note in part.notes:
        blocks.note(note)
    if between:
        between()
    if part.rows:
        blocks.figures_table(
            part.caption, part.columns, part.rows, text_columns=part.texts
        )
