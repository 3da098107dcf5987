"""The product as a person starts it: `manage.py up` on a free port, in a directory of its own."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
READY_SECONDS = 120
CHROMIUM_FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run",
]  # fmt: skip


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


@contextmanager
def running_product() -> Iterator[Site]:
    """A product with the sample project (project 1), stopped and thrown away afterwards."""
    var = Path(tempfile.mkdtemp(prefix="yotcoder-e2e-"))
    site = start_product(var)
    try:
        yield site
    finally:
        if site.process.poll() is None:
            stop_product(site)
        shutil.rmtree(var, ignore_errors=True)


@contextmanager
def chromium() -> Iterator[Browser]:
    """The system's Chromium, headless; nothing of it goes to the network."""
    program = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


def sign_in(page: Page, url: str, username: str, password: str) -> None:
    page.goto(f"{url}/login/")
    page.get_by_label("Username").fill(username)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{url}/")
