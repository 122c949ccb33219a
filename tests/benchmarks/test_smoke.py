"""The ruler still measures: every benchmark once and tiny, and what may go wrong."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import psutil
import pytest

from benchmarks.__main__ import REQUESTS
from benchmarks.command import PAGE, PARTS
from benchmarks.national import SCALES
from benchmarks.results import Unavailable, decimals, percentile
from benchmarks.servers import HELLO, served
from cdp_metrics.warehouse.db import open_store
from cdp_metrics.warehouse.publish import pointer

ROOT = Path(__file__).resolve().parents[2]
PART_LINES = {
    "load": ["load: "],
    "click": ["server CPU", "over the wire"],
    "sessions": ["p95", "errors", "memory"],
    "browser": [
        "cold open: Overview",
        "cold open: ASB harm map",
        "filter change: Trends",
    ],
    "queries": ["any query, demonstration store"],
    "start": ["cold start"],
    "scale": ["any query, invented store of 5,000 rows", "one click, invented store"],
}


def bench(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "benchmarks", *arguments],
        cwd=ROOT,
        env=os.environ | variables,
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_part_has_its_lines() -> None:
    assert list(PART_LINES) == list(PARTS)


@pytest.mark.parametrize("part", PARTS)
def test_a_part_measures(
    part: str, demo_store: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    if part == "browser":
        request.getfixturevalue("chromium")
    page = tmp_path / "page.md"
    before = PAGE.read_bytes() if PAGE.exists() else None
    done = bench(
        "--smoke", "--only", part, "--store", str(demo_store), "--out", str(page)
    )
    assert done.returncode == 0, done.stderr
    text = page.read_text("utf-8")
    budgets = re.findall(r"^\| (.+?) \| (.+?) \| (.+?) \| ", text, re.M)
    for line in PART_LINES[part]:
        measured = [found for what, _, found in budgets if line in what]
        assert len(measured) == 1, f"{line} in {text}"
        assert re.match(r"[\d,.]+ ", measured[0]), measured
    assert "Smoke form" in text
    assert "Not the real data" in text
    assert (PAGE.read_bytes() if PAGE.exists() else None) == before


def test_the_harm_index_of_a_whole_nation_can_be_measured(tmp_path: Path) -> None:
    done = subprocess.run(
        [
            *(sys.executable, "-m", "benchmarks.national", "--scale", "tiny"),
            *("--whole", "--out", str(tmp_path / "store")),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    spent = json.loads(done.stdout)
    assert spent["harm index"] > 0 and spent["peak memory, MB"] > 0
    built = pointer(tmp_path / "store")
    with closing(open_store(tmp_path / "store", built)) as store:
        lsoas = store.records("partnership_lsoas")
        assert len(lsoas) == SCALES["tiny"].lsoas
        assert store.records("harm_periods")


def test_a_store_that_is_not_there_is_said(tmp_path: Path) -> None:
    done = bench("--smoke", "--store", str(tmp_path))
    assert done.returncode == 1
    assert f"No store is published in {tmp_path}" in done.stderr
    assert done.stdout == ""


def test_without_chromium_that_is_said(demo_store: Path, tmp_path: Path) -> None:
    done = bench(
        "--smoke",
        "--only=browser",
        f"--store={demo_store}",
        PATH=str(tmp_path),
        CDP_CHROMIUM="",
    )
    assert done.returncode == 1
    assert "Chromium is absent. Install it or set CDP_CHROMIUM" in done.stderr
    assert "Traceback" not in done.stderr


def test_real_files_that_are_not_there_are_said(tmp_path: Path) -> None:
    done = bench("--only=load", CDP_REAL_DATA=str(tmp_path))
    assert done.returncode == 1
    assert f"{tmp_path} has no folder named police. What to do: set" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_damaged_archive_is_said(demo_store: Path, tmp_path: Path) -> None:
    archive = tmp_path / "police" / "2024-01.zip"
    archive.parent.mkdir()
    archive.write_bytes(b"PK")
    store = f"--store={demo_store}"
    done = bench("--only=load", store, CDP_REAL_DATA=str(tmp_path))
    assert done.returncode == 1
    assert f"{archive} is not a whole archive" in done.stderr.replace("\n", "")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("--only=load,fly", "unknown: fly; there are load, click"),
        ("--repeat=0", "'0' is not a number from 1"),
        ("--out=docs", "'docs' is no file in a folder that exists"),
        ("--out=nowhere/page.md", "'nowhere/page.md' is no file in a folder"),
    ],
)
def test_wrong_options_are_refused(wrong: str, said: str) -> None:
    done = bench(wrong)
    assert done.returncode == 2
    assert said in done.stderr


def test_an_occupied_port_is_said_and_leaves_no_process() -> None:
    before = set(psutil.Process().children(recursive=True))
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with (
            pytest.raises(Unavailable, match=f"port {port}: it may be in use"),
            served(HELLO, port=port),
        ):
            pytest.fail("a server answered on a port that another holds")
    assert set(psutil.Process().children(recursive=True)) <= before


@pytest.mark.skipif(os.name == "nt", reason="Windows cannot send Ctrl-C to one process")
@pytest.mark.parametrize("request_", REQUESTS)
def test_stopping_leaves_no_process(request_: signal.Signals, demo_store: Path) -> None:
    started = begin("--only=sessions", f"--store={demo_store}")
    whole = psutil.Process(started.pid)
    servers: list[psutil.Process] = []
    while len(servers) < 2 and started.poll() is None:
        time.sleep(0.1)
        servers = whole.children(recursive=True)
    started.send_signal(request_)
    _, said = started.communicate()
    assert started.returncode == 130, said
    assert "Stopped; no process is left behind." in said
    assert "Traceback" not in said
    assert [server for server in servers if _lives(server)] == []


def _lives(process: psutil.Process) -> bool:
    """Return whether a process runs; one that ended may wait to be collected."""
    try:
        return bool(process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


@pytest.mark.skipif(os.name == "nt", reason="Windows cannot send Ctrl-C to one process")
@pytest.mark.parametrize("seconds", [0.3, 0.6, 0.9])
def test_stopping_while_it_starts_is_said(seconds: float, demo_store: Path) -> None:
    started = begin("--only=sessions", f"--store={demo_store}")
    time.sleep(seconds)  # it imports for a second or more
    started.send_signal(signal.SIGINT)
    _, said = started.communicate()
    assert started.returncode == 130, said
    assert "Traceback" not in said


def begin(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "benchmarks", *arguments],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [
        ([3.0], 0.95, 3.0),
        ([4.0, 1.0, 3.0, 2.0], 0.5, 2.0),
        ([float(n) for n in range(1, 101)], 0.95, 95.0),
        ([float(n) for n in range(1, 22)], 0.95, 20.0),
    ],
)
def test_percentile(values: list[float], share: float, expected: float) -> None:
    assert percentile(values, share) == expected


@pytest.mark.parametrize(
    ("value", "words"), [(1234.4, "1,234"), (87.14, "87.1"), (8.714, "8.71")]
)
def test_decimals(value: float, words: str) -> None:
    assert decimals(value) == words
