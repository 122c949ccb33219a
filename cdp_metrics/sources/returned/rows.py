"""The rows of a return: each read whole, or refused with what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from cdp_metrics.catalogue.returns import Template
from cdp_metrics.sources.returned.calendar import begins, period_end
from cdp_metrics.sources.returned.cells import Cell, Unreadable, read_cell

__all__ = ["ReturnRow", "read_rows"]


@dataclass(frozen=True)
class ReturnRow:
    """One line of a return.

    Parameters
    ----------
    line
        Its number in the file; the heading is line 1.
    cells
        What its cells say, by column; empty where the row is refused.
    fault
        Why it is refused, with the remedy; "" where it is not.
    """

    line: int
    cells: Mapping[str, Cell]
    fault: str = ""

    @property
    def start(self) -> date:
        """First day of its period."""
        return date.fromisoformat(str(self.cells["period_start"]))


def read_rows(
    template: Template,
    lines: Iterable[tuple[int, Mapping[str, str | None]]],
    sent_on: date,
) -> Iterator[ReturnRow]:
    """Read the lines of one file.

    Parameters
    ----------
    template
        The return that it is.
    lines
        Number and cells of each line, by column.
    sent_on
        Day on which the file was made: a period cannot end after it.

    Yields
    ------
    ReturnRow
        One a line, in order; none is passed over.
    """
    met: dict[tuple[Cell, ...], int] = {}
    for line, written in lines:
        try:
            cells = {
                each.name: read_cell(each, written.get(each.name) or "")
                for each in template.columns
            }
            _check(template, cells, sent_on)
            key = tuple(cells[name] for name in template.key)
            if key in met:
                raise Unreadable(
                    f"it repeats line {met[key]} ({', '.join(template.key)} are the "
                    "same): keep one of them"
                )
            met[key] = line
        except Unreadable as fault:
            yield ReturnRow(line, {}, str(fault))
        else:
            yield ReturnRow(line, cells)


def _check(template: Template, cells: Mapping[str, Cell], sent_on: date) -> None:
    """Refuse a row whose cells contradict each other or its template."""
    start = date.fromisoformat(str(cells["period_start"]))
    if not begins(template, start):
        raise Unreadable(
            f"period_start {start} begins no {template.cadence} of this return: write "
            f"the first day of the {template.cadence}, such as "
            f"{template.columns[1].example}"
        )
    if period_end(template, start) > sent_on:
        raise Unreadable(
            f"period_start {start} begins a {template.cadence} that ends after the "
            f"file was made, on {sent_on}: correct the period"
        )
    for each in template.fields:
        value = cells[each.name]
        if each.at_most:
            most = cells[each.at_most]
            if _number(value) and _number(most) and value > most:  # type: ignore[operator]
                raise Unreadable(
                    f"{each.name} ({value:,}) is more than {each.at_most} ({most:,}): "
                    "correct one of them"
                )
        before = cells[each.after] if each.after else None
        if value and before and str(value) < str(before):
            raise Unreadable(
                f"{each.name} ({value}) comes before {each.after} ({before}): correct "
                "one of them"
            )


def _number(value: Cell) -> bool:
    return isinstance(value, int | float)
