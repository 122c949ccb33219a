"""The command line: ``python -m cdp_metrics``.

Exit codes: 0 done, 1 refused, 2 usage, 130 stopped by the user.
"""

from __future__ import annotations

import signal
import sys
from io import TextIOWrapper
from types import FrameType

from cdp_metrics.errors import CdpError

__all__ = ["main"]

REFUSED, STOPPED = 1, 130


class _Stopped(BaseException):
    """The user wants it to end.

    Not `KeyboardInterrupt`: an interpreter that meets one inside ``exec``, as
    imports do, later dies of the signal instead of giving our exit code.
    """


def main() -> None:
    """Run a command; turn what is refused or stopped into a message and a code."""
    stopped = False

    def stop(number: int, _: FrameType | None) -> None:
        nonlocal stopped
        stopped = True
        signal.signal(number, signal.SIG_IGN)  # pressed again: still tidy up
        raise _Stopped

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # a name that the terminal's code page lacks is no reason to fail
            stream.reconfigure(errors="replace")
    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    try:
        # slow to import, and even that may be stopped
        from cdp_metrics import commands, console

        try:
            commands.app()
        except CdpError as error:
            console.refuse(str(error))
            sys.exit(REFUSED)
        except OSError as error:
            console.refuse(
                f"{error}. What was published is as it was. What to do: check space "
                "and rights in the folder, then try again"
            )
            sys.exit(REFUSED)
    except BaseException:  # libraries turn an interrupt into errors of their own
        if not stopped:
            raise
        sys.stderr.write("Stopped. What was published is as it was.\n")
        sys.exit(STOPPED)


if __name__ == "__main__":
    main()
