"""The Services page, a part at a time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Final

from cdp_metrics.answers.partners import exploitation, services
from cdp_metrics.answers.plan.printed import printed_tables
from cdp_metrics.errors import SourceMissing
from cdp_metrics.ui.views.part import Part, not_received
from cdp_metrics.ui.views.services.abuse import marac_part, output_part
from cdp_metrics.ui.views.services.exploitation import cases_part, flow_part, split_part
from cdp_metrics.ui.views.services.people import family_part, punctual_part
from cdp_metrics.ui.views.shared import reach_to
from cdp_metrics.warehouse.db import Store

__all__ = ["PARTS", "part_of"]

Found = tuple[date | None, Part]
PARTS: Final = {
    "outputs": "Domestic abuse",
    "marac": "MARAC",
    "flow": "Exploitation: flow",
    "cases": "Exploitation: cases",
    "split": "Exploitation: districts",
    "families": "Priority families",
    "punctual": "Timeliness",
}
"""What the page can show, one at a time."""
_PRINTED: Final = {"outputs": "juno", "families": "families"}
"""Tables of printed figures that stand in for a return, as their names begin."""


def part_of(
    store: Store, name: str, place: str, today: date, *, demo: bool
) -> tuple[str, Part]:
    """Return how far the data of a part reach, and it, or what to send.

    Parameters
    ----------
    store
        A published store.
    name
        One of `PARTS`.
    place
        Name of the partnership's area.
    today
        The day on which returns are due or not.
    demo
        Whether the figures are invented.
    """
    try:
        end, found = _SHOWN[name](store, place, today, demo)
    except SourceMissing as error:
        tables = _PRINTED.get(name)
        figures = printed_tables(store, tables) if tables else ()
        return "", not_received(PARTS[name], place, error, figures)
    return (reach_to(end, today) if end else ""), found


def _outputs(store: Store, place: str, _: date, demo: bool) -> Found:
    found = services.outputs(store)
    end = max(each.latest[1] for each in found)
    return end, output_part(found, place, demo=demo)


def _marac(store: Store, place: str, _: date, demo: bool) -> Found:
    found = services.marac(store)
    return found.end, marac_part(found, place, demo=demo)


def _exploited(
    draw: Callable[..., Part], store: Store, place: str, _: date, demo: bool
) -> Found:
    found = exploitation.exploitation(store)
    return found.end, draw(found, place, demo=demo)


def _families(store: Store, place: str, _: date, demo: bool) -> Found:
    found = services.families(store)
    return found.end, family_part(found, place, demo=demo)


def _punctual(store: Store, place: str, today: date, demo: bool) -> Found:
    return None, punctual_part(services.punctual(store, today), place, demo=demo)


_SHOWN: Final[dict[str, Callable[[Store, str, date, bool], Found]]] = {
    "outputs": _outputs,
    "marac": _marac,
    "flow": partial(_exploited, flow_part),
    "cases": partial(_exploited, cases_part),
    "split": partial(_exploited, split_part),
    "families": _families,
    "punctual": _punctual,
}
