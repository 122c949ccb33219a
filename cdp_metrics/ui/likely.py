"""What readers are likely to ask next: each page as it opens, and one choice further.

Only what pages keep for everybody is asked for, with the very arguments that they ask
with; a test opens them afterwards and sees that the store is not asked again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Final

from cdp_metrics.answers import Place
from cdp_metrics.catalogue.hot_spots import MEASURES
from cdp_metrics.catalogue.indicators import indicators
from cdp_metrics.charts.theme import Mode, Size
from cdp_metrics.filters import AHEAD, Filters
from cdp_metrics.ui import (
    cached,
    cached_area,
    cached_harm,
    cached_hot_spots,
    cached_overview,
    cached_plan,
    cached_treatment,
    cached_trends,
)
from cdp_metrics.ui.inputs_trends import CHARTS, SHOWS, months
from cdp_metrics.ui.views.comparison.view import VIEWS
from cdp_metrics.ui.views.harm.cross import CROSSES, cell_names
from cdp_metrics.ui.views.harm.words import layer_names
from cdp_metrics.ui.views.targets.view import choices
from cdp_metrics.ui.views.treatment import services
from cdp_metrics.ui.views.trends.shown import Asked

__all__ = ["PAGES"]

Ask = Callable[[], object]
SCREEN: Final[tuple[Mode, Size]] = ("light", "m")
MEASURE: Final = Filters().measure
WITHOUT_MEASURE: Final = {"printed", "similar"}


def _overview(today: date) -> Iterator[Ask]:
    yield partial(cached_overview.explained, today)
    yield cached_overview.alerts


def _trends(today: date) -> Iterator[Ask]:
    """Yield the Trends page: each measure, then each choice beside the first one."""
    measures = cached_trends.measures(today)
    for measure in sorted(measures, key=lambda name: name != MEASURE):
        yield partial(_trend, measure, "", today)
    if MEASURE not in measures:
        return
    for place in _firsts(list(cached_trends.areas(MEASURE, today))):
        yield partial(_trend, MEASURE, place.code, today)
    for asked in _variants(_asked(MEASURE, "", today)):
        yield partial(_drawn, asked)


def _asked(measure: str, area: str, today: date) -> Asked:
    """Return what the page asks of a measure before anything else is chosen."""
    area = area or cached_trends.areas(measure, today)[0].code
    found = cached_trends.series(measure, area, today)
    held = months(found)
    first, last = date(held[0].year, 1, 1), date(held[-1].year, 12, 1)
    return Asked(measure, area, first, last, "count", "trend", (), today)


def _variants(asked: Asked) -> Iterator[Asked]:
    held = months(cached_trends.series(asked.measure, asked.area, asked.today))
    for chart in CHARTS:
        if chart != "trend":
            yield replace(asked, chart=chart, first=held[0], last=held[-1])
    for show in SHOWS:
        yield replace(asked, show=show)
    for year in range(asked.first.year, asked.last.year + 1):
        yield replace(asked, first=date(year, 1, 1))
        yield replace(asked, last=date(year, 12, 1))


def _trend(measure: str, area: str, today: date) -> None:
    asked = _asked(measure, area, today)
    cached_trends.alike(measure, asked.area, today)
    _drawn(asked)
    if indicators()[measure].from_street_files:
        cached_trends.table(asked, "ward")


def _drawn(asked: Asked) -> None:
    if cached_trends.shown(asked).draw:
        cached_trends.chart(asked, *SCREEN)


def _map(today: date) -> Iterator[Ask]:
    """Yield the map: each layer, each ward in its table, and the other parts."""
    found = cached_harm.found(None, "")
    end = found.ends[0]
    for layer in layer_names(found):
        yield partial(cached_harm.view, end, "", layer, "", today)
    for ward in _kind("ward"):
        yield partial(cached_harm.view, end, "", "index", ward.code, today)
    yield partial(cached_harm.areas, end)
    other = next(iter(CROSSES))
    yield partial(cached_harm.cross, end, "", other, next(iter(cell_names(other))))
    yield partial(cached_harm.trust, end)
    yield partial(cached_harm.analysts, end, "")
    for name in cached_harm.families():
        yield partial(cached_harm.family, name, today)


def _areas(today: date) -> Iterator[Ask]:
    """Yield the profile of the first area of each kind, and each count of the first."""
    offered = cached_area.offered()
    for place in _firsts(offered):
        yield partial(_area, MEASURE, place, today)
    for name, entry in indicators().items():
        if entry.from_street_files:
            yield partial(_area, name, offered[0], today)


def _area(measure: str, place: Place, today: date) -> None:
    cached_area.view(place, today)
    cached_area.charts(measure, place, today, SCREEN[0], "s")


def _targets(today: date) -> Iterator[Ask]:
    """Yield every target: its forecast is the dearest answer of all."""
    table = cached.plan_table(today, cached.info()["area_code"])
    for target in choices(table):
        yield partial(cached_plan.targets_chart, target, AHEAD[0], today, *SCREEN)


def _comparison(today: date) -> Iterator[Ask]:
    """Yield each comparison, and the first one of each measure."""
    for view in VIEWS:
        measure = "" if view in WITHOUT_MEASURE else MEASURE
        yield partial(cached_plan.comparison_chart, measure, view, today, *SCREEN)
    for name, entry in indicators().items():
        if entry.from_street_files:
            view = next(iter(VIEWS))
            yield partial(cached_plan.comparison_chart, name, view, today, *SCREEN)


def _hot_spots(today: date) -> Iterator[Ask]:
    for measure in MEASURES:
        yield partial(cached_hot_spots.curve, measure, "", today, *SCREEN)
    for ward in _kind("ward"):
        yield partial(cached_hot_spots.curve, MEASURES[0], ward.code, today, *SCREEN)


def _treatment(today: date) -> Iterator[Ask]:
    found = cached.treatment(cached.info()["area_code"], today)
    for each in found.measures:
        state = each.indicator_id, each.latest, today
        for part in ("places", "periods"):
            yield partial(cached.treatment_chart, *state, part, *SCREEN)
    for name in services.PARTS:
        yield partial(cached_treatment.chart, name, today, *SCREEN)


def _picked(today: date) -> Iterator[Ask]:
    """Yield the cards of every area of the map."""
    found = cached_harm.found(None, "")
    for area in _kind("lsoa21"):
        yield partial(cached_harm.cards, found.ends[0], "", area.code, today)


def _wards(today: date) -> Iterator[Ask]:
    """Yield the profile and the trend of every ward, now and before."""
    for ward in (*_kind("ward"), *_kind("ward_before")):
        yield partial(_area, MEASURE, ward, today)
        yield partial(_trend, MEASURE, ward.code, today)


def _kind(kind: str) -> list[Place]:
    return [place for place in cached.places() if place.kind == kind]


def _firsts(places: list[Place]) -> list[Place]:
    """Return the area that each kind of area starts from, seen from the first."""
    kinds: dict[str, list[Place]] = {}
    for place in places:
        kinds.setdefault(place.kind, []).append(place)
    name = places[0].name
    return [
        next((place for place in same if place.name == name), same[0])
        for same in kinds.values()
    ]


PAGES: Final[tuple[Callable[[date], Iterator[Ask]], ...]] = (
    _overview,
    _trends,
    _map,
    _areas,
    _targets,
    _comparison,
    _hot_spots,
    _treatment,
    _picked,
    _wards,
)
"""What to ask on a day, the likeliest first; each step of each is one answer.

A page, or a step, raises what the reader would see where something is not held.
"""
