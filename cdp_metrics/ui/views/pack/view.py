"""The slides of a meeting pack, in order, from what the pages answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from cdp_metrics.answers.meeting.notes import of_row
from cdp_metrics.answers.meeting.parts import Harm, Meeting
from cdp_metrics.catalogue.indicators import indicator
from cdp_metrics.charts.places.compare import ComparePicture
from cdp_metrics.charts.theme import palette, token
from cdp_metrics.export import plain
from cdp_metrics.export.csv import read
from cdp_metrics.export.pack import map_image
from cdp_metrics.export.pack.deck import Bars, Deck, Drawing, Grid, Line, Slide
from cdp_metrics.stats.harm import Cuts
from cdp_metrics.ui.tables import Measure, Move
from cdp_metrics.ui.views.comparison.view import ComparisonView, rates_view
from cdp_metrics.ui.views.harm.drawing import no_map
from cdp_metrics.ui.views.harm.view import MapView, map_view
from cdp_metrics.ui.views.harm.words import range_share, times
from cdp_metrics.ui.views.overview import OverviewView, overview_view
from cdp_metrics.ui.views.pack.absent import Lacking, absent_slides, lacking
from cdp_metrics.ui.views.pack.measures import measure_slide
from cdp_metrics.ui.views.pack.sources import embargoed, source_slides
from cdp_metrics.ui.views.plan.table import PlanView, plan_view
from cdp_metrics.warehouse.notes import Note

__all__ = ["deck_of"]

ROWS: Final = 10  # of the plan's table on one slide
LISTED: Final = 5  # areas named beside the map
NO_PLAN: Final = (
    "the store was built without a plan, so nothing is rated. What to do: state the "
    "targets in a plan file, name it in data/partnership.toml and build again"
)
READING: Final = (
    "a status holds the latest figure against the target; each measure's slide and "
    "the notes say why."
)
RECORDED: Final = (
    "a change is a rise or fall only where it is beyond chance at 95%; more recording "
    "is not worsening."
)
RATES: Final = "twelve complete months over the estimate of residents; 95% ranges."


def deck_of(found: Meeting, snapshot: str = "", notes: Sequence[Note] = ()) -> Deck:
    """Return the meeting pack of what was found.

    Parameters
    ----------
    found
        The answer.
    snapshot
        Name of the snapshot that it is of; "" for the published figures.
    notes
        What analysts had written by then; see `answers.meeting.notes.as_known`.
    """
    about, today = found.about, found.today
    place, demo = about["place"], about["demonstration"]
    counts = overview_view(found.counts, place, today, demo=demo)
    source = list(counts.source)
    slides: list[Slide] = []
    summary = [counts.sentence]
    if found.table:
        plan = plan_view(found.table, place, today)
        summary = [*filter(None, (plan.sentence, plan.note)), *summary]
        source = [*plan.source, *source]
        slides += _plan(plan, place)
        slides += [
            measure_slide(
                row,
                said,
                outlook,
                found.table.plan.name,
                place,
                today,
                demo=demo,
                notes=of_row(notes, row.measured),
            )
            for row, said, outlook in zip(
                found.table.rows, plan.rows, found.outlooks, strict=True
            )
            if row.measured.series
        ]
    slides.append(_counts(counts, place))
    rates = rates_view(found.rates, place, demo=demo)
    if not rates.refusal:
        slides.append(_rates(found, rates, place))
    if found.harm:
        slide, lines = _harm(found, found.harm, place, demo=demo)
        slides.append(slide)
        source += lines
    slides += absent_slides(_lacking(found, rates), place)
    slides += source_slides([*source, *embargoed(found)], place)
    return Deck(
        f"Meeting pack: {about['partnership']}",
        place,
        today,
        about["build_id"],
        demo,
        tuple(slides),
        tuple(summary),
        tuple(dict.fromkeys(source)),
        snapshot,
    )


def _plan(plan: PlanView, place: str) -> Iterator[Slide]:
    """Return the plan's table, on as many slides as its rows need."""
    columns = ("Measure", "Status", "Latest", "Against the baseline")
    sheets = -(-len(plan.rows) // ROWS)
    even = -(-len(plan.rows) // max(sheets, 1))
    for at in range(sheets):
        rows = plan.rows[at * even : (at + 1) * even]
        more = " (continued)" if at else ""
        sheet = f"Plan {at + 1}" if sheets > 1 else "Plan"
        grid = Grid(
            columns,
            tuple(map(_plan_row, rows)),
            (3.7, 2.3, 2.5, 3.8),
            f"{plan.caption}{more}: measure, status, latest figure and change.",
            tuple(row.stand for row in rows),
        )
        yield Slide(
            f"{plan.sentence}{more}",
            grid,
            rule=READING,
            filters=place,
            source=plan.source[-1].removeprefix("**Plan:** "),
            notes=(
                *(f"{row.name}: {row.rule}." for row in rows if row.rule),
                *([plan.note] if plan.note else []),
                *plan.source,
            ),
            sheet=sheet,
        )


def _plan_row(row: Measure) -> tuple[str, ...]:
    return (
        row.name,
        row.stand_words or "No target",
        ", ".join(filter(None, (row.latest, row.period))),
        "; ".join((row.change.head, *row.change.lines[:1])),
    )


def _move(move: Move) -> str:
    return "; ".join((move.head, *move.lines))


def _counts(counts: OverviewView, place: str) -> Slide:
    """Return the headline counts."""
    rows = tuple(
        (row.name, row.latest, row.period, _move(row.change)) for row in counts.rows
    )
    grid = Grid(
        ("Recorded by month", "Latest", "Period", "In a year"),
        rows,
        (4, 1.3, 2, 4.2),
        "Headline counts of twelve months, and the change in a year.",
    )
    return Slide(
        counts.sentence,
        grid if rows else None,
        rule=RECORDED,
        filters=place,
        source=_source(counts.source),
        notes=(*counts.source, *(row.words for row in counts.rows)),
        sheet="Recorded by month",
    )


def _lacking(found: Meeting, rates: ComparisonView) -> Iterator[Lacking]:
    """Return what cannot be shown, in the order in which it would have been."""
    if found.table is None:
        yield lacking("The plan: targets and measures", NO_PLAN)
    for row in found.table.rows if found.table else ():
        if row.measured.series is None:
            yield lacking(row.measured.indicator.title, row.measured.why)
    if rates.refusal:
        yield lacking("Comparison with other areas", rates.refusal)
    if found.harm is None:
        yield lacking("Harm map", found.no_harm)


def _rates(found: Meeting, view: ComparisonView, place: str) -> Slide:
    """Return the partnership's rate beside others."""
    chart = None
    if isinstance(view.drawn, ComparePicture):
        drawn = view.drawn
        rows = (
            (each.name, each.figure, *(each.limits or (None, None)), each.absent)
            for each in drawn.areas
        )
        shown = tuple(
            (name, value, low, high, why if value is None else "")
            for name, value, low, high, why in rows
        )
        chart = Bars(shown, drawn.unit, drawn.decimals, view.alt)
    title = indicator(found.rates.indicator_id).title
    return Slide(
        view.headline,
        chart,
        said=tuple(Line(*_ranges(row)) for row in view.rows),
        rule=RATES,
        filters=f"{title}, {place}",
        source=_source(view.source),
        notes=(*view.notes, *view.source, view.alt),
        sheet="Comparison",
    )


def _ranges(row: Sequence[str]) -> tuple[str, str]:
    name, cases, share, *_ = row
    return name, f"{share}; {cases} reports" if share != "–" else cases


def _harm(
    found: Meeting, harm: Harm, place: str, *, demo: bool
) -> tuple[Slide, tuple[str, ...]]:
    """Return the harm map's slide and its source lines."""
    view = map_view(
        harm.found, harm.types, harm.checks, "index", place, "",
        today=found.today, demo=demo,
    )  # fmt: skip
    lines = [*_highest(harm)]
    drawing = _drawing(harm, view)
    if drawing is None:
        lines.insert(0, Line("Not drawn", " ".join(no_map(harm.found))))
    slide = Slide(
        view.drawn.headline,
        drawing,
        said=tuple(lines),
        rule=_classes(harm.found.cuts),
        filters=f"{plain(view.context)}, {place}",
        source=_source(view.source),
        notes=(view.drawn.subtitle, view.notes, *view.source),
        sheet="Harm map",
    )
    return slide, (*view.source, f"**Harm map:** {plain(view.notes)}")


def _classes(cuts: Cuts) -> str:
    """Return how the map is coloured."""
    low, top = times(cuts)
    return (
        f"classes part at {low} and {top} times the average; hatched where the class "
        f"is under {100 * cuts.certain_class:g}% sure; visitor areas are not rated. "
        "Classes and weights are assumptions."
    )


def _highest(harm: Harm) -> Iterator[Line]:
    """Return the highest rated areas as multiples of the average."""
    if not harm.found.varies:
        return
    yield Line(f"Highest, times the average ({range_share(harm.found.cuts)} range)", "")
    ordered = sorted(harm.found.rated, key=lambda each: each.index, reverse=True)
    for at, each in enumerate(ordered[:LISTED], 1):
        span = ""
        if each.index_lower is not None and each.index_upper is not None:
            span = f" ({each.index_lower / 100:.1f} to {each.index_upper / 100:.1f})"
        yield Line(f"{at}", f"{each.name}: {each.index / 100:.1f}{span}")


def _drawing(harm: Harm, view: MapView) -> Drawing | None:
    """Return the map as a picture with its key; None without boundaries."""
    if harm.shapes is None:
        return None
    shown, colours = view.drawn, palette("map", "light")
    paper = token("surface", "light")
    marks = {
        **{f"{at}": (colour, "") for at, colour in enumerate(colours)},
        "h": (token("bg", "light"), "hatch"),
        "v": (paper, "dots"),
        "o": (token("bg", "light"), "edge"),
    }
    key = tuple((*marks[at], words) for at, words in shown.legend.items if at in marks)
    png = map_image(harm.shapes, shown.classes, shown.uncertain, shown.outlined)
    return Drawing(png, view.label, shown.legend.title, key, read(view.csv()))


def _source(lines: Sequence[str]) -> str:
    """Return the line that says who the figures are from."""
    found = (line for line in lines if line.startswith("**Source:**"))
    return next(found, "").removeprefix("**Source:** ")
