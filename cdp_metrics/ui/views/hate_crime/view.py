"""The Hate crime page in words, pictures and rows, a part at a time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any, Final

from cdp_metrics.answers.partners.hate_crime import EVERY, HateCrime
from cdp_metrics.charts.intervals.figure import intervals_figure
from cdp_metrics.charts.intervals.picture import (
    IntervalPicture,
    Line,
    Point,
    intervals_alt,
)
from cdp_metrics.charts.parts.scale import month_span
from cdp_metrics.charts.parts.series import Gap, Series
from cdp_metrics.charts.places.compare import (
    Area,
    ComparePicture,
    compare_alt,
    compare_figure,
)
from cdp_metrics.charts.trend.figure import alt_text, trend_figure
from cdp_metrics.errors import SourceMissing
from cdp_metrics.export import file_name
from cdp_metrics.periods import last_day, period_name, short_month, year_to
from cdp_metrics.ui.tables import Measure
from cdp_metrics.ui.views.hate_crime import rows, words
from cdp_metrics.ui.views.part import Absent, Part, missing
from cdp_metrics.ui.views.plan.rows import plan_row
from cdp_metrics.ui.views.sent import apart, filed
from cdp_metrics.ui.views.shared import reach_to, title
from cdp_metrics.words import status_tag

__all__ = ["PARTS", "context", "part_of", "plan_rows"]

PARTS: Final = {
    "years": "Repeat share, 12 months",
    "months": "By month",
    "volume": "Number of crimes",
    "strands": "By strand",
    "plan": "In the plan",
}
"""What the page can show, one at a time."""
File = dict[str, Any]
EVERY_THIRD: Final = 3
UNIT: Final = "% of victims"
METHOD: Final = (
    "**Method:** cases of twelve months are added up before they are divided; 95% "
    "limits by Wilson's method; two years are compared by Newcombe's."
)
DEFINITION: Final = (
    "**Repeat victim:** a victim of hate crime who had been one within the window "
    "before. Summed over months, one person can count more than once."
)


def context(found: HateCrime, place: str, today: date) -> str:
    """Return the place, and how far the data reach."""
    if not found.months:
        return f"**{place}**"
    return f"**{place}** · {reach_to(found.months[-1].period_end, today)}"


def plan_rows(found: HateCrime, today: date) -> tuple[Measure, ...]:
    """Return what the plan promises of hate crime, as rows of its table."""
    return tuple(
        plan_row(row, today, lead=at == 0) for at, row in enumerate(found.plan)
    )


def part_of(found: HateCrime, name: str, place: str, *, demo: bool) -> Part:
    """Return a part of the page.

    Parameters
    ----------
    found
        The answer.
    name
        One of `PARTS`.
    place
        Name of the partnership's area.
    demo
        Whether the figures are invented.
    """
    source = _source(found, demo=demo)
    if found.share is None and found.crimes is None:
        return Part(
            "No hate crime return has been received",
            place,
            missing(SourceMissing(found.why)),
            source=source,
        )
    file: File = {
        "csv": partial(rows.hate_csv, found, place, demo=demo),
        "csv_name": file_name("hate_crime", place),
        "source": source,
    }
    if name == "volume":
        return _volume(found, place, file, demo=demo)
    if name == "strands":
        return _strands(found, place, file, demo=demo)
    if name == "plan":
        return _plan(found, place, file)
    return _share(found, place, file, name, demo=demo)


def _source(found: HateCrime, *, demo: bool) -> tuple[str, ...]:
    said = "invented for demonstration" if demo else "the partners' returns"
    if found.months:
        first, last = found.months[0].period_start, found.months[-1].period_start
        said += f", {month_span(first, last)}"
    return (f"**Source:** {said}.", METHOD, DEFINITION)


def _share(found: HateCrime, place: str, file: File, name: str, *, demo: bool) -> Part:
    by_month = name == "months"
    points = _month_points(found) if by_month else _year_points(found)
    line = Line(place, points)
    overlap = "Each point is of twelve months, so neighbouring points are much alike."
    picture = IntervalPicture([line], UNIT, 1, [] if by_month else [overlap])
    about = f"share of hate crime victims who are repeat victims, {place}"
    years = found.years
    drawn = len(line.known()) > 1
    state: Absent | None = None
    if not line.known():
        why = found.months[-1].why if found.months else "no month is held"
        state = (
            "too_little",
            f"no share can be shown ({why}).",
            "Wait for months with more victims, or read the number of crimes.",
        )
    return Part(
        words.month_answer(found) if by_month and found.months else words.answer(found),
        f"{place}, {words.of_words(years[-1])}" if years else place,
        state,
        partial(intervals_figure, picture) if drawn else None,
        intervals_alt(picture, about, demo=demo) if drawn else "",
        (words.SHARE, *words.breaks(found)),
        "The same by month" if by_month else "Years that do not overlap",
        rows.SHARE_COLUMNS,
        rows.month_rows(found) if by_month else rows.year_rows(found),
        (0, 5),
        **file,
    )


def _year_points(found: HateCrime) -> list[Point]:
    """Return twelve months to every third month, counted back from the latest."""
    points = []
    for each in found.years[::-EVERY_THIRD]:
        limits = each.share.limits() if each.share else None
        points.append(
            Point(
                year_to(each.month),
                last_day(each.month),
                each.share.percent if each.share else None,
                limits.lower if limits else None,
                limits.upper if limits else None,
                each.why,
                basis=words.looks(found, each.version),
            )
        )
    return points[::-1]


def _month_points(found: HateCrime) -> list[Point]:
    return [
        Point(
            short_month(each.period_start),
            each.period_end,
            None if each.why else each.value,
            each.lower,
            each.upper,
            each.why,
            each.status == "provisional",
            words.looks(found, each.definition_version),
        )
        for each in found.months[-rows.MONTHS_SHOWN :]
    ]


def _volume(found: HateCrime, place: str, file: File, *, demo: bool) -> Part:
    crimes = found.crimes
    if crimes is None:
        said = "no number of hate crimes has been received"
        return Part(
            "The number of hate crimes is not known",
            place,
            ("missing", f"{said}.", "Send it in data/templates/hate_crime.csv."),
            **file,
        )
    rolling = Series(
        "12 months", crimes.months, [*crimes.totals], "Crimes in 12 months"
    )
    monthly = Series("A month", crimes.months, [*crimes.counts], "Crimes a month")
    gaps = [Gap(each.first, each.last, each.reason) for each in crimes.missing]
    return Part(
        title(crimes),
        f"Hate crimes recorded, {place}",
        None,
        partial(trend_figure, [rolling], [monthly], gaps=gaps),
        alt_text("Hate crimes recorded", place, [rolling], gaps, demo=demo),
        (words.NEUTRAL,),
        "Years that do not overlap",
        rows.VOLUME_COLUMNS,
        rows.volume_rows(crimes),
        (0, 3),
        **file,
    )


def _strands(found: HateCrime, place: str, file: File, *, demo: bool) -> Part:
    strands = found.strands
    if strands is None:
        return Part(
            "The strands are not known for twelve months",
            place,
            (
                "missing",
                "no twelve months of hate crime by strand are held.",
                "Send data/templates/hate_crime.csv with a row a month and strand.",
            ),
            **file,
        )
    when = period_name(strands.first, strands.last)
    areas: Sequence[Area] = [
        Area(
            name.capitalize(),
            share.percent if share else None,
            limits.lower if limits else None,
            limits.upper if limits else None,
            "fewer than 5, or could be worked out",
        )
        for name in strands.names
        for share in [rows.strand_share(strands, name)]
        for limits in [share.limits() if share else None]
    ]
    every = rows.strand_share(strands, EVERY)
    picture = ComparePicture(
        areas,
        f"{UNIT} who are repeat victims, {when}",
        1,
        ("All hate crime", every.percent) if every else None,
        "Strands",
    )
    known = [each for each in areas if each.figure is not None]
    state: Absent | None = None
    if not known:
        state = (
            "too_little",
            "every strand has too few repeat victims to show.",
            "Read the share of all victims.",
        )
    table = filed(
        "Repeat victims of hate crime by strand", place, rows.STRAND_COLUMNS,
        rows.strand_rows(strands), unit="crimes; victims; % of victims", demo=demo,
    )  # fmt: skip
    said = "No strand has enough victims to show a share"
    if known and every:
        said = apart(areas, every.percent, "strand", "all hate crime")
        said = said[0].upper() + said[1:]
    return Part(
        said,
        f"Hate crime by strand, {place}, {when}; strands overlap",
        state,
        partial(compare_figure, picture) if known else None,
        compare_alt(picture, f"Repeat victims by strand, {place}", demo=demo)
        if known
        else "",
        (words.STRANDS,),
        f"By strand, {when}",
        **(file | table),
    )


def _plan(found: HateCrime, place: str, file: File) -> Part:
    if not found.plan:
        return Part(
            "The plan loaded sets no target for hate crime",
            place,
            ("not_rated", "no target.", "State one in the plan's file."),
            **file,
        )
    rated = [row for row in found.plan if row.target]
    said = "; ".join(f"{row.target.statement}" for row in rated if row.target)
    return Part(
        words.plan_title([status_tag(r.rating) for r in rated if r.rating]),
        said or "Measured beside the plan, without a target of its own",
        notes=(words.NEUTRAL,) if not rated else (),
        **file,
    )
