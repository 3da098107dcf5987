"""Engines of their own for a benchmark, in a folder that is thrown away."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def throwaway() -> Iterator[None]:
    """Django set up, the database migrated and empty."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"YOTCODER_VAR": folder, "DJANGO_SETTINGS_MODULE": "yotcoder.settings"}
        import django

        django.setup()
        from django.conf import settings
        from django.core.management import call_command

        from yotcoder import engines

        with engines.running(settings.VAR, settings.EMBEDDED_ENGINES):
            call_command("migrate", verbosity=0)
            yield
