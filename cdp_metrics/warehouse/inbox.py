"""Where files of partners wait for the next build, and how one gets there."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Final

from cdp_metrics.errors import CdpError
from cdp_metrics.warehouse.preview import Preview

__all__ = ["RETURNS", "put", "raw_folder"]

RETURNS: Final = "returns"
ROOT: Final = Path(__file__).parents[2]


def raw_folder() -> Path:
    """Return the folder of files as received: ``CDP_RAW``, else ``data/raw``."""
    return Path(os.environ.get("CDP_RAW") or ROOT / "data" / "raw")


def put(found: Preview, day: date, folder: Path) -> Path:
    """Put what was read of a file where the next build reads it, and nothing else.

    Parameters
    ----------
    found
        The file as it was looked at; nothing of it may be refused.
    day
        The day, for the name.
    folder
        Folder of files as received.

    Returns
    -------
    Path
        Where it lies. Its name holds day and hash, so that no file is written over;
        the same file put twice on a day is there once.

    Raises
    ------
    CdpError
        Something of it is refused, or it cannot be written.
    """
    if not found.sound or found.template is None:
        raise CdpError(
            f"{found.name} is not taken, as some of it is refused. What to do: correct "
            "what is listed and send it again"
        )
    name = f"{found.template.id}_{day}_{found.sha256[:16]}.csv"
    target = folder / RETURNS / name
    draft = target.with_name(f".{name}.{os.getpid()}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists():
            with draft.open("wb") as file:
                file.write(found.text)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(target)
    except OSError as error:
        with suppress(OSError):
            draft.unlink()
        raise CdpError(
            f"cannot write to {target.parent} ({os.strerror(error.errno or 0)}). What "
            "to do: check space and rights there; nothing was changed"
        ) from error
    return target
