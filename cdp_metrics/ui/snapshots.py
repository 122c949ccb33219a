"""What a page says where it shows a snapshot instead of the current figures."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

from cdp_metrics.filters import LIVE
from cdp_metrics.periods import day_name
from cdp_metrics.ui import blocks, choices, kept, markup
from cdp_metrics.warehouse.pinned import fault
from cdp_metrics.warehouse.snapshots import STORE, Snapshot, snapshots_folder

__all__ = ["banner", "build_words", "file_name", "kept_table", "way_back"]

LISTED: Final = 20
COLUMNS: Final = ("Snapshot", "As at", "Whose figures", "Build", "Can it be shown")


def banner() -> None:
    """Say which snapshot is shown, of which day, and lead back; nothing without one."""
    shown = kept.snapshot()
    if shown is None:
        return
    said = (
        f"**Snapshot {shown.name}:** figures as they were shown on "
        f"**{day_name(shown.day)}** (build {shown.build_id}). Ages, statuses and what "
        "is overdue are as on that day; nothing received later is in them."
    )
    blocks.block(markup.snapshot_strip(said, "See the current figures", _live()), "pin")


def way_back() -> None:
    """Lead to the current figures where a snapshot cannot be shown."""
    if choices.snapshot():
        blocks.pointer(
            "No figures are shown here, because these would not be the snapshot's.",
            "See the current figures",
            _live(),
        )


def _live() -> str:
    """Return the address of the same page with the current figures."""
    page = Path(choices.page()).stem
    query = choices.chosen().to_query() | {"snapshot": LIVE}
    return f"{page}?{urlencode(query)}"


def kept_table() -> None:
    """List the snapshots that are kept, and say whether each can be shown."""
    found, folder = kept.snapshots(), snapshots_folder()
    if not found:
        blocks.note(
            "**Snapshots:** none is kept. What to do: keep the figures of a meeting "
            "with python -m cdp_metrics snapshot and a name."
        )
        return
    rows = []
    for each in found[:LISTED]:
        path = folder / each.name / STORE
        seen = path.stat().st_mtime_ns if path.is_file() else 0
        why = _fault(folder, each, seen)
        whose = f"{each.place}{', invented' * each.demonstration}"
        rows.append((each.name, day_name(each.day), whose, each.build_id, why or "Yes"))
    blocks.figures_table(
        "Snapshots kept, each opened by ?snapshot= and its name after a page's address",
        COLUMNS,
        tuple(rows),
        text_columns=range(len(COLUMNS)),
    )
    if len(found) > LISTED:
        blocks.note(
            f"The latest {LISTED} of {len(found)} are listed; all are by "
            "python -m cdp_metrics snapshot --list."
        )


@lru_cache(64)
def _fault(folder: Path, found: Snapshot, seen: int) -> str:
    """Return why a snapshot cannot be shown; its file is read once while it is so."""
    return fault(folder, found.name).partition(". What to do")[0]


def build_words() -> str:
    """Return what a file says of where its figures are from: build, and snapshot."""
    shown, build = kept.snapshot(), kept.store().build.build_id
    if shown is None:
        return build
    return f"{build}, snapshot {shown.name} of {day_name(shown.day)}"


def file_name(name: str) -> str:
    """Return the name of a file that also names the snapshot it is from."""
    shown = kept.snapshot()
    if shown is None:
        return name
    path = Path(name)
    return f"{path.stem}-snapshot-{shown.name}{path.suffix}"
