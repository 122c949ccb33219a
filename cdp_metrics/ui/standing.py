"""A table whose second column says how each row stands: word, shape and colour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from cdp_metrics.ui.markup import Stand, sub, tag
from cdp_metrics.ui.tables import boxed

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
    """Return rows with their state as a table; see `tables.boxed`.

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
    names = (columns[0], state, *columns[1:])
    heads = "".join(f'<th scope="col" class="t">{escape(name)}</th>' for name in names)
    body = "".join(
        f'<tr><th scope="row" class="t">{escape(row.cells[0])}</th>'
        + f'<td class="t">{tag(row.stand, row.words)}{sub(row.about)}</td>'
        + "".join(f'<td class="t">{escape(cell)}</td>' for cell in row.cells[1:])
        + "</tr>"
        for row in rows
    )
    return boxed(caption, names, heads, body)
