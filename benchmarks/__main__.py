"""Measure the dashboard against its budgets: ``python -m benchmarks``.

Exit codes: 0 measured, 1 nothing could be measured, 2 usage, 130 stopped by the user.
"""

from __future__ import annotations

import contextlib
import signal
import sys
from types import FrameType

__all__ = ["REQUESTS", "main"]

STOPPED = 130
REQUESTS = [
    getattr(signal, name)
    for name in ("SIGINT", "SIGTERM", "SIGHUP")
    if hasattr(signal, name)
]


def main() -> int:
    """Run the benchmarks; end in good order, once, when asked to."""
    stopped = False

    def stop(number: int, _: FrameType | None) -> None:
        nonlocal stopped
        stopped = True
        for request in REQUESTS:
            signal.signal(request, signal.SIG_IGN)
        raise SystemExit(STOPPED)

    for request in REQUESTS:
        signal.signal(request, stop)
    try:
        # slow to import, and even that may be stopped
        from benchmarks import command

        return command.main(sys.argv[1:])
    except BaseException:  # libraries turn a request into errors of their own
        if not stopped:
            raise
    end_all()
    sys.stderr.write("Stopped; no process is left behind.\n")
    return STOPPED


def end_all() -> None:
    """End what was just being started when the request came."""
    import psutil

    for child in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.Error):
            child.kill()


if __name__ == "__main__":
    sys.exit(main())
