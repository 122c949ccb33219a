"""No breach of WCAG 2.2 A or AA that axe-core can find, on any page in any dress."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import (  # type: ignore[import-untyped]
    Axe,
)
from playwright.sync_api import Page

from tests.browser.conftest import DESKTOP, PAGES, PHONE, visit
from tests.conftest import NewPage, Running
from tests.stores import printed_store

LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
# Streamlit puts the headings of its own phone menu straight into a list.
NOT_OURS = ("[data-testid=stSidebarNav]", {"list", "listitem"})


# Every page, and parts of pages that look unlike their first part.
VISITED = (
    *PAGES,
    *("trends?show=rate", "asb_map?lsoa=E01999100", "data?view=returns"),
    "data?view=accessibility",
    *("treatment?view=young", "treatment?treatment=alcohol_met_need"),
    *("asb_map?layer=forecast", "asb_map?view=cross&cross=expected"),
    *("asb_map?view=trust", "asb_map?view=analysts", "comparison?view=rates"),
    *("indicators?indicator=asb_incidents", "targets?target=partnership_asb"),
    *("services?view=flow", "enforcement?view=list", "priorities?view=survey"),
    *("priorities?view=actions", "serious_violence?view=ages"),
    "serious_violence?view=prediction",
)
# What a reader opens on a page: alerts, tables under a chart, filters of a phone.
OPEN = """() => {
  const shut = document.querySelectorAll('details:not([open]) > summary');
  for (const one of shut) one.click();
  return document.querySelectorAll('details').length;
}"""
ZOOMED = {"width": 640, "height": 450}  # 1280 by 900 at 200%


def breaches(page: Page) -> list[str]:
    """Return what axe-core finds wrong, as rule, element and remedy."""
    rules = {"runOnly": {"type": "tag", "values": LEVELS}}
    answer = Axe().run(page, options=rules).response
    assert len(answer["passes"]) > 10, "axe-core looked at nothing"
    return [
        f"{rule['id']}: {node['html'][:200]}\n{node['failureSummary']}"
        for rule in answer["violations"]
        for node in rule["nodes"]
        if not (rule["id"] in NOT_OURS[1] and _inside(page, node))
    ]


def _inside(page: Page, node: dict[str, Any]) -> bool:
    script = "([target, frame]) => !!document.querySelector(target)?.closest(frame)"
    return bool(page.evaluate(script, [node["target"][-1], NOT_OURS[0]]))


def opened(page: Page) -> Page:
    """Open everything on a page that can be opened in its place."""
    if page.evaluate(OPEN):
        page.wait_for_function("() => !document.querySelector('details:not([open])')")
        page.wait_for_timeout(300)  # an expander grows into its place
    return page


def sideways(page: Page) -> list[str]:
    """Return what scrolls sideways, and stacked cells that do not say what they are."""
    wide = """() => [...document.querySelectorAll(
            'html, [data-testid=stMain], .stMainBlockContainer, .scroll'
        )].filter((one) => one.scrollWidth > one.clientWidth + 1)
            .map((one) => one.getAttribute('aria-label') || one.tagName)"""
    unnamed = """() => [...document.querySelectorAll('table.stack td:not(:empty)')]
        .filter((one) => getComputedStyle(one, '::before').content === 'none')
        .map((one) => one.textContent)"""
    return [*page.evaluate(wide), *page.evaluate(unnamed)]


def unsaid(page: Page) -> list[str]:
    """Return the charts that lack their words, or a table beside them."""
    charts = page.locator(".stPlotlyChart, .lsoa-map [role=listbox]")
    said = [each.get_attribute("aria-label") or "" for each in charts.all()]
    tables = page.locator(".stMainBlockContainer table").count()
    return [words for words in said if len(words) <= 60 or not tables]


# Each theme once and each width once: a page takes seconds to judge.
@pytest.mark.parametrize(
    ("size", "scheme", "checks"),
    [
        (DESKTOP, "light", (breaches, unsaid)),
        (PHONE, "dark", (breaches, sideways)),
        (ZOOMED, "light", (sideways,)),
    ],
    ids=["desktop, light", "phone, dark", "twice as large"],
)
def test_pages_keep_to_the_guidelines(
    browser_page: NewPage,
    demo_app: str,
    size: dict[str, int],
    scheme: str,
    checks: Sequence[Callable[[Page], list[str]]],
) -> None:
    page = browser_page(viewport=size, color_scheme=scheme)
    found = {}
    for name in VISITED:
        opened(visit(page, demo_app + name))
        found[name] = [fault for check in checks for fault in check(page)]
    assert not any(found.values()), {name: each for name, each in found.items() if each}


def test_reduced_motion_is_respected(browser_page: NewPage, demo_app: str) -> None:
    page = browser_page(viewport=DESKTOP, reduced_motion="reduce")
    for name in ("", "trends", "asb_map"):
        visit(page, demo_app + name)
        moving: list[str] = page.evaluate(
            """() => document.getAnimations()
                .filter((one) => one.playState === 'running')
                .filter((one) => Number(one.effect?.getTiming().duration) > 10)
                .map((one) => one.effect.target?.className?.toString() ?? '?')"""
        )
        assert moving == []
        slow: list[str] = page.evaluate(
            """() => [...document.querySelectorAll('.stApp *')]
                .filter((one) => getComputedStyle(one).transitionDuration
                  .split(',').some((time) => parseFloat(time) > 0.01))
                .map((one) => one.className.toString())"""
        )
        assert slow == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_plan_and_its_printed_table_keep_to_them(
    browser_page: NewPage, running_app: Running, tmp_path: Path, scheme: str
) -> None:
    with running_app(printed_store(tmp_path)) as url:
        page = browser_page(viewport=DESKTOP, color_scheme=scheme)
        for query in ("", "?figures=published"):
            visit(page, url + query)
            assert breaches(page) == []


def test_what_to_send_in_place_of_weights_fits_a_phone(
    browser_page: NewPage, running_app: Running, tmp_path: Path
) -> None:
    with running_app(printed_store(tmp_path)) as url:
        page = visit(browser_page(viewport=PHONE), f"{url}severity")
        assert page.get_by_text("The template: a row an offence").count() == 1
        assert sideways(page) == []


def test_a_page_that_cannot_answer_keeps_to_them_too(
    browser_page: NewPage, running_app: Running, tmp_path: Path
) -> None:
    with running_app(tmp_path) as url:
        page = visit(browser_page(viewport=DESKTOP), url)
        assert breaches(page) == []


def test_the_check_finds_a_breach(browser_page: NewPage) -> None:
    page = browser_page()
    page.set_content(
        "<html lang=en><title>x</title><img src='data:,'>" + "<p>Pale words." * 12
    )
    page.add_style_tag(content="p { color: #bbb; background: #fff }")
    rules = {"runOnly": {"type": "tag", "values": LEVELS}}
    found = {
        rule["id"] for rule in Axe().run(page, options=rules).response["violations"]
    }
    assert found == {"image-alt", "color-contrast"}
