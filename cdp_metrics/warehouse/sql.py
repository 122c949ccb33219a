"""The SQL files of the package, by name."""

from __future__ import annotations

import zlib
from functools import cache
from pathlib import Path

__all__ = ["FOLDER", "names", "schema_version", "text"]

FOLDER = Path(__file__).parents[1] / "sql"


@cache
def text(name: str) -> str:
    """Return the SQL in ``sql/<name>.sql``; name holds its folder.

    Raises
    ------
    FileNotFoundError
        There is no such file.
    """
    return (FOLDER / f"{name}.sql").read_text(encoding="utf-8")


def names(folder: str) -> list[str]:
    """Return the names of the files in a folder of ``sql``, in order."""
    return sorted(f"{folder}/{path.stem}" for path in (FOLDER / folder).glob("*.sql"))


def schema_version() -> int:
    """Return a number that changes whenever the store's tables do."""
    return zlib.crc32(text("build/010_schema").replace("\r\n", "\n").encode()) >> 1
