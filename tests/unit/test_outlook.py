"""Whether a target will be met: what is forecast, what is refused, in what words."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest

from cdp_metrics.answers.figures.measured import Measured
from cdp_metrics.answers.figures.projected import (
    HELD_ENOUGH,
    Projection,
    _steps,
    projection,
)
from cdp_metrics.answers.figures.reported import Reading, Reported
from cdp_metrics.answers.figures.trend import Trend
from cdp_metrics.answers.plan.outlook import Outlook, target_outlook
from cdp_metrics.answers.plan.table import PlanRow
from cdp_metrics.catalogue.plan import Event, Heading
from cdp_metrics.catalogue.targets import Baseline, Target
from cdp_metrics.charts.fan.picture import FanPicture
from cdp_metrics.charts.intervals.picture import IntervalPicture
from cdp_metrics.periods import add_months
from cdp_metrics.stats import BackTest, Chance, NotEnough, Score, not_rated
from cdp_metrics.ui.views.targets.fans import picture
from cdp_metrics.ui.views.targets.view import TargetsView, choices, targets_view
from cdp_metrics.words import about, chance_words, times_held

HEADING = Heading(id="asb", name="Anti-social behaviour", owner="Tasking")
JAN_2018, TODAY = date(2018, 1, 1), date(2026, 2, 15)
YEAR_END = date(2026, 3, 31)
NONE = float("nan")


def series(
    counts: list[float] | None = None,
    *,
    step: int = 1,
    changed: tuple[date, ...] = (),
    indicator: str = "partnership_asb",
) -> Trend:
    """Return counts from January 2018: by default eight steady years of 12,000."""
    if counts is None:
        rng = np.random.default_rng(1)
        counts = [float(n) for n in rng.poisson(1000, 96)]
    return Trend(
        indicator,
        "E22999001",
        tuple(add_months(JAN_2018, at * step) for at in range(len(counts))),
        np.array(counts, np.float64),
        tuple("missing" if n != n else "complete" for n in counts),
        tuple("no file received" if n != n else "" for n in counts),
        (),
        step=step,
        changed=changed,
        source="partner_return",
    )


def promise(**changes: Any) -> Target:
    """Return a target: 25% below 16,000 by March 2026, so 12,000."""
    values: dict[str, Any] = {
        "heading": "asb",
        "indicator": "partnership_asb",
        "statement": "Reduce ASB by 25%",
        "type": "reduce_pct",
        "target_percent": 25.0,
        "target_date": YEAR_END,
        "path": "linear",
        "path_start": date(2023, 4, 1),
        "valid_from": date(2023, 4, 1),
        "baseline": baseline(),
    }
    return Target(**(values | changes))


def baseline(**changes: Any) -> Baseline:
    values: dict[str, Any] = {
        "value": 16_000.0,
        "period_start": date(2022, 4, 1),
        "period_end": date(2023, 3, 31),
        "indicator": "partnership_asb",
        "source": "partner_return",
        "definition_version": 1,
    }
    return Baseline(**(values | changes))


def row(target: Target, held: Trend | Reported | None, why: str = "") -> PlanRow:
    end = None
    if isinstance(held, Trend):
        end = held.end(held.months[-1])
    found = Measured(
        target.indicator, "E22999001", held, end=end, why=why, source="partner_return"
    )
    return PlanRow(HEADING, target, found, not_rated("not_enough_data"), None, None)


def ask(
    held: Trend | Reported | None = None, *, today: date = TODAY, **changes: Any
) -> Outlook:
    return target_outlook(row(promise(**changes), held or series()), (), today)


def test_a_steady_series_keeps_to_its_level_and_gives_a_chance() -> None:
    found = ask()
    assert found.kind == "forecast"
    assert found.goal == 12_000
    ahead = found.projection
    assert ahead
    assert ahead.months == (date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1))
    assert ahead.forecast.total.median[-1] == pytest.approx(12_000, rel=0.02)
    assert ahead.trusted
    assert found.chance
    assert found.no_chance == ""


def test_a_target_far_below_is_remote_and_one_far_above_almost_certain() -> None:
    low = ask(target_percent=None, target_value=10_000.0).chance
    high = ask(target_percent=None, target_value=14_000.0).chance
    assert low == Chance(0, "remote chance")
    assert high == Chance(100, "almost certain")


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"baseline": None}, "no baseline"),
        ({"target_percent": None, "type": "reduce_any", "path": "none",
          "path_start": None}, "no figure to reach"),
        ({"baseline": baseline(indicator="asb_incidents")}, "another source"),
        ({"baseline": baseline(source="police_street")}, "another source"),
        ({"baseline": baseline(definition_version=2)}, "another definition"),
        ({"type": "maintain", "target_percent": None, "path": "none",
          "path_start": None}, "its own rule"),
    ],
)  # fmt: skip
def test_without_a_figure_that_compares_there_is_no_chance(
    changes: dict[str, Any], why: str
) -> None:
    found = ask(**changes)
    assert found.kind == "forecast"  # how it goes on is told all the same
    assert found.chance is None
    assert why in found.no_chance


def test_without_a_date_the_next_year_is_forecast_and_no_chance_given() -> None:
    found = ask(
        type="reduce_any", target_percent=None, target_value=11_000.0,
        target_date=None, path="none", path_start=None,
    )  # fmt: skip
    assert found.no_chance == "The plan states no date."
    assert found.projection and len(found.projection.months) == 12


@pytest.mark.parametrize(("level", "reached"), [(900.0, True), (1100.0, False)])
def test_a_date_that_has_passed_is_answered_by_the_count(
    level: float, reached: bool
) -> None:
    found = ask(series([level] * 96), target_date=date(2025, 12, 31))
    assert (found.kind, found.reached) == ("passed", reached)
    assert found.total == 12 * level
    assert found.projection is None


def test_reaching_the_figure_itself_is_reaching_it() -> None:
    found = ask(series([1000.0] * 96), target_date=date(2025, 12, 31))
    assert found.reached is True


def test_a_date_passed_without_its_months_is_not_answered() -> None:
    short = series([1000.0] * 90)  # to June 2025
    found = ask(short, target_date=date(2025, 12, 31))
    assert (found.kind, found.reached) == ("passed", None)
    assert "not all held" in found.why
    none = target_outlook(
        row(promise(target_date=date(2025, 3, 31)), None, "no figure is loaded"),
        (), TODAY,
    )  # fmt: skip
    assert (none.kind, none.reached, none.why) == (
        "passed",
        None,
        "no figure is loaded",
    )


def test_the_last_day_itself_has_not_passed() -> None:
    assert ask(today=YEAR_END).kind == "forecast"
    assert ask(today=date(2026, 4, 1)).kind == "passed"


def test_two_years_are_too_few_to_forecast() -> None:
    found = ask(series([1000.0] * 24), target_date=date(2020, 6, 30), path="none",
                path_start=None, today=date(2020, 2, 15), baseline=None,
                target_percent=None, target_value=9_000.0)  # fmt: skip
    assert found.kind == "refused"
    assert "36 complete, usual periods are needed" in found.why


def test_a_month_missing_within_the_year_leaves_no_chance() -> None:
    counts = series().counts.tolist()
    counts[90] = NONE  # July 2025: in the year to March 2026
    found = ask(series(counts))
    assert found.chance is None
    assert "not held" in found.no_chance


def test_months_not_complete_at_the_end_are_forecast_too() -> None:
    counts = [*series().counts.tolist()[:94], NONE, NONE]
    found = ask(series(counts))
    assert found.projection
    assert found.projection.months[0] == date(2025, 11, 1)
    assert found.chance


def test_a_share_is_not_forecast() -> None:
    held = shares([20.0] * 6)
    found = target_outlook(row(promise(type="maintain", indicator="perceived_asb",
        target_percent=None, target_date=None, path="none", path_start=None,
        baseline=None), held), (), TODAY)  # fmt: skip
    assert found.kind == "share"
    assert found.projection is None
    assert found.lately and found.lately.direction == "level"


def shares(values: list[float | None]) -> Reported:
    """Return yearly shares from 2018 of 1,000 interviews each."""
    readings = tuple(
        Reading(
            date(2018 + at, 1, 1),
            date(2018 + at, 12, 31),
            None,
            None,
            value,
            None if value is None else value - 2.5,
            None if value is None else value + 2.5,
            1000.0,
            "",
            "validated",
            1,
            "partner_return",
            "",
        )
        for at, value in enumerate(values)
    )
    return Reported("perceived_asb", "E22999001", "Wrenminster", readings, None)


def test_counts_by_an_older_definition_are_not_learnt_from() -> None:
    # half the level before 2022; the older years must not bend the trend
    counts = [500.0 + at % 3 for at in range(48)] + [
        1000.0 + at % 3 for at in range(48)
    ]
    found = ask(series(counts, changed=(date(2022, 1, 1),)))
    ahead = found.projection
    assert ahead
    assert ahead.forecast.learnt <= 48
    assert ahead.forecast.total.median[-1] == pytest.approx(12_000, rel=0.02)
    # four years leave no twelve origins: untested, so no chance
    assert isinstance(ahead.test, NotEnough)
    assert ahead.naive == "untested"
    assert found.chance is None
    assert "could not be tested" in found.no_chance


def recording(first: date, last: date, **changes: Any) -> Event:
    return Event(first=first, last=last, label="Recording", kind="recording", **changes)


def test_only_a_change_of_recording_in_a_known_month_is_a_step() -> None:
    moment = recording(date(2024, 1, 1), date(2024, 1, 31))
    spread = recording(date(2024, 3, 1), date(2024, 8, 31))
    before = recording(date(2014, 1, 1), date(2014, 1, 31))
    mask = moment.model_copy(update={"kind": "mask"})
    assert _steps(series(), (moment, spread, before, mask)) == (72,)
    quarters = series([3000.0] * 32, step=3)
    assert _steps(quarters, (moment,)) == (24,)


def test_a_change_that_the_forecast_cannot_know_is_told() -> None:
    late = recording(date(2025, 11, 1), date(2025, 11, 30))
    told = projection(series(), (late,), 3)
    assert isinstance(told, Projection)
    assert told.steps_left_out == (date(2025, 11, 1),)
    page = view(replace(ask(), projection=told))
    assert "changed from Nov 2025" in page.notes[-1]


def test_events_of_other_measures_and_areas_are_not_told() -> None:
    own = recording(date(2025, 1, 1), date(2025, 1, 31))
    other = recording(date(2025, 1, 1), date(2025, 1, 31), indicators=("robbery",))
    ward = recording(date(2025, 1, 1), date(2025, 1, 31), area="ward")
    found = target_outlook(row(promise(), series()), (own, other, ward), TODAY)
    assert found.events == (own,)


def scored(model: float, naive: float, by_period: bool, by_total: bool) -> BackTest:
    """Return a back-test: how often each total's 95% range held, who came nearer."""
    return BackTest(
        tuple(range(12)),
        Score(1.0 if by_period else 3.0, 0.8, 0.95),
        Score(2.0, 0.8, 0.95),
        Score(1.0 if by_total else 3.0, 0.8, model),
        Score(2.0, 0.8, naive),
    )


@pytest.mark.parametrize(
    ("test", "naive", "chance"),
    [
        (scored(1.0, 1.0, True, True), "", True),
        (scored(11 / 12, 0.5, True, True), "", True),
        (scored(10 / 12, 11 / 12, True, True), "surer", True),
        (scored(10 / 12, 10 / 12, True, True), "surer", False),
        (scored(1.0, 1.0, False, True), "nearer", True),
        (
            scored(1.0, 1.0, True, False),
            "nearer",
            True,
        ),  # nearer by month is not enough
        (scored(1.0, 10 / 12, False, True), "nearer", False),
        (NotEnough("Too few.", 3, 12), "untested", False),
    ],
)
def test_the_back_test_decides_what_is_shown(
    monkeypatch: pytest.MonkeyPatch,
    test: BackTest | NotEnough,
    naive: str,
    chance: bool,
) -> None:
    monkeypatch.setattr(
        "cdp_metrics.answers.figures.projected.back_test", lambda history, *, seed: test
    )
    found = ask()
    assert found.projection
    assert found.projection.naive == naive
    assert (found.projection.forecast.method == "seasonal naive") == bool(naive)
    assert (found.chance is not None) == chance
    assert bool(found.no_chance) != chance
    assert HELD_ENOUGH == 11 / 12


def test_why_the_naive_forecast_is_shown_agrees_with_the_table_below_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # nearer month by month, further off over the year: both errors stand in the table
    test = scored(1.0, 1.0, True, False)
    monkeypatch.setattr(
        "cdp_metrics.answers.figures.projected.back_test", lambda history, *, seed: test
    )
    (said,) = [note for note in view(ask()).notes if "naive" in note]
    assert "both for each period and for the year's total" in said


# Words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (34_935.5, "34,900"),
        (9_156.0, "9,160"),
        (158.0, "158"),
        (7.08, "7"),
        (0.0, "0"),
        (NONE, "not shown"),
    ],
)
def test_a_forecast_is_said_to_three_digits(value: float, words: str) -> None:
    assert about(value) == words


@pytest.mark.parametrize(
    ("chance", "words"),
    [
        (Chance(0, "remote chance"), "under 5%, remote chance"),
        (Chance(65, "likely"), "about 65%, likely"),
        (Chance(100, "almost certain"), "over 95%, almost certain"),
    ],
)
def test_a_chance_has_its_number_and_nothing_is_certain(
    chance: Chance, words: str
) -> None:
    assert chance_words(chance) == words


def test_how_often_a_range_held_is_a_number_of_times() -> None:
    assert times_held(11 / 12, 12) == "11 of 12"


# The page


def view(found: Outlook, held: Trend | Reported | None = None) -> TargetsView:
    target = found.target
    own = row(target, found.series or held) if target else None
    return targets_view(found, own, "The plan", "Wrenminster", TODAY, demo=True)


def test_the_page_says_chance_and_how_far_to_trust_it() -> None:
    found = ask(target_percent=None, target_value=14_000.0)
    page = view(found)
    assert page.headline == (
        "Chance of 14,000 or fewer in the year to Mar 2026: over 95%, almost certain"
    )
    assert page.refusal is None
    assert "95% range held the year's total" in page.notes[0]
    assert "of 12 times" in page.notes[0]
    assert len(page.tests) == 2
    assert sum("(shown)" in each[0] for each in page.tests) == 1
    assert page.alt.startswith("Demonstration data: invented.")
    assert isinstance(page.drawn, FanPicture)
    assert page.drawn.target == (date(2026, 3, 1), 14_000.0)


def test_a_part_of_a_case_is_no_case_in_the_headline() -> None:
    found = ask(target_percent=None, target_value=11_999.6)
    assert view(found).headline.startswith("Chance of 11,999 or fewer")


def test_the_page_says_why_there_is_no_chance() -> None:
    page = view(ask(baseline=None))
    assert page.headline.endswith("; the chance is not given")
    assert page.notes[0].startswith("**The chance is not shown.** The plan states no")
    assert isinstance(page.drawn, FanPicture)
    assert page.drawn.target is None and page.drawn.path is None


@pytest.mark.parametrize(
    ("level", "headline"),
    [
        (900.0, "The date has passed: reached"),
        (1100.0, "The date has passed: not reached"),
    ],
)
def test_the_page_says_whether_a_past_target_was_reached(
    level: float, headline: str
) -> None:
    page = view(ask(series([level] * 96), target_date=date(2025, 12, 31)))
    assert page.headline == headline
    assert "against a target of 12,000 or fewer" in page.notes[0]
    assert page.tests == ()


def test_the_page_splits_a_refusal_from_its_remedy() -> None:
    why = "no figure of ASB is loaded. What to do: load a file and build again"
    found = target_outlook(row(promise(), None, why), (), TODAY)
    page = view(found)
    assert page.headline == "Not enough data to forecast"
    assert page.refusal == (
        "missing", "no figure of ASB is loaded", "Load a file and build again.",
    )  # fmt: skip
    assert page.drawn is None and page.alt == ""


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (
            [20.0, 21.0, 19.5, 20.0, 20.5, 20.0],
            "20.0% in the year to Dec 2023, no clear trend",
        ),
        ([10.0, 20.0, 30.0, 40.0, 50.0], "50.0% in the year to Dec 2022, rising"),
        ([50.0, 40.0, 30.0, 20.0, 10.0], "10.0% in the year to Dec 2022, falling"),
        ([20.0, 21.0], "21.0% in the year to Dec 2019, too few figures for a trend"),
        ([20.0, None], "the latest figure is not shown"),
    ],
)
def test_the_page_says_how_a_share_goes(values: list[float | None], words: str) -> None:
    target = promise(
        type="maintain", indicator="perceived_asb", target_percent=None,
        target_date=None, path="none", path_start=None,
        baseline=baseline(value=18.0, n_eff=900, indicator="perceived_asb"),
    )  # fmt: skip
    found = target_outlook(row(target, shares(values)), (), TODAY)
    page = view(found)
    assert page.headline.endswith(words)
    assert page.notes[0].startswith("**Shares are not forecast.**")
    assert isinstance(page.drawn, IntervalPicture)
    assert [line.name for line in page.drawn.lines] == ["ASB survey", "Baseline"]
    assert b"published" in page.csv()


def test_a_year_without_a_survey_parts_the_line() -> None:
    held = shares([20.0, 21.0, 19.0, 20.0])
    gap = replace(held, readings=(*held.readings[:2], held.readings[3]))
    target = promise(
        type="maintain", indicator="perceived_asb", target_percent=None,
        target_date=None, path="none", path_start=None, baseline=None,
    )  # fmt: skip
    page = view(target_outlook(row(target, gap), (), TODAY))
    assert isinstance(page.drawn, IntervalPicture)
    drawn = [(point.name, point.value) for point in page.drawn.lines[0].points]
    assert drawn[1:] == [
        ("Year to Dec 2019", 21.0),
        ("Year to Dec 2020", None),
        ("Year to Dec 2021", 20.0),
    ]
    assert page.drawn.unheld() == ["No figure (none was received): year to Dec 2020."]


def test_a_baseline_that_does_not_compare_is_not_drawn() -> None:
    target = promise(
        type="maintain", indicator="perceived_asb", target_percent=None,
        target_date=None, path="none", path_start=None,
        baseline=baseline(value=18.0, indicator="perceived_asb", source="elsewhere"),
    )  # fmt: skip
    page = view(target_outlook(row(target, shares([20.0, 21.0])), (), TODAY))
    assert isinstance(page.drawn, IntervalPicture)
    assert [line.name for line in page.drawn.lines] == ["ASB survey"]


def test_the_path_starts_where_the_plan_says_and_ends_at_the_target() -> None:
    drawn = picture(ask(), TODAY)
    assert drawn and drawn.path
    known = drawn.path.known()
    assert min(known) == date(2023, 4, 1)
    assert known[date(2026, 3, 1)] == 12_000
    # 36 months from 16,000 to 12,000: a month's step is 111.1
    assert known[date(2023, 4, 1)] == pytest.approx(16_000 - 4_000 / 36)


def test_quarters_stand_at_the_last_month_of_each() -> None:
    held = series([3000.0 + at % 4 for at in range(32)], step=3,
                  indicator="force_recorded_crime")  # fmt: skip
    found = Outlook("force_recorded_crime", held, "refused")
    drawn = picture(found, TODAY)
    assert drawn and drawn.observed.step == 3
    assert drawn.observed.months[-1] == date(2025, 12, 1)


def test_the_file_holds_what_is_drawn() -> None:
    found = ask()
    lines = view(found).csv().decode("utf-8-sig").splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("month,"))
    rows = list(csv.DictReader(io.StringIO("\n".join(lines[at:]))))
    ahead = found.projection
    assert lines[0] == "Demonstration data: invented"
    assert ahead
    coming = [each for each in rows if each["kind"] == "forecast"]
    assert [each["month"] for each in coming] == ["2026-01", "2026-02", "2026-03"]
    assert float(coming[-1]["median"]) == pytest.approx(ahead.forecast.total.median[-1])
    assert coming[-1]["path"] == "12000"
    counted = [each for each in rows if each["kind"] == "counted"]
    assert counted[-1]["value"] == str(int(series().counts[-12:].sum()))


def test_the_table_holds_the_forecast_and_the_latest_year() -> None:
    found = ask()
    page, ahead = view(found), found.projection
    assert ahead
    assert page.rows[0][0] == "Year to Mar 2026"
    assert page.rows[0][1] == f"{ahead.forecast.total.median[-1]:,.0f} forecast"
    assert page.rows[0][4] == "12,000"
    assert page.rows[3][:2] == ("Year to Dec 2025", f"{series().totals[-1]:,.0f}")
    assert len(page.rows) == 3 + 12


def test_the_table_of_shares_says_what_is_not_shown() -> None:
    target = promise(
        type="maintain", indicator="perceived_asb", target_percent=None,
        target_date=None, path="none", path_start=None, baseline=None,
    )  # fmt: skip
    page = view(target_outlook(row(target, shares([20.0, None])), (), TODAY))
    assert page.rows == (
        ("Year to Dec 2019", "not shown", "not shown", "not published"),
        ("Year to Dec 2018", "20.0%", "17.5% to 22.5%", "Validated, definition 1"),
    )


def test_every_row_of_the_promise_is_said() -> None:
    said = dict(view(ask()).promise)
    assert (
        said["Target"] == "Reduce ASB by 25%: 25% below the baseline (12,000 or less)"
    )
    assert said["Baseline"] == "16,000, year to Mar 2023"
    assert said["Date"] == "31 March 2026"
    assert said["Path"].startswith("In a straight line from April 2023")
    assert said["Owner"] == "Tasking"
    assert said["Assumptions"] == "None noted"
    without = dict(view(ask(baseline=None, path="none", path_start=None)).promise)
    assert without["Baseline"] == "Not stated in the plan, so no rating"
    assert without["Path"] == "Not stated"


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ({"type": "benchmark"}, "better than England"),
        (
            {"type": "assurance", "target_value": 900.0, "better": "lower"},
            "ordinary variation keeps to 900 or less",
        ),
    ],
)
def test_a_rule_without_a_baseline_is_not_said_to_lack_one(
    rule: dict[str, Any], words: str
) -> None:
    target = promise(
        target_percent=None, target_date=None, path="none", path_start=None,
        baseline=None, **rule,
    )  # fmt: skip
    page = view(target_outlook(row(target, series()), (), TODAY))
    said = dict(page.promise)
    assert said["Target"].endswith(words)
    assert said["Baseline"] == "None: this rule needs none"


def test_measures_without_a_target_can_be_chosen_even_without_a_plan() -> None:
    found = choices(None)
    assert found["force_recorded_crime"].startswith("No target: ")
    assert all(words.startswith("No target: ") for words in found.values())
