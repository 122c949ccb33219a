"""Streamlit servers that a benchmark starts and always ends."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from benchmarks.results import Unavailable

__all__ = ["DASHBOARD", "HELLO", "ROOT", "Server", "served"]

ROOT = Path(__file__).resolve().parents[1]
DASHBOARD = ROOT / "dashboard.py"
HELLO = ROOT / "benchmarks" / "hello.py"
BARE_CHART = ROOT / "benchmarks" / "bare_chart.py"
# What a page shows where it has an answer, not an error: the dashboard's ends with
# the source of its figures.
PROOFS = {DASHBOARD: b'class="src"', HELLO: b"You chose", BARE_CHART: b"You chose"}
PATIENCE = 60.0  # seconds for a server to listen
MB = 1024 * 1024


@dataclass(frozen=True)
class Server:
    """A running server.

    Parameters
    ----------
    process
        Its process; on Windows the interpreter runs below it.
    port
        The loopback port that it listens on.
    started
        ``time.perf_counter()`` just before the process was asked for.
    proof
        What every true answer of it contains; nothing where that is not known.
    """

    process: psutil.Process
    port: int
    started: float
    proof: bytes

    @property
    def url(self) -> str:
        """Its address, with a slash at the end."""
        return f"http://127.0.0.1:{self.port}/"

    def family(self) -> list[psutil.Process]:
        """Return the process and all below it."""
        return [self.process, *self.process.children(recursive=True)]

    def cpu(self) -> float:
        """Return the seconds of CPU used since the start, user and system."""
        return sum(_cpu(member) for member in self.family())

    def memory(self) -> float:
        """Return the resident memory now, in megabytes (1,048,576 bytes)."""
        held = sum(member.memory_info().rss for member in self.family())
        return float(held / MB)

    def listens(self) -> bool:
        """Return whether this very process, not another, holds the port."""
        return any(
            connection.laddr.port == self.port
            and connection.status == psutil.CONN_LISTEN
            for member in self.family()
            for connection in member.net_connections(kind="tcp4")
        )


@contextmanager
def served(
    script: Path,
    *,
    store: Path | None = None,
    defaults: bool = False,
    ahead: bool = True,
    port: int | None = None,
) -> Iterator[Server]:
    """Run a Streamlit script while the block runs; leave no process behind.

    Parameters
    ----------
    script
        What to run.
    store
        Folder of stores for the dashboard.
    defaults
        Run with Streamlit's default settings instead of the project's.
    ahead
        Whether the dashboard may work out answers ahead of its readers.
    port
        Where to listen; a free port unless given.

    Raises
    ------
    Unavailable
        The server ended before it listened, or did not within a minute.
    """
    port = port or _free_port()
    options = {
        "server.address": "127.0.0.1",
        "server.port": str(port),
        "server.headless": "true",
        "browser.gatherUsageStats": "false",
        "logger.hideWelcomeMessage": "true",  # the greeting asks the internet
    }
    command = [sys.executable, "-m", "streamlit", "run", str(script)]
    command += [f"--{name}={value}" for name, value in options.items()]
    variables = os.environ | ({"CDP_STORE": str(store)} if store else {})
    if not ahead:
        variables["CDP_AHEAD"] = "off"
    with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
        log = Path(scratch) / "log.txt"
        # The project's settings are found in the folder that a server starts in.
        folder = scratch if defaults else ROOT
        with log.open("wb") as output:
            started = time.perf_counter()
            child = subprocess.Popen(
                command,
                cwd=folder,
                env=variables,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        try:
            server = Server(
                psutil.Process(child.pid), port, started, PROOFS.get(script, b"")
            )
            _await(child, server, log)
            yield server
        finally:
            _end(child)


def _cpu(member: psutil.Process) -> float:
    """Return a process's seconds of CPU: exact on Linux, else in hundredths.

    Linux keeps a clock of every process; its number is made of the process's, as
    clock_getcpuclockid(3) does it.
    """
    if sys.platform == "linux":
        with suppress(OSError):
            return time.clock_gettime(~member.pid << 3 | 2)
    spent = member.cpu_times()
    return float(spent.user + spent.system)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _await(child: subprocess.Popen[bytes], server: Server, log: Path) -> None:
    """Return once the server listens."""
    while child.poll() is None and time.perf_counter() - server.started < PATIENCE:
        with suppress(psutil.Error):  # it may end between two looks
            if server.listens():
                return
        time.sleep(0.02)
    said = log.read_text("utf-8", errors="replace").strip().splitlines()[-5:]
    raise Unavailable(
        f"The server did not start on port {server.port}: it may be in use, or the "
        "script may be broken. It said:\n  " + "\n  ".join(said or ["nothing"])
    )


def _end(child: subprocess.Popen[bytes]) -> None:
    """End a server, and whatever runs below it, by its own id."""
    try:
        below = psutil.Process(child.pid).children(recursive=True)
    except psutil.Error:
        below = []
    child.terminate()
    try:
        child.wait(timeout=10)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
    for member in below:
        with suppress(psutil.Error):
            member.kill()
