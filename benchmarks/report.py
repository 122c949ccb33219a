"""The table against the budgets, on the terminal and as a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table as Grid

from benchmarks import machine
from benchmarks.results import Budget, Part, Table
from benchmarks.setting import Setting

__all__ = ["show", "write"]

HEADINGS = ("What", "Budget", "Measured", "Ratio", "")
QUIET = 0.1
MADE = "<!-- Made by `make bench`: measure again, do not edit. -->"


def summary(parts: Mapping[str, Part], absent: Mapping[str, str]) -> Table:
    """Return one table of all budgets, with what could not be measured."""
    rows = [_row(budget) for part in parts.values() for budget in part.budgets]
    rows += [(name, "", f"not measured: {why}", "", "") for name, why in absent.items()]
    return Table("Budgets", HEADINGS, tuple(rows))


def _row(budget: Budget) -> tuple[str, ...]:
    return (
        budget.what,
        budget.limit,
        budget.measured,
        budget.ratio,
        budget.verdict,
    )


def remarks(setting: Setting, others: Mapping[str, float]) -> tuple[str, ...]:
    """Return what a reader must know before believing the figures."""
    store = "demonstration" if setting.demonstration else "real"
    found = [
        f"Store: {store}. Street files: {'real' if setting.real else 'invented'}. "
        f"Medians of repetitions ({setting.repeat}), interleaved with the floor."
    ]
    if not setting.real:
        found.append("Not the real data: set CDP_REAL_DATA to their folder for those.")
    if setting.smoke:
        found.append("Smoke form: it shows that the benchmarks work, nothing else.")
    busy = [f"{name} {share:.0%}" for name, share in others.items() if share > QUIET]
    if busy:
        found.append(
            "Taken under load: other programs used this share of the machine just "
            f"before or after: {', '.join(busy)}."
        )
    return tuple(found)


def show(
    setting: Setting,
    parts: Mapping[str, Part],
    absent: Mapping[str, str],
    others: Mapping[str, float],
) -> None:
    """Print everything."""
    out = Console(emoji=False, highlight=False)
    for part in parts.values():
        for table in part.tables:
            out.print(_grid(table))
    out.print(_grid(summary(parts, absent)))
    for line in (*machine.describe(), *remarks(setting, others)):
        out.print(escape(line), soft_wrap=True)


def _grid(table: Table) -> Grid:
    grid = Grid(title=table.title, title_justify="left")
    for place, heading in enumerate(table.columns):
        figures = place and table.columns is not HEADINGS
        grid.add_column(heading, justify="right" if figures else "left")
    for row in table.rows:
        grid.add_row(*map(escape, row))
    return grid


def write(
    path: Path,
    setting: Setting,
    parts: Mapping[str, Part],
    absent: Mapping[str, str],
    others: Mapping[str, float],
) -> None:
    """Write the page."""
    lines = ["# Benchmarks", MADE, ""]
    lines += [" ".join((*machine.describe(), *remarks(setting, others))), ""]
    lines += _markdown(summary(parts, absent))
    for part in parts.values():
        lines += [*part.notes, ""]
        for table in part.tables:
            lines += [f"## {table.title}", "", *_markdown(table)]
    path.write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")


def _markdown(table: Table) -> list[str]:
    rows: Sequence[Sequence[str]] = (
        table.columns,
        ["---" for _ in table.columns],
        *table.rows,
    )
    cells = (" | ".join(cell.replace("|", "\\|") for cell in row) for row in rows)
    return [*(f"| {row} |" for row in cells), ""]
