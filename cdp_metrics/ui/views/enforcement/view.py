"""The Enforcement and tasking page, a part at a time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Final

from cdp_metrics.answers.partners.case_reviews import case_reviews
from cdp_metrics.answers.partners.enforcement import Enforcement, enforcement
from cdp_metrics.answers.partners.hardening import hardening
from cdp_metrics.answers.partners.tasking import Tasking, tasking
from cdp_metrics.answers.plan.printed import printed_tables
from cdp_metrics.errors import SourceMissing
from cdp_metrics.ui.views.enforcement.cases import by_part, cohort_part, stage_part
from cdp_metrics.ui.views.enforcement.effects import effect_part
from cdp_metrics.ui.views.enforcement.law import home_part, review_part
from cdp_metrics.ui.views.enforcement.places import lasting_part, list_part
from cdp_metrics.ui.views.part import Part, not_received
from cdp_metrics.ui.views.shared import reach_to
from cdp_metrics.warehouse.db import Store

__all__ = ["PARTS", "part_of"]

Found = tuple[date, Part]
PARTS: Final = {
    "stages": "Five stages",
    "cohorts": "Over time",
    "types": "By type",
    "wards": "By ward",
    "list": "Tasking list",
    "lasting": "Repeat locations",
    "effects": "Before and after",
    "reviews": "Case reviews",
    "homes": "Home security",
}
"""What the page can show, one at a time."""
_PRINTED: Final = {
    "stages": "cpo_stages", "cohorts": "cpo_stages", "homes": "burglary_pilot",
}  # fmt: skip
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
        The day from which a review is overdue.
    demo
        Whether the figures are invented.
    """
    try:
        end, found = _SHOWN[name](store, place, today, demo)
    except SourceMissing as error:
        tables = _PRINTED.get(name)
        figures = printed_tables(store, tables) if tables else ()
        return "", not_received(PARTS[name], place, error, figures)
    return reach_to(end, today), found


def _cases(
    draw: Callable[[Enforcement, str, bool], Part],
    store: Store,
    place: str,
    _: date,
    demo: bool,
) -> Found:
    found = enforcement(store)
    return found.end, draw(found, place, demo)


def _places(
    draw: Callable[..., Part], store: Store, place: str, today: date, demo: bool
) -> Found:
    found: Tasking = tasking(store, today)
    return found.end, draw(found, place, demo=demo)


def _reviews(store: Store, place: str, _: date, demo: bool) -> Found:
    found = case_reviews(store)
    return found.end, review_part(found, place, demo=demo)


def _homes(store: Store, place: str, _: date, demo: bool) -> Found:
    found = hardening(store)
    return found.end, home_part(found, place, demo=demo)


_SHOWN: Final[dict[str, Callable[[Store, str, date, bool], Found]]] = {
    "stages": partial(_cases, lambda e, place, demo: stage_part(e, place, demo=demo)),
    "cohorts": partial(_cases, lambda e, place, demo: cohort_part(e, place, demo=demo)),
    "types": partial(
        _cases, lambda e, place, demo: by_part(e, e.types, "type", place, demo=demo)
    ),
    "wards": partial(
        _cases, lambda e, place, demo: by_part(e, e.wards, "ward", place, demo=demo)
    ),
    "list": partial(_places, list_part),
    "lasting": partial(_places, lasting_part),
    "effects": partial(_places, effect_part),
    "reviews": _reviews,
    "homes": _homes,
}
