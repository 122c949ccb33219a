"""The ground plan of the invented city: small areas that look as if they grew.

A fine Voronoi mosaic is drawn first. Along the city limits, the river, the
railway and the ring road its points stand in mirrored pairs, so cell edges follow
those lines. Cells are then grouped into small areas, dense in the centre.
The city lies in the North Sea, where no real place can be mistaken for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from cdp_metrics.sources.demo.clusters import Floats, Ints, clusters, contiguous

__all__ = ["CITY", "CITY_AREAS", "COUNTY_AREAS", "Ground", "draw"]

CITY = 0
CITY_AREAS = 185
"""Small areas in the city before any of them is merged or split."""
COUNTY_AREAS = (21, 20, 20)

_ORIGIN = (1.05, 54.25)
_METRES_PER_DEGREE = 111_320.0
_TOWNS = np.array([[-2.6, 10.2], [-9.2, -5.6], [9.8, -3.6]])
"""Market towns of the three districts around the city, kilometres from its centre."""
_CITY_CELLS, _COUNTY_CELLS = 5200, 2400
_CLEAR = 0.1
_SMOOTH = 0.05
_ASPECT = np.array([0.86, 1.12])

Shapes = NDArray[np.object_]


@dataclass(frozen=True)
class Ground:
    """The small areas of the city and its county, the finest level drawn.

    Parameters
    ----------
    shapes
        Polygons in degrees, without gaps or overlaps, shape (areas,).
    district
        0 for the city, 1 to 3 for the districts around it, shape (areas,).
    centres
        Centres in kilometres east and north of the city centre, (areas, 2).
    neighbours
        Pairs of areas that share a border, shape (pairs, 2).
    points
        Map points in degrees, at least one in each area, shape (points, 2).
    point_area
        The area that each map point lies in, ascending, shape (points,).
    """

    shapes: Shapes
    district: Ints
    centres: Floats
    neighbours: Ints
    points: Floats
    point_area: Ints


def draw(rng: np.random.Generator) -> Ground:
    """Draw the city and the three districts around it."""
    limits = _outline(rng, 4.9, 260, roughness=0.2) * _ASPECT
    border = _outline(rng, 15.0, 160, roughness=0.08)
    lines = _lines(limits, border)
    points = _mosaic_points(rng, limits, border, lines)
    cells, points = _cells(points, border)
    city = shapely.contains_xy(shapely.Polygon(limits), points)
    edges = _neighbours(cells)
    labels, district = _group(rng, points, city, edges, lines)
    keys = np.unique(labels)
    whole = np.array([shapely.coverage_union_all(cells[labels == k]) for k in keys])
    whole = shapely.coverage_simplify(whole, _SMOOTH)
    shapes = shapely.transform(whole, _degrees)
    pairs = np.unique(np.sort(labels[edges], axis=1), axis=0)
    inside, area = _map_points(points, labels, shapes)
    return Ground(
        shapes=shapes,
        district=district,
        centres=shapely.get_coordinates(shapely.point_on_surface(whole)),
        neighbours=pairs[pairs[:, 0] != pairs[:, 1]],
        points=inside,
        point_area=area,
    )


def _degrees(kilometres: Any) -> Any:
    east = _METRES_PER_DEGREE * np.cos(np.radians(_ORIGIN[1]))
    scale = np.array([1000 / east, 1000 / _METRES_PER_DEGREE])
    return np.round(kilometres * scale + np.array(_ORIGIN), 6)


def _outline(
    rng: np.random.Generator, radius: float, count: int, roughness: float
) -> Floats:
    """Return an irregular closed line around the centre, in kilometres."""
    angle = np.linspace(0, 2 * np.pi, count, endpoint=False)
    distance = np.ones(count)
    for wave in range(2, 34):
        phase, size = rng.uniform(0, 2 * np.pi), rng.uniform(0.4, 1.0)
        distance += roughness * size / wave**0.95 * np.cos(wave * angle + phase)
    distance *= radius
    return np.column_stack([distance * np.cos(angle), distance * np.sin(angle)])


def _lines(limits: Floats, border: Floats) -> list[tuple[Floats, bool]]:
    """Return limits, border, river, railway and ring road; closed or not."""
    x = np.linspace(-22, 22, 290)
    river = np.column_stack([x, -2.1 + 0.9 * np.sin(x / 1.9) + 0.5 * np.sin(x / 0.9)])
    t = np.linspace(-4.6, 4.6, 70)
    railway = np.column_stack([t * 0.45 + 0.7 - 0.04 * t**2, t])
    turn = np.linspace(0, 2 * np.pi, 100, endpoint=False)
    reach = 1.0 + 0.09 * np.cos(3 * turn + 0.6) + 0.05 * np.cos(5 * turn)
    ring = reach[:, None] * np.column_stack([1.15 * np.cos(turn), np.sin(turn)])
    return [
        (limits, True),
        (border, True),
        (river, False),
        (railway, False),
        (ring, True),
    ]


def _pairs(line: Floats, closed: bool) -> Floats:
    """Return mirrored points on both sides of a line."""
    ahead, behind = np.roll(line, -1, axis=0), np.roll(line, 1, axis=0)
    if not closed:
        ahead[-1], behind[0] = line[-1], line[0]
    along = ahead - behind
    across = np.column_stack([-along[:, 1], along[:, 0]])
    # A third of the spacing: far enough that free points cannot cut the line.
    return np.concatenate([line + across / 6, line - across / 6])


def _mosaic_points(
    rng: np.random.Generator,
    limits: Floats,
    border: Floats,
    lines: list[tuple[Floats, bool]],
) -> Floats:
    """Return the points of the mosaic, dense in the city and in the towns."""
    kept = _pairs(*lines[0])
    taken = shapely.LinearRing(limits)
    for line, closed in lines[1:]:
        mirrored = _pairs(line, closed)
        far = shapely.distance(shapely.points(mirrored), taken) > 1.5 * _CLEAR
        kept = np.vstack([kept, mirrored[far]])
        drawn = shapely.LinearRing(line) if closed else shapely.LineString(line)
        taken = shapely.union(taken, drawn)
    free = rng.uniform(-19, 19, size=(400_000, 2))
    apart = np.hypot(free[:, 0], free[:, 1])
    city = shapely.contains_xy(shapely.Polygon(limits), free)
    urban = (0.14 + 1 / (1 + (apart / 1.4) ** 2)) * np.exp(_waves(rng, free, 2.2, 0.4))
    towns = np.linalg.norm(free[:, None] - _TOWNS[None], axis=2).min(axis=1)
    rural = 0.12 + np.exp(-towns / 1.3) + 0.25 * np.exp(-(apart - 5) / 1.5)
    weight = np.where(city, urban, rural)
    draws = rng.random(len(free)) * np.where(city, 1.3, 1.4) < weight
    reach = shapely.buffer(shapely.Polygon(border), 1.5)
    near = shapely.contains_xy(reach, free)
    city_free = _relaxed(free[draws & city][:_CITY_CELLS])
    county_free = _relaxed(free[draws & near & ~city][:_COUNTY_CELLS])
    free = np.vstack([city_free, county_free])
    clear = shapely.distance(shapely.points(free), taken) > _CLEAR
    return np.vstack([kept, free[clear]])


def _waves(rng: np.random.Generator, at: Floats, length: float, size: float) -> Floats:
    """Return a smooth random field with waves of about `length` kilometres."""
    field = np.zeros(len(at))
    for turn in rng.uniform(0, 2 * np.pi, size=8):
        step = np.array([np.cos(turn), np.sin(turn)]) / (length * rng.uniform(0.7, 1.5))
        field += np.cos(2 * np.pi * (at @ step) + rng.uniform(0, 2 * np.pi))
    return size * field / 2.0


def _relaxed(points: Floats) -> Floats:
    """Space points more evenly: move each halfway to the centre of its cell."""
    cells = _voronoi(points)
    middle = shapely.get_coordinates(shapely.centroid(cells))
    ends = shapely.bounds(cells)
    small = (ends[:, 2:] - ends[:, :2]).max(axis=1) < 3.0
    return np.where(small[:, None], (points + middle) / 2, points)


def _voronoi(points: Floats) -> Shapes:
    cells = shapely.voronoi_polygons(shapely.multipoints(points), ordered=True)
    return np.array(shapely.get_parts(cells), dtype=object)


def _cells(points: Floats, border: Floats) -> tuple[Shapes, Floats]:
    """Return the cells within the border, with corners on a 0.1 mm grid."""
    inside = shapely.contains_xy(shapely.Polygon(border), points)
    cells = shapely.transform(_voronoi(points), lambda xy: np.round(xy, 7))
    return cells[inside], points[inside]


def _neighbours(cells: Shapes) -> Ints:
    """Return the pairs of cells that share an edge."""
    corners, cell = shapely.get_coordinates(cells, return_index=True)
    _, corner = np.unique(corners, axis=0, return_inverse=True)
    same = cell[:-1] == cell[1:]
    ends = np.sort(np.column_stack([corner[:-1], corner[1:]])[same], axis=1)
    owner = cell[:-1][same]
    _, edge = np.unique(ends, axis=0, return_inverse=True)
    order = np.argsort(edge, kind="stable")
    shared = edge[order][:-1] == edge[order][1:]
    return np.column_stack([owner[order][:-1][shared], owner[order][1:][shared]])


def _group(
    rng: np.random.Generator,
    points: Floats,
    city: NDArray[np.bool_],
    edges: Ints,
    lines: list[tuple[Floats, bool]],
) -> tuple[Ints, Ints]:
    """Return the small area of each cell and the district of each area."""
    river, railway, ring = (line for line, _ in lines[2:])
    south = points[:, 1] < np.interp(points[:, 0], river[:, 0], river[:, 1])
    west = points[:, 0] < np.interp(points[:, 1], railway[:, 1], railway[:, 0])
    within = shapely.contains_xy(shapely.Polygon(ring), points)
    sides = np.column_stack([3.0 * south, 0.35 * (west & city), 0.5 * within])
    far = np.linalg.norm(points[:, None] - _TOWNS[None], axis=2).argmin(axis=1) + 1
    part = contiguous(np.where(city, CITY, far), edges)
    # Distances are stretched here and there, so that areas differ in shape.
    bent = points + np.column_stack([_waves(rng, points, 2.6, 0.13) for _ in range(2)])
    labels = np.zeros(len(points), dtype=np.int64)
    district: list[int] = []
    for number, count in enumerate((CITY_AREAS, *COUNTY_AREAS)):
        here = np.flatnonzero(part == number)
        new = np.full(len(points), -1)
        new[here] = np.arange(len(here))
        inner = new[edges]
        inner = inner[(inner >= 0).all(axis=1)]
        features = np.column_stack([bent[here], sides[here]])
        groups = contiguous(clusters(features, count, rng, even=0.12), inner)
        labels[here] = groups + len(district)
        district += [number] * count
    return labels, np.array(district)


def _map_points(points: Floats, labels: Ints, shapes: Shapes) -> tuple[Floats, Ints]:
    """Return the mosaic points that lie well inside their area."""
    places = _degrees(points)
    inside = shapely.contains_xy(shapes[labels], places)
    order = np.argsort(labels[inside], kind="stable")
    return places[inside][order], labels[inside][order]
