"""What the pictures of a year are drawn from, and what they say in words."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from cdp_metrics.charts.parts.scale import spoken
from cdp_metrics.charts.parts.series import Gap, Series
from cdp_metrics.charts.season.years import Year, cut_into_years, typical_year
from cdp_metrics.charts.theme import number
from cdp_metrics.periods import short_month

__all__ = ["SeasonPicture", "cumulative_alt", "season_alt"]


@dataclass(frozen=True, eq=False)
class SeasonPicture:
    """The months of several years.

    Parameters
    ----------
    series
        Months and values; its unit is what the axis counts.
    starts
        Month that years start with: 1 for calendar, 4 for financial years.
    unusual
        Months that are shown, but left out of what is typical.
    unusual_name
        What they are: "COVID restrictions".
    gaps
        Why months have no figure.
    """

    series: Series
    starts: Literal[1, 4] = 1
    unusual: Collection[date] = ()
    unusual_name: str = "unusual months"
    gaps: Sequence[Gap] = ()

    @property
    def years(self) -> list[Year]:
        """Return the years that hold a figure, this year last."""
        return cut_into_years(self.series, self.starts)

    @property
    def typical(self) -> list[float | None]:
        """Return the median of the years before this one."""
        return typical_year(self.years[:-1], self.unusual)

    @property
    def range_years(self) -> list[Year]:
        """Return the whole years before last year."""
        return [year for year in self.years[:-2] if year.whole]

    def figure(self, value: float) -> str:
        """Return a value as it is written."""
        return number(value, self.series.decimals)

    def kind(self) -> str:
        """Say how years are counted."""
        return (
            "Financial years, April to March."
            if self.starts == 4
            else "Calendar years, January to December."
        )

    def stops(self) -> list[str]:
        """Say which of the latest two years cannot be added up further, and why."""
        said, years = [], self.years
        for year in years[-2:]:
            reach = len(year.running())
            to_come = year is years[-1] and year.known[-1] < reach
            if year.whole or to_come:
                continue
            month = short_month(year.months()[reach])
            missing = "month" if year.step == 1 else "quarter"
            said.append(f"{year.name}: no total from {month}, a {missing} is missing.")
        return said

    def reasons(self) -> list[str]:
        """Say why months have no figure."""
        return [f"No figure: {gap.text()}." for gap in self.gaps]


def span(years: Sequence[Year]) -> str:
    """Name years: ``2018 to 2023``, ``2018, 2020``, ``2019``."""
    names = [year.name for year in years]
    whole = years[-1].first.year - years[0].first.year == len(years) - 1
    if len(names) > 2 and whole:
        return f"{names[0]} to {names[-1]}"
    return ", ".join(names)


def season_alt(
    picture: SeasonPicture, what: str, place: str, *, demo: bool = False
) -> str:
    """Say in words how this year compares with a typical one, month by month.

    Parameters
    ----------
    picture
        As drawn.
    what
        The measure: "anti-social behaviour reports".
    place
        Where.
    demo
        Whether the figures are invented; the text then says so first.
    """
    period = "month" if picture.series.step == 1 else "quarter"
    unit = picture.series.unit
    head = f"Line chart of {what} by {period} of the year, {place}. {unit}."
    if not (years := picture.years):
        return spoken([head, "No figure."], demo=demo)
    this, typical = years[-1], picture.typical
    parts = [head, picture.kind()]
    known = [(usual, at) for at, usual in enumerate(typical) if usual is not None]
    if known:
        ends = [
            f"{this.label(at)} is {word} ({picture.figure(usual)})"
            for word, (usual, at) in (("highest", max(known)), ("lowest", min(known)))
        ]
        parts.append(f"In a typical year {' and '.join(ends)}.")
    else:
        parts.append("Too few years for a typical one.")
    said = []
    for at, (value, usual) in enumerate(zip(this.values, typical, strict=True)):
        if value is not None:
            beside = "" if usual is None else f" (typical {picture.figure(usual)})"
            said.append(f"{this.label(at)} {picture.figure(value)}{beside}")
    parts.append(f"{this.name}: {', '.join(said)}.")
    return spoken([*parts, *picture.reasons()], demo=demo)


def cumulative_alt(
    picture: SeasonPicture, what: str, place: str, *, demo: bool = False
) -> str:
    """Say in words how far this year has come, and last year by the same month.

    Parameters
    ----------
    picture
        As drawn.
    what
        The measure: "anti-social behaviour reports".
    place
        Where.
    demo
        Whether the figures are invented; the text then says so first.
    """
    head = f"Line chart of {what} since the start of the year, {place}."
    if not (years := picture.years):
        return spoken([head, "No figure."], demo=demo)
    parts, this = [head, picture.kind()], years[-1]
    running = this.running()
    reach = len(running)
    if running:
        end = this.end(reach - 1)
        parts.append(f"{this.name} to {end}: {picture.figure(running[-1])}.")
        for year in years[-2:-1]:
            if len(before := year.running()) >= reach:
                value = picture.figure(before[reach - 1])
                parts.append(f"{year.name} to {end}: {value}.")
        if earlier := picture.range_years:
            values = [year.running()[reach - 1] for year in earlier]
            low, high = picture.figure(min(values)), picture.figure(max(values))
            parts.append(f"{span(earlier)} to {end}: {low} to {high}.")
    return spoken([*parts, *picture.stops(), *picture.reasons()], demo=demo)
