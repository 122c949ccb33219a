"""English Indices of Deprivation by LSOA (MHCLG), editions 2019 and 2025.

Decile 1 is the most deprived tenth in England. The overall index holds a crime
domain, which holds recorded ASB: never use it to explain ASB (HARM 6).
"""

from __future__ import annotations

from cdp_metrics.sources.base import Column, Source

__all__ = ["SOURCES"]

SOURCES = (
    Source(
        id="deprivation_2025",
        columns=(
            Column("lsoa_code", ("LSOA21CD", "lsoa21_code")),
            Column("IMD_decile", ("IMD_decile",)),
            Column("Income_decile", ("Income_decile",)),
        ),
        staging="deprivation",
        table="stage_deprivation",
        keep_all=True,
        constant="2025",
    ),
    Source(
        id="deprivation_2019",
        columns=(
            Column("lsoa_code", ("LSOA11CD", "lsoa11_code")),
            Column("IMD_decile", ("IMD_decile",)),
            Column("Income_decile", ("Income_decile",)),
        ),
        staging="deprivation",
        table="stage_deprivation",
        keep_all=True,
        constant="2019",
    ),
    Source(
        id="deprivation_2019_scores",
        columns=(
            Column("lsoa_code", ("LSOA11CD", "lsoa11_code")),
            Column("IMD_score", ("imd2019_score",)),
            Column("Income_score", ("income_score",)),
            Column("Employment_score", ("employment_score",)),
        ),
        staging="deprivation",
        table="stage_deprivation",
        constant="2019",
    ),
)
