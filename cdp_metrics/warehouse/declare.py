"""What a store says of itself before any row is read: whose it is, what is measured."""

from __future__ import annotations

import duckdb

import cdp_metrics
from cdp_metrics.catalogue import indicators
from cdp_metrics.catalogue.papers import Papers
from cdp_metrics.sources.returns import RETURN
from cdp_metrics.sources.treatment import SERIES
from cdp_metrics.warehouse import sql

__all__ = ["declare", "declare_dictionary"]


def declare(con: duckdb.DuckDBPyConnection, build_id: str, papers: Papers) -> None:
    """Enter whose store it is, and the dictionary.

    Parameters
    ----------
    con
        The store that is being built, with its tables.
    build_id
        Which build it will be.
    papers
        Who the partnership is, and what it says of itself.
    """
    partnership = papers.partnership
    con.execute(
        "insert into build_info values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            build_id,
            sql.schema_version(),
            cdp_metrics.__version__,
            partnership.name,
            partnership.place,
            partnership.csp,
            partnership.force,
            partnership.force_area,
            partnership.demonstration,
            partnership.force_name,
            list(partnership.overview),
        ],
    )
    con.executemany(
        "insert into partnership_district values (?)",
        [[code] for code in partnership.districts],
    )
    con.executemany("insert into paper values (?, ?)", [*papers.bodies().items()])
    declare_dictionary(con)


def declare_dictionary(con: duckdb.DuckDBPyConnection) -> None:
    """Enter what rows are checked against: every indicator, and who publishes it."""
    con.executemany(
        "insert into indicator values (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                name,
                entry.kind,
                entry.sql,
                entry.period_months,
                entry.cadence_months,
                entry.cadence_months < entry.period_months,
                RETURN.id in entry.sources,
                entry.definition_version,
            )
            for name, entry in indicators().items()
        ],
    )
    con.executemany(
        "insert into indicator_offence values (?, ?)",
        [
            (name, offence)
            for name, entry in indicators().items()
            if entry.sql == "home_office_quarterly"
            for offence in entry.categories or (None,)
        ],
    )
    con.executemany(
        "insert into series_indicator values (?, ?, ?, ?, ?, ?)",
        [
            (each.dataset, each.name, each.indicator, each.part, each.complement, place)
            for place, each in enumerate(SERIES)
        ],
    )
