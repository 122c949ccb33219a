"""The published store, and what is computed from it once for everybody.

Everything is keyed by the store, so a new publication is seen within a second and
nothing stale survives it. Only aggregates are kept; each cache is bounded. Answers and
views are frozen, so all sessions share one object: a hit copies nothing and computes
nothing again.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from datetime import date
from functools import lru_cache, partial, wraps
from pathlib import Path
from typing import Any, Final, Generic, TypeVar, TypeVarTuple

import streamlit as st

from cdp_metrics import answers
from cdp_metrics.charts.theme import Mode, Size
from cdp_metrics.charts.trend import trend_figure
from cdp_metrics.errors import SourceMissing
from cdp_metrics.ui import views
from cdp_metrics.warehouse.db import Store, open_store
from cdp_metrics.warehouse.publish import Build, history, pointer

__all__ = [
    "area_name",
    "asb_map",
    "builds",
    "data_report",
    "folder",
    "info",
    "map_file",
    "map_view",
    "overview_view",
    "places",
    "store",
    "trend",
    "trend_chart",
    "trend_view",
    "wards",
]

ROOT: Final = Path(__file__).parents[2]
HOLD_SECONDS: Final = 1.0
T = TypeVar("T")
Asked = TypeVarTuple("Asked")


def folder() -> Path:
    """Return the folder of stores: ``CDP_STORE``, else ``data/build``."""
    return Path(os.environ.get("CDP_STORE") or ROOT / "data" / "build")


def builds() -> list[Build]:
    """Return the builds that are kept, the current one first."""
    return history(folder())


@st.cache_resource(max_entries=3, show_spinner=False, on_release=Store.close)
def _store(path: str, build: Build) -> Store:
    return open_store(Path(path), build)


_held: tuple[float, Path, Store] | None = None


def store() -> Store:
    """Return the published store, one read-only connection for everybody.

    A run asks several times; the pointer is read again after `HOLD_SECONDS`.
    """
    global _held
    now, place, held = time.monotonic(), folder(), _held
    if held and now - held[0] < HOLD_SECONDS and held[1] == place:
        return held[2]
    found = _store(str(place), pointer(place))
    _held = now, place, found
    return found


class _Answer(Generic[T]):
    """An answer that is computed when first asked for; an error is not kept."""

    def __init__(self, compute: Callable[[], T]) -> None:
        self._compute, self._lock = compute, threading.Lock()

    def get(self) -> T:
        with self._lock:  # sessions that ask at one moment wait for one computation
            if not hasattr(self, "_value"):
                self._value = self._compute()
            return self._value


def _kept(entries: int, answer: Callable[[Store, *Asked], T]) -> Callable[[*Asked], T]:
    """Return a function of the published store that computes each answer once.

    Streamlit's own caches hash every argument at every hit, which came to a tenth of
    a click.
    """

    @lru_cache(entries)
    def kept(store: Store, *asked: *Asked) -> _Answer[T]:
        return _Answer(partial(answer, store, *asked))

    @wraps(answer)
    def ask(*asked: *Asked) -> T:
        return kept(store(), *asked).get()

    return ask


def _info(store: Store) -> dict[str, Any]:
    """Return what the published build is, with the months it holds."""
    (build,) = store.records("build")
    return build


def _overview_view(store: Store, today: date) -> views.OverviewView:
    """Return the Overview in words and rows; see `views.overview_view`."""
    about = info()
    found = answers.overview(
        store,
        tuple(about["overview"]),
        about["area_code"],
        about["force_area_code"],
        today,
    )
    return views.overview_view(
        found, about["place"], today, demo=about["demonstration"]
    )


def _trend_view(
    store: Store,
    indicator: str,
    area: str,
    first: date,
    last: date,
    show: str,
    today: date,
) -> views.TrendView:
    """Return the Trends page in words, series and rows; see `views.trend_view`."""
    return views.trend_view(
        trend(indicator, area),
        area_name(area),
        first,
        last,
        show,
        today=today,
        demo=info()["demonstration"],
    )


def _trend_chart(
    _: Store,
    indicator: str,
    area: str,
    first: date,
    last: date,
    show: str,
    today: date,
    mode: Mode,
    size: Size,
) -> dict[str, Any]:
    """Return the figure of the Trends page, as plain data."""
    view = trend_view(indicator, area, first, last, show, today)
    return trend_figure(
        view.rolling,
        view.monthly,
        gaps=view.gaps,
        no_total=view.no_total,
        mode=mode,
        size=size,
    )


def _map_view(
    store: Store, end: date, ward: str, most: int, today: date
) -> views.MapView:
    """Return the map page in words, classes and rows; see `views.map_view`."""
    about = info()
    return views.map_view(
        asb_map(end),
        about["place"],
        ward,
        most,
        today=today,
        demo=about["demonstration"],
    )


info = _kept(8, _info)
places = _kept(8, answers.places)
trend = _kept(512, answers.trend)
wards = _kept(64, answers.wards)
asb_map = _kept(64, answers.asb_map)
data_report = _kept(4, answers.data_report)
overview_view = _kept(8, _overview_view)
trend_view = _kept(256, _trend_view)
trend_chart = _kept(256, _trend_chart)
map_view = _kept(64, _map_view)


def area_name(code: str) -> str:
    """Return the name of an area as sentences use it."""
    for place in places():
        if place.code == code:
            return place.words if place.kind != "partnership" else place.name
    return code


def map_file(version: str) -> str:
    """Return the address of the map file, writing it where it is absent.

    Browsers fetch it once and keep it: its name holds the hash of its content.
    """
    name = f"map-{version}.json"
    path = ROOT / "static" / "maps" / name
    if not path.is_file():
        (drawn,) = store().records("map_geometry")
        if drawn["version"] != version:  # published between two lines of one run
            raise SourceMissing("the map was replaced. What to do: reload the page")
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(f".{os.getpid()}.{threading.get_ident()}")
        draft.write_bytes(drawn["body"])
        draft.replace(path)
    return f"app/static/maps/{name}"
