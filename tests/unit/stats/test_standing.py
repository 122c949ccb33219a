from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from cdp_metrics.stats import (
    Basis,
    Count,
    Proportion,
    Reading,
    obstacle,
    stale_after,
)

BASIS = Basis("partnership_asb", "partner_return", 1)
NOW = Reading(Count(14_007), date(2022, 11, 30), BASIS)
BASELINE = Reading(Count(14_840), date(2022, 3, 31), BASIS)
TODAY = date(2023, 1, 20)


def found(
    now: Reading = NOW,
    baseline: Reading | None = BASELINE,
    today: date = TODAY,
    needs_baseline: bool = True,
) -> str | None:
    return obstacle(
        now,
        baseline,
        today=today,
        lag_days=30,
        cadence_months=1,
        needs_baseline=needs_baseline,
    )


def test_like_against_like_is_rated() -> None:
    assert found() is None
    share = replace(NOW, figure=Proportion(21.4, None))
    assert found(share, replace(BASELINE, figure=Proportion(21.9, None))) is None


@pytest.mark.parametrize(
    ("now", "baseline", "why"),
    [
        (replace(NOW, release_on=date(2023, 1, 21)), BASELINE, "embargoed"),
        (replace(NOW, release_on=TODAY), BASELINE, None),
        (NOW, None, "no_baseline"),
        (NOW, replace(BASELINE, figure=None), "no_baseline"),
        (
            NOW,
            replace(BASELINE, basis=replace(BASIS, indicator="asb_incidents")),
            "not_comparable",
        ),
        (
            NOW,
            replace(BASELINE, basis=replace(BASIS, source="police_street")),
            "not_comparable",
        ),
        (
            NOW,
            replace(BASELINE, basis=replace(BASIS, definition_version=2)),
            "definition_changed",
        ),
        (NOW, replace(BASELINE, figure=Count(4)), "not_enough_data"),
        (NOW, replace(BASELINE, figure=Count(5)), None),
        (replace(NOW, figure=None), BASELINE, "not_enough_data"),
        (replace(NOW, period_end=date(2022, 10, 31)), BASELINE, "stale"),
    ],
)
def test_each_obstacle(now: Reading, baseline: Reading | None, why: str | None) -> None:
    assert found(now, baseline) == why


def test_an_embargo_hides_all_else() -> None:
    hidden = replace(NOW, figure=None, release_on=date(2024, 1, 1))
    assert found(hidden, None) == "embargoed"


def test_some_rules_need_no_baseline() -> None:
    assert found(baseline=None, needs_baseline=False) is None
    small = replace(NOW, figure=None)
    assert found(small, None, needs_baseline=False) == "not_enough_data"


def test_stale_is_a_cadence_and_a_lag_after_the_period() -> None:
    assert stale_after(date(2022, 11, 30), 30, 1) == date(2023, 1, 30)
    assert stale_after(date(2022, 9, 30), 90, 3) == date(2023, 3, 31)
    assert stale_after(date(2019, 12, 31), 180, 12) == date(2021, 6, 29)
    assert found(today=date(2023, 1, 30)) is None
    assert found(today=date(2023, 1, 31)) == "stale"
