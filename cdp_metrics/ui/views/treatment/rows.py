"""Rows of the Treatment page: its tables, its list of measures, its download."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from cdp_metrics.answers.figures.limits import limits_of, value_of
from cdp_metrics.answers.figures.reported import Reading
from cdp_metrics.answers.health.treatment import Compared, TreatmentMeasure
from cdp_metrics.catalogue import Indicator, publisher_of
from cdp_metrics.export import csv_file
from cdp_metrics.periods import day_name
from cdp_metrics.ui.listing import Item
from cdp_metrics.ui.views.shared import BOUNDS
from cdp_metrics.words import between, count, percent, points

__all__ = [
    "EMPTY",
    "Table",
    "figure",
    "of_words",
    "place_table",
    "summary",
    "time_table",
    "treatment_csv",
    "why_words",
]

NONE: Final = "–"
PLACE_COLUMNS: Final = ("Place", "Share", "95% range", "People", "Of", "Note")
TIME_COLUMNS: Final = ("Period", "Figure", "95% range", "Of", "England", "Note")
CSV_COLUMNS = (
    "place", "area_code", "period", "first_day", "last_day", "numerator", "denominator",
    "value", "lower_95", "upper_95", "status", "reason", "definition_version", "source",
)  # fmt: skip


@dataclass(frozen=True)
class Table:
    """Columns and rows of a table, and which columns hold words."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def texts(self) -> tuple[int, ...]:
        """Places of the columns of words."""
        words = (0, len(self.columns) - 1)
        return words if self.columns[-1:] == ("Note",) else words[:1]


EMPTY: Final = Table((), ())


def _table(columns: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Table:
    """Return a table without the columns that would say nothing."""
    kept = [
        at
        for at in range(len(columns))
        if at < 2 or any(row[at] != NONE for row in rows)
    ]
    return Table(
        tuple(columns[at] for at in kept),
        tuple(tuple(row[at] for at in kept) for row in rows),
    )


def why_words(reading: Reading) -> str:
    """Return why a period has no figure, as it begins a sentence; "" where it has."""
    return reading.why[:1].upper() + reading.why[1:]


def figure(reading: Reading | None, entry: Indicator) -> str:
    """Return a figure as it is written: ``39.6%``, ``at least 70.0%``, ``1,045``."""
    if reading is None:
        return NONE
    value = value_of(reading, entry)
    if value is None:
        return why_words(reading)
    said = count(value) if entry.kind == "count" else percent(value)
    bound = BOUNDS.get(reading.bound, "")
    return f"{bound}{said}"


def of_words(reading: Reading) -> str:
    """Return cases and what they are of: ``211 of 533``; "" where not known."""
    if reading.numerator is None or reading.denominator is None:
        return ""
    return f"{count(reading.numerator)} of {count(reading.denominator)}"


def _range(reading: Reading | None, entry: Indicator) -> str:
    limits = limits_of(reading, entry) if reading else None
    if limits is None:
        return "none published" if reading and not reading.why else NONE
    write = count if entry.kind == "count" else percent
    return between(limits.lower, limits.upper, write)


def _number(value: float | None) -> str:
    return NONE if value is None else count(value)


def _marks(reading: Reading) -> str:
    """Return what must be known of a figure: provisional, the publisher's note."""
    said = ["provisional"] if reading.status == "provisional" else []
    said += [reading.note] if reading.note and not reading.why else []
    return "; ".join(said).capitalize() or NONE


def place_table(measure: TreatmentMeasure, seen: Compared, place: str) -> Table:
    """Return a row a place: ours, England, then the others, the highest first."""
    entry = measure.indicator

    def row(name: str, reading: Reading | None, absent: str) -> tuple[str, ...]:
        if reading is None:
            return name, absent, NONE, NONE, NONE, NONE
        return (
            name,
            figure(reading, entry),
            _range(reading, entry),
            _number(reading.numerator),
            _number(reading.denominator),
            _marks(reading),
        )

    rows = [
        row(f"{place} (this place)", seen.own, measure.absent or "not published"),
        row("England", seen.england, "not published"),
        *(row(each.name, each.reading, "") for each in seen.others),
    ]
    return _table(PLACE_COLUMNS, rows)


def time_table(measure: TreatmentMeasure) -> Table:
    """Return a row a period, newest first; England's figure beside the area's."""
    entry, rows = measure.indicator, []
    for period in measure.periods:
        seen = measure.on(period)
        own = seen.own
        england = figure(seen.england, entry)
        rows.append(
            (
                measure.name(period),
                figure(own, entry) if own else measure.absent.capitalize(),
                _range(own, entry),
                _number(own.denominator if own else None),
                england,
                _marks(own) if own else NONE,
            )
        )
    return _table(TIME_COLUMNS, rows)


def summary(measure: TreatmentMeasure, label: str) -> Item:
    """Return a measure as a row of the list of all: latest, England, difference."""
    entry, latest = measure.indicator, measure.latest
    go = f"treatment?{urlencode({'treatment': measure.indicator_id})}"
    if latest is None:
        said = "Not received yet"
        if measure.next_release:
            said = f"Embargoed until {day_name(measure.next_release)}"
        return Item(label, "", go, ((said, ""), (NONE, ""), (NONE, "")))
    seen, when = measure.on(latest), measure.name(latest)
    own = (
        (figure(seen.own, entry), _below(seen.own, entry))
        if seen.own
        else (measure.absent.capitalize(), "")
    )
    england = (figure(seen.england, entry), "") if seen.england else (NONE, "")
    return Item(label, when, go, (own, england, _difference(seen)))


def _below(reading: Reading, entry: Indicator) -> str:
    if reading.why:
        return ""
    if limits_of(reading, entry) is None:
        return "no range published"
    return f"95% range {_range(reading, entry)}"


def _difference(seen: Compared) -> tuple[str, str]:
    if seen.difference is None:
        return NONE, ""
    said = points(seen.difference.value)
    if seen.standing is None:
        return said, "chance cannot be judged"
    if seen.standing == "within chance":
        return said, "within chance"
    return said, f"{seen.standing}, beyond chance"


def treatment_csv(
    measure: TreatmentMeasure, seen: Compared | None, place: str, *, demo: bool
) -> bytes:
    """Return what is drawn: the area and England over time, other places once."""
    entry = measure.indicator
    series = [(place, measure.own), ("England", measure.england)]
    rows = [
        _line(name, found.area, reading, measure)
        for name, found in series
        if found
        for reading in found.readings
    ]
    if seen:
        rows += [_line(p.name, p.code, p.reading, measure) for p in seen.others]
    used = dict.fromkeys(row[-1] for row in rows)
    licences = dict.fromkeys(
        f"{each.publisher} ({each.licence.rstrip('.')})"
        for source in used
        if (each := publisher_of(source))
    )
    about = [
        ("Measure", entry.title),
        ("Area", place),
        ("Unit", f"% of {entry.unit}" if entry.kind == "proportion" else entry.unit),
        ("Source", "invented" if demo else "; ".join(licences) or "none loaded"),
        ("Empty cell", "hidden, not published or not known; never zero"),
    ]
    if measure.next_release:
        about.append(("Embargoed until", f"{measure.next_release:%Y-%m-%d}"))
    return csv_file(about, CSV_COLUMNS, rows, demonstration=demo)


def _line(
    name: str, code: str, reading: Reading, measure: TreatmentMeasure
) -> tuple[str, ...]:
    entry = measure.indicator
    limits = limits_of(reading, entry)
    numbers = (
        reading.numerator,
        reading.denominator,
        value_of(reading, entry),
        limits.lower if limits else None,
        limits.upper if limits else None,
    )
    return (
        name,
        code,
        measure.name((reading.period_start, reading.period_end)),
        f"{reading.period_start:%Y-%m-%d}",
        f"{reading.period_end:%Y-%m-%d}",
        *(_plain(number) for number in numbers),
        reading.status,
        reading.why,
        str(reading.definition_version),
        reading.source,
    )


def _plain(value: float | None) -> str:
    return "" if value is None else f"{value:.4f}".rstrip("0").rstrip(".")
