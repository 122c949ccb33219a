"""The command that keeps the figures of a meeting under a name."""

from __future__ import annotations

from contextlib import closing
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from cdp_metrics.commands.shared import Out, app, store_folder
from cdp_metrics.console import say
from cdp_metrics.errors import SnapshotRefused, StoreMissing

if TYPE_CHECKING:
    from cdp_metrics.warehouse import Store

__all__ = ["snapshot_command"]


@app.command("snapshot")
def snapshot_command(
    meeting: Annotated[
        str, typer.Argument(help="Its name: board-2026-05.", show_default=False)
    ] = "",
    listing: Annotated[
        bool, typer.Option("--list", help="List the snapshots that are kept.")
    ] = False,
    remove: Annotated[
        str, typer.Option(metavar="NAME", help="Give a snapshot up.")
    ] = "",
    build_id: Annotated[
        str,
        typer.Option(
            "--build", help="A build that is kept, instead of the current one."
        ),
    ] = "",
    as_at: Annotated[
        datetime | None,
        typer.Option(
            help="Day of the meeting, where that has passed.", formats=["%Y-%m-%d"]
        ),
    ] = None,
    out_folder: Out = None,
) -> None:
    """Keep the published figures for the minutes, list what is kept, or remove it."""
    from cdp_metrics.warehouse import snapshots

    folder = snapshots.snapshots_folder()
    if sum((bool(meeting), listing, bool(remove))) != 1:
        raise typer.BadParameter("give a name, --list or --remove NAME, one of them")
    if listing:
        kept = snapshots.listed(folder)
        for each in kept:
            invented = ", invented" if each.demonstration else ""
            say(
                f"[bold]{each.name}[/]: {escape(each.place)}{invented}, as at "
                f"{each.day}, build {each.build_id}, taken {each.taken_at[:10]}"
            )
        if not kept:
            say(f"No snapshot is kept in {escape(str(folder))}")
    elif remove:
        gone = snapshots.remove(folder, remove)
        say(f"[bold]Removed[/] {gone.name} (build {gone.build_id}, as at {gone.day})")
    else:
        with closing(_opened(out_folder, build_id)) as store:
            day = _day(store, as_at.date() if as_at else None, older=bool(build_id))
            taken = snapshots.pin(folder, store, meeting, day)
        say(
            f"[bold]Kept[/] build {taken.build_id} as {taken.name}, as at {taken.day}: "
            f"open any page with ?snapshot={taken.name}"
        )


def _opened(out_folder: Out, build_id: str) -> Store:
    """Open the current build, or the one that is kept under an identity."""
    from cdp_metrics.warehouse import history, open_store

    folder = store_folder(out_folder)
    if not build_id:
        return open_store(folder)
    meant = [each for each in history(folder) if each.build_id.startswith(build_id)]
    if len(meant) != 1:
        held = ", ".join(each.build_id for each in history(folder)) or "none"
        raise StoreMissing(
            f"{folder}: {build_id!r} is not one build that is kept. What to do: name "
            f"one of {held}"
        )
    return open_store(folder, meant[0])


def _day(store: Store, said: date | None, *, older: bool) -> date:
    """Return the day that a snapshot's figures are looked at."""
    from cdp_metrics.answers.day import day_of

    today = date.today()
    published = datetime.fromisoformat(store.build.published_at).date()
    if said and not published <= said <= today:
        raise SnapshotRefused(
            f"{store.path.name}: the figures cannot be as at {said}. Expected: a day "
            f"from {published}, when they were published, to today. What to do: give "
            "another --as-at, or none"
        )
    (about,) = store.records("build")
    # an older build was on screen on the day it was published, not today
    return day_of(about, said or (published if older else today))
