"""Where files of partners wait for the next build, and how one gets there."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from datetime import date
from hashlib import sha256
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


def put(body: bytes, found: Preview, day: date, folder: Path) -> Path:
    """Put a file that was looked at where the next build reads it.

    Parameters
    ----------
    body
        Its bytes as received.
    found
        What they give; nothing of it may be refused.
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
        Something of it is refused, or it is another file, or cannot be written.
    """
    if not found.sound or found.template is None:
        raise CdpError(
            f"{found.name} is not taken, as some of it is refused. What to do: correct "
            "what is listed and send it again"
        )
    if sha256(body).hexdigest() != found.sha256:
        raise CdpError(
            f"{found.name} is not the file that was looked at. What to do: choose it "
            "again"
        )
    ending = re.sub(r"[^a-z]", "", found.name.rpartition(".")[2].lower())[:5] or "csv"
    name = f"{found.template.id}_{day}_{found.sha256[:16]}.{ending}"
    target = folder / RETURNS / name
    draft = target.with_name(f".{name}.{os.getpid()}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists():
            with draft.open("wb") as file:
                file.write(body)
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
