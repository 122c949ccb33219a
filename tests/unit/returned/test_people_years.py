"""Twelve months of people are summed before small months are hidden, never after."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from cdp_metrics.answers.figures.counted import trend
from cdp_metrics.answers.figures.measured import measure
from cdp_metrics.answers.partners.hate_crime import EVERY, hate_crime
from cdp_metrics.periods import add_months
from cdp_metrics.warehouse.db import Store, open_store
from tests.stores import CSP, returned, store_of

HEADING = "provider,period_start,strand,crimes,victims,repeat_victims,window_months"
TODAY = date(2026, 6, 1)
FIRST = date(2024, 1, 1)
# Repeat victims of fourteen months: the first two are small, then May of 2024 leaves
# nothing more, and January 2025 takes the place of the January before.
PAIR = [3, 2, 9, 12, 10, 11, 8, 9, 7, 10, 12, 9, 14, 11]
LONE = [13, 12, 9, 12, 3, 11, 8, 9, 7, 10, 12, 9, 14, 11]


def built(folder: Path, repeats: Sequence[int], *more: str) -> Store:
    """Return a store of fifty crimes and forty victims a month, so many repeated."""
    (folder / "police").mkdir(parents=True)
    lines = [
        f"Police,{add_months(FIRST, at)},{strand},50,40,{n},12"
        for at, n in enumerate(repeats)
        for strand in (EVERY, "race")
    ]
    file = folder / "police" / "hate.csv"
    file.write_text("\n".join([HEADING, *lines]) + "\n", "utf-8")
    os.utime(file, (1.76e9, 1.76e9))
    return open_store(store_of(folder, 14, returns=more))


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return built(tmp_path_factory.mktemp("pair"), PAIR)


@pytest.fixture(scope="module")
def lone(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return built(tmp_path_factory.mktemp("lone"), LONE)


def test_a_year_with_two_hidden_months_is_the_sum_of_all_twelve(pair: Store) -> None:
    found = trend(pair, "hate_repeat_victims", CSP, TODAY)
    assert np.isnan(found.counts[:2]).all() and found.status[0] == "suppressed"
    # to Dec 2024: 3 + 2 + 97; to Jan 2025 the lone 2 of February would follow; to
    # February 2025 no month is hidden
    assert found.totals[11] == 102 and found.held[11] == 12
    assert np.isnan(found.totals[12]) and found.held[12] == 11
    assert found.totals[13] == sum(PAIR[2:])
    assert found.year(found.months[11]) is not None


def test_the_share_of_a_year_is_of_the_same_sums(pair: Store) -> None:
    year = measure(pair, "hate_repeat_share", CSP, TODAY, date(2024, 12, 31)).now
    assert year is not None
    assert (year.percent, year.n) == (pytest.approx(100 * 102 / 480), 480)
    later = measure(pair, "hate_repeat_share", CSP, TODAY, date(2025, 1, 31))
    assert later.now is None and later.why == "11 of 12 periods held by one definition"


def test_a_year_that_would_give_its_one_hidden_month_away_is_not_shown(
    lone: Store,
) -> None:
    found = trend(lone, "hate_repeat_victims", CSP, TODAY)
    assert np.isnan(found.totals).all()
    page = hate_crime(lone, CSP, TODAY)
    assert [each.share for each in page.years] == [None] * 3
    assert page.years[-1].why.startswith("not shown, so that a hidden month")
    # nor does the year stand in the row of all crimes of the table by strand
    assert page.strands is not None
    for table in (page.strands.victims, page.strands.repeats):
        assert [cell.state for cell in table.row(EVERY) if cell.value] == []
        assert table.row("race")[0].value is not None
    assert page.strands.crimes.row(EVERY)[-1].value == 600


def test_the_page_shows_a_year_that_may_be_shown(pair: Store) -> None:
    page = hate_crime(pair, CSP, TODAY)
    assert [each.repeats for each in page.years] == [102, None, sum(PAIR[2:])]
    assert page.strands is not None
    assert page.strands.repeats.row(EVERY)[-1].value == sum(PAIR[2:])


def test_no_store_holds_a_hidden_month(pair: Store, lone: Store) -> None:
    # what is worked out from years and months by their differences
    for store, repeats in ((pair, PAIR), (lone, LONE)):
        found = trend(store, "hate_repeat_victims", CSP, TODAY)
        for at in range(12, len(repeats)):
            told = [found.totals[at], found.totals[at - 1]]
            sides = [found.counts[at], found.counts[at - 12]]
            assert np.isnan(told).any() or np.isnan(sides).sum() != 1


def test_a_year_under_embargo_is_not_shown(tmp_path: Path) -> None:
    store = built(
        tmp_path,
        PAIR[:11],
        returned(
            "hate_repeat_victims",
            date(2024, 12, 1),
            numerator=9,
            release_on=date(2026, 7, 1),
        ),
    )
    early = trend(store, "hate_repeat_victims", CSP, TODAY)
    assert len(early.months) == 11
    after = trend(store, "hate_repeat_victims", CSP, date(2026, 7, 1))
    assert after.totals[-1] == 102
