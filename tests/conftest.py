"""What tests share: real data, the demonstration store, the running app, a browser.

A machine without the real data or without Chromium skips the tests that need them
and says so; ``CDP_REQUIRE_REAL_DATA=1`` and ``CDP_REQUIRE_BROWSER=1`` turn such a
skip into a failure.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LOOPBACK = {"127.0.0.1", "localhost"}
# Streamlit's script looks for these beside a deep link's page before the right place.
HARMLESS_404 = ("/_stcore/health", "/_stcore/host-config")
OPEN: list[BrowserContext] = []

Running = Callable[..., AbstractContextManager[str]]
NewPage = Callable[..., Page]


def absent(what: str, remedy: str, requirement: str) -> None:
    """Skip the test for want of something, or fail it where that is required."""
    if os.environ.get(requirement) == "1":
        pytest.fail(f"{what} is required here ({requirement}=1). {remedy}")
    pytest.skip(f"{what} is absent. {remedy}")


@pytest.fixture(scope="session", autouse=True)
def local(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return an empty folder for what people write, so that no test reads their own."""
    folder = tmp_path_factory.mktemp("local")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CDP_LOCAL", str(folder))
        patch.setenv("CDP_AHEAD", "off")  # what a test measures, nothing else asks
        yield folder


@pytest.fixture(scope="session")
def real_data() -> Path:
    """Return the folder of published files, which are never in the project."""
    folder = ROOT / os.environ.get("CDP_REAL_DATA", "../shared/data")
    if not folder.is_dir():
        absent("real data", "Set CDP_REAL_DATA to its folder.", "CDP_REQUIRE_REAL_DATA")
    return folder.resolve()


@pytest.fixture(scope="session")
def chromium() -> str:
    """Return the path of a Chromium or Chrome."""
    names = (os.environ.get("CDP_CHROMIUM", ""), *BROWSERS)
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        absent("Chromium", "Install it or set CDP_CHROMIUM.", "CDP_REQUIRE_BROWSER")
    return str(found)


def unused_port() -> int:
    """Return a loopback port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def free_port() -> int:
    """Return a loopback port that nothing listens on."""
    return unused_port()


@pytest.fixture(scope="session")
def demo_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the demonstration store, built once."""
    folder = tmp_path_factory.mktemp("demo") / "store"
    command = [sys.executable, "-m", "cdp_metrics", "demo", "--out", str(folder)]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="session")
def running_app(tmp_path_factory: pytest.TempPathFactory) -> Running:
    """Return ``running_app(store, *, base_path="")``.

    A context manager that gives the URL of the app on the store, once it answers,
    and ends its process on leaving.
    """

    @contextmanager
    def running(store: Path, *, base_path: str = "") -> Iterator[str]:
        port = unused_port()
        url = f"http://127.0.0.1:{port}/" + (f"{base_path}/" if base_path else "")
        options = {
            "server.address": "127.0.0.1",
            "server.port": str(port),
            "server.headless": "true",
            "server.fileWatcherType": "none",
        }
        if base_path:
            options["server.baseUrlPath"] = base_path
        command = [sys.executable, "-m", "streamlit", "run", "dashboard.py"]
        for name, value in options.items():
            command += [f"--{name}", value]
        log = tmp_path_factory.mktemp("app") / "log.txt"
        with log.open("wb") as output:
            server = subprocess.Popen(
                command,
                cwd=ROOT,
                env=os.environ | {"CDP_STORE": str(store)},
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        try:
            wait_until_healthy(server, url, log)
            yield url
        finally:
            close_pages(url)  # a page left open would report that its app is gone
            server.terminate()
            try:
                server.wait(timeout=10)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()

    return running


def wait_until_healthy(server: subprocess.Popen[bytes], url: str, log: Path) -> None:
    """Return once the app answers; fail with its log if it ends or stays silent."""
    # Straight to this machine, whatever proxy is set for the internet.
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    for _ in range(300):
        if server.poll() is not None:
            break
        try:
            with direct.open(f"{url}_stcore/health", timeout=2) as reply:
                if reply.read() == b"ok":
                    return
        except OSError:
            pass
        time.sleep(0.2)
    pytest.fail(f"The app did not start:\n{log.read_text(errors='replace')[-4000:]}")


def close_pages(url: str = "") -> None:
    """Close the browser pages that show an address beginning so."""
    for context in OPEN.copy():
        if all(page.url.startswith(url) for page in context.pages):
            context.close()
            OPEN.remove(context)


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """Return a headless browser, one for all tests."""
    with sync_playwright() as playwright:
        instance = playwright.chromium.launch(
            executable_path=chromium, args=CHROMIUM_OPTIONS
        )
        yield instance
        instance.close()


@pytest.fixture
def browser_page(browser: Browser) -> Iterator[NewPage]:
    """Return ``browser_page(**context_options)``, which opens an empty page.

    The options are Playwright's: ``color_scheme="dark"`` shows the dark theme,
    ``viewport`` sets the size of the window, ``reduced_motion="reduce"`` stills it.
    At the end the test fails if any of its pages wrote an error to the console,
    raised one, or asked another host for anything.
    """
    faults: list[str] = []

    def note_request(url: str) -> None:
        parts = urlsplit(url)
        remote = parts.scheme in {"http", "https", "ws", "wss"}
        if remote and parts.hostname not in LOOPBACK:
            faults.append(f"asked another host: {url}")

    def note_message(message: Any) -> None:
        url = message.location.get("url", "")
        harmless = "404" in message.text and urlsplit(url).path.endswith(HARMLESS_404)
        if message.type == "error" and not harmless:
            faults.append(f"console: {message.text} ({url})")

    def open_page(**options: Any) -> Page:
        context = browser.new_context(**options)
        OPEN.append(context)
        context.on("request", lambda request: note_request(request.url))
        context.on("console", note_message)
        context.on("weberror", lambda error: faults.append(f"raised: {error.error}"))
        page = context.new_page()
        page.on("websocket", lambda socket: note_request(socket.url))
        return page

    yield open_page
    close_pages()
    assert not faults, "\n".join(faults)
