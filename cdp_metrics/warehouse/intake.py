"""Find files, take a private copy of each with its hash, and recognise it.

The copy is what is read, so that a file that changes or vanishes meanwhile cannot
give rows that its recorded hash does not stand for.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import IO

from cdp_metrics.errors import CdpError, SourceRefused, SourceUnknown
from cdp_metrics.sources import ALL, Match, recognise
from cdp_metrics.sources.police import month_in_name
from cdp_metrics.warehouse.items import UNREADABLE, Item, items, unreadable
from cdp_metrics.warehouse.personal import refuse_personal
from cdp_metrics.warehouse.sample import rows_of, sample_of

__all__ = ["Progress", "Received", "receive"]

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much is done and how much there is."""

CHUNK = 1 << 20


@dataclass(frozen=True)
class Received:
    """One file as received.

    Parameters
    ----------
    file_id
        Its number in this build.
    name
        As the user knows it; a member of an archive is ``archive.zip!member``.
    path
        The private copy; None where there is none to read.
    sha256, size
        Of the bytes as received.
    published_at
        When it was published: given, else the archive entry's date, else the file's.
    match
        The source it belongs to, None where it is not read.
    status, reason, remedy
        accepted, refused, unknown, duplicate or unused, and why.
    rows
        How many rows a table holds, counted apart from their reading.
    """

    file_id: int
    name: str
    path: Path | None
    sha256: str
    size: int
    published_at: datetime
    match: Match | None = None
    status: str = "accepted"
    reason: str = ""
    remedy: str = ""
    rows: int | None = None


def receive(
    roots: Sequence[Path],
    work: Path,
    *,
    published: Mapping[str, datetime] | None = None,
    progress: Progress = lambda what, done, total: None,
) -> list[Received]:
    """Copy and recognise every file below some folders.

    Parameters
    ----------
    roots
        Folders, searched to any depth, or single files.
    work
        Folder for the private copies.
    published
        Dates of publication by name, where the file does not bear its own: of a
        plain file, of a member of archives, of an archive, or ``archive.zip!member``.
    progress
        Told of each file.

    Returns
    -------
    list of Received
        In an order that depends on names and contents alone; of files with the same
        content the one published last is read, the others are marked duplicate.

    Raises
    ------
    CdpError
        A date is given for a name that no file has.
    """
    found = _dated([item for root in roots for item in items(root)], published or {})
    received = []
    for number, item in enumerate(found, start=1):
        progress("Reading files", number, len(found))
        received.append(_take(item, number, work))
    received.sort(key=lambda each: (each.name, each.sha256, each.published_at))
    return _without_duplicates(
        [replace(each, file_id=place) for place, each in enumerate(received, start=1)]
    )


def _dated(found: Sequence[Item], published: Mapping[str, datetime]) -> list[Item]:
    """Put the dates given in place; the name that says most decides."""
    dated, met = [], set()
    for item in found:
        archive, _, member = item.name.partition("!")
        own = (PurePosixPath(part).name for part in (member, archive))
        names = [name for name in (item.name, *own) if name in published]
        met.update(names)
        given = published[names[0]] if names else item.published_at
        dated.append(replace(item, published_at=given))
    if unmet := sorted(set(published) - met):
        raise CdpError(
            f"a date of publication is given for {', '.join(unmet)}, but no file has "
            "that name. What to do: give the name of a file, of an archive or of a "
            "file within archives, as the list of files shows it"
        )
    return dated


def _take(item: Item, number: int, work: Path) -> Received:
    received = Received(number, item.name, None, "", 0, item.published_at)
    try:
        if item.fault is not None:
            raise item.fault
        copy = work / f"{number:06d}"
        sha256, size = _copy(item, copy)
        received = replace(received, path=copy, sha256=sha256, size=size)
        sample = sample_of(copy, item.name)
        match = recognise(sample, ALL)
        if match.source.unused:
            return replace(
                received, path=None, status="unused", reason=match.source.unused
            )
        if match.source.template:
            refuse_personal(copy, item.name, match)
        rows = None
        if sample.kind == "csv":
            rows = rows_of(copy, item.name, folded=match.source.folded)
            _refuse_empty(rows, item.name, match)
        return replace(received, match=match, rows=rows)
    except SourceRefused as refusal:
        status = "unknown" if isinstance(refusal, SourceUnknown) else "refused"
        return replace(
            received,
            path=None,
            status=status,
            reason=refusal.reason,
            remedy=refusal.remedy,
        )


def _refuse_empty(rows: int, name: str, match: Match) -> None:
    """Refuse a heading alone: no rows were sent is not that nothing happened."""
    if not rows:
        again = "fill it in and send it" if match.source.template else "download it"
        raise SourceRefused(
            name,
            "holds a heading but no rows",
            expected="at least one row",
            remedy=f"{again} again, or leave it out",
        )


def _copy(item: Item, copy: Path) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    try:
        source = item.open()
    except UNREADABLE as error:
        raise unreadable(item.name, error) from None
    try:
        with source, copy.open("wb") as target:
            while chunk := _read(source, item.name):
                digest.update(chunk)
                size += len(chunk)
                target.write(chunk)
    except OSError as error:  # of the copy: a fault of the source is a refusal
        raise CdpError(
            f"cannot write below {copy.parent} ({os.strerror(error.errno or 0)}). What "
            "to do: free some space and build again; the published store is as it was"
        ) from error
    return digest.hexdigest(), size


def _read(source: IO[bytes], name: str) -> bytes:
    try:
        return source.read(CHUNK)
    except UNREADABLE as error:
        raise unreadable(name, error) from None


def _without_duplicates(received: Sequence[Received]) -> list[Received]:
    best: dict[tuple[object, ...], Received] = {}
    for each in received:
        if each.match is not None:
            held = best.setdefault(_content(each), each)
            if each.published_at > held.published_at:
                best[_content(each)] = each
    return [
        each
        if each.match is None or best[_content(each)] is each
        else replace(
            each,
            path=None,
            match=None,
            status="duplicate",
            reason=f"same content as {best[_content(each)].name}",
        )
        for each in received
    ]


def _content(each: Received) -> tuple[object, ...]:
    """Return what makes two files the same; a month in the name is a claim too."""
    return each.sha256, each.match and each.match.source.id, month_in_name(each.name)
