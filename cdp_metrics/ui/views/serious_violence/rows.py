"""Tables of the Serious violence page, and its downloads."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from typing import Final

from cdp_metrics.answers.partners.serious_violence import Ages, SeriousViolence, Weighed
from cdp_metrics.catalogue.indicators import indicator
from cdp_metrics.export import csv_file
from cdp_metrics.periods import MONTHS_IN_YEAR, day_name, period_name, year_to
from cdp_metrics.ui.standing import Standing
from cdp_metrics.ui.views.serious_violence.words import (
    change_words,
    deliverable_state,
    purpose_state,
)
from cdp_metrics.words import count

__all__ = [
    "AGE_COLUMNS",
    "HARM_COLUMNS",
    "PURPOSE_COLUMNS",
    "UNIT_COLUMNS",
    "ages_csv",
    "ages_rows",
    "deliverable_rows",
    "harm_csv",
    "harm_rows",
    "purpose_rows",
    "standing_csv",
]

NONE: Final = "–"
HARM_COLUMNS: Final = ("Twelve months", "Weighted offences", "Of the year before")
AGE_COLUMNS: Final = (
    *("Kind", "Under 18", "18 to 24", "25 and over", "Age not known", "All"),
    *("Twelve months", "On the year before"),
)
UNIT_COLUMNS: Final = ("Deliverable", "For", "Newest action", "Owner", "Stated in")
PURPOSE_COLUMNS: Final = ("Use", "Agreement", "Who can allow it", "Stated in")


def harm_rows(found: Weighed) -> list[tuple[str, ...]]:
    """Return twelve months a row, newest first; no two share a month."""
    rows: list[tuple[str, ...]] = []
    for at in range(len(found.months) - 1, MONTHS_IN_YEAR - 2, -MONTHS_IN_YEAR):
        now = found.totals[at]
        then = found.totals[at - MONTHS_IN_YEAR] if at >= MONTHS_IN_YEAR else math.nan
        share = f"{100 * now / then:.0f}%" if then > 0 and math.isfinite(now) else NONE
        said = count(now) if math.isfinite(now) else "not all months are held"
        rows.append((year_to(found.months[at]), said, share))
    return rows


def ages_rows(ages: Sequence[Ages]) -> list[tuple[str, ...]]:
    """Return a kind a row with its age bands."""
    return [
        (
            each.kind[:1].upper() + each.kind[1:],
            *(
                (shown.words or count(shown.value)) if each.whole else NONE
                for _, shown in each.bands
            ),
            (each.total.words or count(each.total.value)) if each.whole else NONE,
            period_name(each.first, each.last)
            if each.whole
            else f"{each.held} of 12 months to {day_name(each.last)}",
            change_words(each),
        )
        for each in ages
    ]


def deliverable_rows(found: SeriousViolence, today: date) -> list[Standing]:
    """Return a deliverable a row with its state."""
    return [
        Standing(
            (
                each.name,
                each.period,
                f"{action.text} ({action.meeting}, {day_name(action.met)})"
                if action
                else NONE,
                action.owner if action else NONE,
                each.source,
            ),
            *deliverable_state(action, today),
        )
        for each, action in found.deliverables
    ]


def purpose_rows(found: SeriousViolence, today: date) -> list[Standing]:
    """Return a use a row, allowed or held back."""
    return [
        Standing(
            (each.title, each.agreement, each.unlock, each.source),
            *purpose_state(each, today),
        )
        for each in found.purposes
    ]


def ages_csv(ages: Sequence[Ages], place: str, *, demo: bool) -> bytes:
    """Return a line a kind and age band, small counts hidden."""
    rows = [
        (
            each.source,
            each.kind,
            f"{each.first}",
            f"{each.last}",
            band,
            f"{shown.value:.0f}" if each.whole and shown.value is not None else "",
            (shown.words if each.whole else f"{each.held} of 12 months held"),
        )
        for each in ages
        for band, shown in (*each.bands, ("all", each.total))
    ]
    about = [
        ("Measure", "Serious violence by age band"),
        ("Area", place),
        ("Unit", "victims or patients; kinds and sources are never added"),
        ("Source", "invented" if demo else "the partners' return"),
        ("Empty cell", "hidden, not sent or not known; never zero"),
    ]
    columns = ("source", "kind", "period_start", "period_end", "age_band", "n", "why")
    return csv_file(about, columns, rows, demonstration=demo)


def harm_csv(found: Weighed, place: str, *, demo: bool) -> bytes:
    """Return every month's weighted offences, and the twelve months to it."""
    given = "; ".join(
        f"{indicator(name).title} {weight:g}" for name, weight in found.of_each.items()
    )
    about = [
        ("Measure", "Violence, robbery and weapons by weight"),
        ("Area", place),
        ("Unit", "weighted offences"),
        ("Weights", f"{found.weights.words}: {given}"),
        ("Source", "invented" if demo else "data.police.uk street-level files"),
        ("Empty cell", "a month is not complete; never zero"),
    ]
    rows = [
        (f"{month:%Y-%m}", _plain(found.monthly[at]), _plain(found.totals[at]))
        for at, month in enumerate(found.months)
    ]
    columns = ("month", "weighted", "weighted_12_months")
    return csv_file(about, columns, rows, demonstration=demo)


def standing_csv(
    what: str,
    place: str,
    today: date,
    columns: Sequence[str],
    rows: Sequence[Standing],
    *,
    demo: bool,
) -> bytes:
    """Return rows with their states."""
    about = [
        ("Measure", what),
        ("Area", place),
        ("As on", f"{today}"),
        ("Source", "invented" if demo else "the partnership's papers and actions log"),
    ]
    lines = [(*row.cells, row.words, row.about) for row in rows]
    return csv_file(about, (*columns, "State", "More"), lines, demonstration=demo)


def _plain(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0") if math.isfinite(value) else ""
