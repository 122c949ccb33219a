"""Home security: how many homes have all four measures, and what upgrades save."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cdp_metrics.answers.plan.printed import printed
from cdp_metrics.answers.returned.rows import Returned, Shown, returned
from cdp_metrics.answers.returned.shares import Share, Span, spans
from cdp_metrics.warehouse.db import Store

__all__ = ["Costs", "Hardening", "Stock", "hardening"]

WARD = "E05"


@dataclass(frozen=True)
class Costs:
    """What a paper prints of an upgrade and of a burglary, in pounds."""

    home: float
    burglary: float

    @property
    def homes(self) -> float:
        """Homes upgraded for the cost of one burglary: one in so many breaks even."""
        return self.burglary / self.home


@dataclass(frozen=True)
class Stock:
    """Homes of a tenure in a year.

    Parameters
    ----------
    tenure
        Who owns them.
    share
        With all four, of all homes.
    treated, cost
        Homes upgraded in the year, and pounds.
    """

    tenure: str
    share: Share
    treated: Shown
    cost: Shown

    @property
    def a_home(self) -> float | None:
        """Pounds a home upgraded; None where either is not known."""
        if self.cost.value is None or not self.treated.value:
            return None
        return self.cost.value / self.treated.value


@dataclass(frozen=True)
class Hardening:
    """Stock by year, oldest first, what papers print of costs, and the last day."""

    years: tuple[tuple[Span, tuple[Stock, ...]], ...]
    costs: Costs | None
    end: date


def hardening(store: Store) -> Hardening:
    """Return the security of homes by tenure.

    Notes
    -----
    A return may hold a district and its wards; the wards are then left out, or homes
    would count twice.
    """
    held = returned(store, "target_hardening")
    districts = held.only(lambda row: not row.said["area"].startswith(WARD))
    held = districts if districts.rows else held
    return Hardening(
        tuple((each, _stock(held, each)) for each in spans(held) if each.whole),
        _costs(store),
        held.periods[-1][1],
    )


def _stock(held: Returned, year: Span) -> tuple[Stock, ...]:
    """Return each tenure; sums of areas are made before anything is divided."""
    lines = held.within(year.first, year.last)
    tables = {
        name: lines.crosstab(name, "tenure")
        for name in ("homes", "all_four", "treated", "cost")
    }
    return tuple(
        Stock(
            tenure,
            Share(
                tenure,
                tables["all_four"].row(tenure)[0],
                tables["homes"].row(tenure)[0],
            ),
            tables["treated"].row(tenure)[0],
            tables["cost"].row(tenure)[0],
        )
        for tenure in tables["homes"].rows
    )


def _costs(store: Store) -> Costs | None:
    figures = printed(store)
    home = figures.get("burglary_pilot.cost_per_property")
    burglary = figures.get("burglary_pilot.cost_per_burglary")
    if home is None or burglary is None or not home.value or not burglary.value:
        return None
    return Costs(float(home.value), float(burglary.value))
