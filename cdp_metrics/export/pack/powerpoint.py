"""A meeting pack as PowerPoint: 16:9, native charts, notes and alternative text."""

from __future__ import annotations

import io
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from cdp_metrics.export.about import plain
from cdp_metrics.export.csv import DEMONSTRATION
from cdp_metrics.export.pack.charts import bars, curves
from cdp_metrics.export.pack.deck import Bars, Curves, Deck, Drawing, Grid, Slide
from cdp_metrics.export.pack.map_image import swatch
from cdp_metrics.export.pack.parts import (
    SMALL,
    TITLE,
    Box,
    describe,
    height_of,
    table,
    tag,
    text,
    write,
)
from cdp_metrics.periods import day_name

if TYPE_CHECKING:
    from pptx.slide import Slide as Sheet

__all__ = ["powerpoint"]

WIDTH, HEIGHT = 13.333, 7.5
EDGE: Final = 0.5
INSIDE: Final = WIDTH - 2 * EDGE
BESIDE: Final = 4.1
"""Inches of the words beside a chart."""
KEY, WIDEST_KEY = 2.6, 4.0
"""Inches of a picture's key, at least and at most."""
GAP: Final = 0.15
TITLE_ONLY: Final = 5  # of the layouts that every presentation begins with
CREATED: Final = datetime(2000, 1, 1)
"""Nothing of the clock, so that the same figures give the same file."""


def powerpoint(deck: Deck) -> bytes:
    """Return a pack as a PowerPoint file.

    Parameters
    ----------
    deck
        What is on its slides.

    Returns
    -------
    bytes
        A presentation that PowerPoint and LibreOffice open; its charts can be edited.
    """
    from pptx import Presentation  # only when a pack is asked for
    from pptx.util import Inches

    show = Presentation()
    show.slide_width, show.slide_height = Inches(WIDTH), Inches(HEIGHT)
    about = show.core_properties
    about.title, about.author = deck.title, deck.place
    about.subject = f"Build {deck.held}, as at {deck.today.isoformat()}"
    about.created = about.modified = CREATED
    about.language, about.last_modified_by = "en-GB", deck.place
    _cover(_sheet(show, deck.title), deck)
    for at, slide in enumerate(deck.slides, 2):
        sheet = _sheet(show, slide.title)
        _fill(sheet, slide, deck, f"{at} of {len(deck.slides) + 1}")
    held = io.BytesIO()
    show.save(held)
    return held.getvalue()


def _sheet(show: Any, title: str) -> Sheet:
    """Add a slide with its title, which programs read first."""
    from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE
    from pptx.util import Inches

    sheet: Sheet = show.slides.add_slide(show.slide_layouts[TITLE_ONLY])
    shape = sheet.shapes.title
    assert shape is not None  # the layout has one
    box = EDGE, 0.5, INSIDE, height_of(title, INSIDE, TITLE)
    shape.left, shape.top, shape.width, shape.height = (Inches(each) for each in box)
    frame = shape.text_frame
    frame.auto_size, frame.word_wrap = MSO_AUTO_SIZE.NONE, True
    frame.vertical_anchor = MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_right = Inches(0)
    frame.margin_top = frame.margin_bottom = Inches(0)
    write(frame, [[(title, True)]], size=TITLE)
    _left(frame)
    return sheet


def _left(frame: Any) -> None:
    from pptx.enum.text import PP_ALIGN

    for paragraph in frame.paragraphs:
        paragraph.alignment = PP_ALIGN.LEFT


def _cover(sheet: Sheet, deck: Deck) -> None:
    """Say what the pack is, of which day and of which store."""
    _mark(sheet, deck)
    facts = [
        *([(line, True)] for line in deck.summary),
        [(deck.place, False)],
        [(f"Figures as at {day_name(deck.today)}", False)],
        [(f"Build {deck.held}", False)],
        [("Every slide after this says its filters, rule, source and build.", False)],
    ]
    text(sheet, (EDGE, 1.6, INSIDE, 3.4), facts, size=20)
    contents = "; ".join(slide.title for slide in deck.slides)
    _notes(sheet, deck, (f"In this pack: {contents}.",), f"Of {deck.place}.")
    _foot(sheet, deck, Slide("", filters=deck.place), "")


def _fill(sheet: Sheet, slide: Slide, deck: Deck, number: str) -> None:
    """Put everything of a slide in its place."""
    _mark(sheet, deck)
    top = 0.5 + height_of(slide.title, INSIDE, TITLE) + GAP
    bottom = _foot(sheet, deck, slide, number)
    rule = f"Rule: {slide.rule}" if slide.rule else ""
    if rule:
        tall = height_of(rule, INSIDE)
        bottom -= tall + 0.08
        box = EDGE, bottom + 0.04, INSIDE, tall
        text(sheet, box, [[("Rule: ", True), (slide.rule, False)]], name="Rule")
    words = slide.stand or slide.said
    wide = INSIDE - BESIDE - GAP if words and slide.body else INSIDE
    if slide.body:
        _body(sheet, slide, (EDGE, top, wide, bottom - top - GAP))
    left = EDGE + wide + GAP if slide.body else EDGE
    room = BESIDE if slide.body else INSIDE
    if slide.stand:
        tag(sheet, (left, top, room, 0.42), slide.stand, slide.stand_words)
        top += 0.42 + GAP
    said = [[(f"{each.name}: " * bool(each.name), True), (each.words, False)]
            for each in slide.said]  # fmt: skip
    if said:
        text(sheet, (left, top, room, bottom - top), said, name="Words")
    _notes(sheet, deck, slide.notes, slide.filters, slide.rule, slide.source)


def _body(sheet: Sheet, slide: Slide, box: Box) -> None:
    match slide.body:
        case Curves():
            curves(sheet, box, slide.body)
        case Bars():
            bars(sheet, box, slide.body)
        case Grid():
            table(sheet, box, slide.body)
        case Drawing():
            _drawing(sheet, box, slide.body)


def _drawing(sheet: Sheet, box: Box, drawn: Drawing) -> None:
    """Put a picture on a slide, as large as it fits, and its key beside it."""
    from PIL import Image
    from pptx.util import Inches

    left, top, width, height = box
    with Image.open(io.BytesIO(drawn.png)) as picture:
        ratio = picture.width / picture.height
    wide = min(width - KEY - GAP, height * ratio)
    key = min(width - wide - GAP, WIDEST_KEY)
    size = [Inches(each) for each in (left, top, wide, wide / ratio)]
    shape = sheet.shapes.add_picture(io.BytesIO(drawn.png), *size)
    describe(shape, drawn.alt)
    left += wide + GAP
    text(sheet, (left, top, key, 0.5), [[(drawn.title, True)]], name="Key")
    top += height_of(drawn.title, key) + 0.1
    for colour, mark, words in drawn.key:
        place = [Inches(each) for each in (left, top, 0.3, 0.24)]
        found = sheet.shapes.add_picture(io.BytesIO(swatch(colour, mark)), *place)
        describe(found, f"Key: {words}")
        room = key - 0.4
        tall = height_of(words, room)
        text(sheet, (left + 0.4, top, room, tall), [[(words, False)]], name="Key")
        top += max(tall, 0.24) + 0.1


def _mark(sheet: Sheet, deck: Deck) -> None:
    """Say on every slide where figures are invented."""
    if deck.demo:
        box = 0.0, 0.0, WIDTH, 0.36
        words = f"{DEMONSTRATION}. No figure here describes a real place."
        text(sheet, box, [[(words, True)]], colour="demo-fg", fill="demo-bg")


def _foot(sheet: Sheet, deck: Deck, slide: Slide, number: str) -> float:
    """Print filters, day, source and build; return the inches where they begin."""
    first = (
        f"As at {day_name(deck.today)}  ·  Build {deck.held}  ·  {slide.filters}"
        + (f"  ·  {number}" if number else "")
    )
    lines = [first, *([f"Source: {plain(slide.source)}"] if slide.source else [])]
    tall = sum(height_of(line, INSIDE) + 0.03 for line in lines)
    top = HEIGHT - 0.2 - tall
    shape = text(
        sheet,
        (EDGE, top, INSIDE, tall),
        [[(line, False)] for line in lines],
        size=SMALL,
        colour="ink2",
        name="Foot",
    )
    for paragraph in shape.text_frame.paragraphs:
        paragraph.space_after = 0
    return top - GAP


def _notes(sheet: Sheet, deck: Deck, notes: tuple[str, ...], *facts: str) -> None:
    """Write the speaker's notes, which end with what the slide prints."""
    frame = sheet.notes_slide.notes_text_frame
    assert frame is not None  # every notes page has one
    last = f"As at {deck.today.isoformat()}, build {deck.held}."
    told = [DEMONSTRATION + "."] * deck.demo + [*notes, *facts, last]
    frame.text = "\n".join(plain(each) for each in told if each)
