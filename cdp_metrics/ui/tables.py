"""The Overview's table of measures and the table of figures behind a chart."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Final, Literal

from cdp_metrics.charts.sparkline import sparkline
from cdp_metrics.ui.markup import Stand, link, sub, tag

__all__ = [
    "Arrow",
    "Measure",
    "Move",
    "boxed",
    "figures_table",
    "measures_table",
    "named",
]

Arrow = Literal["up", "down", "level", "none"]

UNBROKEN: Final = 24  # letters of words among figures that stay on one line
WRAPPED: Final = 3  # columns that a narrow screen shows side by side

ARROWS: Final[dict[Arrow, str]] = {
    "up": "M12 21V4M5 11l7-7 7 7",
    "down": "M12 3v17M5 13l7 7 7-7",
    "level": "M3 12h18M15 6l6 6-6 6M9 6l-6 6 6 6",
    "none": "M5 12h14",
}


@dataclass(frozen=True)
class Move:
    """A direction in words: "Down 10.7%", then "−4,000", "improving"."""

    arrow: Arrow
    head: str
    lines: Sequence[str] = ()


@dataclass(frozen=True)
class Measure:
    """One row of the Overview's table.

    Parameters
    ----------
    name, latest, period
        "ASB incidents", "14,007", "Year to Nov 2022".
    change, lately
        Against the baseline or a year ago, and in the last months.
    heading, aim, owner
        Priority, what the plan wants and who answers for it.
    go
        Where the name leads: "trends?measure=asb".
    stand, stand_words, rule
        Its status, None where the plan sets no target; what its tag says, and why.
    trend, target
        The small line and the level it should reach, in one unit.
    words, notes
        The finding in a sentence, and what a reader must know of it.
    age
        How old the data are.
    supporting
        Whether it stands under another measure.
    """

    name: str
    latest: str
    period: str
    change: Move
    lately: Move | None = None
    heading: str = ""
    aim: str = ""
    owner: str = ""
    go: str = ""
    stand: Stand | None = None
    trend: Sequence[float | None] = ()
    target: float | None = None
    words: str = ""
    age: str = ""
    supporting: bool = False
    stand_words: str = ""
    rule: str = ""
    notes: Sequence[str] = ()


def _move(move: Move) -> str:
    lines = "".join(f'<span class="sub">{escape(line)}</span>' for line in move.lines)
    return (
        '<span class="dir"><svg viewBox="0 0 24 24" fill="none" stroke="currentColor"'
        ' stroke-width="2.6" stroke-linecap="round" aria-hidden="true"'
        f' focusable="false"><path d="{ARROWS[move.arrow]}"/></svg>'
        f"<span><b>{escape(move.head)}</b>{lines}</span></span>"
    )


def measures_table(
    caption: str,
    rows: Sequence[Measure],
    *,
    change: tuple[str, str] = ("In a year", "against 12 months before"),
    lately: tuple[str, str] = ("Lately", "3 months on a year ago"),
) -> str:
    """Return the Overview's table; narrow screens show each row as a card.

    Parameters
    ----------
    caption
        What the table holds, for screen readers.
    rows
        Measures in order; supporting ones after the one they stand under.
    change, lately
        Heading and small heading of the two columns of directions.

    Returns
    -------
    str
        Roles are given in full, because CSS that turns rows into cards takes
        the table's own meaning away. Status and `lately` have a column only
        where some row has one.
    """
    stands, recent = any(r.stand for r in rows), any(r.lately for r in rows)
    owners = any(row.owner for row in rows)
    heads = [("Measure", "owner" if owners else "")]
    heads += [("Status", "and why")] if stands else []
    heads += [("Latest", "period, age"), change]
    if recent:
        heads.append(lately)
    dashed = "– – target" if any(r.target is not None for r in rows) else ""
    heads += [("Trend", dashed), ("In plain words", "")]
    columns = "".join(
        f'<th scope="col" role="columnheader">{escape(a)}'
        f"<small>{escape(b)}</small></th>"
        for a, b in heads
    )
    body = "".join(_row(r, stands, recent, change[0], lately[0]) for r in rows)
    return (
        f'<table class="plan" role="table"><caption class="unseen">{escape(caption)}'
        f'</caption><thead role="rowgroup"><tr role="row">{columns}</tr></thead>'
        f'<tbody role="rowgroup">{body}</tbody></table>'
    )


def _row(row: Measure, stands: bool, recent: bool, change: str, lately: str) -> str:
    def cell(kind: str, label: str, content: str) -> str:
        said = f' data-l="{escape(label)}"' if label and content else ""
        return f'<td role="cell" class="c-{kind}"{said}>{content}</td>'

    head = f'<span class="m">{escape(row.heading)}</span>' if row.heading else ""
    name = f'<span class="n">{link(row.name, row.go)}</span>'
    cells = [
        '<th scope="row" role="rowheader">'
        f"{head}{sub(row.aim)}{name}{sub(row.owner)}</th>"
    ]
    if stands:
        shown = tag(row.stand, row.stand_words) + sub(row.rule) if row.stand else ""
        cells.append(cell("status", "", shown))
    latest = f'<span class="v">{escape(row.latest)}</span>'
    latest += sub(row.period) + sub(row.age)
    cells += [cell("now", "Latest", latest), cell("dir", change, _move(row.change))]
    if recent:
        cells.append(cell("dir", lately, _move(row.lately) if row.lately else ""))
    line = sparkline(row.trend, target=row.target)
    cells.append(cell("spark", "Trend", line))
    notes = "".join(map(sub, row.notes))
    cells.append(cell("why", "", f"{escape(row.words)}{notes}"))
    kind = "sec" if row.supporting else "main"
    return f'<tr role="row" class="{kind}">{"".join(cells)}</tr>'


def figures_table(
    caption: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    text_columns: Collection[int] = (0,),
) -> str:
    """Return the figures behind a chart as a table; see `boxed`.

    End tags that HTML lets go, and scopes that it works out in a table as simple as
    this, are left out: a table would be a third longer.

    Parameters
    ----------
    caption
        What the figures are.
    columns
        Headings, the first one naming the rows.
    rows
        Cells as words, already formatted; the first is the row's heading.
    text_columns
        Places of columns to align left; figures align right, rows' headings left.

    Raises
    ------
    ValueError
        If a row does not have one cell a column.
    """
    cells = tuple(map(tuple, rows))
    return _figures(caption, tuple(columns), cells, tuple(text_columns))


# A table of a hundred rows is a tenth of a click, and the same until a choice changes.
@lru_cache(maxsize=64)
def _figures(
    caption: str,
    columns: tuple[str, ...],
    rows: tuple[tuple[str, ...], ...],
    text_columns: tuple[int, ...],
) -> str:
    if any(len(row) != len(columns) for row in rows):
        raise ValueError("every row needs one cell a column")

    def mark(place: int, cell: str = "") -> str:
        if place in text_columns:
            return ' class="t"'
        return ' class="w"' if len(cell) > UNBROKEN and cell[:1].isalpha() else ""

    heads = "".join(f"<th{mark(i)}>{escape(c)}" for i, c in enumerate(columns))
    body = "".join(
        f"<tr><th>{escape(first)}"
        + "".join(f"<td{mark(i, c)}>{escape(c)}" for i, c in enumerate(rest, 1))
        for first, *rest in rows
    )
    return boxed(caption, columns, heads, body)


def boxed(caption: str, columns: Sequence[str], heads: str, body: str) -> str:
    """Return a table that scrolls by itself; a narrow screen stacks long rows.

    Parameters
    ----------
    caption
        What it holds.
    columns
        Its headings in plain words: stacked cells are named by them. They are handed
        to the stylesheet once a table, because said in every cell they would be half
        of what is sent.
    heads, body
        Cells of the head, and rows of the body, as markup.
    """
    name, dress = escape(caption), "figs"
    if len(columns) > WRAPPED:
        dress = f'figs stack" style="{named(columns)}'
    return (
        f'<div class="scroll" role="region" aria-label="{name}" tabindex="0">'
        f'<table class="{dress}"><caption>{name}</caption>'
        f"<thead><tr>{heads}<tbody>{body}</table></div>"
    )


def named(columns: Sequence[str]) -> str:
    """Return the style that hands a table's headings to the stylesheet."""
    return escape(
        "".join(
            f"--h{place}:{_quoted(each)};" for place, each in enumerate(columns[1:], 2)
        )
    )


def _quoted(text: str) -> str:
    """Return text as a string of a stylesheet."""
    safe = " ".join(text.split()).replace("\\", "\\\\").replace("'", "\\'")
    return f"'{safe}'"
