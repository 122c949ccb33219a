"""How the place compares: rates on one base, limits, and figures as printed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from cdp_metrics.answers.area.around import FEWEST, Compared
from cdp_metrics.answers.area.around import around as set_around
from cdp_metrics.answers.area.comparison import (
    Rates,
    compared_districts,
    compared_rates,
    compared_wards,
)
from cdp_metrics.answers.area.wards import Ward, WardFit
from cdp_metrics.answers.plan.printed_rates import PrintedRates, printed_rates
from cdp_metrics.stats import byar, funnel
from cdp_metrics.ui.views.comparison.printed_rates import printed_view
from cdp_metrics.ui.views.comparison.units import units_view
from cdp_metrics.ui.views.comparison.view import rates_view
from cdp_metrics.warehouse.db import Store, open_store
from tests.builders import build_place, police_zip, row
from tests.conftest import ROOT
from tests.stores import store_of

AREA, FORCE, TODAY = "E22000901", "E23000901", date(2026, 1, 1)
DEC_2024 = date(2024, 12, 1)
# Alderton: 3 + 3 a month in Ash, 3 in Birch; Brookham: 2 a month.
REPORTS = {"E01000001": 3, "E01000091": 3, "E01000092": 3, "E01000005": 2}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Yield a store of the year 2024."""
    folder = store_of(tmp_path_factory.mktemp("alderton"), 12, reports=REPORTS)
    with closing(open_store(folder)) as opened:
        yield opened


def test_wards_have_their_counts_and_residents(store: Store) -> None:
    found = compared_wards(store, "asb_incidents", AREA, TODAY)
    assert found.end == DEC_2024
    # residents by Census 2021: 1,000 + 1,500 and 300 + 700
    assert [(row.name, row.n, row.residents) for row in found.rows] == [
        ("Ash", 72.0, 2500.0),
        ("Birch", 36.0, 1000.0),
    ]
    assert found.funnel is None
    assert FEWEST == 5
    assert found.why.endswith("at least 5 wards with residents, and there are 2")


def test_districts_are_those_of_the_whole_force_area(store: Store) -> None:
    found = compared_districts(store, "asb_incidents", AREA, TODAY)
    assert [(row.name, row.n) for row in found.rows] == [
        ("Alderton", 108.0),
        ("Brookham", 24.0),
    ]
    bases = {row.basis for row in found.rows}
    assert len(bases) == 1, "districts are compared on one estimate"


def test_rates_stand_on_one_date_of_residents(store: Store) -> None:
    found = compared_rates(store, "asb_incidents", AREA, FORCE, TODAY)
    names = [row.name for row in found.rows]
    assert names[0] == "Alderton"
    assert names[-2:] == ["Statistical neighbours", "England"]
    ours, force = found.rows[0], found.rows[names.index("Testshire (force area)")]
    assert (ours.n, force.n) == (108.0, 132.0)
    assert ours.rate and force.rate and ours.residents
    assert found.one_basis and ours.basis == force.basis
    assert ours.rate.value == pytest.approx(1000 * 108 / ours.residents)
    limits = byar(108.0)
    assert ours.rate.lower == pytest.approx(1000 * limits.lower / ours.residents)
    # the force holds Alderton itself: a ratio would compare it with itself
    assert force.times is None
    assert all(row.rate is None and row.n is None for row in found.rows[-2:])


def test_a_headline_tells_a_county_from_its_force_area(store: Store) -> None:
    found = compared_rates(store, "asb_incidents", AREA, FORCE, TODAY)
    own, other, *_ = found.rows
    times = replace(byar(1800), value=1.8, lower=1.7, upper=1.9)
    other = replace(other, name="Testshire (county)", times=times)
    force = replace(other, name="Testshire (force area)")
    said = "times the rate of Testshire"
    both = rates_view(replace(found, rows=(own, other, force)), "Alderton", demo=False)
    assert both.headline.endswith(f"1.8 {said} (county)")
    alone = rates_view(replace(found, rows=(own, other)), "Alderton", demo=False)
    assert alone.headline.endswith(f"1.8 {said}")


def test_without_a_whole_year_nothing_is_compared(tmp_path: Path) -> None:
    with closing(open_store(store_of(tmp_path, 11))) as short:
        assert compared_wards(short, "asb_incidents", AREA, TODAY).end is None
        rates = compared_rates(short, "asb_incidents", AREA, FORCE, TODAY)
        assert rates == Rates("asb_incidents", None)
        page = rates_view(rates, "Alderton", demo=False)
        assert page.drawn is None
        assert "no twelve months" in page.refusal


def test_without_residents_there_are_counts_and_no_rates(tmp_path: Path) -> None:
    folder = store_of(tmp_path, 12, without=("population", "census"))
    with closing(open_store(folder)) as bare:
        wards = compared_wards(bare, "asb_incidents", AREA, TODAY)
        rates = compared_rates(bare, "asb_incidents", AREA, FORCE, TODAY)
    assert wards.funnel is None
    assert [(row.n, row.residents) for row in wards.rows] == [
        (72.0, None),
        (36.0, None),
    ]
    assert rates.rows[0].n is not None and rates.rows[0].rate is None
    page = rates_view(rates, "Alderton", demo=False)
    assert page.headline == "ASB: no rate for the latest twelve months"


# Wards around their average: 20 of 10,000 residents, one five times the others.
ROWS = tuple(
    Ward(f"E0500{at:04}", f"Ward {at}", 1000.0 if at == 0 else 200.0 + at, 10_000.0,
         "Census 2021")
    for at in range(20)
)  # fmt: skip


def around(rows: tuple[Ward, ...], visitor: frozenset[str] = frozenset()) -> Compared:
    sizes = np.array([row.residents or np.nan for row in rows])
    events = np.array([row.n for row in rows])
    told = funnel(events, sizes, kind="rate")
    return Compared("asb_incidents", "wards", DEC_2024, rows, told, "", visitor)


def test_wards_outside_the_limits_are_named() -> None:
    page = units_view(around(ROWS), "Alderton", demo=True)
    assert page.headline == "ASB: Ward 0 higher than chance explains (99.8% limits)"
    said = {row[0]: row[4] for row in page.rows}
    assert said["Ward 0"] == "Higher than chance explains (99.8%)"
    assert said["Ward 1"] == "Within chance"
    assert page.alt.startswith("Demonstration data: invented.")
    assert "Ward 0 100.0" in page.alt


def test_wards_that_do_not_differ_are_not_ranked() -> None:
    alike = tuple(Ward(row.code, row.name, 200.0, 10_000.0, row.basis) for row in ROWS)
    page = units_view(around(alike), "Alderton", demo=False)
    assert page.headline == "ASB: no ward differs by more than chance explains"
    assert {row[4] for row in page.rows} == {"Within chance"}


def test_wards_of_many_visitors_carry_a_caveat() -> None:
    page = units_view(around(ROWS, frozenset({ROWS[0].code})), "Alderton", demo=False)
    said = "Higher than chance explains (99.8%); holds a visitor area"
    assert page.rows[0][4] == said
    assert page.notes[0].endswith("These wards hold such areas: Ward 0.")


def test_a_ward_without_residents_is_left_out_and_says_so() -> None:
    rows = (*ROWS, Ward("E05009999", "Nowhere", 50.0, None, ""))
    page = units_view(around(rows), "Alderton", demo=False)
    assert page.rows[-1] == ("Nowhere", "50", "not shown", "no estimate loaded", "–")
    file = page.csv().decode("utf-8-sig").splitlines()
    at = next(n for n, line in enumerate(file) if line.startswith("code,"))
    last = list(csv.DictReader(io.StringIO("\n".join(file[at:]))))[-1]
    assert (last["count"], last["per_1000_residents"], last["residents"]) == (
        "50", "", "",
    )  # fmt: skip


def by_point(**points: float) -> Compared:
    """Return the twenty wards; some have another count by point."""
    fits = {
        row.code: WardFit((), points.get(row.code, row.n), 0.9, MOVED.get(row.code, ""))
        for row in ROWS
    }
    none: frozenset[str] = frozenset()
    return set_around("asb_incidents", "wards", DEC_2024, ROWS, none, fits)


MOVED = {ROWS[2].code: "the name stayed and the area moved in May 2019"}


def test_a_ward_stands_out_only_where_both_counts_agree() -> None:
    agreed = units_view(by_point(), "Alderton", demo=False)
    assert agreed.headline == "ASB: Ward 0 higher than chance explains (99.8% limits)"
    # by point the ward has what the others have
    differ = units_view(by_point(**{ROWS[0].code: 210.0}), "Alderton", demo=False)
    assert differ.headline == (
        "ASB: which ward stands out depends on how it is counted"
    )
    assert differ.rows[0][4:] == ("Depends on how it is counted", "210 (−79%)", "90%")
    assert "Ward 0 210, not 1,000." in differ.notes[-1]
    # and the other way about: only by point does it leave the limits
    above = units_view(by_point(**{ROWS[5].code: 1000.0}), "Alderton", demo=False)
    assert {row[0]: row[4] for row in above.rows}["Ward 5"] == (
        "Depends on how it is counted"
    )


def test_the_two_counts_and_what_moved_are_said_and_exported() -> None:
    page = units_view(by_point(), "Alderton", demo=False)
    assert page.columns[-2:] == ("By point", "Residents well inside")
    assert {row[5] for row in page.rows[1:2]} == {"201 (0%)"}
    assert page.notes[1] == (
        "**Ward 2:** the name stayed and the area moved in May 2019."
    )
    assert "(assumption)" in " ".join(page.source)
    heads, *rows = csv.reader(
        io.StringIO(page.csv().decode("utf-8-sig").partition("\r\ncode,")[2])
    )
    assert heads[-3:] == ["count_by_point", "share_of_residents_well_inside", "note"]
    assert rows[2][-3:] == [
        "202",
        "0.9",
        "the name stayed and the area moved in May 2019",
    ]


def test_former_wards_are_named_as_such() -> None:
    found = replace(by_point(), units="wards_before")
    page = units_view(found, "Alderton", date(2019, 5, 2), demo=False)
    assert page.subtitle.endswith(", Alderton, wards before May 2019, year to Dec 2024")
    assert page.columns[0] == "Former ward"
    alike = [replace(row, n=300.0) for row in ROWS]
    even = set_around(
        "asb_incidents", "wards_before", DEC_2024, tuple(alike), frozenset(), {}
    )
    assert units_view(even, "Alderton", demo=False).headline == (
        "ASB: no former ward differs by more than chance explains"
    )


# Figures as printed: the briefing pack of August 2012, typed in from the paper.


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> PrintedRates:
    """Return the project's own printed figures, from a store built with them."""
    folder = tmp_path_factory.mktemp("printed")
    police_zip(folder / "police" / "street.zip", {"2025-01": [row("ASB")]})
    figures = ROOT / "data" / "reference" / "published_figures.csv"
    build_place(folder, published=str(figures))
    with closing(open_store(folder / "store")) as built:
        found = printed_rates(built)
    assert found
    return found


def test_printed_ratios_are_those_of_the_printed_rates(printed: PrintedRates) -> None:
    page = printed_view(printed, "Nottingham", demo=False)
    shown = {measure: ratio for measure, _, _, ratio in page.rows}
    # 98.49 / 49.97, 2.08 / 0.39 and 68.18 / 38.12
    assert shown["All crime"].startswith("1.97 (")
    assert shown["Robbery"].startswith("5.33 (")
    assert shown["Anti-social behaviour"].startswith("1.79 (")


def test_what_the_printed_lines_leave_out_is_shown(printed: PrintedRates) -> None:
    rest = next(pair for pair in printed.pairs if pair.remainder)
    # 98.49 - 82.20 and 49.97 - 40.61
    assert [str(value) for value in rest.values] == ["16.29", "9.36"]
    names = [pair.measure for pair in printed.pairs]
    assert names[0] == "All crime"
    assert names[-2:] == ["Other, not listed", "Anti-social behaviour"]


def test_limits_of_a_printed_ratio_follow_from_the_printed_residents(
    printed: PrintedRates,
) -> None:
    robbery = next(p for p in printed.pairs if p.measure == "Robbery").ratio
    # 638 of 306,700 and 304 of 779,900: the log ratio has an error of
    # sqrt(1/638 + 1/304) = 0.0697, so exp(1.96 * 0.0697) = 1.146 either way
    assert robbery.value == pytest.approx(2.08 / 0.39)
    assert robbery.upper / robbery.value == pytest.approx(1.146, abs=0.001)
    assert robbery.value / robbery.lower == pytest.approx(1.146, abs=0.001)


def test_the_printed_page_says_that_it_is_printed(printed: PrintedRates) -> None:
    page = printed_view(printed, "Nottingham", demo=False)
    assert page.headline == (
        "All crime in 2011/12: 1.97 times the rate outside; robbery 5.33 times"
    )
    assert "As printed" in page.notes[0]
    assert "August 2012" in page.source[0]
    assert b"16.29" in page.csv()


def test_a_place_without_such_a_paper_shows_none(store: Store) -> None:
    assert printed_rates(store) is None
