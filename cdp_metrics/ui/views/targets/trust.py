"""How far to trust a forecast, in words and rows."""

from __future__ import annotations

import math

from cdp_metrics.answers import Outlook, Trend
from cdp_metrics.answers.figures.projected import Projection
from cdp_metrics.periods import short_month
from cdp_metrics.stats import BackTest, NotEnough
from cdp_metrics.words import about, count, percent, times_held

__all__ = ["TEST_COLUMNS", "backtest_caption", "backtest_rows", "notes"]

TEST_COLUMNS = (
    "Method",
    "Error a period",
    "80% range held",
    "95% range held",
    "Error of the year's total",
    "80% range held the total",
    "95% range held the total",
)
METHODS = "Trend, season and known changes", "As a year ago (seasonal naive)"
NAIVE = {
    "nearer": (
        "In the back-test the regression did not come nearer than the seasonal naive "
        "forecast both for each period and for the year's total, so the seasonal naive "
        "one is shown: each period as in the latest usual year."
    ),
    "surer": (
        "In the back-test the regression's 95% range held the year's total too rarely, "
        "as it does where a level drifts, so the seasonal naive forecast is shown: "
        "each period as in the latest usual year."
    ),
    "untested": (
        "The methods could not be tested on this series, so the seasonal naive "
        "forecast is shown: each period as in the latest usual year."
    ),
}
SHARES = (
    "**Shares are not forecast.** The method is for counts of events, and how a share "
    "moves depends on cases that are not counted yet. The latest five figures that "
    "share no month are tested for a trend at 99.8%."
)


def notes(found: Outlook) -> tuple[str, ...]:
    """Return what must be read with the forecast."""
    if found.kind == "share":
        return (SHARES,)
    if found.kind == "passed" and found.end and found.reached is not None:
        told = f"{count(found.total)} in the year to {short_month(found.end)}"
        most = count(math.floor(found.goal or 0.0))
        return (f"**{told}**, against a target of {most} or fewer.",)
    ahead = found.projection
    if ahead is None:
        return ()
    lead = []
    if found.target and found.no_chance:
        lead.append(f"**The chance is not shown.** {found.no_chance}")
    return (*lead, " ".join(_trust(ahead, _per_year(found))))


def _trust(ahead: Projection, per_year: int) -> list[str]:
    """Return how far to trust a forecast, sentence by sentence."""
    said = []
    test, held = ahead.test, ahead.held
    if isinstance(test, BackTest) and held:
        share = times_held(held.within_95, len(test.origins))
        words = f"In the back-test its 95% range held the year's total {share} times"
        few = "" if ahead.trusted else ", so read the range as too narrow"
        said.append(f"**How far to trust it.** {words}{few}.")
    elif isinstance(test, NotEnough):
        said.append(f"**Not tested.** {test.reason}")
    if ahead.naive:
        said.append(NAIVE[ahead.naive])
    if ahead.steps_left_out:
        months = ", ".join(short_month(month) for month in ahead.steps_left_out)
        said.append(
            f"Recording is known to have changed from {months}; the forecast does not "
            "allow for it."
        )
    if len(ahead.months) > per_year:
        said.append("The back-test looks a year ahead; further ahead is less sure.")
    return said


def _per_year(found: Outlook) -> int:
    return found.series.per_year if isinstance(found.series, Trend) else 1


def backtest_rows(ahead: Projection | None) -> tuple[tuple[str, ...], ...]:
    """Return a row a method: errors, and how often its ranges held."""
    if ahead is None or not isinstance(ahead.test, BackTest):
        return ()
    test = ahead.test
    scores = (test.model, test.model_total), (test.naive, test.naive_total)
    rows = []
    for at, (name, (each, total)) in enumerate(zip(METHODS, scores, strict=True)):
        shown = " (shown)" if bool(ahead.naive) == bool(at) else ""
        rows.append(
            (
                f"{name}{shown}",
                about(each.error),
                percent(100 * each.within_80, decimals=0),
                percent(100 * each.within_95, decimals=0),
                about(total.error),
                times_held(total.within_80, len(test.origins)),
                times_held(total.within_95, len(test.origins)),
            )
        )
    return tuple(rows)


def backtest_caption(found: Outlook) -> str:
    """Return what the back-test is of, and how little it can tell."""
    ahead, series = found.projection, found.series
    if (
        not ahead
        or not isinstance(ahead.test, BackTest)
        or not isinstance(series, Trend)
    ):
        return ""
    first, last = (short_month(series.months[ahead.test.origins[at]]) for at in (0, -1))
    return (
        f"Back-test: {len(ahead.test.origins)} past forecasts of a year, begun {first} "
        f"to {last}. Their years overlap, so they are few data. Errors are means"
    )
