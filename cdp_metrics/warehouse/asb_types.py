"""Twelve months of typed ASB as the harm index takes them: LSOAs by types."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import duckdb
import numpy as np
import pandas as pd

from cdp_metrics.catalogue.harm_rows import UNCLASSIFIED
from cdp_metrics.stats.rates import Floats
from cdp_metrics.warehouse import sql

__all__ = ["TypedYear", "typed_year"]


@dataclass(frozen=True, eq=False)
class TypedYear:
    """Incidents of twelve months, each counted once whoever holds it.

    Parameters
    ----------
    counts, repeat_weighted
        Incidents by LSOA and type, as they are and with repeats weighing more,
        shape (LSOAs, types).
    unclassified
        Incidents of no known type, shape (LSOAs,).
    first_half
        Incidents of the first six months, classified or not, shape (LSOAs,).
    sources
        The sources that are held for all twelve months, in the order of their list.
    typed
        Whether any of them sends types; else the street-level file stands alone.
    """

    counts: Floats
    repeat_weighted: Floats
    unclassified: Floats
    first_half: Floats
    sources: tuple[str, ...]
    typed: bool

    @property
    def unclassified_share(self) -> float:
        """Share of the incidents that are of no known type; missing without any."""
        total = float(self.counts.sum() + self.unclassified.sum())
        return float(self.unclassified.sum()) / total if total else np.nan


def typed_year(
    con: duckdb.DuckDBPyConnection,
    period_end: date,
    lsoas: Sequence[str],
    types: Sequence[int],
    *,
    without: str | None = None,
) -> TypedYear | None:
    """Return the typed incidents of twelve months, or None where none are held.

    Parameters
    ----------
    con
        A store, built as far as its typed incidents.
    period_end
        Last day of the twelve months.
    lsoas, types
        Codes of the rows and of the columns of the counts.
    without
        A source to leave out; what it shares then counts with who shares it.
    """
    asked = {"period_end": period_end}
    held = con.execute(sql.text("queries/asb_type_sources"), asked).df()
    used = held[held["used"] & (held["source"] != without)]
    if used.empty:
        return None
    rows = con.execute(
        sql.text("queries/asb_types"), {**asked, "without": without}
    ).df()

    def by_type(value: str) -> pd.DataFrame:
        table = rows.pivot_table(
            index="lsoa21_code", columns="type_code", values=value, aggfunc="sum"
        )
        # a source that is held for all months says 0 where it says nothing
        return table.reindex(index=list(lsoas), columns=[UNCLASSIFIED, *types]).fillna(
            0.0
        )

    counts = by_type("n")
    return TypedYear(
        counts=counts[list(types)].to_numpy(np.float64),
        repeat_weighted=by_type("repeat_weighted_n")[list(types)].to_numpy(np.float64),
        unclassified=counts[UNCLASSIFIED].to_numpy(np.float64),
        first_half=by_type("first_half").sum(axis=1).to_numpy(np.float64),
        sources=tuple(used["source"]),
        typed=bool((used["typed_months"] > 0).any()),
    )
