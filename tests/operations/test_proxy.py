"""The documented nginx, with only its ports and paths replaced, in a real browser."""

from __future__ import annotations

import base64
import hashlib
import http.client
import os
import re
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Response, expect

from tests.browser.conftest import visit
from tests.conftest import (
    CHROMIUM_OPTIONS,
    ROOT,
    NewPage,
    Running,
    absent,
    close_pages,
    unused_port,
)

CONFIGURATION = (ROOT / "docs" / "nginx.conf").read_text("utf-8")
FOR_GOOD = "public, max-age=31536000, immutable"
BROWSERS = 24  # enough that chance sends some to each of two processes
# Everything else that nginx needs; one process, so that it is ended by its own id.
AROUND = """
daemon off;
master_process off;
pid nginx.pid;
events {{}}
http {{
    log_format asked '$status $upstream_addr $uri';
    access_log asked.log asked;
    client_body_temp_path body;
    proxy_temp_path proxy;
    fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi;
    scgi_temp_path scgi;
    include {included};
}}
"""


def replaced(text: str, words: dict[str, str]) -> str:
    """Return a text with some words replaced, each of which stands there once."""
    for old, new in words.items():
        assert text.count(old) == 1, f"{old} in docs/nginx.conf"
        text = text.replace(old, new)
    return text


def server_name() -> str:
    """Return the name that the documented configuration serves."""
    found = re.search(r"^\s*server_name (\S+);", CONFIGURATION, re.M)
    assert found is not None
    return found[1]


NAME = server_name()


@dataclass(frozen=True)
class Proxy:
    """A running nginx: its port and the folder with its log."""

    port: int
    folder: Path

    @property
    def url(self) -> str:
        return f"https://{NAME}:{self.port}/cdp/"

    def asked(self) -> list[tuple[str, str, str]]:
        """Return status, process and path of every request so far."""
        time.sleep(0.1)  # a request is noted when its answer is out
        lines = (self.folder / "asked.log").read_text().splitlines()
        return [(status, to, path) for status, to, path in map(str.split, lines)]

    def get(
        self, path: str, *, host: str = NAME, **headers: str
    ) -> tuple[http.client.HTTPResponse, bytes]:
        """Ask for a path below the base path."""
        context = ssl.create_default_context(cafile=self.folder / "cert.pem")
        context.check_hostname = False  # asked by number; the certificate is tested
        line = http.client.HTTPSConnection("127.0.0.1", self.port, context=context)
        named = {key.replace("_", "-"): value for key, value in headers.items()}
        try:
            line.request("GET", f"/cdp{path}", headers={"Host": host} | named)
            reply = line.getresponse()
            # after 101 the connection stays open for messages
            return reply, b"" if reply.status == 101 else reply.read()
        finally:
            line.close()


@pytest.fixture(scope="module")
def programs() -> dict[str, str]:
    """Return the paths of nginx and openssl."""
    path = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin"))
    found = {}
    for name in ("nginx", "openssl"):
        found[name] = shutil.which(name, path=path) or ""
        if not found[name]:
            absent(name, "Install it.", "CDP_REQUIRE_PROXY")
    return found


def openssl(programs: dict[str, str], *words: str | Path, given: bytes = b"") -> bytes:
    command = [programs["openssl"], *words]
    return subprocess.run(command, input=given, capture_output=True, check=True).stdout


@pytest.fixture(scope="module")
def certificate(
    programs: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, str]:
    """Return a folder with a certificate and its key, and the hash of the latter."""
    folder = tmp_path_factory.mktemp("certificate")
    cert, key = folder / "cert.pem", folder / "key.pem"
    openssl(
        programs,
        *("req", "-x509", "-nodes", "-days", "2", "-subj", f"/CN={NAME}"),
        *("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"),
        *("-addext", f"subjectAltName=DNS:{NAME}", "-keyout", key, "-out", cert),
    )
    public = openssl(programs, "x509", "-in", cert, "-pubkey", "-noout")
    der = openssl(programs, "pkey", "-pubin", "-outform", "der", given=public)
    return folder, base64.b64encode(hashlib.sha256(der).digest()).decode()


@pytest.fixture(scope="module")
def ports(running_app: Running, demo_store: Path) -> Iterator[list[int]]:
    """Return the ports of two processes on one store, run as documented."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STREAMLIT_SERVER_ALLOWED_HOSTS", NAME)
        with (
            running_app(demo_store, base_path="cdp") as one,
            running_app(demo_store, base_path="cdp") as other,
        ):
            yield [urlsplit(url).port or 0 for url in (one, other)]


@pytest.fixture(scope="module")
def proxy(
    programs: dict[str, str],
    certificate: tuple[Path, str],
    ports: list[int],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Proxy]:
    """Return nginx before one process."""
    folder = tmp_path_factory.mktemp("nginx")
    with running_nginx(programs["nginx"], folder, certificate[0], ports[:1]) as found:
        yield found


@pytest.fixture
def proxy_of_two(
    programs: dict[str, str],
    certificate: tuple[Path, str],
    ports: list[int],
    tmp_path: Path,
) -> Iterator[Proxy]:
    """Return nginx before two processes."""
    with running_nginx(programs["nginx"], tmp_path, certificate[0], ports) as found:
        yield found


@contextmanager
def running_nginx(
    program: str, folder: Path, secrets: Path, ports: list[int]
) -> Iterator[Proxy]:
    """Run nginx as an ordinary user before processes on these ports."""
    port = unused_port()
    shutil.copytree(secrets, folder, dirs_exist_ok=True)
    words = {
        "listen 443": f"listen 127.0.0.1:{port}",
        "/etc/ssl/certs/dashboard.pem": str(folder / "cert.pem"),
        "/etc/ssl/private/dashboard.key": str(folder / "key.pem"),
        "127.0.0.1:8501": f"127.0.0.1:{ports[0]}",
    }
    for second in ports[1:]:
        words["# server 127.0.0.1:8502"] = f"server 127.0.0.1:{second}"
    included = folder / "dashboard.conf"
    included.write_text(replaced(CONFIGURATION, words))
    whole = folder / "nginx.conf"
    whole.write_text(AROUND.format(included=included))
    log = folder / "log.txt"
    with log.open("wb") as output:
        nginx = subprocess.Popen(
            [program, "-p", str(folder), "-c", str(whole), "-e", "stderr"],
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    found = Proxy(port, folder)
    try:
        for _ in range(100):
            with socket.socket() as probe:
                if nginx.poll() is not None or not probe.connect_ex(
                    ("127.0.0.1", port)
                ):
                    break
            time.sleep(0.1)
        assert nginx.poll() is None and "[warn]" not in log.read_text(), log.read_text()
        yield found
    finally:
        close_pages(found.url)
        nginx.terminate()
        nginx.wait(timeout=10)


@pytest.fixture(scope="module")
def browser(
    browser: Browser, chromium: str, certificate: tuple[Path, str]
) -> Iterator[Browser]:
    """Return a browser that finds the name here and knows its certificate."""
    other = browser.browser_type.launch(
        executable_path=chromium,
        args=[
            *CHROMIUM_OPTIONS,
            f"--host-resolver-rules=MAP {NAME} 127.0.0.1",
            f"--ignore-certificate-errors-spki-list={certificate[1]}",
        ],
    )
    yield other
    other.close()


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch, browser_page: NewPage) -> Page:
    """Return an empty page that may ask this name and no other."""
    monkeypatch.setattr("tests.conftest.LOOPBACK", {NAME})
    return browser_page(viewport={"width": 1280, "height": 900})


def test_pages_draw_compressed_and_are_kept(proxy: Proxy, page: Page) -> None:
    answers: dict[str, Response] = {}
    sockets: list[str] = []
    page.on("response", lambda reply: answers.update({reply.url: reply}))
    page.on("websocket", lambda socket: sockets.append(socket.url))
    for place in ("trends", "asb_map"):
        visit(page, f"{proxy.url}{place}")
        expect(page.locator("h2.answer")).not_to_be_empty()
    page.get_by_test_id("stHeader").get_by_role("link", name="Trends").click()
    page.wait_for_url(f"{proxy.url}trends*")

    assert sockets == [f"wss://{NAME}:{proxy.port}/cdp/_stcore/stream"] * 2
    scripts = [url for url in answers if re.search(r"/cdp/static/.+\.(js|css)$", url)]
    maps = [url for url in answers if "/cdp/app/static/maps/" in url]
    assert any("PlotlyChart" in url for url in scripts) and len(maps) == 1
    for url in scripts + maps:
        headers = answers[url].headers
        # Nobody may hand what was kept for one reader's browser to another.
        assert "set-cookie" not in headers or url not in maps
        assert {"public", "immutable", "max-age=31536000"} == set(
            headers["cache-control"].split(", ")
        ), url
        length = int(headers.get("content-length", 1024))
        assert headers.get("content-encoding") == "gzip" or length < 1024, url
    assert answers[maps[0]].headers["cache-control"] == FOR_GOOD

    before = len(proxy.asked())
    visit(page, f"{proxy.url}asb_map")
    again = [path for _, _, path in proxy.asked()[before:]]
    assert "/cdp/asb_map" in again
    assert [path for path in again if "/static/" in path] == []


def test_what_is_not_there_is_not_kept(proxy: Proxy) -> None:
    reply, _ = proxy.get("/app/static/maps/map-000000000000.json")
    assert (reply.status, reply.getheader("Cache-Control")) == (404, None)


def test_the_address_without_its_last_stroke_leads_there(proxy: Proxy) -> None:
    reply, _ = proxy.get("", host=f"{NAME}:{proxy.port}")
    assert (reply.status, reply.getheader("Location")) == (301, proxy.url)
    reply, body = proxy.get("/_stcore/health")
    assert (reply.status, body) == (200, b"ok")


@pytest.mark.parametrize(
    ("host", "origin", "status"),
    [
        (f"{NAME}:8443", f"https://{NAME}:8443", 101),
        ("another.example.gov.uk", "https://another.example.gov.uk", 403),
        (NAME, "https://another.example.gov.uk", 403),
    ],
)
def test_only_its_own_pages_may_speak_to_it(
    proxy: Proxy, host: str, origin: str, status: int
) -> None:
    reply, _ = proxy.get(
        "/_stcore/stream",
        host=host,
        Origin=origin,
        Connection="Upgrade",
        Upgrade="websocket",
        Sec_WebSocket_Version="13",
        Sec_WebSocket_Key=base64.b64encode(bytes(16)).decode(),
    )
    assert reply.status == status


def test_every_browser_stays_with_one_of_two_processes(proxy_of_two: Proxy) -> None:
    for _ in range(BROWSERS):
        reply, _ = proxy_of_two.get("/")
        cookie = str(reply.getheader("Set-Cookie")).split(";")[0]
        assert re.fullmatch(r"cdp_reader=[0-9a-f]{32}", cookie)
        for _ in range(3):
            reply, _ = proxy_of_two.get("/_stcore/health", Cookie=cookie)
            assert "cdp_reader" not in (reply.getheader("Set-Cookie") or "")
    processes = [to for _, to, _ in proxy_of_two.asked()]
    assert len(processes) == BROWSERS * 4
    stayed = [set(processes[n : n + 4]) for n in range(0, len(processes), 4)]
    assert {len(each) for each in stayed} == {1}
    assert len(set().union(*stayed)) == 2


def test_a_page_of_two_processes_is_whole_and_can_be_downloaded(
    proxy_of_two: Proxy, page: Page
) -> None:
    visit(page, f"{proxy_of_two.url}asb_map")
    with page.expect_download() as download:
        page.get_by_role("button", name=re.compile("CSV")).first.click()
    assert download.value.path().stat().st_size > 0
    assert len({to for _, to, _ in proxy_of_two.asked()}) == 1
