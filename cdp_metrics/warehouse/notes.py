"""What analysts write about figures: one line a note, and none is ever taken away.

``notes.jsonl`` stands beside the snapshots and belongs to no build. A correction is a
new line that replaces an earlier one; a withdrawal is one that says why.
"""

from __future__ import annotations

import os
import re
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Final, NamedTuple, Self
from uuid import uuid4

from filelock import FileLock, Timeout
from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from cdp_metrics.errors import NoteRefused, SourceRefused, StoreBusy
from cdp_metrics.sources.returned import personal_cell
from cdp_metrics.warehouse.snapshots import local_folder

__all__ = ["LONGEST", "Held", "Note", "held_notes", "keep", "new_note", "notes_file"]

LONGEST: Final = 400
LONGEST_NAME: Final = 60
NAME: Final = "a person's name"
WAIT_SECONDS: Final = 10
_CALLED: Final = {"author": "your name", "text": "the text"}
_MARKUP: Final = re.compile(r"<[!/?a-z]|&#?\w+;|\]\(|https?:|www\.", re.IGNORECASE)


def _plain(text: str) -> str:
    """Return a text on one line; refuse what is no plain text."""
    text = " ".join(text.split())
    if not text.isprintable():
        raise ValueError("it holds characters that cannot be printed")
    if _MARKUP.search(text):
        raise ValueError("it holds HTML or a link; plain words only")
    return text


def _of_nobody(text: str) -> str:
    """Refuse a text that seems to be about a person."""
    if kind := personal_cell(text):
        raise ValueError(f"it seems to hold {kind}; nothing about a person")
    return text


def _author(text: str) -> str:
    """Refuse an author that is more than a name."""
    if (kind := personal_cell(text)) not in ("", NAME):
        raise ValueError(f"it seems to hold {kind}; a name alone")
    return text


Plain = Annotated[str, AfterValidator(_plain)]


class Note(BaseModel):
    """One note.

    Parameters
    ----------
    id
        What a later note calls it by.
    indicator, area
        What it is about: identifier of the indicator, code of the area.
    start, end
        First and last day of the period of the figure.
    author, text
        Who wrote what.
    written_on, written_at
        The day that its figures were looked at, and when it was kept (UTC).
    replaces
        The note that it corrects or withdraws; "" for none.
    withdrawn
        Whether the other is withdrawn; the text then says why.
    demonstration
        Whether the figures were invented.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[0-9a-f]{8}$")
    indicator: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    area: str = Field(min_length=1, max_length=40)
    start: date
    end: date
    author: Annotated[Plain, AfterValidator(_author)] = Field(
        min_length=2, max_length=LONGEST_NAME
    )
    text: Annotated[Plain, AfterValidator(_of_nobody)] = Field(
        min_length=10, max_length=LONGEST
    )
    written_on: date
    written_at: AwareDatetime
    replaces: str = ""
    withdrawn: bool = False
    demonstration: bool = False

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.end < self.start:
            raise ValueError("the period ends before it begins")
        if self.withdrawn and not self.replaces:
            raise ValueError("a withdrawal names no note (replaces)")
        return self


class Held(NamedTuple):
    """The notes that can be read, in the order written, and the lines that cannot."""

    notes: tuple[Note, ...] = ()
    faults: tuple[SourceRefused, ...] = ()


def notes_file() -> Path:
    """Return the file of notes, in ``CDP_LOCAL``, else in ``data/local``."""
    return local_folder() / "notes.jsonl"


def held_notes(path: Path) -> Held:
    """Return what is written in a file of notes; nothing where there is none.

    A line that cannot be read is named, and the others stand.
    """
    try:
        found = path.stat()
    except OSError:
        return Held()
    try:
        return _read(path, found.st_mtime_ns, found.st_size, found.st_ino)
    except OSError as error:
        unread = SourceRefused(
            path.name,
            f"it cannot be opened ({error.strerror}), so no note is shown",
            expected="a file that the dashboard may read",
            remedy="ask whoever runs this dashboard to give it the right",
        )
        return Held(faults=(unread,))


@lru_cache(maxsize=4)
def _read(path: Path, *_: int) -> Held:
    """Read a file once for as long as it stays as it is."""
    notes: dict[str, Note] = {}
    faults = []
    for row, line in enumerate(path.read_bytes().splitlines(), 1):
        if not line.strip():
            continue
        try:
            note = Note.model_validate_json(line)
        except ValidationError as error:
            faults.append(_fault(path, row, _told(error)))
            continue
        if note.id in notes:
            faults.append(_fault(path, row, f"the id {note.id!r} stands above already"))
        elif note.replaces and not _fits(note, notes):
            named = f"{note.replaces!r} is no earlier note about the same figure"
            faults.append(_fault(path, row, f"replaces: {named}"))
        else:
            notes[note.id] = note
    return Held(tuple(notes.values()), tuple(faults))


def _fits(note: Note, notes: dict[str, Note]) -> bool:
    """Return whether the note that one replaces is about the same."""
    other = notes.get(note.replaces)
    return other is not None and (other.indicator, other.area) == (
        note.indicator,
        note.area,
    )


def _told(error: ValidationError) -> str:
    """Return what is wrong with a note, without what stands in it."""
    first = error.errors(include_input=False, include_url=False)[0]
    words = first["msg"].removeprefix("Value error, ")
    return ": ".join([*map(str, first["loc"]), words])


def _fault(path: Path, row: int, found: str) -> SourceRefused:
    return SourceRefused(
        path.name,
        f"{found}; this note is not shown",
        expected="one note a line, as docs/commentary.md describes it",
        remedy=f"mend line {row} in a text editor, or put the file back from your "
        "backup; the other notes are shown",
        row=row,
    )


def new_note(
    figure: tuple[str, str, date, date],
    author: str,
    text: str,
    day: date,
    *,
    replaces: str = "",
    withdrawn: bool = False,
    demonstration: bool = False,
) -> Note:
    """Return a note that may be kept.

    Parameters
    ----------
    figure
        Indicator, area, first and last day of its period.
    author, text
        Who wrote what.
    day
        The day that the figures are looked at.
    replaces, withdrawn, demonstration
        See `Note`.

    Raises
    ------
    NoteRefused
        The message says what is wrong, never what was written.
    """
    indicator, area, start, end = figure
    try:
        return Note(
            id=uuid4().hex[:8],
            indicator=indicator,
            area=area,
            start=start,
            end=end,
            author=author,
            text=text,
            written_on=day,
            written_at=datetime.now(UTC),
            replaces=replaces,
            withdrawn=withdrawn,
            demonstration=demonstration,
        )
    except ValidationError as error:
        where, _, why = _told(error).rpartition(": ")
        raise NoteRefused(
            f"the note was not kept: {_CALLED.get(where, where)}: {why}. What to do: "
            f"give a name and 10 to {LONGEST} characters of plain words about nobody, "
            "and send it again"
        ) from None


def keep(path: Path, note: Note) -> None:
    """Add a note to a file, which is replaced whole: never half a line, never lost.

    Raises
    ------
    NoteRefused
        What it replaces is not there any more, or the file cannot be written.
    StoreBusy
        Others were writing all the while.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(path.with_suffix(".lock"), timeout=WAIT_SECONDS):
            _check(path, note)
            body = path.read_bytes() if path.is_file() else b""
            if body and not body.endswith(b"\n"):  # somebody's editor left it out
                body += b"\n"
            draft = path.with_suffix(".new")
            with draft.open("wb") as file:
                file.write(body + note.model_dump_json().encode() + b"\n")
                file.flush()
                os.fsync(file.fileno())
            os.replace(draft, path)
    except Timeout:
        raise StoreBusy(
            f"others are writing to {path.name}. What to do: send the note again"
        ) from None
    except OSError as error:
        raise NoteRefused(
            f"the note was not kept: {path.name} cannot be written "
            f"({error.strerror or error}). What to do: ask whoever runs the dashboard"
        ) from error


def _check(path: Path, note: Note) -> None:
    """Refuse to replace what is not there, or what another has replaced meanwhile."""
    if not note.replaces:
        return
    notes = {each.id: each for each in held_notes(path).notes}
    if not _fits(note, notes) or note.replaces in {n.replaces for n in notes.values()}:
        raise NoteRefused(
            "the note was not kept: the one it replaces is not there, or was replaced "
            "meanwhile. What to do: reload the page and look at what is written now"
        )
