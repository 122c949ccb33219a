"""An area's profile: its answers on literal rows, and what is said of them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from cdp_metrics import answers
from cdp_metrics.answers.area.profile import AreaProfile, Mix, area_profile
from cdp_metrics.answers.area.profile_change import Changes, changes
from cdp_metrics.answers.area.profile_rates import FEWEST_PEERS, Standing
from cdp_metrics.answers.area.ward_points import WardPoints
from cdp_metrics.answers.places import Place
from cdp_metrics.stats import Interval
from cdp_metrics.ui.views.area import rows, words
from cdp_metrics.ui.views.area.map import OUTSIDE, area_map
from cdp_metrics.ui.views.area.view import AreaView, area_trend, area_view
from cdp_metrics.warehouse.db import Store, open_store
from cdp_metrics.warehouse.publish import pointer
from tests.literals import asb_map, lsoa, trend
from tests.stores import store_of

TODAY = date(2026, 2, 1)
ASH, BIRCH, CITY = "E05000001", "E05000002", "E22000901"
ASB = "asb_incidents"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Yield a store of two years: 6 reports of ASB a month in Ash, 3 in Birch."""
    folder = store_of(tmp_path_factory.mktemp("area"), 24)
    found = open_store(folder, pointer(folder))
    yield found
    found.close()


def profile(store: Store, code: str, seen_as: Place | None = None) -> AreaProfile:
    every = answers.places(store)
    place = next(each for each in every if each.code == code)
    return area_profile(
        store,
        seen_as or place,
        next(each for each in every if each.kind == "partnership"),
        [each for each in every if each.kind == place.kind],
        trends=lambda name, area: answers.trend(store, name, area, TODAY),
        drawn=None,
    )


@pytest.fixture(scope="module")
def ash(store: Store) -> AreaProfile:
    return profile(store, ASH)


def viewed(found: AreaProfile) -> AreaView:
    return area_view(found, None, today=TODAY, demo=False)


def test_rates_are_counts_over_residents_of_one_date(ash: AreaProfile) -> None:
    each = ash.standing(ASB)
    assert (ash.end, each.n, each.city_n) == (date(2025, 12, 1), 72, 108)
    assert ash.base is not None
    assert (ash.base.basis, ash.base.persons) == ("Census 2021", 2500)
    assert ash.city_residents == 3500
    assert each.rate is not None
    assert each.rate.value == pytest.approx(1000 * 72 / 2500)
    assert each.city_rate == pytest.approx(1000 * 108 / 3500)


def test_times_the_city_is_the_ratio_of_the_two_rates(ash: AreaProfile) -> None:
    each = ash.standing(ASB)
    assert each.share is not None
    assert each.times is not None
    assert each.rate is not None
    assert each.city_rate is not None
    assert each.share.value == pytest.approx(72 / 108)
    assert each.times.value == pytest.approx(each.rate.value / each.city_rate)
    assert each.times.lower < each.times.value < each.times.upper


def test_two_wards_are_too_few_to_have_a_place(ash: AreaProfile) -> None:
    each = ash.standing(ASB)
    assert (each.ranks, each.of) == (None, 2)
    assert FEWEST_PEERS > 2


def test_own_areas_have_no_place_among_each_other(store: Store) -> None:
    # they may overlap
    ward = next(each for each in answers.places(store) if each.code == ASH)
    found = profile(store, ASH, replace(ward, kind="custom"))
    assert (found.peers, found.standing(ASB).of) == (0, 1)


def test_the_city_stands_beside_nothing(store: Store) -> None:
    found = profile(store, CITY)
    each = found.standing(ASB)
    assert found.is_city
    assert (each.n, each.share, each.times, each.ranks) == (108, None, None, None)
    view = viewed(found)
    assert len(view.rates.columns) == len(view.rates.rows[0]) == 3
    assert len(view.facts.columns) == len(view.facts.rows[0]) == 2
    assert len(view.make_up.columns) == len(view.make_up.rows[0]) == 2
    assert view.mix is None
    assert view.headline == "Alderton: 108 ASB reports in 12 months"


def test_an_area_of_its_lsoas_and_streets(ash: AreaProfile) -> None:
    assert [(each.code, each.share) for each in ash.inside] == [
        ("E01000001", 1.0),
        ("E01000091", 1.0),
    ]
    assert [(each.street, each.asb, each.crime) for each in ash.streets] == [
        ("On or near High Street", 72.0, 0.0)
    ]
    assert {(each.category, each.share) for each in ash.traits} == {
        ("Aged 15 years and under", 0.2),
        ("Aged 16 to 24 years", 0.2),
        ("Aged 25 years and over", 0.6),
    }


def test_a_ward_is_told_in_its_shares(ash: AreaProfile) -> None:
    view = viewed(ash)
    assert view.headline == "Ash ward: 71% of residents, 67% of ASB reports"
    assert view.rates.columns[-1] == "Against it (95% range)"
    asb = view.rates.rows[0]
    assert asb[:2] == ("ASB", "72")
    assert asb[4].startswith("Not clear (0.")
    assert "ASB per resident not clearly different from" in view.subtitle
    assert view.lacking == ""
    assert view.moved == "No count moved beyond chance, of 1 looked at"
    for table in (view.facts, view.rates, view.changes, view.lsoas, view.streets):
        assert {len(row) for row in table.rows} == {len(table.columns)}


def test_the_download_holds_what_is_shown(ash: AreaProfile) -> None:
    text = viewed(ash).csv().decode("utf-8-sig")
    held = list(csv.reader(io.StringIO(text)))
    assert ["Profile of", "Ash ward (E05000001)"] in held
    counts = [row for row in held if row[:1] == ["Counts"]]
    assert ["count", "72"] in [row[2:4] for row in counts]
    assert ["per 1,000 residents", "28.8"] in [row[2:4] for row in counts]
    assert any(row[:2] == ["Streets", "On or near High Street"] for row in held)


def test_without_a_complete_year_nothing_is_rated(tmp_path: Path) -> None:
    folder = store_of(tmp_path, 5)
    store = open_store(folder, pointer(folder))
    try:
        found = profile(store, ASH)
    finally:
        store.close()
    view = viewed(found)
    assert found.end is None
    assert view.headline == "Ash ward: no twelve months in a row are complete"
    assert {row[1] for row in view.rates.rows} == {"Not enough data"}
    assert (view.moved, view.lacking) == ("", "no twelve months in a row are complete")
    assert view.streets.rows == ()
    assert view.csv()


def test_without_census_there_is_no_rate(tmp_path: Path) -> None:
    folder = store_of(tmp_path, 13, without=("census", "population"))
    store = open_store(folder, pointer(folder))
    try:
        found = profile(store, ASH)
    finally:
        store.close()
    assert found.base is None
    assert found.standing(ASB).rate is None
    assert viewed(found).rates.rows[0][:3] == ("ASB", "72", "not held")


def test_crime_is_told_by_category_beside_the_city(ash: AreaProfile) -> None:
    mix = (
        Mix("burglary", 30.0, interval(0.6, 0.46, 0.72), 0.5),
        Mix("robbery", 4.0, interval(0.08, 0.03, 0.19), 0.1),
    )
    view = viewed(replace(ash, mix=mix))
    assert view.mix is not None
    burglary, robbery = view.mix.pairs
    assert burglary.values == (60.0, 50.0)
    assert burglary.ratio_words() == "1.20 (0.92 to 1.44)"
    assert robbery.ratio is None  # four crimes are too few to compare
    assert "Most here: Burglary, 60.0%." in view.mix_alt
    assert view.mix_table.rows[0] == ("Burglary", "30", "60.0% (46.0 to 72.0)", "50.0%")
    assert {len(row) for row in view.mix_table.rows} == {len(view.mix_table.columns)}


# What changed


def test_a_clear_fall_is_found_and_a_small_count_guarded() -> None:
    fell = trend([100.0] * 12 + [60.0] * 12)
    few = trend([0.0] * 11 + [2.0] + [0.0] * 12, indicator="robbery")
    found = changes({"burglary": fell, "robbery": few}, date(2021, 12, 1))
    assert [each.indicator_id for each in found.clear] == ["burglary"]
    assert found.lacking == ""
    burglary, robbery = found.rows
    assert rows._clock(burglary.year, burglary.year_clear) == (
        "720, was 1,200",
        "−40%, beyond chance",
    )
    assert rows._clock(robbery.year, robbery.year_clear)[1] == "Small numbers"


def test_one_of_many_by_chance_is_not_believed() -> None:
    # one in twenty-eight tests alone has p 0.03: over the false discovery rate
    steady = {f"{n}": trend([10.0] * 24) for n in range(13)}
    odd = trend([10.0] * 12 + [10.0] * 11 + [46.0])
    alone = changes({"odd": odd}, date(2021, 12, 1))
    among = changes({"odd": odd} | steady, date(2021, 12, 1))
    first = alone.rows[0].year
    assert first is not None
    assert first.p_value == among.rows[0].year.p_value  # type: ignore[union-attr]
    assert not among.rows[0].year_clear


def test_a_missing_year_is_named() -> None:
    gap = trend([5.0] * 12 + [np.nan] * 12 + [5.0] * 12)
    found = changes({"burglary": gap}, date(2022, 12, 1))
    assert not found.held
    assert found.lacking == "2021 is not held"
    some = trend([5.0] * 12 + [np.nan] * 2 + [5.0] * 22)
    assert changes({"burglary": some}, date(2022, 12, 1)).lacking == (
        "2 of the 12 months before are not held"
    )
    short = trend([5.0] * 12)
    assert changes({"burglary": short}, date(2020, 12, 1)).lacking == (
        "no year before is held"
    )
    assert changes({"burglary": short}, None) == Changes(
        (), "no twelve months in a row are complete"
    )


# Words


def interval(value: float, lower: float, upper: float) -> Interval[float]:
    return Interval(value, lower, upper, 0.95, "test")


@pytest.mark.parametrize(
    ("n", "times", "said"),
    [
        (40.0, interval(1.8, 1.5, 2.1), "1.8 times (1.5 to 2.1)"),
        (40.0, interval(1.1, 0.9, 1.3), "Not clear (0.9 to 1.3 times)"),
        (4.0, interval(1.8, 0.5, 6.1), "Small numbers"),
        (40.0, None, "–"),
    ],
)
def test_a_ratio_is_said_with_its_range(
    n: float, times: Interval[float] | None, said: str
) -> None:
    each = Standing(ASB, n, 200.0, share=interval(0.2, 0.1, 0.3), times=times)
    assert rows.times_words(each) == said


def test_a_place_is_never_a_bare_rank(ash: AreaProfile) -> None:
    def place(first: int, last: int) -> str:
        each = replace(ash.standing(ASB), ranks=(first, last), of=20)
        return rows.rate_rows(replace(ash, standings=(each,)), per_km2=False)[0][-1]

    assert place(3, 9) == "3 to 9 of 20"
    assert place(1, 1) == "Clearly 1 of 20"


def test_a_visitor_area_says_that_residents_are_a_poor_base(ash: AreaProfile) -> None:
    visited = replace(ash.inside[0], asb=lsoa(visitor=True))
    one = replace(ash, inside=(visited,))
    part = replace(ash, inside=(visited, ash.inside[1]))
    assert words.badge(one).startswith("**Residents are a poor base here.**")
    assert words.badge(part).startswith("**Residents are a poor base in part of it:**")
    assert words.badge(ash) == ""
    assert "Per km²" in viewed(one).rates.columns
    assert "Per km²" not in viewed(ash).rates.columns
    assert viewed(part).lsoas.rows[0][-2:] == ("Visitor area", "–")


def test_shares_keep_a_decimal_only_where_they_are_small() -> None:
    assert [rows.share_words(x) for x in (0.136, 0.051, 0.0, 1.0, None)] == [
        "14%",
        "5.1%",
        "0%",
        "100%",
        "not held",
    ]


def test_the_map_blanks_what_lies_outside(ash: AreaProfile) -> None:
    drawn = asb_map(lsoa("E01000001", map_class=2), lsoa("E01000092", certainty=0.5))
    found = area_map(ash, drawn, "Ash ward", demo=True)
    assert found is not None
    assert (found.classes, found.uncertain) == ("2n", "00")
    assert found.values[1] == ""  # the legend's words are read out instead
    assert ("n", OUTSIDE) in found.legend.items
    assert found.label.startswith("Demonstration data: invented. Map of Ash ward")
    assert area_map(ash, None, "Ash ward", demo=False) is None
    assert area_map(ash, replace(drawn, version=""), "Ash ward", demo=False) is None
    nowhere = asb_map(lsoa("E01000092"))
    assert area_map(ash, nowhere, "Ash ward", demo=False) is None


def test_a_map_that_weighs_types_is_called_harm_and_counts_partners(
    ash: AreaProfile,
) -> None:
    drawn = asb_map(
        lsoa("E01000001", map_class=2), basis="types", sources=("council", "police")
    )
    found = area_map(ash, drawn, "Ash ward", demo=False)
    assert found is not None
    assert found.legend.title == "ASB harm index, Alderton = 100, smoothed"
    assert [name for _, name in found.legend.items[:3]] == [
        "Over 150",
        "75 to 150",
        "Under 75",
    ]
    assert found.values[0] == "harm index 112; 30 reports"
    assert words.lsoa_columns(drawn)[2:] == (
        "ASB, police and partners",
        "Per 1,000, smoothed",
        "Place by harm, likely range",
    )
    assert words.lsoa_columns(None)[2] == "ASB reports"


def test_a_visitor_area_has_no_place_on_screen_or_in_the_file(ash: AreaProfile) -> None:
    visited = replace(ash.inside[0], asb=lsoa(visitor=True))
    placed = [replace(each, ranks=(1, 1)) for each in ash.standings]
    found = replace(ash, standings=tuple(placed), inside=(visited,))
    view = viewed(found)
    asb = view.rates.rows[0]
    assert asb[-2:] == ("Visitor area", "–")
    assert asb[1] == "72"
    text = view.csv().decode("utf-8-sig")
    assert "visitor area" in text
    assert "place, from intervals" not in text
    assert "place, from intervals" in viewed(
        replace(found, inside=ash.inside)
    ).csv().decode("utf-8-sig")


def test_a_ward_that_its_small_areas_fit_badly_says_so(ash: AreaProfile) -> None:
    far = replace(ash, points=WardPoints(date(2025, 12, 1), 100.0, 72.0))
    view = viewed(far)
    assert "has 100, not 72" in view.note
    assert "by best fit 72; difference +28" in " ".join(view.source)
    assert "count by point instead of best fit,100" in view.csv().decode("utf-8-sig")
    near = viewed(replace(ash, points=WardPoints(date(2025, 12, 1), 73.0, 72.0)))
    assert "Counted by point" not in near.note
    assert "by best fit 72" in " ".join(near.source)


def test_the_trend_is_drawn_with_its_gap_and_its_table(ash: AreaProfile) -> None:
    gap = trend([5.0] * 12 + [np.nan] * 2 + [5.0] * 22)
    found = area_trend(gap, ash.place, today=TODAY, demo=False)
    assert "No figure: " in found.alt
    assert found.draw is not None
    assert found.draw("light", "s")["data"]
    assert found.table.rows


def test_the_note_of_an_own_area_is_a_sentence_with_its_name(ash: AreaProfile) -> None:
    noted = replace(ash, place=replace(ash.place, note="our approximation"))
    assert viewed(noted).note.endswith("**Ash:** our approximation.")
    assert "approximation" not in viewed(ash).note


def test_an_area_without_a_place_among_its_kind_has_no_column_for_it(
    ash: AreaProfile,
) -> None:
    assert not any(each.ranks for each in ash.standings)
    rates = viewed(ash).rates
    assert rates.columns[-1] == "Against it (95% range)"
    assert {len(row) for row in rates.rows} == {len(rates.columns)}
    placed = tuple(replace(each, ranks=(1, 2)) for each in ash.standings)
    rates = viewed(replace(ash, standings=placed)).rates
    assert rates.columns[-2:] == (
        "Against it (95% range)",
        "Place, highest first (95% range)",
    )
    assert {len(row) for row in rates.rows} == {len(rates.columns)}
