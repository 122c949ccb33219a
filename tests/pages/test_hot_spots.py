"""The Hot spots page in its states, without a browser."""

from __future__ import annotations

import json
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.stores import store_of

ROOT = Path(__file__).parents[2]


def opened(
    monkeypatch: pytest.MonkeyPatch, store: Path, **query: str
) -> tuple[AppTest, str]:
    """Return the page of a store and all that its blocks say."""
    monkeypatch.setenv("CDP_STORE", str(store))
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    for name, value in query.items():
        app.query_params[name] = value
    app.switch_page("pages/hot_spots.py").run()
    return app, said(app)


def said(app: AppTest) -> str:
    assert not app.exception, [each.message for each in app.exception]
    plain = [each.proto.body for each in app.get("html")]
    blocks = [
        json.loads(each.proto.json).get("html", "")
        for each in app.get("bidi_component")
        if each.proto.json
    ]
    return unescape(" ".join([*plain, *blocks]))


def drawn_map(app: AppTest) -> dict[str, Any]:
    (found,) = (
        json.loads(each.proto.json)
        for each in app.get("bidi_component")
        if each.proto.component_name.endswith("lsoa_map")
    )
    assert isinstance(found, dict)
    return found


def test_hot_spots_are_dark_hatched_and_named(
    monkeypatch: pytest.MonkeyPatch, demo_store: Path
) -> None:
    app, words = opened(monkeypatch, demo_store)
    sent = drawn_map(app)
    for kind, hatched, value in zip(
        sent["classes"], sent["uncertain"], sent["values"], strict=True
    ):
        assert (kind == "2") == (hatched == "1") == value.startswith("Hot spot")
    assert f"{sent['classes'].count('2')} hot spots" in words
    assert "A first look, not a verdict." in words
    assert "(visitor area)" in words
    assert "persistent hot spots" in words and "Quarters hot" in words
    assert "If every resident's rate were the same" in words


def test_the_measure_and_the_ward_are_obeyed(
    monkeypatch: pytest.MonkeyPatch, demo_store: Path
) -> None:
    _, words = opened(monkeypatch, demo_store, measure="all_crime", area="E05999103")
    assert "Recorded crime: " in words and "Half of recorded crime is in" in words
    assert "ward, highest rate first" in words


def test_another_pages_measure_stays_in_the_address(
    monkeypatch: pytest.MonkeyPatch, demo_store: Path
) -> None:
    app, words = opened(monkeypatch, demo_store, measure="burglary")
    assert "Half of ASB is in" in words
    assert app.query_params["measure"] == ["burglary"] or "burglary" in str(
        dict(app.query_params)
    )


def test_the_picked_area_has_its_card(
    monkeypatch: pytest.MonkeyPatch, demo_store: Path
) -> None:
    _, words = opened(monkeypatch, demo_store, lsoa="E01999110")
    assert "Quarters as a hot spot" in words and "E01999110" in words


def test_few_quarters_are_not_enough(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _, words = opened(monkeypatch, store_of(tmp_path, 13))
    assert "Too little to say: 4 complete quarters" in words
    assert "12 are needed" in words


def test_without_boundaries_the_page_says_what_to_send(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    store = store_of(tmp_path, 13, without=("boundaries",))
    app, words = opened(monkeypatch, store)
    assert "Add the ONS LSOA 2021 boundaries" in words
    assert "Hot spots cannot be found without boundaries" in words
    assert app.get("plotly_chart")


def test_without_a_year_it_says_what_to_send(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _, words = opened(monkeypatch, store_of(tmp_path, 5))
    assert "ot spots need twelve complete months in a row" in words
