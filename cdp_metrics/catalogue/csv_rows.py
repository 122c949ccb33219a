"""Read rows of a CSV file into declared models, with errors that name the line."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import IO, Generic, TypeVar

from pydantic import ValidationError

from cdp_metrics.catalogue.toml import Declared, faults_of
from cdp_metrics.errors import ConfigurationWrong

__all__ = ["CsvRows"]

RowT = TypeVar("RowT", bound=Declared)


class CsvRows(Generic[RowT]):
    """The rows of a file, each of which knows its line.

    Parameters
    ----------
    path
        The file, whose headings are the fields of the model.
    model
        What a row declares.

    Raises
    ------
    ConfigurationWrong
        The file is absent, empty or not CSV in UTF-8, or a row is not as declared.
    """

    def __init__(self, path: Path, model: type[RowT]) -> None:
        self.path = path
        self.lines: list[int] = []
        self.rows: list[RowT] = []
        try:
            with path.open(encoding="utf-8-sig", newline="") as file:
                self._read(file, model)
        except FileNotFoundError:
            fault = "there is no such file. What to do: copy the project's own"
            raise ConfigurationWrong(f"{path}: {fault}") from None
        except (OSError, UnicodeDecodeError, csv.Error) as error:
            fault = f"{error}. What to do: save it as CSV in UTF-8"
            raise ConfigurationWrong(f"{path}: {fault}") from error
        if not self.rows:
            raise self.wrong(1, "", "it holds no rows", "write at least one")

    def _read(self, file: IO[str], model: type[RowT]) -> None:
        reader = csv.DictReader(file, strict=True)
        fields = list(model.model_fields)
        if sorted(reader.fieldnames or ()) != sorted(fields):
            fault = f"expected the columns {', '.join(fields)}"
            raise self.wrong(1, "", fault, "write these headings, each once")
        for row in reader:
            if None in row or None in row.values():
                fault = f"expected {len(fields)} cells"
                remedy = "put a cell that holds commas in quotes"
                raise self.wrong(reader.line_num, "", fault, remedy)
            try:
                self.rows.append(model.model_validate(row))
            except ValidationError as error:
                entry = " ".join(list(row.values())[:3])
                raise self.wrong(
                    reader.line_num, entry, faults_of(error, model), "correct the row"
                ) from None
            self.lines.append(reader.line_num)

    def wrong(
        self, row: RowT | int, entry: str, fault: str, remedy: str
    ) -> ConfigurationWrong:
        """Return an error that names file, line, entry, fault and remedy.

        Parameters
        ----------
        row
            A row that was read, or the number of a line.
        entry
            What the row is about; "" where that is not known.
        fault, remedy
            What is wrong, and what to do.
        """
        if not isinstance(row, int):
            at = next(n for n, each in enumerate(self.rows) if each is row)
            row = self.lines[at]
        named = f", {entry}" if entry else ""
        return ConfigurationWrong(
            f"{self.path}, line {row}{named}: {fault}. What to do: {remedy}"
        )
