"""Publish a built store atomically, keep the last few, and go back to one.

A folder of stores holds ``cdp-<build_id>.duckdb`` files, which never change once
they bear that name, and ``current.json``, the pointer, which is replaced whole.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from cdp_metrics.errors import StoreBusy, StoreMissing

__all__ = [
    "KEPT",
    "Build",
    "building_folder",
    "history",
    "kept",
    "locked",
    "point_to",
    "pointer",
    "publish",
    "rollback",
]

KEPT = 5
POINTER, LOCK, PREFIX = "current.json", ".build.lock", ".building-"
STORES = "cdp-*.duckdb"


@dataclass(frozen=True)
class Build:
    """One published build.

    Parameters
    ----------
    build_id
        Hash of everything that went into it.
    file
        Name of its file in the folder.
    published_at
        When it was first published, ISO 8601, UTC.
    """

    build_id: str
    file: str
    published_at: str


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder for one writer.

    Raises
    ------
    StoreBusy
        Another process holds it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / LOCK, timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise StoreBusy(
            f"another build is writing to {folder}. What to do: wait until it is done"
        ) from None
    try:
        yield
    finally:
        lock.release()


@contextmanager
def building_folder(folder: Path) -> Iterator[Path]:
    """Yield a scratch folder beside the stores, gone afterwards whatever happens.

    Leavings of builds that were killed are cleared first; call it with the lock held.
    """
    for left in folder.glob(f"{PREFIX}*"):
        shutil.rmtree(left, ignore_errors=True)
    scratch = folder / f"{PREFIX}{os.getpid()}"
    try:
        scratch.mkdir()
        yield scratch
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def pointer(folder: Path) -> Build:
    """Return the build that readers are to read.

    Raises
    ------
    StoreMissing
        Nothing has been published here, or the pointer names a file that is gone.
    """
    builds = history(folder)
    if not builds:
        raise StoreMissing(
            f"no store has been published in {folder}. What to do: run "
            "'python -m cdp_metrics build' for your own files, or "
            "'python -m cdp_metrics demo' for invented ones"
        )
    current = builds[0]
    if not (folder / current.file).is_file():
        raise StoreMissing(
            f"{folder / current.file} is gone, though current.json names it. What to "
            "do: run 'python -m cdp_metrics rollback', or build again"
        )
    return current


def history(folder: Path) -> list[Build]:
    """Return the builds that are kept, the current one first.

    Raises
    ------
    StoreMissing
        The pointer is not readable.
    """
    path = folder / POINTER
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))["builds"]
        return [Build(**entry) for entry in entries]
    except FileNotFoundError:
        return []
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreMissing(
            f"{path} cannot be read ({error}). What to do: build again; it is "
            "written anew"
        ) from error


def kept(folder: Path) -> list[Build]:
    """Return the builds of a folder, also where its pointer is lost or spoilt.

    The files say what they are; the one written last then counts as current.
    """
    with suppress(StoreMissing):
        if builds := history(folder):
            return builds
    written = [(path.stat().st_mtime, path) for path in folder.glob(STORES)]
    return [
        Build(
            path.stem.removeprefix("cdp-"),
            path.name,
            datetime.fromtimestamp(when, UTC).isoformat(timespec="microseconds"),
        )
        for when, path in sorted(written, reverse=True)
    ]


def publish(folder: Path, built: Path, build_id: str) -> Build:
    """Make a built store the current one.

    Parameters
    ----------
    folder
        The folder of stores.
    built
        The finished file, in the same file system.
    build_id
        Its identity.

    Returns
    -------
    Build
        What readers now read.
    """
    name = f"cdp-{build_id}.duckdb"
    _sync(built)
    os.replace(built, folder / name)
    _sync(folder)
    now = datetime.now(UTC).isoformat(timespec="microseconds")
    return _point(folder, Build(build_id, name, now))


def point_to(folder: Path, build_id: str) -> Build:
    """Make a build that is kept the current one.

    Parameters
    ----------
    folder
        The folder of stores.
    build_id
        Its identity, or enough of its beginning to tell it from the others.

    Raises
    ------
    StoreMissing
        It is not kept, or several begin so.
    """
    held = [build for build in kept(folder) if (folder / build.file).is_file()]
    meant = [build for build in held if build.build_id.startswith(build_id)]
    if len(meant) == 1:
        return _point(folder, meant[0])
    fault = "stands for several builds" if meant else "is not kept"
    raise StoreMissing(
        f"build {build_id!r} {fault} in {folder}. What to do: name one of "
        f"{', '.join(build.build_id for build in held) or 'none'}"
    )


def rollback(folder: Path) -> Build:
    """Make the build that was published before the current one current again.

    Raises
    ------
    StoreMissing
        There is none older.
    """
    builds = history(folder)
    current = pointer_or_first(builds)
    older = [
        build
        for build in builds
        if build.published_at < current.published_at and (folder / build.file).is_file()
    ]
    if not older:
        raise StoreMissing(f"there is no older build in {folder} to go back to")
    return _point(folder, max(older, key=lambda build: build.published_at))


def pointer_or_first(builds: list[Build]) -> Build:
    """Return the current build, first in its list.

    Raises
    ------
    StoreMissing
        The list is empty.
    """
    if not builds:
        raise StoreMissing("nothing has been published here yet")
    return builds[0]


def _point(folder: Path, build: Build) -> Build:
    others = [each for each in kept(folder) if each.build_id != build.build_id]
    entries = [build, *others][:KEPT]
    draft = folder / f"{POINTER}.new"
    with draft.open("w", encoding="utf-8") as file:
        json.dump({"builds": [asdict(each) for each in entries]}, file, indent=2)
        file.flush()
        os.fsync(file.fileno())
    os.replace(draft, folder / POINTER)
    _sync(folder)
    names = {each.file for each in entries}
    for path in folder.glob(STORES):
        if path.name not in names:
            # Windows refuses while a reader still holds it: the next build clears it
            with suppress(OSError):
                path.unlink()
    return build


def _sync(path: Path) -> None:
    """Have the system write a file or folder to disk; folders only where it can."""
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
