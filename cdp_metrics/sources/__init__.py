"""One module per publisher: how to recognise a file, its columns and its rules."""

from __future__ import annotations

from cdp_metrics.sources import (
    asb_types,
    census,
    deprivation,
    geography,
    home_office,
    lsoa_rate,
    police,
    population,
    returned,
    returns,
    severity,
    similar,
    treatment,
)
from cdp_metrics.sources.base import Column, Match, Sample, Source
from cdp_metrics.sources.recognise import recognise

__all__ = ["ALL", "Column", "Match", "Sample", "Source", "recognise", "source"]

ALL: tuple[Source, ...] = (
    *police.SOURCES,
    *geography.SOURCES,
    *population.SOURCES,
    *census.SOURCES,
    *deprivation.SOURCES,
    *home_office.SOURCES,
    *treatment.SOURCES,
    *returns.SOURCES,
    *asb_types.SOURCES,
    *returned.SOURCES,
    *severity.SOURCES,
    *similar.SOURCES,
    *lsoa_rate.SOURCES,
)
"""Every source that the product reads, in the order in which they are tried."""


def source(source_id: str) -> Source:
    """Return the source with an identifier.

    Raises
    ------
    KeyError
        Where there is none.
    """
    return {each.id: each for each in ALL}[source_id]
