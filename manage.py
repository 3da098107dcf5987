#!/usr/bin/env python
"""Django's command line, with the embedded engines up for as long as a command needs them."""

import os
import sys

# `up` holds the engines itself; the others never read the database.
WITHOUT_ENGINES = {"up", "help", "version", "check", "collectstatic", "makemessages"}


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yotcoder.settings")
    from django.conf import settings
    from django.core.management import execute_from_command_line

    from yotcoder import engines
    from yotcoder.environment import ConfigurationError

    command = sys.argv[1] if len(sys.argv) > 1 else "help"
    asks_only = command in WITHOUT_ENGINES or not {"--help", "-h", "--version"}.isdisjoint(sys.argv)
    try:
        databases = [e for e in settings.EMBEDDED_ENGINES if isinstance(e, engines.Postgres)]
        with engines.running(settings.VAR, [] if asks_only else databases):
            execute_from_command_line(sys.argv)
    except (engines.EngineError, ConfigurationError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
