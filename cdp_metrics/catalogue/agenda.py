"""What a partnership set itself, and what its data may be used for.

Priorities, groups and deliverables come from one file, purposes from another.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pydantic import Field, model_validator

from cdp_metrics.catalogue.indicators import indicators
from cdp_metrics.catalogue.returns import templates
from cdp_metrics.catalogue.rows import RowFile
from cdp_metrics.catalogue.toml import Declared

__all__ = [
    "Agenda",
    "Deliverable",
    "Group",
    "Minuted",
    "Priority",
    "Purpose",
    "load_agenda",
    "load_purposes",
]


class Priority(Declared):
    """A priority of a period, as a paper states it.

    Parameters
    ----------
    period
        The period as the paper writes it: "2023/24".
    first
        First day of it, or the paper's own day; the latest period is shown first.
    name
        The priority, as printed.
    source
        The paper and its paragraph.
    place
        Whose it is, where it is not the partnership's own.
    indicators, returns
        What evidences it: measures of the dictionary, and returns of partners.
    note
        What is assumed.
    """

    period: str = Field(min_length=1)
    first: date
    name: str = Field(min_length=1)
    source: str = Field(min_length=1)
    place: str = ""
    indicators: tuple[str, ...] = ()
    returns: tuple[str, ...] = ()
    note: str = ""

    @model_validator(mode="after")
    def _known(self) -> Priority:
        for name in self.indicators:
            if name not in indicators():
                raise ValueError(f"the catalogue has no indicator {name}")
        for name in self.returns:
            if name not in templates():
                raise ValueError(f"there is no return {name}")
        return self


class Group(Declared):
    """A group that reports into the board, and the paper that names it."""

    name: str = Field(min_length=1)
    source: str = Field(min_length=1)


class Deliverable(Declared):
    """Something that a unit is to produce.

    Parameters
    ----------
    name
        What, in a few words.
    period
        When, as the paper writes it.
    source
        The paper and its paragraph.
    action
        Words by which an action of the log is known to be about it; "" where none is.
    """

    name: str = Field(min_length=1)
    period: str = Field(min_length=1)
    source: str = Field(min_length=1)
    action: str = ""


class Minuted(Declared):
    """An action that the minutes of a meeting record.

    Parameters
    ----------
    meeting, met
        The group that met, and the day.
    paragraph
        Where in the minutes.
    owner
        The group or role that is to do it; never a person.
    text
        What is to be done.
    due
        When, where the minutes state a day.
    source
        The paper.
    """

    meeting: str = Field(min_length=1)
    met: date
    paragraph: str = Field(min_length=1)
    owner: str = Field(min_length=1)
    text: str = Field(min_length=1)
    due: date | None = None
    source: str = Field(min_length=1)


class Purpose(Declared):
    """Whether data may be used for something.

    Parameters
    ----------
    asset, use
        Which data or model, and what for.
    title
        Both in a reader's words.
    agreement
        The information sharing agreement, or that none is named.
    allowed
        Whether the use is covered.
    reason
        Why, or why not.
    unlock
        Who can allow it.
    expires
        Last day on which it is allowed; None where none is agreed.
    source
        The paper and its paragraph.
    """

    asset: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    use: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    title: str = Field(min_length=1)
    agreement: str = Field(min_length=1)
    allowed: bool
    reason: str = Field(min_length=1)
    unlock: str = Field(min_length=1)
    expires: date | None = None
    source: str = Field(min_length=1)


class Agenda(Declared):
    """Priorities, groups, deliverables and minuted actions, in the file's order."""

    priorities: tuple[Priority, ...] = ()
    groups: tuple[Group, ...] = ()
    deliverables: tuple[Deliverable, ...] = ()
    actions: tuple[Minuted, ...] = ()


def load_agenda(path: Path) -> Agenda:
    """Return the priorities, groups, deliverables and actions that a file declares.

    Raises
    ------
    ConfigurationWrong
        The file is absent or a row is not as declared; the message names the line.
    """
    file = _file(path, ("priority", "group", "deliverable", "action"))
    return Agenda(
        priorities=file.rows("priority", Priority),
        groups=file.rows("group", Group),
        deliverables=file.rows("deliverable", Deliverable),
        actions=file.rows("action", Minuted),
    )


def load_purposes(path: Path) -> tuple[Purpose, ...]:
    """Return the register of purposes that a file declares.

    Raises
    ------
    ConfigurationWrong
        The file is absent, a row is not as declared, or a use is entered twice.
    """
    file = _file(path, ("purpose",))
    found = file.rows("purpose", Purpose)
    entered = [(each.asset, each.use) for each in found]
    for at, pair in enumerate(entered):
        if pair in entered[:at]:
            fault = f"{' for '.join(pair)} is entered twice"
            raise file.wrong("[[purpose]]", at, fault, "keep one entry")
    return found


def _file(path: Path, tables: tuple[str, ...]) -> RowFile:
    file = RowFile(path)
    if unknown := sorted(set(file.tables) - set(tables)):
        wanted = ", ".join(f"[[{name}]]" for name in tables)
        found = ", ".join(unknown)
        raise file.wrong(
            f"[[{unknown[0]}]]", 0, f"expected {wanted}; found {found}", "remove it"
        )
    return file
