"""The Trends page for figures that were published or sent, as they stand."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import pairwise

from cdp_metrics.answers.figures.recently import recently
from cdp_metrics.answers.figures.reported import Reading, Reported
from cdp_metrics.catalogue.indicators import Indicator
from cdp_metrics.charts.intervals.readings import (
    Point,
    Readings,
    readings_alt,
    readings_figure,
)
from cdp_metrics.charts.parts.series import Band
from cdp_metrics.export import csv_file, file_name
from cdp_metrics.periods import day_name, month_name, month_of, period_inside
from cdp_metrics.ui.views.shared import period_words, reach_to, source_of
from cdp_metrics.ui.views.trends.recent_words import recent_words
from cdp_metrics.ui.views.trends.reported_rows import (
    bounded,
    compared_table,
    figure_of,
    limits_of,
    reading_tables,
    writer,
)
from cdp_metrics.ui.views.trends.shown import Asked, Shown, bands, moments
from cdp_metrics.words import between, inside, plural

__all__ = ["Line", "reported_view"]

Line = tuple[str, Reported]
FEW_GAPS = 4  # longer lists of missing periods are in the table alone


def reported_view(
    lines: Sequence[Line], place: str, asked: Asked, refused: str = "", *, demo: bool
) -> Shown:
    """Return published figures of a measure, and of those it is compared with.

    Parameters
    ----------
    lines
        Names and figures, the chosen measure first.
    place
        Name of its area.
    asked
        What the reader asked for.
    refused
        What of it could not be compared, in a sentence.
    demo
        Whether the figures are invented.
    """
    main = lines[0][1]
    entry = main.indicator
    shown = [(name, _within(found, asked)) for name, found in lines]
    own = shown[0][1]
    latest = main.latest
    through = ""
    if own:
        first, last = own[0].period_start, month_of(own[-1].period_end)
        through = f"{month_name(first)} to {month_name(last)}"
    subtitle = ", ".join(filter(None, (entry.title, place, through)))
    context = reach_to(latest.period_end, asked.today)
    caveats = [f"**Source:** {_source(main, demo=demo)}.", *_explained(main)]
    csv = partial(_csv, entry, shown, demo=demo)
    name = file_name(entry.short, place, through)
    common = (subtitle, context)
    if not any(figure_of(each, entry) is not None for _, of in shown for each in of):
        why = own[-1].why if own else "no period of these years is held"
        return Shown(
            f"No figure to draw of {inside(entry.short)} in these years",
            *common, "", None, {}, tuple(caveats), csv, name, why=why,
            remedy="Choose other years under From and To, or another area.",
        )  # fmt: skip
    unit = _unit(entry)
    picture = Readings(
        [(title, _points(of, entry)) for title, of in shown],
        f"{unit[:1].upper()}{unit[1:]}",
        0 if entry.kind == "count" else entry.decimals,
        entry.unit_symbol,
        bands(main.events),
        (*moments(main.events), *_redefined(own)),
        _missing(own),
    )
    tables = reading_tables(own, entry)
    if len(lines) > 1:
        tables = {"figures": compared_table(shown, entry)}
    recent = ""
    if entry.cadence_months >= 3 and len(lines) == 1:
        recent = recent_words(recently(main))
    return Shown(
        _headline(shown, entry),
        *common,
        readings_alt(picture, entry.title.lower(), place, demo=demo),
        lambda mode, size: readings_figure(picture, mode=mode, size=size),
        tables,
        tuple(caveats),
        csv,
        name,
        note=" ".join(filter(None, (recent, refused))),
    )


def _unit(entry: Indicator) -> str:
    """Return what a figure is a number of: a share or a rate is no count."""
    if entry.kind == "proportion":
        return f"% of {entry.unit}"
    if entry.kind == "rate":
        return f"{entry.unit} per {entry.per:,} residents"
    return entry.unit


def _within(found: Reported, asked: Asked) -> tuple[Reading, ...]:
    """Return the figures whose period ends within the years shown."""
    return tuple(
        each
        for each in found.readings
        if asked.first <= month_of(each.period_end) <= asked.last
    )


def _points(readings: Sequence[Reading], entry: Indicator) -> list[Point]:
    points: list[Point] = []
    for at, each in enumerate(readings):
        before = readings[at - 1] if at else None
        points.append(
            Point(
                period_words(each.period_start, each.period_end),
                each.period_end,
                figure_of(each, entry),
                *limits_of(each, entry),
                joined=before is not None
                and before.definition_version == each.definition_version
                and (each.period_start - before.period_end).days <= 1,
                provisional=each.status == "provisional",
                bound=each.bound,
            )
        )
    return points


def _redefined(readings: Sequence[Reading]) -> list[Band]:
    """Return where the definition changed."""
    return [
        Band(month_of(now.period_end), month_of(now.period_end), "New definition")
        for before, now in pairwise(readings)
        if before.definition_version != now.definition_version
    ]


def _missing(readings: Sequence[Reading]) -> list[str]:
    """Say which periods have no figure, and why."""
    hidden = [each for each in readings if each.why]
    if len(hidden) > FEW_GAPS:
        return [f"No figure in {plural(len(hidden), 'period')}: see the table."]
    return [
        f"No figure: {period_words(each.period_start, each.period_end)}: {each.why}."
        for each in hidden
    ]


def _headline(shown: Sequence[tuple[str, Sequence[Reading]]], entry: Indicator) -> str:
    write = writer(entry)
    latest = [(name, of[-1]) for name, of in shown if of]
    own = shown[0][1][-1] if shown[0][1] else latest[0][1]
    period = period_words(own.period_start, own.period_end)
    if len(shown) > 1:
        alike = [(name, of) for name, of in latest if of.period_end == own.period_end]
        figures = [
            (value, name)
            for name, each in alike
            if (value := figure_of(each, entry)) is not None
        ]
        # where one is only a bound, none is known to be the highest
        if len(figures) > 1 and not any(each.bound for _, each in alike):
            (low, least), (high, most) = min(figures), max(figures)
            return (
                f"{period}: highest in {most}, {write(high)}; lowest in {least}, "
                f"{write(low)}"
            )
    value = figure_of(own, entry)
    if value is None:
        return f"{entry.short}, {period}: {own.why}"
    period = period_inside(period)
    said = bounded(own, entry)
    if own.bound:
        return f"{entry.short}: {said}, {period}, a bound and not a figure"
    lower, upper = limits_of(own, entry)
    if lower is None or upper is None:
        return f"{entry.short}: {said}, {period}, no range published"
    limits = between(lower, upper, write)
    return f"{entry.short}: {said} ({limits}), {period}"


def _source(found: Reported, *, demo: bool) -> str:
    used = {each.source for each in found.readings}
    return source_of(found.indicator, used, demo=demo)


def _explained(found: Reported) -> list[str]:
    """Return how the figures were made, when the next come, and what to beware of."""
    entry = found.indicator
    said = [f"**Definition:** {entry.definition}"]
    if found.next_release:
        said.append(
            f"A newer figure is embargoed until {day_name(found.next_release)}."
        )
    return [*said, *entry.caveats]


def _csv(
    entry: Indicator, shown: Sequence[tuple[str, Sequence[Reading]]], *, demo: bool
) -> bytes:
    def plain(value: float | None) -> str:
        return "" if value is None else f"{value:.6g}"

    rows = [
        (
            name, each.period_start.isoformat(), each.period_end.isoformat(),
            each.bound, plain(figure_of(each, entry)),
            *map(plain, limits_of(each, entry)), plain(each.numerator),
            plain(each.denominator), each.status, str(each.definition_version),
            each.why,
        )
        for name, of in shown
        for each in of
    ]  # fmt: skip
    return csv_file(
        [
            ("Measure", entry.title),
            ("Unit", _unit(entry)),
            ("Source", source_of(entry, demo=demo)),
            ("Empty cell", "not published or not shown; never zero"),
        ],
        (
            "line", "period_start", "period_end", "bound", "value", "lower_95",
            "upper_95", "numerator", "denominator", "status", "definition_version",
            "reason",
        ),
        rows,
        demonstration=demo,
    )  # fmt: skip
