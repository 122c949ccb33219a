"""What is set once for the whole server process, whose owner is Streamlit."""

from __future__ import annotations

import gc
import os
import socket
import stat
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Final

__all__ = ["settle"]

OPEN_FILES: Final = Path("/dev/fd")  # on Linux and macOS


@cache
def settle(page: str) -> None:
    """Make every later run of a page cheaper; call it when the page has run.

    Spares every later garbage collection what lives as long as the process: the
    modules that the page was the first to need, and what it keeps.

    Parameters
    ----------
    page
        Which page; each is settled once.
    """
    _send_at_once()
    gc.collect()
    gc.freeze()


def _send_at_once() -> None:
    """Send small packets at once, on every connection and on those to come.

    Streamlit opens its socket in a way that asyncio does not take for TCP, so Nagle's
    algorithm holds an answer's last part back until the browser has confirmed the
    one before, which browsers put off by 40 ms. Connections inherit the setting from
    the socket that accepts them. Left alone on Windows.
    """
    if not OPEN_FILES.is_dir():
        return
    for name in os.listdir(OPEN_FILES):
        with suppress(OSError):
            number = int(name)
            if stat.S_ISSOCK(os.fstat(number).st_mode):
                with socket.socket(fileno=os.dup(number)) as one:
                    if one.family in (socket.AF_INET, socket.AF_INET6):
                        one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
