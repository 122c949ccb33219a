"""The only door to a published store.

One read-only connection a build, a cursor a query: threads that share a cursor get
refusals and wrong rows, cursors of one connection do not.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from pathlib import Path

import duckdb
import pandas as pd

from cdp_metrics.errors import QueryFailed
from cdp_metrics.warehouse import sql
from cdp_metrics.warehouse.publish import Build, pointer

__all__ = ["SECONDS", "Store", "open_store"]

SECONDS = 10.0
"""Time limit of one query."""

_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "python_enable_replacements": "false",
    "lock_configuration": "true",
}


class Store:
    """A published store, open for reading.

    Parameters
    ----------
    path
        Its file.
    build
        Which build it is.
    """

    def __init__(self, path: Path, build: Build) -> None:
        self.path, self.build = path, build
        self._con = duckdb.connect(str(path), read_only=True, config=_CONFIG)

    def query(self, name: str, **parameters: object) -> pd.DataFrame:
        """Run ``sql/queries/<name>.sql`` and return its whole result.

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
        """
        try:
            text = sql.text(f"queries/{name}")
        except FileNotFoundError:
            raise QueryFailed(name, parameters, "", "there is no such query") from None
        cursor = self._con.cursor()
        limit = threading.Timer(SECONDS, cursor.interrupt)
        limit.start()
        try:
            return cursor.execute(text, dict(parameters)).df()
        except duckdb.Error as error:
            raise QueryFailed(name, parameters, text, str(error)) from error
        finally:
            limit.cancel()
            cursor.close()

    def blob(self, name: str, **parameters: object) -> bytes:
        """Return the one binary value of ``sql/queries/<name>.sql``.

        Raises
        ------
        QueryFailed
            The query fails or gives no row.
        """
        frame = self.query(name, **parameters)
        if frame.empty:
            raise QueryFailed(name, parameters, "", "no row")
        return bytes(frame.iloc[0, 0])

    def close(self) -> None:
        """Close the connection; queries under way end first."""
        self._con.close()


def open_store(folder: Path, build: Build | None = None) -> Store:
    """Open the current store of a folder, or a given build of it.

    Raises
    ------
    StoreMissing
        Nothing has been published there.
    """
    build = build or pointer(folder)
    return Store(folder / build.file, build)
