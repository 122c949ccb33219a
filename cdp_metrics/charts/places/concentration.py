"""How few areas hold how much: a curve from the areas with the most events down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from cdp_metrics.charts.parts.foot import Mark, foot
from cdp_metrics.charts.parts.frame import BOTTOM, LINE, Frame
from cdp_metrics.charts.theme import Mode, Size, number, palette, template, tint

__all__ = ["ConcentrationPicture", "concentration_figure"]

TALL: Final = 15.0  # height of the plot, in text sizes
TICKS: Final = (0, 25, 50, 75, 100)
BAND: Final = 0.25
SEEN: Final = 2  # decimals of a share in %: less than a pixel


@dataclass(frozen=True)
class ConcentrationPicture:
    """What the curve is drawn from.

    Parameters
    ----------
    counted, lower, upper, even
        Share (0 to 1) of the events in the first 1, 2, ... areas: as counted, its 95%
        limits, and where every resident's rate is one.
    half
        The fewest areas that hold half of the events.
    unit
        What the value axis counts: "% of ASB reports".
    """

    counted: Sequence[float]
    lower: Sequence[float]
    upper: Sequence[float]
    even: Sequence[float]
    half: int
    unit: str


def concentration_figure(
    picture: ConcentrationPicture, *, mode: Mode = "light", size: Size = "m"
) -> dict[str, Any]:
    """Draw the share of events against the share of areas, both from 0 to 100%.

    Parameters
    ----------
    picture
        What to draw.
    mode
        The theme on screen.
    size
        Text size.

    Returns
    -------
    dict
        A Plotly figure as plain data. The line of equal rates is dashed; a mark stands
        where half of the events is reached.

    Raises
    ------
    ValueError
        If there is no area, or the curves differ in length.
    """
    n = len(picture.counted)
    curves = picture.counted, picture.lower, picture.upper, picture.even
    if not n or any(len(each) != n for each in curves):
        raise ValueError("The curves need a share for every number of areas.")
    labels = [f"{tick}%" for tick in TICKS]
    left, right = Frame.margins(labels, [], size)
    frame = Frame(left=left, right=right, mode=mode, size=size)
    ink, other = palette("series", mode)[:2]
    step = 100 / n
    at, share = 100 * picture.half / n, 100 * picture.counted[picture.half - 1]
    heading = frame.heading(picture.unit)
    marks = [
        Mark("As counted", "line", stroke=ink),
        Mark(f"Half is in {picture.half} of {n} areas", "diamond", ink),
        Mark("95% range", "area", tint(ink, BAND)),
        Mark(
            "If every resident's rate were the same", "line", stroke=other, dash="dash"
        ),
    ]
    under = foot(frame, marks, down=BOTTOM + LINE)
    return {
        "data": [
            _line(step, picture.lower, {"width": 0}),
            _line(step, picture.upper, {"width": 0})
            | {"fill": "tonexty", "fillcolor": tint(ink, BAND)},
            _line(
                step,
                picture.even,
                {"color": other, "dash": "dash", "width": 2 * frame.bold},
            ),
            _line(step, picture.counted, {"color": ink, "width": 3 * frame.bold})
            | {
                "hoverinfo": None,
                "hovertext": [number(100 * each) for each in (0.0, *picture.counted)],
                "hovertemplate": f"%{{pointNumber}} of {n} areas: "
                "<b>%{hovertext}%</b><extra></extra>",
            },
            {
                "type": "scatter",
                "mode": "markers",
                "x": [at],
                "y": [share],
                "hoverinfo": "skip",
                "marker": {
                    "opacity": 1,
                    "color": ink,
                    "line": {"color": frame.ink("bg"), "width": 2},
                    "size": 12 * frame.bold,
                    "symbol": "diamond",
                },
            },
        ],
        "layout": {
            "template": template(mode, size),
            "hovermode": "closest",
            "xaxis": {"range": [0, 100], "tickvals": TICKS, "ticktext": labels},
            "yaxis": {"range": [0, 104], "tickvals": TICKS, "ticktext": labels},
            **frame.room(TALL, 0.8 + len(heading) * LINE, under.tall),
            "annotations": [
                frame.above(heading),
                _across(frame),
                *under.texts,
            ],
            "shapes": under.shapes,
        },
    }


def _line(step: float, shares: Sequence[float], line: dict[str, Any]) -> dict[str, Any]:
    """Return a curve that starts where no area holds anything.

    Areas are equally far apart, so one step stands for all their places.
    """
    return {
        "type": "scatter",
        "mode": "lines",
        "x0": 0,
        "dx": step,
        "y": [0.0, *(round(100 * share, SEEN) for share in shares)],
        "hoverinfo": "skip",
        "line": line,
    }


def _across(frame: Frame) -> dict[str, Any]:
    """Return the name of the axis of areas, under its ticks."""
    return {
        "text": "% of small areas, those with most first",
        "font": {"color": frame.ink("ink2")},
        "x": 1,
        "y": 0,
        "xref": "paper",
        "yref": "paper",
        "xanchor": "right",
        "yanchor": "top",
        "yshift": -round(1.9 * frame.px),
    }
