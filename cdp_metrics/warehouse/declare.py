"""What a store says of itself before any row is read: whose it is, what is measured."""

from __future__ import annotations

import json

import duckdb

import cdp_metrics
from cdp_metrics.catalogue import indicators
from cdp_metrics.catalogue.dictionary import dictionary_text
from cdp_metrics.catalogue.harm import HarmTables
from cdp_metrics.catalogue.papers import Papers
from cdp_metrics.catalogue.returns import templates
from cdp_metrics.sources.returns import RETURN
from cdp_metrics.sources.treatment import SERIES
from cdp_metrics.warehouse import sql

__all__ = ["declare", "declare_dictionary", "declare_harm"]


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
        "insert into build_info values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            build_id,
            sql.FORMAT,
            cdp_metrics.__version__,
            partnership.name,
            partnership.place,
            partnership.csp,
            partnership.force,
            partnership.force_area,
            partnership.demonstration,
            partnership.force_name,
            list(partnership.overview),
            partnership.wards_since,
        ],
    )
    con.executemany(
        "insert into partnership_district values (?)",
        [[code] for code in partnership.districts],
    )
    said = {**papers.bodies(), "dictionary": dictionary_text()}
    con.executemany("insert into paper values (?, ?)", [*said.items()])
    if partnership.expects:
        con.executemany(
            "insert into return_expected values (?, ?, ?)",
            [(e.return_id, e.provider, e.first_day) for e in partnership.expects],
        )
    declare_harm(con, papers.harm)
    declare_dictionary(con)


def declare_harm(con: duckdb.DuckDBPyConnection, harm: HarmTables) -> None:
    """Enter what typed ASB is read and counted by."""
    con.executemany(
        "insert into asb_source values (?, ?, ?)",
        [(each.source, each.name, at) for at, each in enumerate(harm.sources)],
    )
    con.executemany(
        "insert into asb_crosswalk values (?, ?, ?, ?)",
        [
            (
                each.source,
                each.local_category.strip().lower(),
                each.type_code,
                each.share,
            )
            for each in harm.in_use
        ],
    )
    con.executemany(
        "insert into harm_cut values (?, ?)",
        [(each.name, each.value) for each in harm.cuts],
    )
    for remark in harm.remarks:
        con.execute(
            "insert into build_fact values (20, 'Weights of the harm index', ?)",
            [remark],
        )


def declare_dictionary(con: duckdb.DuckDBPyConnection) -> None:
    """Enter what rows are checked against: every indicator, and who publishes it."""
    con.executemany(
        "insert into indicator values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
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
                entry.disclosure == "under 5 hidden",
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
    con.executemany(
        "insert into return_feed values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                entry.id,
                each.indicator,
                json.dumps(dict(each.where)),
                each.numerator,
                each.denominator,
                each.value,
                each.n,
                each.deff,
                each.area,
                each.release_on,
                each.definition,
                each.usual,
                each.part_of,
            )
            for entry in templates().values()
            for each in entry.feeds
        ],
    )
