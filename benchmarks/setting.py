"""What a run of the benchmarks works on: a store, street files, a machine."""

from __future__ import annotations

import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from benchmarks.results import Unavailable
from benchmarks.servers import ROOT
from cdp_metrics.sources import demo
from cdp_metrics.warehouse.build import build
from cdp_metrics.warehouse.db import open_store
from cdp_metrics.warehouse.publish import pointer

__all__ = ["Setting", "prepared"]

PARTNERSHIP = ROOT / "data" / "partnership.toml"
STREET = "-street.csv"


@dataclass(frozen=True)
class Setting:
    """What is measured, and how often.

    Parameters
    ----------
    store
        Folder of stores, with one published.
    demonstration
        Whether that store is the invented one.
    raw
        Folders of files as received, without street files.
    street
        One street file a month, plain CSV.
    published
        Dates of publication of street files, by file name.
    partnership
        Who the partnership is whose files these are.
    real
        Whether the street files are real.
    repeat
        Repetitions; every figure is the median of them.
    smoke
        Whether this is the small form that only shows that it works.
    scales
        Sizes of invented stores, of `national.SCALES`.
    """

    store: Path
    demonstration: bool
    raw: tuple[Path, ...]
    street: tuple[Path, ...]
    published: Mapping[str, datetime]
    partnership: Path
    real: bool
    repeat: int
    smoke: bool
    scales: tuple[str, ...]


@contextmanager
def prepared(
    store: Path | None,
    repeat: int,
    smoke: bool,
    scales: tuple[str, ...] = ("tiny",),
) -> Iterator[Setting]:
    """Gather files and a store while the block runs; scratch files go afterwards.

    Parameters
    ----------
    store
        Folder of stores; None builds one from the real files, else from invented
        ones.
    repeat
        Repetitions.
    smoke
        Use invented files and few of them.
    scales
        Sizes of invented stores to measure besides.

    Raises
    ------
    Unavailable
        Nothing is published in the store's folder, or the files named are not there.
    """
    if store is not None and not (store / "current.json").is_file():
        raise Unavailable(
            f"No store is published in {store}. What to do: python -m cdp_metrics "
            f"build --out {store}, or leave --store out"
        )
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        scratch = Path(name)
        real = None if smoke else _real_data()
        held = store and store / "demonstration"
        if real is not None:
            files, partnership = real, PARTNERSHIP
        else:
            files = held if held and held.is_dir() else scratch / "demonstration"
            if not files.is_dir():
                demo.write(files)
            partnership = files / "partnership.toml"
        folders = tuple(each for each in sorted(files.iterdir()) if each.is_dir())
        if store is None:
            store = scratch / "store"
            build(folders, store, partnership)
        pointer(store)
        with closing(open_store(store)) as opened:
            (about,) = opened.records("build")
        street, dates = _street_files(folders, scratch / "street")
        street = street[:6] if smoke else street
        yield Setting(
            store=store.resolve(),
            demonstration=about["demonstration"],
            raw=tuple(folder for folder in folders if folder.name != "police"),
            street=street,
            published={p.name: dates[p.name] for p in street if p.name in dates},
            partnership=partnership,
            real=real is not None,
            repeat=repeat,
            smoke=smoke,
            scales=("tiny",) if smoke else scales,
        )


def _real_data() -> Path | None:
    named = os.environ.get("CDP_REAL_DATA")
    folder = ROOT / (named or "../shared/data")
    if (folder / "police").is_dir():
        return folder.resolve()
    if named:
        raise Unavailable(
            f"{folder} has no folder named police. What to do: set CDP_REAL_DATA to "
            "the folder of the published files, or unset it to use invented ones"
        )
    return None


def _street_files(
    folders: tuple[Path, ...], scratch: Path
) -> tuple[tuple[Path, ...], dict[str, datetime]]:
    """Unpack one street file a month and force: the one published last."""
    newest: dict[str, tuple[datetime, Path, str]] = {}
    for folder in folders:
        for archive in sorted(folder.rglob("*.zip")):
            for entry in _entries(archive):
                name = Path(entry.filename).name
                when = datetime(*entry.date_time)
                known = newest.get(name)
                if name.endswith(STREET) and (known is None or known[0] < when):
                    newest[name] = when, archive, entry.filename
    scratch.mkdir()
    paths = []
    for name, (_, archive, member) in sorted(newest.items()):
        with (
            zipfile.ZipFile(archive) as opened,
            opened.open(member) as source,
            (scratch / name).open("wb") as target,
        ):
            shutil.copyfileobj(source, target)
        paths.append(scratch / name)
    for folder in folders:
        for path in sorted(folder.rglob(f"*{STREET}")):
            if path.name not in newest:
                shutil.copy(path, scratch / path.name)
                paths.append(scratch / path.name)
    return tuple(paths), {name: when for name, (when, _, _) in newest.items()}


def _entries(archive: Path) -> list[zipfile.ZipInfo]:
    try:
        with zipfile.ZipFile(archive) as opened:
            return opened.infolist()
    except zipfile.BadZipFile as error:
        raise Unavailable(
            f"{archive} is not a whole archive. What to do: fetch it again"
        ) from error
