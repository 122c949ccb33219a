"""Build anew from a running server, as a process of its own.

A build takes both memory and the interpreter for tens of seconds; a process of its own
leaves the server's visitors alone, and what it leaves behind if it is killed is what
any killed build leaves: the published store as it was.
"""

from __future__ import annotations

import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from cdp_metrics.warehouse.publish import LOCK

__all__ = ["COMMAND", "Rebuild", "rebuild", "rebuilding"]

COMMAND: Final = "python -m cdp_metrics build"
"""What is run; it reads CDP_RAW and CDP_STORE, as the server does."""
LOG: Final = f"{LOCK}.log"
_held: dict[Path, Rebuild] = {}
_one_at_a_time = threading.Lock()


@dataclass(frozen=True)
class Rebuild:
    """A build that this server started.

    Parameters
    ----------
    process
        The process.
    log
        File that holds what it says.
    """

    process: subprocess.Popen[bytes]
    log: Path

    @property
    def state(self) -> Literal["running", "done", "failed"]:
        """Whether it is still at work, and how it ended."""
        code = self.process.poll()
        return "running" if code is None else "failed" if code else "done"

    @property
    def said(self) -> str:
        """Its last words: why it failed, or what it published."""
        lines = self.log.read_text("utf-8", "replace").splitlines()
        return " ".join(line.strip() for line in lines[-6:] if line.strip())


def rebuilding(folder: Path) -> Rebuild | None:
    """Return the build of a folder of stores that was started last; None without."""
    return _held.get(folder)


def rebuild(folder: Path, *options: str) -> Rebuild:
    """Start a build of a folder of stores; one that is at work is not doubled.

    Parameters
    ----------
    folder
        Folder of stores.
    options
        Options of the command, beside its folder.

    Notes
    -----
    The command holds the folder's lock, so that a build from elsewhere makes it end
    without harm.
    """
    with _one_at_a_time:
        held = _held.get(folder)
        if held is None or held.state != "running":
            log = folder / LOG
            with log.open("wb") as said:
                process = subprocess.Popen(
                    [
                        *(sys.executable, *COMMAND.split()[1:]),
                        *("--out", str(folder), *options),
                    ],
                    stdin=subprocess.DEVNULL,
                    stdout=said,
                    stderr=subprocess.STDOUT,
                    cwd=Path(__file__).parents[2],
                )
            held = _held[folder] = Rebuild(process, log)
        return held
