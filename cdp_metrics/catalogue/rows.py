"""Read rows of a TOML file into declared models, with errors that name the line."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from cdp_metrics.catalogue.toml import Declared, faults_of, read_toml
from cdp_metrics.errors import ConfigurationWrong

__all__ = ["RowFile"]

RowT = TypeVar("RowT", bound=Declared)


class RowFile:
    """A file of tables and rows, which knows the line of each."""

    def __init__(self, path: Path) -> None:
        self.path, self.tables = path, read_toml(path)
        self.lines = path.read_text(encoding="utf-8").splitlines()

    def wrong(
        self, table: str, number: int, fault: str, remedy: str
    ) -> ConfigurationWrong:
        """Return an error that names file, line, table, fault and remedy."""
        starts = [n for n, line in enumerate(self.lines, 1) if line.startswith(table)]
        line = f", line {starts[number]}" if number < len(starts) else ""
        return ConfigurationWrong(
            f"{self.path}{line}, {table}: {fault}. What to do: {remedy}."
        )

    def rows(self, name: str, model: type[RowT]) -> tuple[RowT, ...]:
        """Return the rows of an array of tables."""
        given = self.tables.get(name, [])
        table = f"[[{name}]]"
        if not isinstance(given, list):
            raise self.wrong(f"[{name}]", 0, "one table, not rows", f"write {table}")
        return tuple(self.row(table, at, model, row) for at, row in enumerate(given))

    def row(self, table: str, number: int, model: type[RowT], values: Any) -> RowT:
        """Return one table as a declared model."""
        try:
            return model.model_validate(values)
        except ValidationError as error:
            raise self.wrong(
                table, number, faults_of(error, model), "correct this row"
            ) from None
