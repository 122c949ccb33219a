"""The task runner's own promises, tried as a user would."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def tasks(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "tasks.py", *arguments],
        cwd=ROOT,
        env=os.environ | variables,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("how", ["argument", "variable"])
def test_an_occupied_port_is_said_before_anything_starts(how: str) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        if how == "argument":
            done = tasks("run", "--port", port)
        else:
            done = tasks("run", PORT=port)
    assert done.returncode == 2
    assert f"Port {port} is in use" in done.stderr
    assert "--port 8600" in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize("port", ["0", "65536", "-1", "dashboard"])
def test_a_port_that_cannot_be_is_refused(port: str) -> None:
    done = tasks("run", f"--port={port}")
    assert done.returncode == 2
    assert f"'{port}' is not a port (1 to 65535)" in done.stderr


def test_an_unknown_task_lists_the_known_ones() -> None:
    done = tasks("fly")
    assert done.returncode == 2
    assert re.findall(r"^  (\w+) ", done.stdout, re.M) == [
        "run",
        "test",
        "check",
        "build",
        "bench",
        "setup",
    ]


def test_make_offers_every_task() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = re.search(r"^\.PHONY: (.+)$", makefile, re.M)
    assert targets is not None
    assert targets[1].split() == re.findall(r"^  (\w+) ", tasks().stdout, re.M)
