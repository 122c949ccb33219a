"""Clicks on every widget of every page, beside as many on hello world."""

from __future__ import annotations

import asyncio
import json
import urllib.request
from collections import defaultdict
from dataclasses import dataclass, field

from benchmarks.results import KB, Unavailable, median
from benchmarks.servers import DASHBOARD, HELLO, Server, served
from benchmarks.setting import Setting
from benchmarks.visitor import MAP, Answer, Visitor, visiting

__all__ = ["Cost", "Costs", "accept", "batch", "clicking", "heaviest", "values_of"]

BATCH = 40  # clicks
TICK = 0.0001  # seconds: less cannot be told from nothing
SETTLE = 0.05  # seconds for the server to finish what follows an answer
LOOK, IDLE, PATIENCE = 3.0, 0.02, 600.0  # seconds, share of a core, seconds
RERUN = "no filter: run again"


@dataclass
class Cost:
    """What the clicks on one widget cost, a value a repetition.

    Parameters
    ----------
    cpu
        Of the first time that anybody chooses a value, ms; the server had time.
    cold
        The same just after a start, before anything was worked out ahead.
    again
        Of values that were chosen before.
    floor
        Of hello world, beside it.
    kilobytes, largest
        Middle and largest of the clicks.
    waits
        Middle of the clicks, ms.
    runs
        Script runs that one click takes.
    """

    cpu: list[float] = field(default_factory=list)
    cold: list[float] = field(default_factory=list)
    again: list[float] = field(default_factory=list)
    floor: list[float] = field(default_factory=list)
    kilobytes: list[float] = field(default_factory=list)
    largest: float = 0.0
    waits: list[float] = field(default_factory=list)
    runs: int = 0

    @property
    def ratio(self) -> float:
        """Middle of the repetitions' ratios."""
        return median([a / b for a, b in zip(self.cpu, self.floor, strict=True)])


Costs = dict[tuple[str, str], Cost]


def clicking(setting: Setting) -> tuple[Costs, dict[str, float]]:
    """Return what each widget of each page costs, and the KB of opening each page."""
    costs: Costs = defaultdict(Cost)
    opened: dict[str, float] = {}
    for _ in range(setting.repeat):
        for ahead in (False, True):
            with (
                served(HELLO) as hello,
                served(
                    DASHBOARD, store=setting.store, ahead=ahead and not setting.smoke
                ) as app,
            ):
                asyncio.run(
                    _measure(hello, app, setting, costs, opened, cold=not ahead)
                )
    return dict(costs), opened


def batch(setting: Setting) -> int:
    """Return how many clicks are made on a widget at most."""
    return 3 if setting.smoke else BATCH


async def _measure(
    hello: Server,
    app: Server,
    setting: Setting,
    costs: Costs,
    opened: dict[str, float],
    *,
    cold: bool,
) -> None:
    count = batch(setting)
    pages = await _menu(app)
    if not cold:
        await _settled(app)
    async with visiting(hello) as beside:
        accept(await beside.open(""))
        choices = values_of(beside)["Choice"]
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
                    others = _others(visitor, label, values)[:count]
                    once = len(others) or count
                    if cold:
                        spent, _ = await _clicks(visitor, label, others, once)
                        cost.cold.append(spent)
                        continue
                    # as many: the first after another server's cost more
                    floor, _ = await _clicks(beside, "Choice", choices, once)
                    spent, answers = await _clicks(visitor, label, others, once)
                    seen = others if len(others) > 1 else values
                    again, _ = await _clicks(visitor, label, seen, count)
                    cost.floor.append(floor)
                    cost.cpu.append(spent)
                    cost.again.append(again)
                    sizes = [(each.received + each.sent) / KB for each in answers]
                    cost.kilobytes.append(median(sizes))
                    cost.largest = max(cost.largest, *sizes)
                    cost.waits.append(median([a.seconds for a in answers]) * 1000)
                    cost.runs = max(each.runs for each in answers)


async def _settled(server: Server) -> None:
    """Wait until a server has nothing to do.

    Raises
    ------
    Unavailable
        It always had.
    """
    for _ in range(round(PATIENCE / LOOK)):
        before = server.cpu()
        await asyncio.sleep(LOOK)
        if server.cpu() - before < IDLE * LOOK:
            return
    raise Unavailable(f"the server was busy for {PATIENCE:g} s without a visitor")


def _others(visitor: Visitor, label: str, values: tuple[str, ...]) -> tuple[str, ...]:
    """Return the values of a widget but the one that it shows."""
    widget = visitor.widgets.get(label)
    if widget is None or widget.state is None:
        return values
    shown = {widget.state.string_value, *widget.state.string_array_value.data}
    return tuple(value for value in values if value not in shown)


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
