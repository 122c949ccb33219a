"""Bars of amounts: hatched where marked, a reason where there is none."""

from __future__ import annotations

import plotly.graph_objects as go
import pytest

from cdp_metrics.charts.amounts import (
    Amount,
    AmountsPicture,
    amounts_alt,
    amounts_figure,
)
from cdp_metrics.charts.theme import Mode, Size

PICTURE = AmountsPicture(
    [
        Amount("Gates", 900, "£900", marked=True),
        Amount("Lamps", 0, "£0"),
        Amount("Radio <b>", None, "not stated"),
    ],
    "Pounds, 2024/25",
    plain="Unconditional",
    marked="Conditional",
)


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("size", ["s", "m"])
def test_bars_start_at_nought_and_marked_ones_are_hatched(
    mode: Mode, size: Size
) -> None:
    figure = amounts_figure(PICTURE, mode=mode, size=size)
    go.Figure(figure)  # plotly accepts every attribute
    plain, marked = figure["data"]
    assert (plain["x"], plain["y"]) == ([0], [1])
    assert (marked["x"], marked["y"]) == ([900], [0])
    assert "pattern" not in plain["marker"]
    assert marked["marker"]["pattern"]["shape"] == "/"
    assert figure["layout"]["xaxis"]["range"][0] == 0
    said = " ".join(each["text"] for each in figure["layout"]["annotations"])
    for word in ("£900", "£0", "not stated", "Conditional", "Pounds, 2024/25"):
        assert word in said
    assert "Radio <b>" not in said


def test_without_marks_there_is_no_key() -> None:
    figure = amounts_figure(AmountsPicture([Amount("Gates", 9, "9")], "Gates"))
    said = [each["text"] for each in figure["layout"]["annotations"]]
    assert not any("Conditional" in text for text in said)


def test_the_words_name_every_bar() -> None:
    assert amounts_alt(PICTURE, "grants", demo=True) == (
        "Demonstration data: invented. Bar chart of grants. Gates (conditional): "
        "£900. Lamps: £0. Radio <b>: not stated."
    )


def test_nothing_to_draw_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one amount"):
        amounts_figure(AmountsPicture([Amount("Radio", None, "not stated")], "Pounds"))
