"""Indicators: what is measured, in which unit, from what, and what to beware of."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, model_validator

from cdp_metrics.catalogue.in_force import in_force
from cdp_metrics.catalogue.publishers import publishers
from cdp_metrics.catalogue.toml import Declared, place, read_toml, validated
from cdp_metrics.errors import ConfigurationWrong, UnknownIndicator

__all__ = ["Indicator", "Polarity", "indicator", "indicators", "load_indicators"]

Polarity = Literal["higher_is_better", "lower_is_better", "neutral"]

SQL_FOLDER = Path(__file__).parents[1] / "sql" / "indicators"
STREET_QUERY = "police_monthly"
MONTHS = {
    "monthly": (1, 1),
    "quarterly": (3, 3),
    "yearly": (12, 12),
    "rolling year": (12, 3),
    "three years": (36, 12),
}
"""Months that a period covers, and from one issue to the next, by frequency."""


def _lag(sources: Collection[str]) -> int | None:
    """Return the longest lag of the publishers of sources."""
    lags = [
        each.lag_days
        for each in publishers().values()
        if each.lag_days is not None and not set(each.sources).isdisjoint(sources)
    ]
    return max(lags, default=None)


class Indicator(Declared):
    """One measure of the dictionary.

    Parameters
    ----------
    title, short
        Full name, and the name for headlines.
    question
        What it answers, in a reader's words.
    definition, defined_by
        What is counted, in our words, and whose definition that is.
    owner
        Group of the partnership that answers for it.
    unit
        What is counted.
    kind
        Count, rate, proportion, mean or score.
    per
        Residents in the unit of its rate.
    polarity
        Which direction is better; neutral where neither is. A target of the plan
        sets its own.
    reporting_driven
        Whether it follows reporting or police activity; then it is neutral.
    sources
        Identifiers of the sources it is computed from.
    sql
        Name of its query in ``sql/indicators``.
    publisher_ids
        Identifiers by which a publisher names it, as Fingertips 90245.
    categories, every_category_but
        Categories that it sums, as the source names them, or all but these.
    geographies
        Types of area it is offered for.
    frequency
        Length of its period; a rolling year is issued every quarter, three years
        every year.
    lag_days
        Days from the end of a period to its usual publication; the publisher's
        unless stated.
    interval
        Method of its confidence limits; published limits are shown as they are.
    deadband
        Change that counts as level: per cent, or percentage points of a proportion.
    decimals
        Decimals of its rate, share or score.
    disclosure
        Rule for small counts.
    definition_version
        Rises when the definition changes; the line is broken there.
    caveats
        What a reader must know.

    Notes
    -----
    The default deadbands, 1% and 0.5 percentage points, are the product's choice.
    """

    title: str
    short: str
    question: str
    definition: str = Field(min_length=1)
    defined_by: str = Field(min_length=1)
    owner: str = Field(min_length=1)
    unit: str
    kind: Literal["count", "rate", "proportion", "mean", "score"]
    per: int = Field(default=1000, gt=0)
    polarity: Polarity
    reporting_driven: bool = False
    sources: tuple[str, ...] = Field(min_length=1)
    sql: str
    publisher_ids: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    every_category_but: tuple[str, ...] = ()
    geographies: tuple[str, ...] = Field(min_length=1)
    frequency: Literal["monthly", "quarterly", "yearly", "rolling year", "three years"]
    lag_days: int | None = Field(ge=0)
    interval: Literal["byar", "wilson", "published", "none"]
    deadband: float = Field(ge=0)
    decimals: int = Field(default=1, ge=0, le=3)
    disclosure: Literal["already public", "as published", "under 5 hidden"]
    definition_version: int = Field(default=1, ge=1)
    caveats: tuple[str, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _unless_stated(cls, given: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "deadband": 0.5 if given.get("kind") == "proportion" else 1.0,
            "lag_days": _lag(given.get("sources", ())),
            **given,
        }

    @model_validator(mode="after")
    def _consistent(self) -> Indicator:
        if self.categories and self.every_category_but:
            raise ValueError("name categories or every_category_but, not both")
        if self.reporting_driven and self.polarity != "neutral":
            raise ValueError("a reporting-driven indicator is neutral")
        return self

    @property
    def unit_symbol(self) -> str:
        """What follows its value: % after a proportion."""
        return "%" if self.kind == "proportion" else ""

    @property
    def period_months(self) -> int:
        """Months that a period covers."""
        return MONTHS[self.frequency][0]

    @property
    def cadence_months(self) -> int:
        """Months from one issue to the next."""
        return MONTHS[self.frequency][1]

    @property
    def from_street_files(self) -> bool:
        """Whether it is a monthly count of rows of police street files."""
        return self.sql == STREET_QUERY

    def counts(self, offered: Collection[str]) -> list[str]:
        """Return which street-file categories of those that occur it counts."""
        if not self.from_street_files:
            return []
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
def _own() -> dict[str, Indicator]:
    return load_indicators(Path(__file__).with_name("indicators.toml"))


def indicators() -> Mapping[str, Indicator]:
    """Return the product's own indicators, or a snapshot's, by identifier."""
    return in_force("indicators", _own())


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
