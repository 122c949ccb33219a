"""What the Treatment page draws: one period across places, and figures over time."""

from __future__ import annotations

from cdp_metrics.answers.figures.limits import limits_of, value_of
from cdp_metrics.answers.figures.reported import Reading, Reported
from cdp_metrics.answers.health.treatment import Compared, TreatmentMeasure
from cdp_metrics.catalogue import Indicator, publisher_of
from cdp_metrics.charts.intervals.picture import IntervalPicture, Line, Point
from cdp_metrics.charts.places.compare import Area, ComparePicture
from cdp_metrics.ui.views.treatment.rows import figure, why_words

__all__ = ["line_picture", "places_note", "places_picture"]


def places_picture(
    measure: TreatmentMeasure, seen: Compared | None, place: str, when: str
) -> ComparePicture | None:
    """Return one period across places; counts of places of unlike size never."""
    entry = measure.indicator
    if seen is None or entry.kind != "proportion" or not (seen.others or seen.england):
        return None
    areas = [_area(each.name, each.reading, entry) for each in seen.others]
    if seen.own:
        areas.append(_area(place, seen.own, entry, ours=True))
    else:
        areas.append(Area(place, None, absent=measure.absent, ours=True))
    england = seen.england.value if seen.england and not seen.england.bound else None
    return ComparePicture(
        areas,
        f"% of {entry.unit}, {when}",
        entry.decimals,
        ("England", england) if england is not None else None,
    )


def _area(name: str, reading: Reading, entry: Indicator, *, ours: bool = False) -> Area:
    limits = limits_of(reading, entry)
    why = why_words(reading) or "not published"
    if reading.bound:
        why = f"{figure(reading, entry)}, a bound"
    return Area(
        name + (" (provisional)" if reading.status == "provisional" else ""),
        None if reading.bound else reading.value,
        limits.lower if limits else None,
        limits.upper if limits else None,
        why,
        ours,
    )


def places_note(seen: Compared) -> str:
    """Return which places are compared, where not all are; "" else."""
    if not seen.left_out:
        return ""
    shown = len(seen.others)
    return (
        f"**Places:** the {shown} nearest to this one in size, of "
        f"{shown + seen.left_out} with a figure counted alike."
    )


def line_picture(measure: TreatmentMeasure, place: str) -> IntervalPicture | None:
    """Return the area and England over time; England's counts only by themselves."""
    entry = measure.indicator
    lines = []
    if measure.own:
        lines.append(_points(place, measure.own, measure))
    if measure.england and (entry.kind != "count" or not measure.own):
        lines.append(_points("England", measure.england, measure))
    if not any(len(line.known()) > 1 for line in lines):
        return None  # one period is no course of time
    unit = entry.unit.capitalize() + ("" if measure.own else ", England")
    notes = []
    if measure.overlapping:
        notes.append(
            "Periods overlap, so neighbouring points are much alike. Each stands at "
            "the end of its period."
        )
    return IntervalPicture(
        lines,
        f"% of {entry.unit}" if entry.kind == "proportion" else unit,
        0 if entry.kind == "count" else entry.decimals,
        notes,
    )


def _points(name: str, found: Reported, measure: TreatmentMeasure) -> Line:
    entry, readings = measure.indicator, found.readings
    several = len({each.definition_version for each in readings}) > 1
    points = []
    for each in readings:
        limits = limits_of(each, entry)
        why = why_words(each).lower()
        if each.bound:
            why = f"{figure(each, entry)}, a bound and not a figure"
        publisher = publisher_of(each.source)
        basis = publisher.title if publisher else each.source
        if several:
            basis = f"definition {each.definition_version}, {basis}"
        points.append(
            Point(
                measure.name((each.period_start, each.period_end)),
                each.period_end,
                None if each.bound else value_of(each, entry),
                limits.lower if limits else None,
                limits.upper if limits else None,
                why,
                each.status == "provisional",
                basis,
            )
        )
    return Line(name, sorted(points, key=lambda point: point.end))
