"""Find files, take a private copy of each with its hash, and recognise it.

The copy is what is read, so that a file that changes or vanishes meanwhile cannot
give rows that its recorded hash does not stand for.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, cast

from cdp_metrics.errors import CdpError, SourceRefused, SourceUnknown
from cdp_metrics.sources import ALL, Match, recognise
from cdp_metrics.sources.police import month_in_name
from cdp_metrics.warehouse.sample import sample_of

__all__ = ["Progress", "Received", "receive"]

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much is done and how much there is."""

CHUNK = 1 << 20
_EXCEL = "[Content_Types].xml"


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


@dataclass(frozen=True)
class _Item:
    """Something to copy: a plain file or a member of an archive."""

    name: str
    open: Callable[[], IO[bytes]]
    published_at: datetime
    fault: SourceRefused | None = None


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
        Dates of publication by file name, where the file does not bear its own.
    progress
        Told of each file.

    Returns
    -------
    list of Received
        In a fixed order; of files with the same content the one published last is
        read, the others are marked duplicate.
    """
    items = [item for root in roots for item in _items(root, published or {})]
    received = []
    for number, item in enumerate(items, start=1):
        progress("Reading files", number, len(items))
        received.append(_take(item, number, work))
    return _without_duplicates(received)


def _items(root: Path, published: Mapping[str, datetime]) -> Iterator[_Item]:
    paths = [root] if root.is_file() else sorted(root.rglob("*"))
    for path in paths:
        if not path.is_file() or path.name.startswith("."):
            continue
        name = path.name if path == root else path.relative_to(root).as_posix()
        try:
            yield from _unpack(path, name, published.get(path.name))
        except OSError as error:
            now = datetime.now(UTC).replace(tzinfo=None)
            yield _Item(name, _absent, now, _unreadable(name, error))


def _unpack(path: Path, name: str, given: datetime | None) -> Iterator[_Item]:
    modified = datetime.fromtimestamp(path.stat().st_mtime, UTC).replace(tzinfo=None)
    with path.open("rb") as file:
        magic = file.read(4)
    if magic[:2] == b"\x1f\x8b":
        yield _Item(name, lambda: _unzipped(path), given or modified)
    elif magic != b"PK\x03\x04" and magic != b"PK\x05\x06":
        yield _Item(name, lambda: path.open("rb"), given or modified)
    else:
        yield from _members(path, name, given, modified)


def _members(
    path: Path, name: str, given: datetime | None, modified: datetime
) -> Iterator[_Item]:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    except zipfile.BadZipFile as error:
        fault = SourceRefused(
            name,
            f"the archive cannot be opened ({error})",
            expected="a whole zip archive",
            remedy="download it again",
        )
        yield _Item(name, _absent, modified, fault)
        return
    if any(entry.filename == _EXCEL for entry in entries):
        fault = SourceUnknown(
            name, "an Excel workbook", remedy="save the sheet as CSV (UTF-8)"
        )
        yield _Item(name, _absent, modified, fault)
    elif not entries:
        fault = SourceRefused(
            name, "the archive holds no files", remedy="download it again"
        )
        yield _Item(name, _absent, modified, fault)
    else:
        for entry in sorted(entries, key=lambda e: e.filename):
            yield _Item(
                f"{name}!{entry.filename}",
                _member_opener(path, entry.filename),
                given or _moment(entry, modified),
            )


def _moment(entry: zipfile.ZipInfo, modified: datetime) -> datetime:
    """Return an entry's date, or the archive's where a tool wrote none (month 0)."""
    try:
        return datetime(*entry.date_time)
    except ValueError:
        return modified


def _member_opener(path: Path, member: str) -> Callable[[], IO[bytes]]:
    def opened() -> IO[bytes]:
        return zipfile.ZipFile(path).open(member)

    return opened


def _unzipped(path: Path) -> IO[bytes]:
    return cast(IO[bytes], gzip.open(path))


def _absent() -> IO[bytes]:
    raise FileNotFoundError


def _take(item: _Item, number: int, work: Path) -> Received:
    received = Received(number, item.name, None, "", 0, item.published_at)
    try:
        if item.fault is not None:
            raise item.fault
        copy = work / f"{number:06d}"
        sha256, size = _copy(item, copy)
        received = replace(received, path=copy, sha256=sha256, size=size)
        match = recognise(sample_of(copy, item.name), ALL)
        if match.source.unused:
            return replace(
                received, path=None, status="unused", reason=match.source.unused
            )
        return replace(received, match=match)
    except SourceRefused as refusal:
        status = "unknown" if isinstance(refusal, SourceUnknown) else "refused"
        return replace(
            received,
            path=None,
            status=status,
            reason=refusal.reason,
            remedy=refusal.remedy,
        )


def _copy(item: _Item, copy: Path) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    try:
        source = item.open()
    except (OSError, RuntimeError, zipfile.BadZipFile) as error:
        raise _unreadable(item.name, error) from None
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
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile) as error:
        raise _unreadable(name, error) from None


def _unreadable(name: str, error: Exception) -> SourceRefused:
    if isinstance(error, FileNotFoundError):
        return SourceRefused(
            name,
            "the file vanished while it was being read",
            remedy="put it back and build again",
        )
    return SourceRefused(
        name,
        f"the file cannot be read ({error})",
        remedy="check that it is whole and that you may read it, then build again",
    )


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
