"""How the place compares: rates on one base, limits, and figures as printed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from cdp_metrics.answers.area.comparison import (
    FEWEST,
    Compared,
    Rates,
    compared_districts,
    compared_rates,
    compared_wards,
)
from cdp_metrics.answers.area.wards import Ward
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
