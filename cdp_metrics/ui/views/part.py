"""A part of a page that shows one at a time: what is drawn, and the same as a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from cdp_metrics.catalogue.published import PublishedFigure
from cdp_metrics.ui.markup import State
from cdp_metrics.words import BOUNDS, NOT_SHOWN, percent

__all__ = ["Absent", "Part", "missing", "not_received"]

Absent = tuple[State, str, str]
"""Kind of state, reason and what to do."""
Rows = Sequence[tuple[str, ...]]
POUNDS: Final = "GBP"
PRINTED: Final = ("What", "Printed", "Area", "Period", "Paragraph")


@dataclass(frozen=True, eq=False)
class Part:
    """A part of a page.

    Parameters
    ----------
    title, subtitle
        The answer, and what it is about.
    state
        Why there is no answer, and what to do; None where there is one.
    draw, alt
        What draws it, None where there is nothing to draw, and the chart in words.
    notes
        What must be read with it.
    caption, columns, rows, texts
        The table, and the places of its columns of words.
    source
        Source and method.
    csv, csv_name
        The download.
    """

    title: str
    subtitle: str = ""
    state: Absent | None = None
    draw: Callable[..., dict[str, Any]] | None = None
    alt: str = ""
    notes: Sequence[str] = ()
    caption: str = ""
    columns: Sequence[str] = ()
    rows: Rows = ()
    texts: tuple[int, ...] = (0,)
    source: Sequence[str] = ()
    csv: Callable[[], bytes] | None = None
    csv_name: str = ""


def missing(error: Exception) -> Absent:
    """Return the state of a page from an error that says what is not held."""
    what, _, remedy = str(error).partition(". What to do: ")
    remedy = remedy[:1].upper() + remedy[1:]
    return "missing", what, f"{remedy.rstrip('.')}." if remedy else ""


def not_received(
    name: str, place: str, error: Exception, printed: Sequence[PublishedFigure] = ()
) -> Part:
    """Return the part ``name`` of a page for which no return has been received.

    Parameters
    ----------
    name, place
        The part, and the partnership's area.
    error
        Which return is not held, and what to send.
    printed
        What the partnership's papers print in its stead.
    """
    if not printed:
        return Part(
            f"{name}: no return has been received",
            place,
            missing(error),
            source=("**Source:** none is loaded.",),
        )
    documents = dict.fromkeys(each.document for each in printed)
    notes = dict.fromkeys(each.note for each in printed if each.note)
    return Part(
        f"{name}: no return has been received, but a paper prints figures",
        place,
        missing(error),
        notes=[f"**Printed figures:** {note}." for note in notes],
        caption="As printed; nothing here is brought up to date",
        columns=PRINTED,
        rows=[
            (
                each.measure,
                _as_printed(each),
                each.area,
                each.period[:1].upper() + each.period[1:],
                each.paragraph,
            )
            for each in printed
        ],
        texts=(0, 2, 3, 4),
        source=(f"**Source:** {'; '.join(documents)}, as printed.",),
    )


def _as_printed(figure: PublishedFigure) -> str:
    """Return a printed figure in its unit, with its bound."""
    if figure.value is None:
        return NOT_SHOWN
    places = max(0, -int(figure.value.as_tuple().exponent))
    if figure.unit == "%":
        said = percent(float(figure.value), decimals=places)
    else:
        said = f"{figure.value:,.{places}f}"
        said = f"£{said}" if figure.unit == POUNDS else f"{said} {figure.unit}"
    return f"{BOUNDS.get(figure.bound, '')}{said}"
