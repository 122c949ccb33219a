"""The Hot spots page in words, from literal answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from cdp_metrics.answers.area.hot_spots import Concentrated, HotSpot, HotSpots
from cdp_metrics.catalogue import indicators
from cdp_metrics.ui.views.hot_spots.view import HotSpotView, hot_spot_view
from cdp_metrics.ui.views.hot_spots.words import hot_spot_card

TODAY = date(2026, 2, 15)


def spot(code: str = "E01000001", **changes: Any) -> HotSpot:
    values: dict[str, Any] = {
        "code": code,
        "name": f"Town ({code[-3:]})",
        "ward": "Castle",
        "ward_code": "E05000001",
        "events": 40.0,
        "residents": 2000.0,
        "raw_rate": 20.0,
        "rate": 19.0,
        "visitor": False,
        "gi_z": 0.4,
        "gi_hot": False,
        "gi_cold": False,
        "moran_class": "not significant",
        "moran_p": 0.4,
        "quarters": 12,
        "hot_quarters": 0,
        "cold_quarters": 0,
        "emerging_class": "none",
    }
    return HotSpot(**values | changes)


HOT = spot(
    "E01000002",
    gi_z=4.0,
    gi_hot=True,
    moran_class="high-high",
    hot_quarters=12,
    emerging_class="persistent hot",
    rate=15.0,
)
COLD = spot(
    "E01000003",
    gi_z=-3.0,
    gi_cold=True,
    moran_class="low-low",
    cold_quarters=3,
    emerging_class="former cold",
)
HALF = Concentrated(
    *(120.0, (0.4, 0.7, 1.0), (0.3, 0.6, 1.0), (0.5, 0.8, 1.0), (0.4, 0.7, 1.0)),
    *(2, 1, 2, 2),
)


def view(*areas: HotSpot, half: Concentrated | None = None) -> HotSpotView:
    found = HotSpots(
        indicator=indicators()["asb_incidents"],
        start=date(2025, 1, 1),
        end=date(2025, 12, 31),
        areas=areas,
        version="",
        concentration=half,
    )
    return hot_spot_view(found, "Alderton", "", today=TODAY, demo=False)


@pytest.mark.parametrize(
    ("areas", "headline"),
    [
        ((spot(), HOT, COLD), "ASB: 1 hot spot and 1 cold spot beyond chance"),
        ((spot(), COLD), "ASB: no hot spot and 1 cold spot beyond chance"),
        ((spot(),), "No hot or cold spot of ASB stands out from chance"),
        ((spot(gi_z=None),), "Small areas differ by no more than chance"),
        ((), "Hot spots cannot be found without boundaries"),
    ],
)
def test_the_headline_says_what_was_found(
    areas: tuple[HotSpot, ...], headline: str
) -> None:
    assert view(*areas).headline == headline


def test_classes_are_told_by_number_hatch_and_word() -> None:
    visitor = spot("E01000004", visitor=True)
    unknown = spot("E01000005", gi_z=None)
    found = view(spot(), HOT, COLD, visitor, replace(HOT, visitor=True), unknown)
    assert (found.classes, found.uncertain) == ("120v2n", "010010")
    assert [each.split(";")[0] for each in found.values] == [
        *("Neither", "Hot spot", "Cold spot", "Neither", "Hot spot"),
        "No detectable variation",
    ]
    assert found.values[4].endswith("visitor area")


def test_only_what_stands_out_is_listed_hottest_first() -> None:
    found = view(spot(), COLD, HOT)
    assert [row[0] for row in found.rows] == ["Town (002)", "Town (003)"]
    assert found.rows[0][1:3] == ("Hot spot", "High among high")
    assert found.caption == "2 areas that stand out"
    assert view(spot()).caption == "No area of Alderton stands out"


def test_how_spots_last_is_told_by_kind() -> None:
    found = view(spot(), HOT, COLD)
    assert found.lasting_headline == (
        "Over 12 quarters: 1 persistent hot spot, 1 former cold spot"
    )
    assert found.lasting[1][1:4] == ("Former cold spot", "0 of 12", "3 of 12")
    assert view(spot()).lasting_headline == (
        "No area was a hot or cold spot in the 12 quarters"
    )
    few = view(spot(quarters=4, emerging_class=None))
    assert few.why.startswith("4 complete quarters held")


def test_half_is_told_with_its_range_and_with_chance() -> None:
    found = view(spot(), HOT, COLD, half=HALF)
    assert found.half_headline == "Half of ASB is in 2 of 3 small areas (67%)"
    assert [row[1] for row in found.half] == ["2", "1 to 2", "2"]
    assert found.picture is not None and found.picture.half == 2
    without = view(spot())
    assert without.picture is None and without.half == ()


def test_a_quiet_hot_spot_says_that_its_neighbours_are_busy() -> None:
    card = hot_spot_card(HOT, "reports", 18.0)
    assert "Its own rate is not high: the areas around it are." in card.text
    assert hot_spot_card(replace(HOT, visitor=True), "reports", 10.0).text == (
        "**Visitor area.** Residents are a poor base here."
    )


def test_the_download_leaves_the_unknown_empty() -> None:
    lines = view(HOT, spot(gi_z=None)).csv().decode("utf-8-sig").splitlines()
    assert lines[-3].startswith("code,name,ward")
    assert ",4.0,True,False,high-high," in lines[-2]
    assert ",False,,False,False,not significant," in lines[-1]
