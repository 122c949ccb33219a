"""Fill `hidden_part`: figures of people from which a small one could be worked out."""

from __future__ import annotations

import duckdb
import numpy as np
import pandas as pd

from cdp_metrics.stats import parts_hidden
from cdp_metrics.warehouse import sql

__all__ = ["hide_parts"]

BESIDE = ["total", "area_code", "period_start", "period_end", "published_at"]


def hide_parts(con: duckdb.DuckDBPyConnection) -> None:
    """Mark what is hidden of the parts of a total, of the total, and of its base.

    A share is hidden with both of its counts where one of them, or of the others, is.
    """
    con.execute("create or replace temp table hidden_part (figure_id bigint)")
    rows = con.execute(sql.text("build/109_parts")).df()
    for _, beside in rows.groupby(BESIDE, dropna=False):
        for figure in _hidden(beside):
            con.execute("insert into hidden_part values (?)", [figure])


def _hidden(beside: pd.DataFrame) -> list[int]:
    """Return the figures to hide of one total at one time."""
    by_role = {str(role): rows for role, rows in beside.groupby("role")}
    parts = by_role.get("part", beside.iloc[:0])
    whole, base = by_role.get("whole"), by_role.get("base")
    total = np.array([np.nan, np.nan])
    if base is not None:
        total[1] = base["cases"].iloc[0]
    if whole is not None:
        told = whole[["cases", "among"]].to_numpy(np.float64)[0]
        total = np.where(np.isnan(told), total, told)
    held = [*parts["held"], whole is not None and bool(whole["held"].iloc[0])]
    hidden = parts_hidden(parts[["cases", "among"]].to_numpy(), total, held)
    rows = [*parts.index, *(whole.index[:1] if whole is not None else ())]
    found = {at: bool(flags.any()) for at, flags in zip(rows, hidden, strict=False)}
    if base is not None:
        found[base.index[0]] = bool(hidden[-1, 2])
    own = beside[~beside["held"] & ~beside["few"]]
    figures = zip(own.index, own["figure_id"].tolist(), strict=True)
    return [figure for at, figure in figures if found.get(at)]
