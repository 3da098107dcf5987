"""What both engines need of the machine: a socket, a folder and an account of their own."""

import contextlib
import hashlib
import importlib.util
import os
import pwd
import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

SYSTEM_USER = "yotcoder"  # PostgreSQL refuses to run as root; this account serves then
LONGEST_SOCKET_PATH = 100  # the kernel's limit is 107 bytes
LONGEST_SOCKET_NAME = ".s.PGSQL.5432"
PLAIN_PATH = re.compile(r"[A-Za-z0-9_./-]+")


class EngineError(Exception):
    """One plain sentence that tells the person at the terminal what is wrong and what helps."""


def socket_directory(var: Path) -> Path:
    """Directory of the unix sockets: below `var`, or, where that path is too long for a socket or
    has characters that mean something to a shell, a URL or PostgreSQL's lists, below /tmp."""
    run = var / "run"
    if (
        PLAIN_PATH.fullmatch(str(run))
        and len(str(run / LONGEST_SOCKET_NAME)) <= LONGEST_SOCKET_PATH
    ):
        return run
    name = hashlib.sha256(str(var).encode()).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"yotcoder-{name}"


def own(folder: Path) -> None:
    """Make `folder` private to the account that the engines run as."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    if os.geteuid() == 0:
        _ensure_system_user()
        let_others_through(folder.parent)
        shutil.chown(folder, SYSTEM_USER, SYSTEM_USER)


def as_system_user() -> dict[str, Any]:
    if os.geteuid() != 0:
        return {}
    return {"user": SYSTEM_USER, "group": SYSTEM_USER, "extra_groups": []}


def _ensure_system_user() -> None:
    with contextlib.suppress(KeyError):
        pwd.getpwnam(SYSTEM_USER)
        return
    command = ["useradd", "--system", "--user-group", "--no-create-home",
               "--shell", "/usr/sbin/nologin", SYSTEM_USER]  # fmt: skip
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise EngineError(
            f"PostgreSQL does not run as root and the account {SYSTEM_USER!r} cannot be made: "
            "start yotcoder as a normal user."
        ) from error


def let_others_through(folder: Path) -> None:
    """Let the engines' account traverse (not list) the directories that lead to `folder`."""
    for directory in (folder, *folder.parents):
        mode = directory.stat().st_mode
        if not mode & 0o001:
            directory.chmod(mode | 0o001)


def package_folder(package: str, *, engine: str, variable: str) -> Path:
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise EngineError(
            f"No embedded {engine} for this platform: set {variable} "
            "(and likewise DATABASE_URL and REDIS_URL for the other) to a server of your own."
        )
    return Path(spec.origin).parent


def listens(socket_file: Path) -> bool:
    """Whether a process holds the socket, be it slow. (A process id in a file may by now be that
    of somebody else's process, or of a dead one that nobody has waited for.)"""
    with socket.socket(socket.AF_UNIX) as probe:
        probe.setblocking(False)
        try:
            probe.connect(str(socket_file))
        except (FileNotFoundError, ConnectionRefusedError):
            return False
        except BlockingIOError:  # its queue is full
            return True
    return True


def wait(condition: Callable[[], bool], seconds: float = 15) -> bool:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def last_line(log: Path) -> str:
    try:
        lines = log.read_text(errors="replace").strip().splitlines()
    except OSError:
        return "it left no log"
    return lines[-1] if lines else "it left no log"
