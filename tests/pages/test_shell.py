"""The frame around every page, through the router."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from cdp_metrics.ui import shell

ROOT = Path(__file__).parents[2]


def test_a_session_keeps_its_menu_from_page_to_page(
    demo_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CDP_STORE", str(demo_store))
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()
    menu = app.session_state[shell.MENU]
    titles = {page.title for section in menu.values() for page in section}
    assert titles == set(shell.TITLES.values())

    app.switch_page("pages/funding.py").run()

    assert not app.exception
    assert app.session_state[shell.MENU] is menu


def test_the_icon_is_an_address_of_a_file_that_is_served() -> None:
    assert (ROOT / shell.ICON.removeprefix("/app/")).is_file()
