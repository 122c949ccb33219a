"""What the answers derive from the figures they hold."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cdp_metrics.answers.about.data import DataReport, File
from cdp_metrics.answers.figures.trend import Missing, Residents
from cdp_metrics.answers.harm.asb_map import asb_map as map_answer
from cdp_metrics.answers.meeting.overview import Overview
from cdp_metrics.answers.places import Place
from cdp_metrics.stats.harm import Cuts
from cdp_metrics.warehouse.db import open_store
from tests.literals import JAN_2020, NONE, asb_map, lsoa, trend
from tests.stores import store_of


def test_a_year_is_the_sum_of_twelve_months_and_of_no_fewer() -> None:
    found = trend([10.0] * 11 + [20.0, 30.0])
    assert np.isnan(found.totals[:11]).all()
    assert found.totals[11:].tolist() == [130.0, 150.0]
    assert found.held.tolist() == [*range(1, 13), 12]
    assert found.latest == 150.0


def test_a_missing_month_leaves_no_total_for_a_year() -> None:
    found = trend([10.0, NONE, *[10.0] * 12])
    assert np.isnan(found.totals[:13]).all()
    assert found.latest == 120.0
    assert found.held[12] == 11


def test_a_month_of_nought_counts_as_held() -> None:
    found = trend([0.0] * 12)
    assert found.latest == 0.0
    assert found.missing == ()


@pytest.mark.parametrize(
    "counts",
    [[5.0] * 23, [5.0] * 11 + [NONE] + [5.0] * 12, [5.0] * 23 + [NONE]],
    ids=["one month short", "a hole in the year before", "a hole at the end"],
)
def test_without_two_complete_years_there_is_no_change(counts: list[float]) -> None:
    found = trend(counts)
    assert found.change is None
    assert found.way == "level"


def test_a_change_compares_the_last_year_with_the_one_before() -> None:
    found = trend([100.0] * 12 + [80.0] * 12)
    assert found.change is not None
    assert (found.change.now, found.change.then) == (960.0, 1200.0)
    assert found.change.percent == pytest.approx(-20)
    assert found.way == "down"


def test_months_that_vary_widen_the_test() -> None:
    # The same 960 and 1200, but swinging from month to month beyond any season.
    swings = [40.0, 160.0] * 6 + [128.0, 32.0] * 6
    found = trend(swings)
    assert found.change is not None
    assert (found.change.now, found.change.then) == (960.0, 1200.0)
    assert found.way == "level"


def test_a_change_can_be_asked_for_at_any_month() -> None:
    found = trend([*[100.0] * 12, *[80.0] * 12, *[50.0] * 12])
    then = found.change_to(date(2021, 12, 1))
    assert then is not None
    assert (then.now, then.then) == (960.0, 1200.0)
    assert found.change_to(date(2020, 12, 1)) is None
    assert found.change_to(date(2022, 12, 1)) == found.change


def test_months_of_restrictions_teach_no_dispersion_to_later_years() -> None:
    steady = [*[50.0, 60.0] * 6, *[52.0, 58.0] * 6]
    wild = [1.0, 900.0] * 6
    # 2020 and 2021 hold such months; 2022 is a year like any other.
    plain = trend([*[50.0, 60.0] * 12, *steady]).change
    assert trend([*wild, *wild, *steady]).change == trend([NONE] * 24 + steady).change
    assert trend([*[50.0] * 24, *wild, *steady]).change != plain


def test_part_counts_of_an_area_of_shares_are_compared_as_whole_ones() -> None:
    found = trend([1.25] * 12 + [2.75] * 12)
    assert found.change is not None
    assert (found.change.now, found.change.then) == (33.0, 15.0)


def test_runs_of_missing_months_are_parted_by_their_reason() -> None:
    found = trend(
        [NONE, NONE, 5.0, NONE, NONE],
        reasons={3: ("partial", "2 rows refused"), 4: ("missing", "no file received")},
    )
    assert found.missing == (
        Missing(JAN_2020, date(2020, 2, 1), "no file received"),
        Missing(date(2020, 4, 1), date(2020, 4, 1), "2 rows refused"),
        Missing(date(2020, 5, 1), date(2020, 5, 1), "no file received"),
    )


EARLY = Residents(date(2020, 6, 30), "mid-2020 estimate", 2000.0)
LATE = Residents(date(2021, 3, 21), "Census 2021", 4000.0)


@pytest.mark.parametrize(
    ("month", "base"),
    [
        (date(2019, 1, 1), EARLY),  # before any: the earliest
        (date(2020, 6, 1), EARLY),
        (date(2021, 2, 1), EARLY),
        (date(2021, 3, 1), LATE),  # the month that holds the day
        (date(2030, 1, 1), LATE),
    ],
)
def test_a_rate_stands_on_the_latest_residents_by_its_end(
    month: date, base: Residents
) -> None:
    assert trend([1.0], residents=(EARLY, LATE)).base(month) == base


def test_rates_are_per_thousand_residents_of_their_month() -> None:
    found = trend([10.0] * 15, residents=(EARLY, LATE))
    rates = found.rates(found.counts)
    assert rates[[0, 13, 14]].tolist() == [5.0, 5.0, 2.5]


@pytest.mark.parametrize("base", [(), (Residents(JAN_2020, "estimate", 0.0),)])
def test_without_residents_there_is_no_rate(base: tuple[Residents, ...]) -> None:
    found = trend([10.0, 0.0], residents=base)
    assert np.isnan(found.rates(found.counts)).all()


def test_a_span_holds_both_its_ends() -> None:
    found = trend([1.0] * 4)
    inside = found.between(date(2020, 2, 1), date(2020, 3, 1))
    assert inside.tolist() == [False, True, True, False]
    assert found.between(None, None).all()


@pytest.mark.parametrize(
    ("changes", "uncertain"),
    [
        ({"certainty": 0.79}, True),
        ({"certainty": 0.8}, False),
        ({"certainty": 0.5, "visitor": True}, False),
        ({"certainty": None}, False),
    ],
)
def test_a_class_less_sure_than_the_cut_off_is_uncertain(
    changes: dict[str, Any], uncertain: bool
) -> None:
    area = lsoa(**changes)
    assert asb_map(area).uncertain(area) is uncertain
    stricter = asb_map(area, cuts=Cuts(certain_class=0.96))
    assert stricter.uncertain(area) is not (area.visitor or area.certainty is None)


def test_areas_vary_unless_all_have_the_rate_of_all() -> None:
    assert asb_map(lsoa(rate=20.0), lsoa(rate=20.1)).varies
    assert not asb_map(lsoa(rate=20.0), lsoa(rate=20.0)).varies


def test_only_rated_areas_that_are_surely_high_are_clearly_high() -> None:
    sure = lsoa("E01000001", map_class=2)
    unsure = lsoa("E01000002", map_class=2, certainty=0.6)
    visitor = lsoa("E01000003", map_class=2, visitor=True)
    middle = lsoa("E01000004")
    found = asb_map(sure, unsure, visitor, middle)
    assert found.rated == (sure, unsure, middle)
    assert found.clearly_high == (sure,)


def test_an_area_is_found_by_its_code_and_a_strange_code_finds_none() -> None:
    found = asb_map(lsoa("E01000001"), lsoa("E01000002"))
    assert found.lsoa("E01000002") == found.lsoas[1]
    assert found.lsoa("E01999999") is None
    assert found.lsoa("") is None


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("partnership", "Alderton (whole area)"),
        ("ward", "Alderton ward"),
        ("force", "Alderton Police force area"),
        ("county", "Alderton"),
    ],
)
def test_places_are_named_by_what_they_are(kind: str, words: str) -> None:
    assert Place("E05000001", kind, "Alderton").words == words


def test_quarters_are_summed_four_by_four_and_are_not_local() -> None:
    counts = [1000.0] * 4 + [500.0] * 4
    down = trend(counts, indicator="force_recorded_crime", step=3)
    assert down.per_year == 4
    assert np.isnan(down.totals[:3]).all()
    assert down.totals[3:].tolist() == [4000.0, 3500.0, 3000.0, 2500.0, 2000.0]
    assert (down.way, down.latest) == ("down", 2000.0)
    assert down.end(down.months[-1]) == date(2021, 12, 31)
    assert trend(counts[:4], step=3).way == "level"
    months = trend([1.0])
    assert Overview((months, down)).local == (months,)


def test_a_new_definition_breaks_every_year_that_holds_both() -> None:
    found = trend([10.0] * 36, changed=(date(2021, 6, 1),))
    mixed = [at for at, total in enumerate(found.totals) if np.isnan(total)]
    # eleven months have not a year; from June 2021 eleven years hold both
    assert mixed == [*range(11), *range(17, 28)]
    assert found.change is None
    assert trend([10.0] * 36, changed=(date(2020, 12, 1),)).change is not None


def test_a_year_that_comes_to_less_than_nothing_is_no_count() -> None:
    # A quarter's publication may take back more than it adds.
    found = trend([5.0, 5.0, 5.0, -20.0], step=3)
    assert found.totals[-1] == -5.0
    assert found.year(found.months[-1]) is None
    whole = trend([5.0, 5.0, 5.0, -2.0], step=3)
    year = whole.year(whole.months[-1])
    assert year is not None
    assert year.value == 13.0


def test_problems_are_the_files_that_were_not_used() -> None:
    files = tuple(
        File(status, "police_street", status, 1, 0, "", "")
        for status in ("accepted", "refused", "unknown", "unused")
    )
    report = DataReport((), files, (), (), (), 0, 0, ())
    assert [file.name for file in report.problems] == ["refused", "unknown"]


def test_a_store_whose_areas_do_not_differ_claims_nothing_of_any(
    tmp_path: Path,
) -> None:
    # A report a month for each 100 residents of every area.
    alike = {"E01000001": 10, "E01000091": 15, "E01000092": 3, "E01000093": 7}
    with closing(open_store(store_of(tmp_path, 12, reports=alike))) as store:
        found = map_answer(store, None)
    assert not found.varies
    assert found.clearly_high == ()
    for each in found.lsoas:
        assert (each.rank_lower, each.rank_upper) == (1, len(found.lsoas))
        assert (each.index_lower, each.index_upper, each.certainty) == (None,) * 3
        assert not found.uncertain(each)
