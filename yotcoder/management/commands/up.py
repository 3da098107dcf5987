"""`manage.py up`: everything that is not configured elsewhere, started, watched, stopped."""

from argparse import ArgumentParser
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import OperationalError, connection

from yotcoder import engines, environment, supervisor

LOOPBACK = ("127.0.0.1", "localhost", "::1")


class Command(BaseCommand):
    help = "Start database, queue, web server and worker; stop them all on Ctrl-C."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=environment.integer("PORT", 8000))
        parser.add_argument("--address", default=environment.text("ADDRESS", "127.0.0.1"))
        parser.add_argument("--web-workers", type=int, default=2, help="web server processes")

    def handle(
        self, *_arguments: Any, port: int, address: str, web_workers: int, **_o: Any
    ) -> None:
        supervisor.require_free_port(address, port)
        self._require_front_end_packages()
        with (
            supervisor.until_stopped() as stopped,
            engines.running(settings.VAR, settings.EMBEDDED_ENGINES),
        ):
            self._prepare_data(address)
            log = settings.VAR / "log"
            running = web, _worker = supervisor.services(
                address=address, port=port, log=log, web_workers=web_workers
            )
            try:
                for service in running:
                    service.start()
                url = f"http://{address}:{port}"
                supervisor.wait_until_ready(f"{url}/health", web)
                self._announce(url)
                supervisor.watch(running, settings.EMBEDDED_ENGINES, stopped, self._say)
            finally:
                self._say("Stopping.")
                for service in running:
                    service.ask_to_stop()
                for service in running:
                    service.stop()
        self._say("Stopped.")

    def _prepare_data(self, address: str) -> None:
        try:
            connection.ensure_connection()
        except OperationalError as error:
            reason = " ".join(str(error).split())
            raise engines.EngineError(f"The database cannot be used: {reason}") from error
        call_command("migrate", interactive=False, verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        # Sample accounts have passwords that are printed: only where nobody else can come in.
        if address in LOOPBACK:
            call_command("load_sample", first_start=True, verbosity=0)

    def _announce(self, url: str) -> None:
        self._say(f"\nyotcoder {settings.VERSION} is ready: {url}\n")
        accounts = settings.VAR / "sample-accounts.txt"
        if accounts.exists():
            self._say(accounts.read_text())
        self._say("Ctrl-C stops it.")

    def _require_front_end_packages(self) -> None:
        for _prefix, folder in (d for d in settings.STATICFILES_DIRS if isinstance(d, tuple)):
            if not Path(folder).is_dir():
                raise engines.EngineError(f"{folder} is missing: `make setup` fetches it.")

    def _say(self, line: str) -> None:
        with suppress(BrokenPipeError):  # the terminal is gone; the product need not be
            self.stdout.write(line)
            self.stdout.flush()
