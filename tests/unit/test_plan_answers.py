"""Where each measure of a plan stands, from rows typed in by hand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import numpy as np
import pytest

from cdp_metrics.answers import PlanRow, PlanTable, Trend, plan_table
from cdp_metrics.answers.figures.measured import Measured, measure
from cdp_metrics.answers.figures.reported import Reported
from cdp_metrics.answers.plan.published import AsPublished, as_published
from cdp_metrics.answers.plan.ratings import rating
from cdp_metrics.catalogue.targets import Baseline, Target
from cdp_metrics.periods import add_months
from cdp_metrics.stats import Count, CountChange, Proportion, ProportionChange
from cdp_metrics.warehouse.db import Store, open_store
from cdp_metrics.words import percent, points, rule_sentence, signed
from tests.literals import trend
from tests.stores import CSP, printed_store, returned, store_of

TODAY, DISTRICT, ENGLAND = date(2025, 2, 10), "E06000901", "E92000001"
FORCE = "E23000901"
YEARS = [add_months(date(2023, 1, 1), at) for at in range(24)]
NEXT = "2099-01-01"

HEAD = """\
[plan]
name = "Alderton Plan 2024 to 2026"
source = "The Board's paper"
first = 2024-01-01
last = 2026-12-31

[[heading]]
id = "crime"
name = "Crime"
owner = "Board"
supporting = ["hate_crime", "partnership_crime"]

[[heading]]
id = "health"
name = "Health"
owner = "Health Board"
"""
PATH = 'target_date = 2025-12-31\npath = "linear"\npath_start = 2024-01-01\n'


def target(
    indicator: str,
    rule: str,
    *,
    heading: str = "crime",
    baseline: float | None = None,
    counted_as: str = "",
    more: str = "",
) -> str:
    """Return a target of the plan; its baseline is of 2023."""
    text = (
        f'\n[[target]]\nheading = "{heading}"\nindicator = "{indicator}"\n'
        f'statement = "Promise"\nvalid_from = 2024-01-01\n{rule}\n'
    )
    if baseline is None:
        return text
    return (
        f"{text}\n[target.baseline]\nvalue = {baseline}\n{more}"
        "period_start = 2023-01-01\nperiod_end = 2023-12-31\n"
        f'indicator = "{counted_as or indicator}"\nsource = "partner_return"\n'
        "definition_version = 1\n"
    )


QUARTER = f'type = "reduce_pct"\ntarget_percent = 25\n{PATH}'
ANY, KEEP = 'type = "reduce_any"', 'type = "maintain"'
TARGETS = (
    target("partnership_crime", f"{ANY}\nprimary = true", baseline=1200),
    target("partnership_asb", f'{QUARTER}owner = "Tasking"', baseline=600),
    target("hate_repeat_victims", QUARTER, baseline=120),
    target("hate_repeat_share", ANY, baseline=40, more="n_eff = 100\n"),
    target("positive_tests_on_arrest", ANY, baseline=50, more="n_eff = 500\n"),
    target("perceived_asb", KEEP, baseline=10, more="n_eff = 1000\n"),
    target("burglary", QUARTER, baseline=1200, counted_as="partnership_crime"),
    target("robbery", ANY),
    target("reoffending", 'type = "assurance"\ntarget_value = 30'),
    target("vehicle_crime", ANY, baseline=4, counted_as="partnership_crime"),
    target("completions_all", f"{KEEP}\nprimary = true", heading="health", baseline=40),
    target("completions_opiate", KEEP, heading="health", baseline=40),
    target("completions_non_opiate", 'type = "benchmark"', heading="health"),
    target("completions_alcohol", 'type = "benchmark"', heading="health"),
    target(
        "completions_alcohol_and_non_opiate", 'type = "benchmark"', heading="health"
    ),
    target("representations_6_months", 'type = "benchmark"', heading="health"),
    target("alcohol_met_need", KEEP, heading="health"),
)


def rows() -> Iterator[str]:
    """Yield the return: 2023 and 2024 by month, and rolling years."""
    for at, month in enumerate(YEARS):
        late = at >= 12
        yield returned("partnership_crime", month, numerator=80 if late else 100)
        yield returned("partnership_asb", month, numerator=50)
        yield returned(
            "hate_repeat_victims", month, numerator=10,
            definition_version=2 if at >= 18 else 1,
        )  # fmt: skip
        part, of = (900, 1000) if at == 23 else (10, 100)
        yield returned("hate_repeat_share", month, numerator=part, denominator=of)
        yield returned("hate_crime", month, numerator="*" if at == 22 else 20)
        if not late:
            yield returned(
                "positive_tests_on_arrest", month, numerator=20, denominator=40
            )
        if at % 3 == 0 and not late:
            yield returned("reoffending", month, 3, numerator=at + 10, denominator=100)
    for year, share in ((2020, 14.0), (2022, 12.0), (2024, 10.5)):
        yield returned("perceived_asb", date(year, 1, 1), 12, value=share, n_eff=900)
    yield returned(
        "hate_repeat_share",
        YEARS[0],
        area_code="E22000902",
        numerator=9,
        denominator=90,
    )
    for start, release in (((2023, 7), ""), ((2023, 10), ""), ((2024, 1), NEXT)):
        yield returned(
            "completions_all", date(*start, 1), 12, area_code=DISTRICT,
            release_on=release, denominator=210,
            numerator=90 if start == (2023, 10) else 84,
        )  # fmt: skip
    years: tuple[tuple[str, str, object, str], ...] = (
        ("completions_opiate", DISTRICT, 50, NEXT),
        ("completions_non_opiate", DISTRICT, 30, ""),
        ("completions_non_opiate", ENGLAND, 500, ""),
        # of the other groups the smallest is hidden with the one that is held back
        ("completions_opiate", ENGLAND, 300, ""),
        ("completions_alcohol", DISTRICT, 30, ""),
        ("completions_alcohol", ENGLAND, "*", ""),
        ("representations_6_months", DISTRICT, 30, ""),
    )
    for indicator, area, cases, release in years:
        yield returned(
            indicator, date(2023, 10, 1), 12, area_code=area, numerator=cases,
            denominator=1000 if area == ENGLAND else 100, release_on=release,
        )  # fmt: skip
    for area in (DISTRICT, ENGLAND):  # a share without what it is of
        yield returned(
            "completions_alcohol_and_non_opiate", date(2023, 10, 1), 12,
            area_code=area, value=45,
        )  # fmt: skip


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Return a store of Alderton with a return and a plan."""
    folder = tmp_path_factory.mktemp("plan")
    (folder / "plan.toml").write_text("".join([HEAD, *TARGETS]), "utf-8")
    built = store_of(folder, 13, returns=list(rows()), plan="plan.toml")
    (file,) = built.glob("cdp-*.duckdb")
    with closing(duckdb.connect(str(file))) as con:  # as the Home Office revises
        for at, count in enumerate((900, 1000, 1100, 1000, 950, 1050, -20, 980, 990)):
            start = add_months(date(2022, 1, 1), 3 * at)
            con.execute(
                "insert into observation (indicator_id, area_code, period_start, "
                "period_end, numerator, status, vintage) values "
                "('force_recorded_crime', ?, ?, "
                "cast(? as date) + interval 3 month - interval 1 day, ?, "
                "'validated', '2025-01-01')",
                [FORCE, start, start, count],
            )
    with closing(open_store(built)) as opened:
        yield opened


@pytest.fixture(scope="module")
def table(store: Store) -> PlanTable:
    """Return the plan on 10 February 2025."""
    found = plan_table(store, TODAY, CSP)
    assert found is not None
    return found


def of(table: PlanTable, indicator: str) -> PlanRow:
    """Return the row of an indicator."""
    (row,) = (each for each in table.rows if each.measured.indicator_id == indicator)
    return row


def test_rows_go_by_heading_the_primary_first_and_supporting_ones_last(
    table: PlanTable,
) -> None:
    names = [row.measured.indicator_id for row in table.rows]
    assert names[0] == "partnership_crime"
    assert names.count("partnership_crime") == 1  # a target, so not supporting too
    assert names.index("hate_crime") == 10 and of(table, "hate_crime").target is None
    assert names[11] == "completions_all"
    assert not table.ended
    assert of(table, "partnership_asb").owner == "Tasking"
    assert of(table, "robbery").owner == "Board"


def test_a_count_is_of_twelve_months_against_the_baseline(table: PlanTable) -> None:
    row = of(table, "partnership_crime")
    assert row.rating is not None and row.long is not None and row.recent is not None
    assert isinstance(row.measured.now, Count)
    assert row.measured.now.value == 960
    assert (row.measured.start, row.measured.end) == (
        date(2024, 1, 1),
        date(2024, 12, 31),
    )
    assert (row.long.change.now, row.long.change.then) == (960, 1200)
    assert (row.long.direction, row.long.judgement) == ("down", "improving")
    # the other clock: October to December
    assert (row.recent.change.now, row.recent.change.then) == (240, 300)
    assert (row.rating.status, row.rating.why) == ("green", "below_baseline")
    assert (row.path, row.goal) == (None, None)
    assert row.before is not None
    assert row.before.change.then == 1200


def test_a_path_asks_for_its_share_by_now(table: PlanTable) -> None:
    row = of(table, "partnership_asb")
    assert row.rating is not None and row.long is not None
    assert (row.path, row.goal) == (525.0, 450.0)  # half of 150 after 12 of 24 months
    assert (row.rating.status, row.rating.why) == ("red", "above_path")
    assert rule_sentence(row.rating) == (
        "Red: 14.3% above the path, past the 5% tolerance and beyond chance"
    )
    assert row.long.direction == "level"


def test_shares_are_summed_before_they_are_divided(table: PlanTable) -> None:
    row = of(table, "hate_repeat_share")
    # 110 of 1,100 and 900 of 1,000; the mean of the monthly shares would be 16.7%
    assert row.measured.now == Proportion(100 * 1010 / 2100, 2100)
    assert row.measured.years is None
    assert row.recent is not None
    assert row.recent.change.now == pytest.approx(100 * 92 / 120)
    assert row.recent.change.then == pytest.approx(10)
    assert row.rating is not None
    assert (row.rating.status, row.rating.why) == ("amber", "no_clear_change")


def test_a_new_definition_breaks_the_sum_and_the_comparison(table: PlanTable) -> None:
    row = of(table, "hate_repeat_victims")
    assert row.measured.now is None
    assert row.measured.version == 2
    assert row.long is None and row.path is None
    assert row.rating is not None
    assert row.rating.why == "definition_changed"
    held = [value for value in row.measured.line if value is not None]
    assert held == [120.0] * 7  # from December 2023 to June 2024


def test_a_suppressed_month_leaves_no_year(table: PlanTable) -> None:
    row = of(table, "hate_crime")
    assert row.measured.now is None
    assert row.measured.why == "11 of 12 periods held"
    assert (row.rating, row.long, row.recent, row.before) == (None,) * 4
    assert isinstance(row.measured.series, Trend)
    assert row.measured.series.reasons[-2] == "held back, not shown"


def test_a_survey_is_set_against_the_wave_before_and_gaps_stay(
    table: PlanTable,
) -> None:
    row = of(table, "perceived_asb")
    assert row.measured.now == Proportion(10.5, 900)
    assert row.recent is not None and row.before is not None
    assert row.recent.change.then == row.before.change.then == 12.0
    assert row.measured.line == (14.0, None, 12.0, None, 10.5)
    assert row.rating is not None
    assert (row.rating.status, row.rating.why) == ("amber", "margin_unclear")


def test_a_figure_that_is_overdue_is_stale(table: PlanTable) -> None:
    row = of(table, "positive_tests_on_arrest")
    assert row.rating is not None and row.long is not None
    assert row.rating.why == "stale"
    assert row.long.change.then == 50


def test_a_baseline_counted_otherwise_is_not_compared(table: PlanTable) -> None:
    for name in ("burglary", "vehicle_crime"):
        row = of(table, name)
        assert row.long is None and row.path is None and row.rating is not None
        assert row.rating.why == "not_comparable"
    unstarted = of(table, "robbery").rating
    assert unstarted is not None
    assert unstarted.why == "no_baseline"
    neither = of(table, "alcohol_met_need")
    assert neither.measured.series is None and neither.rating is not None
    assert neither.rating.why == "no_baseline"


def test_a_bound_is_shown_and_never_rated_or_compared(tmp_path: Path) -> None:
    name, keep = (
        "completions_all",
        target(
            "completions_all",
            KEEP,
            heading="health",
            baseline=40,
            more="n_eff = 2000\n",
        ),
    )
    (tmp_path / "plan.toml").write_text(HEAD + keep, "utf-8")
    years = [
        returned(name, date(2022, 10, 1), 12, numerator=84, denominator=210),
        returned(name, date(2023, 10, 1), 12, value=30, denominator=210, bound=">="),
    ]
    built = store_of(tmp_path, 13, returns=years, plan="plan.toml")
    with closing(open_store(built)) as held:
        found = plan_table(held, TODAY, CSP)
    assert found is not None
    row = of(found, name)
    # at least 30% may be more than the baseline's 40%
    assert (row.measured.now, row.long, row.recent) == (None, None, None)
    assert isinstance(row.measured.series, Reported)
    latest = row.measured.series.latest
    assert (latest.value, latest.lower, latest.bound) == (30, None, ">=")
    assert row.rating is not None and row.rating.why == "not_enough_data"
    assert row.rating.detail == (
        "only a bound was published, at least 30.0%; its numerator and denominator "
        "would let it be rated"
    )


def test_a_rolling_year_is_held_against_the_year_before_alone(tmp_path: Path) -> None:
    name = "completions_all"
    years = [
        returned(name, date(start, 10, 1), 12, numerator=84, denominator=210)
        for start in (2020, 2023)
    ]
    with closing(open_store(store_of(tmp_path, 13, returns=years))) as held:
        found = measure(held, name, CSP, TODAY)
    assert found.now == Proportion(40.0, 210)
    assert (found.recent, found.years) == (None, None)


def test_england_by_another_definition_is_no_benchmark(tmp_path: Path) -> None:
    name = "completions_non_opiate"
    rule = target(name, 'type = "benchmark"', heading="health")
    (tmp_path / "plan.toml").write_text(HEAD + rule, "utf-8")
    lines = [
        returned(
            name, date(2023, 10, 1), 12, area_code=area, numerator=part,
            denominator=1000, definition_version=version,
        )
        for area, part, version in ((DISTRICT, 300, 1), (ENGLAND, 500, 2))
    ]  # fmt: skip
    built = store_of(tmp_path, 13, returns=lines, plan="plan.toml")
    with closing(open_store(built)) as held:
        found = plan_table(held, TODAY, CSP)
    assert found is not None
    status = of(found, name).rating
    assert status is not None
    assert (status.status, status.why) == ("grey", "not_enough_data")
    assert status.detail == (
        "England has no figure of Year to Sep 2024 by the same source and definition; "
        "load one to compare with"
    )


def test_a_month_without_its_cases_leaves_no_share_of_the_year(tmp_path: Path) -> None:
    name = "hate_repeat_share"
    months = [returned(name, month, value=10, denominator=200) for month in YEARS]
    with closing(open_store(store_of(tmp_path, 13, returns=months))) as held:
        found = measure(held, name, CSP, TODAY)
    assert (found.now, found.recent) == (None, None)
    assert found.why == "0 of 12 periods held by one definition"


def test_nothing_under_embargo_is_seen_but_its_day(
    store: Store, table: PlanTable
) -> None:
    row = of(table, "completions_all")
    assert isinstance(row.measured.now, Proportion)
    assert row.measured.now.percent == pytest.approx(100 * 90 / 210)
    assert row.measured.end == date(2024, 9, 30)
    assert row.measured.next_release == date(2099, 1, 1)
    assert row.recent is None  # the quarter before shares nine months with it
    assert row.rating is not None and row.long is not None
    assert row.rating.why == "no_denominator"  # of the baseline
    assert row.long.direction is None
    wholly = of(table, "completions_opiate")
    assert wholly.measured.embargoed and wholly.measured.series is None
    assert wholly.rating is not None
    assert wholly.rating.why == "embargoed"
    assert wholly.measured.line == ()
    assert wholly.measured.next_release is None
    released = measure(store, "completions_opiate", CSP, date(2099, 1, 1))
    assert released.now == Proportion(50.0, 100)


def test_a_benchmark_is_england_of_the_same_period(table: PlanTable) -> None:
    def why(name: str) -> tuple[str, str]:
        found = of(table, name).rating
        assert found is not None
        return found.status, found.why

    assert why("completions_non_opiate") == ("red", "worse_than_benchmark")
    # England's is hidden, not held, and published without what it is of
    assert why("completions_alcohol") == ("grey", "not_enough_data")
    assert why("representations_6_months") == ("grey", "not_enough_data")
    assert why("completions_alcohol_and_non_opiate") == ("grey", "no_denominator")
    # assurance rests on counts by month or quarter
    assert why("reoffending") == ("grey", "not_enough_data")


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("completions_alcohol", "England's figure is held back, not shown; one of "),
        ("representations_6_months", "England's figure is not loaded; one of "),
        (
            "completions_alcohol_and_non_opiate",
            "the figure was published without what it is a share of, so chance cannot",
        ),
        ("completions_all", "the plan states its baseline without the cases behind it"),
        ("positive_tests_on_arrest", ""),  # its reason says it
    ],
)
def test_a_grey_row_says_exactly_what_is_lacking(
    table: PlanTable, name: str, reason: str
) -> None:
    found = of(table, name).rating
    assert found is not None and found.status == "grey"
    assert found.detail.startswith(reason) and bool(found.detail) == bool(reason)


def test_a_share_with_months_missing_is_not_summed(store: Store) -> None:
    found = measure(store, "hate_repeat_share", "E22000902", TODAY)
    assert found.now is None
    assert found.why == "1 of 12 periods held by one definition"


def test_quarters_of_a_share_are_compared_with_last_years(store: Store) -> None:
    found = measure(store, "reoffending", CSP, TODAY)
    assert found.now == Proportion(100 * (10 + 13 + 16 + 19) / 400, 400)
    assert found.recent is None  # no year before
    assert found.end == date(2023, 12, 31)


def test_a_revision_below_nought_is_a_figure_and_no_month_to_test(
    store: Store,
) -> None:
    found = measure(store, "force_recorded_crime", FORCE, TODAY)
    assert isinstance(found.now, Count) and found.years is not None
    assert found.now.value == 1050 - 20 + 980 + 990
    assert found.recent is None
    assert (found.start, found.end) == (date(2023, 4, 1), date(2024, 3, 31))
    before = found.years[1]
    assert isinstance(before, Count)
    assert before.value == 1000 + 1100 + 1000 + 950


def test_an_ended_plan_says_so(store: Store) -> None:
    found = plan_table(store, date(2030, 1, 1), CSP)
    assert found is not None
    assert found.ended
    assert len(found.rows) > 10
    early = plan_table(store, date(2023, 6, 1), CSP)  # no target holds yet
    assert early is not None
    assert [row.target for row in early.rows] == [None, None]


def test_what_came_after_the_target_date_changes_no_rating(tmp_path: Path) -> None:
    rule = (
        'type = "reduce_pct"\ntarget_percent = 25\ntarget_date = 2024-06-30\n'
        'path = "linear"\npath_start = 2024-01-01\nprimary = true'
    )
    plan = HEAD + target("partnership_asb", rule, baseline=600)
    (tmp_path / "plan.toml").write_text(plan, "utf-8")
    # 600 in the year to June, and far fewer since.
    rows = [
        returned("partnership_asb", month, numerator=50 if at < 18 else 15)
        for at, month in enumerate(YEARS)
    ]
    built = store_of(tmp_path, 13, returns=rows, plan="plan.toml")
    with closing(open_store(built)) as opened:
        found = plan_table(opened, TODAY, CSP)
    assert found is not None
    row = found.rows[0]
    assert row.measured.end == date(2024, 6, 30)
    assert isinstance(row.measured.now, Count) and row.measured.now.value == 600
    assert row.rating is not None and row.rating.status == "red"
    assert row.measured.cut


def test_a_target_that_ended_before_any_figure_has_none(store: Store) -> None:
    early = measure(store, "partnership_asb", CSP, TODAY, until=date(2020, 1, 31))
    assert (early.series, early.now) == (None, None)
    assert early.why == "no figure of a period to 31 January 2020 is held"


def test_without_a_plan_there_is_no_table(tmp_path: Path) -> None:
    with closing(open_store(store_of(tmp_path, 13))) as bare:
        assert plan_table(bare, TODAY, CSP) is None
        assert as_published(bare) is None


@pytest.mark.parametrize(
    ("value", "why"),
    [
        (500.0, "consistently_met"),
        (100.0, "hit_or_miss"),
        (10.0, "consistently_missed"),
    ],
)
def test_assurance_is_by_the_limits_of_ordinary_variation(
    store: Store, value: float, why: str
) -> None:
    counts = [float(n) for n in np.random.default_rng(5).normal(100, 8, 72)]
    series = trend(counts, indicator="partnership_crime", events=())
    found = Measured(
        "partnership_crime", "E05000001", series, Count(1200), date(2025, 1, 1),
        date(2025, 12, 31), source="partner_return",
    )  # fmt: skip
    goal = Target(
        heading="crime", indicator="partnership_crime", statement="Promise",
        valid_from=date(2024, 1, 1), type="assurance", target_value=value,
    )  # fmt: skip
    today = date(2026, 1, 10)
    rated = rating(store, goal, found, None, None, "lower_is_better", today)
    assert rated.why == why
    short = replace(found, series=trend([90.0], events=()))
    unrated = rating(store, goal, short, None, None, "lower_is_better", today)
    assert unrated.why == "not_enough_data"
    assert unrated.detail == (
        "12 usual months needed, 1 held; it is rated once that many are held"
    )


def test_a_baseline_that_is_too_small_is_named(store: Store) -> None:
    series = trend([10.0] * 72, indicator="partnership_crime", events=())
    found = Measured(
        "partnership_crime", CSP, series, Count(120), date(2025, 1, 1),
        date(2025, 12, 31), source="partner_return",
    )  # fmt: skip
    start = Baseline(
        value=4, period_start=date(2023, 1, 1), period_end=date(2023, 12, 31),
        indicator="partnership_crime", source="partner_return", definition_version=1,
    )  # fmt: skip
    goal = Target(
        heading="crime", indicator="partnership_crime", statement="Promise",
        valid_from=date(2024, 1, 1), type="reduce_any", baseline=start,
    )  # fmt: skip
    few = rating(
        store, goal, found, Count(4), None, "lower_is_better", date(2026, 1, 10)
    )
    assert few.why == "not_enough_data"
    assert few.detail == (
        "the baseline of 4 is too small to rate against; state one of a wider measure"
    )


# As published


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> AsPublished:
    """Return what the partnership's own papers print of its own plan."""
    built = printed_store(tmp_path_factory.mktemp("printed"))
    with closing(open_store(built)) as opened:
        found = as_published(opened)
    assert found is not None
    return found


def test_the_six_printed_changes_are_reproduced(printed: AsPublished) -> None:
    said: list[tuple[str, ...]] = []
    for row in printed.rows:
        change = row.clock.change
        if isinstance(change, CountChange):
            said.append((percent(change.percent), signed(change.difference)))
        else:
            assert isinstance(change, ProportionChange)
            said.append((points(change.difference),))
    # Report to the Overview and Scrutiny Committee, 4 January 2023, paragraph 3.3
    assert said == [
        ("−10.7%", "−4,000"),
        ("−5.6%", "−833"),
        ("+0.7pp",),
        ("−1.1%", "−2"),
        ("−0.5pp",),
        ("−0.5pp",),
    ]
    assert [float(row.earlier) for row in printed.rows] == [
        37_486, 14_840, 8.5, 174, 16.3, 21.9,
    ]  # fmt: skip
    assert [row.clock.judgement for row in printed.rows][:2] == ["improving"] * 2


def test_only_a_change_without_a_clear_unit_has_two_readings(
    printed: AsPublished,
) -> None:
    relative = [row.relative for row in printed.rows if row.relative is not None]
    assert relative == [pytest.approx(15.88, abs=0.005)]


def test_two_readings_of_asb_point_opposite_ways(printed: AsPublished) -> None:
    asb = [row for row in printed.illustrations if row.reading.heading == "asb"]
    assert [round(row.path - 14_007) for row in asb if row.path] == [9, -1_146]
    assert {row.goal for row in asb} == {11_130}
    crime = next(r for r in printed.illustrations if r.reading.heading == "crime")
    assert (crime.goal, crime.path) == (None, None)
    assert crime.clock.direction == "down"


COLUMNS = (
    "id,measure,area,period,period_start,period_end,value,unit,change,change_unit,"
    "volume_change,direction_printed,bound,part_of,indicator,source_file,paragraph,note"
)
READING = """
[[illustration]]
heading = "crime"
figure = "{}"
label = "If"
type = "reduce_any"
baseline_value = 12
"""


def test_what_has_no_earlier_value_is_no_row(tmp_path: Path) -> None:
    (tmp_path / "published_documents.csv").write_text(
        "source_file,title,dated\n001,Report,2023\n", "utf-8"
    )
    lines = (
        "p.rate,Rate,City,2022,,,10.5,per 1000,-5,%,-1,down,,,,001,1,",
        "p.coarse,Coarse,City,2022,,,10,crimes,-5,%,,down,,,,001,1,",
        "p.over,Over,City,2022,,,99,%,-2,pp,,down,,,,001,1,",
        "p.whole,Whole,City,2022,,,10,crimes,-9.1,%,-1,down,,,,001,1,",
    )
    (tmp_path / "figures.csv").write_text("\n".join([COLUMNS, *lines, ""]), "utf-8")
    readings = [READING.format(name) for name in ("p.whole", "p.gone", "p.rate")]
    (tmp_path / "plan.toml").write_text("".join([HEAD, *readings]), "utf-8")
    built = store_of(tmp_path, 1, plan="plan.toml", published="figures.csv")
    with closing(open_store(built)) as opened:
        found = as_published(opened)
    assert found is not None
    assert [row.figure.id for row in found.rows] == ["p.whole"]
    assert [row.figure.id for row in found.illustrations] == ["p.whole"]
    assert found.rows[0].clock.judgement == "neutral"  # of no indicator
