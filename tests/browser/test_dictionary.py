"""The dictionary and the Treatment page, clicked through in a real browser."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import visit


def test_a_name_opens_its_card_and_the_card_closes(
    desktop: Page, demo_app: str
) -> None:
    visit(desktop, demo_app + "indicators?group=recorded")
    expect(desktop.locator(".card.facts")).to_have_count(0)
    desktop.get_by_role("link", name="Burglary", exact=True).click()
    card = desktop.locator(".card.facts")
    expect(card).to_contain_text("Entering a building as a trespasser")
    expect(desktop).to_have_url(
        re.compile(
            r"group=recorded.*indicator=burglary|"
            r"indicator=burglary.*group=recorded"
        )
    )
    card.get_by_role("link", name="Close this card").click()
    expect(card).to_have_count(0)
    expect(desktop).to_have_url(re.compile(r"indicators\?group=recorded$"))


def test_a_card_leads_to_the_trend(desktop: Page, demo_app: str) -> None:
    visit(desktop, demo_app + "indicators?indicator=robbery")
    desktop.get_by_role("link", name="See its trend").click()
    expect(desktop).to_have_url(re.compile(r"trends\?measure=robbery"))
    expect(desktop.locator("h1")).to_have_text("What is happening, and since when?")


def test_the_list_of_measures_leads_to_each(desktop: Page, demo_app: str) -> None:
    visit(desktop, demo_app + "treatment")
    desktop.get_by_role("radio", name="Every measure").click()
    desktop.get_by_role("link", name="Drug poisoning deaths").click()
    expect(desktop).to_have_url(re.compile(r"treatment=drug_deaths"))
    expect(desktop.locator("h2.answer").first).to_contain_text("Drug poisoning:")
