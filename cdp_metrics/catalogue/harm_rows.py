"""What a row of each table of the ASB harm index declares."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, field_validator, model_validator

from cdp_metrics.catalogue.toml import Declared

__all__ = [
    "CATEGORIES",
    "CUTS",
    "GROUPS",
    "UNCLASSIFIED",
    "AsbSource",
    "AsbType",
    "Crossing",
    "Cut",
    "Fact",
    "FamilyMember",
    "RelativeRisk",
    "TierWeight",
    "holds_asb",
]

UNCLASSIFIED = 0
"""Code of incidents of no known type."""

GROUPS = {
    "age": ("16-24", "25-34", "35-49", "50-64", "65+"),
    "tenure": ("own outright", "mortgage or shared", "rent"),
    "income": ("1", "2", "3", "4", "5"),
    "ethnicity": ("White", "Mixed", "Asian", "Black", "Other"),
}
"""Groups of residents by factor; income: national quintile, 1 = most deprived."""

CUTS = {
    "visitor": (0.0, 1e6),
    "student": (0.0, 1.0),
    "class_low": (0.0, 1e4),
    "class_high": (0.0, 1e4),
    "certain_class": (0.0, 1.0),
    "range_low": (0.0, 1.0),
    "range_high": (0.0, 1.0),
    "top_one_in": (1.0, 1e3),
    "ratio_low": (0.0, 1.0),
    "ratio_high": (1.0, 1e3),
    "least_expected": (0.0, 1e4),
    "sure": (0.0, 1.0),
    "likely": (0.0, 1.0),
    "design_effect": (1.0, 1e2),
    "unclassified": (0.0, 1.0),
    "repeat_days": (1.0, 366.0),
    "repeat_step": (0.0, 1.0),
    "repeat_most": (1.0, 1e2),
}
"""The cut-offs that must be given, and between which values each makes sense."""
_WHOLE = ("top_one_in", "repeat_days")
_MAY_BE_LOWEST = ("top_one_in", "design_effect", "repeat_days", "repeat_step")

CATEGORIES = (
    "Bicycle theft",
    "Burglary",
    "Criminal damage and arson",
    "Drugs",
    "Other crime",
    "Other theft",
    "Possession of weapons",
    "Public order",
    "Robbery",
    "Shoplifting",
    "Theft from the person",
    "Vehicle crime",
    "Violence and sexual offences",
)
"""Crimes of data.police.uk, which families are made of."""

_HOLDS_ASB = ("imd", "depriv", "asb", "social behav", "disorder", "crime")

Text = Annotated[str, Field(min_length=1)]
Version = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
_CODE = BeforeValidator(lambda v: UNCLASSIFIED if v == "unclassified" else v)


def holds_asb(name: str) -> bool:
    """Return whether a rate of this name may hold recorded ASB itself.

    The overall Index of Multiple Deprivation does, by way of its crime domain.
    """
    return any(word in name.lower() for word in _HOLDS_ASB)


class RelativeRisk(Declared):
    """How much likelier one group of residents is to see much ASB around them.

    Parameters
    ----------
    rr_version
        The set that it belongs to.
    factor, level
        The trait and the group, as in `GROUPS`.
    log_rr, se
        Logarithm of the relative risk and its standard error; 0 and 0 for the group
        that the others are compared with.
    use
        Ethnicity is for sensitivity only: it is off unless an analyst asks.
    evidence
        Its source, or "assumption".
    """

    rr_version: Version
    factor: Literal["age", "tenure", "income", "ethnicity"]
    level: str
    log_rr: float = Field(ge=-5, le=5)
    se: float = Field(ge=0, le=5)
    use: Literal["default", "sensitivity"]
    evidence: Text

    @field_validator("factor", mode="before")
    @classmethod
    def _not_circular(cls, name: str) -> str:
        if holds_asb(name):
            raise ValueError(
                f"{name} holds recorded ASB, so it would explain itself; use income"
            )
        return name

    @field_validator("se", mode="before")
    @classmethod
    def _given(cls, cell: object) -> object:
        if cell == "":
            raise ValueError("a relative risk needs its standard error")
        return cell

    @model_validator(mode="after")
    def _whole(self) -> RelativeRisk:
        if self.level not in GROUPS[self.factor]:
            known = ", ".join(GROUPS[self.factor])
            raise ValueError(f"level: {self.level} is none of {known}")
        if (self.use == "sensitivity") != (self.factor == "ethnicity"):
            raise ValueError("use: sensitivity is for ethnicity, and for it alone")
        if self.se == 0 and self.log_rr != 0:
            raise ValueError("a relative risk needs its standard error; it is 0")
        return self


class AsbType(Declared):
    """One type of anti-social behaviour.

    Parameters
    ----------
    type_code, name
        Its number, from 1, and the name that readers see.
    tier
        Tier of impact, whose weight is a `TierWeight`.
    repeat_prone
        Whether it is among the types most often repeated.
    usual_source
        Who usually knows of it.
    evidence
        Its source, or "assumption".
    """

    type_code: int = Field(ge=1)
    name: Text
    tier: int = Field(ge=1)
    repeat_prone: bool
    usual_source: Text
    evidence: Text


class TierWeight(Declared):
    """What one report of a tier weighs, and how far that may be wrong.

    Parameters
    ----------
    weights_version
        The set that it belongs to.
    tier
        Tier of impact.
    weight
        Impact of one report, on any scale.
    low_factor, high_factor
        The weight may be wrong by a factor between these.
    evidence
        Its source, or "assumption".
    """

    weights_version: Version
    tier: int = Field(ge=1)
    weight: float = Field(gt=0)
    low_factor: float = Field(gt=0)
    high_factor: float = Field(gt=0)
    evidence: Text

    @model_validator(mode="after")
    def _holds_itself(self) -> TierWeight:
        _range_holds_one(self.low_factor, self.high_factor)
        return self


class Cut(Declared):
    """One cut-off, with its unit, what it decides and its evidence."""

    name: str
    value: float
    unit: Text
    meaning: Text
    evidence: Text

    @model_validator(mode="after")
    def _sensible(self) -> Cut:
        if self.name not in CUTS:
            raise ValueError(f"there is no cut-off {self.name}")
        low, high = CUTS[self.name]
        at_low = self.name in _MAY_BE_LOWEST and self.value == low
        if not (low < self.value < high or at_low):
            raise ValueError(
                f"value: {self.value:g} is not between {low:g} and {high:g}"
            )
        if self.name in _WHOLE and self.value % 1:
            raise ValueError(f"value: {self.value:g} is no whole number")
        return self


class AsbSource(Declared):
    """Who sends typed incidents; the order of rows decides who counts a shared one."""

    source: str = Field(pattern=r"^[a-z][a-z_]*$")
    name: Text
    evidence: Text


class Crossing(Declared):
    """Which share of a source's own category belongs to a type (0: unclassified)."""

    crosswalk_version: Version
    source: str
    local_category: Text
    type_code: Annotated[int, _CODE, Field(ge=UNCLASSIFIED)]
    share: float = Field(gt=0, le=1)
    evidence: Text


class FamilyMember(Declared):
    """One category of a family of crimes that is ranked as ASB is.

    Parameters
    ----------
    family, title
        Its short name and what readers see; the same on every row of a family.
    category
        Crime category of data.police.uk.
    weight, low_factor, high_factor
        Impact of one crime, and by which factor it may be wrong, as `TierWeight`.
    evidence
        Its source, or "assumption".
    """

    family: Version
    title: Text
    category: str
    weight: float = Field(gt=0)
    low_factor: float = Field(gt=0)
    high_factor: float = Field(gt=0)
    evidence: Text

    @field_validator("category")
    @classmethod
    def _a_crime(cls, name: str) -> str:
        if name == "Anti-social behaviour":
            raise ValueError("it has an index of its own, by types.csv")
        if name not in CATEGORIES:
            raise ValueError(f"there is no crime category {name!r}")
        return name

    @model_validator(mode="after")
    def _holds_itself(self) -> FamilyMember:
        _range_holds_one(self.low_factor, self.high_factor)
        return self


class Fact(Declared):
    """Something published about ASB, as the record of the method quotes it."""

    fact: Text
    value: Text
    evidence: Text


def _range_holds_one(low: float, high: float) -> None:
    if not low <= 1 <= high:
        raise ValueError("the range does not hold 1: low_factor <= 1 <= high_factor")
