"""Money: who gave it, what for, whether its lines add up, and what it brought."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cdp_metrics.answers.events import papers
from cdp_metrics.answers.returned.rows import Returned, Row, Shown, returned
from cdp_metrics.catalogue.papers import printed_in
from cdp_metrics.catalogue.published import PublishedFigure
from cdp_metrics.errors import SourceMissing
from cdp_metrics.periods import period_name
from cdp_metrics.warehouse.db import Store

__all__ = ["UNNAMED", "Funding", "Grant", "Ledger", "funding"]

UNNAMED = "not itemised"
"""What a line is for that no paper says."""
POUNDS = "GBP"


@dataclass(frozen=True)
class Grant:
    """A line of a ledger.

    Parameters
    ----------
    initiative, funder
        What it is for, and who gives it; "" where the paper does not say who.
    amount
        In pounds; None where it is not stated.
    until
        Last day on which it depends on a condition; None where it does not.
    note
        What the paper says of it.
    output, came
        What it was to bring, "" for nothing named, and how much of it came.
    why
        Why there is no cost of one; "" where there is.
    """

    initiative: str
    funder: str
    amount: Decimal | None
    until: date | None = None
    note: str = ""
    output: str = ""
    came: Shown | None = None
    why: str = ""

    @property
    def named(self) -> bool:
        """Whether anybody says what it is for."""
        return self.initiative.strip().lower() != UNNAMED

    @property
    def each(self) -> float | None:
        """Pounds for one of its output; None where that would mislead."""
        if self.why or self.amount is None or self.came is None or not self.came.value:
            return None
        return float(self.amount) / self.came.value


@dataclass(frozen=True)
class Ledger:
    """The money of a year, line by line.

    Parameters
    ----------
    name, place
        What it is, and where.
    period
        The year as its paper writes it.
    start, end
        Its first and last day; None where the paper does not state them.
    stated
        The total that its paper states; None where there is none, or several.
    grants
        Its lines, as printed or sent.
    source
        The paper and the place in it, or who sent it.
    totals
        How many different totals its lines state.
    """

    name: str
    place: str
    period: str
    start: date | None
    end: date | None
    stated: Decimal | None
    grants: tuple[Grant, ...]
    source: str
    totals: int = 1

    @property
    def summed(self) -> Decimal | None:
        """The sum of its lines; None where an amount is not stated."""
        amounts = [each.amount for each in self.grants]
        known = [each for each in amounts if each is not None]
        return sum(known, Decimal(0)) if len(known) == len(amounts) else None

    @property
    def rest(self) -> Decimal | None:
        """What the total holds beyond the lines; below 0 where they exceed it."""
        if self.stated is None or self.summed is None:
            return None
        return self.stated - self.summed

    @property
    def unnamed(self) -> Decimal:
        """Money in lines of which nobody says what they are for."""
        lines = [each.amount for each in self.grants if not each.named]
        return sum((each for each in lines if each is not None), Decimal(0))

    @property
    def itemised(self) -> Decimal | None:
        """The sum of the lines that say what they are for; None as for `summed`."""
        return None if self.summed is None else self.summed - self.unnamed

    @property
    def whole(self) -> Decimal | None:
        """The year's money: the stated total, else the sum of the lines."""
        return self.summed if self.stated is None else self.stated

    def conditional(self, today: date) -> Decimal:
        """Return the money that still depends on a condition on a day."""
        waiting = (g.amount for g in self.grants if g.until and g.until >= today)
        return sum((each for each in waiting if each is not None), Decimal(0))


@dataclass(frozen=True)
class Funding:
    """Every ledger that is held.

    Parameters
    ----------
    sent
        From the grants return, oldest first.
    printed
        As papers print them, oldest first; never mixed with those sent.
    others
        Sums of money that papers print outside any ledger.
    why
        Why nothing was sent; "" where something was.
    """

    sent: tuple[Ledger, ...]
    printed: tuple[Ledger, ...]
    others: tuple[PublishedFigure, ...]
    why: str = ""

    @property
    def latest(self) -> tuple[Ledger, ...]:
        """The ledgers of the last year sent, one a sender."""
        last = self.sent[-1].start if self.sent else None
        return tuple(each for each in self.sent if each.start == last)


def funding(store: Store) -> Funding:
    """Return every ledger that is held, sent and printed.

    Parameters
    ----------
    store
        A published store.
    """
    sent, why = None, ""
    try:
        sent = returned(store, "grants")
    except SourceMissing as error:
        why = str(error)
    figures = printed_in(papers(store))
    totals = {each.part_of for each in figures.values()}
    money = [each for each in figures.values() if each.unit == POUNDS]
    printed = (_printed(each, figures) for each in money if each.id in totals)
    others = (
        each
        for each in money
        if each.id not in totals and not each.part_of and each.period_start
    )
    return Funding(
        _sent(sent) if sent else (),
        tuple(sorted(printed, key=lambda each: each.start or date.min)),
        tuple(others),
        why,
    )


def _printed(total: PublishedFigure, figures: Mapping[str, PublishedFigure]) -> Ledger:
    lines = [each for each in figures.values() if each.part_of == total.id]
    return Ledger(
        total.measure,
        total.area,
        total.period,
        total.period_start,
        total.period_end,
        total.value,
        tuple(Grant(each.measure, "", each.value, note=each.note) for each in lines),
        f"{total.document}, paragraph {total.paragraph}"
        if total.paragraph[:1].isdigit()
        else f"{total.document}, “{total.paragraph}”",
    )


def _sent(held: Returned) -> tuple[Ledger, ...]:
    keys = sorted({(row.start, row.end, row.provider) for row in held.rows})
    return tuple(
        _ledger(
            [r for r in held.rows if (r.start, r.provider) == (start, provider)],
            (start, end, provider),
        )
        for start, end, provider in keys
    )


def _ledger(rows: Sequence[Row], key: tuple[date, date, str]) -> Ledger:
    start, end, provider = key
    stated = {_money(row.figures["stated_total"]) for row in rows} - {None}
    outputs = Counter(row.said["output"].strip().lower() for row in rows)
    aims = Counter(row.said["initiative"].strip().lower() for row in rows)
    return Ledger(
        "Grants ledger",
        "",
        period_name(start, end),
        start,
        end,
        next(iter(stated)) if len(stated) == 1 else None,
        tuple(_grant(row, outputs, aims) for row in rows),
        f"return of {provider}",
        len(stated) or 1,
    )


def _money(shown: Shown) -> Decimal | None:
    return None if shown.value is None else Decimal(str(shown.value))


def _grant(row: Row, outputs: Counter[str], aims: Counter[str]) -> Grant:
    said, came = row.said, row.figures["output_count"]
    amount, output = _money(row.figures["amount"]), said["output"]
    why = ""
    if not output:
        why = "no output was named"
    elif aims[said["initiative"].strip().lower()] > 1:
        why = "several grants pay for it"
    elif outputs[output.strip().lower()] > 1:
        why = "several grants name this output"
    elif came.value is None:
        missing = came.state == "missing"
        why = "its output was not counted" if missing else "its output is hidden"
    elif not came.value:
        why = "none of it came"
    elif amount is None:
        why = "its amount is not stated"
    return Grant(
        said["initiative"],
        said["funder"],
        amount,
        row.day("conditional_until"),
        "",
        output,
        came if output else None,
        why,
    )
