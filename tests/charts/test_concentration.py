from __future__ import annotations

import json

import plotly.graph_objects as go
import pytest

from cdp_metrics.charts.places.concentration import (
    ConcentrationPicture,
    concentration_figure,
)
from cdp_metrics.charts.theme import Mode, Size


def picture(**changes: object) -> ConcentrationPicture:
    """Four areas, of which two hold over half."""
    values: dict[str, object] = {
        "counted": (0.4, 0.7, 0.9, 1.0),
        "lower": (0.3, 0.6, 0.8, 1.0),
        "upper": (0.5, 0.8, 1.0, 1.0),
        "even": (0.3, 0.55, 0.8, 1.0),
        "half": 2,
        "unit": "% of ASB",
    }
    return ConcentrationPicture(**values | changes)  # type: ignore[arg-type]


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("size", ["s", "m", "present"])
def test_plotly_accepts_the_figure(mode: Mode, size: Size) -> None:
    figure = concentration_figure(picture(), mode=mode, size=size)
    go.Figure(figure)
    json.dumps(figure)


def test_curves_start_where_nothing_is_and_the_half_is_marked() -> None:
    figure = concentration_figure(picture())
    lower, upper, even, counted, half = figure["data"]
    assert (counted["x0"], counted["dx"]) == (0, 25)
    assert counted["y"] == pytest.approx([0, 40, 70, 90, 100])
    assert upper["fill"] == "tonexty" and lower["y"][1] == pytest.approx(30)
    assert even["line"]["dash"] == "dash"
    assert (half["x"], half["y"]) == ([50], [pytest.approx(70)])
    assert counted["hovertext"] == ["0", "40", "70", "90", "100"]
    assert counted["hovertemplate"].startswith(
        "%{pointNumber} of 4 areas: <b>%{hovertext}%</b>"
    )
    words = " ".join(note["text"] for note in figure["layout"]["annotations"])
    assert "Half is in 2 of 4 areas" in words and "% of ASB" in words


def test_shares_are_sent_no_finer_than_is_seen_and_said_from_what_was_counted() -> None:
    drawn = picture(counted=(0.40499, 0.7, 0.9, 1.0))
    (counted,) = [
        each for each in concentration_figure(drawn)["data"] if "hovertext" in each
    ]
    assert counted["y"][1] == 40.5  # rounded again it would be said as 41
    assert counted["hovertext"][1] == "40"


@pytest.mark.parametrize("changes", [{"counted": ()}, {"even": (1.0,)}])
def test_curves_must_be_whole(changes: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="every number of areas"):
        concentration_figure(picture(**changes))
