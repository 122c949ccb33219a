"""What every source declares: its columns, and how its files are known.

A source never opens a file. It is handed a `Sample` (the first bytes and what
they say) and answers whether this is one of its own; the warehouse reads the
rows.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Literal

__all__ = ["Column", "Kind", "Match", "Sample", "Source", "year_in_name"]

Kind = Literal["csv", "geojson", "parquet"]


@dataclass(frozen=True)
class Column:
    """A column of a source.

    Parameters
    ----------
    name
        Our name for it.
    headings
        Regular expressions of the publisher's headings, matched whole and
        without regard to case; a group in one captures the vintage.
    required
        Whether a file without it is refused.
    """

    name: str
    headings: tuple[str, ...] = ()
    required: bool = True

    def match(self, heading: str) -> re.Match[str] | None:
        """Return the match of a heading of a file, or None."""
        for pattern in self.headings or (re.escape(self.name),):
            found = re.fullmatch(pattern, heading.strip(), re.IGNORECASE)
            if found:
                return found
        return None

    @property
    def heading(self) -> str:
        """The publisher's heading as a person would write it."""
        plain = (self.headings or (self.name,))[0]
        return re.sub(
            r"\(\?:|[()\\^$?]|\.\*",
            "",
            plain.replace(r"\d{4}", "yyyy").replace(r"\d\d", "yy").replace(r"\d", ""),
        )


@dataclass(frozen=True)
class Sample:
    """What can be known of a file from its first bytes.

    Parameters
    ----------
    name
        File name as the user knows it, archive and member.
    kind
        The shape of the file.
    headings
        Column headings of a table, or property names of a map file.
    crs
        Coordinate reference system that a map file declares, "" for none.
    """

    name: str
    kind: Kind
    headings: tuple[str, ...]
    crs: str = ""


@dataclass(frozen=True)
class Match:
    """A file's headings matched with a source's columns.

    Parameters
    ----------
    source
        The source.
    names
        Our name for each heading of the file, in the file's order; None for a
        heading that the source does not use.
    missing
        Required columns that the file lacks.
    doubled
        Columns that occur more than once in the file.
    vintage
        Year captured from the headings ("WD24CD": 2024) or the name, if any.
    """

    source: Source
    names: tuple[str | None, ...]
    missing: tuple[Column, ...]
    doubled: tuple[str, ...]
    vintage: int | None

    @property
    def complete(self) -> bool:
        """Whether the file can be read."""
        return not self.missing and not self.doubled

    @property
    def share(self) -> float:
        """Share of the required columns that the file has, 0 to 1."""
        required = sum(column.required for column in self.source.columns)
        return 1 - len(self.missing) / required if required else 0.0


@dataclass(frozen=True)
class Source:
    """One kind of file of one publisher.

    Parameters
    ----------
    id
        Identifier, as in ``catalogue/sources.toml``.
    columns
        The columns that the product uses.
    kind
        The shape of the file.
    staging
        Name of the file in ``sql/staging`` that turns its rows into ours.
    table
        Staging table that receives them.
    keep_all
        Whether headings that no column declares are kept, by their own name
        (tables that are a column wide for every year of age).
    needs_year
        Whether the year is not in the file and must be in its name.
    named
        Regular expression that the file's own name must hold, where its headings do
        not say what it is about; "" where they do.
    unused
        Why a file of this kind is recognised but not read; "" where it is.
    constant
        What tells sources apart that share a staging query (a table's name).
    folded
        Whether its publisher breaks lines within quoted fields; elsewhere a field
        that does not end on its line is a sign of a lost quote.
    template
        The return whose template its rows are read by; "" for other files.
    """

    id: str
    columns: tuple[Column, ...]
    kind: Kind = "csv"
    staging: str = ""
    table: str = ""
    keep_all: bool = False
    needs_year: bool = False
    named: str = ""
    unused: str = ""
    constant: str = ""
    folded: bool = False
    template: str = ""

    def match(self, sample: Sample) -> Match | None:
        """Match a file's headings with this source's columns.

        Returns
        -------
        Match or None
            None where the file has another shape or shares no column.
        """
        if sample.kind != self.kind:
            return None
        if self.named and not re.search(self.named, _own_name(sample.name), re.I):
            return None
        names: list[str | None] = []
        vintage: int | None = None
        for heading in sample.headings:
            name: str | None = heading.strip() if self.keep_all else None
            for column in self.columns:
                found = column.match(heading)
                if found:
                    name = column.name
                    if found.groups() and found[1]:
                        vintage = _full_year(found[1])
                    break
            names.append(name)
        held = Counter(name for name in names if name is not None)
        own = [column for column in self.columns if column.name in held]
        if not own:
            return None
        return Match(
            source=self,
            names=tuple(names),
            missing=tuple(c for c in self.columns if c.required and c.name not in held),
            doubled=tuple(c.name for c in own if held[c.name] > 1),
            vintage=vintage if vintage else year_in_name(sample.name),
        )


def _full_year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def year_in_name(name: str) -> int | None:
    """Return the only year (1990 to 2099) in a file's own name, else None.

    Some publishers' tables do not say which year they are for; the file's name
    is then the only witness.
    """
    own = _own_name(name)
    years = {int(y) for y in re.findall(r"(?<!\d)(199\d|20\d\d)(?!\d)", own)}
    return years.pop() if len(years) == 1 else None


def _own_name(name: str) -> str:
    """Return a file's name without its folders and its archive."""
    return name.replace("\\", "/").rsplit("/", 1)[-1]
