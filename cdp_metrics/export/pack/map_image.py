"""The harm map as a picture, drawn from the store's shapes without a browser."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from typing import Any, Final

from cdp_metrics.charts.theme import palette, token

__all__ = ["map_image", "swatch"]

PIXELS: Final = 1800  # of the longer side, halved when it is drawn to smooth edges
_RING: Final = re.compile(r"M(-?\d+) (-?\d+)l([^zM]*)z")
_STEP: Final = re.compile(r"-?\d+")
Ring = list[tuple[float, float]]


def map_image(shapes: bytes, classes: str, uncertain: str, outlined: str) -> bytes:
    """Return the map of the partnership as PNG.

    Parameters
    ----------
    shapes
        The map file of the store: paths of areas and of wards, in metres.
    classes
        One character an area, in the order of the file: 0, 1 or 2, ``v`` for a
        visitor area, ``n`` for none.
    uncertain, outlined
        One character an area: ``1`` where its class is uncertain, or where it is a
        hot spot.
    """
    from PIL import Image, ImageDraw

    body: dict[str, Any] = json.loads(shapes)
    _, _, wide, tall = body["viewBox"]
    scale = 2 * PIXELS / max(wide, tall)
    size = round(wide * scale) + 8, round(tall * scale) + 8
    picture = Image.new("RGB", size, token("bg", "light"))
    draw = ImageDraw.Draw(picture)
    hatch, dots = _hatch(size), _dots(size)
    ink, paper = token("ink", "light"), token("bg", "light")
    rings = [list(_rings(path, scale)) for path in body["areas"]["path"]]
    for at, area in enumerate(rings):
        box = _box(area)
        mask = _mask(area, box)
        picture.paste(_colour(classes[at]), box, mask)
        if uncertain[at : at + 1] == "1":
            line = paper if classes[at] == "2" else ink  # seen on the darkest too
            picture.paste(line, box, _both(mask, hatch.crop(box)))
        if classes[at] == "v":
            picture.paste(ink, box, _both(mask, dots.crop(box)))
        for ring in area:
            draw.line([*ring, ring[0]], fill=paper, width=3)
    for outline in body["outlines"]:
        for ring in _rings(outline["path"], scale):
            draw.line([*ring, ring[0]], fill=ink, width=5)
    for at, area in enumerate(rings):
        if outlined[at : at + 1] == "1":
            for ring in area:
                draw.line([*ring, ring[0]], fill=paper, width=20)
                draw.line([*ring, ring[0]], fill=token("red-bg", "light"), width=10)
    half = picture.resize((size[0] // 2, size[1] // 2), Image.Resampling.LANCZOS)
    held = io.BytesIO()
    few = half.quantize(128, dither=Image.Dither.NONE)
    few.save(held, "PNG", optimize=True)
    return held.getvalue()


def swatch(colour: str, mark: str) -> bytes:
    """Return a colour of the map's key as PNG, with the mark that the map puts on it.

    Parameters
    ----------
    colour
        ``#RRGGBB``.
    mark
        ``hatch``, ``dots``, ``edge`` for a hot spot's outline, or "" for none.
    """
    from PIL import Image, ImageDraw

    size = 120, 96
    picture = Image.new("RGB", size, colour)
    if mark in ("hatch", "dots"):
        pattern = _hatch(size) if mark == "hatch" else _dots(size)
        picture.paste(token("ink", "light"), None, pattern)
    draw = ImageDraw.Draw(picture)
    draw.rectangle([0, 0, 119, 95], outline=token("edge", "light"), width=3)
    if mark == "edge":
        draw.rectangle([0, 0, 119, 95], outline=token("red-bg", "light"), width=16)
    held = io.BytesIO()
    picture.save(held, "PNG")
    return held.getvalue()


def _rings(path: str, scale: float) -> Iterator[Ring]:
    """Return the rings of a path of relative moves, in pixels."""
    for x, y, steps in _RING.findall(path):
        at = int(x), int(y)
        ring = [at]
        moves = [int(each) for each in _STEP.findall(steps)]
        for dx, dy in zip(moves[::2], moves[1::2], strict=True):
            at = at[0] + dx, at[1] + dy
            ring.append(at)
        yield [(px * scale + 4, py * scale + 4) for px, py in ring]


def _box(rings: list[Ring]) -> tuple[int, int, int, int]:
    """Return the pixels that hold an area: left, top, right and bottom."""
    across = [x for ring in rings for x, _ in ring]
    down = [y for ring in rings for _, y in ring]
    return int(min(across)), int(min(down)), int(max(across)) + 2, int(max(down)) + 2


def _mask(rings: list[Ring], box: tuple[int, int, int, int]) -> Any:
    """Return where an area is: inside an odd number of its rings."""
    from PIL import Image, ImageChops, ImageDraw

    left, top, right, bottom = box
    size = right - left, bottom - top
    found = Image.new("1", size)
    for ring in rings:
        one = Image.new("1", size)
        ImageDraw.Draw(one).polygon([(x - left, y - top) for x, y in ring], fill=1)
        found = ImageChops.logical_xor(found, one)
    return found


def _both(one: Any, other: Any) -> Any:
    from PIL import ImageChops

    return ImageChops.logical_and(one, other)


def _hatch(size: tuple[int, int]) -> Any:
    from PIL import Image, ImageDraw

    found = Image.new("1", size)
    draw = ImageDraw.Draw(found)
    for start in range(-size[1], size[0], 26):
        draw.line([(start, size[1]), (start + size[1], 0)], fill=1, width=6)
    return found


def _dots(size: tuple[int, int]) -> Any:
    from PIL import Image, ImageDraw

    found = Image.new("1", size)
    draw = ImageDraw.Draw(found)
    for y in range(0, size[1], 28):
        for x in range(0, size[0], 28):
            draw.ellipse([x, y, x + 8, y + 8], fill=1)
    return found


def _colour(name: str) -> str:
    if name.isdigit():
        return palette("map", "light")[int(name)]
    return token("surface", "light")
