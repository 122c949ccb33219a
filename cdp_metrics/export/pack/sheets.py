"""The figures of a meeting pack as an Excel workbook, a sheet a slide."""

from __future__ import annotations

from collections.abc import Iterator

from cdp_metrics.export.about import about_rows
from cdp_metrics.export.csv import Filed
from cdp_metrics.export.pack.deck import Bars, Curves, Deck, Drawing, Grid, Slide
from cdp_metrics.export.xlsx import workbook

__all__ = ["pack_workbook"]


def pack_workbook(deck: Deck) -> bytes:
    """Return the figures of a pack as an Excel workbook.

    Parameters
    ----------
    deck
        What is on its slides.
    """
    sheets = [
        (slide.sheet, found)
        for slide in deck.slides
        if slide.sheet and (found := _filed(slide))
    ]
    about = [("Pack", deck.title), ("Area", deck.place)]
    about += about_rows(
        f"{deck.place}, whole area unless a sheet says another",
        deck.today,
        deck.held,
        deck.source,
        demo=deck.demo,
    )
    about.append(("Empty cell", "not held or not complete; never zero"))
    about += [(slide.sheet, said) for slide in deck.slides if (said := _said(slide))]
    return workbook(sheets, [row for row in about if row[1]], demonstration=deck.demo)


def _said(slide: Slide) -> str:
    """Return what a slide says in words, for the sheet about all."""
    if not slide.sheet:
        return ""
    rule = f"Rule: {slide.rule}" if slide.rule else ""
    return " ".join(filter(None, (slide.title, rule)))


def _filed(slide: Slide) -> Filed | None:
    match slide.body:
        case Curves():
            columns = ("month", *(curve.name for curve in slide.body.curves))
            return Filed((), columns, tuple(_months(slide.body)))
        case Bars():
            rows = (
                (name, *(_number(each, slide.body.decimals) for each in found), why)
                for name, *found, why in slide.body.rows
            )
            columns = ("place", slide.body.unit, "lower_95", "upper_95", "note")
            return Filed((), columns, tuple(rows))
        case Grid():
            return Filed((), slide.body.columns, slide.body.rows)
        case Drawing():
            return slide.body.figures
    return None


def _months(drawn: Curves) -> Iterator[tuple[str, ...]]:
    known = [dict(curve.points) for curve in drawn.curves]
    for day in sorted({day for each in known for day in each}):
        figures = (_number(each.get(day), drawn.decimals) for each in known)
        yield (f"{day:%Y-%m}", *figures)


def _number(value: float | None, decimals: int) -> str:
    return "" if value is None else f"{value:.{decimals}f}"
