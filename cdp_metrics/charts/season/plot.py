"""Lines of years on one axis of months, their names and the range of several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from cdp_metrics.charts.parts.foot import Mark, foot
from cdp_metrics.charts.parts.frame import LETTER, LINE, Frame, letters
from cdp_metrics.charts.parts.plot import End, end_labels, value_axis
from cdp_metrics.charts.parts.scale import Axis
from cdp_metrics.charts.season.picture import SeasonPicture
from cdp_metrics.charts.theme import Mode, Size, palette, template, tint, token

__all__ = ["Reach", "YearLine", "year_figure", "year_range"]

TALL: Final = 18.0  # height of the plot, in text sizes

Points = Sequence[float | None]


@dataclass(frozen=True)
class Reach:
    """The axis of months.

    Parameters
    ----------
    low, high
        Its ends, where 0 is the first month or the year's start.
    shift
        Of the months' labels.
    under
        Whether the names of lines that end early stand below them, not above.
    """

    low: float
    high: float
    shift: float
    under: bool


@dataclass(frozen=True)
class YearLine:
    """One line.

    Parameters
    ----------
    name
        Of the year.
    points
        Values from 0 on; None breaks the line.
    ink
        Role of its colour.
    width, dash
        Of its stroke.
    words
        At its end; none for a line without a name.
    """

    name: str
    points: Points
    ink: str
    width: float
    dash: str = "solid"
    words: tuple[str, ...] = ()

    @property
    def place(self) -> int:
        """Return the place of its last point, -1 for none."""
        return max((p for p, v in enumerate(self.points) if v is not None), default=-1)

    @property
    def value(self) -> float:
        """Return its last value."""
        return self.points[self.place] or 0.0


def year_figure(
    picture: SeasonPicture,
    scale: Axis,
    lines: Sequence[YearLine],
    reach: Reach,
    *,
    behind: Sequence[dict[str, Any]] = (),
    marks: Sequence[Mark] = (),
    notes: Sequence[str] = (),
    mode: Mode,
    size: Size,
) -> dict[str, Any]:
    """Return the figure of several years.

    Parameters
    ----------
    picture
        Whose years they are; there is at least one.
    scale
        The value axis.
    lines
        From the back to the front.
    reach
        The axis of months.
    behind
        Traces behind the lines.
    marks, notes
        The key and the notes under the chart.
    mode, size
        The theme on screen and the size of text.
    """
    named = [line for line in lines if line.words and line.place >= 0]
    ended = [line for line in named if line.place == int(reach.high)]
    ends = [
        End(
            line.value,
            line.words if size == "s" else [" ".join(line.words)],
            token(line.ink, mode),
        )
        for line in ended
    ]
    words = [word for end in ends for word in end.lines]
    left, right = Frame.margins(scale.labels, words, size)
    frame = Frame(left=left, right=right, mode=mode, size=size)
    under = foot(frame, marks, notes)
    heading = frame.heading(picture.series.unit, scale.starts_at)
    this = picture.years[-1]
    step = 3 if size == "s" and this.step == 1 else 1
    places = range(0, len(this.values), step)
    decimals = picture.series.decimals
    return {
        "data": [*behind, *(_drawn(line, frame, decimals) for line in lines)],
        "layout": {
            "template": template(mode, size),
            "hovermode": "closest",
            "xaxis": {
                "range": [reach.low, reach.high],
                "tickvals": [place + reach.shift for place in places],
                "ticktext": [
                    this.end(place) if size == "s" else this.label(place)
                    for place in places
                ],
            },
            "yaxis": value_axis(scale),
            **frame.room(TALL, 0.8 + len(heading) * LINE, under.tall),
            "annotations": [
                frame.above(heading),
                *end_labels(frame, scale, frame.plot_tall(TALL) * frame.px, ends),
                *(_beside(one, frame, reach) for one in named if one not in ended),
                *under.texts,
            ],
            "shapes": under.shapes,
        },
    }


def _beside(line: YearLine, frame: Frame, reach: Reach) -> dict[str, Any]:
    """Return the words at a line that ends within the year."""
    text = " ".join(line.words)
    room = (reach.high - line.place) / (reach.high - reach.low) * frame.wide
    fits = letters(text) * LETTER * frame.px < room + frame.right
    return {
        "text": text,
        "font": {"color": frame.ink(line.ink)},
        "bgcolor": frame.ink("bg"),
        "x": line.place,
        "y": line.value,
        "xanchor": "left" if fits else "right",
        "yanchor": "top" if reach.under else "bottom",
        "yshift": round((-0.6 if reach.under else 0.6) * frame.px),
    }


def _drawn(line: YearLine, frame: Frame, decimals: int) -> dict[str, Any]:
    """Return one line as a trace; a month without a figure is a break in it."""
    # A month between two gaps has no line to show it, so it gets a point.
    padded = [None, *line.points, None]
    alone = [a is None and b is None for a, b in zip(padded, padded[2:], strict=False)]
    strong = line.ink == "accent"
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": line.name,
        "x": list(range(len(line.points))),
        "y": list(line.points),
        "connectgaps": False,
        "cliponaxis": False,
        "line": {
            "color": frame.ink(line.ink),
            "dash": line.dash,
            "width": line.width * frame.bold,
        },
        "marker": {
            "opacity": 1,
            "line": {"width": 0},
            "size": [
                (9 if strong and place == line.place else 5 if lone else 0) * frame.bold
                for place, lone in enumerate(alone)
            ],
        },
        "hovertemplate": f"{line.name}: %{{y:,.{decimals}f}}<extra></extra>",
    }


def year_range(
    lines: Sequence[Sequence[float]], name: str, mode: Mode
) -> tuple[dict[str, Any], Mark]:
    """Return the band from the lowest to the highest of several years, and its key.

    Parameters
    ----------
    lines
        The years' values, of one length.
    name
        What the band is.
    mode
        The theme on screen.
    """
    low = [min(values) for values in zip(*lines, strict=True)]
    high = [max(values) for values in zip(*lines, strict=True)]
    fill = tint(palette("series", mode)[0], 0.16)
    band = {
        "type": "scatter",
        "mode": "lines",
        "x": [*range(len(low)), *reversed(range(len(low)))],
        "y": [*high, *reversed(low)],
        "fill": "toself",
        "fillcolor": fill,
        "hoverinfo": "skip",
        "line": {"width": 0},
    }
    return band, Mark(name, "area", fill)
