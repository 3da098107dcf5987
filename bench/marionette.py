"""A Firefox driven by its own remote protocol, Marionette: JSON messages behind their length."""

import json
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from e2e.product import free_port

START_SECONDS = 60


class Firefox:
    """One window of a running Firefox."""

    def __init__(self, connection: socket.socket) -> None:
        self._stream = connection.makefile("rwb")
        self._receive()  # it says who it is
        self.command("WebDriver:NewSession")

    def command(self, name: str, **parameters: object) -> Any:
        message = json.dumps([0, 1, name, parameters]).encode()
        self._stream.write(b"%d:%s" % (len(message), message))
        self._stream.flush()
        _kind, _number, error, result = self._receive()
        if error:
            raise RuntimeError(f"{name}: {error['message']}")
        return result

    def goto(self, address: str) -> None:
        self.command("WebDriver:Navigate", url=address)

    def evaluate(self, function: str, *arguments: object) -> Any:
        """What a JavaScript function returns or its promise resolves to."""
        script = f"({function})(...arguments)"
        return self.command(
            "WebDriver:ExecuteScript", script=f"return {script}", args=list(arguments)
        )["value"]

    def press(self, *keys: str) -> None:
        """One after the other; keys that have a name are written as WebDriver numbers them."""
        acts = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self.command(
            "WebDriver:PerformActions", actions=[{"type": "key", "id": "keys", "actions": acts}]
        )

    def _receive(self) -> Any:
        size = b""
        while (byte := self._stream.read(1)) != b":":
            if not byte:
                raise ConnectionError("Firefox ended.")
            size += byte
        return json.loads(self._stream.read(int(size)))


@contextmanager
def firefox() -> Iterator[Firefox | None]:
    """The system's Firefox, headless, with a profile of its own; None where there is none."""
    program = shutil.which("firefox-esr") or shutil.which("firefox")
    if program is None:
        yield None
        return
    profile, port = tempfile.mkdtemp(prefix="yotcoder-firefox-"), free_port()
    preference = f'user_pref("marionette.port", {port});\n'
    Path(profile, "user.js").write_text(preference, encoding="utf-8")
    command = [program, "--headless", "--marionette", "--no-remote", "--profile", profile]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        with _connected(port) as connection:
            yield Firefox(connection)
    finally:
        process.terminate()
        process.wait(30)
        shutil.rmtree(profile, ignore_errors=True)


def _connected(port: int) -> socket.socket:
    end = time.monotonic() + START_SECONDS
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port))
        except ConnectionRefusedError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)
