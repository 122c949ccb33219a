from __future__ import annotations

import plotly.graph_objects as go
import pytest

from cdp_metrics.charts.theme import (
    PALETTES,
    SIZES,
    TOKENS,
    Mode,
    Size,
    css_tokens,
    number,
    palette,
    template,
    tint,
    token,
)


def test_css_holds_every_colour_of_both_themes() -> None:
    css = css_tokens()
    assert css.startswith(":root{--bg:light-dark(#FFFFFF,#0F1822);")
    assert css.count("light-dark(") == len(TOKENS) + sum(map(len, PALETTES.values()))
    assert "--map2:light-dark(#0F3F70,#D3E8FA);" in css


def test_colours_by_theme() -> None:
    assert token("ink", "light") == "#17212E"
    assert token("ink", "dark") == "#EAF0F6"
    assert palette("series", "dark")[0] == "#9DBDEF"


def test_a_tint_keeps_its_colour() -> None:
    assert tint("#033C6B", 0.2) == "rgba(3,60,107,0.2)"


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("size", list(SIZES))
def test_plotly_accepts_the_template(mode: Mode, size: Size) -> None:
    layout = go.Figure(layout={"template": template(mode, size)}).layout
    assert layout.template.layout.font.size == SIZES[size]
    assert layout.template.layout.font.color == token("ink", mode)
    assert layout.template.layout.yaxis.fixedrange is True


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (33486, 0, "33,486"),
        (0.25, 1, "0.3"),
        (-1.5, 1, "−1.5"),
        (-0.01, 1, "0.0"),
        (40, 1, "40.0"),
    ],
)
def test_numbers_on_charts(value: float, decimals: int, text: str) -> None:
    assert number(value, decimals) == text
