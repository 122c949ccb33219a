"""Figures that the partnership's own papers print: shown as printed, never mixed in."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, ValidationError, model_validator

from cdp_metrics.catalogue.indicators import indicators
from cdp_metrics.catalogue.toml import Declared, faults_of
from cdp_metrics.errors import ConfigurationWrong

__all__ = ["PublishedFigure", "load_published", "not_itemised"]

DOCUMENTS = "published_documents.csv"


def _none_if_empty(value: Any) -> Any:
    return None if value == "" else value


_EMPTY = BeforeValidator(_none_if_empty)
Day = Annotated[date | None, _EMPTY]
Number = Annotated[Decimal | None, _EMPTY]


class PublishedFigure(Declared):
    """One figure as a paper printed it.

    Parameters
    ----------
    id
        Its table and its name there, as ``plan_2022.crime``.
    measure, area
        What was measured and where, as printed.
    period
        The period as printed, or "not stated".
    period_start, period_end
        First and last day, where the paper states them.
    value, unit
        The figure with its printed decimals, and its unit; none where only a change
        was printed.
    change, change_unit
        Printed relative change in % or change in pp; unclear where the paper does
        not tell which.
    volume_change
        Printed change in the unit of the value.
    direction_printed
        The paper's arrow.
    bound
        ``>=`` or ``<=`` where the figure is only a least or a most.
    part_of
        The total that it is a line of.
    indicator
        Indicator of the dictionary that measures the same, if there is one.
    source_file, document, paragraph
        The paper's number, its title and date, and where in it.
    note
        What a reader must know.
    """

    id: str = Field(pattern=r"^[a-z0-9_]+\.[a-z0-9_]+$")
    measure: str = Field(min_length=1)
    area: str = Field(min_length=1)
    period: str = Field(min_length=1)
    period_start: Day
    period_end: Day
    value: Number
    unit: str
    change: Number
    change_unit: Literal["", "%", "pp", "unclear"]
    volume_change: Number
    direction_printed: Literal["", "up", "down", "level"]
    bound: Literal["", ">=", "<="]
    part_of: str
    indicator: str
    source_file: str = Field(pattern=r"^\d{3}$")
    document: str
    paragraph: str = Field(min_length=1)
    note: str

    @model_validator(mode="after")
    def _whole(self) -> PublishedFigure:
        if self.value is None and self.change is None and self.volume_change is None:
            raise ValueError("a value or a change is needed")
        if (self.change is None) != (self.change_unit == ""):
            raise ValueError("change and change_unit go together")
        if (self.period_start is None) != (self.period_end is None):
            raise ValueError("period_start and period_end go together")
        if (
            self.period_start
            and self.period_end
            and self.period_end < self.period_start
        ):
            raise ValueError("period_end is before period_start")
        if self.indicator and self.indicator not in indicators():
            raise ValueError(f"the catalogue has no indicator {self.indicator}")
        return self

    @property
    def table(self) -> str:
        """The table that it stands in: the first part of its identifier."""
        return self.id.partition(".")[0]

    @property
    def earlier(self) -> Decimal | None:
        """The earlier value that the printed change implies, if one does.

        The volume implies it exactly, percentage points as far as they are rounded;
        a percentage alone is too coarse.
        """
        if self.value is None:
            return None
        if self.volume_change is not None:
            return self.value - self.volume_change
        if self.change is not None and self.change_unit == "pp":
            return self.value - self.change
        return None


def load_published(path: Path) -> dict[str, PublishedFigure]:
    """Return the figures of a file by identifier, in its order.

    Parameters
    ----------
    path
        The file of figures; that of their documents lies beside it.

    Raises
    ------
    ConfigurationWrong
        A file is absent or not as declared; the message names the line.
    """
    documents = {
        row["source_file"]: f"{row['title']}, {row['dated']}"
        for _, row in _rows(
            path.with_name(DOCUMENTS), {"source_file", "title", "dated"}
        )
    }
    figures: dict[str, PublishedFigure] = {}
    lines: dict[str, int] = {}
    columns = set(PublishedFigure.model_fields) - {"document"}
    for line, row in _rows(path, columns):
        if row["source_file"] not in documents:
            raise _wrong(
                path,
                line,
                f"source_file: {DOCUMENTS} lists no {row['source_file']!r}",
            )
        try:
            figure = PublishedFigure.model_validate(
                {**row, "document": documents[row["source_file"]]}
            )
        except ValidationError as error:
            raise _wrong(path, line, faults_of(error, PublishedFigure)) from None
        if figure.id in figures:
            raise _wrong(path, line, f"id: line {lines[figure.id]} has {figure.id} too")
        figures[figure.id], lines[figure.id] = figure, line
    for figure in figures.values():
        if figure.part_of and figure.part_of not in figures:
            fault = f"part_of: there is no figure {figure.part_of}"
            raise _wrong(path, lines[figure.id], fault)
    return figures


def not_itemised(figures: Mapping[str, PublishedFigure], total: str) -> Decimal:
    """Return what a printed total holds beyond the lines printed under it.

    Parameters
    ----------
    figures
        Every figure, by identifier.
    total
        Identifier of the total.

    Returns
    -------
    Decimal
        In the total's unit; 0 where the lines add up to it.
    """
    lines = [f.value for f in figures.values() if f.part_of == total and f.value]
    return (figures[total].value or Decimal(0)) - sum(lines, Decimal(0))


def _rows(path: Path, columns: set[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield each row of a file with the line it ends on."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            if set(reader.fieldnames or ()) != columns:
                raise _wrong(
                    path, 1, f"expected the columns {', '.join(sorted(columns))}"
                )
            for row in reader:
                if None in row or None in row.values():
                    raise _wrong(
                        path, reader.line_num, f"expected {len(columns)} cells"
                    )
                yield reader.line_num, row
    except FileNotFoundError:
        raise ConfigurationWrong(
            f"{path}: there is no such file. What to do: put it back, "
            f"or take the project's own from data/reference"
        ) from None
    except (UnicodeDecodeError, csv.Error) as error:
        raise ConfigurationWrong(
            f"{path}: {error}. What to do: save it as CSV in UTF-8"
        ) from error


def _wrong(path: Path, line: int, fault: str) -> ConfigurationWrong:
    return ConfigurationWrong(
        f"{path}, line {line}: {fault}. What to do: correct the line against the paper"
    )
