"""`manage.py up` comes up or says in one sentence why not, and leaves nothing behind."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from yotcoder.engines import POSTGRES_MAJOR, socket_directory

from .inside import children, eventually, family, is_alive, kill, service
from .product import ROOT, free_port, product_environment, start_product, stop_product

STOP_SECONDS = 30
ASK_DATABASE = "from fieldnotes.models import User; print('accounts:', User.objects.count())"


@pytest.fixture
def var() -> Iterator[Path]:
    # Not pytest's own directory: the engines' account must be able to reach it.
    folder = Path(tempfile.mkdtemp(prefix="yotcoder-e2e-"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def remains(var: Path) -> list[str]:
    """Processes with `var` on their command line or in their environment, and living sockets."""
    listing = subprocess.run(["ps", "axeww"], check=True, capture_output=True, text=True)
    processes = [line for line in listing.stdout.splitlines() if str(var) in line]
    run = socket_directory(var)
    return processes + [str(file) for file in run.glob("*") if file.is_socket()]


def answers(url: str) -> bool:
    with urllib.request.urlopen(f"{url}/health", timeout=5) as answer:
        return answer.status == 200


# It does not start ---------------------------------------------------------------------------


def refused(var: Path, root: Path = ROOT, port: int = 0, **variables: str) -> str:
    """The one sentence with which `up` gives up."""
    finished = subprocess.run(
        [sys.executable, "manage.py", "up", "--port", str(port or free_port())],
        cwd=root,
        env=product_environment(var) | variables,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert finished.returncode == 1
    assert finished.stdout in ("", "Stopping.\n")
    assert finished.stderr.count("\n") == 1, finished.stderr
    assert not remains(var)
    return finished.stderr


def test_port_taken(var: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert f"Port {port} on 127.0.0.1 cannot be used" in refused(var, port=port)


def test_folder_that_cannot_be_written(var: Path) -> None:
    # Permissions do not bind root; the kernel's own file system does.
    closed = var / "closed" if Path("/sys/kernel").stat().st_uid else Path("/sys/yotcoder")
    assert f"{closed}" in refused(closed)


def test_folder_that_is_a_file(var: Path) -> None:
    file = var / "file"
    file.touch()
    assert str(file) in refused(file)


def test_data_of_another_postgresql(var: Path) -> None:
    (var / "postgres").mkdir()
    (var / "postgres" / "PG_VERSION").write_text("15\n")
    sentence = refused(var)
    assert "PostgreSQL 15" in sentence and f"PostgreSQL {POSTGRES_MAJOR}" in sentence


def test_front_end_packages_missing(var: Path, tmp_path: Path) -> None:
    shutil.copy(ROOT / "manage.py", tmp_path)
    shutil.copytree(ROOT / "yotcoder", tmp_path / "yotcoder")
    for name in ("fieldnotes", "coding", "static", "templates"):
        (tmp_path / name).symlink_to(ROOT / name)
    assert "`make setup` fetches it" in refused(var, root=tmp_path)


def test_malformed_variable(var: Path) -> None:
    assert "DEBUG must be yes or no" in refused(var, DEBUG="perhaps")


def test_database_of_ones_own_does_not_answer(var: Path) -> None:
    url = f"postgres://nobody@127.0.0.1:{free_port()}/nothing"
    assert "The database cannot be used" in refused(var, DATABASE_URL=url)


# It stops ------------------------------------------------------------------------------------


def odd(var: Path) -> Path:
    return var / 'it\'s "mine", $HOME é'


def long(var: Path) -> Path:
    return var / ("long" * 30) / ("longer" * 20)


@pytest.mark.parametrize(
    ("place", "how", "hangs"), [(odd, signal.SIGINT, False), (long, signal.SIGTERM, True)]
)
def test_a_signal_stops_everything(
    var: Path, place: Callable[[Path], Path], how: signal.Signals, hangs: bool
) -> None:
    site = start_product(place(var))
    assert answers(site.url)
    for pool_process in children(service(site, "celery")) if hangs else ():
        os.kill(pool_process, signal.SIGSTOP)
    site.process.send_signal(how)
    assert site.process.wait(STOP_SECONDS) == 0
    assert not remains(site.var)
    shutil.rmtree(socket_directory(site.var), ignore_errors=True)


def test_after_a_kill_nothing_serves_and_the_next_start_works(var: Path) -> None:
    site = start_product(var)
    started = family(service(site, "gunicorn")) + family(service(site, "celery"))
    kill(site.process.pid)
    eventually(lambda: not any(is_alive(pid) for pid in started), STOP_SECONDS)

    again, beside = start_product(var), start_product(var)  # two that share the engines
    assert again.passwords == site.passwords
    assert answers(again.url) and answers(beside.url)
    assert "accounts: 4" in again.manage("shell", "-c", ASK_DATABASE).stdout
    stop_product(again)
    assert answers(beside.url)
    stop_product(beside)
    assert not remains(var)

    assert "accounts: 4" in site.manage("shell", "-c", ASK_DATABASE).stdout
    assert not remains(var)


def test_a_first_start_that_was_broken_off_does_no_harm(var: Path) -> None:
    command = [sys.executable, "manage.py", "migrate"]
    first = subprocess.Popen(command, cwd=ROOT, env=product_environment(var))
    eventually(lambda: list(var.glob("postgres.draft-*/base")))
    kill(first.pid)
    first.wait()
    subprocess.run(command, cwd=ROOT, env=product_environment(var), check=True, capture_output=True)
    assert not list(var.glob("postgres.draft-*"))
    eventually(lambda: not remains(var))
