"""The settings of Streamlit that speed depends on: one is hidden and may change."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from streamlit import config

from benchmarks.servers import Server, served
from benchmarks.visitor import visiting
from cdp_metrics.ui.process import settle

ROOT = Path(__file__).parents[2]
OPTION = "runner.postScriptGC"
RERUNS = 5
PAGES = ("overview", "trends", "asb_map", "data")
# Notes how many full collections were asked for before it ran; Python's own are off.
COUNTING = """
import gc, os, pathlib
import streamlit as st

@st.cache_resource
def seen():
    found = []
    gc.disable()
    gc.callbacks.append(lambda phase, info: found.append((phase, info["generation"])))
    return found

pathlib.Path(os.environ["COUNTED"]).write_text(str(seen().count(("start", 2))))
st.text("drawn")
"""
# In a process of its own, for freezing cannot be undone for one test.
FREEZING = """
import gc, json, sys
from streamlit.testing.v1 import AppTest

frozen = [gc.get_freeze_count()]
app = AppTest.from_file(sys.argv[1], default_timeout=60)
for name in sys.argv[2:]:
    app.switch_page(f"pages/{name}.py").run()
    frozen.append(gc.get_freeze_count())
    assert not app.exception, name
gc.collect()
print(json.dumps([frozen, len(gc.get_objects())]))
"""


def flat(table: Mapping[str, Any], prefix: str = "") -> Iterator[str]:
    """Yield the full names of the settings in a file's table."""
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}"


def test_streamlit_knows_every_setting_of_the_project() -> None:
    with (ROOT / ".streamlit" / "config.toml").open("rb") as file:
        ours = list(flat(tomllib.load(file)))
    assert OPTION in ours
    assert [name for name in ours if name not in config.get_config_options()] == []


@pytest.mark.parametrize(("defaults", "expected"), [(True, RERUNS), (False, 0)])
def test_only_streamlits_default_collects_after_every_rerun(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, defaults: bool, expected: int
) -> None:
    script, counted = tmp_path / "script.py", tmp_path / "counted.txt"
    script.write_text(COUNTING, encoding="utf-8")
    monkeypatch.setenv("COUNTED", str(counted))
    # The browser of other tests keeps a loop in this thread, so another is used.
    with served(script, defaults=defaults) as server, ThreadPoolExecutor(1) as thread:
        faults = thread.submit(lambda: asyncio.run(answers(server))).result()
    assert faults == [""] * (RERUNS + 1)
    assert counted.read_text() == str(expected)


async def answers(server: Server) -> list[str]:
    """Run a page once and again; return what went wrong each time."""
    async with visiting(server) as visitor:
        first = await visitor.open("")
        return [first.fault, *[(await visitor.again()).fault for _ in range(RERUNS)]]


def test_what_lives_for_ever_is_frozen_once(demo_store: Path) -> None:
    line = [sys.executable, "-c", FREEZING, str(ROOT / "dashboard.py"), *PAGES, *PAGES]
    done = subprocess.run(
        line,
        cwd=ROOT,
        env=os.environ | {"CDP_STORE": str(demo_store)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    (before, *counts), left = json.loads(done.stdout)
    once, again = counts[: len(PAGES)], counts[len(PAGES) :]
    assert before == 0
    assert all(once)
    # Each page freezes once: more would add to the count, objects that end leave it.
    assert all(count <= once[-1] for count in again)
    # So most of what lives is spared: the rest is what full collections walk.
    assert once[-1] > 2 * left


@pytest.mark.skipif(os.name == "nt", reason="Windows lists no open files")
def test_small_packets_are_sent_at_once(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        assert not listening.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        settle(str(tmp_path))
        with (
            socket.create_connection(listening.getsockname()),
            listening.accept()[0] as it,
        ):
            assert it.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
