"""The product as it is started by a person, in a directory of its own, and a real browser."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
READY_SECONDS = 120


@dataclass
class Site:
    """A running product: `passwords` by user name; `lines` is what it printed so far."""

    url: str
    var: Path
    process: subprocess.Popen[str]
    passwords: dict[str, str] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        return product_environment(self.var)

    def manage(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run a management command against the same data."""
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(
            command, cwd=ROOT, env=self.environment, check=check, capture_output=True, text=True
        )


def product_environment(var: Path) -> dict[str, str]:
    ours = {"SECRET_KEY", "DJANGO_SETTINGS_MODULE", "YOTCODER_VAR", "DATABASE_URL", "REDIS_URL"}
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    return kept | {"YOTCODER_VAR": str(var), "JOB_STALE_SECONDS": "5", "JOB_SWEEP_SECONDS": "2"}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def start_product(var: Path) -> Site:
    """`manage.py up` on a free port; returns when it says that it is ready."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "manage.py", "up", "--port", str(port)],
        cwd=ROOT,
        env=product_environment(var),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    site = Site(f"http://127.0.0.1:{port}", var, process)
    ready = threading.Event()

    def read() -> None:
        assert process.stdout is not None
        for line in process.stdout:
            site.lines.append(line)
            account = re.match(r"\s+\w+\s+(researcher2?|supervisor|admin)\s+(\S+)$", line)
            if account:
                site.passwords[account[1]] = account[2]
            if "Ctrl-C" in line:
                ready.set()
        ready.set()

    threading.Thread(target=read, daemon=True).start()
    ready.wait(READY_SECONDS)
    assert process.poll() is None and site.passwords, "".join(site.lines)
    return site


def stop_product(site: Site) -> None:
    site.process.send_signal(signal.SIGINT)
    site.process.wait(60)


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    """One product for all journeys, with the sample project (project 1)."""
    var = Path(tempfile.mkdtemp(prefix="yotcoder-e2e-"))
    started = start_product(var)
    yield started
    stop_product(started)
    shutil.rmtree(var, ignore_errors=True)


@pytest.fixture
def fresh_site() -> Iterator[Site]:
    """A product of its own, for tests that break things."""
    var = Path(tempfile.mkdtemp(prefix="yotcoder-e2e-"))
    started = start_product(var)
    yield started
    if started.process.poll() is None:
        stop_product(started)
    shutil.rmtree(var, ignore_errors=True)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        flags = [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--no-first-run",
        ]
        started = playwright.chromium.launch(executable_path=chromium, args=flags)
        yield started
        started.close()


def sign_in(page: Page, url: str, username: str, password: str) -> None:
    page.goto(f"{url}/login/")
    page.get_by_label("Username").fill(username)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{url}/")


@pytest.fixture
def browser_page(site: Site, browser: Browser) -> Iterator[Callable[..., Page]]:
    """`browser_page("researcher")`: a signed-in page, each call in a context of its own.

    A page that reports an error or breaks the content security policy fails the test.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text or "SyntaxError" in message.text:
            complaints.append(message.text)

    def open_page(username: str, **options: object) -> Page:
        settings = {"viewport": {"width": 1440, "height": 900}, "locale": "en-GB"} | options
        context = browser.new_context(**settings)
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", listen)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        sign_in(page, site.url, username, site.passwords[username])
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not complaints, complaints
