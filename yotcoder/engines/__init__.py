"""The embedded engines: a real PostgreSQL and a real Redis out of Python wheels.

They serve the laptop and the tests, where nothing is configured; a server names its own engines in
DATABASE_URL and REDIS_URL and never comes here. Both listen on unix sockets in a directory that
only their owner may enter, never on a network port. No Django import: settings ask this module
where the sockets lie.
"""

import contextlib
import fcntl
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TextIO

from .machine import LONGEST_SOCKET_PATH, EngineError, own, socket_directory
from .postgres import DATABASE, ROLE, Postgres
from .postgres import MAJOR as POSTGRES_MAJOR
from .redis import Redis

__all__ = [
    "DATABASE",
    "LONGEST_SOCKET_PATH",
    "POSTGRES_MAJOR",
    "ROLE",
    "Engine",
    "EngineError",
    "Postgres",
    "Redis",
    "ensure_running",
    "prepare",
    "running",
    "socket_directory",
]

LEAST_FREE_BYTES = 200 * 2**20
Engine = Postgres | Redis


@contextlib.contextmanager
def running(var: Path, engines: Sequence[Engine]) -> Iterator[None]:
    """Hold `engines` up while the block runs; the last of several processes to leave stops them,
    and those that the others had needed."""
    if not engines:
        yield
        return
    prepare(var)
    with (var / "engines.lock").open("a") as users:
        with _exclusively(var):
            fcntl.flock(users, fcntl.LOCK_SH)
        try:
            for engine in engines:
                ensure_running(engine)
            yield
        finally:
            with _exclusively(var):
                if _is_last(users):
                    for engine in (Redis(var), Postgres(var)):
                        if engine.is_running():
                            engine.stop()


def ensure_running(engine: Engine) -> None:
    """Start the engine unless it runs; several processes may ask at once. Raises EngineError."""
    with _exclusively(engine.var):
        if not engine.is_running():
            engine.start()


def prepare(var: Path) -> None:
    """Make the data directory, or say in one sentence why that is impossible.

    Raises:
        EngineError: no permission, or less than 200 MB free.
    """
    try:
        var.mkdir(mode=0o700, parents=True, exist_ok=True)
        for folder in (var / "log", socket_directory(var)):
            own(folder)
    except PermissionError as error:
        raise EngineError(
            f"No permission to write {error.filename}: set YOTCODER_VAR to a folder of your own."
        ) from error
    except OSError as error:
        raise EngineError(f"{var} cannot be used: {error.strerror}.") from error
    free = shutil.disk_usage(var).free
    if free < LEAST_FREE_BYTES:
        raise EngineError(
            f"The disk is nearly full: {free // 2**20} MB are free in {var}, "
            f"at least {LEAST_FREE_BYTES // 2**20} MB are needed."
        )


@contextlib.contextmanager
def _exclusively(var: Path) -> Iterator[None]:
    with (var / "engines.start.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _is_last(users: TextIO) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        fcntl.flock(users, fcntl.LOCK_UN)
        return False
    return True
