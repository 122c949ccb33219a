"""One panel of a trend: its lines, its axis, the names at its lines' ends."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from html import escape
from typing import Any, Final

from cdp_metrics.charts.scale import axis, brief, spread, time_ticks, wrap
from cdp_metrics.charts.series import Series
from cdp_metrics.charts.sheet import LINE, Kind, Sheet
from cdp_metrics.charts.theme import Size, number, palette
from cdp_metrics.periods import add_months, last_day

__all__ = ["Panel"]

DASHES: Final = ("solid", "dash", "dot", "dashdot")


class Panel:
    """One plot on a sheet.

    Parameters
    ----------
    kind
        Rolling totals, whose axis may be cut, or single months from nought.
    series
        Its lines, in the order of the palette.
    target
        A path to draw dashed, if any.
    named
        Whether several lines carry names; the panel below may leave them to
        the one above, which has the same colours and strokes.
    """

    def __init__(
        self,
        kind: Kind,
        series: Sequence[Series],
        target: Series | None = None,
        *,
        named: bool = True,
    ) -> None:
        self.kind, self.series, self.target = kind, tuple(series), target
        self.named = named
        self.lines = (*self.series, *((target,) if target else ()))
        self.known = {one: one.known() for one in self.lines}
        self.held = {month for one in self.series for month in self.known[one]}
        values = [v for known in self.known.values() for v in known.values()]
        decimals = max((one.decimals for one in self.lines), default=0)
        self.axis = axis(values, decimals, truncate=kind == "rolling")
        suffix = "" if kind == "rolling" else "2"
        self.x, self.y = f"x{suffix}", f"y{suffix}"

    def heading(self, size: Size) -> list[str]:
        """Return what the panel counts, and where a cut axis starts."""
        unit = self.series[0].unit if self.series else ""
        start = self.axis.starts_at if self.held else ""
        start = f"(axis starts at {start})" if start else ""
        if size == "s" and len(unit) + len(start) > 42:
            return [f"<b>{escape(unit)}</b>", *([start] if start else [])]
        return [f"<b>{escape(unit)}</b> {start}".rstrip()]

    def heading_note(self, sheet: Sheet) -> dict[str, Any]:
        """Return the heading as an annotation above the plot."""
        return {
            "text": "<br>".join(self.heading(sheet.size)),
            "align": "left",
            "x": 0,
            "y": sheet.domain(self.kind)[1],
            "xref": "paper",
            "yref": "paper",
            "xanchor": "left",
            "yanchor": "bottom",
            "xshift": -sheet.left,
            "yshift": round(0.3 * sheet.px),
        }

    def end_words(self, series: Series, last: date, size: Size) -> list[str]:
        """Return the lines of the label at a line's end; none without a value.

        Parameters
        ----------
        series
            One of the panel's lines.
        last
            Last month of the time axis; an earlier end is named.
        size
            "s" makes the lines short.
        """
        known = self.known[series]
        if not known:
            return []
        end = max(known)
        value = f"<b>{number(known[end], series.decimals)}</b>"
        narrow = size == "s"
        if series is self.target:
            return wrap(series.name, 9 if narrow else 18)
        if len(self.series) > 1:
            value += "" if end == last else f" ({brief(end)})"
            if not self.named:
                return [value]
            if not narrow and len(series.name) < 16:
                return [f"{escape(series.name)} {value}"]
            return [*wrap(series.name, 11 if narrow else 20), value]
        if self.kind == "monthly":
            return [value, brief(end)] if narrow else [f"{value} {brief(end)}"]
        year = ["year to", brief(end)] if narrow else [f"year to {brief(end)}"]
        return [value, *year]

    def all_words(self, last: date, size: Size) -> list[str]:
        """Return every line of every label at the lines' ends."""
        return [w for one in self.lines for w in self.end_words(one, last, size)]

    def end_labels(self, sheet: Sheet) -> list[dict[str, Any]]:
        """Return the labels at the lines' ends, moved apart, tied to their lines."""
        px, room = sheet.px, sheet.tall(self.kind)
        scale = room / (self.axis.high - self.axis.low)
        named = [
            (one, known, words)
            for one, known in self.known.items()
            if (words := self.end_words(one, sheet.months[-1], sheet.size))
        ]
        wanted = [(k[max(k)] - self.axis.low) * scale for _, k, _ in named]
        heights = [len(words) * LINE * px for *_, words in named]
        labels = []
        middles = spread(wanted, heights, room)
        for (one, known, words), want, middle in zip(
            named, wanted, middles, strict=True
        ):
            label: dict[str, Any] = {
                "text": "<br>".join(words),
                "align": "left",
                "x": 1,
                "y": known[max(known)],
                "xref": "paper",
                "yref": self.y,
                "xanchor": "left",
                "font": {"color": self._ink(sheet, one)},
            }
            if len(named) > 1:
                # The text stays ink, for contrast; the stroke carries the colour.
                label |= {
                    "showarrow": True,
                    "arrowhead": 0,
                    "arrowcolor": self._colour(sheet, one),
                    "arrowwidth": 2,
                    "borderpad": 3,
                    "standoff": 5,
                    "ax": round(1.3 * px),
                    "ay": round(want - middle),
                }
            else:
                label |= {"xshift": round(0.7 * px), "yshift": round(middle - want)}
            labels.append(label)
        return labels

    def _colour(self, sheet: Sheet, series: Series) -> str:
        if series is self.target:
            return sheet.ink("target")
        return palette("series", sheet.mode)[self.series.index(series)]

    def _ink(self, sheet: Sheet, series: Series) -> str:
        if series is self.target:
            return sheet.ink("target")
        return sheet.ink("accent" if len(self.series) == 1 else "ink")

    def axes(self, sheet: Sheet) -> dict[str, Any]:
        """Return the panel's two axes."""
        first, last = sheet.months[0], sheet.months[-1]
        places, words = time_ticks(first, last, {"s": 5, "m": 12}.get(sheet.size, 8))
        scale = self.axis
        return {
            self.x.replace("x", "xaxis"): {
                "anchor": self.y,
                "hoverformat": "%B %Y",
                "range": [first.isoformat(), add_months(last, 1).isoformat()],
                "ticktext": words,
                "tickvals": places,
                "type": "date",
            },
            self.y.replace("y", "yaxis"): {
                "anchor": self.x,
                "domain": sheet.domain(self.kind),
                "range": [scale.low, scale.high],
                "ticktext": scale.labels if self.held else (),
                "tickvals": scale.ticks if self.held else (),
            },
        }

    def trace(self, sheet: Sheet, series: Series) -> dict[str, Any]:
        """Return one line; a month without a value is a break in it."""
        known = self.known[series]
        months = [m for m in sheet.months if known and min(known) <= m <= max(known)]
        bold = 1.0 if sheet.screen else 1.7
        rolling, is_target = self.kind == "rolling", series is self.target
        every = not rolling and len(self.series) == 1
        dash = "dash" if is_target else DASHES[self.series.index(series)]
        width = 2.5 if is_target else 3.5 if rolling else 2.0
        # A value between two gaps has no line to show it, so it gets a point.
        alone = [
            add_months(m, -1) not in known and add_months(m, 1) not in known
            for m in months
        ]
        marks: list[float] = [
            (9 if rolling else 5) * bold if a or m == months[-1] else 0
            for a, m in zip(alone, months, strict=True)
        ]
        name = escape(series.name)
        return {
            "type": "scatter",
            "mode": "lines" if is_target else "lines+markers",
            "name": name,
            "x": [self._day(month).isoformat() for month in months],
            "y": [known.get(month) for month in months],
            "xaxis": self.x,
            "yaxis": self.y,
            "connectgaps": False,
            "cliponaxis": False,
            "line": {
                "color": self._colour(sheet, series),
                "dash": dash,
                "width": width * bold,
            },
            "marker": {
                "line": {"width": 0},
                "opacity": 1,
                "size": 5 * bold if every else marks,
            },
            "hovertemplate": f"{name}: %{{y:,.{series.decimals}f}}<extra></extra>",
        }

    def _day(self, month: date) -> date:
        """Return where a value stands: a year at its end, a month in its middle."""
        return last_day(month) if self.kind == "rolling" else month + timedelta(14)
