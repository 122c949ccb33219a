"""The Overview as a file: its tables as drawn, figures as numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from cdp_metrics.export import csv_file
from cdp_metrics.ui.tables import Measure, Move
from cdp_metrics.ui.views.overview import OverviewView
from cdp_metrics.ui.views.plan.published import COLUMNS, PublishedView
from cdp_metrics.ui.views.plan.table import PlanView

__all__ = ["FILE_COLUMNS", "measures_csv", "printed_csv"]

FILE_COLUMNS: Final = (
    *("table", "heading", "measure", "aim", "owner", "status", "rule"),
    *("latest", "period", "change", "change_by", "lately", "lately_by"),
    *("target", "in_plain_words", "notes"),
)
_FIGURE: Final = re.compile(r"\d[\d,]*(\.\d+)?%?", re.ASCII)
EMPTY: Final = ("Empty cell", "not asked of this measure; never zero")
WORDS: Final = ("Words in place of a figure", "why there is none; never zero")


def measures_csv(plan: PlanView | None, counts: OverviewView, *, demo: bool) -> bytes:
    """Return the plan's table and the recorded counts as one file.

    Parameters
    ----------
    plan, counts
        What the Overview shows; without a plan the counts alone.
    demo
        Whether the figures are invented.
    """
    rows = [*_rows("Plan", plan.rows if plan else ())]
    rows += _rows("Recorded by month", counts.rows)
    about = [
        ("Measure", plan.caption if plan else "Headline counts, twelve months"),
        ("Answer", plan.sentence if plan else counts.sentence),
        *([("Mind", plan.note)] if plan and plan.note else []),
        EMPTY,
        WORDS,
    ]
    return csv_file(about, FILE_COLUMNS, rows, demonstration=demo)


def printed_csv(printed: PublishedView, *, demo: bool) -> bytes:
    """Return the printed table as a file."""
    about = [
        ("Measure", "The plan's table as printed, and what follows"),
        ("Answer", printed.sentence),
        *(("Mind", note) for note in printed.notes),
    ]
    return csv_file(about, COLUMNS, printed.rows, demonstration=demo)


def _rows(table: str, rows: Sequence[Measure]) -> Iterator[tuple[str, ...]]:
    heading = ""
    for row in rows:
        heading = row.heading or heading
        figure = row.latest
        if _FIGURE.fullmatch(figure):
            figure = figure.replace(",", "")
        yield (
            *(table, heading if table == "Plan" else "", row.name, row.aim, row.owner),
            *(row.stand_words, row.rule, figure, row.period),
            *_move(row.change),
            *_move(row.lately),
            "" if row.target is None else f"{row.target:.12g}",
            row.words,
            " ".join(row.notes),
        )


def _move(move: Move | None) -> tuple[str, str]:
    return (move.head, "; ".join(move.lines)) if move else ("", "")
