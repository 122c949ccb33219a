"""Text, tags and tables on a slide, each with its words for a screen reader."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

from cdp_metrics.charts.theme import token
from cdp_metrics.export.pack.deck import Grid, Stand

if TYPE_CHECKING:
    from pptx.slide import Slide as Sheet

__all__ = [
    "BETWEEN",
    "BODY",
    "FONT",
    "SMALL",
    "TITLE",
    "Box",
    "describe",
    "height_of",
    "table",
    "tag",
    "text",
]

FONT: Final = "Arial"  # on every machine that opens a pack, so nothing moves
TITLE, BODY, SMALL = 28, 16, 14
"""Points; nothing on a slide is smaller than the last."""
LINE: Final = 1.2
BETWEEN: Final = 4 / 72
"""Inches between two paragraphs."""
WIDTHS: Final = ((" .,:;'|!ijlftI/()[]-·", 0.33), ("mwMW%@", 0.9))
"""Narrow and wide letters, and their width as a share of their size."""
SHAPES: Final[dict[Stand, str]] = {
    "red": "◆",
    "amber": "▲",
    "green": "●",
    "grey": "–",
}
Box = tuple[float, float, float, float]
"""Left, top, width and height in inches."""


def rgb(colour: str) -> Any:
    """Return a colour of the theme as a slide holds it."""
    from pptx.dml.color import RGBColor

    return RGBColor.from_string(colour.lstrip("#"))


def ink(name: str) -> Any:
    """Return a role of the light theme, which paper and projectors want."""
    return rgb(token(name, "light"))


def describe(shape: Any, words: str) -> None:
    """Give a shape its words for a screen reader."""
    found = shape._element.xpath(".//p:cNvPr")[0]
    found.set("descr", words)


def height_of(words: str, width: float, size: int = SMALL) -> float:
    """Return the inches that some text needs in a width."""
    return _lines(words, width * 72 / size) * size * LINE / 72


def _lines(words: str, room: float) -> int:
    """Return how many lines some text takes, broken between words; room in its size."""
    lines, left = 1, room
    for word in words.split():
        long = sum(map(_wide, word))
        if long > left:
            more = max(math.ceil(long / room), 1)
            lines += more - (left == room)  # the first word of a line breaks none
            left = room - long % room
        else:
            left -= long
        left -= _wide(" ")
    return lines


def _wide(letter: str) -> float:
    """Return the width of a letter of the font, bold, as a share of its size."""
    for letters, share in WIDTHS:
        if letter in letters:
            return share
    return 0.72 if letter.isupper() else 0.58


def text(
    sheet: Sheet,
    box: Box,
    runs: Sequence[Sequence[tuple[str, bool]]],
    *,
    size: int = SMALL,
    colour: str = "ink",
    fill: str = "",
    name: str = "",
) -> Any:
    """Put paragraphs on a slide, each a sequence of texts and whether they are bold."""
    from pptx.enum.text import MSO_ANCHOR
    from pptx.util import Inches

    shape = sheet.shapes.add_textbox(*(Inches(each) for each in box))
    if name:
        shape.name = name
    if fill:
        shape.fill.solid()
        shape.fill.fore_color.rgb = ink(fill)
    frame = shape.text_frame
    frame.word_wrap = True
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE if fill else MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_right = Inches(0.12 if fill else 0)
    frame.margin_top = frame.margin_bottom = Inches(0)
    write(frame, runs, size=size, colour=colour)
    return shape


def write(
    frame: Any,
    runs: Sequence[Sequence[tuple[str, bool]]],
    *,
    size: int,
    colour: str = "ink",
) -> None:
    """Write paragraphs into a frame, in the pack's font and in British English."""
    from pptx.enum.lang import MSO_LANGUAGE_ID
    from pptx.util import Pt

    for at, parts in enumerate(runs):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        paragraph.space_after = Pt(72 * BETWEEN if len(runs) > 1 else 0)
        for words, bold in parts:
            run = paragraph.add_run()
            run.text = words
            run.font.size, run.font.bold, run.font.name = Pt(size), bold, FONT
            run.font.color.rgb = ink(colour)
            run.font.language_id = MSO_LANGUAGE_ID.ENGLISH_UK


def tag(sheet: Sheet, box: Box, stand: Stand, words: str) -> None:
    """Put a status on a slide: shape, word and colour."""
    shape = text(
        sheet,
        box,
        [[(f"{SHAPES[stand]} {words}", True)]],
        size=BODY,
        colour=f"{stand}-fg",
        fill="surface" if stand == "grey" else f"{stand}-bg",
        name="Status",
    )
    if stand in ("green", "grey"):
        shape.line.color.rgb = ink(f"{stand}-fg")
    describe(shape, f"Status: {words}")


def table(sheet: Sheet, box: Box, grid: Grid) -> None:
    """Put a table on a slide, its first row and column as headings."""
    from pptx.util import Inches

    left, top, width, _ = box
    whole = sum(grid.widths)
    size = len(grid.rows) + 1, len(grid.columns)
    frame = sheet.shapes.add_table(*size, *map(Inches, (left, top, width, 0.3)))
    describe(frame, grid.alt)
    held = frame.table
    held.first_row, held.first_col, held.horz_banding = True, True, False
    widths = [width * share / whole for share in grid.widths]
    for place, inches in enumerate(widths):
        held.columns[place].width = Inches(inches)
    _cells(held, 0, grid.columns, fill="ink", colour="bg", bold=True)
    for at, row in enumerate(grid.rows, 1):
        _cells(held, at, row)
        stand = grid.stands[at - 1] if grid.stands else None
        if stand:
            _status(held.cell(at, 1), row[1], stand)
    for at, row in enumerate((grid.columns, *grid.rows)):
        held.rows[at].height = Inches(row_height(row, widths))


def row_height(row: Iterable[str], widths: Sequence[float]) -> float:
    """Return the inches that a row of a table needs."""
    cells = zip(row, widths, strict=True)
    return max(height_of(words, wide - 0.16) for words, wide in cells) + 0.06


def _cells(
    held: Any,
    at: int,
    row: Sequence[str],
    *,
    fill: str = "bg",
    colour: str = "ink",
    bold: bool = False,
) -> None:
    for place, words in enumerate(row):
        _cell(
            held.cell(at, place),
            words,
            fill=fill,
            colour=colour,
            bold=bold or place == 0,
        )


def _cell(cell: Any, words: str, *, fill: str, colour: str, bold: bool) -> None:
    from pptx.util import Inches

    cell.fill.solid()
    cell.fill.fore_color.rgb = ink(fill)
    cell.margin_left = cell.margin_right = Inches(0.08)
    cell.margin_top = cell.margin_bottom = Inches(0.03)
    cell.text_frame.clear()
    write(cell.text_frame, [[(words, bold)]], size=SMALL, colour=colour)


def _status(cell: Any, words: str, stand: Stand) -> None:
    fill = "surface" if stand == "grey" else f"{stand}-bg"
    said = f"{SHAPES[stand]} {words}"
    _cell(cell, said, fill=fill, colour=f"{stand}-fg", bold=True)
