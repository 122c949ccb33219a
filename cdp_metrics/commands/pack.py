"""The command that writes a meeting pack: slides, and their figures as a workbook."""

from __future__ import annotations

from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from cdp_metrics import console
from cdp_metrics.commands.shared import app, store_folder
from cdp_metrics.console import say

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
) -> None:
    """Write a meeting pack: PowerPoint slides, and their figures in Excel."""
    from cdp_metrics.answers import day_of
    from cdp_metrics.answers.meeting.parts import meeting
    from cdp_metrics.export.pack import pack_workbook, powerpoint
    from cdp_metrics.ui.views.pack.view import deck_of
    from cdp_metrics.warehouse import open_store

    with closing(open_store(store_folder(store))) as held, console.progress() as tell:
        (about,) = held.records("build")
        latest = day_of(about, date.today())
        today = as_at.date() if as_at else latest
        invented = bool(about["demonstration"])
        first = datetime.fromisoformat(held.build.published_at).date()
        if today > latest or (today < first and not invented):
            raise typer.BadParameter(
                f"the figures cannot be as at {today}: "
                + (
                    f"what is under embargo until then would show before. Give {latest}"
                    " or no day, and make the pack again on the day of the meeting"
                    if today > latest
                    else f"this build was published on {first}. Give a later day"
                )
            )
        deck = deck_of(meeting(held, today, tell))
    out.mkdir(parents=True, exist_ok=True)
    name = f"meeting-pack-{today.isoformat()}-{deck.build}"
    for ending, make in (("pptx", powerpoint), ("xlsx", pack_workbook)):
        path = out / f"{name}.{ending}"
        path.write_bytes(make(deck))
        say(f"[bold]Written[/] {escape(str(path))}")
