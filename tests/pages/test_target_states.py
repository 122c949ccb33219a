"""Every reason for which a target has no rating, as a reader meets it on the pages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from cdp_metrics.periods import add_months
from tests.pages.test_pages import Opens, opens, words
from tests.stores import returned, store_of

__all__ = ["opens"]

PLAN = """\
[plan]
name = "Alderton Plan"
source = "The Board's paper"
first = 2024-01-01
last = 2099-12-31

[[heading]]
id = "crime"
name = "Crime"
owner = "Board"
"""
# What is measured, and the words that the pages are to say of it.
STATES = {
    "positive_tests_on_arrest": ("Stale", "a newer figure is overdue; load it"),
    "hate_crime": ("Not enough data", "11 of 12 periods held; the others are needed"),
    "completions_all": ("Embargoed", "the figure is not released yet"),
    "partnership_crime": ("No baseline", "the plan states no baseline"),
    "hate_repeat_victims": (
        "Definition changed",
        "the definition has changed since the baseline",
    ),
    "burglary": ("Not comparable", "the baseline was counted from another source"),
}
"""All hold on whatever day they are looked at: an embargo ends with the century."""


def plan() -> str:
    """Return a plan with a target a state; only one of them lacks a baseline."""
    text = PLAN
    for name in STATES:
        text += (
            f'\n[[target]]\nheading = "crime"\nindicator = "{name}"\n'
            'statement = "Reduce"\nvalid_from = 2024-01-01\ntype = "reduce_any"\n'
        )
        if name == "partnership_crime":
            continue
        counted_as = "partnership_crime" if name == "burglary" else name
        text += (
            "\n[target.baseline]\nvalue = 40\n"
            "period_start = 2023-01-01\nperiod_end = 2023-12-31\n"
            f'indicator = "{counted_as}"\nsource = "partner_return"\n'
            "definition_version = 1\n"
        )
    return text


def lines() -> Iterator[str]:
    """Yield the return: a year by month, and a year that nobody may see yet."""
    for at in range(12):
        month = add_months(date(2024, 1, 1), at)
        yield returned("partnership_crime", month, numerator=80)
        yield returned("positive_tests_on_arrest", month, numerator=20, denominator=40)
        yield returned("hate_crime", month, numerator="*" if at == 5 else 20)
        yield returned("hate_repeat_victims", month, numerator=10, definition_version=2)
    yield returned(
        *("completions_all", date(2024, 1, 1), 12), area_code="E06000901",
        numerator=90, denominator=210, release_on="2099-01-01",
    )  # fmt: skip


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("states")
    (folder / "plan.toml").write_text(plan(), "utf-8")
    return store_of(folder, 13, returns=list(lines()), plan="plan.toml")


def test_the_plan_table_names_every_state_and_what_would_change_it(
    opens: Opens, store: Path
) -> None:
    said = " ".join(words(opens(store, "overview")).split())
    for state, reason in STATES.values():
        assert state in said, state
        assert f"Not rated: {reason}" in said, state
    assert "On track" not in said and "Off track" not in said


@pytest.mark.parametrize("measure", STATES)
def test_the_targets_page_names_the_state_and_gives_no_chance(
    opens: Opens, store: Path, measure: str
) -> None:
    app = opens(store, "targets", target=measure)
    said = " ".join(words(app).split())
    state, reason = STATES[measure]
    assert state in said and f"Not rated: {reason}" in said
    assert "Chance of" not in said


def test_the_dictionary_says_what_is_old_embargoed_and_redefined(
    opens: Opens, store: Path
) -> None:
    cards = {
        name: " ".join(words(opens(store, "indicators", indicator=name)).split())
        for name in (
            "positive_tests_on_arrest",
            "completions_all",
            "hate_repeat_victims",
        )
    }
    assert "Out of date" in cards["positive_tests_on_arrest"]
    assert "was due by" in cards["positive_tests_on_arrest"]
    assert (
        "Held here Embargoed State Embargoed: until 1 January 2099"
        in cards["completions_all"]
    )
    assert "Version 2, " in cards["hate_repeat_victims"]
