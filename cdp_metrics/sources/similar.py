"""Places like ours: a list of statistical neighbours, and the crime they recorded.

Notes
-----
Source: nearest neighbours of the Chartered Institute of Public Finance and Accountancy,
as the Office for Local Government used them (not the groups of police iQuanta);
recorded crime by community safety partnership, Office for National Statistics.
"""

from __future__ import annotations

from cdp_metrics.sources.base import Column, Source

__all__ = ["SOURCES"]

SOURCES = (
    Source(
        id="nearest_neighbours",
        columns=(
            Column("area_code", ("lad_code",)),
            Column("similar_code", ("neighbour_code",)),
            Column("similar_name", ("neighbour_name",)),
        ),
        staging="nearest_neighbours",
        table="stage_similar",
    ),
    Source(
        id="csp_recorded_crime",
        columns=(
            Column("area_code", ("code",)),
            Column("area_name", ("name",)),
            Column("n", ("crime",)),
            Column("residents", ("pop",)),
            Column("value", ("rate",)),
        ),
        staging="csp_recorded_crime",
        table="stage_figure",
        needs_year=True,
        named="csp.?recorded.?crime",
        constant="csp_recorded_crime",
    ),
)
