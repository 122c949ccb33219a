"""A list of things with links that narrow screens show as cards, and facts of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from cdp_metrics.ui.markup import link, rich, sub
from cdp_metrics.ui.tables import named

__all__ = ["Item", "facts", "listing"]


@dataclass(frozen=True)
class Item:
    """One row of a list.

    Parameters
    ----------
    name, below
        What it is, and a second line in grey.
    go
        Where the name leads: "indicators?indicator=burglary"; "" for nowhere.
    cells
        The other columns: a line each, and a second one in grey or "".
    """

    name: str
    below: str
    go: str
    cells: Sequence[tuple[str, str]]


def listing(caption: str, columns: Sequence[str], items: Sequence[Item]) -> str:
    """Return a list as a table; narrow screens show each row as a card.

    Parameters
    ----------
    caption
        What it lists.
    columns
        Headings, that of the names first.
    items
        Its rows, with a cell for every other column.

    Raises
    ------
    ValueError
        If a row does not have one cell a column.
    """
    if any(len(item.cells) != len(columns) - 1 for item in items):
        raise ValueError("every row needs one cell a column")
    heads = "".join(
        f'<th scope="col" role="columnheader">{escape(column)}</th>'
        for column in columns
    )
    body = "".join(map(_row, items))
    return (
        f'<table class="plan list" role="table" style="{named(columns)}">'
        f'<caption class="unseen">{escape(caption)}</caption>'
        f'<thead role="rowgroup"><tr role="row">{heads}</tr></thead>'
        f'<tbody role="rowgroup">{body}</tbody></table>'
    )


def _row(item: Item) -> str:
    cells = "".join(
        f'<td role="cell">{escape(said)}{sub(below)}</td>' for said, below in item.cells
    )
    return (
        '<tr role="row" class="main"><th scope="row" role="rowheader">'
        f'<span class="n">{link(item.name, item.go)}</span>{sub(item.below)}</th>'
        f"{cells}</tr>"
    )


def facts(
    name: str, below: str, pairs: Sequence[tuple[str, str]], links: Sequence[str] = ()
) -> str:
    """Return what is known of one thing, as a card of names and sentences.

    Parameters
    ----------
    name, below
        What it is, and the sentence under it.
    pairs
        Names and sentences, which may hold ``**bold**``; empty ones are left out.
    links
        Links made by `markup.link`.
    """
    rows = "".join(
        f"<dt>{escape(head)}</dt><dd>{rich(words)}</dd>"
        for head, words in pairs
        if words
    )
    ways = "".join(f"<li>{way}</li>" for way in links)
    return (
        f'<section class="card facts"><h2>{escape(name)}</h2>{sub(below)}'
        f"<dl>{rows}</dl>" + (f"<ul>{ways}</ul>" if ways else "") + "</section>"
    )
