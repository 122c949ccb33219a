"""The published store, and the answers computed from it once for everybody.

Everything is keyed by the build, so a new publication is seen at once and nothing
stale survives it. Only aggregates are kept; each cache is bounded. Answers are frozen,
so all sessions share one object: a hit copies nothing and computes nothing again.
"""

from __future__ import annotations

import os
import threading
from datetime import date
from pathlib import Path
from typing import Any, Final

import streamlit as st

from cdp_metrics import answers
from cdp_metrics.errors import SourceMissing
from cdp_metrics.warehouse.db import Store, open_store
from cdp_metrics.warehouse.publish import Build, history, pointer

__all__ = [
    "asb_map",
    "builds",
    "current",
    "data_report",
    "folder",
    "info",
    "map_file",
    "overview",
    "places",
    "store",
    "trend",
    "wards",
]

ROOT: Final = Path(__file__).parents[2]


def folder() -> Path:
    """Return the folder of stores: ``CDP_STORE``, else ``data/build``."""
    return Path(os.environ.get("CDP_STORE") or ROOT / "data" / "build")


def current() -> Build:
    """Return the build that is published now; read anew at every call."""
    return pointer(folder())


def builds() -> list[Build]:
    """Return the builds that are kept, the current one first."""
    return history(folder())


@st.cache_resource(max_entries=3, show_spinner=False, on_release=Store.close)
def _store(path: str, build: Build) -> Store:
    return open_store(Path(path), build)


def store() -> Store:
    """Return the published store, one read-only connection for everybody."""
    return _store(str(folder()), current())


@st.cache_resource(max_entries=8, show_spinner=False)
def _info(_store: Store, build_id: str) -> dict[str, Any]:
    (build,) = _store.records("build")
    return build


def info() -> dict[str, Any]:
    """Return what the published build is, with the months it holds."""
    now = store()
    return _info(now, now.build.build_id)


@st.cache_resource(max_entries=8, show_spinner=False)
def _places(_store: Store, build_id: str) -> tuple[answers.Place, ...]:
    return answers.places(_store)


def places() -> tuple[answers.Place, ...]:
    """Return the areas that a reader can choose."""
    now = store()
    return _places(now, now.build.build_id)


@st.cache_resource(max_entries=512, show_spinner=False)
def _trend(_store: Store, build_id: str, indicator: str, area: str) -> answers.Trend:
    return answers.trend(_store, indicator, area)


def trend(indicator: str, area: str) -> answers.Trend:
    """Return how an indicator has gone in an area; see `answers.trend`."""
    now = store()
    return _trend(now, now.build.build_id, indicator, area)


@st.cache_resource(max_entries=64, show_spinner=False)
def _wards(_store: Store, build_id: str, indicator: str, end: date) -> answers.Wards:
    return answers.wards(_store, indicator, end)


def wards(indicator: str, end: date) -> answers.Wards:
    """Return an indicator by ward over twelve months; see `answers.wards`."""
    now = store()
    return _wards(now, now.build.build_id, indicator, end)


@st.cache_resource(max_entries=8, show_spinner=False)
def _overview(_store: Store, build_id: str, today: date) -> answers.Overview:
    about = _info(_store, build_id)
    return answers.overview(
        _store,
        tuple(about["overview"]),
        about["area_code"],
        about["force_area_code"],
        today,
    )


def overview(today: date) -> answers.Overview:
    """Return the headline counts; see `answers.overview`."""
    now = store()
    return _overview(now, now.build.build_id, today)


@st.cache_resource(max_entries=64, show_spinner=False)
def _asb_map(_store: Store, build_id: str, end: date | None) -> answers.AsbMap:
    return answers.asb_map(_store, end)


def asb_map(end: date | None) -> answers.AsbMap:
    """Return the map of a period; see `answers.asb_map`."""
    now = store()
    return _asb_map(now, now.build.build_id, end)


@st.cache_resource(max_entries=4, show_spinner=False)
def _data_report(_store: Store, build_id: str) -> answers.DataReport:
    return answers.data_report(_store)


def data_report() -> answers.DataReport:
    """Return what the store holds; see `answers.data_report`."""
    now = store()
    return _data_report(now, now.build.build_id)


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
