"""Which parts to measure, and where their figures go."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from benchmarks import browser, clicks, load, queries, report, scale, sessions, start
from benchmarks.machine import used
from benchmarks.national import SCALES
from benchmarks.results import Part, Unavailable
from benchmarks.servers import ROOT
from benchmarks.setting import Setting, prepared
from cdp_metrics.errors import CdpError

__all__ = ["PAGE", "PARTS", "main"]

PARTS: dict[str, Callable[[Setting], Part]] = {
    "load": load.measure,
    "click": clicks.measure,
    "sessions": sessions.measure,
    "browser": browser.measure,
    "queries": queries.measure,
    "start": start.measure,
    "scale": scale.measure,
}
REASONS = Unavailable, CdpError, OSError  # said in a line, not a traceback
PAGE = ROOT / "docs" / "benchmarks.md"


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
        with prepared(options.store, repeat, options.smoke, options.scale) as setting:
            for name in options.only:
                said.print(f"Measuring {name} ...")
                before = used(seconds)
                try:
                    parts[name] = PARTS[name](setting)
                except REASONS as why:
                    absent[name] = str(why)
                    said.print(f"{name} is left out: {escape(str(why))}")
                others[name] = max(before, used(seconds))
    except REASONS as problem:
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
        "--scale",
        type=_scales,
        default=("city", "force"),
        metavar="SIZE,...",
        help=f"invented stores that the part scale measures, of {', '.join(SCALES)} "
        "(default city,force; nation takes half an hour and 12 GB of disk)",
    )
    parser.add_argument(
        "--repeat", type=_count, default=5, help="repetitions (default 5)"
    )
    parser.add_argument(
        "--smoke", action="store_true", help="once, tiny: only that it works"
    )
    parser.add_argument(
        "--out",
        type=_page,
        help="where to write the page; without it a whole run on a quiet machine "
        "writes docs/benchmarks.md",
    )
    return parser.parse_args(arguments)


def _names(text: str) -> list[str]:
    return _chosen(text, PARTS)


def _scales(text: str) -> tuple[str, ...]:
    return tuple(_chosen(text, SCALES))


def _chosen(text: str, offered: Iterable[str]) -> list[str]:
    names = [name for name in offered if name in text.split(",")]
    unknown = set(text.split(",")) - set(names)
    if unknown:
        raise argparse.ArgumentTypeError(
            f"unknown: {', '.join(sorted(unknown))}; there are {', '.join(offered)}"
        )
    return names


def _page(text: str) -> Path:
    """Refuse a file that cannot be written before an hour is spent on its figures."""
    path = Path(text)
    if path.is_dir() or not path.resolve().parent.is_dir():
        raise argparse.ArgumentTypeError(f"'{text}' is no file in a folder that exists")
    return path


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number from 1")
    return int(text)
