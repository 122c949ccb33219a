"""Every task of the project, on the standard library alone.

``python tasks.py run|test|check|build|bench|setup`` works on Windows, macOS and Linux;
the Makefile is shorthand for it. The first call makes ``.venv`` and installs the
pinned packages; later calls find them there and start at once.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import webbrowser
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
OLDEST = (3, 11)
PORT = 8501
ANOTHER_PORT = "python tasks.py run --port 8600"
RUNTIME = ("requirements.txt",)
DEVELOPMENT = ("requirements.txt", "requirements-dev.txt")
SOURCES = ("cdp_metrics", "dashboard.py", "pages", "benchmarks", "tasks.py")
LINT_IMPORTS = "from importlinter.cli import lint_imports_command as run; run()"
GATES = {
    "ruff check": ("-m", "ruff", "check", "."),
    "ruff format": ("-m", "ruff", "format", "--check", "."),
    "mypy": ("-m", "mypy", "--strict", *SOURCES),
    "import-linter": ("-c", LINT_IMPORTS, "--no-logo"),
    "sqlfluff": ("-m", "sqlfluff", "lint", "cdp_metrics/sql"),
}


class Failed(Exception):
    """A task cannot go on; carries the message to show and the exit code."""

    def __init__(self, message: str, code: int = 1) -> None:
        self.code = code
        super().__init__(message)


# Environment ---------------------------------------------------------------


def environment() -> dict[str, str]:
    """Return the variables that child processes run with."""
    # Reports hold characters that the Windows code pages lack.
    return os.environ | {"PYTHONUTF8": "1"}


def python(*arguments: str, quiet: bool = False) -> int:
    """Run the project's interpreter from the project's folder.

    Parameters
    ----------
    *arguments
        What follows ``python`` on the command line.
    quiet
        Hold the output back and show it only if the command fails.

    Returns
    -------
    int
        The exit code.
    """
    done = subprocess.run(
        [PYTHON, *arguments],
        cwd=ROOT,
        env=environment(),
        check=False,
        text=True,
        encoding="utf-8",
        stdout=subprocess.PIPE if quiet else None,
        stderr=subprocess.STDOUT if quiet else None,
    )
    if quiet and done.returncode:
        print(done.stdout, end="", flush=True)
    return done.returncode


def stamp(files: Sequence[str]) -> Path:
    """Return the file that says these requirement files are installed."""
    seen = hashlib.sha256(repr(sys.version_info[:2]).encode())
    for file in files:
        seen.update((ROOT / file).read_bytes())
    return VENV / f"{seen.hexdigest()[:16]}.installed"


def make_environment() -> None:
    """Make an empty ``.venv``."""
    if not all(map(importlib.util.find_spec, ("venv", "ensurepip"))):
        raise Failed(
            "This Python cannot make virtual environments. On Debian or Ubuntu: "
            "sudo apt install python3-venv. Then try again."
        )
    print("Making .venv ...", flush=True)
    command = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    if subprocess.run(command, check=False).returncode:
        raise Failed(
            "The virtual environment could not be made; the reason is above. Check "
            f"that {ROOT} can be written to, then try again."
        )


def setup(files: Sequence[str] = RUNTIME) -> None:
    """Install the pinned packages into ``.venv``, unless they are there already.

    Parameters
    ----------
    files
        Requirement files; the last one includes those before it.

    Raises
    ------
    Failed
        If the environment cannot be made or the packages cannot be installed.
    """
    basis = PYTHON.exists() and stamp(RUNTIME).exists()
    if basis and stamp(files).exists():
        return
    if not basis:
        make_environment()
    print(f"Installing {files[-1]} (once, a minute or two) ...", flush=True)
    pip = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    if python(*pip, "--requirement", files[-1]):
        raise Failed(
            "The packages could not be installed; the reason is above. The first "
            "installation needs the internet (or a package mirror set up for pip), "
            "later starts do not. Check the connection, then try again."
        )
    stamp(RUNTIME).touch()
    stamp(files).touch()


# The dashboard -------------------------------------------------------------


def check_port(port: int) -> None:
    """Raise ``Failed`` unless the dashboard can listen on the port."""
    for address in ("127.0.0.1", "0.0.0.0"):  # either may be taken alone
        with socket.socket() as probe:
            if sys.platform == "win32":
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
            else:
                # A port that was closed a moment ago is free again.
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((address, port))
            except PermissionError as error:
                problem = f"Port {port} may not be used by this account. Choose another"
                raise Failed(f"{problem}: {ANOTHER_PORT}", code=2) from error
            except OSError as error:
                problem = (
                    f"Port {port} is in use: perhaps the dashboard is already open at "
                    f"http://localhost:{port}. Close what uses the port, or choose"
                    " another"
                )
                raise Failed(f"{problem}: {ANOTHER_PORT}", code=2) from error


def port_number(text: str) -> int:
    """Return the port that a text names, 1 to 65535."""
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"'{text}' is not a port (1 to 65535)")
    return int(text)


def can_open_browser() -> bool:
    """Return whether someone sits in front of this machine."""
    if os.environ.get("CI") or os.environ.get("CDP_NO_BROWSER"):
        return False
    # Without a display a Linux machine would open a browser in the terminal.
    displays = ("DISPLAY", "WAYLAND_DISPLAY")
    return sys.platform != "linux" or any(map(os.environ.get, displays))


def healthy(port: int) -> bool:
    """Return whether a dashboard answers on the port."""
    try:
        url = f"http://127.0.0.1:{port}/_stcore/health"
        # Straight to this machine, whatever proxy is set for the internet.
        direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with direct.open(url, timeout=2) as reply:
            return bool(reply.read() == b"ok")
    except (urllib.error.URLError, OSError):
        return False


def serve(port: int, browse: bool, arguments: Sequence[str]) -> int:
    """Run the dashboard until it ends or Ctrl-C is pressed; leave nothing behind."""
    url = f"http://localhost:{port}"
    options = {
        "server.port": str(port),
        # There is no sign-in, so only this machine is served unless asked otherwise.
        "server.address": "127.0.0.1",
        # To greet, Streamlit would ask the internet for this machine's address.
        "logger.hideWelcomeMessage": "true",
    }
    command = [str(PYTHON), "-m", "streamlit", "run", "dashboard.py"]
    command += [f"--{name}={value}" for name, value in options.items()]
    print(f"The dashboard opens at {url} (Ctrl-C stops it)", flush=True)
    server = subprocess.Popen([*command, *arguments], cwd=ROOT, env=environment())
    try:
        while server.poll() is None and not healthy(port):
            time.sleep(0.2)
        if browse and server.poll() is None:
            webbrowser.open(url)
        return server.wait()
    except KeyboardInterrupt:
        return 0  # the ordinary way to stop a dashboard
    finally:
        end(server)


def end(child: subprocess.Popen[bytes]) -> None:
    """End a child process and wait until it is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second Ctrl-C: still tidy
    child.terminate()
    try:
        child.wait(timeout=30)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


# Tasks ---------------------------------------------------------------------


def outdated_demonstration(store: Path) -> bool:
    """Return whether the store is a demonstration that this version cannot read."""
    files = [path for path in (ROOT / "data" / "raw").rglob("*") if path.is_file()]
    if not (store / "demonstration").is_dir() or len(files) > 1:  # .gitkeep
        return False
    command = [str(PYTHON), "-m", "cdp_metrics", "status", "--json"]
    return subprocess.run(command, cwd=ROOT, capture_output=True).returncode != 0


def run(arguments: Sequence[str]) -> int:
    """Open the dashboard, on demonstration data if no store is built yet."""
    parser = argparse.ArgumentParser(prog="tasks.py run")
    parser.add_argument(
        "--port", type=port_number, default=os.environ.get("PORT") or PORT
    )
    parser.add_argument("--no-browser", action="store_true")
    options, rest = parser.parse_known_args(arguments)
    check_port(options.port)
    setup()
    store = ROOT / (os.environ.get("CDP_STORE") or "data/build")
    if not (store / "current.json").exists() or outdated_demonstration(store):
        print("No data are built yet: making demonstration data ...", flush=True)
        if python("-m", "cdp_metrics", "demo"):
            raise Failed("The demonstration data could not be made; see above.")
    return serve(options.port, can_open_browser() and not options.no_browser, rest)


def test(arguments: Sequence[str]) -> int:
    """Run every test with coverage, or only the tests named."""
    setup(DEVELOPMENT)
    if arguments:
        return python("-m", "pytest", *arguments)
    # a file's tests stay together, for they share what they set up
    cores = ("--numprocesses=auto", "--maxprocesses=4", "--dist=loadfile")
    coverage = ("--cov", "--cov-report=term:skip-covered", "--cov-fail-under=95")
    if code := python("-m", "pytest", *cores, *coverage):
        return code
    whole = ("--include=cdp_metrics/stats/*", "--fail-under=100", "--show-missing")
    return python("-m", "coverage", "report", *whole, quiet=True)


def check(arguments: Sequence[str]) -> int:
    """Run the linters and the type checker, then every test."""
    parser = argparse.ArgumentParser(prog="tasks.py check")
    parser.add_argument("--no-test", action="store_true", help="linters only")
    options = parser.parse_args(arguments)
    setup(DEVELOPMENT)
    failed = []
    for gate, command in GATES.items():
        print(f"--- {gate}", flush=True)
        if python(*command):
            failed.append(gate)
    if failed:
        raise Failed(f"These checks failed: {', '.join(failed)}.")
    return 0 if options.no_test else test(())


def build(arguments: Sequence[str]) -> int:
    """Read ``data/raw`` and publish a new store."""
    setup()
    return python("-m", "cdp_metrics", "build", *arguments)


def bench(arguments: Sequence[str]) -> int:
    """Measure the dashboard against its budgets (--help lists the options)."""
    setup(DEVELOPMENT)
    command = [str(PYTHON), "-m", "benchmarks", *arguments]
    child = subprocess.Popen(command, cwd=ROOT, env=environment())
    try:
        return child.wait()
    finally:
        end(child)


def install(arguments: Sequence[str]) -> int:
    """Install what the dashboard needs, or with ``--dev`` the tests too."""
    parser = argparse.ArgumentParser(prog="tasks.py setup")
    parser.add_argument("--dev", action="store_true", help="tests and linters too")
    setup(DEVELOPMENT if parser.parse_args(arguments).dev else RUNTIME)
    return 0


TASKS: dict[str, Callable[[Sequence[str]], int]] = {
    "run": run,
    "test": test,
    "check": check,
    "build": build,
    "bench": bench,
    "setup": install,
}


def stop(number: int, _frame: object) -> None:
    """Turn a request to end into an orderly exit, so that no child stays behind."""
    sys.exit(128 + number)


def main(arguments: Sequence[str]) -> int:
    """Run one task and return its exit code."""
    name, *rest = arguments or ["--help"]
    if name not in TASKS:
        print("usage: python tasks.py TASK [arguments]\n")
        for known, task in TASKS.items():
            print(f"  {known:7}{task.__doc__}")
        return 0 if name in ("-h", "--help") else 2
    for request in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, request):
            signal.signal(getattr(signal, request), stop)
    try:
        if sys.version_info[:2] < OLDEST:
            raise Failed(
                f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}. "
                f"Install one, or name one you have: python3.12 tasks.py {name}"
            )
        return TASKS[name](rest[1:] if rest[:1] == ["--"] else rest)
    except Failed as problem:
        print(problem, file=sys.stderr, flush=True)
        return problem.code
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr, flush=True)
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
