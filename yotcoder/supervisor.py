"""What `manage.py up` does: engines, web and worker up, watched, and down again in order."""

import contextlib
import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from yotcoder.engines import Engine, EngineError, ensure_running

STOP_SECONDS = 15  # what a job had not finished is taken up at the next start
READY_SECONDS = 60


@dataclass
class Service:
    """A child process that is started again when it dies."""

    name: str
    command: Sequence[str]
    log: Path
    process: subprocess.Popen[bytes] | None = None
    restarts: int = 0
    not_before: float = field(default=0.0)

    def start(self) -> None:
        self._end_remains()
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C reaches us alone: we stop things in order
                preexec_fn=_end_with_parent,
            )

    def is_down(self) -> bool:
        return self.process is None or self.process.poll() is not None

    def ask_to_stop(self) -> None:
        if self.process is not None:
            self.process.terminate()

    def stop(self) -> None:
        self.ask_to_stop()
        with contextlib.suppress(subprocess.TimeoutExpired):
            if self.process is not None:
                self.process.wait(STOP_SECONDS)
        self._end_remains()

    def _end_remains(self) -> None:
        """Also what the process had started, which may outlive it."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def services(*, address: str, port: int, log: Path, web_workers: int) -> list[Service]:
    """Web and worker as this machine runs them; their output goes to files in `log`."""
    web = [
        *_python_module("gunicorn"), "yotcoder.wsgi", "--bind", f"{_bracket(address)}:{port}",
        "--workers", str(web_workers), "--threads", "4", "--graceful-timeout", "10",
        "--no-control-socket",
    ]  # fmt: skip
    worker = [
        *_python_module("celery"), "-A", "yotcoder", "worker", "--loglevel", "INFO",
        "--concurrency", "2", "--without-gossip", "--without-mingle",
    ]  # fmt: skip
    return [Service("web", web, log / "web.log"), Service("worker", worker, log / "worker.log")]


def require_free_port(address: str, port: int) -> None:
    """Raises EngineError with a plain sentence when nothing can listen there."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except PermissionError:
            raise EngineError(
                f"No permission to listen on port {port}: set PORT to 1024 or higher."
            ) from None
        except OverflowError:
            raise EngineError(f"{port} is no port: choose one from 1 to 65535.") from None
        except OSError as error:
            raise EngineError(
                f"Port {port} on {address} cannot be used ({error.strerror}): stop the program "
                "that holds it, or choose another, for example PORT=8001 make run."
            ) from None


def wait_until_ready(url: str, web: Service) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError):  # also HTTP errors: not ready yet
            urllib.request.urlopen(url, timeout=2).close()  # noqa: S310 (our own address)
            return
        if web.is_down():
            break
        time.sleep(0.1)
    raise EngineError(f"The web server did not start; {web.log} says why.")


@contextlib.contextmanager
def until_stopped() -> Iterator[Callable[[], bool]]:
    """Gives a function that tells whether Ctrl-C or SIGTERM has come."""
    stopped = False

    def stop(_signal: int, _frame: FrameType | None) -> None:
        nonlocal stopped
        stopped = True

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield lambda: stopped
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def watch(
    running: Sequence[Service],
    engines: Sequence[Engine],
    stopped: Callable[[], bool],
    say: Callable[[str], object],
) -> None:
    """Start again whatever dies, with growing pauses, until `stopped()`."""
    while not stopped():
        for engine in engines:
            if not engine.is_running():
                say(f"{engine.name} is down, starting it again.")
                with contextlib.suppress(EngineError):
                    ensure_running(engine)
        for service in running:
            if service.is_down() and time.monotonic() >= service.not_before:
                say(f"{service.name} is down, starting it again ({service.log} may say why).")
                service.restarts += 1
                service.not_before = time.monotonic() + min(30, 2**service.restarts)
                service.start()
        _sleep_unless(stopped, 2)


def _sleep_unless(stopped: Callable[[], bool], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not stopped() and time.monotonic() < deadline:
        time.sleep(0.05)


def _python_module(name: str) -> list[str]:
    return [sys.executable, "-m", name]


def _bracket(address: str) -> str:
    return f"[{address}]" if ":" in address else address


def _end_with_parent() -> None:
    """On Linux, a child gets SIGTERM when the supervisor is killed: nothing is left behind."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)
