"""How long a start takes, and which packages it waits for."""

from __future__ import annotations

import ast
import asyncio
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from benchmarks.results import Budget, Part, Table, Unavailable, decimals, median, times
from benchmarks.servers import DASHBOARD, HELLO, ROOT, served
from benchmarks.setting import Setting
from benchmarks.visitor import visiting

__all__ = ["measure"]

SHOWN = 15


def measure(setting: Setting) -> Part:
    """Start hello world and the dashboard in turn, until each has served a page."""
    ours, floor = [], []
    for _ in range(setting.repeat):
        floor.append(_start(HELLO, None))
        ours.append(_start(DASHBOARD, setting.store))
    ratio = median([a / b for a, b in zip(ours, floor, strict=True)])
    modules, packages = _imports()
    return Part(
        budgets=(
            Budget(
                "cold start: process to first page",
                "none set",
                f"{median(ours):.2f} s (hello {median(floor):.2f})",
                times(ratio),
            ),
        ),
        tables=(
            Table("Import time by package", ("Package", "ms, own"), packages),
            Table("Slowest imports", ("Module", "ms, with all it imports"), modules),
        ),
        notes=(
            "Start: from asking for the process until a client has the whole first "
            "page. Imports: everything that dashboard.py and the pages import, by "
            "`python -X importtime`, compiled files present.",
        ),
    )


def _start(script: Path, store: Path | None) -> float:
    """Return the seconds from no process to a served page."""

    async def first() -> None:
        async with visiting(server) as visitor:
            answer = await visitor.open("")
            if answer.fault:
                raise Unavailable(f"{script.name} did not answer: {answer.fault}")

    with served(script, store=store) as server:
        asyncio.run(first())
        return time.perf_counter() - server.started


def _imports() -> tuple[tuple[tuple[str, ...], ...], tuple[tuple[str, ...], ...]]:
    """Return the slowest modules, and the packages by their own time."""
    files = [ROOT / "dashboard.py", *sorted((ROOT / "pages").glob("*.py"))]
    wanted = {
        ast.unparse(node)
        for file in files
        for node in ast.parse(file.read_text("utf-8")).body
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    command = [sys.executable, "-X", "importtime", "-c", "\n".join(sorted(wanted))]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise Unavailable(f"the imports failed: {done.stderr.strip().splitlines()[-1]}")
    own: Counter[str] = Counter()
    whole: Counter[str] = Counter()
    for line in done.stderr.splitlines():
        if line.startswith("import time:") and "[us]" not in line:
            spent, total, name = line.removeprefix("import time:").split("|")
            own[name.strip().split(".")[0]] += int(spent)
            whole[name.strip()] = max(whole[name.strip()], int(total))
    return _top(whole), _top(own)


def _top(spent: Counter[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (name, decimals(microseconds / 1000))
        for name, microseconds in spent.most_common(SHOWN)
    )
