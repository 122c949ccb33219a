"""Every chart and map on every page stands under a headline that keeps the rules."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.grammar import faults
from tests.pages.test_pages import PAGES, Opens, shown
from tests.pages.test_pages import opens as opens

SAID = re.compile(r'<(?:h2 class="answer"|p class="say")>(.*?)</')


def sent(app: AppTest) -> Iterator[tuple[str, str]]:
    """Yield what a page shows in its order: headlines with their words, and charts."""

    def walk(node: Any) -> Iterator[tuple[str, str]]:
        for child in node.children.values():
            if hasattr(child, "children"):
                yield from walk(child)
            elif child.type == "plotly_chart":
                yield "chart", ""
            elif child.type == "html":
                yield from told(child.proto.body)
            elif child.type == "bidi_component":
                if child.proto.component_name.endswith("lsoa_map"):
                    yield "map", ""
                elif child.proto.json:
                    yield from told(json.loads(child.proto.json).get("html", ""))

    def told(body: str) -> Iterator[tuple[str, str]]:
        yield from (("headline", html.unescape(each)) for each in SAID.findall(body))

    return walk(app.main)


def views(app: AppTest) -> Iterator[AppTest]:
    """Yield a page as it opens, then each of its parts and views."""
    yield app
    for label in ("Part", "View"):
        names = [each.options for each in app.button_group if each.label == label]
        for name in names[0][1:] if names else ():
            (group,) = (each for each in app.button_group if each.label == label)
            held = group.value
            yield shown(
                group.set_value([name] if isinstance(held, list) else name).run()
            )


@pytest.mark.parametrize("page", PAGES)
def test_every_chart_has_a_headline_of_its_own_words(
    opens: Opens, demo_store: Path, page: str
) -> None:
    charts = 0
    for app in views(opens(demo_store, page)):
        above = ""
        for kind, words in sent(app):
            if kind == "headline":
                above = words
                wrong = [each for each in faults(words) if "full stop" not in each]
                assert wrong == [], words
                assert words.count("..") == 0
                continue
            charts += 1
            assert above, f"a {kind} of {page} has no headline"
            assert re.search(r"\d|\b[Nn]o\b|[Nn]ot?\b", above), (
                f"over a {kind} of {page} stands a label, no finding: {above}"
            )
    assert charts or page in {"data", "indicators", "overview"}
