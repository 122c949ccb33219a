"""The sheet that both panels of a trend share: room for plots and for words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from html import unescape
from itertools import chain
from typing import Any, Final, Literal

from cdp_metrics.charts.theme import SIZES, Mode, Size, token

__all__ = ["LINE", "NOTE", "Kind", "Sheet", "letters"]

Kind = Literal["rolling", "monthly"]

LETTER: Final = 0.55  # width of an average letter, in text sizes
LINE: Final = 1.3  # height of a line of text, in text sizes
NOTE: Final = 0.9  # size of notes, in text sizes
BETWEEN: Final = 4.4  # ticks of the upper and heading of the lower panel
BOTTOM: Final = 2.2  # ticks of the lower panel
UPPER: Final = 14.5  # upper plot, at least
LOWER: Final = 9.5  # lower plot

# Width in px that a chart can count on; words that need more go elsewhere.
WIDTH: Final[dict[Size, int]] = {
    "s": 350,
    "m": 1010,
    "present": 1200,
    "present_large": 1700,
}


def letters(line: str) -> int:
    """Return how many letters of a line are seen, tags and entities resolved."""
    return len(unescape(line.replace("<b>", "").replace("</b>", "")))


@dataclass(frozen=True)
class Sheet:
    """Measures in px unless said otherwise.

    Parameters
    ----------
    months
        Every month on the time axis.
    left, right
        Margins for tick labels and for the labels at the lines' ends.
    upper
        Height of the upper plot, in text sizes.
    mode, size
        The theme on screen and the size of text.
    """

    months: tuple[date, ...]
    left: int
    right: int
    upper: float
    mode: Mode
    size: Size

    @classmethod
    def measured(
        cls,
        months: Iterable[date],
        ticks: Iterable[str],
        ends: tuple[Sequence[str], Sequence[str]],
        mode: Mode,
        size: Size,
    ) -> Sheet:
        """Return the sheet with room for the words of its two panels."""
        px = SIZES[size]
        left = max(map(len, ticks), default=0) * 0.6 * px + 8
        widest = max(map(letters, chain(*ends)), default=0)
        right = widest * LETTER * px + 1.8 * px
        upper = max(UPPER, len(ends[0]) * LINE + 1)
        return cls(tuple(months), round(left), round(right), upper, mode, size)

    @property
    def px(self) -> int:
        """Return the text size."""
        return SIZES[self.size]

    @property
    def screen(self) -> bool:
        """Return whether this is a page, and not a slide that fills the screen."""
        return self.size in ("s", "m")

    def ink(self, name: str) -> str:
        """Return the colour of a role in the sheet's theme."""
        return token(name, self.mode)

    def tall(self, kind: Kind) -> float:
        """Return the height of a panel's plot."""
        return (LOWER if kind == "monthly" else self.upper) * self.px

    def fits(self, share: float) -> int:
        """Return how many letters of a note fit in a share of the plot's width."""
        room = share * (WIDTH[self.size] - self.left - self.right)
        return int(room / (NOTE * self.px * LETTER))

    def domain(self, kind: Kind) -> list[float]:
        """Return where a panel lies, as shares of the height between margins."""
        whole = self.upper + BETWEEN + LOWER
        cut = LOWER / whole
        if kind == "monthly":
            return [0, round(cut, 4)]
        return [round(cut + BETWEEN / whole, 4), 1]

    def layout(self, notes: int, headings: int) -> dict[str, Any]:
        """Return margins and height, with room for notes and heading lines."""
        top = (0.8 + headings * LINE) * self.px
        bottom = (BOTTOM + (0.5 + notes * NOTE * LINE if notes else 0)) * self.px
        margin = {"l": self.left, "r": self.right, "t": round(top), "b": round(bottom)}
        layout: dict[str, Any] = {"margin": margin}
        if self.screen:
            plots = (self.upper + BETWEEN + LOWER) * self.px
            layout["height"] = round(top + plots + bottom)
        return layout

    def note_width(self) -> int:
        """Return how many letters a line under the chart holds."""
        return int((WIDTH[self.size] - 8) / (NOTE * self.px * LETTER))

    def note(self, lines: list[str]) -> dict[str, Any]:
        """Return the words under the chart as an annotation."""
        return {
            "text": "<br>".join(lines),
            "font": {"size": round(NOTE * self.px), "color": self.ink("ink2")},
            "align": "left",
            "x": 0,
            "y": 0,
            "xref": "paper",
            "yref": "paper",
            "xanchor": "left",
            "yanchor": "top",
            "xshift": -self.left,
            "yshift": -round((BOTTOM + 0.3) * self.px),
        }
