"""The residents' survey on the Evidence and priorities page."""

from __future__ import annotations

from functools import partial
from typing import Final

from cdp_metrics.answers.partners.survey import EVERYONE, Question, Survey, Wave
from cdp_metrics.charts.intervals.figure import intervals_figure
from cdp_metrics.charts.intervals.picture import (
    IntervalPicture,
    Line,
    Point,
    intervals_alt,
)
from cdp_metrics.stats import points_direction
from cdp_metrics.ui.views.part import Absent, Part
from cdp_metrics.ui.views.sent import NONE, RANGE, figure_of, filed, source
from cdp_metrics.words import between, percent, plural, points

__all__ = ["survey_part"]

ELSEWHERE: Final = "high anti-social behaviour"
"""The question that the Trends page has as a measure of its own."""
DRAWN: Final = 2
METHOD: Final = (
    "**Method:** 95% limits by Wilson's method on the people who answered, divided by "
    "the design effect as sent; two waves are compared by Newcombe's."
)
WAVES: Final = (
    "**Waves are samples:** not always a year apart, nor done alike. What they show is "
    "what residents say, whether or not they report anything."
)


def survey_part(found: Survey, place: str, *, demo: bool) -> Part:
    """Return each question as all residents answered it, and by group."""
    said = source("the council's survey", METHOD, demo=demo)
    if not found.questions:
        state: Absent = (
            "missing",
            "no survey of this area was sent",
            "Send data/templates/residents_survey.csv with the partnership's own code.",
        )
        return Part("No survey of this area is held", place, state, source=said)
    asked = [each for each in found.everyone if each.asked != ELSEWHERE][:DRAWN]
    lines = [Line(_name(each), [_point(wave) for wave in each.waves]) for each in asked]
    lines = [each for each in lines if len(each.known()) > 1]
    picture = IntervalPicture(lines, "% of those who answered")
    columns = (
        "Question", "Residents", "Wave", "Answered", "Share", RANGE, "Since the last",
    )  # fmt: skip
    rows = [_row(each) for each in found.questions]
    more = (
        f"{plural(found.elsewhere, 'area')} interviewed for themselves are not shown.",
    )
    return Part(
        _answer(found),
        f"Residents' survey, {place}, {found.questions[0].waves[-1].name}",
        None,
        partial(intervals_figure, picture) if lines else None,
        intervals_alt(picture, f"residents' survey, {place}", demo=demo)
        if lines
        else "",
        (WAVES, *(more if found.elsewhere else ())),
        "The latest wave by question and residents",
        texts=(0, 1, 2, 6),
        source=said,
        **filed(
            "Residents' survey", place, columns, rows,
            unit="people; % of those who answered", demo=demo,
        ),
    )  # fmt: skip


def _name(each: Question) -> str:
    return each.asked[:1].upper() + each.asked[1:]


def _answer(found: Survey) -> str:
    """Return which questions moved beyond chance, as all residents answered them."""
    moved = [
        f"{_name(each)} {way} {points(abs(each.change.difference), plus=False)}"
        for each in found.everyone
        if each.change and (way := points_direction(each.change)) in ("up", "down")
    ]
    if not any(each.change for each in found.everyone):
        return "No two waves of the survey can be compared"
    if not moved:
        return "No answer moved beyond chance on the wave before"
    return "; ".join(moved) + " on the wave before"


def _point(wave: Wave) -> Point:
    limits = wave.share.limits() if wave.share else None
    return Point(
        wave.name,
        wave.end,
        wave.share.percent if wave.share else None,
        limits.lower if limits else None,
        limits.upper if limits else None,
        wave.why.lower(),
    )


def _row(each: Question) -> tuple[str, ...]:
    wave, change = each.waves[-1], each.change
    limits = wave.share.limits() if wave.share else None
    moved = NONE
    if change is not None:
        way = points_direction(change)
        moved = points(change.difference)
        moved += ", within chance" if way == "level" else ", beyond chance"
    return (
        _name(each),
        "Everyone" if each.group == EVERYONE else each.group,
        wave.name,
        figure_of(wave.answered),
        percent(wave.share.percent) if wave.share else wave.why,
        between(limits.lower, limits.upper, percent) if limits else NONE,
        moved,
    )
