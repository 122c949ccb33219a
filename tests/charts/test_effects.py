"""Bars of what each cause adds to a change."""

from __future__ import annotations

from typing import get_args

import plotly.graph_objects as go
import pytest

from cdp_metrics.charts.effects import (
    Effect,
    EffectsPicture,
    effects_alt,
    effects_figure,
)
from cdp_metrics.charts.parts.frame import breadth
from cdp_metrics.charts.theme import SIZES, Mode, Size

PICTURE = EffectsPicture(
    [
        Effect("More or fewer offences", 5.04),
        Effect("Mix <b>", -12.26),
        Effect("Nought", 0.04),
        Effect("Together", -7.22, total=True),
    ],
    "% of severity in the year to Dec 2018",
)


@pytest.mark.parametrize("mode", get_args(Mode))
@pytest.mark.parametrize("size", get_args(Size))
def test_plotly_takes_every_figure(mode: Mode, size: Size) -> None:
    go.Figure(effects_figure(PICTURE, mode=mode, size=size)).to_json()


def test_bars_lie_on_their_side_of_nought_and_the_axis_holds_all() -> None:
    drawn = effects_figure(PICTURE)
    (bars,) = drawn["data"]
    assert bars["x"] == [5.04, -12.26, 0.04, -7.22]
    assert bars["y"] == [0, 1, 2, 3]
    low, high = drawn["layout"]["xaxis"]["range"]
    assert low <= -12.26 and high >= 5.04
    assert any(
        shape.get("x0") == 0 == shape.get("x1") for shape in drawn["layout"]["shapes"]
    )
    assert len(set(bars["marker"]["color"])) == 2


def test_values_are_signed_and_names_cannot_be_markup() -> None:
    assert [PICTURE.words(each) for each in PICTURE.effects] == [
        "+5.0%",
        "−12.3%",
        "0.0%",
        "−7.2%",
    ]
    texts = [each["text"] for each in effects_figure(PICTURE)["layout"]["annotations"]]
    assert any("Mix &lt;b&gt;" in text for text in texts)
    assert "<b>−7.2%</b>" in texts


def test_bars_are_thinner_where_names_stand_above_them() -> None:
    wide, narrow = (
        effects_figure(PICTURE, size=size)["data"][0] for size in ("m", "s")
    )
    assert narrow["width"] < wide["width"]


def test_the_text_alternative_says_every_bar() -> None:
    said = effects_alt(PICTURE, "the change in severity", demo=True)
    assert said.startswith("Demonstration data: invented. Bar chart of the change")
    assert "Together: −7.2%." in said


# Lines as Chromium draws them in Public Sans at weight 700, in text sizes.
MEASURED = {"+9.9%": 3.115, "1.97 (1.94 to 2.00)": 8.483, "\N{MINUS SIGN}12.3%": 3.525}


def test_the_words_at_the_right_are_not_cut_off() -> None:
    for words, width in MEASURED.items():
        assert breadth(f"<b>{words}</b>") >= width
    picture = EffectsPicture([Effect("All", 9.9, total=True)], "%")
    assert picture.words(picture.effects[0]) == "+9.9%"
    for size in ("m", "present"):
        layout = effects_figure(picture, size=size)["layout"]
        (words,) = (
            each
            for each in layout["template"]["layout"]["annotations"]
            if each["name"] == "words"
        )
        room = layout["margin"]["r"] - words["xshift"]
        assert room >= MEASURED["+9.9%"] * SIZES[size]


def test_nothing_is_not_drawn() -> None:
    with pytest.raises(ValueError, match="at least one"):
        effects_figure(EffectsPicture([], "%"))
