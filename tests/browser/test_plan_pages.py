"""Targets and comparisons, as a reader meets them."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import settled, visit
from tests.browser.test_pages import answer, choose, figure, query, subtitle


def test_a_reader_goes_from_target_to_target_and_back(
    desktop: Page, demo_app: str
) -> None:
    visit(desktop, demo_app + "targets?target=partnership_asb")
    expect(answer(desktop)).to_contain_text(re.compile(r"^Chance of .* \d+%, "))
    expect(figure(desktop, "with a forecast of anti-social behaviour")).to_be_visible()
    expect(desktop.locator("table.figs")).to_have_count(3)
    choose(desktop, "Target", "Reduce robbery by 5%")
    expect(answer(desktop)).to_contain_text("the chance is not given")
    expect(desktop.locator(".note").first).to_contain_text("The chance is not shown.")
    assert query(desktop) == {"target": "robbery"}
    desktop.go_back()
    settled(desktop)
    expect(answer(desktop)).to_contain_text("Chance of")


def test_a_reader_compares_wards_and_then_the_place_with_others(
    desktop: Page, demo_app: str
) -> None:
    visit(desktop, demo_app + "comparison")
    expect(answer(desktop)).to_contain_text(
        "higher than chance explains (99.8% limits)"
    )
    expect(figure(desktop, "Funnel plot of")).to_be_visible()
    expect(desktop.locator("table.figs tbody tr")).to_have_count(20)
    choose(desktop, "Compare", "Us against others")
    expect(figure(desktop, "Dot plot with 95% intervals")).to_be_visible()
    expect(desktop.locator("table.figs")).to_contain_text("Not held")
    assert query(desktop) == {"view": "rates"}


def test_the_real_force_is_forecast_and_says_which_method_was_better(
    desktop: Page, real_app: str
) -> None:
    visit(desktop, real_app + "targets?target=force_recorded_crime&ahead=8")
    expect(answer(desktop)).to_contain_text("crimes forecast for the year to Dec 2027")
    expect(desktop.locator(".note").first).to_contain_text("In the back-test its 95%")
    rows = desktop.locator("table.figs").last.locator("tbody tr").all_inner_texts()
    assert [("(shown)" in row) for row in rows].count(True) == 1
    expect(desktop.locator(".src")).to_contain_text("Home Office")


def test_a_real_target_without_baseline_or_figures_claims_nothing(
    desktop: Page, real_app: str
) -> None:
    visit(desktop, real_app + "targets?target=partnership_asb")
    expect(answer(desktop)).to_have_text(
        "The date has passed: whether it was reached is not known"
    )
    expect(desktop.locator(".state")).to_contain_text("Not received yet")
    expect(desktop.locator(".tag")).to_contain_text("No baseline")
    expect(desktop.locator(".js-plotly-plot")).to_have_count(0)


def test_the_printed_rates_stand_as_printed(desktop: Page, real_app: str) -> None:
    visit(desktop, real_app + "comparison?view=printed")
    expect(answer(desktop)).to_contain_text("1.97 times")
    expect(subtitle(desktop)).to_contain_text("2011/12")
    rows = desktop.locator("table.figs tbody tr")
    expect(rows).to_have_count(10)
    expect(rows.filter(has_text="Other, not listed")).to_contain_text("16.29")
    expect(rows.filter(has_text="Other, not listed")).to_contain_text("9.36")
    expect(rows.filter(has_text="Robbery")).to_contain_text("5.33")
    expect(rows.filter(has_text="Anti-social")).to_contain_text("1.79")
    expect(desktop.locator(".note")).to_contain_text("As printed in the paper.")
