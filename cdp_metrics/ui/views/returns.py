"""What partners sent and have yet to send, and what a file would give, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from cdp_metrics.answers.returned.receipts import Receipt, Sender
from cdp_metrics.catalogue.returns import Field, Template
from cdp_metrics.periods import day_name, period_name
from cdp_metrics.ui.markup import Stand
from cdp_metrics.ui.receipts_table import Came, Offered, Sent
from cdp_metrics.ui.views.shared import period_words
from cdp_metrics.warehouse.preview import Period, Preview
from cdp_metrics.words import plural

__all__ = [
    "PERIODS",
    "ReturnsView",
    "dictionary_rows",
    "period_rows",
    "refused_rows",
    "returns_view",
]

PERIODS: Final = 4
"""How many periods of a sender are shown."""
LISTED: Final = 40
"""How many rows of a preview are listed."""
STANDS: Final[dict[str, tuple[Stand, str]]] = {
    "received": ("green", "Received"),
    "received late": ("amber", "Received late"),
    "due": ("grey", "Due"),
    "overdue": ("red", "Overdue"),
}
EVERY: Final = {
    "month": "Every month", "quarter": "Every quarter", "half-year": "Every half-year",
    "year": "Every year",
}  # fmt: skip
Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class ReturnsView:
    """What the Data page shows of returns.

    Parameters
    ----------
    headline, subtitle
        How many are overdue, and of how many senders.
    grid
        A row a sender.
    offered
        Every template, those that nobody sends first.
    """

    headline: str
    subtitle: str
    grid: tuple[Sent, ...]
    offered: tuple[Offered, ...]


def returns_view(senders: Sequence[Sender]) -> ReturnsView:
    """Return what partners sent, those with most overdue first."""
    sending = [each for each in senders if each.provider]
    sending.sort(key=lambda each: (-each.overdue, each.template.title, each.provider))
    late = sum(each.overdue for each in sending)
    of = sum(bool(each.overdue) for each in sending)
    unsent = len(senders) - len(sending)
    return ReturnsView(
        headline=f"{plural(late, 'period')} of {plural(of, 'sender')} "
        f"{'is' if late == 1 else 'are'} overdue"
        if late
        else "No return is overdue",
        subtitle=f"{plural(len(sending), 'sender')} of "
        f"{plural(len({each.template.id for each in sending}), 'return')}"
        + (f"; {plural(unsent, 'return')} that nobody sends" if unsent else ""),
        grid=tuple(
            Sent(
                each.template.title,
                each.provider,
                EVERY[each.template.cadence],
                tuple(_came(one) for one in each.periods[:PERIODS]),
                _older(each),
            )
            for each in sending
        ),
        offered=_offered(senders),
    )


def _offered(senders: Sequence[Sender]) -> tuple[Offered, ...]:
    """Return every template once, those that nobody sends first."""
    by_id = {each.template.id: each for each in senders}
    ordered = sorted(by_id.values(), key=lambda e: (bool(e.provider), e.template.title))
    return tuple(
        Offered(
            title=entry.title,
            sent="" if each.provider else "Nobody sends it yet",
            sender=entry.sender,
            when=f"{EVERY[entry.cadence]}, due {entry.due_days} days after its end",
            grain=entry.grain,
            name=f"{entry.id}.csv",
            text=entry.empty,
        )
        for each in ordered
        for entry in (each.template,)
    )


def _came(one: Receipt) -> Came:
    stand, word = STANDS[one.state]
    about = f"by {day_name(one.due)}"
    if one.received_on:
        about = day_name(one.received_on)
        about += f", version {one.versions}" if one.versions > 1 else ""
    return Came(_name(one), stand, word, about)


def _name(one: Receipt) -> str:
    """Return a period in short: ``Oct to Dec 2025``, ``2024/25``."""
    short = period_words(one.start, one.end)
    return period_name(one.start, one.end) if short.startswith("Year") else short


def _older(sender: Sender) -> str:
    """Return what is overdue of periods before those that are shown."""
    late = sum(one.state == "overdue" for one in sender.periods[PERIODS:])
    return f"Overdue before them: {plural(late, 'period')}" if late else ""


def dictionary_rows(template: Template) -> Rows:
    """Return a row a column of a template: name, meaning, contents, example, reason."""
    return tuple(
        (
            each.name,
            each.title + (f" ({each.unit})" if each.unit else ""),
            _holds(each),
            each.example,
            each.why,
        )
        for each in template.columns
    )


def _holds(field: Field) -> str:
    """Return what a column's cells may hold."""
    words = {
        "count": "whole number", "money": "pounds", "percent": "0 to 100%",
        "yes_no": "yes or no", "area": "ONS code", "month": "YYYY-MM",
        "date": "YYYY-MM-DD or DD/MM/YYYY",
    }  # fmt: skip
    notes = [
        ", ".join(field.values) or words.get(field.type, field.type),
        "may be blank" if field.blank or field.figure else "",
        f"at most {field.at_most}" if field.at_most else "",
        "under 5 is not shown" if field.people else "",
    ]
    return "; ".join(filter(None, notes))


def refused_rows(found: Preview) -> Rows:
    """Return the first rows refused: line, column, what is wrong, what to do."""
    return tuple(
        (str(each.line), each.column or "whole line", each.reason, each.remedy)
        for each in found.refused[:LISTED]
    )


def period_rows(found: Preview) -> Rows:
    """Return the last periods of a file: sender, period, rows, what is held of it."""
    outdated = set(found.outdated)
    return tuple(
        (
            each.provider,
            period_name(each.start, each.end),
            plural(each.rows, "row"),
            _held(each, stays=each in outdated),
        )
        for each in found.periods[-LISTED:]
    )


def _held(period: Period, *, stays: bool) -> str:
    """Return what is held of a period, and what becomes of it."""
    if period.replaced_on is None:
        return "Nothing is held"
    held = f"{plural(period.replaced_rows, 'row')} of {day_name(period.replaced_on)}"
    return f"Stays, as it was made later: {held}" if stays else f"Replaced: {held}"
