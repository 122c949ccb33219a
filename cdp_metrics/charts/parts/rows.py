"""Rows of a chart: a name, a place for marks, and words at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Final

from cdp_metrics.charts.parts.foot import KEY_ROW, Mark, foot, key
from cdp_metrics.charts.parts.frame import LINE, NOTE, WIDTH, Frame, breadth
from cdp_metrics.charts.parts.scale import Axis, drawn, wrap
from cdp_metrics.charts.theme import SIZES, Mode, Size, template

__all__ = ["Row", "Rows"]

WIDEST: Final = 30  # letters of a name on one line
LETTER: Final = 0.5  # width of an average letter here, in text sizes
ASIDE: Final = 0.6  # between a name and the plot, in text sizes
AFTER: Final = 0.9  # between the plot and the words at its right, in text sizes
SPARE: Final = 0.3  # beyond the words on either side, in text sizes
GAP: Final = 0.9  # between rows, in text sizes
LIFT: Final = 0.6  # of a name above its marks on a phone, in text sizes
BELOW: Final = 1.0  # room under the marks on a phone, in text sizes


@dataclass(frozen=True)
class Row:
    """The words of one row.

    Parameters
    ----------
    name
        At the left; on a phone above the marks.
    words
        At the right, such as a value with its range.
    strong, faint
        Whether it stands out in bold, or back in italics.
    absent
        Why there is no mark, written in its place; empty where there is one.
    """

    name: str
    words: str = ""
    strong: bool = False
    faint: bool = False
    absent: str = ""


@dataclass(frozen=True)
class Rows:
    """Rows from the top down, on one axis from left to right.

    Parameters
    ----------
    rows
        The words of each; the marks of the first lie at y = 0, of the next at 1.
    axis
        The value axis, from nought.
    heading
        What the axis counts.
    column
        What the words at the right are.
    marks
        The key, written above the rows.
    mode, size
        The theme on screen and the size of text.
    lead
        Letters that a value may need left of its mark, at nought too.
    """

    rows: Sequence[Row]
    axis: Axis
    heading: str
    column: str
    marks: Sequence[Mark]
    mode: Mode
    size: Size
    lead: int = 0

    @property
    def narrow(self) -> bool:
        """Return whether names stand above their marks."""
        return self.size == "s"

    @property
    def frame(self) -> Frame:
        """Return the frame with room for names and words."""
        px, left, right = SIZES[self.size], 8.0, 14.0
        if not self.narrow:
            names = [line for row in self.rows for line in self._name(row)]
            words = [breadth(row.words) for row in self.rows]
            words += [NOTE * breadth(line) for line in self._title()]
            left = (max(map(breadth, names)) + ASIDE + SPARE) * px
            right = (max(words, default=0.0) + AFTER + SPARE) * px
        return Frame(
            left=round(left), right=round(right), mode=self.mode, size=self.size
        )

    def figure(
        self,
        data: Sequence[dict[str, Any]],
        notes: Sequence[str] = (),
        texts: Sequence[dict[str, Any]] = (),
        shapes: Sequence[dict[str, Any]] = (),
    ) -> dict[str, Any]:
        """Return the figure around the marks.

        Parameters
        ----------
        data
            Traces of the marks.
        notes
            Sentences under the chart.
        texts, shapes
            More to be drawn.
        """
        frame, under = self.frame, foot(self.frame, (), notes)
        heading = frame.heading(self.heading)
        if self.narrow and self.column:
            heading += wrap(f"At the right: {self.column}", WIDTH["s"] // 8)
        entries = key(frame, self.marks, 0)[2] * KEY_ROW + 0.3
        signs, meanings, _ = key(frame, self.marks, -entries, top=1)
        title = frame.above(heading) | {"yshift": round((entries + 0.2) * frame.px)}
        most = max(len(self._name(row)) for row in self.rows)
        step = most * LINE + GAP + (LIFT + BELOW if self.narrow else 0)
        below = (BELOW if self.narrow else step / 2) / step
        count = len(self.rows)
        pad = self.lead * LETTER * frame.small / frame.wide
        pad *= self.axis.high - self.axis.low
        theme = template(self.mode, self.size)
        theme["layout"]["annotations"] = self._patterns(frame)
        return {
            "data": list(data),
            "layout": {
                "template": theme,
                "hovermode": "closest",
                "xaxis": {
                    "range": [
                        drawn(self.axis.low - pad),
                        drawn(self.axis.high + pad / 2),
                    ],
                    "showgrid": True,
                    "ticktext": self.axis.labels,
                    "tickvals": self.axis.ticks,
                },
                "yaxis": {
                    "range": [drawn(count - 1 + below), drawn(below - 1)],
                    "showgrid": False,
                    "tickvals": (),
                },
                **frame.room(
                    count * step, 0.6 + entries + len(heading) * LINE, under.tall
                ),
                "annotations": [
                    title,
                    *meanings,
                    *self._column(frame),
                    *(t for y, row in enumerate(self.rows) for t in self._row(row, y)),
                    *texts,
                    *under.texts,
                ],
                "shapes": [*shapes, *signs, *under.shapes],
            },
        }

    def _name(self, row: Row) -> list[str]:
        """Return the lines of a row's name, safe inside a chart."""
        most = WIDEST
        if self.narrow:
            room = WIDTH["s"] / (SIZES["s"] * LETTER)
            most = max(int(room) - len(row.words) - 2, 12)
        lines = wrap(" ".join(_cut(word, most) for word in row.name.split()), most)
        if row.strong:
            return [f"<b>{line}</b>" for line in lines]
        return [f"<i>{line}</i>" for line in lines] if row.faint else lines

    def _title(self) -> list[str]:
        """Return the lines of the column's heading; a bracket starts a new one."""
        return [escape(line) for line in self.column.replace(" (", "\n(").split("\n")]

    def _patterns(self, frame: Frame) -> list[dict[str, Any]]:
        """Return what all names and all words at the right share, told once."""
        both: dict[str, Any] = {
            "showarrow": False,
            "font": {"size": frame.px},
            "xref": "paper",
            "yanchor": "middle",
        }
        if self.narrow:
            # Lines from top to bottom stop at the words.
            both |= {
                "bgcolor": frame.ink("bg"),
                "yanchor": "bottom",
                "yshift": round(LIFT * frame.px),
            }
        name = {
            "name": "name",
            "align": "left" if self.narrow else "right",
            "x": 0,
            "xanchor": "left" if self.narrow else "right",
            "xshift": 0 if self.narrow else -round(ASIDE * frame.px),
        }
        words = {
            "name": "words",
            "x": 1,
            "xanchor": "right" if self.narrow else "left",
            "xshift": frame.right if self.narrow else round(AFTER * frame.px),
        }
        return [both | name, both | words]

    def _row(self, row: Row, y: int) -> list[dict[str, Any]]:
        """Return the words of a row."""
        frame = self.frame
        ink = {"font": {"color": frame.ink("ink2")}} if row.faint else {}
        text = "<br>".join(self._name(row))
        texts: list[dict[str, Any]] = [
            {"templateitemname": "name", "text": text, "y": y, **ink}
        ]
        if row.words:
            bold = f"<b>{row.words}</b>" if row.strong else row.words
            texts.append({"templateitemname": "words", "text": bold, "y": y, **ink})
        if row.absent:
            texts.append(
                {
                    "text": "<br>".join(f"<i>{x}</i>" for x in wrap(row.absent, 44)),
                    "font": {"color": frame.ink("ink2"), "size": frame.small},
                    "align": "left",
                    "x": self.axis.low,
                    "y": y,
                    "xanchor": "left",
                    "xshift": round(0.5 * frame.px),
                    "yanchor": "middle",
                }
            )
        return texts

    def _column(self, frame: Frame) -> list[dict[str, Any]]:
        """Return the heading of the words at the right; a phone has it above."""
        if self.narrow or not self.column:
            return []
        return [
            {
                "text": "<br>".join(self._title()),
                "font": {"color": frame.ink("ink2"), "size": frame.small},
                "align": "left",
                "x": 1,
                "y": 1,
                "xref": "paper",
                "yref": "paper",
                "xanchor": "left",
                "yanchor": "bottom",
                "xshift": round(AFTER * frame.px),
                "yshift": round(0.2 * frame.px),
            }
        ]


def _cut(word: str, most: int) -> str:
    """Return a word as a line holds it; the table and the hover have it whole."""
    return word if len(word) <= most else f"{word[: most - 1]}\N{HORIZONTAL ELLIPSIS}"
