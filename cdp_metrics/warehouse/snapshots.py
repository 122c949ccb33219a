"""Builds that are pinned under a name, so that their figures can be shown for ever.

A snapshot is a folder ``<name>/`` with the store as it was published and
``snapshot.json``. It comes into being whole or not at all, and is never changed.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

from cdp_metrics.errors import SnapshotMissing, SnapshotRefused
from cdp_metrics.filters import LIVE, SNAPSHOT
from cdp_metrics.warehouse.db import Store

__all__ = [
    "STORE",
    "Snapshot",
    "digest",
    "find",
    "listed",
    "local_folder",
    "pin",
    "remove",
    "snapshots_folder",
]

ROOT: Final = Path(__file__).parents[2]
# Windows keeps these for devices, whatever follows them
_DEVICES = re.compile(r"con|prn|aux|nul|(com|lpt)[0-9]")
LONGEST: Final = 60
STORE, ABOUT, DRAFT = "store.duckdb", "snapshot.json", ".draft-"


@dataclass(frozen=True)
class Snapshot:
    """One pinned build.

    Parameters
    ----------
    name
        What links and minutes call it: ``board-2026-05``.
    build_id, published_at
        The build, and when it was published (ISO 8601, UTC).
    day
        The day that its figures are looked at: ages, statuses and embargoes are as
        they were then.
    taken_at
        When it was pinned (ISO 8601, UTC).
    place
        Whose figures they are.
    demonstration
        Whether they are invented.
    version
        Version of the product that pinned it.
    sha256
        Of its store, which is held against it when it is opened.
    """

    name: str
    build_id: str
    published_at: str
    day: date
    taken_at: str
    place: str
    demonstration: bool
    version: str
    sha256: str


def local_folder() -> Path:
    """Return the folder of what people write: ``CDP_LOCAL``, else ``data/local``."""
    return Path(os.environ.get("CDP_LOCAL") or ROOT / "data" / "local")


def snapshots_folder() -> Path:
    """Return the folder of snapshots."""
    return local_folder() / "snapshots"


def pin(folder: Path, store: Store, name: str, day: date) -> Snapshot:
    """Keep a published build under a name.

    Parameters
    ----------
    folder
        Where snapshots are kept.
    store
        The build, open.
    name
        Lower-case letters, digits and hyphens.
    day
        The day that its figures are looked at.

    Raises
    ------
    SnapshotRefused
        The name is taken, or cannot be a name.
    """
    _check(folder, name)
    (info,) = store.records("build")
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob(f"{DRAFT}*"):  # of one that was killed long ago
        if datetime.now().timestamp() - left.stat().st_mtime > 3600:
            shutil.rmtree(left, ignore_errors=True)
    draft = folder / f"{DRAFT}{os.getpid()}-{name}"
    draft.mkdir()
    try:
        _keep(store.path, draft / STORE)
        taken = Snapshot(
            name=name,
            build_id=store.build.build_id,
            published_at=store.build.published_at,
            day=day,
            taken_at=datetime.now(UTC).isoformat(timespec="seconds"),
            place=info["place"],
            demonstration=info["demonstration"],
            version=info["product_version"],
            sha256=digest(draft / STORE),
        )
        said = asdict(taken) | {"day": day.isoformat()}
        with (draft / ABOUT).open("w", encoding="utf-8") as file:
            json.dump(said, file, indent=2, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        try:
            draft.rename(folder / name)
        except OSError:  # somebody was quicker
            _check(folder, name)
            raise
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return taken


def listed(folder: Path) -> list[Snapshot]:
    """Return the snapshots that are kept, the one of the latest day first.

    One whose ``snapshot.json`` cannot be read is left out; `find` says why.
    """
    found = []
    for path in folder.glob(f"*/{ABOUT}"):
        if not path.parent.name.startswith("."):
            with suppress(SnapshotMissing):
                found.append(find(folder, path.parent.name))
    return sorted(found, key=lambda s: (s.day, s.taken_at, s.name), reverse=True)


def find(folder: Path, name: str) -> Snapshot:
    """Return a snapshot by its name.

    Raises
    ------
    SnapshotMissing
        There is none, or what it says of itself cannot be read.
    """
    path = folder / name / ABOUT
    if not _fits(name) or not path.is_file():
        raise SnapshotMissing(
            f"there is no snapshot {name!r}. What to do: check the link, "
            "or see 'python -m cdp_metrics snapshot --list'"
        )
    try:
        said: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        found = Snapshot(**said | {"day": date.fromisoformat(said["day"])})
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SnapshotMissing(
            f"{path} cannot be read ({error}). What to do: put the folder {name} back "
            "from your backup"
        ) from error
    if found.name != name:
        raise SnapshotMissing(
            f"{path} says that it is the snapshot {found.name!r}: the folder was "
            f"renamed or copied. What to do: name the folder {found.name} again"
        )
    return found


def remove(folder: Path, name: str) -> Snapshot:
    """Give a snapshot up, and return what it was.

    Raises
    ------
    SnapshotMissing
        There is none.
    """
    found = find(folder, name)
    away = folder / f"{DRAFT}{os.getpid()}-{name}"
    (folder / name).rename(away)
    shutil.rmtree(away, ignore_errors=True)
    return found


def _fits(name: str) -> bool:
    plain = SNAPSHOT.fullmatch(name) is not None
    return plain and name != LIVE and not _DEVICES.fullmatch(name)


def _check(folder: Path, name: str) -> None:
    """Refuse a name that is taken or cannot be one."""
    if not _fits(name):
        like = re.sub(r"[^a-z0-9]+", "-", name.lower())[:LONGEST].strip("-")
        better = like if _fits(like) else "board-2026-05"
        raise SnapshotRefused(
            f"{name!r} cannot be the name of a snapshot. Expected: lower-case letters "
            f"and digits, joined by single hyphens, at most {LONGEST}; not {LIVE!r} or "
            f"a name that Windows keeps. What to do: call it {better!r}"
        )
    if (folder / name).exists():
        raise SnapshotRefused(
            f"the name {name!r} is taken: {folder / name} is there. Expected: a name "
            "of its own for every snapshot, because minutes quote it. What to do: "
            f"choose another, such as '{name}-2'"
        )


def _keep(source: Path, target: Path) -> None:
    """Keep a file that never changes: by a second name, or as a copy elsewhere."""
    try:
        os.link(source, target)
    except OSError:  # another disk, or one without links
        shutil.copyfile(source, target)


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
