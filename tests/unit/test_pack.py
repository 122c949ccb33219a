"""The meeting pack, read back: every slide says what it is, and the figures agree."""

from __future__ import annotations

import io
import json
import re
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any, cast

import pytest
from openpyxl import load_workbook
from PIL import Image, ImageColor
from pptx import Presentation
from pptx.util import Inches, Pt
from typer.testing import CliRunner

from cdp_metrics.answers.meeting.parts import Meeting, meeting
from cdp_metrics.charts.theme import palette, token
from cdp_metrics.commands import app
from cdp_metrics.export.pack import map_image, pack_workbook, powerpoint
from cdp_metrics.export.pack.deck import Bars, Curves, Deck, Drawing, Grid
from cdp_metrics.export.pack.parts import BETWEEN, height_of
from cdp_metrics.ui.views.pack.absent import absent_slides, lacking
from cdp_metrics.ui.views.pack.view import deck_of
from cdp_metrics.ui.views.plan.table import plan_view
from cdp_metrics.warehouse import open_store
from tests.stores import printed_store, store_of

DAY = date(2026, 2, 15)
ROOT = Path(__file__).parents[2]
NOT_HERE = "What is not in this pack, and why"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def pack_of(folder: Path, day: date = DAY) -> tuple[Meeting, Deck]:
    """Return what a store's pack is made of, and the pack."""
    with closing(open_store(folder)) as store:
        found = meeting(store, day, lambda *_: None)
    return found, deck_of(found)


@pytest.fixture(scope="module")
def made(demo_store: Path) -> tuple[Meeting, Deck]:
    """Return the demonstration's pack."""
    return pack_of(demo_store)


@pytest.fixture(scope="module")
def deck(made: tuple[Meeting, Deck]) -> Deck:
    """Return the demonstration's pack before it is a file."""
    return made[1]


@pytest.fixture(scope="module")
def show(deck: Deck) -> Any:
    """Return the demonstration's slides read back."""
    return Presentation(io.BytesIO(powerpoint(deck)))


def said(sheet: Any) -> str:
    """Return every word that a slide prints."""
    frames = [each.text_frame.text for each in sheet.shapes if each.has_text_frame]
    tables = [each.table for each in sheet.shapes if each.has_table]
    cells = [cell.text for table in tables for row in table.rows for cell in row.cells]
    return "\n".join([*frames, *cells])


def described(sheet: Any) -> list[str]:
    """Return the words of every picture, chart and table of a slide."""
    drawn = (
        each
        for each in sheet.shapes
        if each.has_chart or each.has_table or each.shape_type == 13  # a picture
    )
    return [each._element.xpath(".//p:cNvPr")[0].get("descr", "") for each in drawn]


def test_it_is_as_wide_as_a_screen_and_has_a_slide_a_row(show: Any, deck: Deck) -> None:
    assert show.slide_width / show.slide_height == pytest.approx(16 / 9, abs=0.001)
    titles = [sheet.shapes.title.text for sheet in show.slides]
    assert titles == [deck.title, *(slide.title for slide in deck.slides)]
    assert len(titles) == len(set(titles))
    assert titles[1].startswith("One of four headline targets is on track.")
    assert [type(slide.body) for slide in deck.slides[:2]] == [Grid, Curves]
    kinds = {type(slide.body) for slide in deck.slides}
    assert kinds == {Grid, Curves, Bars, Drawing, type(None)}


def test_every_slide_prints_day_build_filters_and_that_it_is_invented(
    show: Any, deck: Deck
) -> None:
    for at, sheet in enumerate(show.slides):
        words = said(sheet)
        assert "As at 15 February 2026" in words or "as at 15 February 2026" in words
        assert f"Build {deck.build}" in words
        assert "Wrenminster" in words
        assert "Demonstration data: invented" in words
        notes = sheet.notes_slide.notes_text_frame.text
        assert notes.startswith("Demonstration data: invented.")
        assert f"As at 2026-02-15, build {deck.build}." in notes
        slide = deck.slides[at - 1] if at else None
        if slide and slide.body:
            assert f"Rule: {slide.rule}" in words and slide.rule
            assert "Source: " in words and slide.source


def test_every_chart_table_and_picture_has_words(show: Any) -> None:
    found = [words for sheet in show.slides for words in described(sheet)]
    assert len(found) > 12
    assert all(len(words) > 10 for words in found)


def test_no_text_is_under_14_points_and_titles_are_28(show: Any) -> None:
    sizes = set()
    for sheet in show.slides:
        sizes |= {int(each.get("sz")) for each in sheet._element.iter(f"{A}rPr")}
        (title,) = sheet.shapes.title.text_frame.paragraphs[0].runs
        assert title.font.size == Pt(28)
        for shape in sheet.shapes:
            if shape.has_chart:
                part = shape.chart._chartSpace
                told = [
                    each for kind in ("rPr", "defRPr") for each in part.iter(A + kind)
                ]
                sizes |= {int(each.get("sz")) for each in told if each.get("sz")}
    assert min(sizes) == 1400


def test_nothing_lies_outside_its_slide_or_over_rule_and_foot(show: Any) -> None:
    for sheet in show.slides:
        (foot,) = (each for each in sheet.shapes if each.name == "Foot")
        assert foot.top + foot.height <= show.slide_height
        for each in sheet.shapes:
            assert each.left >= 0 and each.left + each.width <= show.slide_width + 9
            bottom = each.top + each.height
            if each.has_table:
                bottom = each.top + sum(row.height for row in each.table.rows)
            if each.name in ("Rule", "Foot"):
                continue
            rule = next((one for one in sheet.shapes if one.name == "Rule"), foot)
            assert bottom <= rule.top + Inches(0.05), (each.name, said(sheet))


def test_words_fit_their_boxes(show: Any) -> None:
    for sheet in show.slides:
        for each in sheet.shapes:
            if each.name != "Words":
                continue
            width = each.width / Inches(1)
            lines = [one.text for one in each.text_frame.paragraphs]
            tall = sum(height_of(line, width) + BETWEEN for line in lines)
            assert Inches(tall) <= each.height + Inches(0.1), lines


def test_a_status_is_shape_word_and_colour(show: Any) -> None:
    (table,) = (each.table for each in show.slides[1].shapes if each.has_table)
    cells = [table.cell(at, 1) for at in range(1, len(table.rows))]
    tags = {cell.text: str(cell.fill.fore_color.rgb) for cell in cells}
    assert tags["◆ Red: off track"] == token("red-bg", "light")[1:]
    assert tags["▲ Amber: at risk"] == token("amber-bg", "light")[1:]
    assert tags["● Green: on track"] == token("green-bg", "light")[1:]
    assert "– No baseline" in tags


def test_charts_hold_the_figures_of_the_page(
    show: Any, made: tuple[Meeting, Deck]
) -> None:
    found, deck = made
    assert found.table
    rows = dict(
        zip([each.title for each in deck.slides[1:]], found.table.rows, strict=False)
    )
    (sheet,) = (each for each in show.slides if "8,882" in each.shapes.title.text)
    (chart,) = (each.chart for each in sheet.shapes if each.has_chart)
    counted, path, *_ = chart.plots[0].series
    measured = rows[sheet.shapes.title.text].measured
    drawn = [value for value in counted.values if value is not None]
    assert (
        drawn == [value for value in measured.line if value is not None][-len(drawn) :]
    )
    assert drawn[-1] == 8882
    assert [counted.name, path.name] == ["Counted", "Path of the plan"]
    asked = [value for value in path.values if value is not None]
    assert asked[-1] == pytest.approx(10809 * 0.75)  # the plan asks for a quarter less
    words = plan_view(found.table, "Wrenminster", DAY).rows
    for row, slide in zip(words, deck.slides[1:], strict=False):
        assert slide.title.endswith(row.words)
        assert (slide.stand, slide.stand_words) == (row.stand, row.stand_words)


def test_a_missing_figure_breaks_the_line_and_is_said(show: Any) -> None:
    (sheet,) = (each for each in show.slides if "Robbery: " in each.shapes.title.text)
    (chart,) = (each.chart for each in sheet.shapes if each.has_chart)
    values = chart.plots[0].series[0].values
    first = next(at for at, value in enumerate(values) if value is not None)
    assert None in values[first : values.index(max(v for v in values if v))]
    assert 0 not in values
    assert "No figure: Apr 2020 to Jun 2020: no usable file received" in said(sheet)
    kept = chart._chartSpace.xpath("c:chart/c:dispBlanksAs")
    assert [each.get("val") for each in kept] == ["gap"]


def test_what_is_embargoed_or_unrated_is_said_never_drawn(
    made: tuple[Meeting, Deck], show: Any
) -> None:
    found, deck = made
    assert found.table
    row = next(row for row in found.table.rows if row.measured.next_release)
    short = row.measured.indicator.short
    at = [slide.sheet for slide in deck.slides].index(short)
    slide = deck.slides[at]
    assert isinstance(slide.body, Curves)
    last = max(day for day, _ in slide.body.curves[0].points)
    assert row.measured.end is not None
    assert last <= row.measured.end
    assert "embargoed until 1 January 2099" in said(show.slides[at + 1])
    assert "embargoed until 1 January 2099" in said(show.slides[-1])


def test_the_workbook_holds_the_same_figures(deck: Deck) -> None:
    book = load_workbook(io.BytesIO(pack_workbook(deck)))
    drawn = [slide for slide in deck.slides if slide.sheet and slide.body]
    assert len(book.sheetnames) == len(drawn) + 1
    for name, slide in zip(book.sheetnames, drawn, strict=False):
        first, heads, *rows = book[name].iter_rows(values_only=True)
        assert first[0] == "Demonstration data: invented"
        if not isinstance(slide.body, Curves):
            continue
        assert heads == ("month", *(curve.name for curve in slide.body.curves))
        for column, curve in enumerate(slide.body.curves, 1):
            held = {cast(datetime, row[0]).date(): row[column] for row in rows}
            for day, value in curve.points:
                exact = round(value, slide.body.decimals) if value is not None else None
                assert held[day] == (None if value is None else pytest.approx(exact))
    about = dict(list(book["About"].iter_rows(values_only=True))[1:])
    assert about["Build"] == deck.build
    assert about["As at"] == "2026-02-15"
    assert about["Licence"] == "None needed: every figure is invented."


def test_the_same_figures_give_the_same_files(deck: Deck) -> None:
    assert pack_workbook(deck) == pack_workbook(deck)
    one, other = (Presentation(io.BytesIO(powerpoint(deck))) for _ in range(2))
    assert [said(each) for each in one.slides] == [said(each) for each in other.slides]


def test_the_map_is_drawn_in_the_colours_of_its_classes(
    made: tuple[Meeting, Deck],
) -> None:
    harm = made[0].harm
    assert harm and harm.shapes
    body = json.loads(harm.shapes)
    many = len(body["areas"]["code"])
    classes = ["012"[at % 3] for at in range(many)]
    png = map_image(harm.shapes, "".join(classes), "0" * many, "0" * many)
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    _, _, wide, tall = body["viewBox"]
    scale = max(picture.size) / max(wide, tall)
    for name, (x, y) in zip(classes, body["areas"]["at"], strict=True):
        seen = picture.getpixel((round(x * scale), round(y * scale)))
        assert seen == ImageColor.getrgb(palette("map", "light")[int(name)])
    assert picture.getpixel((0, 0)) == (255, 255, 255)


@pytest.mark.parametrize("mark", ["1", "v"])
def test_the_map_marks_what_is_uncertain_and_visitor_areas(
    made: tuple[Meeting, Deck], mark: str
) -> None:
    harm = made[0].harm
    assert harm and harm.shapes
    many = len(json.loads(harm.shapes)["areas"]["code"])
    classes = "v" * many if mark == "v" else "1" * many
    plain = map_image(harm.shapes, "1" * many, "0" * many, "0" * many)
    marked = map_image(harm.shapes, classes, ("1" if mark == "1" else "0") * many, "")
    dark = [
        sum(count for count, colour in found.getcolors() or () if sum(colour) < 200)
        for found in (
            Image.open(io.BytesIO(each)).convert("RGB") for each in (plain, marked)
        )
    ]
    assert dark[1] > 3 * dark[0]


def test_the_highest_areas_are_multiples_of_the_average_on_any_map(
    made: tuple[Meeting, Deck], tmp_path: Path
) -> None:
    few = pack_of(store_of(tmp_path, 13))
    for found, deck in (made, few):
        assert found.harm
        (slide,) = (each for each in deck.slides if each.sheet == "Harm map")
        first = max(found.harm.found.rated, key=lambda each: each.index)
        assert first.index_lower is not None and first.index_upper is not None
        span = f"{first.index_lower / 100:.1f} to {first.index_upper / 100:.1f}"
        words = f"{first.name}: {first.index / 100:.1f} ({span})"
        assert slide.said[1].words == words
        assert slide.said[0].name == "Highest, times the average (90% range)"


def test_a_store_without_plan_or_map_has_a_pack_that_says_so(tmp_path: Path) -> None:
    folder = store_of(tmp_path, 11, without=("boundaries",))
    found, deck = pack_of(folder)
    show = Presentation(io.BytesIO(powerpoint(deck)))
    words = "\n".join(map(said, show.slides))
    (absent,) = (each for each in deck.slides if each.title == NOT_HERE)
    assert isinstance(absent.body, Grid)
    names = [name for name, *_ in absent.body.rows]
    assert names[0] == "The plan: targets and measures" and names[-1] == "Harm map"
    assert "built without a plan" in words
    assert "oad the missing months and the census age table" in words
    assert "twelve complete months" in words
    assert "invented" not in words
    assert found.harm is None
    assert not [each for sheet in show.slides for each in described(sheet) if not each]


def test_measures_without_a_figure_share_one_slide_that_says_what_to_send(
    tmp_path: Path,
) -> None:
    found, deck = pack_of(printed_store(tmp_path))
    assert found.table
    measured = [row.measured for row in found.table.rows]
    absent = [each for each in measured if each.series is None]
    sheets = {slide.sheet for slide in deck.slides}
    assert absent and not sheets & {each.indicator.short for each in absent}
    (slide,) = (each for each in deck.slides if each.title == NOT_HERE)
    assert isinstance(slide.body, Grid)
    named = [name for name, *_ in slide.body.rows]
    assert named[: len(absent)] == [each.indicator.title for each in absent]
    for each, (_, why, remedy) in zip(absent, slide.body.rows, strict=False):
        assert each.indicator.title in why and why.endswith("is loaded for this area.")
        assert remedy.startswith("Load ") and remedy.endswith(", and build again.")
        paths = re.findall(r"data/templates/\w+\.csv", remedy)
        assert paths or re.search(r"“.+” of the ", remedy), remedy
        assert all((ROOT / path).is_file() for path in paths)
    show = Presentation(io.BytesIO(powerpoint(deck)))
    (sheet,) = (each for each in show.slides if each.shapes.title.text == NOT_HERE)
    assert named[0] in said(sheet)
    assert named[0] in sheet.notes_slide.notes_text_frame.text
    book = load_workbook(io.BytesIO(pack_workbook(deck)))
    rows = list(book["Not in this pack"].iter_rows(values_only=True))
    assert [row[0] for row in rows] == ["Not in this pack", *named]


def test_a_long_list_of_what_is_absent_goes_on_over_slides() -> None:
    rows = [lacking(f"Measure {at}", f"no figure {at}") for at in range(40)]
    assert rows[0][1:] == (
        "No figure 0.",
        "Load the months that are missing and build again.",
    )
    slides = list(absent_slides(rows, "Here"))
    assert slides[0].title == NOT_HERE
    assert slides[1].title == f"{NOT_HERE} (continued)"
    assert len({each.title for each in slides}) == len(slides)
    assert len({each.sheet for each in slides}) == len(slides)
    bodies = [each.body for each in slides if isinstance(each.body, Grid)]
    assert [row for body in bodies for row in body.rows] == rows
    assert list(absent_slides([], "Here")) == []


@pytest.mark.parametrize(
    ("words", "width", "lines"),
    [("", 1, 1), ("one", 1, 1), ("one two three four five", 1, 3), ("x" * 40, 1, 5)],
)
def test_the_height_of_a_text_is_that_of_its_lines(
    words: str, width: float, lines: int
) -> None:
    assert height_of(words, width, 14) == pytest.approx(lines * 14 * 1.2 / 72)


def test_the_command_writes_both_files(tmp_path: Path, demo_store: Path) -> None:
    out = tmp_path / "pack"
    words = ["pack", "--out", str(out), "--store", str(demo_store)]
    done = CliRunner().invoke(app, [*words, "--as-at", "2026-02-01"])
    assert done.exit_code == 0, done.output
    names = sorted(each.name for each in out.iterdir())
    assert [re.sub(r"-[0-9a-f]{12}", "", name) for name in names] == [
        "meeting-pack-2026-02-01.pptx",
        "meeting-pack-2026-02-01.xlsx",
    ]
    show = Presentation(str(out / names[0]))
    assert "As at 1 February 2026" in said(show.slides[1])
    early = CliRunner().invoke(app, [*words, "--as-at", "2026-02-16"])
    assert early.exit_code == 2 and "embargo" in early.output
    assert CliRunner().invoke(app, words).exit_code == 0
    assert (out / names[0].replace("02-01", "02-15")).exists()  # the day it plays on
