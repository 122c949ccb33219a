"""The four kinds of alert, each found by the rule that the product has for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from cdp_metrics.answers.figures.control import Control
from cdp_metrics.answers.figures.reported import Reported
from cdp_metrics.answers.figures.trend import Trend
from cdp_metrics.answers.meeting.listed import SEVERITIES, Alert, Severity
from cdp_metrics.answers.plan.table import PlanRow
from cdp_metrics.answers.returned.receipts import Receipt, Sender
from cdp_metrics.catalogue.publishers import publisher_of
from cdp_metrics.periods import day_name, month_of, period_name, short_month
from cdp_metrics.stats import RULES, Marks, Polarity, Rating, better, stale_after
from cdp_metrics.stats.control.rules import judge
from cdp_metrics.words import count, plural, rule_sentence, status_tag

__all__ = [
    "Against",
    "late_returns",
    "latest",
    "special_causes",
    "stale_sources",
    "status_changes",
]

OUTSIDE, TREND = 1, 2  # keys of RULES
TO: Final[Mapping[str, Severity]] = {
    "red": "act",
    "amber": "look",
    "grey": "look",
    "green": "note",
}
"""How severe it is to come to a status."""


@dataclass(frozen=True, eq=False)
class Against:
    """A row of the plan, and the same target as it was rated before.

    Parameters
    ----------
    row
        As it is.
    before
        As it was; None where it was not rated then.
    """

    row: PlanRow
    before: PlanRow | None


def special_causes(
    charts: Iterable[tuple[Control, Polarity]], names: Mapping[str, str]
) -> Iterator[Alert]:
    """Yield the counts whose latest period is more than ordinary variation.

    Parameters
    ----------
    charts
        Control charts and the direction that is wanted of each.
    names
        Names of areas by code.

    Notes
    -----
    What worsens asks for a decision where it is outside the limits, else for a look;
    what improves is good to know. A measure without a better direction asks for a
    look where it is outside the limits, and is else good to know. What was so in the
    period before already is one step less severe: it is no news.
    """
    for held, wanted in charts:
        at, trend = latest(held), held.trend
        if at is None or held.chart is None or not held.chart.marks.rule[at]:
            continue
        marks, way = held.chart.marks, int(held.chart.marks.side[at])
        verdict = way * better(wanted)
        rule, before = int(marks.rule[at]), _before(held, at)
        known = before.side == way and (before.rule == OUTSIDE or rule != OUTSIDE)
        rank = SEVERITIES.index("act" if verdict < 0 else "look")
        rank += (rule != OUTSIDE) + known
        began = _began(marks, at)
        start = trend.months[at]
        why = f"{count(float(held.chart.values[at]))}, {_found(rule, way)}"
        if began < at:
            why += f", marked since {_period(trend, began)}"
        yield Alert(
            "note" if verdict > 0 else SEVERITIES[min(rank, len(SEVERITIES) - 1)],
            "special_cause",
            trend.indicator.title,
            names.get(trend.area, trend.area),
            start,
            trend.end(start),
            why + {1: ": improving", -1: ": worsening", 0: ""}[verdict],
            f"trends?measure={trend.indicator_id}&area={trend.area}&chart=control",
            trend.indicator_id,
        )


@dataclass(frozen=True)
class _Mark:
    """Rule and side of one point; 0 where none marks it."""

    rule: int
    side: int


def _before(held: Control, at: int) -> _Mark:
    """Return how the point before was marked when it was the latest.

    A run marks all its points once it is complete; until then they were ordinary.
    """
    assert held.chart is not None  # the caller's to know
    segment = held.chart.segments[-1]
    usual = np.where(held.trend.unusual, np.nan, held.chart.adjusted)
    told = judge(usual[segment.baseline.start : at], segment.limits)
    return (
        _Mark(int(told.rule[-1]), int(told.side[-1])) if told.rule.size else _Mark(0, 0)
    )


def _began(marks: Marks, at: int) -> int:
    """Return the first of the neighbouring points that are marked alike."""
    began = at
    while began and marks.side[began - 1] == marks.side[at]:
        began -= 1
    return began


def _found(rule: int, way: int) -> str:
    """Return by which rule a point is marked: ``unusually low, outside the limits``."""
    if rule == TREND:
        return RULES[rule].replace(
            "rising or falling", "rising" if way > 0 else "falling"
        )
    return f"unusually {'high' if way > 0 else 'low'}, {RULES[rule]}"


def _period(trend: Trend, at: int) -> str:
    return period_name(trend.months[at], trend.end(trend.months[at]))


def latest(held: Control) -> int | None:
    """Return the place of the latest period that may be judged; None for none."""
    if held.chart is None:
        return None
    known = np.isfinite(held.chart.values) & ~held.trend.unusual
    at = int(np.flatnonzero(known)[-1])
    after = held.trend.unusual[at + 1 :]
    return None if after.any() or np.isnan(held.chart.limits.upper[at]) else at


def status_changes(pairs: Iterable[Against], since: str) -> Iterator[Alert]:
    """Yield the targets whose status is another than before.

    Parameters
    ----------
    pairs
        Rows of the plan, as they are and as they were.
    since
        What they were compared with, in words.
    """
    for each in pairs:
        now, was = each.row.rating, each.before.rating if each.before else None
        if now is None or was is None or now.status == was.status:
            continue
        target, found = each.row.target, each.row.measured
        assert target is not None  # a rating needs one
        altered = each.before is not None and each.before.target != target
        yield Alert(
            TO[now.status],
            "status_change",
            f"{each.row.heading.name}: {target.statement}",
            found.indicator.title,
            found.start,
            found.end,
            f"{_status(now)}; {_status(was)} in {since}. {rule_sentence(now)}"
            + (". The plan states the target otherwise than then" if altered else ""),
            f"targets?target={found.indicator_id}",
            found.indicator_id,
        )


def _status(rating: Rating) -> str:
    tag = status_tag(rating)
    return tag if rating.status != "grey" else f"Not rated ({tag.lower()})"


def late_returns(grid: Sequence[Sender], today: date) -> Iterator[Alert]:
    """Yield the senders that owe a return.

    Notes
    -----
    Two periods or more that nothing came after ask for a decision. A gap that later
    periods followed is good to know.
    """
    for sender in grid:
        came = [each.start for each in sender.periods if each.received_on]
        owed = [each for each in sender.periods if each.state == "overdue"]
        since = [each for each in owed if not came or each.start > max(came)]
        gaps = [each for each in owed if each not in since]
        if since:
            yield _late(sender, since, "act" if len(since) > 1 else "look", today)
        if gaps:
            yield _late(sender, gaps, "note", today)


def _late(
    sender: Sender, late: Sequence[Receipt], severity: Severity, today: date
) -> Alert:
    oldest, newest = late[-1], late[0]
    gap = ", though later periods came" if severity == "note" else ""
    return Alert(
        severity,
        "late_return",
        sender.template.title,
        sender.provider,
        oldest.start,
        newest.end,
        f"{plural(len(late), 'period')} overdue{gap}; "
        f"{period_name(oldest.start, oldest.end)} was due on {day_name(oldest.due)}, "
        f"{plural((today - oldest.due).days, 'day')} ago",
        "data?view=returns",
    )


def stale_sources(held: Iterable[Trend | Reported], today: date) -> Iterator[Alert]:
    """Yield the sources of which a newer issue is overdue, with what rests on them.

    Parameters
    ----------
    held
        The series that are looked at.
    today
        The day it is looked at.
    """
    overdue: dict[tuple[str, date, date], set[str]] = {}
    for series in held:
        entry, end = series.indicator, _end(series)
        # a newer figure that is under embargo is not late
        if end is None or entry.lag_days is None or series.next_release is not None:
            continue
        by = stale_after(end, entry.lag_days, entry.cadence_months)
        if today > by:
            publisher = publisher_of(_source(series))
            title = publisher.title if publisher else _source(series)
            overdue.setdefault((title, end, by), set()).add(entry.short)
    for (title, end, by), resting in overdue.items():
        names = sorted(resting)
        more = f" and {len(names) - 3} more" if len(names) > 3 else ""
        yield Alert(
            "look",
            "stale_source",
            title,
            f"{', '.join(names[:3])}{more}",
            None,
            end,
            f"held to {short_month(month_of(end))}; the next issue was due by "
            f"{day_name(by)}, {plural((today - by).days, 'day')} ago",
            "data",
        )


def _end(series: Trend | Reported) -> date | None:
    """Return the last day of the latest period of which anything is held."""
    if isinstance(series, Reported):
        return series.latest.period_end
    known = np.flatnonzero(np.isfinite(series.counts))
    return series.end(series.months[int(known[-1])]) if known.size else None


def _source(series: Trend | Reported) -> str:
    own = series.source if isinstance(series, Trend) else series.latest.source
    return own or series.indicator.sources[0]
