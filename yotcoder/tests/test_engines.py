"""The parts of the engines and the supervisor that need no process."""

import socket
import tempfile
from pathlib import Path

import pytest

from yotcoder import engines, supervisor
from yotcoder.engines import EngineError


def test_sockets_lie_with_the_data():
    assert engines.socket_directory(Path("/srv/data")) == Path("/srv/data/run")


@pytest.mark.parametrize("length", range(70, 110))
def test_the_path_of_a_socket_is_never_too_long(length):
    var = Path("/" + "x" * (length - 1))
    folder = engines.socket_directory(var)
    assert len(str(folder / ".s.PGSQL.5432")) <= engines.LONGEST_SOCKET_PATH
    assert (folder == var / "run") is (length <= 82)
    assert engines.socket_directory(var) == folder  # also in the next process
    assert engines.socket_directory(Path(f"{var}y")) != folder


@pytest.mark.parametrize("name", ["é" * 60, "a blank", "a'quote", "a,comma", "a?question"])
def test_sockets_lie_elsewhere_where_the_path_means_something_to_others(name):
    folder = engines.socket_directory(Path("/") / name)
    assert folder.parent == Path(tempfile.gettempdir())


def test_data_of_another_postgresql_is_refused_in_words(tmp_path):
    (tmp_path / "postgres").mkdir()
    (tmp_path / "postgres" / "PG_VERSION").write_text("13\n")
    with pytest.raises(EngineError, match=r"written by PostgreSQL 13, .* make a backup"):
        engines.Postgres(tmp_path).start()


def test_a_full_disk_is_told_in_words(tmp_path, monkeypatch):
    monkeypatch.setattr(engines, "LEAST_FREE_BYTES", 2**80)
    with pytest.raises(EngineError, match="The disk is nearly full"):
        engines.prepare(tmp_path)


def test_a_file_in_the_place_of_the_data_is_told_in_words(tmp_path):
    (tmp_path / "var").write_text("")
    with pytest.raises(EngineError, match="cannot be used"):
        engines.prepare(tmp_path / "var")


@pytest.mark.parametrize("content", ["", "not a number", "999999999\n"])
def test_what_a_crash_leaves_behind_is_no_running_engine(tmp_path, content):
    for engine, file in [
        (engines.Postgres(tmp_path), tmp_path / "postgres" / "postmaster.pid"),
        (engines.Redis(tmp_path), tmp_path / "run" / "redis.pid"),
    ]:
        file.parent.mkdir()
        file.write_text(content)
        assert not engine.is_running()


class TestPort:
    def test_a_free_one(self):
        with socket.create_server(("127.0.0.1", 0)) as server:
            port = server.getsockname()[1]
        supervisor.require_free_port("127.0.0.1", port)

    @pytest.mark.parametrize("address", ["127.0.0.1", "localhost"])
    def test_one_that_is_taken_is_told_in_words(self, address):
        with socket.create_server(("127.0.0.1", 0)) as server:
            port = server.getsockname()[1]
            with pytest.raises(EngineError) as refused:
                supervisor.require_free_port(address, port)
        assert f"Port {port} on {address} cannot be used" in str(refused.value)
        assert "choose another" in str(refused.value)

    @pytest.mark.parametrize("address", ["no.such.host.invalid", "192.0.2.1"])
    def test_an_address_that_is_not_ours_is_told_in_words(self, address):
        with pytest.raises(EngineError, match="cannot be used"):
            supervisor.require_free_port(address, 8000)

    @pytest.mark.parametrize("port", [-1, 70_000])
    def test_a_number_that_is_no_port_is_told_in_words(self, port):
        with pytest.raises(EngineError, match=str(port)):
            supervisor.require_free_port("127.0.0.1", port)
