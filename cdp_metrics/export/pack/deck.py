"""What a meeting pack is made of, before it is a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from cdp_metrics.export.csv import Filed

__all__ = [
    "Bars",
    "Curve",
    "Curves",
    "Deck",
    "Drawing",
    "Grid",
    "Kind",
    "Line",
    "Slide",
    "Stand",
]

Stand = Literal["red", "amber", "green", "grey"]
Kind = Literal["counted", "path", "forecast", "range", "other"]


@dataclass(frozen=True)
class Curve:
    """One line of a chart: its points in order, None where there is no figure.

    An earlier one was counted by another definition, or by another publisher.
    """

    name: str
    points: tuple[tuple[date, float | None], ...]
    kind: Kind = "counted"
    earlier: bool = False


@dataclass(frozen=True)
class Curves:
    """A chart of figures over time.

    Parameters
    ----------
    curves
        Lines; the first is the measure itself.
    unit
        What the axis counts.
    decimals
        Decimals of the values.
    alt
        The chart in words.
    """

    curves: tuple[Curve, ...]
    unit: str
    decimals: int
    alt: str


@dataclass(frozen=True)
class Bars:
    """A chart of one figure of several places.

    Parameters
    ----------
    rows
        Name, figure with its limits, each None where there is none, and why.
    unit, decimals, alt
        As of `Curves`.
    """

    rows: tuple[tuple[str, float | None, float | None, float | None, str], ...]
    unit: str
    decimals: int
    alt: str


@dataclass(frozen=True)
class Grid:
    """A table.

    Parameters
    ----------
    columns, rows
        Headings, and cells as words.
    widths
        Share of the width that each column has.
    alt
        What the table holds.
    stands
        The status that each row's second cell says; None for none, and no stands
        where the table says none.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    alt: str
    stands: tuple[Stand | None, ...] = ()


@dataclass(frozen=True)
class Drawing:
    """A picture, with a key of colours and what each means.

    Parameters
    ----------
    png
        The picture.
    alt
        It in words.
    title
        What the colours measure.
    key
        Colour, its mark ("hatch", "dots", "edge" or none), and words.
    figures
        What is drawn, for the workbook.
    """

    png: bytes
    alt: str
    title: str
    key: tuple[tuple[str, str, str], ...]
    figures: Filed


@dataclass(frozen=True)
class Line:
    """A line of words with what they are about: "Latest", "8,882, year to Dec 2025"."""

    name: str
    words: str


@dataclass(frozen=True)
class Slide:
    """One slide.

    Parameters
    ----------
    title
        The answer.
    body
        What is shown large; None where nothing can be.
    said
        Words beside it.
    stand, stand_words
        Status and what its tag says; None for none.
    rule
        By which rule it is said.
    filters
        What was chosen.
    source
        Who the figures are from.
    notes
        What the speaker should know.
    sheet
        Name of its sheet in the workbook; "" for none.
    """

    title: str
    body: Curves | Bars | Grid | Drawing | None = None
    said: tuple[Line, ...] = ()
    stand: Stand | None = None
    stand_words: str = ""
    rule: str = ""
    filters: str = ""
    source: str = ""
    notes: tuple[str, ...] = ()
    sheet: str = ""


@dataclass(frozen=True)
class Deck:
    """A meeting pack.

    Parameters
    ----------
    title, place
        Its name, and what it is about.
    today
        The day on which the figures are as they are shown.
    build
        Identifier of the store that they are from.
    demo
        Whether the figures are invented.
    slides, summary
        In order, after the title slide; and what that says of them.
    source
        Source lines of all of them, with ``**bold**``, for the workbook.
    snapshot
        Name of the snapshot that it was made from; "" for the published figures.
    """

    title: str
    place: str
    today: date
    build: str
    demo: bool
    slides: Sequence[Slide]
    summary: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    snapshot: str = ""

    @property
    def held(self) -> str:
        """Where its figures can be seen again: build, and snapshot."""
        return (
            f"{self.build}, snapshot {self.snapshot}" if self.snapshot else self.build
        )
