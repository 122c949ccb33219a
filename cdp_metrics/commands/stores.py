"""The commands that build, check, publish and roll back stores."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from cdp_metrics import console
from cdp_metrics.commands.shared import REFUSED, ROOT, Out, app, store_folder
from cdp_metrics.console import say
from cdp_metrics.errors import StoreMissing

if TYPE_CHECKING:
    from cdp_metrics.warehouse.report import BuildReport

__all__ = ["returns"]

Raw = Annotated[
    list[Path] | None,
    typer.Option(
        help="Folder of files as received, searched to any depth; may be repeated.",
        exists=True,
        show_default="CDP_RAW, else data/raw",
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
    bool,
    typer.Option(
        help="Publish nothing, and exit with 1, where a file or a row was refused."
    ),
]
PARTNERSHIP = ROOT / "data" / "partnership.toml"

returns = typer.Typer(
    no_args_is_help=True, help="Check files of partners, and write their templates."
)
app.add_typer(returns, name="returns")


@app.command("build")
def build_command(
    raw: Raw = None,
    out_folder: Out = None,
    partnership: PartnershipFile = PARTNERSHIP,
    published: Published = None,
    strict: Strict = False,
) -> None:
    """Read files, build a store, check it and publish it."""
    report = _build(raw, out_folder, partnership, published, strict=strict)
    if not report.build.published_at:
        say(
            "[bold]Not published[/]: files or rows were refused; what was published "
            "stays. What to do: mend what is listed above, or build without --strict."
        )
        raise typer.Exit(REFUSED)
    state = "Published" if report.changed else "Already published, nothing changed:"
    say(f"[bold]{state}[/] build {report.build.build_id}")


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
    say(f"[bold]Checked[/]: {report.contracts} contracts hold; nothing was published")
    raise typer.Exit(0 if report.sound or not strict else REFUSED)


@app.command()
def demo(
    out_folder: Out = None,
) -> None:
    """Build and publish the demonstration store: an invented place."""
    from cdp_metrics.sources import demo as invented
    from cdp_metrics.warehouse.build import build
    from cdp_metrics.warehouse.publish import locked

    folder = store_folder(out_folder)
    raw = folder / "demonstration"
    with console.progress() as progress:
        progress("Inventing a city", 0, 1)
        with locked(folder):
            invented.write(raw)
        progress("Inventing a city", 1, 1)
        report = build(
            [each for each in sorted(raw.iterdir()) if each.is_dir()],
            folder,
            raw / "partnership.toml",
            progress=progress,
        )
    console.show(report)
    say(f"[bold]Published[/] demonstration build {report.build.build_id}")


@app.command()
def status(
    out_folder: Out = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="For programs: one JSON object.")
    ] = False,
) -> None:
    """Say what is published: build, months held, files refused."""
    from cdp_metrics.warehouse import history, open_store

    folder = store_folder(out_folder)
    with closing(open_store(folder)) as store:
        (info,) = store.records("build")
        coverage = store.records("months_held")
        counts = Counter(each["status"] for each in store.records("files"))
        facts = store.records("build_facts")
    builds = history(folder)
    if as_json:
        document = {
            "folder": str(folder),
            "current": asdict(store.build),
            "builds": [asdict(each) for each in builds],
            "info": info,
            "coverage": coverage,
            "files": dict(sorted(counts.items())),
            "facts": facts,
        }
        sys.stdout.write(json.dumps(document, indent=2, default=str) + "\n")
        return
    say(f"[bold]{escape(info['partnership'])}[/] ({escape(info['place'])})")
    say(f"Build {store.build.build_id}, published {store.build.published_at}")
    say("Files: " + ", ".join(f"{n} {name}" for name, n in sorted(counts.items())))
    console.show_facts([(each["name"], each["fact"]) for each in facts])
    say("Kept: " + ", ".join(each.build_id for each in builds))


@app.command("publish")
def publish_command(
    build_id: Annotated[str, typer.Argument(help="A build that is kept (see status).")],
    out_folder: Out = None,
) -> None:
    """Make a build that is kept the current one."""
    from cdp_metrics.warehouse.publish import locked, point_to

    folder = store_folder(out_folder)
    with locked(folder):
        now = point_to(folder, build_id)
    say(f"[bold]Current[/]: build {now.build_id}")


@app.command("rollback")
def rollback_command(
    out_folder: Out = None,
) -> None:
    """Go back to the build that was published before the current one."""
    from cdp_metrics.warehouse.publish import locked, rollback

    folder = store_folder(out_folder)
    with locked(folder):
        now = rollback(folder)
    say(f"[bold]Current[/]: build {now.build_id}")


@returns.command("check")
def returns_check(
    files: Annotated[list[Path], typer.Argument(help="Files of returns.", exists=True)],
    out_folder: Out = None,
) -> None:
    """Say what a build would make of files, and keep nothing of them."""
    from cdp_metrics.warehouse import open_store
    from cdp_metrics.warehouse.preview import preview

    standing = []
    with (
        suppress(StoreMissing),
        closing(open_store(store_folder(out_folder))) as store,
    ):
        standing = store.records("receipts")
    found = [preview(path, standing) for path in files]
    for each in found:
        console.show_preview(each)
    raise typer.Exit(0 if all(each.sound for each in found) else REFUSED)


@returns.command("templates")
def returns_templates(
    folder: Annotated[Path, typer.Argument(help="Where to write them.")],
) -> None:
    """Write the empty file of every return; what is there already stays."""
    from cdp_metrics.catalogue.returns import templates

    folder.mkdir(parents=True, exist_ok=True)
    for name, entry in templates().items():
        path = folder / f"{name}.csv"
        if path.exists():
            say(f"[bold]Left as it is[/] {escape(str(path))}")
        else:
            path.write_text(entry.empty, encoding="utf-8", newline="\n")
            say(f"[bold]Written[/] {escape(str(path))}: {escape(entry.title)}")


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
    dry_run: bool = False,
    strict: bool = False,
) -> BuildReport:
    dates = _dates(published)
    from cdp_metrics.warehouse.build import build
    from cdp_metrics.warehouse.inbox import raw_folder

    with console.progress() as progress:
        report = build(
            raw or [raw_folder()],
            store_folder(folder),
            partnership,
            published=dates,
            progress=progress,
            dry_run=dry_run,
            strict=strict,
        )
    console.show(report)
    return report
