"""The year's shape: this year against the years before, by month and added up."""

from __future__ import annotations

from typing import Any

from cdp_metrics.charts.parts.foot import Mark
from cdp_metrics.charts.parts.scale import axis
from cdp_metrics.charts.season.picture import SeasonPicture, span
from cdp_metrics.charts.season.plot import (
    Reach,
    YearLine,
    year_figure,
    year_range,
)
from cdp_metrics.charts.season.years import Year
from cdp_metrics.charts.theme import Mode, Size, token

__all__ = ["cumulative_figure", "season_figure"]


def season_figure(
    picture: SeasonPicture, *, mode: Mode = "light", size: Size = "m"
) -> dict[str, Any]:
    """Draw every year by month: this one strong, a typical one dashed, others faint.

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
        A Plotly figure as plain data. A month without a figure breaks its line. The
        axis may be cut and then says so.

    Raises
    ------
    ValueError
        If there is no figure at all.
    """
    this, earlier = _this_year(picture), picture.years[:-1]
    typical = picture.typical
    levels = [*typical, *(v for year in picture.years for v in year.values)]
    known = [value for value in levels if value is not None]
    last = this.known[-1]
    words = _end_words(picture, this, last, this.values[last] or 0.0, "in")
    return year_figure(
        picture,
        axis(known, picture.series.decimals, truncate=True),
        [
            *(YearLine(year.name, year.values, "edge", 1.0) for year in earlier),
            YearLine(
                "Typical year", typical, "target", 2.5, "dash", ("Typical", "year")
            ),
            YearLine(this.name, this.values, "accent", 3.5, "solid", words),
        ],
        Reach(-0.3, len(this.values) - 0.7, 0.0, under=False),
        marks=_faint(earlier, mode),
        notes=[picture.kind(), *_typical_note(picture), *picture.reasons()],
        mode=mode,
        size=size,
    )


def cumulative_figure(
    picture: SeasonPicture, *, mode: Mode = "light", size: Size = "m"
) -> dict[str, Any]:
    """Draw totals since the year's start: this year, last year, the range before.

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
        A Plotly figure as plain data, its axis from nought. A line ends before the
        first month without a figure, as nothing after it can be added up.

    Raises
    ------
    ValueError
        If there is no figure at all.
    """
    this, before = _this_year(picture), picture.years[-2:-1]
    earlier = [[0.0, *year.running()] for year in picture.range_years]
    lines = [_added_up(picture, year, this=year is this) for year in (*before, this)]
    drawn = [*earlier, *(line.points for line in lines)]
    values = [value for points in drawn for value in points if value is not None]
    behind, marks = [], []
    if len(earlier) > 1:
        name = f"Range of {span(picture.range_years)}"
        band, mark = year_range(earlier, name, mode)
        behind, marks = [band], [mark]
    return year_figure(
        picture,
        axis(values, picture.series.decimals),
        lines,
        Reach(0.0, len(this.values), 0.5, under=True),
        behind=behind,
        marks=marks,
        notes=[picture.kind(), *picture.stops(), *picture.reasons()],
        mode=mode,
        size=size,
    )


def _this_year(picture: SeasonPicture) -> Year:
    if not (years := picture.years):
        raise ValueError("A year's shape needs at least one figure.")
    return years[-1]


def _end_words(
    picture: SeasonPicture, year: Year, place: int, value: float, joined: str
) -> tuple[str, ...]:
    """Return a year, its last value and the month that it is of or goes to."""
    when = year.end(place) if joined == "to" else year.label(place)
    return (f"<b>{year.name}</b>", picture.figure(value), f"{joined} {when}")


def _added_up(picture: SeasonPicture, year: Year, *, this: bool) -> YearLine:
    """Return a year's running total from nought, named at its end."""
    running = year.running()
    words: tuple[str, ...] = ()
    if running:
        words = _end_words(picture, year, len(running) - 1, running[-1], "to")
    stroke = ("accent", 3.5, "solid") if this else ("ink2", 2.0, "dash")
    return YearLine(year.name, [0.0, *running], *stroke, words)


def _faint(years: list[Year], mode: Mode) -> list[Mark]:
    """Return the key of the lines without a name."""
    return [Mark(span(years), "line", stroke=token("edge", mode))] if years else []


def _typical_note(picture: SeasonPicture) -> list[str]:
    """Say what the typical year is, or why there is none."""
    if all(value is None for value in picture.typical):
        return ["Too few years for a typical one."]
    left_out = f", without {picture.unusual_name}" if picture.unusual else ""
    return [f"Typical year: the median of the years before{left_out}."]
