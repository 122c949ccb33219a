"""What the Treatment page shows of services, computed once for everybody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from cdp_metrics.answers.health import services as answers
from cdp_metrics.answers.health.young_people import young_people
from cdp_metrics.charts.theme import Mode, Size
from cdp_metrics.errors import SourceMissing
from cdp_metrics.ui.cached import info, treatment
from cdp_metrics.ui.kept import kept
from cdp_metrics.ui.views.part import Part, not_received
from cdp_metrics.ui.views.treatment import counts, services
from cdp_metrics.ui.views.treatment.young import young_part
from cdp_metrics.warehouse.db import Store

__all__ = ["chart", "part"]


def _tests(store: Store, place: str, demo: bool) -> Part:
    found = (answers.custody_tests(store),)
    return services.shares_part("tests", found, place, demo=demo)


def _reoffending(store: Store, place: str, demo: bool) -> Part:
    found = answers.reoffending(store)
    return services.shares_part("reoffending", found, place, demo=demo)


_PARTS: Final[dict[str, Callable[[Store, str, bool], Part]]] = {
    "young": lambda store, place, demo: young_part(
        young_people(store), place, demo=demo
    ),
    "orders": lambda store, place, demo: counts.orders_part(
        answers.orders(store), place, demo=demo
    ),
    "needles": lambda store, place, demo: counts.needles_part(
        answers.exchanges(store), place, demo=demo
    ),
    "tests": _tests,
    "reoffending": _reoffending,
}


def _part(store: Store, name: str, today: date) -> Part:
    """Return a service in words, pictures and rows, or what to send."""
    about = info()
    place, demo = about["place"], about["demonstration"]
    if name == "groups":
        found = treatment(about["area_code"], today)
        return services.groups_part(found, place, demo=demo)
    try:
        return _PARTS[name](store, place, demo)
    except SourceMissing as error:
        return not_received(services.PARTS[name], place, error)


def _chart(
    _: Store, name: str, today: date, mode: Mode, size: Size
) -> dict[str, Any] | None:
    """Return the figure of a service; None where there is nothing to draw."""
    draw = part(name, today).draw
    return draw(mode=mode, size=size) if draw else None


part = kept(32, _part)
chart = kept(64, _chart)
