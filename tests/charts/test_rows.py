"""The two charts made of rows: paired dots and a comparison of areas."""

from __future__ import annotations

import json
from dataclasses import replace
from math import nan
from typing import Any

import plotly.graph_objects as go
import pytest

from cdp_metrics.charts.places.compare import (
    Area,
    ComparePicture,
    compare_alt,
    compare_figure,
)
from cdp_metrics.charts.places.dots import Pair, PairPicture, dots_alt, dots_figure
from cdp_metrics.charts.theme import Mode, Size, palette, token
from cdp_metrics.stats import Interval

UNIT = "Crimes per 1,000 residents, 2011/12"


def ratio(value: float, low: float = nan, high: float = nan) -> Interval[float]:
    return Interval(value, low, high, 0.95, "log ratio")


def paper() -> PairPicture:
    """Rates of the 2012 paper, and rows that have less; intervals are invented."""
    return PairPicture(
        [
            Pair("All crime", (98.49, 49.97), ratio(1.97, 1.94, 2.0)),
            Pair("Robbery", (2.72, 0.51), ratio(5.33)),
            Pair("Shoplifting <b>", (8.4, 9.1), ratio(0.92, 0.88, 0.97)),
            Pair("Theft", (3.1, nan), ratio(nan)),
            Pair("Drugs", (None, None), absent="fewer than 5, not shown"),
            Pair("Level", (4.0, 4.0)),
            Pair("Other, not listed", (16.29, 9.36), ratio(1.74), remainder=True),
        ],
        ("City", "County"),
        UNIT,
    )


def bare() -> PairPicture:
    return PairPicture([Pair("Drugs", (None, None))], ("City", "County"), UNIT)


def places() -> ComparePicture:
    return ComparePicture(
        [
            Area("Leicester", None),
            Area("Nottingham", 31.6, 31.0, 32.2, ours=True),
            Area("England", 17.2, 17.1, 17.3),
            Area("Wolverhampton", nan, absent="Fewer than 5, not shown"),
            Area("Hull <1>", 36.0, 34.9, 37.2),
            Area("Derby", 41.2, nan, nan),
        ],
        "ASB per 1,000 residents",
        benchmark=("England", 17.2),
    )


def unheld() -> ComparePicture:
    return ComparePicture([Area("Nottingham", None, ours=True)], "ASB per 1,000")


def texts(figure: dict[str, Any]) -> list[str]:
    return [note["text"] for note in figure["layout"]["annotations"]]


def note(figure: dict[str, Any], text: str) -> dict[str, Any]:
    """Return a text with what it takes over from the template's item."""
    (found,) = [n for n in figure["layout"]["annotations"] if n["text"] == text]
    items = figure["layout"]["template"]["layout"]["annotations"]
    shared = {item["name"]: item for item in items}
    return shared.get(found.get("templateitemname"), {}) | found


@pytest.mark.parametrize("size", ["s", "m", "present", "present_large"])
@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize(
    ("draw", "case"),
    [
        (dots_figure, paper),
        (dots_figure, bare),
        (compare_figure, places),
        (compare_figure, unheld),
    ],
)
def test_plotly_accepts_the_figure(
    draw: Any, case: Any, mode: Mode, size: Size
) -> None:
    figure = draw(case(), mode=mode, size=size)
    json.dumps(figure, allow_nan=False)
    drawn = go.Figure(figure)
    assert (drawn.layout.height is None) == size.startswith("present")


def test_two_places_differ_in_shape_and_colour_and_say_their_values() -> None:
    joins, city, county = dots_figure(paper())["data"]
    assert [t["marker"]["symbol"] for t in (city, county)] == ["circle", "diamond"]
    inks = palette("series", "light")[:2]
    for trace, ink in zip((city, county), inks, strict=True):
        assert trace["marker"]["color"][0] == ink
    whole = replace(paper(), pairs=paper().pairs[:-1])
    assert [t["marker"]["color"] for t in dots_figure(whole)["data"][1:]] == [*inks]
    assert city["x"] == [98.49, 2.72, 8.4, 3.1, 4.0, 16.29]
    assert [text.strip() for text in county["text"]] == [
        "50.0",
        "0.5",
        "9.1",
        "4.0",
        "9.4",
    ]
    # No line joins a value to one that is missing.
    assert joins["x"].count(None) == 5
    assert joins["y"][-2] == 6


def test_values_stand_on_the_outer_side_even_where_they_are_equal() -> None:
    _, city, county = dots_figure(paper())["data"]
    right, left = "middle right", "middle left"
    assert city["textposition"] == [right, right, left, right, right, right]
    assert county["textposition"] == [left, left, right, left, left]


def test_the_remainder_is_hollow_and_in_italics() -> None:
    figure = dots_figure(paper())
    _, city, county = figure["data"]
    page = token("bg", "light")
    for trace in (city, county):
        assert [colour == page for colour in trace["marker"]["color"]] == [
            *[False] * (len(trace["x"]) - 1),
            True,
        ]
    assert "<i>Other, not listed</i>" in texts(figure)
    assert "Hollow: what no row lists" in texts(figure)
    plain = replace(paper(), pairs=paper().pairs[:-1])
    assert "Hollow: what no row lists" not in texts(dots_figure(plain))


def test_the_ratio_stands_at_the_right_of_its_row() -> None:
    figure = dots_figure(paper())
    said = note(figure, "1.97 (1.94 to 2.00)")
    assert (said["x"], said["y"], said["xref"]) == (1, 0, "paper")
    # Limits that are not known are left out.
    assert note(figure, "5.33")["y"] == 1
    assert "nan" not in str(texts(figure)).lower()
    assert "Ratio<br>(95% interval)" in texts(figure)
    none = replace(paper(), pairs=[Pair("Robbery", (2.7, 0.5))])
    assert not any("Ratio" in text for text in texts(dots_figure(none)))


def test_a_missing_value_is_said_and_not_drawn() -> None:
    figure = dots_figure(paper())
    assert note(figure, "<i>fewer than 5, not shown</i>")["y"] == 4
    assert "Theft: County not published." in texts(figure)
    assert 4 not in [*figure["data"][1]["y"], *figure["data"][2]["y"]]
    assert 0 not in figure["data"][1]["x"]


@pytest.mark.parametrize(
    ("draw", "case"), [(dots_figure, paper), (compare_figure, places)]
)
@pytest.mark.parametrize("size", ["s", "m"])
def test_the_axis_starts_at_nought_and_runs_down_the_rows(
    draw: Any, case: Any, size: Size
) -> None:
    layout = draw(case(), size=size)["layout"]
    assert layout["xaxis"]["tickvals"][0] == 0
    assert layout["xaxis"]["range"][0] <= 0
    bottom, top = layout["yaxis"]["range"]
    count = len(case().pairs if draw is dots_figure else case().areas)
    assert top < 0
    assert bottom > count - 1


def test_a_phone_writes_names_above_their_marks() -> None:
    wide, narrow = (dots_figure(paper(), size=size) for size in ("m", "s"))
    assert note(wide, "Robbery")["xanchor"] == "right"
    assert note(narrow, "Robbery")["xanchor"] == "left"
    assert note(narrow, "Robbery")["yshift"] > 0
    assert narrow["layout"]["margin"]["l"] < 20
    assert wide["layout"]["margin"]["l"] > 80
    assert any("At the right: Ratio (95% interval)" in text for text in texts(narrow))


def test_rows_from_outside_are_escaped() -> None:
    assert "Shoplifting &lt;b&gt;" in texts(dots_figure(paper()))
    figure = compare_figure(places())
    assert "Hull &lt;1&gt;" in texts(figure)
    assert "Hull <1>" not in str(figure)


def test_areas_run_from_the_highest_to_those_without_a_figure() -> None:
    names = [area.name for area in places().sorted()]
    assert names == [
        "Derby",
        "Hull <1>",
        "Nottingham",
        "England",
        "Leicester",
        "Wolverhampton",
    ]
    figure = compare_figure(places())
    assert note(figure, "<i>not published</i>")["y"] == 4
    assert note(figure, "<i>Fewer than 5, not shown</i>")["y"] == 5
    drawn = [y for trace in figure["data"] for y in trace["y"]]
    assert sorted(drawn) == [0, 1, 2, 3]


def test_our_place_stands_out_by_shape_and_weight() -> None:
    others, ours = compare_figure(places())["data"]
    assert ours["marker"]["symbol"] == "diamond"
    assert others["marker"]["symbol"] == "circle"
    assert others["marker"]["color"] == token("bg", "light")
    assert "<b>Nottingham</b>" in texts(compare_figure(places()))
    assert "<b>31.6 (31.0 to 32.2)</b>" in texts(compare_figure(places()))


def test_intervals_are_drawn_where_they_are_known() -> None:
    others, ours = compare_figure(places())["data"]
    assert ours["error_x"]["array"] == pytest.approx([0.6])
    assert ours["error_x"]["arrayminus"] == pytest.approx([0.6])
    assert others["error_x"]["array"] == pytest.approx([0, 1.2, 0.1])
    assert "41.2" in texts(compare_figure(places()))


def test_the_line_to_compare_with_is_named() -> None:
    figure = compare_figure(places())
    (line,) = [s for s in figure["layout"]["shapes"] if s["type"] == "line"]
    assert line["x0"] == line["x1"] == 17.2
    assert "England 17.2" in texts(figure)
    without = compare_figure(replace(places(), benchmark=None))
    assert [s for s in without["layout"]["shapes"] if s["type"] == "line"] == []


@pytest.mark.parametrize("size", ["s", "m"])
def test_a_word_longer_than_a_line_is_cut_and_whole_on_hover(size: Size) -> None:
    name = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"
    figure = compare_figure(ComparePicture([Area(name, 9.0)], UNIT), size=size)
    (shown,) = [text for text in texts(figure) if text.startswith("Llanfair")]
    assert shown.endswith("\N{HORIZONTAL ELLIPSIS}")
    assert name.startswith(shown[:-1])
    assert len(shown) <= (30 if size == "m" else 48)
    (trace,) = figure["data"]
    assert trace["hovertext"] == [f"{name}: <b>9.0</b>"]


def test_no_row_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one row"):
        dots_figure(PairPicture([], ("City", "County"), UNIT))
    with pytest.raises(ValueError, match="at least one area"):
        compare_figure(ComparePicture([], "x"))


def test_alt_texts() -> None:
    assert dots_alt(paper(), "crime by offence", "2011/12") == (
        "Dot plot of crime by offence, City and County, 2011/12. Crimes per 1,000 "
        "residents, 2011/12. All crime: City 98.5, County 50.0, ratio 1.97 (1.94 to "
        "2.00). Robbery: City 2.7, County 0.5, ratio 5.33. Shoplifting <b>: City 8.4, "
        "County 9.1, ratio 0.92 (0.88 to 0.97). Theft: City 3.1, County not published. "
        "Drugs: fewer than 5, not shown. Level: City 4.0, County 4.0. Other, not "
        "listed: City 16.3, County 9.4, ratio 1.74."
    )
    assert compare_alt(places(), "ASB", demo=True) == (
        "Demonstration data: invented. Dot plot with 95% intervals of ASB. ASB per "
        "1,000 residents. Line at England, 17.2. Derby: 41.2. Hull <1>: 36.0 (34.9 to "
        "37.2). Nottingham (this place): 31.6 (31.0 to 32.2). England: 17.2 (17.1 to "
        "17.3). Leicester: not published. Wolverhampton: Fewer than 5, not shown."
    )
