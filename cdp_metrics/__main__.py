"""The command line: build, check, publish and roll back stores.

Exit codes: 0 done, 1 refused, 2 usage, 130 stopped by the user.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn
from rich.table import Table

from cdp_metrics.errors import CdpError
from cdp_metrics.warehouse.build import BuildReport, build
from cdp_metrics.warehouse.db import open_store
from cdp_metrics.warehouse.publish import history, locked, point_to, rollback

__all__ = ["app", "main"]

REFUSED, STOPPED = 1, 130
ROOT = Path(__file__).parents[1]

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Build, check, publish and roll back stores of figures.",
)
out = Console()
err = Console(stderr=True)

Raw = Annotated[
    list[Path] | None,
    typer.Option(
        help="Folder of files as received, searched to any depth; may be repeated.",
        exists=True,
        show_default="data/raw",
    ),
]
Out = Annotated[
    Path | None,
    typer.Option(
        "--out", help="Folder of stores.", show_default="CDP_STORE, else data/build"
    ),
]
PartnershipFile = Annotated[
    Path, typer.Option("--partnership", help="Who the partnership is.")
]
Published = Annotated[
    list[str] | None,
    typer.Option(
        metavar="FILE=DATE",
        help="Date of publication of a file that does not bear its own; may be "
        "repeated.",
    ),
]
Strict = Annotated[
    bool, typer.Option(help="Exit with 1 where any file was refused or unknown.")
]
PARTNERSHIP = ROOT / "data" / "partnership.toml"


@app.command("build")
def build_command(
    raw: Raw = None,
    out_folder: Out = None,
    partnership: PartnershipFile = PARTNERSHIP,
    published: Published = None,
    strict: Strict = False,
) -> None:
    """Read files, build a store, check it and publish it."""
    report = _build(raw, out_folder, partnership, published, dry_run=False)
    state = "Published" if report.changed else "Already published, nothing changed:"
    out.print(f"[bold]{state}[/] build {report.build.build_id}")
    raise typer.Exit(REFUSED if strict and report.refused else 0)


@app.command("check")
def check_command(
    raw: Raw = None,
    out_folder: Out = None,
    partnership: PartnershipFile = PARTNERSHIP,
    published: Published = None,
    strict: Strict = False,
) -> None:
    """Do all that build does, but publish nothing."""
    report = _build(raw, out_folder, partnership, published, dry_run=True)
    out.print(
        f"[bold]Checked[/]: {report.contracts} contracts hold; nothing was published"
    )
    raise typer.Exit(REFUSED if strict and report.refused else 0)


@app.command()
def demo(
    out_folder: Out = None,
) -> None:
    """Build and publish the demonstration store: an invented place."""
    from cdp_metrics.sources import demo as invented  # slow to import, seldom needed

    folder = _store(out_folder)
    raw = folder / "demonstration"
    with _progress() as progress:
        progress("Inventing a city", 0, 1)
        invented.write(raw)
        progress("Inventing a city", 1, 1)
        report = build(
            [each for each in sorted(raw.iterdir()) if each.is_dir()],
            folder,
            raw / "partnership.toml",
            progress=progress,
        )
    _show(report)
    out.print(f"[bold]Published[/] demonstration build {report.build.build_id}")


@app.command()
def status(
    out_folder: Out = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="For programs: one JSON object.")
    ] = False,
) -> None:
    """Say what is published: build, months held, files refused."""
    folder = _store(out_folder)
    store = open_store(folder)
    try:
        info = store.query("build").iloc[0].to_dict()
        months = store.query("months_held")
        files = store.query("files")
        facts = store.query("build_facts")
    finally:
        store.close()
    counts = files["status"].value_counts().sort_index()
    if as_json:
        document = {
            "folder": str(folder),
            "current": asdict(store.build),
            "builds": [asdict(each) for each in history(folder)],
            "info": {key: _plain(value) for key, value in info.items()},
            "coverage": [
                {key: _plain(value) for key, value in row.items()}
                for row in months.to_dict("records")
            ],
            "files": {str(key): int(value) for key, value in counts.items()},
            "facts": dict(facts.itertuples(index=False)),
        }
        sys.stdout.write(json.dumps(document, indent=2, ensure_ascii=False) + "\n")
        return
    out.print(f"[bold]{escape(str(info['partnership']))}[/] ({info['place']})")
    out.print(f"Build {store.build.build_id}, published {store.build.published_at}")
    out.print("Files: " + ", ".join(f"{n} {name}" for name, n in counts.items()))
    _facts(list(facts.itertuples(index=False)))
    out.print("Kept: " + ", ".join(each.build_id for each in history(folder)))


@app.command("publish")
def publish_command(
    build_id: Annotated[str, typer.Argument(help="A build that is kept (see status).")],
    out_folder: Out = None,
) -> None:
    """Make a build that is kept the current one."""
    folder = _store(out_folder)
    with locked(folder):
        now = point_to(folder, build_id)
    out.print(f"[bold]Current[/]: build {now.build_id}")


@app.command("rollback")
def rollback_command(
    out_folder: Out = None,
) -> None:
    """Go back to the build that was published before the current one."""
    folder = _store(out_folder)
    with locked(folder):
        now = rollback(folder)
    out.print(f"[bold]Current[/]: build {now.build_id}")


def _store(folder: Path | None) -> Path:
    return folder or Path(os.environ.get("CDP_STORE") or ROOT / "data" / "build")


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.item() if hasattr(value, "item") else value


def _dates(given: Sequence[str] | None) -> dict[str, datetime]:
    dates = {}
    for each in given or []:
        name, _, text = each.rpartition("=")
        try:
            dates[name] = datetime.fromisoformat(text)
        except ValueError:
            name = ""
        if not name:
            raise typer.BadParameter(
                f"{each!r} is not FILE=YYYY-MM-DD", param_hint="--published"
            )
    return dates


def _build(
    raw: list[Path] | None,
    folder: Path | None,
    partnership: Path,
    published: list[str] | None,
    *,
    dry_run: bool,
) -> BuildReport:
    dates = _dates(published)
    with _progress() as progress:
        report = build(
            raw or [ROOT / "data" / "raw"],
            _store(folder),
            partnership,
            published=dates,
            progress=progress,
            dry_run=dry_run,
        )
    _show(report)
    return report


def _show(report: BuildReport) -> None:
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
    out.print(table)
    problems = report.files[report.files["status"].isin(["refused", "unknown"])]
    for row in problems.itertuples():
        remedy = f" [dim]What to do: {escape(str(row.remedy))}.[/]" if row.remedy else ""
        out.print(
            f"[bold]{str(row.status).capitalize()}[/] {escape(str(row.name))}: "
            f"{escape(str(row.reason))}{remedy}"
        )
    others = report.files[
        report.files["status"].isin(["duplicate", "superseded", "unused"])
    ]
    for kind, group in others.groupby("status"):
        out.print(f"{str(kind).capitalize()}: {len(group)} (see the Data page)")
    _facts(report.facts)


def _facts(facts: Sequence[Sequence[str]]) -> None:
    for name, fact in facts:
        out.print(f"[bold]{escape(name)}[/]: {escape(fact)}")


class _Shown:
    """Show progress: one bar a kind of work, on the error stream."""

    def __init__(self, bars: Progress) -> None:
        self.bars, self.tasks = bars, dict[str, TaskID]()

    def __call__(self, what: str, done: int, total: int) -> None:
        if what not in self.tasks:
            self.tasks[what] = self.bars.add_task(what, total=total)
        self.bars.update(self.tasks[what], completed=done, total=total)


@contextmanager
def _progress() -> Iterator[_Shown]:
    columns = (TextColumn("{task.description:<24}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=err) as bars:
        yield _Shown(bars)


def main() -> None:
    """Run a command; turn what is refused into one message and an exit code."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        app()
    except CdpError as error:
        err.print(f"[bold red]Refused[/]: {escape(str(error))}", soft_wrap=True)
        sys.exit(REFUSED)
    except KeyboardInterrupt:
        err.print("Stopped. What was published is as it was.")
        sys.exit(STOPPED)
    except OSError as error:
        err.print(
            f"[bold red]Refused[/]: {escape(str(error))}. What was published is as it "
            "was. What to do: check space and rights in the folder, then try again",
            soft_wrap=True,
        )
        sys.exit(REFUSED)


if __name__ == "__main__":
    main()
