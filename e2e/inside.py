"""A look inside a running product: its processes, its database, its API."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any, TypeVar

import httpx
import psycopg2

from yotcoder.engines import DATABASE, ROLE, socket_directory

from .product import Site

PATIENCE = 60.0
Answer = TypeVar("Answer")


def eventually(ask: Callable[[], Answer], seconds: float = PATIENCE) -> Answer:
    """The first true answer; fails when none comes in time."""
    deadline = time.monotonic() + seconds
    while True:
        answer = ask()
        if answer:
            return answer
        assert time.monotonic() < deadline, f"no answer within {seconds} s"
        time.sleep(0.05)


# Processes -----------------------------------------------------------------------------------


def children(pid: int) -> dict[int, str]:
    """Living child processes with their command lines."""
    listing = subprocess.run(
        ["ps", "-A", "-ww", "-o", "pid=,ppid=,stat=,args="],
        check=True,
        capture_output=True,
        text=True,
    )
    rows = [line.split(maxsplit=3) for line in listing.stdout.splitlines()]
    return {
        int(child): args[0] if args else ""
        for child, parent, state, *args in rows
        if int(parent) == pid and "Z" not in state
    }


def service(site: Site, name: str) -> int:
    """Process id of the `gunicorn` or `celery` that the supervisor started."""

    def found() -> int | None:
        mine = children(site.process.pid).items()
        return next((pid for pid, command in mine if f"-m {name} " in command), None)

    return eventually(found)


def family(pid: int) -> list[int]:
    return [pid, *children(pid)]


def kill(*pids: int) -> None:
    for pid in pids:
        os.kill(pid, signal.SIGKILL)


@contextmanager
def stopped(*pids: int) -> Iterator[None]:
    """Neither dead nor answering, while the block runs."""
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in reversed(pids):
            os.kill(pid, signal.SIGCONT)


def is_alive(pid: int) -> bool:
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True)
    return bool(state.stdout.strip()) and "Z" not in state.stdout


def postgres_pid(site: Site) -> int:
    return int((site.var / "postgres" / "postmaster.pid").read_text().split()[0])


def redis_pid(site: Site) -> int:
    return int((socket_directory(site.var) / "redis.pid").read_text())


# Database ------------------------------------------------------------------------------------


def rows(site: Site, statement: str, *parameters: object) -> list[tuple[Any, ...]]:
    with closing(_connect(site)) as connection, connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall()


def value(site: Site, statement: str, *parameters: object) -> Any:
    return rows(site, statement, *parameters)[0][0]


@contextmanager
def frozen(site: Site, table: str) -> Iterator[None]:
    """Whoever reads or writes `table` waits while the block runs."""
    with closing(_connect(site)) as connection, connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
        yield


def assert_gapless_log(site: Site, document: int) -> None:
    revision = value(site, "SELECT revision FROM fieldnotes_document WHERE id = %s", document)
    logged = rows(
        site,
        "SELECT revision FROM fieldnotes_change WHERE document_id = %s ORDER BY revision",
        document,
    )
    assert [number for (number,) in logged] == list(range(1, revision + 1))


def _connect(site: Site) -> Any:
    return psycopg2.connect(host=socket_directory(site.var), user=ROLE, dbname=DATABASE)


# API -----------------------------------------------------------------------------------------


def sign_in(site: Site, username: str) -> httpx.Client:
    """A client with a session, as a browser has it."""
    client = httpx.Client(base_url=site.url, timeout=PATIENCE)
    client.get("/login/")
    client.headers["X-CSRFToken"] = client.cookies["csrftoken"]
    form = {"username": username, "password": site.passwords[username]}
    answer = client.post("/login/", data=form)
    assert answer.status_code == 302, answer.text
    client.headers["X-CSRFToken"] = client.cookies["csrftoken"]
    return client
