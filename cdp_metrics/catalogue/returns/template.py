"""The template of a return: its columns, what they may hold, and who sends it when."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import Field as Key
from pydantic import model_validator

from cdp_metrics.catalogue.in_force import in_force
from cdp_metrics.catalogue.returns.feed import Feed
from cdp_metrics.catalogue.toml import Declared, read_toml, validated
from cdp_metrics.errors import ConfigurationWrong

__all__ = [
    "BEFORE",
    "Field",
    "Template",
    "load_templates",
    "redefined",
    "template",
    "templates",
]

Type = Literal[
    "text", "choice", "date", "month", "area", "count", "number", "money", "percent",
    "yes_no",
]  # fmt: skip
Cadence = Literal["month", "quarter", "half-year", "year"]
Name = Annotated[str, Key(pattern=r"^[a-z][a-z0-9_]{0,40}$")]
FIGURES: Final = frozenset({"count", "number", "money", "percent"})
MONTHS: Final[dict[Cadence, int]] = {
    "month": 1, "quarter": 3, "half-year": 6, "year": 12,
}  # fmt: skip


class Field(Declared):
    """One column of a return.

    Parameters
    ----------
    name
        Its heading.
    type
        What its cells hold. A count is a whole number, a percent lies between 0 and
        100, an area is an ONS code, a choice is one of `values`.
    title
        What it is, in a few words.
    why
        Why it is asked.
    example
        A cell as it may be sent.
    unit
        Of what a figure counts.
    values
        The choices.
    key
        Whether it tells rows of one period apart.
    blank
        Whether its cells may be empty; a figure's always may: it is then missing.
    people
        Whether it counts people, so that figures under 5 are not shown.
    bound
        Whether a cell may be a bound only: ">=70%".
    at_most
        Another column whose figure this one cannot exceed.
    after
        Another date that this one cannot come before.
    """

    name: Name
    type: Type
    title: str
    why: str
    example: str
    unit: str = ""
    values: tuple[str, ...] = ()
    key: bool = False
    blank: bool = False
    people: bool = False
    bound: bool = False
    at_most: str = ""
    after: str = ""

    @property
    def figure(self) -> bool:
        """Whether its cells are figures, which may be suppressed or missing."""
        return self.type in FIGURES

    @model_validator(mode="after")
    def _sound(self) -> Field:
        if (self.type == "choice") != bool(self.values):
            raise ValueError("a choice, and nothing else, has values")
        if (self.people or self.bound or self.at_most) and not self.figure:
            raise ValueError("people, bound and at_most are of figures alone")
        if self.key and (self.figure or self.blank):
            raise ValueError("a key is neither a figure nor blank")
        if self.after and self.type != "date":
            raise ValueError("after is of dates alone")
        return self


BEFORE: Final = (
    Field(
        name="provider",
        type="text",
        title="Who sends the return",
        why="A return replaces the last one of the same provider and period.",
        example="City Council",
        key=True,
    ),
    Field(
        name="period_start",
        type="date",
        title="First day of the period",
        why="Every figure belongs to a period.",
        example="2025-10-01",
        key=True,
    ),
)
"""The columns that every return starts with."""


class Template(Declared):
    """A return that a partner sends.

    Parameters
    ----------
    id
        Identifier: the name of its file.
    title
        What it is.
    page
        The page that shows it.
    sender
        Who usually sends it.
    cadence
        How long its periods are; years run from `year_from`.
    year_from
        Month in which years, half-years and quarters of years begin.
    due_days
        Days after a period's end until it is due.
    grain
        What one row is.
    why
        What the partnership uses it for.
    fields
        Its columns, after those that every return has.
    feeds
        Which of its rows are figures of an indicator.
    """

    id: Name
    title: str
    page: str
    sender: str
    cadence: Cadence
    year_from: int = Key(default=4, ge=1, le=12)
    due_days: int = Key(default=30, ge=0, le=800)
    grain: str
    why: str
    fields: tuple[Field, ...] = Key(min_length=1)
    feeds: tuple[Feed, ...] = ()

    @property
    def columns(self) -> tuple[Field, ...]:
        """Every column, in the order of the empty file."""
        provider, period = BEFORE
        first = period.model_copy(update={"example": f"2024-{self.year_from:02d}-01"})
        return (provider, first, *self.fields)

    @property
    def key(self) -> tuple[str, ...]:
        """The columns that tell rows apart."""
        return tuple(each.name for each in self.columns if each.key)

    @property
    def empty(self) -> str:
        """The empty file: its headings."""
        return ",".join(each.name for each in self.columns) + "\n"

    @property
    def months(self) -> int:
        """Months in a period."""
        return MONTHS[self.cadence]

    @model_validator(mode="after")
    def _sound(self) -> Template:
        named = {each.name: each for each in self.columns}
        if len(named) < len(self.columns):
            raise ValueError("a column occurs twice")
        for each in self.fields:
            for other, kind in ((each.at_most, each.type), (each.after, "date")):
                if other and (other not in named or named[other].type != kind):
                    raise ValueError(
                        f"{each.name} refers to {other!r}: no column of its kind"
                    )
        for feed in self.feeds:
            if unknown := sorted(feed.columns - set(named)):
                raise ValueError(f"{feed.indicator} is fed from no column: {unknown}")
        return self


def load_templates(folder: Path) -> dict[str, Template]:
    """Return the templates that a folder declares, one a TOML file, by identifier.

    Raises
    ------
    ConfigurationWrong
        A file is not as declared.
    """
    found = {}
    for path in sorted(folder.glob("*.toml")):
        values = {"id": path.stem, **read_toml(path)}
        found[path.stem] = validated(Template, values, path, path.stem)
    if not found:
        raise ConfigurationWrong(f"{folder}: no template of a return is declared there")
    return found


@cache
def _own() -> dict[str, Template]:
    return load_templates(Path(__file__).parent)


def templates() -> Mapping[str, Template]:
    """Return the product's own templates, or a snapshot's, by identifier."""
    return in_force("templates", _own())


def template(name: str) -> Template:
    """Return one template.

    Raises
    ------
    KeyError
        Where there is none.
    """
    return templates()[name]


def redefined(indicator_id: str) -> bool:
    """Return whether a return may bring an indicator by definitions of its own."""
    feeds = (feed for each in templates().values() for feed in each.feeds)
    return any(f.definition and f.indicator == indicator_id for f in feeds)
