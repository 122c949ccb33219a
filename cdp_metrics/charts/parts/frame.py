"""The room a chart has: margins, text sizes, and the words around its plots."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape, unescape
from typing import Any, Final

from cdp_metrics.charts.parts.scale import wrap
from cdp_metrics.charts.theme import SIZES, Mode, Size, token

__all__ = ["BOTTOM", "LETTER", "LINE", "NOTE", "WIDTH", "Frame", "breadth", "letters"]

LETTER: Final = 0.55  # width of an average letter, in text sizes
LINE: Final = 1.3  # height of a line of text, in text sizes
NOTE: Final = 0.9  # size of notes, in text sizes
BOTTOM: Final = 2.2  # ticks below the lowest plot, in text sizes

SLIDE: Final = 9.0  # height that a slide leaves a plot at the least, in text sizes

# Width in px that a chart can count on; words that need more go elsewhere.
WIDTH: Final[dict[Size, int]] = {
    "s": 350,
    "m": 1010,
    "present": 1200,
    "present_large": 1700,
}


def letters(line: str) -> int:
    """Return how many letters of a line are seen, tags and entities resolved."""
    return len(_seen(line))


def breadth(line: str) -> float:
    """Return the room that a line needs at the most, bold or not, in text sizes."""
    return sum(map(_wide, _seen(line)))


def _seen(line: str) -> str:
    for tag in ("<b>", "</b>", "<i>", "</i>"):
        line = line.replace(tag, "")
    return unescape(line)


def _wide(letter: str) -> float:
    """Return the width of the widest letter of its class in Public Sans Bold."""
    for kind, width in (("%mwMW", 0.97), (" .,:;'()[]ijlrtfI", 0.42)):
        if letter in kind:
            return width
    return 0.77 if letter.isupper() else 0.68


@dataclass(frozen=True, kw_only=True)
class Frame:
    """Measures in px unless said otherwise.

    Parameters
    ----------
    left, right
        Margins for the words on either side of the plots.
    mode, size
        The theme on screen and the size of text.
    """

    left: int
    right: int
    mode: Mode
    size: Size

    @staticmethod
    def margins(
        ticks: Iterable[str], words: Iterable[str], size: Size
    ) -> tuple[int, int]:
        """Return the room that tick labels and the words at lines' ends need."""
        px = SIZES[size]
        left = max(map(len, ticks), default=0) * 0.6 * px + 8
        right = max(map(letters, words), default=0) * LETTER * px + 1.8 * px
        return round(left), round(right)

    @property
    def px(self) -> int:
        """Return the text size."""
        return SIZES[self.size]

    @property
    def small(self) -> int:
        """Return the text size of notes."""
        return round(NOTE * self.px)

    @property
    def screen(self) -> bool:
        """Return whether this is a page, and not a slide that fills the screen."""
        return self.size in ("s", "m")

    def plot_tall(self, page: float) -> float:
        """Return the height that a plot can count on, in text sizes.

        Parameters
        ----------
        page
            Its height on a page; a slide gives it what the screen has left.
        """
        return page if self.screen else min(page, SLIDE)

    @property
    def bold(self) -> float:
        """Return how much heavier strokes are than on a page."""
        return 1.0 if self.screen else 1.7

    @property
    def wide(self) -> int:
        """Return the width that the plots can count on."""
        return WIDTH[self.size] - self.left - self.right

    def ink(self, name: str) -> str:
        """Return the colour of a role in the frame's theme."""
        return token(name, self.mode)

    def fits(self, share: float) -> int:
        """Return how many letters of a note fit in a share of the plots' width."""
        return int(share * self.wide / (NOTE * self.px * LETTER))

    def note_width(self) -> int:
        """Return how many letters a line under the chart holds."""
        return int((WIDTH[self.size] - 8) / (NOTE * self.px * LETTER))

    def heading(self, unit: str, start: str = "") -> list[str]:
        """Return what a plot counts, and where a cut axis starts.

        Parameters
        ----------
        unit
            What the axis counts.
        start
            Where it starts, in words; empty where that is nought.
        """
        start = f"(axis starts at {start})" if start else ""
        if self.size != "s":
            return [f"<b>{escape(unit)}</b> {start}".rstrip()]
        most = int(WIDTH["s"] / (self.px * LETTER))
        lines = [f"<b>{line}</b>" for line in wrap(unit, most - 4)]
        if start and letters(lines[-1]) + len(start) < most - 3:
            return [*lines[:-1], f"{lines[-1]} {start}"]
        return [*lines, *([start] if start else [])]

    def above(self, lines: Sequence[str], top: float = 1.0) -> dict[str, Any]:
        """Return a heading as an annotation above a plot that ends at `top`."""
        return {
            "text": "<br>".join(lines),
            "align": "left",
            "x": 0,
            "y": top,
            "xref": "paper",
            "yref": "paper",
            "xanchor": "left",
            "yanchor": "bottom",
            "xshift": -self.left,
            "yshift": round(0.3 * self.px),
        }

    def note(self, lines: Sequence[str], down: float = BOTTOM) -> dict[str, Any]:
        """Return the words under the chart, `down` text sizes below the plots."""
        return {
            "text": "<br>".join(lines),
            "font": {"size": self.small, "color": self.ink("ink2")},
            "align": "left",
            "x": 0,
            "y": 0,
            "xref": "paper",
            "yref": "paper",
            "xanchor": "left",
            "yanchor": "top",
            "xshift": -self.left,
            "yshift": -round((down + 0.3) * self.px),
        }

    def room(self, plots: float, top: float, bottom: float) -> dict[str, Any]:
        """Return margins and, on a page, the height of the chart.

        Parameters
        ----------
        plots, top, bottom
            Height of the plots and of the words above and below, in text sizes.
        """
        px = self.px
        layout: dict[str, Any] = {
            "margin": {
                "l": self.left,
                "r": self.right,
                "t": round(top * px),
                "b": round(bottom * px),
            }
        }
        if self.screen:
            layout["height"] = round((top + plots + bottom) * px)
        return layout
