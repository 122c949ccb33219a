"""What pages show, computed once for everybody from the published store."""

from __future__ import annotations

import os
import threading
from datetime import date
from typing import Any

from cdp_metrics import answers
from cdp_metrics.answers.health.treatment import Period
from cdp_metrics.charts.intervals.figure import intervals_figure
from cdp_metrics.charts.places.compare import compare_figure
from cdp_metrics.charts.theme import Mode, Size
from cdp_metrics.errors import SourceMissing
from cdp_metrics.ui import views
from cdp_metrics.ui.kept import ROOT, builds, kept, snapshot, store
from cdp_metrics.warehouse.db import Store

__all__ = [
    "area_name",
    "asb_map",
    "builds",
    "data_report",
    "dictionary",
    "info",
    "map_file",
    "overview",
    "overview_view",
    "places",
    "plan_table",
    "plan_view",
    "published_view",
    "store",
    "today",
    "treatment",
    "treatment_chart",
    "treatment_view",
    "trend",
    "wards",
]


def _info(store: Store) -> dict[str, Any]:
    """Return what the published build is, with the months it holds."""
    (build,) = store.records("build")
    return build


def today() -> date:
    """Return the day on which the reader looks; of a snapshot, its own.

    A demonstration plays on a day of its own, so that its invented figures are as old
    as real ones would be.
    """
    shown = snapshot()
    return shown.day if shown else answers.day_of(info(), date.today())


def _overview(store: Store, today: date) -> answers.Overview:
    """Return the headline counts; see `answers.overview`."""
    about = info()
    return answers.overview(
        store,
        tuple(about["overview"]),
        about["area_code"],
        about["force_area_code"],
        today,
    )


def _overview_view(_: Store, today: date) -> views.OverviewView:
    """Return the Overview in words and rows; see `views.overview_view`."""
    about = info()
    return views.overview_view(
        overview(today), about["place"], today, demo=about["demonstration"]
    )


def _plan_view(store: Store, today: date) -> views.PlanView | None:
    """Return the plan in words and rows; None without one. See `views.plan_view`."""
    about = info()
    table = plan_table(today, about["area_code"])
    return views.plan_view(table, about["place"], today) if table else None


def _published_view(store: Store) -> views.PublishedView | None:
    """Return the printed table; None without one. See `views.published_view`."""
    found = answers.as_published(store)
    return views.published_view(found, info()["place"]) if found else None


def _treatment_view(
    _: Store, indicator: str, period: Period | None, today: date
) -> views.TreatmentView:
    """Return the Treatment page in words and rows; see `views.treatment_view`."""
    about = info()
    return views.treatment_view(
        treatment(about["area_code"], today),
        indicator,
        period,
        about["place"],
        today=today,
        demo=about["demonstration"],
    )


def _treatment_chart(
    _: Store,
    indicator: str,
    period: Period | None,
    today: date,
    part: str,
    mode: Mode,
    size: Size,
) -> dict[str, Any] | None:
    """Return the figure of a part of the Treatment page; None where it has none."""
    view = treatment_view(indicator, period, today)
    if part == "places" and view.places:
        return compare_figure(view.places, mode=mode, size=size)
    if part == "periods" and view.line:
        return intervals_figure(view.line, mode=mode, size=size)
    return None


info = kept(8, _info)
places = kept(8, answers.places)
trend = kept(512, answers.trend)
wards = kept(64, answers.wards)
asb_map = kept(64, answers.asb_map)
data_report = kept(4, answers.data_report)
dictionary = kept(4, answers.dictionary)
treatment = kept(4, answers.treatment)
treatment_view = kept(128, _treatment_view)
treatment_chart = kept(128, _treatment_chart)
plan_table = kept(8, answers.plan_table)
overview = kept(8, _overview)
overview_view = kept(8, _overview_view)
plan_view = kept(8, _plan_view)
published_view = kept(8, _published_view)


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
