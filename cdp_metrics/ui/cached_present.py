"""The messages of tables of measures, from what the pages have computed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Final
from urllib.parse import parse_qsl

from cdp_metrics.answers import PlanRow
from cdp_metrics.export.pack.deck import Slide
from cdp_metrics.filters import AHEAD
from cdp_metrics.ui import blocks, cached, cached_plan, cached_trends, commentary
from cdp_metrics.ui.inputs_trends import months
from cdp_metrics.ui.plots import large_chart
from cdp_metrics.ui.stage import Message
from cdp_metrics.ui.tables import Measure
from cdp_metrics.ui.views.pack.measures import measure_slide
from cdp_metrics.ui.views.present.rows import of_measure, of_plan
from cdp_metrics.ui.views.trends.shown import Asked

__all__ = ["plan_row", "table_row"]

TRENDS: Final = "trends"


def plan_row(said: Measure, at: int) -> Message:
    """Return the message of a row of the plan, as the meeting pack has it.

    Parameters
    ----------
    said
        The row as the Overview says it.
    at
        Its place in the plan.
    """
    today = cached.today()
    table = cached.plan_table(today, cached.info()["area_code"])
    assert table is not None  # it has a row
    row = table.rows[at]
    message = of_plan(_slide(said, row, table.plan.name, today), row)
    measure, area = row.measured.indicator_id, row.measured.area
    series = row.measured.series
    if series is None:
        return message
    note = commentary.told(commentary.of_measure(series))
    message = replace(message, note=note)
    if row.target is None:
        return replace(message, show=_trend(measure, area, today))
    figure = cached_plan.targets_chart(
        measure, AHEAD[0], today, blocks.mode(), blocks.chart_size()
    )
    if figure is None:
        return message
    alt = cached_plan.targets_view(measure, AHEAD[0], today).alt
    return replace(message, show=partial(large_chart, figure, alt, f"row_{measure}"))


def table_row(said: Measure) -> Message:
    """Return the message of a row of any other table, with the chart it leads to."""
    message = of_measure(said)
    page, _, query = said.go.partition("?")
    choice = dict(parse_qsl(query))
    if page != TRENDS or "measure" not in choice:
        return message
    area = choice.get("area", cached.info()["area_code"])
    series = cached_trends.series(choice["measure"], area, cached.today())
    note = commentary.told(commentary.of_measure(series))
    show = _trend(choice["measure"], area, cached.today())
    return replace(message, show=show, note=note)


def _slide(said: Measure, row: PlanRow, plan: str, today: date) -> Slide:
    """Return the slide of a measure in the pack."""
    about, outlook = cached.info(), None
    if row.target:
        outlook = cached_plan.outlook(row.measured.indicator_id, AHEAD[0], today)
    demo = about["demonstration"]
    return measure_slide(row, said, outlook, plan, about["place"], today, demo=demo)


def _trend(measure: str, area: str, today: date) -> Callable[[], None] | None:
    """Return what shows a measure over time; None where nothing can be drawn."""
    held = months(cached_trends.series(measure, area, today))
    asked = Asked(measure, area, held[0], held[-1], "count", "trend", (), today)
    view = cached_trends.shown(asked)
    if view.draw is None:
        return None
    figure = cached_trends.chart(asked, blocks.mode(), blocks.chart_size())
    return partial(large_chart, figure, view.alt, f"row_{measure}")
