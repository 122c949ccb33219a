"""A page's address opens the page as it was, whatever was chosen on it."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Selectbox

from cdp_metrics.ui.shell import PAGES

ROOT = Path(__file__).parents[2]
NAMES = tuple(name for entries in PAGES.values() for name, _ in entries)
WORDED = "Forecast"  # AppTest puts an option's words into words again: no such choice
MOVES = 4  # choices a reader makes on a page before sharing it

Opens = Callable[..., AppTest]


@pytest.fixture
def opens(monkeypatch: pytest.MonkeyPatch, demo_store: Path) -> Opens:
    """Return ``opens(page, **query)``, which shows a page of the demonstration."""

    def open_page(page: str, **query: str) -> AppTest:
        monkeypatch.setenv("CDP_STORE", str(demo_store))
        app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
        for name, value in query.items():
            app.query_params[name] = value
        app = app.switch_page(f"pages/{page}.py").run()
        assert not app.exception, [each.message for each in app.exception]
        return app

    return open_page


def widgets(app: AppTest) -> dict[str, Any]:
    """Return every choice on the page by its label."""
    lists = (*app.selectbox, *app.button_group, *app.multiselect, *app.text_input)
    return {each.label: each for each in lists}


def state(app: AppTest) -> dict[str, Any]:
    """Return what a reader has chosen, and what the page then says and draws."""
    bodies = [each.proto.body for each in app.get("html")]
    drawn = [each.proto.spec for each in app.get("plotly_chart")]
    blocks = [each.proto.json for each in app.get("bidi_component")]
    return {
        "chosen": {label: each.value for label, each in widgets(app).items()},
        "said": [body for body in bodies if "<style>" not in body],
        "drawn": [json.loads(spec) for spec in drawn],
        "blocks": [json.loads(data or "null") for data in blocks],
    }


def wander(app: AppTest, chance: random.Random) -> AppTest:
    """Make another choice in one list or switch, as a reader might."""
    offered = [
        each
        for each in (*app.selectbox, *app.button_group)
        if len(each.options) > 1 and each.label != WORDED
    ]
    if not offered:
        return app
    chosen = chance.choice(offered)
    if isinstance(chosen, Selectbox):
        app = chosen.select_index(chance.randrange(len(chosen.options))).run()
    else:
        # AppTest names a switch's options by words, and is told values
        values = {word: value for value, word in chosen.format_func.__self__.items()}
        now = [chosen.options[at] for at in chosen.indices]
        others = [word for word in chosen.options if word not in now]
        app = chosen.set_value(values[chance.choice(others)]).run()
    assert not app.exception, [each.message for each in app.exception]
    return app


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("page", NAMES)
def test_an_address_opens_the_page_as_it_was_left(
    opens: Opens, page: str, seed: int
) -> None:
    chance = random.Random(f"{page} {seed}")
    app = opens(page)
    for _ in range(MOVES):
        app = wander(app, chance)
    query = {name: str(value) for name, value in dict(app.query_params).items()}
    again = opens(page, **query)
    assert state(again) == state(app), query
    assert dict(again.query_params) == dict(app.query_params)


@pytest.mark.parametrize("page", NAMES)
def test_every_page_offers_its_link(opens: Opens, page: str) -> None:
    found = [
        each
        for each in opens(page).get("bidi_component")
        if each.proto.component_name.endswith("cdp_copy_link")
    ]
    assert len(found) == 1
