"""Reading configuration from the environment: what is malformed stops the start, loudly."""

import contextlib
import os
import secrets
import tempfile
from pathlib import Path


class ConfigurationError(Exception):
    """A variable of the environment holds something that cannot be used."""


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def boolean(name: str, default: bool = False) -> bool:
    value = text(name)
    if not value:
        return default
    if value.lower() in ("1", "true", "yes", "on"):
        return True
    if value.lower() in ("0", "false", "no", "off"):
        return False
    raise ConfigurationError(f"{name} must be yes or no, not {value!r}.")


def integer(name: str, default: int) -> int:
    value = text(name)
    try:
        return int(value) if value else default
    except ValueError:
        raise ConfigurationError(f"{name} must be a whole number, not {value!r}.") from None


def words(name: str, default: str = "") -> list[str]:
    """A list separated by commas; blanks around the parts do not count."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def secret(name: str, file: Path) -> str:
    """The variable, else the content of `file`, made on first use for its owner only."""
    if value := text(name):
        return value
    try:
        return _made_once(file)
    except OSError as error:
        raise ConfigurationError(
            f"{error.filename} cannot be used ({error.strerror}): "
            "set YOTCODER_VAR to a folder of your own."
        ) from error


def _made_once(file: Path) -> str:
    with contextlib.suppress(FileNotFoundError):
        return file.read_text()
    file.parent.mkdir(parents=True, exist_ok=True)
    # Written aside and linked into place: a second process never reads half a secret.
    with tempfile.NamedTemporaryFile("w", dir=file.parent) as draft:  # mode 0600
        draft.write(secrets.token_urlsafe(50))
        draft.flush()
        with contextlib.suppress(FileExistsError):
            os.link(draft.name, file)
    return file.read_text()
