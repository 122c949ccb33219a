"""The plan's table as papers printed it, beside what the formulas give."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from cdp_metrics.answers.plan.published import AsPublished, Illustrated, Printed
from cdp_metrics.catalogue.published import PublishedFigure
from cdp_metrics.stats import Clock, CountChange
from cdp_metrics.ui.views.plan.rows import change_size
from cdp_metrics.words import (
    between,
    clock_words,
    count,
    inside,
    percent,
    plural,
    points,
    rate,
    signed,
)

__all__ = ["COLUMNS", "READING_COLUMNS", "PublishedView", "published_view"]

COLUMNS: Final = (
    *("Measure", "Period", "Printed", "Printed change", "Earlier value implied"),
    *("Recomputed", "Printed arrow", "At 95%"),
)
READING_COLUMNS: Final = (
    *("Measure and assumption", "Baseline assumed", "Target", "Achieved"),
    *("Against the path", "Why only a reading"),
)
NOTES: Final = (
    "A printed percentage is of the earlier value, which the printed volume implies; "
    "the paper neither prints that value nor calls it a baseline. Counts are tested as "
    "if chance alone moved them, because no series is printed: real counts vary more, "
    "so these ranges are the narrowest possible. Shares are printed without what they "
    "are of, so their range is not known."
)


@dataclass(frozen=True, eq=False)
class PublishedView:
    """Everything that the Overview shows of the printed table.

    Parameters
    ----------
    sentence
        Whether the printed changes and arrows follow from the figures.
    context
        Place and paper.
    rows
        The printed rows, a cell a column of `COLUMNS`.
    notes
        What a reader must know of each, and of all of them.
    readings
        Illustrations, a cell a column of `READING_COLUMNS`; never a rating.
    source
        Paper and paragraph.
    """

    sentence: str
    context: str
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]
    readings: tuple[tuple[str, ...], ...]
    source: str


def published_view(found: AsPublished, place: str) -> PublishedView:
    """Return the printed table in words and rows.

    Parameters
    ----------
    found
        The answer.
    place
        Name of the partnership's area.
    """
    first = found.rows[0].figure
    wrong = sum(not _follows(row) for row in found.rows)
    astray = sum(bool(_astray(row)) for row in found.rows)
    printed = plural(len(found.rows), "printed change")
    said = f"All {printed} follow from the figures."
    if len(found.rows) == 1:
        said = "The printed change follows from the figures."
    if wrong:
        said = f"{wrong} of {printed} cannot be reproduced from the figures."
    if astray:
        verb = "does" if astray == 1 else "do"
        said += f" {plural(astray, 'printed arrow')} {verb} not follow the change."
    periods = {row.figure.period for row in found.rows}
    differ = " The rows cover different periods: no one date stands for the table."
    papers = {f"{f.document}, paragraph {f.paragraph}": 0 for f in _figures(found)}
    return PublishedView(
        sentence=said,
        context=f"**{place}** · as published **{first.document.rpartition(', ')[2]}**",
        rows=tuple(map(_row, found.rows)),
        notes=(
            *filter(None, map(_note, found.rows)),
            NOTES + (differ if len(periods) > 1 else ""),
        ),
        readings=tuple(map(_reading, found.illustrations)),
        source=f"**Source:** {'; '.join(papers)}.",
    )


def _figures(found: AsPublished) -> tuple[PublishedFigure, ...]:
    return tuple(row.figure for row in found.rows)


def _row(row: Printed) -> tuple[str, ...]:
    figure = row.figure
    return (
        figure.measure,
        figure.period,
        _value(figure, figure.value),
        _printed_change(figure),
        _value(figure, row.earlier),
        change_size(row.clock),
        figure.direction_printed.capitalize(),
        _tested(row.clock),
    )


def _value(figure: PublishedFigure, value: Decimal | None) -> str:
    """Return a value with the decimals that it is printed with."""
    if value is None or figure.unit != "%":
        return count(None if value is None else float(value))
    places = -int(value.normalize().as_tuple().exponent)
    return percent(float(value), decimals=max(places, 1))


def _printed_change(figure: PublishedFigure) -> str:
    change = None if figure.change is None else float(figure.change)
    write = points if figure.change_unit == "pp" else percent
    share = None if change is None else write(change, plus=True)
    volume = figure.volume_change
    parts = (share, None if volume is None else signed(float(volume)))
    return ", ".join(filter(None, parts))


def _follows(row: Printed) -> bool:
    """Return whether the recomputed change rounds to the printed one."""
    printed = _printed_change(row.figure)
    if row.figure.change_unit == "unclear":
        printed = printed.replace("%", "pp")
    return change_size(row.clock) == printed


def _tested(clock: Clock) -> str:
    """Return direction and range at 95%."""
    change = clock.change
    if not isinstance(change, CountChange) or change.ratio_lower is None:
        return clock_words(clock)
    low, high = (
        None if ratio is None else 100 * (ratio - 1)
        for ratio in (change.ratio_lower, change.ratio_upper)
    )
    limits = between(low, high, lambda x: percent(x, plus=True))
    return f"{clock_words(clock)}: {limits}"


def _astray(row: Printed) -> str:
    """Return how the printed arrow differs from its change; "" where it does not."""
    arrow, way = row.figure.direction_printed, row.clock.direction
    if way is None:  # not tested: only an arrow against the sign is astray
        way = "up" if row.clock.change.difference > 0 else "down"
        if row.clock.change.difference == 0 or arrow == "level":
            return ""
    if arrow == way:
        return ""
    sure = " beyond chance" if row.clock.change.significant else ""
    return (
        f"The arrow says {arrow}, the change is {way}{sure}: the two cannot be of one "
        "comparison."
    )


def _unclear(row: Printed) -> str:
    """Return how a change without a clear unit is read; "" where it is clear."""
    if row.relative is None:
        return ""
    points_from = percent(float(row.earlier))
    return (
        f"Printed in %, which can mean points (from {points_from}) or per cent (from "
        f"{percent(row.relative, decimals=2)}); read as points."
    )


def _note(row: Printed) -> str:
    """Return what a reader must know of a row; "" where there is nothing."""
    text = row.figure.note
    own = f"{text[:1].upper()}{text[1:]}." if text else ""
    said = " ".join(filter(None, (_astray(row), _unclear(row), own)))
    return f"**{row.figure.measure}.** {said}" if said else ""


def _reading(row: Illustrated) -> tuple[str, ...]:
    figure, reading = row.figure, row.reading
    write = percent if figure.unit == "%" else _exact
    now, start = row.clock.change.now, reading.baseline_value
    if row.goal is None:
        achieved = f"{change_size(row.clock)}: {inside(clock_words(row.clock))}"
    else:
        done, needed = start - now, start - row.goal
        way = percent(100 * done / needed) if needed else "0.0%"
        achieved = f"{write(done)} of {write(needed)}, {way} of the way"
    return (
        f"{figure.measure}: {inside(reading.label)}",
        write(start),
        "none stated" if row.goal is None else write(row.goal),
        achieved,
        _gap(now, row.path),
        reading.note,
    )


def _gap(now: float, path: float | None) -> str:
    if path is None:
        return "no path"
    side = "ahead by" if now <= path else "behind by"
    return f"{side} {count(abs(now - path))}: path {count(path)}"


def _exact(value: float) -> str:
    """Return a count whole, and what is not whole with a decimal."""
    return count(value) if value == int(value) else rate(value)
