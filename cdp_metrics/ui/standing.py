"""A table whose second column says how each row stands: word, shape and colour.

It stands second so that a phone shows it without scrolling.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from cdp_metrics.ui.markup import Stand, sub, tag

__all__ = ["Standing", "standing_table"]


@dataclass(frozen=True)
class Standing:
    """A row.

    Parameters
    ----------
    cells
        Its cells as words; the first is the row's heading.
    stand, words
        The look of its tag, and what it says.
    about
        A second line under the tag; "" for none.
    """

    cells: Sequence[str]
    stand: Stand
    words: str
    about: str = ""


def standing_table(
    caption: str, columns: Sequence[str], rows: Sequence[Standing], state: str = "State"
) -> str:
    """Return rows with their state as a table that scrolls by itself.

    Parameters
    ----------
    caption
        What the table holds.
    columns
        Headings of the cells, the first one naming the rows.
    rows
        In order.
    state
        Heading of the column of tags.

    Raises
    ------
    ValueError
        If a row does not have one cell a column.
    """
    if any(len(row.cells) != len(columns) for row in rows):
        raise ValueError("every row needs one cell a column")
    heads = "".join(
        f'<th scope="col" class="t">{escape(head)}</th>'
        for head in (columns[0], state, *columns[1:])
    )
    body = "".join(
        f'<tr><th scope="row" class="t">{escape(row.cells[0])}</th>'
        + f'<td class="t">{tag(row.stand, row.words)}{sub(row.about)}</td>'
        + "".join(f'<td class="t">{escape(cell)}</td>' for cell in row.cells[1:])
        + "</tr>"
        for row in rows
    )
    name = escape(caption)
    return (
        f'<div class="scroll" role="region" aria-label="{name}" tabindex="0">'
        f'<table class="figs"><caption>{name}</caption><thead><tr>{heads}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )
