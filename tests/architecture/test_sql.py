"""Every SQL file says what it is, and something uses it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "cdp_metrics"
QUERIES = sorted((PACKAGE / "sql").rglob("*.sql"))
RUN_WHOLE = {"checks"}  # folders whose files all run, in order of name


def users() -> str:
    """Return the text of everything in the package that could name a query."""
    files = [*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.toml")]
    return "\n".join(file.read_text("utf-8") for file in sorted(files))


def test_there_is_something_to_check() -> None:
    assert QUERIES


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.stem)
def test_a_query_opens_with_a_comment(query: Path) -> None:
    first = query.read_text("utf-8").splitlines()[0]
    assert re.match(r"-- \S", first), "say grain, units and assumption first"


def trace(query: Path) -> str:
    """Return the pattern that the package's text holds if it uses a query."""
    if query.parent.name in RUN_WHOLE:
        return rf'\bnames\("{query.parent.name}"\)'
    # A reader's second step carries its first step's name.
    return rf"\b{re.escape(query.stem.removesuffix('_files'))}\b"


def test_every_query_is_used() -> None:
    text = users()
    unused = [str(q) for q in QUERIES if not re.search(trace(q), text)]
    assert not unused, "nothing uses\n" + "\n".join(unused)


def test_names_are_plain() -> None:
    plain = re.compile(r"[a-z0-9_]+\.sql")
    assert [query.name for query in QUERIES if not plain.fullmatch(query.name)] == []
