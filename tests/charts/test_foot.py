from __future__ import annotations

from itertools import pairwise

import plotly.graph_objects as go
import pytest

from cdp_metrics.charts.parts.foot import OUTLINES, Mark, foot, key
from cdp_metrics.charts.parts.frame import WIDTH, Frame
from cdp_metrics.charts.theme import Size

MARKS = [
    Mark(f"Meaning number {at}", outline)
    for at, outline in enumerate(("circle", *OUTLINES))
]


def frame(size: Size) -> Frame:
    return Frame(left=40, right=90, mode="light", size=size)


@pytest.mark.parametrize("size", ["s", "m", "present", "present_large"])
def test_plotly_accepts_the_marks(size: Size) -> None:
    under = foot(frame(size), MARKS, ["A note."])
    layout = go.Figure(
        layout={"shapes": under.shapes, "annotations": under.texts}
    ).layout
    assert len(layout.shapes) == len(MARKS)
    assert len(layout.annotations) == len(MARKS) + 1


@pytest.mark.parametrize("size", ["s", "m"])
def test_entries_run_on_in_rows_within_the_width(size: Size) -> None:
    _, texts, rows = key(frame(size), MARKS, 2.0)
    assert rows == len({text["yshift"] for text in texts})
    assert rows > (3 if size == "s" else 1)
    for one, other in pairwise(texts):
        same = one["yshift"] == other["yshift"]
        assert (
            other["xshift"] > one["xshift"]
            if same
            else (other["yshift"] < one["yshift"])
        )
    assert max(text["xshift"] for text in texts) < WIDTH[size] - 40


def test_a_foot_is_as_tall_as_what_it_holds() -> None:
    plain = foot(frame("m"))
    assert (plain.shapes, plain.texts) == ([], [])
    keyed = foot(frame("m"), MARKS[:1])
    both = foot(frame("m"), MARKS[:1], ["A note."])
    longer = foot(frame("m"), MARKS[:1], ["A note.", "Another."])
    assert plain.tall < keyed.tall < both.tall < longer.tall
    assert both.texts[-1]["yshift"] < keyed.texts[0]["yshift"]


def test_words_from_outside_are_escaped() -> None:
    under = foot(frame("m"), [Mark("<b>x", "circle")], ["<i>y"])
    assert [text["text"] for text in under.texts] == ["&lt;b&gt;x", "&lt;i&gt;y"]
