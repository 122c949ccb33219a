"""The command that writes a meeting pack: slides, and their figures as a workbook."""

from __future__ import annotations

from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from cdp_metrics import console
from cdp_metrics.commands.shared import app, store_folder
from cdp_metrics.console import say

if TYPE_CHECKING:
    from cdp_metrics.warehouse import Store
    from cdp_metrics.warehouse.notes import Note
    from cdp_metrics.warehouse.snapshots import Snapshot

__all__ = ["pack_command"]


@app.command("pack")
def pack_command(
    out: Annotated[
        Path, typer.Option(help="Folder to write the pack into.", show_default=False)
    ],
    as_at: Annotated[
        datetime | None,
        typer.Option(
            help="Day of the meeting: what is under embargo on it is left out.",
            formats=["%Y-%m-%d"],
            show_default="today, or the day that a demonstration plays on",
        ),
    ] = None,
    store: Annotated[
        Path | None,
        typer.Option(
            help="Folder of stores.", show_default="CDP_STORE, else data/build"
        ),
    ] = None,
    snapshot: Annotated[
        str,
        typer.Option(metavar="NAME", help="Make it of a snapshot, as at its day."),
    ] = "",
) -> None:
    """Write a meeting pack: PowerPoint slides, and their figures in Excel."""
    from cdp_metrics.answers.meeting.parts import meeting
    from cdp_metrics.catalogue.in_force import reading_by
    from cdp_metrics.export.pack import pack_workbook, powerpoint
    from cdp_metrics.ui.views.pack.view import deck_of
    from cdp_metrics.warehouse import open_store

    if snapshot and (as_at or store):
        raise typer.BadParameter(
            "a snapshot has a store and a day of its own: give --snapshot alone"
        )
    today, found = None, None
    if snapshot:
        held, found = _pinned(snapshot)
        today = found.day
    else:
        held = open_store(store_folder(store))
    with closing(held), reading_by(held.dictionary), console.progress() as tell:
        today = today or _day(held, as_at.date() if as_at else None)
        deck = deck_of(meeting(held, today, tell), snapshot, _notes(held, today, found))
        name = f"meeting-pack-{today.isoformat()}-{deck.build}"
        name += f"-snapshot-{snapshot}" if snapshot else ""
        files = {"pptx": powerpoint(deck), "xlsx": pack_workbook(deck)}
    out.mkdir(parents=True, exist_ok=True)
    for ending, body in files.items():
        path = out / f"{name}.{ending}"
        path.write_bytes(body)
        say(f"[bold]Written[/] {escape(str(path))}")


def _notes(held: Store, today: date, found: Snapshot | None) -> tuple[Note, ...]:
    """Return what analysts had written by that day, and by when it was pinned."""
    from cdp_metrics.answers.meeting.notes import as_known
    from cdp_metrics.warehouse.notes import held_notes, notes_file

    (about,) = held.records("build")
    notes = held_notes(notes_file()).notes
    return as_known(notes, today, found, demo=about["demonstration"])


def _pinned(name: str) -> tuple[Store, Snapshot]:
    """Open a snapshot, and return its store with it."""
    from cdp_metrics.warehouse.pinned import open_snapshot
    from cdp_metrics.warehouse.snapshots import snapshots_folder

    found, store = open_snapshot(snapshots_folder(), name)
    return store, found


def _day(held: Store, said: date | None) -> date:
    """Return the day that the published figures are looked at."""
    from cdp_metrics.answers import day_of

    (about,) = held.records("build")
    latest = day_of(about, date.today())
    today = said or latest
    first = datetime.fromisoformat(held.build.published_at).date()
    if today > latest or (today < first and not about["demonstration"]):
        raise typer.BadParameter(
            f"the figures cannot be as at {today}: "
            + (
                f"what is under embargo until then would show before. Give {latest} "
                "or no day, and make the pack again on the day of the meeting"
                if today > latest
                else f"this build was published on {first}. Give a later day"
            )
        )
    return today
