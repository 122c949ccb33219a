"""The SQL files of the package, by name."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

__all__ = ["FOLDER", "FORMAT", "names", "prepared", "queries", "text"]

FOLDER = Path(__file__).parents[1] / "sql"
FORMAT: Final = 1
"""What the store's columns mean. Raise it when one keeps its name and type but means
something else: no query can tell that, so stores of another format are not read."""


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


@cache
def queries() -> tuple[str, ...]:
    """Return the names of all queries that pages ask."""
    return tuple(name.removeprefix("queries/") for name in names("queries"))


@cache
def prepared(name: str) -> str:
    """Return what has a query's tables and columns looked up, but runs nothing."""
    return f"prepare asked as {text(f'queries/{name}')}"
