"""The sheet that both panels of a trend share: room for plots and for words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any, Final, Literal

from cdp_metrics.charts.parts.frame import BOTTOM, LINE, NOTE, Frame
from cdp_metrics.charts.theme import Mode, Size

__all__ = ["Kind", "Sheet"]

Kind = Literal["rolling", "monthly"]

BETWEEN: Final = 4.4  # ticks of the upper and heading of the lower panel
UPPER: Final = 14.5  # upper plot, at least
LOWER: Final = 9.5  # lower plot


@dataclass(frozen=True, kw_only=True)
class Sheet(Frame):
    """A frame around two plots.

    Parameters
    ----------
    months
        Every month on the time axis.
    upper
        Height of the upper plot, in text sizes.
    """

    months: tuple[date, ...]
    upper: float

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
        left, right = cls.margins(ticks, chain(*ends), size)
        return cls(
            left=left,
            right=right,
            mode=mode,
            size=size,
            months=tuple(months),
            upper=max(UPPER, len(ends[0]) * LINE + 1),
        )

    def tall(self, kind: Kind) -> float:
        """Return the height of a panel's plot."""
        page = LOWER if kind == "monthly" and self.screen else self.upper
        return self.plot_tall(page) * self.px

    def domain(self, kind: Kind) -> list[float]:
        """Return where a panel lies, as shares of the height between margins.

        A slide has room for one, which then has all of it.
        """
        if not self.screen:
            return [0, 1]
        whole = self.upper + BETWEEN + LOWER
        cut = LOWER / whole
        if kind == "monthly":
            return [0, round(cut, 4)]
        return [round(cut + BETWEEN / whole, 4), 1]

    def layout(self, notes: int, headings: int) -> dict[str, Any]:
        """Return margins and height, with room for notes and heading lines."""
        return self.room(
            self.upper + BETWEEN + LOWER,
            0.8 + headings * LINE,
            BOTTOM + (0.5 + notes * NOTE * LINE if notes else 0),
        )
