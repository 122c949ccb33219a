"""One area and twelve months have one figure, whichever page or file shows it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from cdp_metrics import answers
from cdp_metrics.answers.area.comparison import compared_wards
from cdp_metrics.answers.area.hot_spots import hot_spots
from cdp_metrics.answers.area.profile import AreaProfile, area_profile
from cdp_metrics.answers.area.wards import wards
from cdp_metrics.ui.views.area.view import area_view
from cdp_metrics.ui.views.comparison.units import units_view
from cdp_metrics.ui.views.trends.over_time import trend_view
from cdp_metrics.warehouse.db import Store, open_store

TODAY = date(2026, 2, 15)
ASB = "asb_incidents"
MEASURES = (ASB, "all_crime", "burglary")


@pytest.fixture(scope="module")
def store(demo_store: Path) -> Iterator[Store]:
    """Yield the demonstration."""
    with closing(open_store(demo_store)) as opened:
        yield opened


def profile(store: Store, code: str) -> AreaProfile:
    """Return an area's profile."""
    every = answers.places(store)
    place = next(each for each in every if each.code == code)
    return area_profile(
        store,
        place,
        every[0],
        [each for each in every if each.kind == place.kind],
        trends=lambda name, area: answers.trend(store, name, area, TODAY),
        drawn=answers.asb_map(store, None),
    )


def figures(file: bytes) -> list[list[str]]:
    """Return the rows of a download below its heading."""
    rows = list(csv.reader(io.StringIO(file.decode("utf-8-sig"))))
    return rows[rows.index([]) + 1 :]


@pytest.fixture(scope="module")
def ward(store: Store) -> AreaProfile:
    """Return the profile of the ward with most ASB."""
    return profile(store, _most(store))


def _most(store: Store) -> str:
    city = answers.trend(store, ASB, answers.places(store)[0].code, TODAY)
    end = answers.complete_year(city, city.months[-1])
    assert end is not None
    return wards(store, ASB, end).rows[0].code


@pytest.mark.parametrize("measure", MEASURES)
def test_a_ward_counts_the_same_on_every_page(
    store: Store, ward: AreaProfile, measure: str
) -> None:
    code, end = ward.place.code, ward.end
    city = answers.places(store)[0].code
    assert end is not None
    over_time = answers.trend(store, measure, code, TODAY)
    at = over_time.months.index(end)
    own = ward.standing(measure)
    (listed,) = (e for e in wards(store, measure, end).rows if e.code == code)
    compared = compared_wards(store, measure, city, TODAY)
    (beside,) = (e for e in compared.rows if e.code == code)
    assert own.n == over_time.totals[at] == listed.n == beside.n
    assert compared.end == end
    base = over_time.base(end)
    assert ward.base == base
    assert base is not None
    assert base.persons == listed.residents == beside.residents
    assert own.rate is not None
    rates = over_time.rates(over_time.totals)
    assert own.rate.value == pytest.approx(rates[at])


def test_a_wards_files_hold_what_its_pages_show(
    store: Store, ward: AreaProfile
) -> None:
    n, end = ward.standing(ASB).n, ward.end
    assert n is not None
    assert end is not None
    over_time = answers.trend(store, ASB, ward.place.code, TODAY)
    drawn = trend_view(
        over_time, ward.place.words, end.replace(month=1), end, "count",
        today=TODAY, demo=True,
    )  # fmt: skip
    heads, *rows = figures(drawn.csv())
    (month,) = (row for row in rows if row[0] == f"{end:%Y-%m}")
    assert float(month[heads.index("count_12_months")]) == n
    whole = area_view(ward, None, today=TODAY, demo=True)
    counts = [row for row in figures(whole.csv()) if row[0] == "Counts"]
    assert float(counts[0][3]) == n
    assert whole.rates.rows[0][1] == f"{n:,.0f}"
    compared = compared_wards(store, ASB, answers.places(store)[0].code, TODAY)
    view = units_view(compared, ward.city.name, demo=True)
    (row,) = (row for row in view.rows if row[0] == ward.place.name)
    assert row[1] == f"{n:,.0f}"
    heads, *rows = figures(view.csv())
    (line,) = (line for line in rows if ward.place.code in line)
    assert float(line[heads.index("count")]) == n


def test_an_lsoa_counts_the_same_on_every_page(store: Store) -> None:
    drawn, spots = answers.asb_map(store, None), hot_spots(store, ASB)
    first = spots.areas[0].code
    for code in (first, spots.hot[0].code):
        on_map = next(each for each in drawn.lsoas if each.code == code)
        spot = next(each for each in spots.areas if each.code == code)
        found = profile(store, code)
        assert spot.events == found.standing(ASB).n
        assert on_map.residents == spot.residents
        # the map counts what partners sent too, and the profile's table says so
        assert on_map.reports >= spot.events
        assert found.inside[0].asb == on_map
        view = area_view(found, drawn, today=TODAY, demo=True)
        assert view.lsoas.columns[2] == "ASB, police and partners"
        assert view.map is not None
        assert "harm" in view.map.legend.title


def test_wards_of_either_vintage_sum_to_the_partnership(store: Store) -> None:
    every = answers.places(store)
    whole = answers.trend(store, ASB, every[0].code, TODAY).counts
    for kind in ("ward", "ward_before", "msoa21"):
        parts = [
            answers.trend(store, ASB, each.code, TODAY).counts
            for each in every
            if each.kind == kind
        ]
        assert parts
        np.testing.assert_allclose(np.sum(parts, axis=0), whole, equal_nan=True)
