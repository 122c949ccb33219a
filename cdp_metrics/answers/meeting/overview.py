"""The headline counts: what each stands at, how it has changed, how old it is."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from cdp_metrics.answers.figures.counted import trend
from cdp_metrics.answers.figures.trend import Trend
from cdp_metrics.catalogue.indicators import indicator
from cdp_metrics.errors import SourceMissing
from cdp_metrics.warehouse.db import Store

__all__ = ["Overview", "overview"]


@dataclass(frozen=True, eq=False)
class Overview:
    """The rows of the Overview, in the partnership's order."""

    rows: tuple[Trend, ...]

    @property
    def local(self) -> tuple[Trend, ...]:
        """The rows that are about the partnership's own area, by month."""
        return tuple(row for row in self.rows if row.step == 1)


def overview(
    store: Store, indicator_ids: tuple[str, ...], area: str, force: str, today: date
) -> Overview:
    """Return the headline counts.

    Parameters
    ----------
    store
        A published store.
    indicator_ids
        Which indicators, in order; one without data is left out.
    area, force
        Codes of the partnership's and its force's area.
    today
        What is under embargo on this day is left out.
    """
    rows = []
    for indicator_id in indicator_ids:
        offered = indicator(indicator_id).geographies
        with suppress(SourceMissing):
            where = area if "partnership" in offered else force
            rows.append(trend(store, indicator_id, where, today))
    return Overview(tuple(rows))
