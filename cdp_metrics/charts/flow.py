"""Flows between three columns: who sends what, and what follows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Final

from cdp_metrics.charts.parts.foot import foot
from cdp_metrics.charts.parts.frame import LINE, Frame
from cdp_metrics.charts.parts.scale import spoken, wrap
from cdp_metrics.charts.theme import Mode, Size, number, template, tint

__all__ = ["FlowPicture", "Link", "flow_alt", "flow_figure"]

TALL: Final = {"s": 42.0, "m": 30.0}  # of the plot, in text sizes
LETTERS: Final = {"s": 13, "m": 30}  # of a name on one line
SHADE: Final = {"light": 0.28, "dark": 0.42}
PAD: Final = 1.1  # between two nodes of a column, in text sizes
NEAR: Final = 0.001  # Plotly takes a place of nought for none
SPOKEN: Final = 6
"""How many flows of each half are named in words; the table has them all."""


@dataclass(frozen=True)
class Link:
    """One flow, from the column at `step` to the next."""

    source: str
    target: str
    value: float
    step: int


@dataclass(frozen=True)
class FlowPicture:
    """What flows are drawn from.

    Parameters
    ----------
    links
        Flows that may be shown; those that may not are left out, not drawn small.
    heads
        What the three columns are.
    unit
        What is counted: "cases".
    notes
        Sentences to stand under the chart: what is not drawn.
    """

    links: Sequence[Link]
    heads: tuple[str, str, str]
    unit: str
    notes: Sequence[str] = ()

    @property
    def nodes(self) -> list[tuple[int, str]]:
        """Return the column and name of every node, in the order of the links."""
        ends = [(each.step, each.source) for each in self.links]
        ends += [(each.step + 1, each.target) for each in self.links]
        return list(dict.fromkeys(ends))


def flow_figure(
    picture: FlowPicture, *, mode: Mode = "light", size: Size = "m"
) -> dict[str, Any]:
    """Draw the flows, as wide as they are many.

    Parameters
    ----------
    picture
        What to draw.
    mode
        The theme on screen.
    size
        Text size; "s" breaks names over several lines.

    Returns
    -------
    dict
        A Plotly figure as plain data, in one colour: no flow is better than another.

    Raises
    ------
    ValueError
        If there is nothing to draw.
    """
    if not picture.links:
        raise ValueError("A picture of flows needs at least one.")
    kind = "s" if size == "s" else "m"
    frame = Frame(left=4, right=4, mode=mode, size=size)
    nodes = picture.nodes
    under = foot(frame, (), picture.notes, down=0.4)
    lines = [wrap(head, LETTERS[kind]) for head in picture.heads]
    top = max(map(len, lines)) * LINE + 0.6
    accent = frame.ink("accent")
    flows = {
        "type": "sankey",
        "arrangement": "fixed",
        "domain": {"x": [0, 1], "y": [0, 1]},
        "textfont": {
            "color": frame.ink("ink"),
            "size": round(frame.px * (0.8 if kind == "s" else 0.95)),
            "shadow": "none",
        },
        "node": {
            "color": accent,
            "label": ["<br>".join(wrap(name, LETTERS[kind])) for _, name in nodes],
            **_places(picture, round(frame.px * PAD) / (TALL[kind] * frame.px)),
            "line": {"width": 0},
            "pad": round(frame.px * PAD),
            "thickness": round(frame.px * 0.6),
            "hoverinfo": "skip",
        },
        "link": {
            "source": [nodes.index((each.step, each.source)) for each in picture.links],
            "target": [
                nodes.index((each.step + 1, each.target)) for each in picture.links
            ],
            "value": [each.value for each in picture.links],
            "color": tint(accent, SHADE[mode]),
            "customdata": [
                f"{escape(each.source)} to {escape(each.target)}: "
                f"<b>{number(each.value, 0)} {picture.unit}</b>"
                for each in picture.links
            ],
            "hovertemplate": "%{customdata}<extra></extra>",
        },
    }
    return {
        "data": [flows],
        "layout": {
            "template": template(mode, size),
            **frame.room(TALL[kind], top, under.tall),
            "annotations": [
                *(
                    _head(frame, words, at)
                    for at, words in zip((0.0, 0.5, 1.0), lines, strict=True)
                ),
                *under.texts,
            ],
            "shapes": under.shapes,
        },
    }


def _places(picture: FlowPicture, pad: float) -> dict[str, list[float]]:
    """Return where each node stands, as shares of the plot.

    Left to itself, Plotly puts a node that nothing drawn flows into in the first
    column, under a heading that is not its own.

    Parameters
    ----------
    picture
        What is drawn.
    pad
        Room between two nodes of a column, as a share of the plot's height.
    """
    size = {
        (at, name): max(
            sum(x.value for x in picture.links if (x.step, x.source) == (at, name)),
            sum(x.value for x in picture.links if (x.step + 1, x.target) == (at, name)),
        )
        for at, name in picture.nodes
    }
    columns = [[node for node in size if node[0] == at] for at in range(3)]
    scale = min(
        (1 - pad * (len(column) - 1)) / sum(size[node] for node in column)
        for column in columns
        if column
    )
    middle = {}
    for column in columns:
        top = 0.0
        for node in column:
            middle[node] = top + scale * size[node] / 2
            top += scale * size[node] + pad
    return {
        "x": [min(max(at / 2, NEAR), 1 - NEAR) for at, _ in size],
        "y": [max(middle[node], NEAR) for node in size],
    }


def _head(frame: Frame, words: Sequence[str], at: float) -> dict[str, Any]:
    """Return the heading of a column."""
    side = "left" if at == 0 else "right" if at == 1 else "center"
    return {
        "text": "<br>".join(f"<b>{line}</b>" for line in words),
        "align": side,
        "font": {"size": frame.small, "color": frame.ink("ink2")},
        "x": at,
        "y": 1,
        "xref": "paper",
        "yref": "paper",
        "xanchor": side,
        "yanchor": "bottom",
        "yshift": round(0.3 * frame.px),
    }


def flow_alt(picture: FlowPicture, what: str, *, demo: bool = False) -> str:
    """Say in words what the flows show: the largest of each half.

    Parameters
    ----------
    picture
        As drawn.
    what
        What flows, and where.
    demo
        Whether the figures are invented; the text then says so first.
    """
    parts = [f"Flow chart of {what}: {', then '.join(picture.heads)}."]
    for step in (0, 1):
        links = [each for each in picture.links if each.step == step]
        most = sorted(links, key=lambda each: -each.value)[:SPOKEN]
        said = "; ".join(
            f"{each.source} to {each.target} {number(each.value, 0)}" for each in most
        )
        if said:
            rest = " (the largest)" if len(links) > SPOKEN else ""
            head = f"{picture.heads[step]} to {picture.heads[step + 1].lower()}"
            parts.append(f"{head}{rest}: {said}.")
    return spoken([*parts, *picture.notes], demo=demo)
