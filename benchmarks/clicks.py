"""What one click costs the server, on every page and for every widget."""

from __future__ import annotations

import asyncio
import json
import urllib.request
from collections import defaultdict
from dataclasses import dataclass, field

from benchmarks.results import (
    KB,
    Budget,
    Part,
    Table,
    Unavailable,
    decimals,
    median,
    times,
)
from benchmarks.servers import DASHBOARD, HELLO, Server, served
from benchmarks.setting import Setting
from benchmarks.visitor import MAP, Answer, Visitor, visiting

__all__ = ["Cost", "accept", "clicking", "heaviest", "measure", "values_of"]

RATIO, KILOBYTES = 4.0, 30.0
BATCH = 40  # clicks: the system counts CPU in hundredths of a second
TICK = 0.01  # seconds: what one count stands for
SETTLE = 0.05  # seconds for the server to finish what follows an answer
RERUN = "no filter: run again"


@dataclass
class Cost:
    """What the clicks on one widget cost, a value a repetition."""

    cpu: list[float] = field(default_factory=list)
    floor: list[float] = field(default_factory=list)
    kilobytes: list[float] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    runs: int = 0

    @property
    def ratio(self) -> float:
        """Middle of the repetitions' ratios."""
        return median([a / b for a, b in zip(self.cpu, self.floor, strict=True)])


def measure(setting: Setting) -> Part:
    """Click everything on every page, beside as many clicks on hello world."""
    costs, opened = clicking(setting)
    worst = max(costs, key=lambda key: costs[key].ratio)
    largest = max(costs, key=lambda key: median(costs[key].kilobytes))
    ratio, heavy = costs[worst].ratio, median(costs[largest].kilobytes)
    floor = median([value for cost in costs.values() for value in cost.floor])
    return Part(
        budgets=(
            Budget(
                "one click on any page: server CPU",
                "at most 4x hello world, same settings",
                f"{decimals(median(costs[worst].cpu))} ms ({_name(worst)}; hello "
                f"{decimals(floor)})",
                times(ratio),
                ratio <= RATIO,
            ),
            Budget(
                "one click on any page: over the wire",
                "at most 30 KB",
                f"{decimals(heavy)} KB ({_name(largest)})",
                "",
                heavy <= KILOBYTES,
            ),
        ),
        tables=(
            Table(
                "One click",
                (
                    "Page",
                    "Click",
                    "CPU ms",
                    "x hello",
                    "First",
                    "Wait ms",
                    "KB",
                    "Runs",
                ),
                tuple(
                    (
                        page,
                        label,
                        decimals(median(cost.cpu)),
                        times(cost.ratio),
                        decimals(cost.cpu[0]),
                        decimals(median(cost.waits)),
                        decimals(median(cost.kilobytes)),
                        str(cost.runs),
                    )
                    for (page, label), cost in costs.items()
                ),
            ),
            Table(
                "Opening a page",
                ("Page", "KB"),
                tuple((page, decimals(size)) for page, size in opened.items()),
            ),
        ),
        notes=(
            f"Clicks: {_batch(setting)} in a row by one tab that behaves as a browser, "
            "each to another value than the one before; CPU is user and system time "
            "of the server process, all its threads. First is the CPU of the first "
            "repetition, when no answer is in the server's memory. Wait is from "
            "sending to the end of the run. KB is WebSocket "
            "payload both ways, 1,024 bytes, not compressed. Runs are script runs that "
            "one click takes.",
        ),
    )


def clicking(
    setting: Setting,
) -> tuple[dict[tuple[str, str], Cost], dict[str, float]]:
    """Return what each widget of each page costs, and the KB of opening each page."""
    with served(HELLO) as hello, served(DASHBOARD, store=setting.store) as app:
        return asyncio.run(_measure(hello, app, setting))


def _name(key: tuple[str, str]) -> str:
    return f"{key[0]}: {key[1]}"


def _batch(setting: Setting) -> int:
    return 3 if setting.smoke else BATCH


async def _measure(
    hello: Server, app: Server, setting: Setting
) -> tuple[dict[tuple[str, str], Cost], dict[str, float]]:
    costs: dict[tuple[str, str], Cost] = defaultdict(Cost)
    opened = {}
    count = _batch(setting)
    pages = await _menu(app)
    async with visiting(hello) as beside:
        accept(await beside.open(""))
        choices = values_of(beside)["Choice"]
        for _ in range(setting.repeat):
            for page, title in pages.items():
                async with visiting(app) as visitor:
                    first = accept(await visitor.open(page))
                    opened[title] = (first.received + first.sent) / KB
                    widgets = values_of(visitor) or {RERUN: ()}
                for label, values in widgets.items():
                    # Each from a fresh page: a choice may take other widgets away.
                    async with visiting(app) as visitor:
                        accept(await visitor.open(page))
                        cost = costs[title, label]
                        floor, _ = await _clicks(beside, "Choice", choices, count)
                        spent, answers = await _clicks(visitor, label, values, count)
                        cost.floor.append(floor)
                        cost.cpu.append(spent)
                        sizes = [each.received + each.sent for each in answers]
                        cost.kilobytes.append(median(sizes) / KB)
                        cost.waits.append(median([a.seconds for a in answers]) * 1000)
                        cost.runs = max(each.runs for each in answers)
    return dict(costs), opened


def values_of(visitor: Visitor) -> dict[str, tuple[str, ...]]:
    """Return what can be clicked on a page, and the values of each.

    Widgets with fewer than two values are left out; those of the map are the codes
    in its file.
    """
    found = {}
    for label, widget in visitor.widgets.items():
        values = widget.values
        if label == MAP:
            address = f"{visitor.server.url}{widget.source}"
            direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
            with direct.open(address, timeout=10) as reply:
                values = tuple(json.load(reply)["areas"]["code"])
        if len(values) > 1:
            found[label] = values
    return found


async def _clicks(
    visitor: Visitor, label: str, values: tuple[str, ...], count: int
) -> tuple[float, list[Answer]]:
    """Return the server's CPU in ms a click, and the answers."""
    before = visitor.server.cpu()
    answers = []
    for n in range(1, count + 1):
        if label == RERUN:
            answers.append(accept(await visitor.again()))
        else:
            value = values[n % len(values)]
            answers.append(accept(await visitor.click(label, value)))
    await asyncio.sleep(SETTLE)
    spent = max(visitor.server.cpu() - before, TICK)
    return spent / count * 1000, answers


async def _menu(server: Server) -> dict[str, str]:
    """Return the pages of a server: part of the address and name."""
    async with visiting(server) as visitor:
        accept(await visitor.open(""))
        return visitor.pages


def accept(answer: Answer) -> Answer:
    """Return an answer that is one; costs of errors are worth nothing.

    Raises
    ------
    Unavailable
        It is an error.
    """
    if answer.fault:
        raise Unavailable(f"a page answered with an error: {answer.fault}")
    return answer


async def heaviest(server: Server, count: int) -> tuple[str, str, str]:
    """Return the page whose clicks cost most CPU: address, name, label of a widget."""
    found = []
    for page, title in (await _menu(server)).items():
        async with visiting(server) as visitor:
            accept(await visitor.open(page))
            widgets = values_of(visitor)
        for label, values in widgets.items():
            async with visiting(server) as visitor:
                accept(await visitor.open(page))
                await _clicks(visitor, label, values, count)  # so that all is in memory
                spent, _ = await _clicks(visitor, label, values, count)
                found.append((spent, page, title, label))
    _, page, title, label = max(found)
    return page, title, label
