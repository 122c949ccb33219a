"""A server that has answered thousands of clicks holds no more than after hundreds."""

from __future__ import annotations

import asyncio
import random
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from benchmarks.clicking import values_of
from benchmarks.servers import DASHBOARD, Server, served
from benchmarks.visitor import visiting

READERS = 4  # at the same time
STAY = 25  # clicks before a reader leaves for another page
CHOICES = 2  # values of each widget, so that every answer is soon in memory
WARM = MORE = 2000
"""Clicks, the same ones twice: after the first every module that a page puts off is
imported (pandas and statsmodels with a forecast) and every answer is kept.
"""
SLACK = 20.0  # MB: Streamlit keeps closed sessions for two minutes


async def click(server: Server, number: int) -> None:
    """Click so often in all, on every page, each stay in a session of its own."""
    left = number

    async def read(reader: int) -> None:
        nonlocal left
        chance = random.Random(reader)
        pages = [""]
        while left > 0:
            async with visiting(server) as visitor:
                answer = await visitor.open(chance.choice(pages))
                assert answer.fault == ""
                pages = list(visitor.pages)
                choices = values_of(visitor)
                for _ in range(STAY):
                    # a choice may take the widget of another away
                    labels = sorted(choices.keys() & visitor.widgets.keys())
                    if labels:
                        label = chance.choice(labels)
                        value = chance.choice(choices[label][:CHOICES])
                        answer = await visitor.click(label, value)
                    else:
                        answer = await visitor.again()
                    assert answer.fault == ""
                    left -= 1

    async with asyncio.TaskGroup() as group:
        for reader in range(READERS):
            group.create_task(read(reader))


def test_memory_is_flat_over_thousands_of_clicks(demo_store: Path) -> None:
    # The browser of other tests keeps a loop in this thread, so another is used.
    with (
        served(DASHBOARD, store=demo_store) as server,
        ThreadPoolExecutor(1) as thread,
    ):
        thread.submit(lambda: asyncio.run(click(server, WARM))).result()
        warm = server.memory()
        thread.submit(lambda: asyncio.run(click(server, MORE))).result()
        assert server.memory() - warm < SLACK
