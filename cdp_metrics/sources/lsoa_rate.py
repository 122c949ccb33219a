"""Any rate by LSOA, to set the harm index against: a yardstick, never a predictor.

The product's own layout, because such rates come from anywhere: a survey, the
fire service, an older index. `data/templates/README.md` says what each column holds.
A rate that itself holds recorded anti-social behaviour (the crime domain of the Indices
of Deprivation does) partly agrees with itself; the store says so beside the figure.
"""

from __future__ import annotations

from cdp_metrics.sources.base import Column, Source

__all__ = ["SOURCES"]

SOURCES = (
    Source(
        id="lsoa_rate",
        columns=(
            Column("lsoa21_code", ("lsoa21_code", "LSOA21CD")),
            Column("rate"),
            Column("name", required=False),
            Column("year", required=False),
        ),
        staging="lsoa_rate",
        table="stage_lsoa_rate",
    ),
)
