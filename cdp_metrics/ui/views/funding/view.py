"""The Funding page in words, pictures and rows, a part at a time."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any, Final

from cdp_metrics.answers.partners.funding import Funding, Grant
from cdp_metrics.charts.amounts import (
    Amount,
    AmountsPicture,
    amounts_alt,
    amounts_figure,
)
from cdp_metrics.errors import SourceMissing
from cdp_metrics.export import file_name
from cdp_metrics.periods import month_name
from cdp_metrics.ui.views.funding import rows, words
from cdp_metrics.ui.views.part import Part, missing
from cdp_metrics.ui.views.shared import reach_to

__all__ = ["context", "part_of", "parts"]

SENT: Final = {
    "lines": "By initiative",
    "funders": "By funder",
    "years": "Year by year",
    "outputs": "What it bought",
}
PRINTED: Final = {"published": "As published"}
File = dict[str, Any]


def parts(found: Funding) -> dict[str, str]:
    """Return what the page can show, one at a time, the first to open with."""
    held = SENT if found.sent else {}
    printed = PRINTED if found.printed else {}
    return {**held, **printed} or {"lines": SENT["lines"]}


def context(found: Funding, place: str, today: date) -> str:
    """Return the place, and how far the ledgers reach."""
    end = found.sent[-1].end if found.sent else None
    return f"**{place}** · {reach_to(end, today)}" if end else f"**{place}**"


def part_of(found: Funding, name: str, place: str, today: date, *, demo: bool) -> Part:
    """Return a part of the page.

    Parameters
    ----------
    found
        The answer.
    name
        One of `parts`.
    place
        Name of the partnership's area.
    today
        The day from which a condition is still one.
    demo
        Whether the figures are invented.
    """
    file: File = {
        "csv": partial(rows.funding_csv, found, place, today, demo=demo),
        "csv_name": file_name("funding", place),
        "source": _source(found, demo=demo),
    }
    if name == "published":
        return _printed(found, place, file)
    if not found.sent:
        return Part(
            "No grants ledger has been received",
            place,
            missing(SourceMissing(found.why)),
            source=file["source"],
        )
    if name == "funders":
        return _funders(found, place, today, file, demo=demo)
    if name == "years":
        return _years(found, place, today, file, demo=demo)
    if name == "outputs":
        return Part(
            words.bought(found),
            f"{place}: what grants were to bring, and how much of it came",
            None,
            notes=(words.RULE, words.COST),
            caption="Money and outputs, newest year first",
            columns=rows.OUTPUT_COLUMNS,
            rows=rows.output_rows(found),
            texts=(0, 1, 3),
            **file,
        )
    return _lines(found, place, today, file, demo=demo)


def _source(found: Funding, *, demo: bool) -> tuple[str, ...]:
    if demo:
        end = found.sent[-1].end if found.sent else None
        to = f", ledgers to {month_name(end)}" if end else ""
        said = f"invented for demonstration{to}"
    else:
        held = ["the partners' grants return"] if found.sent else []
        held += [each.source for each in found.printed]
        said = "; ".join(held) or "none held"
    return (
        f"**Source:** {said}.",
        "**Method:** the lines of a ledger are added up and held against the total "
        "that its paper or sender states. Pounds of the year, not adjusted for prices.",
    )


def _grants(found: Funding) -> list[Grant]:
    return [grant for ledger in found.latest for grant in ledger.grants]


def _subtitle(found: Funding, place: str) -> str:
    checks = "; ".join(words.check(each) for each in found.latest)
    return f"{place}, grants of {found.latest[0].period}. {checks}."


def _lines(found: Funding, place: str, today: date, file: File, *, demo: bool) -> Part:
    grants = sorted(_grants(found), key=lambda each: -(each.amount or Decimal(0)))
    picture = AmountsPicture(
        [
            Amount(
                grant.initiative[:1].upper() + grant.initiative[1:],
                None if grant.amount is None else float(grant.amount),
                words.pounds(grant.amount),
                grant.until is not None and grant.until >= today,
            )
            for grant in grants
        ],
        f"Pounds, {found.latest[0].period}",
        "Amount in £",
        plain="Unconditional",
        marked="Conditional",
    )
    return _drawn(found, place, today, picture, "grants by initiative", file, demo=demo)


def _funders(
    found: Funding, place: str, today: date, file: File, *, demo: bool
) -> Part:
    sums: dict[str, Decimal] = {}
    unknown = set()
    for grant in _grants(found):
        held = sums.get(grant.funder, Decimal(0))
        sums[grant.funder] = held + (grant.amount or Decimal(0))
        if grant.amount is None:
            unknown.add(grant.funder)
    picture = AmountsPicture(
        [
            Amount(
                name,
                None if name in unknown else float(value),
                "an amount is not stated" if name in unknown else words.pounds(value),
            )
            for name, value in sorted(sums.items(), key=lambda pair: -pair[1])
        ],
        f"Pounds, {found.latest[0].period}",
        "Amount in £",
    )
    return _drawn(found, place, today, picture, "grants by funder", file, demo=demo)


def _years(found: Funding, place: str, today: date, file: File, *, demo: bool) -> Part:
    several = len({each.source for each in found.sent}) > 1
    picture = AmountsPicture(
        [
            Amount(
                f"{each.period}, {each.source}" if several else each.period,
                None if each.whole is None else float(each.whole),
                words.pounds(each.whole),
            )
            for each in found.sent[-12:]
        ],
        "Pounds a year",
        "Stated total, £",
    )
    drawn = any(each.value is not None for each in picture.amounts)
    return Part(
        words.answer(found, today),
        f"{place}: money of each year, and whether its lines add up to its total",
        None,
        partial(amounts_figure, picture) if drawn else None,
        amounts_alt(picture, f"money by year, {place}", demo=demo),
        caption="Ledgers, newest first",
        columns=rows.YEAR_COLUMNS,
        rows=rows.year_rows(found),
        texts=(0, 4),
        **file,
    )


def _drawn(
    found: Funding,
    place: str,
    today: date,
    picture: AmountsPicture,
    what: str,
    file: File,
    *,
    demo: bool,
) -> Part:
    drawn = any(each.value is not None for each in picture.amounts)
    waiting = any(grant.until for each in found.sent for grant in each.grants)
    return Part(
        words.answer(found, today),
        _subtitle(found, place),
        None,
        partial(amounts_figure, picture) if drawn else None,
        amounts_alt(picture, f"{what}, {place}, {found.latest[0].period}", demo=demo),
        (words.CONDITIONAL,) if waiting else (),
        "Every grant, newest year first",
        rows.LINE_COLUMNS,
        rows.line_rows(found, today),
        (0, 1, 2, 4),
        **file,
    )


def _printed(found: Funding, place: str, file: File) -> Part:
    return Part(
        words.printed_answer(found),
        f"{place}: {words.PRINTED}",
        None if found.sent else missing(SourceMissing(found.why)),
        caption="Ledgers as printed, newest first",
        columns=rows.PRINTED_COLUMNS,
        rows=rows.printed_rows(found),
        texts=(0, 2, 3),
        **file,
    )
