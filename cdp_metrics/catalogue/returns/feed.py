"""Which rows of a return are figures of an indicator, and what their columns give."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pydantic import Field as Key
from pydantic import model_validator

from cdp_metrics.catalogue.toml import Declared

__all__ = ["Feed"]

COLUMNS: Final = (
    *("numerator", "denominator", "value", "n", "deff", "area", "release_on"),
    "definition",
)
"""Attributes of a feed that name a column of the return."""


class Feed(Declared):
    """Rows of a return that are figures of an indicator.

    Parameters
    ----------
    indicator
        Identifier in the dictionary.
    where
        What the rows say, by column: {"strand": "all"}.
    numerator, denominator
        Columns of cases and of what they are of; "" for none.
    value
        Column of the share in per cent, where only that is sent.
    n, deff
        Columns of a survey's interviews and design effect.
    area
        Column of the area; the partnership's own where none is named.
    release_on
        Column of the day before which a row is not shown.
    definition, usual
        Column whose change is another definition, and what it says by the first one.
    part_of
        Indicator of the total that its rows are parts of; "" for none.
    """

    indicator: str
    where: Mapping[str, str] = Key(default_factory=dict)
    numerator: str = ""
    denominator: str = ""
    value: str = ""
    n: str = ""
    deff: str = ""
    area: str = ""
    release_on: str = ""
    definition: str = ""
    usual: str = ""
    part_of: str = ""

    @property
    def columns(self) -> frozenset[str]:
        """Every column of the return that it names."""
        return frozenset(self.where) | {
            name for each in COLUMNS if (name := getattr(self, each))
        }

    @model_validator(mode="after")
    def _sound(self) -> Feed:
        if not (self.numerator or self.value):
            raise ValueError(f"{self.indicator} is fed by a numerator or a value")
        if bool(self.definition) != bool(self.usual):
            raise ValueError("definition goes with what it usually says")
        return self
