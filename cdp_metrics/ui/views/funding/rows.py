"""Tables of the Funding page, and its download."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from cdp_metrics.answers.partners.funding import Funding, Grant, Ledger
from cdp_metrics.export import csv_file
from cdp_metrics.ui.views.funding.words import check, condition, pounds, short
from cdp_metrics.words import count

__all__ = [
    "LINE_COLUMNS",
    "MOST",
    "OUTPUT_COLUMNS",
    "PRINTED_COLUMNS",
    "YEAR_COLUMNS",
    "funding_csv",
    "line_rows",
    "output_rows",
    "printed_rows",
    "year_rows",
]

MOST: Final = 60
"""Rows that a table holds at most; the download holds all."""
NONE: Final = "–"
YEAR_COLUMNS: Final = ("Year", "Stated total", "Sum of the lines", "Lines", "Check")
LINE_COLUMNS: Final = ("Initiative", "Funder", "Year", "Amount", "Condition")
OUTPUT_COLUMNS: Final = (
    *("Initiative", "Year", "Amount", "Output", "How many", "Cost of one"),
)
PRINTED_COLUMNS: Final = ("Line", "Amount", "Note", "Ledger")


def year_rows(found: Funding) -> Sequence[tuple[str, ...]]:
    """Return a ledger a row, newest first."""
    several = len({each.source for each in found.sent}) > 1
    return [
        (
            f"{each.period}, {each.source}" if several else each.period,
            pounds(each.stated),
            pounds(each.itemised),
            count(sum(grant.named for grant in each.grants)),
            check(each),
        )
        for each in reversed(found.sent)
    ][:MOST]


def _newest(found: Funding) -> Iterator[tuple[Ledger, Grant]]:
    for ledger in reversed(found.sent):
        for grant in ledger.grants:
            yield ledger, grant


def line_rows(found: Funding, today: date) -> Sequence[tuple[str, ...]]:
    """Return a grant a row, newest year first."""
    return [
        (
            grant.initiative[:1].upper() + grant.initiative[1:],
            grant.funder,
            ledger.period,
            pounds(grant.amount),
            condition(grant, today) or NONE,
        )
        for ledger, grant in _newest(found)
    ][:MOST]


def output_rows(found: Funding) -> Sequence[tuple[str, ...]]:
    """Return a grant a row with what it brought, newest year first."""
    return [
        (
            grant.initiative,
            ledger.period,
            pounds(grant.amount),
            grant.output or NONE,
            _came(grant),
            pounds(grant.each) if grant.each is not None else short(grant.why),
        )
        for ledger, grant in _newest(found)
        if grant.named
    ][:MOST]


def _came(grant: Grant) -> str:
    if grant.came is None:
        return NONE
    return grant.came.words or count(grant.came.value)


def printed_rows(found: Funding) -> Sequence[tuple[str, ...]]:
    """Return the printed ledgers, newest first: total, lines, what no line names."""
    rows: list[tuple[str, ...]] = []
    for ledger in reversed(found.printed):
        name = f"{ledger.name}, {ledger.period}"
        rows.append((f"Total: {name}", pounds(ledger.stated), check(ledger), name))
        rows += [
            (each.initiative, pounds(each.amount), condition(each, date.min), name)
            for each in ledger.grants
        ]
        if ledger.rest:
            rows.append(
                ("Not itemised", pounds(ledger.rest), "the paper names no line", name)
            )
    rows += [
        (each.measure, pounds(each.value), each.note, f"In no ledger, {each.period}")
        for each in found.others
    ]
    return rows


CSV_COLUMNS: Final = (
    "kind", "source", "period", "period_start", "period_end", "ledger", "funder",
    "initiative", "amount_gbp", "conditional_until", "conditional_today", "note",
    "output", "output_count", "cost_of_one_gbp", "why_no_cost", "stated_total_gbp",
    "sum_of_lines_gbp", "check",
)  # fmt: skip


def funding_csv(found: Funding, place: str, today: date, *, demo: bool) -> bytes:
    """Return every line of every ledger, sent and printed, each with its total."""
    rows = [
        *(_line(each, grant, "sent", today) for each, grant in _newest(found)),
        *(
            _line(each, grant, "as published", today)
            for each in found.printed
            for grant in each.grants
        ),
    ]
    about = [
        ("Measure", "Grants and other money, line by line"),
        ("Area", place),
        ("Unit", "pounds, as stated; not adjusted for prices"),
        ("As on", f"{today}"),
        ("Source", "invented" if demo else "the partnership's returns and papers"),
        ("Empty cell", "not stated, not sent or hidden; never zero"),
        ("Never added", "lines of kind 'sent' to lines of kind 'as published'"),
    ]
    return csv_file(about, CSV_COLUMNS, rows, demonstration=demo)


def _line(ledger: Ledger, grant: Grant, kind: str, today: date) -> tuple[str, ...]:
    came = grant.came.value if grant.came else None
    return (
        kind,
        ledger.source,
        ledger.period,
        f"{ledger.start or ''}",
        f"{ledger.end or ''}",
        ledger.name,
        grant.funder,
        grant.initiative,
        _plain(grant.amount),
        f"{grant.until or ''}",
        "" if grant.until is None else "yes" if grant.until >= today else "no",
        grant.note,
        grant.output,
        _plain(came),
        _plain(None if grant.each is None else round(grant.each, 2)),
        grant.why if kind == "sent" else "",
        _plain(ledger.stated),
        _plain(ledger.itemised),
        check(ledger),
    )


def _plain(value: object) -> str:
    return "" if value is None else f"{value:f}".rstrip("0").rstrip(".") or "0"
