"""What the Funding page says of a ledger and of a grant."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from cdp_metrics.answers.partners.funding import Funding, Grant, Ledger
from cdp_metrics.periods import day_name
from cdp_metrics.words import count, plural

__all__ = [
    "CONDITIONAL",
    "COST",
    "PRINTED",
    "RULE",
    "answer",
    "bought",
    "check",
    "condition",
    "pounds",
    "printed_answer",
    "short",
]

CONDITIONAL: Final = (
    "**Conditional money** may still be lost: it depends on a condition until the day "
    "shown, and should not be planned on."
)
RULE: Final = (
    "**Cost of one** is shown only where one grant paid for one output, counted in the "
    "same year. Everywhere else the reason stands in its place."
)
COST: Final = (
    "**Assumption:** the grant paid for nothing else. Costs of different outputs are "
    "not compared: they are different things."
)
PRINTED: Final = (
    "As printed in the partnership's papers, line by line. Ledgers of different papers "
    "cover different money and places: they are never added to each other."
)


def pounds(value: Decimal | float | None) -> str:
    """Return an amount: ``£747,660``; "not stated" where there is none."""
    if value is None:
        return "not stated"
    said = count(float(value))
    return f"−£{said[1:]}" if value < 0 else f"£{said}"


def check(ledger: Ledger) -> str:
    """Return whether the lines of a ledger add up to its total."""
    rest, unnamed = ledger.rest, ledger.unnamed
    if ledger.totals > 1:
        return f"Its lines state {ledger.totals} different totals"
    if ledger.summed is None:
        return "Not checked: an amount is not stated"
    if rest is None:
        return "No total stated to check against"
    if rest < 0:
        return f"Lines exceed the total by {pounds(-rest)}"
    missing = rest + unnamed
    if missing:
        return f"{pounds(missing)} not itemised"
    return "Lines add up to the total"


def condition(grant: Grant, today: date) -> str:
    """Return what a grant depends on, on a day; "" where on nothing."""
    if grant.until is None:
        return grant.note[:1].upper() + grant.note[1:]
    still = "Conditional until" if grant.until >= today else "Was conditional until"
    return f"{still} {day_name(grant.until)}"


def answer(found: Funding, today: date) -> str:
    """Return the headline: the latest year sent, and how much of it is conditional."""
    latest = found.latest
    wholes = [each.whole for each in latest]
    funders = {grant.funder for each in latest for grant in each.grants if grant.named}
    period = latest[0].period
    known = [each for each in wholes if each is not None]
    if len(known) < len(wholes):
        return f"The total of {period} is not known"
    said = f"{pounds(sum(known, Decimal(0)))} in {period}"
    if funders:
        said += f" from {plural(len(funders), 'funder')}"
    waiting = sum((each.conditional(today) for each in latest), Decimal(0))
    return f"{said}, {pounds(waiting)} of it conditional" if waiting else said


def bought(found: Funding) -> str:
    """Return the headline over outputs: how many grants have a cost of one."""
    grants = [grant for each in found.latest for grant in each.grants if grant.named]
    if not grants:
        return f"No grant of {found.latest[0].period} is itemised"
    known = sum(grant.each is not None for grant in grants)
    return (
        f"Cost of one shown for {count(known)} of {plural(len(grants), 'grant')} "
        f"of {found.latest[0].period}"
    )


def printed_answer(found: Funding) -> str:
    """Return the headline over printed ledgers: how many of them add up."""
    whole = sum(not each.rest and not each.unnamed for each in found.printed)
    number = len(found.printed)
    if number == 1:
        return f"The one printed ledger {'adds' if whole else 'does not add'} up"
    verb = "adds" if whole == 1 else "add"
    return f"{count(whole)} of {count(number)} printed ledgers {verb} up, line by line"


def short(why: str) -> str:
    """Return a reason as a cell of a table says it."""
    return f"Not shown: {why}"
