"""The command that lists what asks for attention, for people and schedulers."""

from __future__ import annotations

import json
import sys
from contextlib import ExitStack, closing
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer
from rich.markup import escape

from cdp_metrics.commands.shared import Out, app, store_folder
from cdp_metrics.console import say
from cdp_metrics.errors import StoreMissing

if TYPE_CHECKING:
    from cdp_metrics.answers.meeting.alerts import Alerts
    from cdp_metrics.answers.meeting.revisions import Seen
    from cdp_metrics.warehouse import Store

__all__ = ["alerts_command"]

ASKING: Final = 3
"""Exit code where something is to be done or looked into."""
SCHEMA: Final = 1
PERIOD: Final = "period"
WORDS: Final = {"act": "Act", "look": "Look into", "note": "Note"}


@app.command("alerts")
def alerts_command(
    since: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help="Snapshot or build that statuses are compared with; 'period' for the "
            "period before.",
            show_default="the last snapshot, else the build before, else period",
        ),
    ] = "",
    as_json: Annotated[
        bool, typer.Option("--json", help="For programs: one JSON object.")
    ] = False,
    out_folder: Out = None,
) -> None:
    """List what asks for attention; exit with 3 where anything is to be done.

    0: nothing, or only things to note. 3: something to act on or to look into.
    """
    from cdp_metrics import answers
    from cdp_metrics.answers.meeting.alerts import alerts
    from cdp_metrics.warehouse import open_store

    folder = store_folder(out_folder)
    with ExitStack() as opened:
        store = opened.enter_context(closing(open_store(folder)))
        (about,) = store.records("build")
        day = answers.day_of(about, date.today())
        area, force = about["area_code"], about["force_area_code"]
        earlier, words = _earlier(opened, folder, store, about["place"], since, day)
        found = alerts(
            store,
            day,
            answers.plan_table(store, day, area),
            answers.overview(store, tuple(about["overview"]), area, force, day),
            earlier,
            words,
        )
        if as_json:
            document = _document(found, about, store.build.build_id)
            sys.stdout.write(json.dumps(document, indent=2, default=str) + "\n")
        else:
            _tell(found, about)
    raise typer.Exit(ASKING if found.asking else 0)


def _earlier(
    opened: ExitStack, folder: Path, store: Store, place: str, since: str, day: date
) -> tuple[Seen | None, str]:
    """Open what statuses are compared with, and return it with its words."""
    from cdp_metrics.answers.meeting.revisions import Seen
    from cdp_metrics.warehouse import Build, history, open_store, snapshots

    if since == PERIOD:
        return None, ""
    kept, builds = snapshots.listed(snapshots.snapshots_folder()), history(folder)
    found = snapshots.before(store.build, place, kept, builds)
    if since:
        named = [each for each in kept if (each.name, each.place) == (since, place)]
        begun = [each for each in builds if each.build_id.startswith(since)]
        found = named[0] if named else begun[0] if len(begun) == 1 else None
        if found is None:
            held = [each.name for each in kept] + [each.build_id for each in builds]
            raise StoreMissing(
                f"{since!r} is neither a snapshot nor a build in {folder}. What to "
                f"do: name one of {', '.join([*held, PERIOD])}"
            )
    if found is None:
        return None, ""
    if isinstance(found, Build):
        try:
            older = open_store(folder, found)
        except StoreMissing:
            if since:
                raise
            return None, ""  # of another version of the product
        opened.callback(older.close)
        return Seen(older, day), f"build {found.build_id}"
    try:
        taken, pinned = snapshots.open_snapshot(
            snapshots.snapshots_folder(), found.name
        )
    except StoreMissing:
        if since:
            raise
        return None, ""  # it cannot be read: the list must not stop for it
    opened.callback(pinned.close)
    return Seen(pinned, taken.day), f"snapshot {taken.name}"


def _document(found: Alerts, about: dict[str, Any], build_id: str) -> dict[str, Any]:
    """Return the list as docs/alerts.md declares it."""
    return {
        "schema": SCHEMA,
        "as_at": found.day,
        "build": build_id,
        "partnership": about["partnership"],
        "place": about["place"],
        "demonstration": about["demonstration"],
        "compared_with": found.since,
        "looked_at": {
            "series": found.judged,
            "series_not_judged": found.unjudged,
            "expected_by_chance": round(found.by_chance, 2),
            "targets": found.rated,
            "returns": found.returns,
        },
        "counts": {
            name: sum(each.severity == name for each in found.found) for name in WORDS
        },
        "alerts": [asdict(each) for each in found.found],
    }


def _tell(found: Alerts, about: dict[str, Any]) -> None:
    """Print the list for people."""
    from cdp_metrics.periods import day_name, period_name
    from cdp_metrics.words import plural

    invented = ", invented" if about["demonstration"] else ""
    say(f"[bold]{escape(about['place'])}[/]{invented}, as at {day_name(found.day)}")
    for each in found.found:
        when = (
            f", {period_name(each.start, each.end)}" if each.start and each.end else ""
        )
        say(
            f"[bold]{WORDS[each.severity]}[/] {escape(each.what)} "
            f"({escape(each.where)}{when}): {escape(each.why)}. See {each.page}"
        )
    if not found.found:
        say("No alerts.")
    say(
        f"Looked at: {plural(found.judged, 'series', 'series')} "
        f"({found.unjudged} not judged), {plural(found.rated, 'target')} against "
        f"{found.since}, {plural(found.returns, 'return')} by sender. Chance alone "
        f"would mark about {found.by_chance:.1f} of these series."
    )
