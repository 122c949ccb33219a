"""How the command line speaks: reports, progress, and what went wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn
from rich.table import Table

if TYPE_CHECKING:
    from cdp_metrics.warehouse.preview import Preview
    from cdp_metrics.warehouse.report import BuildReport

__all__ = ["progress", "refuse", "say", "show", "show_facts", "show_preview"]

REASONS = 8
# File names may hold what rich would take for an emoji: :100:
_out = Console(emoji=False, highlight=False)
_err = Console(emoji=False, highlight=False, stderr=True)


def say(text: str) -> None:
    """Print a line, in rich's markup, as long as it is: programs read it too."""
    _out.print(text, soft_wrap=True)


def show(report: BuildReport) -> None:
    """Print what a build read, refused and found."""
    read = report.files[report.files["source"] != ""]
    table = Table("Source", title="What was read", title_justify="left")
    for heading in ("Files", "Rows read", "Accepted", "Refused"):
        table.add_column(heading, justify="right")
    for source, group in read.groupby("source"):
        table.add_row(
            str(source),
            f"{len(group):,}",
            *(
                f"{int(group[column].sum()):,}"
                for column in ("rows_read", "rows_accepted", "rows_rejected")
            ),
        )
    _out.print(table)
    problems = report.files[report.files["status"].isin(["refused", "unknown"])]
    for row in problems.itertuples():
        remedy = (
            f" [dim]What to do: {escape(str(row.remedy))}.[/]" if row.remedy else ""
        )
        say(
            f"[bold]{str(row.status).capitalize()}[/] {escape(str(row.name))}: "
            f"{escape(str(row.reason))}{remedy}"
        )
    others = report.files[
        report.files["status"].isin(["duplicate", "superseded", "unused"])
    ]
    for kind, group in others.groupby("status"):
        say(f"{str(kind).capitalize()}: {len(group)} (see the Data page)")
    _show_refusals(report)
    show_facts(report.facts)


def _show_refusals(report: BuildReport) -> None:
    """Print which lines were refused, why, and what to do: the commonest reasons."""
    from cdp_metrics.words import lines_words, refused_words  # slow to import

    listed = report.refusals[:REASONS]
    for each in listed:
        where = lines_words(each.first_line, each.last_line, each.n)
        say(
            f"[bold]Refused[/] {escape(each.file)}, {where}: "
            f"{escape(refused_words(each.reason))}"
        )
    left = len(report.refusals) - len(listed)
    if left:
        rows = report.refused_rows - sum(each.n for each in listed)
        say(f"and {rows:,} more for {left:,} other reasons: see the Data page")


def show_facts(facts: Sequence[Sequence[str]]) -> None:
    """Print what a data officer wants to know of a build, a line a fact."""
    for name, fact in facts:
        say(f"[bold]{escape(name)}[/]: {escape(fact)}")


def show_preview(found: Preview) -> None:
    """Print what a file of a partner would give, row by row where it is refused."""
    from cdp_metrics.periods import period_name
    from cdp_metrics.words import recognised_words, replaced_words, row_words  # slow

    say(f"[bold]{escape(found.name)}[/]: {escape(recognised_words(found))}")
    if found.fault:
        say(f"[bold]Refused[/] {escape(found.fault)} What to do: {found.remedy}.")
    for row in found.refused:
        where = f"line {row.line}" + (f", {row.column}" if row.column else "")
        say(f"[bold]Refused[/] {escape(where)}: {escape(row_words(row))}")
    for each in found.periods:
        period = period_name(each.start, each.end)
        rows = "row" if each.rows == 1 else "rows"
        say(f"{escape(each.provider)}, {period}: {each.rows:,} {rows}")
    if words := replaced_words(found):
        say(escape(words))


class _Shown:
    """Show progress: one bar a kind of work, on the error stream."""

    def __init__(self, bars: Progress) -> None:
        self.bars, self.tasks = bars, dict[str, TaskID]()

    def __call__(self, what: str, done: int, total: int) -> None:
        if what not in self.tasks:
            self.tasks[what] = self.bars.add_task(what, total=total)
        self.bars.update(self.tasks[what], completed=done, total=total)


@contextmanager
def progress() -> Iterator[_Shown]:
    """Yield what shows progress while the block runs."""
    columns = (TextColumn("{task.description:<24}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=_err) as bars:
        yield _Shown(bars)


def refuse(message: str) -> None:
    """Print why a command was refused, on the error stream."""
    _err.print(f"[bold red]Refused[/]: {escape(message)}", soft_wrap=True)
