"""A band of printed figures behind a chart: between which two the papers put it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from cdp_metrics.charts.parts.scale import wrap
from cdp_metrics.charts.theme import SIZES, Mode, Size, token

__all__ = ["Reference", "with_reference"]


@dataclass(frozen=True)
class Reference:
    """Where a paper puts a figure.

    Parameters
    ----------
    low, high
        Between which values; equal for a single one.
    words
        What it is: "Printed: 85% to 94%".
    """

    low: float
    high: float
    words: str


def with_reference(
    draw: Callable[..., dict[str, Any]],
    reference: Reference | None,
    axis: Literal["x", "y"] = "y",
    *,
    mode: Mode = "light",
    size: Size = "m",
) -> dict[str, Any]:
    """Draw a figure with a band, or a dashed line, behind it.

    Parameters
    ----------
    draw
        What draws the figure; called with mode and size.
    reference
        The band; None draws the figure alone.
    axis
        The axis that counts the figures; only on "y" is there room for the words.
    mode
        The theme on screen.
    size
        Text size.
    """
    figure = draw(mode=mode, size=size)
    if reference is None:
        return figure
    other = "y" if axis == "x" else "x"
    layout = figure["layout"]
    ink = token("target", mode)
    band = {
        "type": "rect",
        "layer": "below",
        f"{axis}0": reference.low,
        f"{axis}1": reference.high,
        f"{other}0": 0,
        f"{other}1": 1,
        f"{other}ref": "paper",
        "fillcolor": token("band", mode),
        "line": {"color": ink, "dash": "dash", "width": 1.5},
    }
    texts = list(layout.get("annotations", []))
    if axis == "y":  # a row's words leave no room for it on the other
        texts.append(
            {
                "text": "<br>".join(wrap(reference.words, 20 if size == "s" else 60)),
                "align": "left",
                "font": {
                    "size": round(0.9 * SIZES[size]),
                    "color": token("ink2", mode),
                },
                "bgcolor": token("bg", mode),
                "x": 0,
                "xref": "paper",
                "y": reference.low,
                "xanchor": "left",
                "yanchor": "top",
                "xshift": 8,
                "yshift": -3,
            }
        )
    return figure | {
        "layout": layout
        | {
            "shapes": [band, *layout.get("shapes", [])],
            "annotations": texts,
        }
    }
