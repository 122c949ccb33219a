"""The young people's service on the Treatment page: its funnel and what changed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from cdp_metrics.answers.health.young_people import Changed, Step, Young, change_of
from cdp_metrics.answers.returned.rows import Shown
from cdp_metrics.charts.amounts import (
    Amount,
    AmountsPicture,
    amounts_alt,
    amounts_figure,
)
from cdp_metrics.periods import period_name
from cdp_metrics.stats import ProportionChange
from cdp_metrics.ui.views.part import Part
from cdp_metrics.ui.views.shared import BOUNDS
from cdp_metrics.ui.views.treatment.cells import NONE, downloaded, number, within
from cdp_metrics.words import between, count, percent, points

__all__ = ["young_part"]

COLUMNS: Final = ("Step", "Now", "Year before", "Change", "Chance", "Share")
BOUND: Final = (
    "**At least or at most:** the service gave a bound, not a figure; it is shown as "
    "such and never compared."
)
PRINTED: Final = (
    "**As a paper prints it:** no return has been received. Send "
    "data/templates/young_people.csv, and its years stand here instead."
)


def young_part(years: Sequence[Young], place: str, *, demo: bool) -> Part:
    """Return the young people's service: latest year, year before, conversion.

    Parameters
    ----------
    years
        Oldest first, one at least.
    place
        Name of the partnership's area.
    demo
        Whether the figures are invented.
    """
    now = years[-1]
    own = [each for each in years if each.provider == now.provider]
    then = own[-2] if len(own) > 1 else None
    changes = change_of(now, then) if then else ()
    when = period_name(now.start, now.end)
    picture = _funnel(now, then)
    drawn = any(each.value is not None for each in picture.amounts)
    table = _rows(now, then, changes)
    return Part(
        _title(now, changes, when),
        f"{now.provider}, {when}. Conversion: new presentations in % of referrals.",
        draw=partial(amounts_figure, picture) if drawn else None,
        alt=amounts_alt(picture, f"young people, {place}", demo=demo) if drawn else "",
        notes=(
            *([*_conversion_words(changes[1].shares)] if changes else ()),
            *((PRINTED,) if now.printed else ()),
            *((BOUND,) if any(step.said for step in now.steps) else ()),
        ),
        caption=f"From referral to outcome, {when}",
        columns=COLUMNS,
        rows=table,
        texts=(0, 4, 5),
        source=(
            f"**Source:** {'invented for demonstration' if demo else now.provider}.",
            "**Method:** counts by a two-sample test, as if events were independent "
            "(assumption); shares by Wilson's and Newcombe's limits.",
        ),
        csv=downloaded("Young people's service", place, COLUMNS, table, demo=demo),
        csv_name="young_people.csv",
    )


def _funnel(now: Young, then: Young | None) -> AmountsPicture:
    """Return the steps from the top down, each above that of the year before."""
    years = [each for each in (now, then) if each]
    bars = [
        _bar(year, at, marked=year is then)
        for at in range(len(now.steps))
        for year in years
        if year is now or year.steps[at].count.value is not None
    ]
    names = [period_name(each.start, each.end) for each in years]
    return AmountsPicture(bars, "Young people", "", names[0], names[-1] if then else "")


def _bar(year: Young, at: int, *, marked: bool) -> Amount:
    step = year.steps[at]
    name = f"{step.name}, {period_name(year.start, year.end)}" if marked else step.name
    if step.count.value is None:
        said = _sent(year, step.said) if step.said else _number(year, step)
        return Amount(name, None, said, marked)
    share = step.share
    of = f" ({percent(share.percent, decimals=0)} of {step.of})" if share else ""
    return Amount(name, step.count.value, f"{count(step.count.value)}{of}", marked)


def _number(year: Young, step: Step) -> str:
    """Return a step's count, or why it is not shown."""
    if year.printed and step.count.state == "missing":
        return "Not printed"
    return number(step.count)


def _conversion_words(change: ProportionChange | None) -> tuple[str, ...]:
    """Say how the share of referrals that became a start moved, and how surely."""
    if change is None:
        return ()
    sure = within(change.significant or False, change.z)
    span = between(change.lower, change.upper, lambda v: points(v))
    return (
        f"**Conversion:** {percent(change.then)} of referrals became a start the year "
        f"before, {percent(change.now)} now: {points(change.difference)}, 95% range "
        f"{span}. {sure}.",
    )


def _title(now: Young, changes: Sequence[Changed], when: str) -> str:
    share = now.steps[1].share
    if share is None:
        return f"{when}: conversion from referral to start is not known"
    said = f"{percent(share.percent, decimals=0)} of referrals became a start in {when}"
    change = changes[1].shares if changes else None
    if change is None:
        return said
    if not change.significant:
        return f"{said}, level on the year before"
    moved = "up" if change.difference > 0 else "down"
    from_ = percent(change.then, decimals=0)
    return f"{said}, {moved} from {from_}, beyond chance"


def _rows(
    now: Young, then: Young | None, changes: Sequence[Changed]
) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for at, step in enumerate(now.steps):
        early = then.steps[at] if then else None
        change = changes[at].counts if changes else None
        rows.append(
            (
                step.name,
                _number(now, step),
                _number(then, early) if then and early else NONE,
                percent(change.percent, plus=True)
                if change and change.percent is not None
                else NONE,
                within(change.significant, change.z) if change else NONE,
                _share(now, step),
            )
        )
    shares = changes[1].shares if changes else None
    if then and shares:
        rows.append(_conversion(shares))
    return rows


def _conversion(change: ProportionChange) -> tuple[str, ...]:
    span = between(change.lower, change.upper, lambda v: points(v))
    return (
        "Conversion",
        percent(change.now),
        percent(change.then),
        points(change.difference),
        within(change.significant or False, change.z),
        f"95% range of the change {span}",
    )


def _share(year: Young, step: Step) -> str:
    if step.share:
        limits = step.share.limits()
        span = f" ({between(limits.lower, limits.upper, percent)})" if limits else ""
        return f"{percent(step.share.percent)} of {step.of}{span}"
    return _sent(year, step.said) if step.said else NONE


def _sent(year: Young, share: Shown) -> str:
    said = f"{BOUNDS.get(share.bound, '')}{percent(share.value, decimals=0)}"
    return f"{said}, as {'printed' if year.printed else 'sent'}; no range"
