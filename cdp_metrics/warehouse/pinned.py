"""Reading what was pinned: a snapshot's store, and what figures are compared with."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from cdp_metrics.catalogue.dictionary import dictionary_in
from cdp_metrics.errors import SnapshotMissing, StoreMissing
from cdp_metrics.periods import day_name
from cdp_metrics.warehouse.db import Store
from cdp_metrics.warehouse.publish import Build
from cdp_metrics.warehouse.snapshots import STORE, Snapshot, digest, find

__all__ = ["before", "fault", "open_snapshot"]


def open_snapshot(folder: Path, name: str) -> tuple[Snapshot, Store]:
    """Open a snapshot for reading.

    Raises
    ------
    SnapshotMissing
        There is none, its store is not the one that was pinned, or this version of
        the product cannot read it.

    Notes
    -----
    A later version of the product may ask for what the store does not hold: it opens
    all the same, and says so where that is asked for.
    """
    found = find(folder, name)
    path = folder / name / STORE
    changed = SnapshotMissing(
        f"{path} is not the store that was pinned on {day_name(found.day)}. What "
        f"to do: put the folder {name} back from your backup"
    )
    if not path.is_file():
        raise changed
    taken = (
        f"the snapshot {name} was taken on {found.taken_at[:10]} by version "
        f"{found.version} of the product"
    )
    remedy = (
        "What to do: open it with the version of that day, or use the pack that the "
        "meeting was given"
    )
    build = Build(found.build_id, path.name, found.published_at)
    try:  # before its hash, for which the whole file is read
        store = Store(path, build)
    except StoreMissing as error:
        if digest(path) != found.sha256:
            raise changed from error
        raise SnapshotMissing(
            f"{taken}, and this version cannot read its tables. {remedy}"
        ) from error
    store.refusal = f"{taken}, which did not keep what is asked for here. {remedy}"
    try:
        if digest(path) != found.sha256:
            raise changed
        for row in store.records("dictionary"):
            store.dictionary = dictionary_in(row["body"])
    except StoreMissing as error:
        store.close()
        raise SnapshotMissing(str(error)) from error
    return found, store


def fault(folder: Path, name: str) -> str:
    """Return why a snapshot cannot be shown, or not all of it; "" where it can."""
    try:
        _, store = open_snapshot(folder, name)
    except SnapshotMissing as error:
        return f"No: {error}"
    store.close()
    return f"Not all of it: {store.refusal}" if store.unanswered else ""


def before(
    shown: Build,
    place: str,
    kept: Sequence[Snapshot],
    builds: Sequence[Build],
    *,
    demonstration: bool,
) -> list[Snapshot | Build]:
    """Return what figures may be compared with: snapshots, then builds.

    Parameters
    ----------
    shown
        The build that is shown.
    place, demonstration
        Whose figures they are, and whether they are invented.
    kept, builds
        Snapshots, the latest day first; and builds that are kept, which do not say
        whose they are before they are opened.

    Returns
    -------
    list of Snapshot or Build
        The first that can be opened is meant. All were published before what is
        shown: after going back to an older build, "since" must not run backwards.
    """
    taken = [
        each
        for each in kept
        if (each.place, each.demonstration) == (place, demonstration)
        and each.build_id != shown.build_id
        and each.published_at < shown.published_at
    ]
    older = [each for each in builds if each.published_at < shown.published_at]
    latest = sorted(older, key=lambda each: each.published_at, reverse=True)
    return [*taken, *latest]
