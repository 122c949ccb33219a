"""Shares beside the measures of treatment: groups, tests on arrest, reoffending."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from cdp_metrics.answers.figures.limits import limits_of
from cdp_metrics.answers.health.services import Series as Counted
from cdp_metrics.answers.health.services import share_of
from cdp_metrics.answers.health.treatment import Treatment
from cdp_metrics.charts.intervals.figure import intervals_figure
from cdp_metrics.charts.intervals.picture import (
    IntervalPicture,
    Line,
    Point,
    intervals_alt,
)
from cdp_metrics.charts.places.compare import (
    Area,
    ComparePicture,
    compare_alt,
    compare_figure,
)
from cdp_metrics.periods import months_between
from cdp_metrics.ui.views.part import Absent, Part
from cdp_metrics.ui.views.shared import period_words
from cdp_metrics.ui.views.treatment.cells import (
    NONE,
    downloaded,
    number,
    share_cells,
    source_of,
)
from cdp_metrics.ui.views.treatment.rows import figure, why_words
from cdp_metrics.ui.views.treatment.words import LABELS
from cdp_metrics.words import count, percent

__all__ = ["PARTS", "groups_part", "shares_part"]

NONE_SENT: Final[Absent] = (
    *("missing", "no completions"),
    "Send data/templates/ndtms_treatment.csv.",
)
PARTS: Final = {
    "groups": "By substance",
    "young": "Young people",
    "orders": "Court orders",
    "needles": "Needle exchange",
    "tests": "Tests on arrest",
    "reoffending": "Reoffending",
}
"""What the page shows beside its measures, one at a time."""
GROUPS: Final = (
    "completions_opiate",
    "completions_non_opiate",
    "completions_alcohol",
    "completions_alcohol_and_non_opiate",
    "completions_all",
)
GROUP_COLUMNS: Final = ("Group", "Completed", "95% range", "Of", "England", "Period")
LATEST: Final = {1: 36, 3: 24}
"""How many of the latest periods are shown, by months in a period."""


def groups_part(found: Treatment, place: str, *, demo: bool) -> Part:
    """Return successful completions by group of substances, each at its latest."""
    areas, rows, latest = [], [], ""
    for name in GROUPS:
        measure = found.measure(name)
        own = measure.own
        shown = measure.latest
        if measure.indicator_id != name or own is None or shown is None:
            rows.append((_group(name), "Not received", NONE, NONE, NONE, NONE))
            continue
        seen, entry = measure.on(shown), measure.indicator
        reading = seen.own
        limits = limits_of(reading, entry) if reading else None
        latest = measure.name(shown)
        areas.append(
            Area(
                _group(name),
                reading.value if reading else None,
                limits.lower if limits else None,
                limits.upper if limits else None,
                why_words(reading) if reading else "not published",
            )
        )
        rows.append(
            (
                _group(name),
                figure(reading, entry),
                *(share_cells(reading.proportion)[1:] if reading else (NONE,)),
                count(reading.denominator)
                if reading and reading.denominator is not None
                else NONE,
                figure(seen.england, entry),
                latest,
            )
        )
    picture = ComparePicture(areas, "% of people in treatment", 1, None, "Groups")
    known = sorted(
        (each for each in areas if each.figure is not None),
        key=lambda each: each.figure or 0.0,
    )
    said = "No group has a figure to show"
    if known:
        low, high = known[0], known[-1]
        said = f"{low.name}: {percent(low.figure)} completed"
        if high is not low:
            said += f"; {high.name.lower()}: {percent(high.figure)}"
    return Part(
        said,
        f"Successful completions by group, {place}, latest period with a figure",
        None if known else NONE_SENT,
        partial(compare_figure, picture) if known else None,
        compare_alt(picture, f"completions by group, {place}", demo=demo),
        ("Groups differ by nature: compare each with itself, or with England.",),
        "Successful completions by group of substances",
        GROUP_COLUMNS,
        rows,
        (0, 5),
        source_of("Treatment commissioner", demo=demo),
        downloaded("Completions by group", place, GROUP_COLUMNS, rows, demo=demo),
        "completions_by_group.csv",
    )


def _group(name: str) -> str:
    return LABELS[name].removeprefix("Completions, ").capitalize()


def shares_part(name: str, found: Sequence[Counted], place: str, *, demo: bool) -> Part:
    """Return a share by period with its range: tests on arrest, or reoffending."""
    of, part, unit, sender, note = _SHARES[name]
    main = found[-1] if len(found) == 1 else next(s for s in found if s.name == "all")
    latest = LATEST[months_between(*main.periods[0]) + 1]
    points, rows = [], []
    for at in range(max(0, len(main.periods) - latest), len(main.periods)):
        period = main.periods[at]
        share = share_of(main.figures[part][at], main.figures[of][at])
        limits = share.limits() if share else None
        points.append(
            Point(
                period_words(*period),
                period[1],
                share.percent if share else None,
                limits.lower if limits else None,
                limits.upper if limits else None,
                (main.figures[part][at].words or "too few to show").lower(),
            )
        )
    for each in found:
        start = max(0, len(each.periods) - (latest if len(found) == 1 else 8))
        for at in reversed(range(start, len(each.periods))):
            cases, base = each.figures[part][at], each.figures[of][at]
            rows.append(
                (
                    period_words(*each.periods[at]),
                    each.name.capitalize() or "All",
                    number(cases),
                    number(base),
                    *share_cells(share_of(cases, base)),
                )
            )
    picture = IntervalPicture([Line(place, points)], unit)
    known = [each for each in points if each.value is not None]
    said = "No period can be shown"
    if known:
        said = f"{percent(known[-1].value)} in {known[-1].name}"
    columns = ("Period", "Who", _HEADS[part], _HEADS[of], "Share", "95% range")
    return Part(
        f"{PARTS[name]}: {said}",
        f"{unit}, {place}",
        None
        if known
        else ("too_little", "every count is too small to show.", "Wait for more."),
        partial(intervals_figure, picture) if len(known) > 1 else None,
        intervals_alt(picture, f"{unit}, {place}", demo=demo),
        (note,),
        "The latest periods",
        columns,
        rows,
        (0, 1),
        source_of(sender, demo=demo),
        downloaded(PARTS[name], place, columns, rows, demo=demo),
        f"{name}.csv",
    )


_HEADS: Final = {
    "positive": "Positive",
    "tested": "Tested",
    "reoffenders": "Reoffended",
    "offenders": "Offenders",
}
_SHARES: Final = {
    "tests": (
        "tested",
        "positive",
        "% of tests on arrest that were positive",
        "Police force",
        "Who is tested is police practice: when more are tested, the share falls by "
        "itself, so neither direction is called better.",
    ),
    "reoffending": (
        "offenders",
        "reoffenders",
        "% of offenders who reoffended within a year",
        "Probation service",
        "Named after the quarter in which a group entered, not when it reoffended: "
        "known about two years later.",
    ),
}
