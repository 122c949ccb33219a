"""How many readers at once: waiting times, errors and memory."""

from __future__ import annotations

import asyncio
import random
from collections import defaultdict
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field

from benchmarks.clicking import accept, heaviest, values_of
from benchmarks.results import (
    Budget,
    Part,
    Table,
    decimals,
    median,
    percentile,
    times,
)
from benchmarks.servers import DASHBOARD, HELLO, Server, served
from benchmarks.setting import Setting
from benchmarks.visitor import Visitor, visiting

__all__ = ["measure"]

LEVELS, SMOKE_LEVELS = (1, 20, 50, 200), (1, 3)
JUDGED = 50  # sessions
SECONDS, SMOKE_SECONDS = 10.0, 1.0
THINK = (0.5, 2.5)  # seconds, evenly; 1.5 in the mean
LARGEST = 700.0  # MB
PROBE = 10


@dataclass
class Held:
    """What one level found on one server, a value a repetition."""

    middle: list[float] = field(default_factory=list)
    slow: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    clicks: int = 0
    faults: list[str] = field(default_factory=list)


def measure(setting: Setting) -> Part:
    """Let 1 to 200 sessions click, on hello world and on the heaviest page."""
    levels = SMOKE_LEVELS if setting.smoke else LEVELS
    judged = levels[-1] if setting.smoke else JUDGED
    with (
        served(HELLO, defaults=True) as hello,
        served(DASHBOARD, store=setting.store) as app,
    ):
        title, label, held = asyncio.run(_measure(hello, app, levels, setting))
    ours, floor = held[judged, "dashboard"], held[judged, "hello"]
    ratio = median([a / b for a, b in zip(ours.slow, floor.slow, strict=True)])
    faults = sum(len(each.faults) for (_, who), each in held.items() if who != "hello")
    memory = max(ours.memory)
    said = sorted({text for each in held.values() for text in each.faults})
    return Part(
        budgets=(
            Budget(
                f"{judged} sessions, a click every 1.5 s, heaviest page ({title}): p95",
                "no worse than hello world with default settings",
                f"{decimals(median(ours.slow))} ms (hello "
                f"{decimals(median(floor.slow))})",
                times(ratio),
                ratio <= 1,
            ),
            Budget(
                f"errors, {levels[0]} to {levels[-1]} sessions",
                "none",
                f"{faults} of {_total(held):,} clicks",
                "",
                faults == 0,
            ),
            Budget(
                f"memory of the server, {judged} sessions",
                "at most 700 MB, flat over time",
                f"{decimals(ours.memory[0])} MB, then {decimals(ours.memory[-1])}",
                "",
                memory <= LARGEST,
            ),
        ),
        tables=(
            Table(
                "Sessions",
                ("Sessions", "Page", "p50 ms", "p95 ms", "Clicks", "Errors", "MB"),
                tuple(
                    (
                        str(level),
                        title if who == "dashboard" else "hello, default settings",
                        decimals(median(each.middle)),
                        decimals(median(each.slow)),
                        f"{each.clicks:,}",
                        str(len(each.faults)),
                        decimals(each.memory[-1]),
                    )
                    for (level, who), each in held.items()
                ),
            ),
        ),
        notes=(
            f"Sessions: WebSocket clients on the same machine click "
            f"{title}: {label}, each after 0.5 to 2.5 s of thought, for "
            f"{_seconds(setting):g} s a level; the other server waits meanwhile. p50 "
            "and p95 are medians over repetitions; MB is the server's resident memory "
            "at the end of the last one, after every level before it.",
            *(f"Error seen: {text}" for text in said[:5]),
        ),
    )


def _seconds(setting: Setting) -> float:
    return SMOKE_SECONDS if setting.smoke else SECONDS


def _total(held: dict[tuple[int, str], Held]) -> int:
    return sum(each.clicks for (_, who), each in held.items() if who == "dashboard")


async def _measure(
    hello: Server, app: Server, levels: tuple[int, ...], setting: Setting
) -> tuple[str, str, dict[tuple[int, str], Held]]:
    page, title, label = await heaviest(app, 2 if setting.smoke else PROBE)
    held: dict[tuple[int, str], Held] = defaultdict(Held)
    for turn in range(setting.repeat):
        for level in levels:
            for who, server, where, what in (
                ("hello", hello, "", "Choice"),
                ("dashboard", app, page, label),
            ):
                crowd = Crowd(where, what, _seconds(setting), f"{turn} {level}")
                waits, faults = await crowd.click(server, level)
                found = held[level, who]
                found.clicks += len(waits)
                found.faults += faults
                found.middle.append(percentile(waits, 0.5) * 1000)
                found.slow.append(percentile(waits, 0.95) * 1000)
                found.memory.append(server.memory())
    return title, label, dict(held)


@dataclass
class Crowd:
    """Sessions that click at the same time.

    Parameters
    ----------
    page, label
        Where they are and which widget they click.
    seconds
        For how long.
    seed
        Draws their thinking times and choices.
    """

    page: str
    label: str
    seconds: float
    seed: str

    async def click(self, server: Server, number: int) -> tuple[list[float], list[str]]:
        """Return every wait in seconds, and what went wrong."""
        waits: list[float] = []
        faults: list[str] = []
        async with AsyncExitStack() as stack:
            visitors = [
                await stack.enter_async_context(visiting(server)) for _ in range(number)
            ]
            for visitor in visitors:
                accept(await visitor.open(self.page))
            values = values_of(visitors[0])[self.label]
            async with asyncio.TaskGroup() as group:
                for place, visitor in enumerate(visitors):
                    chance = random.Random(f"{self.seed} {place}")
                    reader = self._read(visitor, values, chance, waits, faults)
                    group.create_task(reader)
        return waits, faults

    async def _read(
        self,
        visitor: Visitor,
        values: Sequence[str],
        chance: random.Random,
        waits: list[float],
        faults: list[str],
    ) -> None:
        """Think and click until the time is up; the first click comes in any case."""
        clock = asyncio.get_running_loop().time
        until = clock() + self.seconds
        think = chance.uniform(0, min(THINK[1], self.seconds))
        while clock() + think <= until:
            await asyncio.sleep(think)
            answer = await visitor.click(self.label, chance.choice(values))
            waits.append(answer.seconds)
            if answer.fault:
                faults.append(answer.fault)
                return
            think = chance.uniform(*THINK)
