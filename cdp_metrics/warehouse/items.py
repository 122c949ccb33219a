"""Find files to read; members of archives count as files."""

from __future__ import annotations

import gzip
import lzma
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import IO, cast

from cdp_metrics.errors import SourceRefused

__all__ = ["UNREADABLE", "Item", "items", "unreadable"]

LARGEST = 4 << 30
"""Bytes that a member of an archive may unpack to."""
PACKED, RATIO = 1 << 30, 200
"""Above so many bytes a member may be so many times its packed size, no more."""

_EXCEL = "[Content_Types].xml"
# what the readers of archives raise at one that is damaged, encrypted or too new
UNREADABLE = (
    OSError,
    EOFError,
    RuntimeError,
    ValueError,
    lzma.LZMAError,
    zlib.error,
    zipfile.BadZipFile,
)


@dataclass(frozen=True)
class Item:
    """Something to copy: a plain file or a member of an archive.

    Parameters
    ----------
    name
        As the user knows it; a member of an archive is ``archive.zip!member``.
    open
        Opens it for reading.
    published_at
        The archive entry's date, else the file's.
    fault
        Why it cannot be read, where that shows before it is opened.
    """

    name: str
    open: Callable[[], IO[bytes]]
    published_at: datetime
    fault: SourceRefused | None = None


def items(root: Path) -> Iterator[Item]:
    """Yield every file below a folder, or in one file; hidden ones are passed over.

    Parameters
    ----------
    root
        A folder, searched to any depth, or a single file.
    """
    paths = [root] if root.is_file() else sorted(root.rglob("*"))
    for path in paths:
        if not path.is_file() or path.name.startswith("."):
            continue
        name = path.name if path == root else path.relative_to(root).as_posix()
        try:
            yield from _unpack(path, name)
        except OSError as error:
            now = datetime.now(UTC).replace(tzinfo=None)
            yield Item(name, _absent, now, unreadable(name, error))


def _unpack(path: Path, name: str) -> Iterator[Item]:
    modified = datetime.fromtimestamp(path.stat().st_mtime, UTC).replace(tzinfo=None)
    with path.open("rb") as file:
        magic = file.read(4)
    if magic[:2] == b"\x1f\x8b":
        yield Item(name, lambda: _unzipped(path), modified)
    elif magic != b"PK\x03\x04" and magic != b"PK\x05\x06":
        yield Item(name, lambda: path.open("rb"), modified)
    else:
        yield from _members(path, name, modified)


def _members(path: Path, name: str, modified: datetime) -> Iterator[Item]:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    except UNREADABLE as error:
        fault = SourceRefused(
            name,
            f"the archive cannot be opened ({error})",
            expected="a whole zip archive",
            remedy="download it again",
        )
        yield Item(name, _absent, modified, fault)
        return
    if any(entry.filename == _EXCEL for entry in entries):
        yield Item(name, lambda: path.open("rb"), modified)
    elif not entries:
        fault = SourceRefused(
            name, "the archive holds no files", remedy="download it again"
        )
        yield Item(name, _absent, modified, fault)
    else:
        met: Counter[str] = Counter()
        for entry in sorted(entries, key=lambda e: (e.filename, e.header_offset)):
            met[entry.filename] += 1
            again = met[entry.filename]
            member = f"{name}!{entry.filename}" + (f" ({again})" if again > 1 else "")
            yield Item(
                member,
                _member_opener(path, entry),
                _moment(entry, modified),
                _oversized(member, entry),
            )


def _oversized(name: str, entry: zipfile.ZipInfo) -> SourceRefused | None:
    size, packed = entry.file_size, max(entry.compress_size, 1)
    if size <= LARGEST and (size <= PACKED or size <= RATIO * packed):
        return None
    return SourceRefused(
        name,
        f"it would unpack to {size:,} bytes from {packed:,}",
        expected=f"at most {LARGEST:,} bytes and, above {PACKED:,}, {RATIO} times "
        "the packed size",
        remedy="if it is what you expect, unpack the archive and put the file here",
    )


def _moment(entry: zipfile.ZipInfo, modified: datetime) -> datetime:
    """Return an entry's date, or the archive's where a tool wrote none.

    None is month 0, or the first day that the format can write.
    """
    try:
        moment = datetime(*entry.date_time)
    except ValueError:
        return modified
    return modified if moment.date() == date(1980, 1, 1) else moment


def _member_opener(path: Path, entry: zipfile.ZipInfo) -> Callable[[], IO[bytes]]:
    def opened() -> IO[bytes]:
        return zipfile.ZipFile(path).open(entry)  # by name it could be another

    return opened


def _unzipped(path: Path) -> IO[bytes]:
    return cast(IO[bytes], gzip.open(path))


def _absent() -> IO[bytes]:
    raise FileNotFoundError


def unreadable(name: str, error: Exception) -> SourceRefused:
    """Return the refusal of a file that cannot be opened or read to its end."""
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
