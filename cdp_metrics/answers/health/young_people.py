"""The young people's service: a year's steps from referral to outcome."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from cdp_metrics.answers.health.services import share_of
from cdp_metrics.answers.plan.printed import printed_tables
from cdp_metrics.answers.returned.rows import Shown, returned
from cdp_metrics.answers.returned.shares import beside
from cdp_metrics.catalogue.published import PublishedFigure
from cdp_metrics.errors import SourceMissing
from cdp_metrics.stats import (
    LEAST_SHOWN,
    CountChange,
    Proportion,
    ProportionChange,
    compare_counts,
    compare_proportions,
)
from cdp_metrics.warehouse.db import Store

__all__ = ["Changed", "Step", "Young", "change_of", "young_people"]

_COLUMNS: Final = (
    "referrals", "new_presentations", "exits", "successful_exits", "drug_free",
    "successful_share", "drug_free_share",
)  # fmt: skip
_PRINTED: Final = {
    "referrals": "referrals",
    "presentations": "new_presentations",
    "successful": "successful_share",
    "drug_free": "drug_free_share",
}
"""Columns of the return, by the names under which papers' figures are kept."""


@dataclass(frozen=True)
class Step:
    """A step of the young people's service in one year.

    Parameters
    ----------
    name
        What it is.
    count
        How many, as it may be shown.
    share, of
        In % of the step before it, and that step's name; None where not known.
    said
        The share where only that was sent, which may be a bound; None else.
    """

    name: str
    count: Shown
    share: Proportion | None = None
    of: str = ""
    said: Shown | None = None


@dataclass(frozen=True)
class Young:
    """A year of the young people's service: its steps from referral to outcome.

    Parameters
    ----------
    start, end
        First and last day.
    provider
        Who sent it, or the paper that prints it.
    steps
        From referral to outcome.
    printed
        Whether a paper prints it, for want of a return.
    """

    start: date
    end: date
    provider: str
    steps: tuple[Step, ...]
    printed: bool = False


@dataclass(frozen=True)
class Changed:
    """How a step moved from the year before.

    Parameters
    ----------
    name
        The step.
    counts
        Its count; None where one of the two is not shown.
    shares
        Its share of the step before; None where one is not known or is a bound.
    """

    name: str
    counts: CountChange | None
    shares: ProportionChange | None


def young_people(store: Store) -> tuple[Young, ...]:
    """Return every year of the young people's service, oldest first.

    Where no return is held, what the partnership's papers print of it.

    Raises
    ------
    SourceMissing
        None was received, and none is printed.
    """
    try:
        rows = returned(store, "young_people").rows
    except SourceMissing:
        if found := _young_printed(store):
            return found
        raise
    return tuple(_young(row.start, row.end, row.provider, row.figures) for row in rows)


def _young_printed(store: Store) -> tuple[Young, ...]:
    """Return the years that a paper prints, oldest first, for want of a return."""
    tables: dict[str, list[PublishedFigure]] = {}
    for each in printed_tables(store, "young_people", "jigsaw"):
        if each.period_start and each.value is not None:
            tables.setdefault(each.table, []).append(each)
    found = []
    for table, figures in tables.items():
        shown = {
            _PRINTED.get(each.id.removeprefix(f"{table}."), ""): Shown(
                float(each.value or 0), bound=each.bound
            )
            for each in figures
        }
        one = figures[0]
        if one.period_start and one.period_end:
            found.append(
                _young(
                    one.period_start,
                    one.period_end,
                    one.document,
                    dict.fromkeys(_COLUMNS, Shown(None, "missing")) | shown,
                    printed=True,
                )
            )
    return tuple(sorted(found, key=lambda each: each.start))


def _young(
    start: date,
    end: date,
    provider: str,
    shown: Mapping[str, Shown],
    *,
    printed: bool = False,
) -> Young:
    referrals, begun, exits, well, free, *_ = (shown[name] for name in _COLUMNS)
    begun, well, free = (
        beside(part, of)
        for part, of in ((begun, referrals), (well, exits), (free, exits))
    )
    return Young(
        start,
        end,
        provider,
        (
            Step("Referrals", referrals),
            Step("New presentations", begun, share_of(begun, referrals), "referrals"),
            Step("Exits", exits),
            Step(
                "Left successfully",
                well,
                share_of(well, exits),
                "exits",
                _sent(shown["successful_share"], well, exits),
            ),
            Step(
                "Left drug free",
                free,
                share_of(free, exits),
                "exits",
                _sent(shown["drug_free_share"], free, exits),
            ),
        ),
        printed,
    )


def _sent(share: Shown, part: Shown, of: Shown) -> Shown | None:
    """Return a share that was sent; None where a hidden count would follow from it."""
    open_ = all(each.state in ("shown", "missing") for each in (part, of))
    if share.value is None or not open_:
        return None
    base = of.value
    if base is None and part.value is not None and share.value:
        base = 100 * part.value / share.value
    sides = (share.value * (base or 0) / 100, (100 - share.value) * (base or 0) / 100)
    few = any(0.5 <= side < LEAST_SHOWN - 0.5 for side in sides)
    return None if few and not share.bound else share


def change_of(now: Young, then: Young) -> tuple[Changed, ...]:
    """Return how each step moved from one year to another, with its significance.

    A share that is only a bound, or stands without its counts, is never compared.
    """
    return tuple(
        Changed(
            late.name,
            compare_counts(late.count.value, early.count.value)
            if late.count.value is not None and early.count.value is not None
            else None,
            compare_proportions(late.share, early.share)
            if late.share and early.share
            else None,
        )
        for late, early in zip(now.steps, then.steps, strict=True)
    )
