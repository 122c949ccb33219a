"""What asks for attention is found by rule, once, and in order."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from cdp_metrics.answers import Overview, overview, plan_table
from cdp_metrics.answers.figures.control import Control, control
from cdp_metrics.answers.meeting.alerts import BY_CHANCE, Alerts, alerts
from cdp_metrics.answers.meeting.found import (
    late_returns,
    special_causes,
    stale_sources,
)
from cdp_metrics.answers.meeting.listed import Alert, order
from cdp_metrics.answers.meeting.revisions import Seen
from cdp_metrics.answers.returned.receipts import Receipt, Sender
from cdp_metrics.catalogue.returns import template
from cdp_metrics.periods import add_months
from cdp_metrics.stats import Baseline, Polarity, control_chart
from cdp_metrics.ui.views.alerts import alerts_list
from cdp_metrics.warehouse.db import Store, open_store
from cdp_metrics.warehouse.publish import history
from tests.literals import trend
from tests.stores import CSP, returned, store_of
from tests.unit.test_plan_answers import HEAD, target

FORCE, TODAY = "E23000901", date(2025, 2, 10)
# six years of ordinary variation about 1,000 from January 2020, without a season
USUAL = [*np.random.default_rng(5).normal(1000, 20, 72).round().tolist()]
NAMES = {"E05000001": "Ash"}


def caused(counts: list[float], wanted: Polarity = "neutral") -> list[Alert]:
    """Return what a chart says whose limits are learnt from the first two years."""
    chart = control_chart(counts, baselines=[Baseline(0, (0, 24))])
    held = Control(trend(counts, events=()), chart, seasonal=False)
    return list(special_causes([(held, wanted)], NAMES))


def test_ordinary_variation_is_no_alert() -> None:
    assert caused(USUAL) == []


@pytest.mark.parametrize(
    ("wanted", "severity", "ending"),
    [
        ("lower_is_better", "act", ": worsening"),
        ("higher_is_better", "note", ": improving"),
        ("neutral", "look", ""),
    ],
)
def test_a_point_outside_the_limits_is_judged_by_what_is_wanted(
    wanted: Polarity, severity: str, ending: str
) -> None:
    (found,) = caused([*USUAL[:-1], 1400.0], wanted)
    assert found == Alert(
        severity,  # type: ignore[arg-type]
        "special_cause",
        "Burglary",
        "Ash",
        date(2025, 12, 1),
        date(2025, 12, 31),
        f"1,400, unusually high, outside the limits{ending}",
        "trends?measure=burglary&area=E05000001&chart=control",
        "burglary",
    )


def test_what_is_so_for_longer_is_less_severe_and_says_since_when() -> None:
    (found,) = caused([*USUAL[:-3], 1400.0, 1400.0, 1400.0], "lower_is_better")
    assert found.severity == "look"
    assert "marked since Oct 2025" in found.why


def test_a_run_is_news_in_the_period_that_completes_it() -> None:
    low = [985.0, 988.0, 984.0, 987.0, 985.0, 988.0, 986.0, 984.0]
    assert caused([*USUAL[:-8], 1010.0, 1010.0, *low[:6]], "higher_is_better") == []
    (fresh,) = caused([*USUAL[:-8], 1010.0, *low[:7]], "higher_is_better")
    assert fresh.severity == "look"
    assert fresh.why.endswith(
        "unusually low, 7 in a row on one side of the mean, marked since Jun 2025: "
        "worsening"
    )
    (known,) = caused([*USUAL[:-9], 1010.0, *low], "higher_is_better")
    assert known.severity == "note"


def test_the_latest_point_that_is_held_is_the_one_judged() -> None:
    (found,) = caused([*USUAL[:-2], 1400.0, np.nan])
    assert found.start == date(2025, 11, 1)
    assert caused([*USUAL[:-2], 1400.0, 1000.0]) == [], "what is over is no alert"


def test_too_little_data_is_not_judged() -> None:
    held = control(trend([1000.0] * 5 + [2000.0], events=()))
    assert list(special_causes([(held, "neutral")], NAMES)) == []


def test_how_many_marks_chance_alone_gives() -> None:
    # the constant on screen, from the rules themselves: seed 3, 1,500 series
    draws = np.random.default_rng(3).normal(1000, 50, (1500, 60))
    marked = [
        control_chart(each, baselines=[Baseline(0, (0, 24))]).marks.rule[-1] > 0
        for each in draws
    ]
    assert np.mean(marked) == pytest.approx(BY_CHANCE, abs=0.012)


def sender(*states: str, provider: str = "Police") -> Sender:
    """Return a sender of monthly returns from January 2024, oldest first."""
    periods = []
    for at, state in enumerate(states):
        start = add_months(date(2024, 1, 1), at)
        came = date(2024, 12, 1) if state.startswith("received") else None
        due = add_months(start, 1).replace(day=28)
        periods.append(
            Receipt(start, start.replace(day=28), due, came, 1, state)  # type: ignore[arg-type]
        )
    return Sender(template("hate_crime"), provider, tuple(reversed(periods)))


@pytest.mark.parametrize(
    ("states", "severities"),
    [
        (("received", "received late", "due"), []),
        (("received", "overdue"), ["look"]),
        (("received", "overdue", "overdue", "due"), ["act"]),
        (("overdue", "received"), ["note"]),
        (("overdue", "received", "overdue"), ["look", "note"]),
        (("overdue", "overdue"), ["act"]),
        ((), []),
    ],
)
def test_a_late_return_is_as_severe_as_what_is_owed(
    states: tuple[str, ...], severities: list[str]
) -> None:
    found = list(late_returns([sender(*states)], date(2024, 6, 1)))
    assert [each.severity for each in found] == severities


def test_a_late_return_says_what_who_and_since_when() -> None:
    grid = [sender("received", "overdue", "overdue")]
    (found,) = late_returns(grid, date(2024, 5, 1))
    assert (found.what, found.where) == (template("hate_crime").title, "Police")
    assert (found.start, found.end) == (date(2024, 2, 1), date(2024, 3, 28))
    assert found.why == (
        "2 periods overdue; Feb 2024 was due on 28 March 2024, 34 days ago"
    )
    assert found.page == "data?view=returns"


def test_a_source_is_late_once_for_all_that_rests_on_it() -> None:
    names = ("burglary", "robbery", "vehicle_crime", "shoplifting")
    held = [trend([5.0] * 12, indicator=name) for name in names]
    # 2020: December's next month ends on 31 January and comes within 60 days
    assert list(stale_sources(held, date(2021, 4, 1))) == []
    (found,) = stale_sources(held, date(2021, 4, 2))
    assert found.severity == "look"
    assert found.where == "Burglary, Robbery, Shoplifting and 1 more"
    assert found.why == (
        "held to Dec 2020; the next issue was due by 1 April 2021, 1 day ago"
    )
    missing = [trend([5.0] * 11 + [np.nan], indicator="burglary")]
    (found,) = stale_sources(missing, date(2021, 4, 1))
    assert "held to Nov 2020" in found.why, "a month that is missing is not held"


def test_a_newer_figure_under_embargo_is_not_late() -> None:
    held = [trend([5.0] * 12, next_release=date(2025, 1, 1))]
    assert list(stale_sources(held, date(2024, 1, 1))) == []


def test_the_most_severe_come_first() -> None:
    def one(severity: str, kind: str, what: str) -> Alert:
        return Alert(severity, kind, what, "", None, None, "", "")  # type: ignore[arg-type]

    listed = [
        one("act", "status_change", "b"),
        one("act", "late_return", "a"),
        one("look", "special_cause", "a"),
        one("note", "special_cause", "a"),
        one("note", "special_cause", "b"),
    ]
    assert order(listed[::-1]) == tuple(listed)


def place(folder: Path, latest: int) -> Path:
    """Build Alderton with one target, whose twelve months end with a figure."""
    asked = target("partnership_crime", 'type = "reduce_any"', baseline=1200)
    (folder / "plan.toml").write_text(HEAD + asked, encoding="utf-8")
    rows = [
        returned("partnership_crime", add_months(date(2023, 1, 1), at), numerator=100)
        for at in range(23)
    ]
    rows.append(returned("partnership_crime", date(2024, 12, 1), numerator=latest))
    return store_of(folder, 13, returns=rows, plan="plan.toml")


def found_in(store: Store, before: Seen | None = None, since: str = "") -> Alerts:
    table = plan_table(store, TODAY, CSP)
    (about,) = store.records("build")
    counts = overview(store, tuple(about["overview"]), CSP, FORCE, TODAY)
    return alerts(store, TODAY, table, counts, before, since)


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Store]]:
    """Two builds: the second has 900 more crimes in the last month than the first."""
    folder = tmp_path_factory.mktemp("two")
    for latest in (100, 1000):
        place(folder, latest)
    now, then = history(folder / "store")
    with ExitStack() as opened:
        stores = [
            opened.enter_context(closing(open_store(folder / "store", each)))
            for each in (then, now)
        ]
        yield stores[0], stores[1]


def changes(found: Alerts) -> list[Alert]:
    return [each for each in found.found if each.kind == "status_change"]


def test_a_status_is_compared_with_an_earlier_store(two: tuple[Store, Store]) -> None:
    then, now = two
    (found,) = changes(found_in(now, Seen(then, TODAY), "snapshot board"))
    assert found.severity == "act"
    assert found.what == "Crime: Promise"
    assert found.why.startswith(
        "Red: off track; Amber: at risk in snapshot board. Red: 75.0% above the "
        "baseline, beyond chance"
    )
    assert found.page == "targets?target=partnership_crime"
    back = changes(found_in(then, Seen(now, TODAY), "build x"))
    assert [each.severity for each in back] == ["look"], "from red to amber"
    assert changes(found_in(now, Seen(now, TODAY), "build x")) == []


def test_without_an_earlier_store_it_is_compared_with_the_period_before(
    two: tuple[Store, Store],
) -> None:
    then, now = two
    listed = found_in(now)
    (found,) = changes(listed)
    assert "Amber: at risk in the period before" in found.why
    assert (listed.since, listed.rated) == ("the period before", 1)
    assert changes(found_in(then)) == []


def test_a_target_that_was_stated_otherwise_says_so(
    two: tuple[Store, Store], tmp_path: Path
) -> None:
    _, now = two
    other = target("partnership_crime", 'type = "reduce_any"', baseline=2400)
    (tmp_path / "plan.toml").write_text(HEAD + other, encoding="utf-8")
    rows = [
        returned("partnership_crime", add_months(date(2023, 1, 1), at), numerator=100)
        for at in range(24)
    ]
    store_of(tmp_path, 13, returns=rows, plan="plan.toml")
    with closing(open_store(tmp_path / "store")) as then:
        (found,) = changes(found_in(now, Seen(then, TODAY), "build x"))
    assert found.why.endswith("The plan states the target otherwise than then")


def test_the_list_says_what_it_looked_at(two: tuple[Store, Store]) -> None:
    _, now = two
    listed = found_in(now)
    assert listed.asking == sum(each.severity != "note" for each in listed.found)
    assert listed.by_chance == listed.judged * BY_CHANCE
    assert listed.judged + listed.unjudged >= 2
    html = alerts_list(listed)
    assert "Alerts:" in html
    assert f"{listed.judged} series" in html


def test_no_alerts_says_so(two: tuple[Store, Store]) -> None:
    quiet = Alerts(TODAY, (), "the period before", 3, 0, 1, 0)
    html = alerts_list(quiet)
    assert "Alerts:</b> none</summary>" in html and "<ul>" not in html
    assert "about 0.1 of these series" in html
    one = alerts_list(Alerts(TODAY, (), "the period before", 1, 8, 0, 0))
    assert "would mark fewer than 0.1 of these series" in one
    none = alerts_list(Alerts(TODAY, (), "the period before", 0, 8, 0, 0))
    assert "would mark none of these series" in none
    empty = alerts(two[1], TODAY, None, Overview(()))
    assert (empty.judged, empty.rated, empty.found) == (0, 0, ())


def test_the_list_is_closed_under_its_numbers() -> None:
    each = Alert("act", "late_return", "<b>", "a & b", None, None, "why", "data")
    html = alerts_list(Alerts(TODAY, (each,) * 5, "build x", 1, 2, 0, 0))
    assert "<summary><b>Alerts:</b> 5 to act on</summary>" in html
    assert html.index("</summary>") < html.index("&lt;b&gt;")
    assert html.count("<li>") == 5
    assert "(2 others cannot be judged yet)" in html
    assert "<b><b>" not in html
