"""Measure the dashboard against its budgets: ``python -m benchmarks``.

Exit codes: 0 measured, 1 nothing could be measured, 2 usage, 130 stopped by the user.
"""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType

from rich.console import Console
from rich.markup import escape

from benchmarks import browser, clicks, load, queries, report, sessions, start
from benchmarks.machine import used
from benchmarks.results import Part, Unavailable
from benchmarks.servers import ROOT
from benchmarks.setting import Setting, prepared
from cdp_metrics.errors import CdpError

PARTS: dict[str, Callable[[Setting], Part]] = {
    "load": load.measure,
    "click": clicks.measure,
    "sessions": sessions.measure,
    "browser": browser.measure,
    "queries": queries.measure,
    "start": start.measure,
}
PAGE = ROOT / "docs" / "benchmarks.md"
STOPPED = 130


def main(arguments: Sequence[str]) -> int:
    """Run the benchmarks asked for and report them; return the exit code."""
    options = _options(arguments)
    said = Console(stderr=True, emoji=False, highlight=False)
    parts: dict[str, Part] = {}
    absent: dict[str, str] = {}
    others: dict[str, float] = {}
    seconds = 0.1 if options.smoke else 1.0
    repeat = 1 if options.smoke else options.repeat
    try:
        with prepared(options.store, repeat, options.smoke) as setting:
            for name in options.only:
                said.print(f"Measuring {name} ...")
                before = used(seconds)
                try:
                    parts[name] = PARTS[name](setting)
                except (Unavailable, CdpError) as why:
                    absent[name] = str(why)
                    said.print(f"{name} is left out: {escape(str(why))}")
                others[name] = max(before, used(seconds))
    except (Unavailable, CdpError) as problem:
        said.print(escape(str(problem)), soft_wrap=True)
        return 1
    if not parts:
        return 1
    report.show(setting, parts, absent, others)
    quiet = max(others.values()) <= report.QUIET
    if options.out or (set(parts) == set(PARTS) and quiet and not options.smoke):
        report.write(options.out or PAGE, setting, parts, absent, others)
        said.print(f"Written: {escape(str(options.out or PAGE))}")
    else:
        said.print(
            "No page was written: that takes a whole run on a machine that does "
            "nothing else, or --out FILE."
        )
    return 0


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="make bench", description="Measure the dashboard against its budgets."
    )
    parser.add_argument(
        "--store",
        type=Path,
        help="folder of stores; without it one is built from the real files in "
        "CDP_REAL_DATA, else from invented ones",
    )
    parser.add_argument(
        "--only",
        type=_names,
        default=list(PARTS),
        metavar="PART,...",
        help=f"of {', '.join(PARTS)}",
    )
    parser.add_argument(
        "--repeat", type=_count, default=5, help="repetitions (default 5)"
    )
    parser.add_argument(
        "--smoke", action="store_true", help="once, tiny: only that it works"
    )
    parser.add_argument(
        "--out",
        type=Path,
        help="where to write the page; without it a whole run on a quiet machine "
        "writes docs/benchmarks.md",
    )
    return parser.parse_args(arguments)


def _names(text: str) -> list[str]:
    names = [name for name in PARTS if name in text.split(",")]
    unknown = set(text.split(",")) - set(names)
    if unknown:
        raise argparse.ArgumentTypeError(
            f"unknown: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}"
        )
    return names


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number from 1")
    return int(text)


def stop(number: int, _frame: FrameType | None) -> None:
    """End in good order, once: servers and browser are ended on the way out."""
    for request in (signal.SIGINT, signal.SIGTERM):
        signal.signal(request, signal.SIG_IGN)
    raise KeyboardInterrupt


if __name__ == "__main__":
    for request in (signal.SIGINT, signal.SIGTERM):
        signal.signal(request, stop)
    try:
        code = main(sys.argv[1:])
    except KeyboardInterrupt:
        sys.stderr.write("Stopped; no process is left behind.\n")
        code = STOPPED
    sys.exit(code)
