"""The command that lists what asks for attention, for people and schedulers."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
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
    from cdp_metrics.warehouse import Build, Store
    from cdp_metrics.warehouse.snapshots import Snapshot

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
        table = answers.plan_table(store, day, area)
        counts = answers.overview(store, tuple(about["overview"]), area, force, day)
        for earlier, words in _earlier(opened, folder, store, about, since, day):
            try:
                found = alerts(store, day, table, counts, earlier, words)
                break
            except StoreMissing:  # of another version, it cannot answer everything
                if since or earlier is None:
                    raise
        if as_json:
            document = _document(found, about, store.build.build_id)
            sys.stdout.write(json.dumps(document, indent=2, default=str) + "\n")
        else:
            _tell(found, about)
    raise typer.Exit(ASKING if found.asking else 0)


def _earlier(
    opened: ExitStack,
    folder: Path,
    store: Store,
    about: dict[str, Any],
    since: str,
    day: date,
) -> Iterator[tuple[Seen | None, str]]:
    """Yield what statuses can be compared with, in words too; nothing comes last."""
    from cdp_metrics.answers.meeting.revisions import Seen
    from cdp_metrics.warehouse import Build, history, open_store, snapshots
    from cdp_metrics.warehouse.pinned import before, open_snapshot

    whose = about["place"], about["demonstration"]
    local, kept, found = snapshots.snapshots_folder(), [], []
    if since != PERIOD:
        kept = snapshots.listed(local)
        found = before(
            store.build, whose[0], kept, history(folder), demonstration=whose[1]
        )
    if since and since != PERIOD:
        found = _named(found, since)
    for each in found:
        try:
            if isinstance(each, Build):
                older, at = open_store(folder, each), day
                words = f"build {each.build_id}"
            else:
                taken, older = open_snapshot(local, each.name)
                at, words = taken.day, f"snapshot {taken.name}"
        except StoreMissing:
            if since:
                raise
            continue  # it cannot be read: the list must not stop for it
        opened.callback(older.close)
        (theirs,) = older.records("build")
        if (theirs["place"], theirs["demonstration"]) == whose:
            yield Seen(older, at), words
        elif since:
            raise StoreMissing(
                f"{since!r} is of another place, or only one of the two is invented: "
                "they do not compare. What to do: name another, or none"
            )
    yield None, ""


def _named(found: list[Snapshot | Build], since: str) -> list[Snapshot | Build]:
    """Return the one that is named, of those that are earlier and of this place."""
    names = [getattr(each, "name", each.build_id) for each in found]
    pairs = [*zip(names, found, strict=True)]
    builds = [
        each for name, each in pairs if name == each.build_id and name.startswith(since)
    ]
    meant = [each for name, each in pairs if name == since] or builds
    if len(meant) == 1:
        return meant
    raise StoreMissing(
        f"{since!r} is neither a snapshot nor a build of this place that was published "
        f"before these figures. What to do: name one of {', '.join([*names, PERIOD])}"
    )


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
    from cdp_metrics.words import marks_words, plural

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
        f"would mark {marks_words(found.by_chance)} of these series."
    )
