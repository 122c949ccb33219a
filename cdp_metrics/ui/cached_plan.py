"""What the pages about targets and comparisons show, computed once for everybody."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from cdp_metrics import answers
from cdp_metrics.answers.area.around import Units
from cdp_metrics.answers.area.comparison import (
    compared_districts,
    compared_rates,
    compared_wards,
)
from cdp_metrics.answers.area.similar import similar_places
from cdp_metrics.answers.plan.printed_rates import printed_rates as answer_printed_rates
from cdp_metrics.charts.fan.figure import fan_figure
from cdp_metrics.charts.fan.picture import FanPicture
from cdp_metrics.charts.funnel.figure import funnel_figure
from cdp_metrics.charts.funnel.picture import FunnelPicture
from cdp_metrics.charts.intervals.figure import intervals_figure
from cdp_metrics.charts.places.compare import ComparePicture, compare_figure
from cdp_metrics.charts.places.dots import dots_figure
from cdp_metrics.charts.theme import Mode, Size
from cdp_metrics.ui.cached import area_name, info, places, plan_table
from cdp_metrics.ui.kept import kept
from cdp_metrics.ui.views.comparison.printed_rates import printed_view
from cdp_metrics.ui.views.comparison.similar import similar_view
from cdp_metrics.ui.views.comparison.units import units_view
from cdp_metrics.ui.views.comparison.view import ComparisonView, rates_view
from cdp_metrics.ui.views.targets.view import TargetsView
from cdp_metrics.ui.views.targets.view import targets_view as view_of_targets
from cdp_metrics.warehouse.db import Store

__all__ = [
    "comparison_chart",
    "comparison_view",
    "outlook",
    "printed_rates",
    "promise",
    "targets_chart",
    "targets_view",
    "wards_redrawn",
]


def promise(target: str, today: date) -> answers.PlanRow | None:
    """Return the row of the plan whose target is measured by an indicator."""
    table = plan_table(today, info()["area_code"])
    own = (each for each in (table.rows if table else ()) if each.target)
    return next((each for each in own if each.measured.indicator_id == target), None)


def _outlook(store: Store, target: str, ahead: int, today: date) -> answers.Outlook:
    """Return how a target of the plan, or a count of the force, may go on."""
    about, row = info(), promise(target, today)
    table = plan_table(today, about["area_code"])
    events = table.plan.events if table else ()
    if row:
        return answers.target_outlook(row, events, today)
    force = about["force_area_code"]
    return answers.force_outlook(store, target, force, events, ahead, today)


def _targets_view(_: Store, target: str, ahead: int, today: date) -> TargetsView:
    """Return the Targets page in words and rows; see `views.targets`."""
    about, row = info(), promise(target, today)
    table = plan_table(today, about["area_code"])
    return view_of_targets(
        outlook(target, ahead, today),
        row,
        table.plan.name if table else "",
        about["place"] if row else area_name(about["force_area_code"]),
        today,
        demo=about["demonstration"],
    )


def _targets_chart(
    _: Store, target: str, ahead: int, today: date, mode: Mode, size: Size
) -> dict[str, Any] | None:
    """Return the figure of the Targets page; None where nothing can be drawn."""
    drawn = targets_view(target, ahead, today).drawn
    if isinstance(drawn, FanPicture):
        return fan_figure(drawn, mode=mode, size=size)
    return intervals_figure(drawn, mode=mode, size=size) if drawn else None


def _comparison_view(
    store: Store, measure: str, view: str, today: date
) -> ComparisonView:
    """Return one comparison in words and rows; see `views.comparison`."""
    about = info()
    area, force, demo = (
        about[name] for name in ("area_code", "force_area_code", "demonstration")
    )
    printed = printed_rates()
    if view == "printed" and printed:
        return printed_view(printed, about["place"], demo=demo)
    if view == "similar":
        alike = similar_places(store, area, today)
        return similar_view(alike, about["place"], demo=demo)
    if view == "rates":
        rates = compared_rates(store, measure, area, force, today)
        return rates_view(rates, about["place"], demo=demo)
    if view == "districts":
        districts = compared_districts(store, measure, area, today)
        return units_view(districts, area_name(force), demo=demo)
    units: Units = "wards_before" if view == "wards_before" else "wards"
    wards = compared_wards(store, measure, area, today, units)
    return units_view(wards, about["place"], wards_redrawn(), demo=demo)


def wards_redrawn() -> date | None:
    """Return the day on which wards were redrawn; None where that is not said."""
    last = next(
        (each.valid_to for each in places() if each.kind == "ward_before"), None
    )
    return last + timedelta(days=1) if last else None


def _comparison_chart(
    _: Store, measure: str, view: str, today: date, mode: Mode, size: Size
) -> dict[str, Any] | None:
    """Return the figure of the Comparison page; None where nothing can be drawn."""
    drawn = comparison_view(measure, view, today).drawn
    if isinstance(drawn, FunnelPicture):
        return funnel_figure(drawn, mode=mode, size=size)
    if isinstance(drawn, ComparePicture):
        return compare_figure(drawn, mode=mode, size=size)
    return dots_figure(drawn, mode=mode, size=size) if drawn else None


outlook = kept(128, _outlook)
printed_rates = kept(4, answer_printed_rates)
comparison_view = kept(128, _comparison_view)
comparison_chart = kept(128, _comparison_chart)
targets_view = kept(128, _targets_view)
targets_chart = kept(128, _targets_chart)
