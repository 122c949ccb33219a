"""One plot over months: its axes, and the words at its lines' ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from cdp_metrics.charts.parts.frame import LINE, Frame
from cdp_metrics.charts.parts.scale import Axis, spread, time_ticks
from cdp_metrics.periods import add_months

__all__ = ["End", "Plot", "end_labels", "value_axis"]

APART: Final = 0.3  # between two labels, in text sizes
QUARTER: Final = "Quarter %q of %Y"  # calendar quarters, as Plotly writes dates


@dataclass(frozen=True)
class Plot:
    """A pair of axes.

    Parameters
    ----------
    frame
        The chart around it.
    months
        Every month on the time axis.
    axis
        The value axis.
    tall
        Height in px.
    rolling
        Whether a value stands for the 12 months that end with its month.
    x, y
        Names of the axes.
    step
        Months in a period.
    end
        Month with which the latest period ends, where each is drawn at its end.
    """

    frame: Frame
    months: tuple[date, ...]
    axis: Axis
    tall: float
    rolling: bool = False
    x: str = "x"
    y: str = "y"
    step: int = 1
    end: date | None = None

    def axes(
        self, domain: Sequence[float] = (0, 1), *, empty: bool = False
    ) -> dict[str, Any]:
        """Return the two axes for a layout; an empty plot has no value ticks."""
        first, last = self.months[0], self.months[-1]
        most = {"s": 5, "m": 12}.get(self.frame.size, 8)
        places, words = time_ticks(first, last, most, self.end)
        return {
            self.x.replace("x", "xaxis"): {
                "anchor": self.y,
                "hoverformat": "%B %Y" if self.step == 1 or self.rolling else QUARTER,
                "range": [first.isoformat(), add_months(last, 1).isoformat()],
                "ticktext": words,
                "tickvals": places,
                "type": "date",
            },
            self.y.replace("y", "yaxis"): {
                "anchor": self.x,
                "domain": list(domain),
                **value_axis(self.axis, empty=empty),
            },
        }


def value_axis(axis: Axis, *, empty: bool = False) -> dict[str, Any]:
    """Return the range and the ticks of a value axis."""
    return {
        "range": [axis.low, axis.high],
        "ticktext": () if empty else axis.labels,
        "tickvals": () if empty else axis.ticks,
    }


@dataclass(frozen=True)
class End:
    """The words at a line's end.

    Parameters
    ----------
    value
        Where the line ends.
    lines
        Lines of text, safe inside a chart.
    ink
        Colour of the text.
    stroke
        Colour of the line; none leaves it to `ink`.
    """

    value: float
    lines: Sequence[str]
    ink: str
    stroke: str = ""


def end_labels(
    frame: Frame, axis: Axis, tall: float, ends: Sequence[End], y: str = "y"
) -> list[dict[str, Any]]:
    """Return the labels at the lines' ends, moved apart, tied to their lines.

    Parameters
    ----------
    frame
        The chart.
    axis
        The value axis.
    tall
        Height of the plot in px.
    ends
        What to write.
    y
        Name of the value axis.
    """
    px = frame.px
    scale = tall / (axis.high - axis.low)
    wanted = [(end.value - axis.low) * scale for end in ends]
    heights = [(len(end.lines) * LINE + APART) * px for end in ends]
    middles = spread(wanted, heights, tall)
    labels = []
    for end, want, middle in zip(ends, wanted, middles, strict=True):
        label: dict[str, Any] = {
            "text": "<br>".join(end.lines),
            "align": "left",
            "x": 1,
            "y": end.value,
            "xref": "paper",
            "yref": y,
            "xanchor": "left",
            "font": {"color": end.ink},
        }
        if len(ends) > 1:
            # The text stays ink, for contrast; the stroke carries the colour.
            label |= {
                "showarrow": True,
                "arrowhead": 0,
                "arrowcolor": end.stroke or end.ink,
                "arrowwidth": 2,
                "borderpad": 3,
                "standoff": 5,
                "ax": round(1.3 * px),
                "ay": round(want - middle),
            }
        else:
            label |= {"xshift": round(0.7 * px), "yshift": round(middle - want)}
        labels.append(label)
    return labels
