"""Contracts: what must hold of a store before anyone may read it."""

from __future__ import annotations

import duckdb

from cdp_metrics.errors import ContractBroken
from cdp_metrics.warehouse import sql

__all__ = ["check"]

SHOWN = 8


def check(con: duckdb.DuckDBPyConnection) -> int:
    """Run every contract in ``sql/checks``.

    Parameters
    ----------
    con
        The store that was just built, with its staging tables.

    Returns
    -------
    int
        How many contracts hold.

    Raises
    ------
    ContractBroken
        One does not; the message holds every fault found, the first few of each.
    """
    faults = []
    names = sql.names("checks")
    for name in names:
        rows = con.execute(sql.text(name)).fetchall()
        faults += [f"{name.removeprefix('checks/')}: {row[0]}" for row in rows[:SHOWN]]
        if len(rows) > SHOWN:
            faults.append(f"... and {len(rows) - SHOWN} more of the same")
    if faults:
        raise ContractBroken(
            "the store was not published; the one before it is as it was.\n"
            + "\n".join(faults)
        )
    return len(names)
