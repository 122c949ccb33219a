"""No breach of WCAG 2.2 A or AA that axe-core can find, on any page in any dress."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import (  # type: ignore[import-untyped]
    Axe,
)
from playwright.sync_api import Page

from tests.browser.conftest import DESKTOP, PHONE, visit
from tests.conftest import NewPage, Running
from tests.stores import printed_store

LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
# Streamlit puts the headings of its own phone menu straight into a list.
NOT_OURS = ("[data-testid=stSidebarNav]", {"list", "listitem"})


VISITED = (
    *("", "trends?show=rate", "asb_map?lsoa=E01999100"),
    *("data", "data?view=returns", "treatment?view=young", "priorities?view=survey"),
    *("asb_map?layer=forecast", "asb_map?view=cross&cross=expected"),
    *("asb_map?view=trust", "asb_map?view=analysts"),
    *("treatment", "treatment?treatment=alcohol_met_need"),
    *("indicators", "indicators?indicator=asb_incidents"),
    *("targets?target=partnership_asb", "comparison", "comparison?view=rates"),
    *("services", "services?view=flow", "enforcement", "enforcement?view=list"),
    *("funding", "priorities", "priorities?view=actions", "serious_violence"),
    *("serious_violence?view=ages", "serious_violence?view=prediction"),
)


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


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_pages_keep_to_the_guidelines(
    browser_page: NewPage, demo_app: str, size: dict[str, int], scheme: str
) -> None:
    page = browser_page(viewport=size, color_scheme=scheme)
    found = {}
    for name in VISITED:
        visit(page, demo_app + name)
        found[name] = breaches(page)
    assert not any(found.values()), found


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_plan_and_its_printed_table_keep_to_them(
    browser_page: NewPage, running_app: Running, tmp_path: Path, scheme: str
) -> None:
    with running_app(printed_store(tmp_path)) as url:
        page = browser_page(viewport=DESKTOP, color_scheme=scheme)
        for query in ("", "?figures=published"):
            visit(page, url + query)
            assert breaches(page) == []


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
