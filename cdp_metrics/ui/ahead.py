"""Answers worked out ahead of the readers, while no page is being made.

Once after the start of the server and once after each publication one thread asks
what `likely` lists, so that a reader who is the first to choose something need not
wait for it. It works only while nobody does: between two answers it waits until all
pages have been made, and then as long as the last answer took.
"""

from __future__ import annotations

import atexit
import logging
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Final

from cdp_metrics.errors import CdpError
from cdp_metrics.ui import cached
from cdp_metrics.ui.borrowed import one_run
from cdp_metrics.ui.kept import current_store

__all__ = ["SWITCH", "ask_all", "begin", "reading"]

SWITCH: Final = "CDP_AHEAD"
"""Variable that turns it off where it is "off"."""
QUIET: Final = 0.3  # seconds without a page
WATCH: Final = 10.0  # seconds between two looks for a publication
LOG: Final = logging.getLogger(__name__)

_lock = threading.Lock()
_stop = threading.Event()
_pages, _ended, _begun = 0, 0.0, False


@contextmanager
def reading() -> Iterator[None]:
    """Have no answer begun while a reader's page is made; set it around the page."""
    global _pages, _ended
    with _lock:
        _pages += 1
    try:
        yield
    finally:
        with _lock:
            _pages, _ended = _pages - 1, time.monotonic()


def begin() -> None:
    """Start the thread, once a process; call it when a page has been made."""
    global _begun
    if os.environ.get(SWITCH, "").lower() == "off":
        return
    with _lock:
        if _begun:
            return
        _begun = True
    worker = threading.Thread(target=_work, name="ahead", daemon=True)
    atexit.register(_end, worker)
    worker.start()


def _end(worker: threading.Thread) -> None:
    """End between two answers: a query must not outlive the interpreter."""
    _stop.set()
    worker.join(timeout=5)


def _work() -> None:
    done = ""
    while not _stop.is_set():
        with suppress(CdpError):  # nothing is published yet
            build_id = current_store().build.build_id
            if build_id != done and ask_all(build_id, _wait):
                done = build_id
        _stop.wait(WATCH)


def _wait(spent: float) -> bool:
    """Wait as long as was worked, and until no page is made; False at the end."""
    while not _stop.wait(min(max(spent, 0.01), 1.0)):
        if not _pages and time.monotonic() - _ended > QUIET:
            return True
    return False


def ask_all(build_id: str, wait: Callable[[float], bool]) -> bool:
    """Ask what is likely of a build; return whether it was all asked.

    Parameters
    ----------
    build_id
        Which; when another is published, what is left need not be asked.
    wait
        Called before each answer with the seconds of the one before; ends it where
        it returns False.
    """
    # imports every page's answers, which the first page need not wait for
    from cdp_metrics.ui.likely import PAGES

    spent = 0.0
    for page in PAGES:
        steps: Iterator[Callable[[], object]] = iter(())
        first = True
        while wait(spent):
            began = time.perf_counter()
            with one_run():
                if current_store().build.build_id != build_id:
                    return False
                try:
                    if first:
                        steps, first = page(cached.today()), False
                    step = next(steps, None)
                    if step is None:
                        break
                    with suppress(CdpError):  # not held, which its page says
                        step()
                except CdpError:
                    break  # the page has nothing to choose from
                except Exception:  # its page shows it to whoever opens it
                    LOG.exception("An answer could not be worked out ahead")
                    break
            spent = time.perf_counter() - began
        else:
            return False
    return True
