"""What Trends says of an area: its fit, its redrawing, its size, its residents."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from cdp_metrics.answers import Place
from cdp_metrics.answers.area.ward_points import WardPoints, latest_year
from cdp_metrics.answers.figures.trend import Residents
from cdp_metrics.periods import add_months
from cdp_metrics.ui.views.trends.place import (
    apart_note,
    headed,
    place_note,
    points_note,
    redrawn,
)
from cdp_metrics.ui.views.trends.rows import rebased, year_rows
from cdp_metrics.ui.views.trends.shown import scaled
from tests.literals import trend

WARD = Place(
    "E05000001", "ward", "Berridge", method="official best fit", fit=0.874,
    note="the name stayed and the area moved in May 2019", valid_from=date(2019, 5, 2),
)  # fmt: skip
BEFORE = Place(
    "E05000002", "ward_before", "Berridge", method="official best fit",
    valid_to=date(2019, 5, 1),
)  # fmt: skip
CENTRE = Place(
    "city_centre", "custom", "City Centre", method="list", note="our approximation"
)
WHOLE = Place("E06000001", "partnership", "Ash")
FORCE = Place("E23", "force", "Ash")


def test_a_ward_says_its_fit_its_redrawing_and_that_its_area_moved() -> None:
    assert place_note(WARD) == (
        "**Berridge ward:** the name stayed and the area moved in May 2019. "
        "**Made up of** whole small areas (LSOAs) by official best fit: 87% of "
        "residents live in small areas that lie at least 95% inside it. The whole "
        "series is counted on these boundaries; wards were redrawn on 2 May 2019."
    )
    assert "residents live" not in place_note(BEFORE)  # no boundary, no share
    assert place_note(CENTRE).startswith("**City Centre:** our approximation. **Made")
    assert place_note(WHOLE) == ""


@pytest.mark.parametrize(
    ("method", "spread"),
    [
        ("area share", "residents and incidents are spread evenly over each"),
        ("population share", "incidents are spread as residents are"),
    ],
)
def test_an_area_of_shares_says_what_they_assume(method: str, spread: str) -> None:
    drawn = replace(CENTRE, method=method, fit=0.24)
    assert place_note(drawn).endswith(
        f"inside it (assumption: {spread}): 24% of residents live in small areas that "
        "lie at least 95% inside it."
    )


def test_both_kinds_of_ward_were_redrawn_on_one_day_and_no_limits_start_anew() -> None:
    (now,), (before,) = redrawn(WARD), redrawn(BEFORE)
    assert now == before
    assert (now.first, now.last, now.kind) == (*[date(2019, 5, 2)] * 2, "local")
    assert redrawn(CENTRE) == redrawn(WHOLE) == ()
    assert redrawn(replace(WARD, valid_from=None)) == ()


@pytest.mark.parametrize(
    ("place", "headline", "said"),
    [
        (WARD, "ASB is up 3.0%", "ASB in Berridge ward is up 3.0%"),
        (BEFORE, "ASB: 271", "ASB in the former Berridge ward: 271"),
        (CENTRE, "No sum of ASB", "City Centre: no sum of ASB"),
        (CENTRE, "12 a month", "City Centre: 12 a month"),
        (FORCE, "No sum", "The Ash Police force area: no sum"),
    ],
)
def test_a_headline_names_its_area(place: Place, headline: str, said: str) -> None:
    assert headed(headline, "ASB", place) == said


@pytest.mark.parametrize(
    ("headline", "said"),
    [
        ("Robbery, force rose 12%", "Robbery in the Ash Police force area rose 12%"),
        (
            "No clear change in robbery, force in a year: 99",
            "The Ash Police force area: no clear change in robbery in a year: 99",
        ),
    ],
)
def test_a_force_is_named_once(headline: str, said: str) -> None:
    assert headed(headline, "Robbery, force", FORCE) == said


def test_points_stand_beside_the_best_fit_with_the_difference() -> None:
    said = points_note(WardPoints(date(2025, 12, 1), 1721.0, 1701.0))
    assert "year to Dec 2025: 1,721; by best fit 1,701; difference +20, +1.2%." in said
    assert "difference 0." in points_note(WardPoints(date(2025, 12, 1), 0.0, 0.0))


def test_a_year_by_point_has_twelve_months_in_a_row() -> None:
    months = [add_months(date(2023, 1, 1), n) for n in range(36) if n != 24]
    rows = [{"month": m, "by_point": 2.0, "by_fit": 1.0} for m in months]
    for last, end in ((date(2025, 12, 1), date(2024, 12, 1)), (date(2024, 6, 1),) * 2):
        assert latest_year(rows, last) == WardPoints(end, 24.0, 12.0)
    assert latest_year(rows, date(2023, 11, 1)) is None
    assert latest_year([], date(2025, 1, 1)) is None


def test_counts_per_square_kilometre_need_a_size() -> None:
    found = trend([10.0] * 24)
    assert np.allclose(scaled(found, found.totals, "km2", 4.0)[11:], 30.0)
    assert np.isnan(scaled(found, found.counts, "km2", None)).all()
    assert scaled(found, found.counts, "count", 4.0) is found.counts
    rows = year_rows(found, found.between(None, None), 4.0)
    assert [row[2] for row in rows] == ["30.0", "30.0"]
    assert len(rows[0]) == len(year_rows(found, found.between(None, None))[0]) + 1


def test_the_census_between_estimates_is_marked_once() -> None:
    old, new = "mid-2020 estimate, before Census 2021", "Census 2021"
    found = replace(
        trend([10.0] * 24),
        residents=(
            Residents(date(2020, 6, 30), old, 1000.0),
            Residents(date(2021, 3, 21), new, 1100.0),
        ),
    )
    found = replace(
        found, months=tuple(add_months(date(2020, 1, 1), n) for n in range(24))
    )
    (mark,) = rebased(found, found.months)
    assert (mark.first, mark.label) == (
        date(2021, 3, 1),
        f"Residents: {old}, then {new}",
    )
    assert rebased(found, found.months[15:]) == ()


def test_a_ward_whose_two_counts_are_far_apart_says_so_first() -> None:
    castle = WardPoints(date(2025, 12, 1), 1639.0, 1155.0)
    assert apart_note(castle).startswith(
        "**Counted by point, year to Dec 2025 has 1,639, not 1,155:**"
    )
    assert apart_note(WardPoints(date(2025, 12, 1), 1100.0, 1000.0))
    assert apart_note(WardPoints(date(2025, 12, 1), 900.0, 1000.0))
    assert apart_note(WardPoints(date(2025, 12, 1), 3.0, 0.0))
    for same in (None, WardPoints(date(2025, 12, 1), 1099.0, 1000.0)):
        assert apart_note(same) == ""
    assert apart_note(WardPoints(date(2025, 12, 1), 0.0, 0.0)) == ""
