"""Colours as readers with a colour-vision deficiency, or a grey copy, see them."""

from __future__ import annotations

import itertools
import math
from typing import Final

import numpy as np
import pytest

from cdp_metrics.charts.theme import Mode, palette, token
from cdp_metrics.ui.markup import STANDS, Stand, tag

MODES: tuple[Mode, ...] = ("light", "dark")
# Machado, Oliveira and Fernandes (2009), "A physiologically-based model for simulation
# of color vision deficiency", IEEE TVCG 15(6): the matrices of severity 1.0, which act
# on linear RGB.
MATRICES: Final = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
    "none": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
}
# Fills of the status tags, the most urgent first; one not rated is the page itself.
FILLS: Final[dict[Stand, str]] = {
    "red": "red-bg",
    "amber": "amber-bg",
    "green": "green-bg",
    "grey": "bg",
}
# CIE76: a difference of 2.3 is just noticed (Mahy and others 1994); five times that is
# told apart at a glance, in fills that do not touch.
APART: Final = 11.5
# L*: our choice; a grey copy loses a good part of a smaller step
STEP: Final = 10.0


def linear(colour: str) -> np.ndarray:
    """Return linear RGB, 0 to 1 (IEC 61966-2-1)."""
    parts = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def lab(colour: str, sight: str = "none") -> np.ndarray:
    """Return CIE L*a*b* (D65) of a colour as seen."""
    seen = np.clip(np.array(MATRICES[sight]) @ linear(colour), 0, 1)
    to_xyz = np.array(
        [
            [0.4124564, 0.3575761, 0.1804375],
            [0.2126729, 0.7151522, 0.0721750],
            [0.0193339, 0.1191920, 0.9503041],
        ]
    )
    ratio = to_xyz @ seen / np.array([0.95047, 1.0, 1.08883])
    f = np.where(ratio > (6 / 29) ** 3, np.cbrt(ratio), ratio * 841 / 108 + 4 / 29)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def lightness(colour: str) -> float:
    return float(lab(colour)[0])


def apart(one: str, other: str, sight: str) -> float:
    return math.dist(lab(one, sight), lab(other, sight))


def test_the_formulas_give_published_values() -> None:
    # White is L* 100, mid grey #777777 L* 50.03 (Lindbloom's calculator).
    assert lab("#FFFFFF") == pytest.approx([100, 0, 0], abs=0.02)
    assert lightness("#777777") == pytest.approx(50.03, abs=0.02)
    # Greys stay grey: each row of a matrix sums to one.
    for rows in MATRICES.values():
        assert [sum(row) for row in rows] == pytest.approx([1, 1, 1], abs=1e-5)


def test_the_check_finds_red_and_green_that_look_alike() -> None:
    pair = ("#A8513A", "#6B7A2A")
    assert apart(*pair, "none") > 4 * APART
    assert apart(*pair, "deuteranopia") < APART


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("sight", list(MATRICES))
def test_every_status_differs_from_every_other(sight: str, mode: Mode) -> None:
    fills = {stand: token(name, mode) for stand, name in FILLS.items()}
    close = [
        pair
        for pair in itertools.combinations(("red", "amber", "green"), 2)
        if apart(fills[pair[0]], fills[pair[1]], sight) < APART
    ]
    assert close == []


@pytest.mark.parametrize("mode", MODES)
def test_status_keeps_its_order_in_grey(mode: Mode) -> None:
    levels = [lightness(token(FILLS[s], mode)) for s in ("red", "amber", "green")]
    steps = np.diff(levels) if mode == "light" else -np.diff(levels)
    # The further from the page, the more it needs attention.
    assert min(steps) >= STEP


def test_every_status_has_a_shape_and_a_word_of_its_own() -> None:
    assert set(STANDS) == set(FILLS)
    words, shapes = zip(*STANDS.values(), strict=True)
    assert len(set(words)) == len(set(shapes)) == len(STANDS)
    for stand, (word, shape) in STANDS.items():
        assert word in tag(stand) and shape in tag(stand)
        # A tag with words of its own keeps its shape.
        assert "1 overdue" in tag(stand, "1 overdue") and shape in tag(stand, "1")


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("sight", list(MATRICES))
@pytest.mark.parametrize("name", ["series", "map", "sequential", "diverging"])
def test_every_class_of_a_palette_differs(name: str, sight: str, mode: Mode) -> None:
    pairs = itertools.combinations(palette(name, mode), 2)
    assert [pair for pair in pairs if apart(*pair, sight) < APART] == []


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("name", ["map", "sequential"])
def test_steps_of_a_map_are_seen_in_grey(name: str, mode: Mode) -> None:
    levels = [lightness(colour) for colour in palette(name, mode)]
    assert min(abs(np.diff(levels))) >= STEP
