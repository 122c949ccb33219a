"""What a page says where it shows a snapshot instead of the current figures."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlencode

from cdp_metrics.filters import LIVE
from cdp_metrics.periods import day_name
from cdp_metrics.ui import blocks, choices, kept, markup

__all__ = ["banner", "build_words", "file_name", "way_back"]


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
            "No figures are shown here, because these would not be the snapshot’s.",
            "See the current figures",
            _live(),
        )


def _live() -> str:
    """Return the address of the same page with the current figures."""
    page = Path(choices.page()).stem
    query = choices.chosen().to_query() | {"snapshot": LIVE}
    return f"{page}?{urlencode(query)}"


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
