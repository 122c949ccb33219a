"""Indicators: what is measured, in which unit, from what, and what to beware of."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from cdp_metrics.catalogue.publishers import publishers
from cdp_metrics.catalogue.toml import Declared, place, read_toml, validated
from cdp_metrics.errors import ConfigurationWrong, UnknownIndicator

__all__ = ["Indicator", "indicator", "indicators", "load_indicators"]

SQL_FOLDER = Path(__file__).parents[1] / "sql" / "indicators"


class Indicator(Declared):
    """One measure of the dictionary.

    Parameters
    ----------
    title, short
        Full name, and the name for headlines.
    question
        What it answers, in a reader's words.
    unit
        What is counted.
    kind
        Count, rate, proportion or mean.
    per
        Residents in the unit of its rate.
    polarity
        Which direction is better; neutral where neither is.
    sources
        Identifiers of the sources it is computed from.
    sql
        Name of its query in ``sql/indicators``.
    categories, every_category_but
        Categories that a count from street files sums, or all but these.
    geographies
        Types of area it is offered for.
    frequency
        Length of its period.
    interval
        Method of its confidence limits.
    decimals
        Decimals of its rate.
    disclosure
        Rule for small counts.
    definition_version
        Rises when the definition changes; the line is broken there.
    caveats
        What a reader must know.
    """

    title: str
    short: str
    question: str
    unit: str
    kind: Literal["count", "rate", "proportion", "mean"]
    per: int = Field(gt=0)
    polarity: Literal["higher_is_better", "lower_is_better", "neutral"]
    sources: tuple[str, ...] = Field(min_length=1)
    sql: str
    categories: tuple[str, ...] = ()
    every_category_but: tuple[str, ...] = ()
    geographies: tuple[str, ...] = Field(min_length=1)
    frequency: Literal["monthly", "quarterly", "yearly"]
    interval: Literal["byar", "wilson"]
    decimals: int = Field(ge=0, le=3)
    disclosure: str
    definition_version: int = Field(ge=1)
    caveats: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _one_way_of_choosing(self) -> Indicator:
        if self.categories and self.every_category_but:
            raise ValueError("name categories or every_category_but, not both")
        return self

    def counts(self, offered: Collection[str]) -> list[str]:
        """Return which of the categories that occur this indicator counts."""
        if self.every_category_but:
            return sorted(set(offered) - set(self.every_category_but))
        return sorted(self.categories)


def load_indicators(path: Path, sql_folder: Path = SQL_FOLDER) -> dict[str, Indicator]:
    """Return every indicator that a file declares, by identifier.

    Raises
    ------
    ConfigurationWrong
        A key is unknown, a query is absent or a source is not listed.
    """
    listed = {name for each in publishers().values() for name in each.sources}
    entries = {}
    for name, values in read_toml(path).items():
        entry = validated(Indicator, values, path, name)
        if not (sql_folder / f"{entry.sql}.sql").is_file():
            raise ConfigurationWrong(
                f"{place(path, name)}: there is no query sql/indicators/{entry.sql}.sql"
            )
        unlisted = set(entry.sources) - listed
        if unlisted:
            raise ConfigurationWrong(
                f"{place(path, name)}: sources.toml lists no "
                f"{', '.join(sorted(unlisted))}"
            )
        entries[name] = entry
    return entries


@cache
def indicators() -> dict[str, Indicator]:
    """Return the product's own indicators, by identifier."""
    return load_indicators(Path(__file__).with_name("indicators.toml"))


def indicator(indicator_id: str) -> Indicator:
    """Return one indicator.

    Raises
    ------
    UnknownIndicator
        The catalogue has no such entry.
    """
    try:
        return indicators()[indicator_id]
    except KeyError:
        raise UnknownIndicator(
            f"there is no indicator {indicator_id!r}; there are: "
            f"{', '.join(indicators())}"
        ) from None
