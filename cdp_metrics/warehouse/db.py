"""The only door to a published store.

One read-only connection a build, a cursor a query: threads that share a cursor get
refusals and wrong rows, cursors of one connection do not.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import duckdb

from cdp_metrics.catalogue.in_force import Entries
from cdp_metrics.errors import QueryFailed, StoreMissing
from cdp_metrics.warehouse import sql
from cdp_metrics.warehouse.publish import Build, pointer

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["SECONDS", "Store", "open_store"]

SECONDS = 10.0
"""Time limit of one query."""
HASHES = 1_000
"""From here on a store's number is no format."""

T = TypeVar("T")
_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "python_enable_replacements": "false",
    "lock_configuration": "true",
    # Readers come in threads of their own: a query on several cores gains nothing,
    # waits for all of them, and may read blocks that a filter would have spared.
    "threads": 1,
}


class Store:
    """A published store, open for reading.

    Parameters
    ----------
    path
        Its file.
    build
        Which build it is.

    Raises
    ------
    StoreMissing
        The file is not a store that can be read.

    Notes
    -----
    A store of another version of the product may lack what some queries ask for:
    these are `unanswered`, and asking one says so with `refusal`.
    """

    def __init__(self, path: Path, build: Build) -> None:
        self.path, self.build = path, build
        self.unanswered: frozenset[str] = frozenset()
        self.refusal = (
            f"{path.name} was built by another version of the product. What to do: "
            "build again ('python -m cdp_metrics build', or 'demo' for the "
            "demonstration)"
        )
        self.dictionary: Entries | None = None  # a snapshot's, where it is not ours
        try:
            self._con = duckdb.connect(str(path), read_only=True, config=_CONFIG)
        except duckdb.Error as error:
            raise StoreMissing(
                f"{path} cannot be read ({str(error).splitlines()[0]}). What to do: "
                "run 'python -m cdp_metrics rollback', or delete the file and build "
                "again"
            ) from error
        if self._format() != sql.FORMAT:
            self._con.close()
            raise StoreMissing(self.refusal)
        self.unanswered = frozenset(filter(self._lacks, sql.queries()))

    def _format(self) -> int | None:
        """Return what its columns mean, by number; None where it does not say."""
        try:
            row = self._con.execute("select schema_version from build_info").fetchone()
        except (duckdb.CatalogException, duckdb.BinderException):
            return None
        if row is None:
            return None
        # the first stores hold a hash of their tables there, and are of the first
        return row[0] if row[0] < HASHES else 1

    def _lacks(self, name: str) -> bool:
        """Return whether a query asks for what the store's tables do not have."""
        try:
            self._con.execute(sql.prepared(name))
        except duckdb.Error:
            return True
        return False

    def query(self, name: str, **parameters: object) -> pd.DataFrame:
        """Return the whole result of ``sql/queries/<name>.sql`` as a frame.

        For what is computed on as columns; `records` says what it takes and raises.
        """
        return self._run(name, parameters, lambda answer: answer.df())

    def records(self, name: str, **parameters: object) -> list[dict[str, Any]]:
        """Return the whole result of ``sql/queries/<name>.sql``, a mapping a row.

        Parameters
        ----------
        name
            Name of the file.
        **parameters
            Values for its ``$name`` parameters.

        Raises
        ------
        QueryFailed
            The query is absent, wrong, or takes longer than `SECONDS`.
        StoreMissing
            It is one of those that this store cannot answer.
        """
        return self._run(name, parameters, _mappings)

    def _run(
        self,
        name: str,
        parameters: Mapping[str, object],
        fetch: Callable[[duckdb.DuckDBPyConnection], T],
    ) -> T:
        if name in self.unanswered:
            raise StoreMissing(self.refusal)
        try:
            text = sql.text(f"queries/{name}")
        except FileNotFoundError:
            raise QueryFailed(name, parameters, "", "there is no such query") from None
        try:
            with self._con.cursor() as cursor, _limited(cursor):
                return fetch(cursor.execute(text, dict(parameters)))
        except duckdb.InterruptException as error:
            cause = f"it took longer than {SECONDS:g} seconds"
            raise QueryFailed(name, parameters, text, cause) from error
        except duckdb.Error as error:
            raise QueryFailed(name, parameters, text, str(error)) from error

    def close(self) -> None:
        """Close the connection; queries under way end first."""
        self._con.close()


@contextmanager
def _limited(cursor: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Interrupt what the cursor does once `SECONDS` have passed."""
    limit = threading.Timer(SECONDS, cursor.interrupt)
    limit.start()
    try:
        yield
    finally:
        limit.cancel()


def _mappings(answer: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    names = [column[0] for column in answer.description or ()]
    return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]


def open_store(folder: Path, build: Build | None = None) -> Store:
    """Open the current store of a folder, or a given build of it.

    Raises
    ------
    StoreMissing
        Nothing has been published there, or this version of the product cannot read
        the whole of it: a build can be made again.
    """
    build = build or pointer(folder)
    store = Store(folder / build.file, build)
    if store.unanswered:
        store.close()
        raise StoreMissing(store.refusal)
    return store
