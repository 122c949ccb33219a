"""Names beside the dots of a funnel plot, where there is room for them."""

from __future__ import annotations

from html import escape
from typing import Any, Final

from cdp_metrics.charts.funnel.picture import FunnelPicture
from cdp_metrics.charts.parts.frame import LETTER, LINE, NOTE, Frame
from cdp_metrics.charts.parts.scale import Axis

__all__ = ["TALL", "names_beside"]

TALL: Final = 22.0  # height of the plot, in text sizes

Box = tuple[float, float, float, float]


def names_beside(
    picture: FunnelPicture, frame: Frame, scale: Axis, most: float
) -> tuple[list[dict[str, Any]], list[str]]:
    """Return the names beside units to name, and those outside without room.

    A name goes right, left, above or below its dot, wherever it hides neither a dot
    nor another name.
    """
    px, tall = frame.px, frame.plot_tall(TALL) * frame.px
    per_y = tall / (scale.high - scale.low)
    spots = {
        place: (
            float(picture.denominators[place]) * frame.wide / most,
            (float(picture.funnel.values[place]) - scale.low) * per_y,
        )
        for place in picture.known()
    }
    taken = [(x - 6, y - 6, x + 6, y + 6) for x, y in spots.values()]
    texts, unnamed = [], []
    for place in picture.named():
        x, y = spots[place]
        wide = len(picture.names[place]) * LETTER * NOTE * px
        high, gap = LINE * NOTE * px, 0.6 * px
        for x_side, y_side in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            middle = x + x_side * (gap + wide / 2), y + y_side * (gap + high / 2)
            box = (
                middle[0] - wide / 2,
                middle[1] - high / 2,
                middle[0] + wide / 2,
                middle[1] + high / 2,
            )
            inside = box[0] >= 0 and box[1] >= 0 and box[2] <= frame.wide
            if inside and box[3] <= tall and not any(_meet(box, one) for one in taken):
                break
        else:
            if picture.outside(0.95)[place]:
                unnamed.append(picture.names[place])
            continue
        taken.append(box)
        name = escape(picture.names[place])
        texts.append(
            {
                "text": f"<b>{name}</b>" if place == picture.ours else name,
                "font": {"size": frame.small},
                "x": float(picture.denominators[place]),
                "y": float(picture.funnel.values[place]),
                "xanchor": {1: "left", 0: "center", -1: "right"}[x_side],
                "yanchor": {1: "bottom", 0: "middle", -1: "top"}[y_side],
                "xshift": round(x_side * gap),
                "yshift": round(y_side * gap),
            }
        )
    return texts, unnamed


def _meet(one: Box, other: Box) -> bool:
    """Return whether two boxes overlap."""
    return (
        one[0] < other[2]
        and other[0] < one[2]
        and one[1] < other[3]
        and other[1] < one[3]
    )
