"""The Targets page in words, series and rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

import numpy as np

from cdp_metrics.answers import Outlook, PlanRow, PlanTable, Reported, Trend
from cdp_metrics.catalogue.indicators import indicator, indicators
from cdp_metrics.charts.fan.picture import FanPicture, fan_alt
from cdp_metrics.charts.intervals.picture import IntervalPicture, intervals_alt
from cdp_metrics.export import file_name
from cdp_metrics.periods import month_name, month_of, period_phrase, short_month
from cdp_metrics.ui.markup import Stand, State
from cdp_metrics.ui.views.shared import BOUNDS, period_words, source_of
from cdp_metrics.ui.views.targets.fan_rows import (
    COUNT_COLUMNS,
    SHARE_COLUMNS,
    count_rows,
    share_rows,
)
from cdp_metrics.ui.views.targets.fans import outlook_csv, picture
from cdp_metrics.ui.views.targets.promises import promise_rows
from cdp_metrics.ui.views.targets.shares import share_picture
from cdp_metrics.ui.views.targets.trust import backtest_caption, backtest_rows, notes
from cdp_metrics.words import (
    about,
    chance_words,
    count,
    percent,
    rule_sentence,
    status_tag,
)

__all__ = ["TargetsView", "choices", "targets_view"]

QUARTERLY = "home_office_quarterly"
METHOD = (
    "**Method:** negative-binomial regression on trend, season and known changes of "
    "recording, 36 to 60 usual months or 12 to 20 quarters; 2,000 simulated paths. "
    "Periods already counted are in the total as they are."
)


@dataclass(frozen=True, eq=False)
class TargetsView:
    """Everything the Targets page shows.

    Parameters
    ----------
    stand
        The target's heading, its status and what the tag says; None without one.
    rule
        Why it has that status; "" without a target.
    headline, subtitle, context
        The answer, what it is about, how far the data reach.
    refusal
        Kind, reason and remedy where there is no answer; None where there is one.
    notes
        What must be read with the chance, or why it is not shown.
    drawn, alt
        The chart, None where there is nothing to draw, and the chart in words.
    columns, rows, text_columns
        The figures behind the chart; no rows where nothing is drawn.
    promise
        What the plan says, row by row; none without a target.
    tests, test_caption
        The back-test, none where there is none, and what it is.
    source
        Source and method.
    csv, csv_name
        The download.
    """

    stand: tuple[str, Stand, str] | None
    rule: str
    headline: str
    subtitle: str
    context: str
    refusal: tuple[State, str, str] | None
    notes: tuple[str, ...]
    drawn: FanPicture | IntervalPicture | None
    alt: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    text_columns: tuple[int, ...]
    promise: tuple[tuple[str, str], ...]
    tests: tuple[tuple[str, ...], ...]
    test_caption: str
    source: tuple[str, ...]
    csv: Callable[[], bytes]
    csv_name: str


def choices(table: PlanTable | None) -> dict[str, str]:
    """Return what can be chosen: the plan's targets, then measures without one."""
    found: dict[str, str] = {}
    for row in table.rows if table else ():
        if row.target:
            found.setdefault(row.measured.indicator_id, row.target.statement)
    for name, entry in indicators().items():
        if entry.sql == QUARTERLY:
            found.setdefault(name, f"No target: {entry.title}")
    return found


def targets_view(
    found: Outlook,
    row: PlanRow | None,
    plan: str,
    place: str,
    today: date,
    *,
    demo: bool,
) -> TargetsView:
    """Return the Targets page for one target, or one measure without a target.

    Parameters
    ----------
    found
        The answer.
    row
        The target's row of the plan; None for a measure without a target.
    plan
        Name of the plan.
    place
        Name of the area.
    today
        The day it is looked at.
    demo
        Whether the figures are invented.
    """
    entry = indicator(found.indicator_id)
    drawn = share_picture(found) or picture(found, today)
    alt, what = "", entry.title.lower()
    counts = isinstance(drawn, FanPicture)
    if isinstance(drawn, FanPicture):
        alt = fan_alt(drawn, what, place, demo=demo)
    elif drawn:
        alt = intervals_alt(drawn, f"{what}, {place}", demo=demo)
    tests = backtest_rows(found.projection)
    return TargetsView(
        stand=_stand(row),
        rule=f"{rule_sentence(row.rating)}." if row and row.rating else "",
        headline=_headline(found),
        subtitle=f"{entry.title}, {place}",
        context=_context(found, place),
        refusal=_refusal(found),
        notes=notes(found),
        drawn=drawn,
        alt=alt,
        columns=COUNT_COLUMNS if counts else SHARE_COLUMNS,
        rows=(
            count_rows(drawn) if isinstance(drawn, FanPicture) else share_rows(found)
        ),
        text_columns=(0,) if counts else (0, 3),
        promise=promise_rows(row, plan) if row else (),
        tests=tests,
        test_caption=backtest_caption(found),
        source=(
            _source(found, demo=demo),
            *((METHOD,) if found.projection else ()),
            *entry.caveats,
        ),
        csv=partial(outlook_csv, found, place, demo=demo),
        csv_name=file_name("outlook", entry.short, place),
    )


def _stand(row: PlanRow | None) -> tuple[str, Stand, str] | None:
    """Return heading, status and the words of its tag."""
    if row is None or row.rating is None:
        return None
    return row.heading.name, row.rating.status, status_tag(row.rating)


def _headline(found: Outlook) -> str:
    """Return the answer in about ten words."""
    if found.kind == "passed":
        reached = {True: "reached", False: "not reached"}
        words = reached.get(bool(found.reached), "")
        if found.reached is None:
            words = "whether it was reached is not known"
        return f"The date has passed: {words}"
    if found.kind == "share":
        return _share(found)
    ahead = found.projection
    if ahead is None:
        return "Not enough data to forecast"
    end = short_month(ahead.months[-1])
    if found.chance and found.goal is not None:
        return (
            f"Chance of {count(np.floor(found.goal))} or fewer in the year to {end}: "
            f"{chance_words(found.chance)}"
        )
    middle = float(ahead.forecast.total.median[-1])
    if np.isnan(middle):
        return f"No total can be forecast for the year to {end}"
    going = f"About {about(middle)} {indicator(found.indicator_id).unit} forecast"
    return f"{going} for the year to {end}" + (
        "; the chance is not given" if found.target else ""
    )


def _share(found: Outlook) -> str:
    """Return how a share has gone lately."""
    series = found.series
    short = indicator(found.indicator_id).short
    if not isinstance(series, Reported) or series.latest.value is None:
        return f"{short}: the latest figure is not shown"
    ways = {"up": "rising", "down": "falling", "level": "no clear trend"}
    way = found.lately and found.lately.direction
    said = ways[way] if way else "too few figures for a trend"
    latest = series.latest
    period = period_phrase(period_words(latest.period_start, latest.period_end))
    bound = BOUNDS.get(latest.bound, "")
    return f"{short}: {bound}{percent(latest.value)} in {period}, {said}"


def _context(found: Outlook, place: str) -> str:
    series = found.series
    if isinstance(series, Trend):
        end = series.end(series.months[-1])
    elif series:
        end = series.latest.period_end
    else:
        return f"**{place}**"
    return f"**{place}** · Data to **{month_name(end)}**"


def _refusal(found: Outlook) -> tuple[State, str, str] | None:
    """Return why there is no answer, and what can be done."""
    if not found.why:
        return None
    reason, _, remedy = found.why.partition("What to do: ")
    kind: State = "too_little" if found.series else "missing"
    return kind, reason.strip().removesuffix("."), _sentence(remedy)


def _sentence(text: str) -> str:
    text = text.strip().removesuffix(".")
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def _source(found: Outlook, *, demo: bool) -> str:
    entry, series = indicator(found.indicator_id), found.series
    used = [series.source] if isinstance(series, Trend) else []
    if isinstance(series, Reported):
        used = [series.latest.source]
    said, first = source_of(entry, used, demo=demo), ""
    if isinstance(series, Trend):
        span = (
            month_name(series.months[0]),
            month_name(month_of(series.end(series.months[-1]))),
        )
        first = f" {' to '.join(span)}."
    elif series:
        first = f" To {month_name(series.latest.period_end)}."
    return f"**Source:** {said}.{first}"
