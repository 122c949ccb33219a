"""The filters of the Severity page: weights, area and the year compared with."""

from __future__ import annotations

from datetime import date

from cdp_metrics.answers.harm.severity_weights import WeightSet
from cdp_metrics.periods import year_to
from cdp_metrics.ui import cached, cached_severity
from cdp_metrics.ui.cached_severity import Asked
from cdp_metrics.ui.choices import choose, chosen, pick
from cdp_metrics.ui.inputs_place import place

__all__ = ["asked"]


def asked() -> Asked:
    """Let the reader choose everything; without weights there is nothing to choose."""
    sets = cached_severity.sets()
    ours, today = cached.info()["area_code"], cached.today()
    if not sets:
        return None, ours, None, today
    weights = _weights(sets)
    area = (
        place(cached.places()).code
        if weights.approximate
        else cached.info()["force_area_code"]
    )
    return weights, area, _base(weights, area), today


def _weights(sets: tuple[WeightSet, ...]) -> WeightSet:
    by_id = {each.set_id: each for each in sets}
    picked = pick(
        "weights",
        "Weights",
        list(by_id),
        chosen().weights,
        lambda name: by_id[name].words,
    )
    choose(weights="" if picked == sets[0].set_id else picked)
    return by_id[picked]


def _base(weights: WeightSet, area: str) -> date | None:
    """Let the reader choose the year that is 100; None where no year is whole."""
    found = cached_severity.found(weights, area)
    names = {
        year.month: year_to(found.offences.end(year.month)) for year in found.years
    }
    if not names:
        return None
    first = next(iter(names))
    picked = pick(
        "base",
        "Compare with",
        list(names)[:-1] or [first],
        chosen().base or first,
        names.__getitem__,
        200,
    )
    choose(base=None if picked == first else picked)
    return picked
