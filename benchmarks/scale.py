"""What size costs: stores of a city, a force and a nation, built and read."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import psutil

from benchmarks.clicking import Cost, clicking
from benchmarks.machine import GB
from benchmarks.national import INVENTED, SCALES
from benchmarks.queries import waiting
from benchmarks.results import (
    Budget,
    Part,
    Table,
    Unavailable,
    decimals,
    median,
    percentile,
    times,
)
from benchmarks.servers import ROOT
from benchmarks.setting import Setting

__all__ = ["measure"]

NATION, LIMIT = "nation", 100.0  # ms
AMPLE, CAPPED = "8GB", "4GB"  # DuckDB's limits on memory
LOOK = 0.02  # seconds between two looks at a child's memory


@dataclass(frozen=True)
class Built:
    """What it took to build one store.

    Parameters
    ----------
    spent
        Seconds by step.
    peak
        Largest resident memory, GB.
    spilled
        Most that lay in temporary files, GB.
    """

    spent: dict[str, float]
    peak: float
    spilled: float

    @property
    def product(self) -> float:
        """Seconds of the product's own steps."""
        return sum(s for step, s in self.spent.items() if step not in INVENTED)


@dataclass(frozen=True)
class Found:
    """What was found of one store."""

    ample: Built
    capped: Built
    size: float
    slow: dict[str, float]
    clicks: dict[tuple[str, str], Cost]


def measure(setting: Setting) -> Part:
    """Build each size with much memory and with little, query it, click on it."""
    found = {name: _found(name, setting) for name in setting.scales}
    largest = setting.scales[-1]
    slow, clicks = found[largest].slow, found[largest].clicks
    worst = max(slow, key=lambda name: slow[name])
    dear = max(clicks, key=lambda key: clicks[key].ratio)
    judged = largest == NATION
    return Part(
        budgets=(
            Budget(
                f"any query, invented store of {SCALES[largest].rows:,} rows: p95",
                f"at most {LIMIT:g} ms" if judged else "none set",
                f"{decimals(slow[worst])} ms ({worst})",
                "",
                slow[worst] <= LIMIT if judged else None,
            ),
            Budget(
                f"one click, invented store of {SCALES[largest].rows:,} rows",
                "none set",
                f"{decimals(median(clicks[dear].cpu))} ms of CPU ({': '.join(dear)})",
                times(clicks[dear].ratio),
            ),
        ),
        tables=(
            Table(
                "Scale: building",
                ("", *found),
                (
                    _row("Rows", [f"{SCALES[name].rows:,}" for name in found]),
                    *(
                        _row(
                            f"s: {step}",
                            [decimals(f.ample.spent[step]) for f in found.values()],
                        )
                        for step in found[largest].ample.spent
                    ),
                    _row("File, GB", [decimals(f.size) for f in found.values()]),
                    *(
                        row
                        for words, which in ((AMPLE, "ample"), (CAPPED, "capped"))
                        for row in _memory(
                            words, [getattr(f, which) for f in found.values()]
                        )
                    ),
                ),
            ),
            Table(
                "Scale: queries, p95 ms",
                ("Query", *found),
                tuple(
                    _row(name, [decimals(f.slow[name]) for f in found.values()])
                    for name in sorted(slow)
                ),
            ),
            Table(
                "Scale: one click",
                (
                    "Page",
                    "Click",
                    *(f"{n}: {w}" for n in found for w in ("CPU ms", "wait ms")),
                ),
                tuple(
                    (*key, *(words for f in found.values() for words in _click(f, key)))
                    for key in clicks
                ),
            ),
        ),
        notes=(
            "Scale: incidents are invented in SQL with the shares of categories of "
            "real files; every step but those two is the product's own SQL, "
            f"contracts included. Memory is that of the building process, seen every "
            f"{LOOK * 1000:g} ms, with {AMPLE} for DuckDB and with {CAPPED}, beside "
            "which Python has its own; spilled is the most that its temporary files "
            "held.",
        ),
    )


def _row(name: str, values: list[str]) -> tuple[str, ...]:
    return (name, *values)


def _memory(words: str, built: list[Built]) -> list[tuple[str, ...]]:
    return [
        _row(f"{words}: s, product's own", [decimals(b.product) for b in built]),
        _row(f"{words}: peak memory, GB", [decimals(b.peak) for b in built]),
        _row(f"{words}: spilled, GB", [decimals(b.spilled) for b in built]),
    ]


def _click(found: Found, key: tuple[str, str]) -> tuple[str, str]:
    cost = found.clicks.get(key)
    return (
        (decimals(median(cost.cpu)), decimals(median(cost.waits))) if cost else ("", "")
    )


def _found(name: str, setting: Setting) -> Found:
    with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
        out = Path(scratch)
        capped = _built(name, out, "--memory", CAPPED)
        ample = _built(name, out, "--memory", AMPLE)
        size = sum(path.stat().st_size for path in out.glob("*.duckdb")) / GB
        own = replace(setting, store=out, demonstration=True)
        waits, _ = waiting(own)
        clicks, _ = clicking(own)
    slow = {query: percentile(each, 0.95) for query, each in waits.items()}
    return Found(ample, capped, size, slow, clicks)


def _built(name: str, out: Path, *options: str) -> Built:
    """Build in a process of its own, and watch what it holds."""
    command = [sys.executable, "-m", "benchmarks.national", "--scale", name]
    child = subprocess.Popen(
        [*command, "--out", str(out), *options],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    peak = spilled = 0.0
    watched = psutil.Process(child.pid)
    try:
        while child.poll() is None:
            with suppress(psutil.Error):  # it may end between two looks
                peak = max(peak, watched.memory_info().rss / GB)
            spilled = max(spilled, _size(out) / GB)
            time.sleep(LOOK)
    finally:
        child.kill()
        said, complaint = child.communicate()
    if child.returncode:
        raise Unavailable(f"the store of a {name} failed: {complaint.strip()[-400:]}")
    return Built(json.loads(said), peak, spilled)


def _size(out: Path) -> int:
    """Return the bytes of temporary files; some go while they are looked at."""
    size = 0
    for path in out.glob(".building-*/spill/*"):
        with suppress(OSError):
            size += path.stat().st_size
    return size
