"""The Data page in words and rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from cdp_metrics.answers import DataReport
from cdp_metrics.charts.coverage import Coverage
from cdp_metrics.export import csv_file
from cdp_metrics.warehouse.publish import Build
from cdp_metrics.words import count, lines_words, plural, refused_words

__all__ = ["DataView", "data_view"]

LONGEST = 160
LISTED = 20
COLUMNS = ("file", "line", "what", "reason", "text")
ABOUT = (("Rows", "refused, or kept without a value; the first 200"),)
Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, eq=False)
class DataView:
    """Everything the Data page shows.

    Parameters
    ----------
    headline, subtitle, context
        The answer, what it is about, which build it is.
    calendar, calendar_caption
        Months held.
    facts, families, problems, unused, reasons, refused, builds
        Rows of the tables.
    refused_note
        How many lines there are, and how many of them are listed.
    source
        What the words mean.
    csv
        The lines refused, or kept without a value, as a file; None without any.
    """

    headline: str
    subtitle: str
    context: str
    calendar: tuple[Coverage, ...]
    calendar_caption: str
    facts: Rows
    families: Rows
    problems: Rows
    unused: Rows
    reasons: Rows
    refused: Rows
    refused_note: str
    builds: Rows
    source: tuple[str, ...]
    csv: Callable[[], bytes] | None


def data_view(
    report: DataReport,
    builds: list[Build],
    force: str,
    today: date,
    *,
    demo: bool = False,
) -> DataView:
    """Return the Data page.

    Parameters
    ----------
    report
        The answer.
    builds
        Builds that are kept, the current one first.
    force
        Name of the home force.
    today
        The day it is looked at.
    demo
        Whether the files are invented.
    """
    gaps = [m for m in report.months if m.status == "missing"]
    in_part = [m for m in report.months if m.status == "partial"]
    complete = len(report.months) - len(gaps) - len(in_part)
    headline = f"{plural(complete, 'month')} of street files held"
    headline += f", {count(len(gaps))} missing between" if gaps else ", none missing"
    headline += f", {count(len(in_part))} partial" if in_part else ""
    read = sum(1 for f in report.files if f.status == "accepted")
    rows = tuple(
        (
            each.file,
            count(each.line) if each.line is not None else "–",
            "Row kept" if each.kept else "Row refused",
            each.reason,
            _cut(each.text),
        )
        for each in report.refused_rows
    )
    return DataView(
        headline=headline,
        subtitle=f"{plural(read, 'file')} read; {plural(len(report.problems), 'file')} "
        "refused or not recognised",
        context=f"Build **{builds[0].build_id}**, published {_moment(builds[0])}"
        if builds
        else "",
        calendar=tuple(Coverage(m.month, m.status, m.reason) for m in report.months),  # type: ignore[arg-type]
        calendar_caption=f"Street-level files, {force}",
        facts=report.facts,
        families=tuple(
            (
                each.title,
                each.publisher,
                each.frequency.capitalize(),
                count(each.files) if each.files else "Not received yet",
                count(each.rows) if each.files else "–",
                _day(each.newest),
                each.licence,
            )
            for each in report.families
        ),
        problems=tuple(
            (each.name, each.status.capitalize(), f"{each.reason} {_todo(each.remedy)}")
            for each in report.problems
        ),
        unused=tuple(
            (each.name, each.status.capitalize(), each.reason) for each in report.unused
        ),
        reasons=tuple(
            (
                each.file,
                lines_words(each.first_line, each.last_line, each.n).capitalize(),
                refused_words(each.reason),
            )
            for each in report.reasons[:LISTED]
        ),
        refused=rows[:LISTED],
        refused_note=f"{plural(report.refused, 'row')} refused and "
        f"{plural(report.kept, 'row')} kept without a value"
        + (
            f"; the first {len(rows[:LISTED])} are listed"
            if report.refused + report.kept > len(rows[:LISTED])
            else ""
        )
        + (f", {len(rows)} are in the file." if len(rows) > LISTED else "."),
        builds=tuple(
            (
                each.build_id,
                _moment(each),
                "Current" if at == 0 else "Kept",
            )
            for at, each in enumerate(builds)
        ),
        source=(
            "**How to read it.** Complete: every row of the month's file was used. "
            "Partial: some were refused, so its count is a floor and no total over it "
            "is shown. Missing: no usable file was received.",
            f"**As seen** on {today.day} {today:%B %Y}. The same is printed by "
            "python -m cdp_metrics status.",
        ),
        csv=partial(csv_file, ABOUT, COLUMNS, rows, demonstration=demo)
        if rows
        else None,
    )


def _todo(remedy: str) -> str:
    return f"What to do: {remedy}." if remedy else ""


def _cut(line: str) -> str:
    """Return a line of a file, its end left out where it is too long to list."""
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


def _moment(build: Build) -> str:
    moment = datetime.fromisoformat(build.published_at)
    return f"{moment.day} {moment:%B %Y, %H.%M} UTC"


def _day(newest: datetime | None) -> str:
    if newest is None:
        return "–"
    return f"{newest.day} {newest:%B %Y}"
