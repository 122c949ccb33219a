"""Contrast by WCAG 2.2: relative luminance, (lighter + 0.05) / (darker + 0.05)."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from cdp_metrics.charts.theme import PALETTES, TOKENS, Mode, palette, token

MODES: tuple[Mode, ...] = ("light", "dark")
TEXT = [
    *((text, page) for text in ("ink", "ink2", "link") for page in ("bg", "surface")),
    ("accent", "bg"),
    ("accent", "surface"),
    ("target", "bg"),
    ("ink2", "band"),
    ("bg", "ink"),
    ("red-fg", "red-bg"),
    ("amber-fg", "amber-bg"),
    ("green-fg", "green-bg"),
    ("grey-fg", "bg"),
    ("grey-fg", "surface"),
    ("demo-fg", "demo-bg"),
]
EDGES = [
    ("edge", "bg"),
    ("edge", "surface"),
    ("green-fg", "bg"),
    ("green-fg", "surface"),
    ("grey-fg", "bg"),
    ("red-bg", "bg"),
    ("red-bg", "surface"),
    ("target", "band"),
    ("accent", "bg"),
    ("demo-fg", "bg"),
]
# Hair lines and grounds that say nothing by themselves
DECORATION = {"line", "grid", "band"}


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_formula_gives_the_published_extremes() -> None:
    # WCAG 2.2, definition of contrast ratio: 1 to 21.
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(("text", "ground"), TEXT)
def test_text_reaches_double_a(text: str, ground: str, mode: Mode) -> None:
    assert contrast(token(text, mode), token(ground, mode)) >= 4.5


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_edges_and_shapes_are_seen(edge: str, ground: str, mode: Mode) -> None:
    assert contrast(token(edge, mode), token(ground, mode)) >= 3


def test_every_colour_is_held_to_a_pair() -> None:
    paired = {name for pair in (*TEXT, *EDGES) for name in pair}
    assert set(TOKENS) - paired <= DECORATION


@pytest.mark.parametrize("mode", MODES)
def test_every_series_is_seen_on_the_page(mode: Mode) -> None:
    page = token("bg", mode)
    assert min(contrast(c, page) for c in palette("series", mode)) >= 3


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("name", ["map", "sequential"])
def test_ordered_palettes_run_one_way_in_grey(name: str, mode: Mode) -> None:
    levels = [luminance(colour) for colour in palette(name, mode)]
    assert levels == sorted(levels, reverse=mode == "light")


def test_every_colour_is_written_alike() -> None:
    pairs = [*TOKENS.values(), *(p for ps in PALETTES.values() for p in ps)]
    for colour in (c for pair in pairs for c in pair):
        assert len(colour) == 7
        assert colour == f"#{int(colour[1:], 16):06X}"


STREAMLIT = {
    "primaryColor": "accent",
    "backgroundColor": "bg",
    "secondaryBackgroundColor": "surface",
    "textColor": "ink",
    "linkColor": "link",
    "borderColor": "edge",
    "dataframeBorderColor": "line",
    "dataframeHeaderBackgroundColor": "surface",
    "dataframeHeaderTextColor": "ink",
}


@pytest.mark.parametrize("mode", MODES)
def test_streamlits_theme_has_the_same_colours(mode: Mode) -> None:
    text = Path(".streamlit/config.toml").read_text(encoding="utf-8")
    theme: dict[str, Any] = tomllib.loads(text)["theme"][mode]
    assert theme.pop("chartCategoricalColors") == list(palette("series", mode))
    assert theme == {key: token(name, mode) for key, name in STREAMLIT.items()}


def test_streamlit_knows_every_option() -> None:
    from streamlit import config

    text = Path(".streamlit/config.toml").read_text(encoding="utf-8")
    options = {
        f"{section}.{key}"
        for section, table in tomllib.loads(text).items()
        for key in table
        if section != "theme" or not isinstance(table[key], dict)
    }
    assert "runner.postScriptGC" in options
    known = set(config.get_config_options())
    assert options <= known
