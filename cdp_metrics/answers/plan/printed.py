"""Figures that the partnership's papers print, for parts that no return feeds yet."""

from __future__ import annotations

from cdp_metrics.answers.events import papers
from cdp_metrics.catalogue.papers import printed_in
from cdp_metrics.catalogue.published import PublishedFigure
from cdp_metrics.warehouse.db import Store

__all__ = ["printed", "printed_tables"]


def printed(store: Store) -> dict[str, PublishedFigure]:
    """Return the figures that the partnership's papers print, by identifier."""
    return printed_in(papers(store))


def printed_tables(store: Store, *tables: str) -> tuple[PublishedFigure, ...]:
    """Return the figures of tables whose names begin so, in their order."""
    return tuple(
        each for each in printed(store).values() if each.table.startswith(tables)
    )
