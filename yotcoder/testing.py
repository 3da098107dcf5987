"""Pytest plugin: the tests run on engines of their own, in a directory that is thrown away."""

import os
import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path

import hypothesis
import pytest

# A busy machine is slow, not wrong.
hypothesis.settings.register_profile("yotcoder", deadline=None)
hypothesis.settings.load_profile("yotcoder")

_stack = ExitStack()
# Before pytest-django reads the settings: where tests write is never where people's data lie.
_var = Path(tempfile.mkdtemp(prefix="yotcoder-test-"))
os.environ["YOTCODER_VAR"] = str(_var)
os.environ["SECRET_KEY"] = "for tests only"  # noqa: S105


def pytest_configure(config: pytest.Config) -> None:
    from django.conf import settings

    from yotcoder import engines

    # Plain names: hashed ones would need collectstatic first.
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}
    settings.STATIC_ROOT.mkdir()
    _stack.callback(shutil.rmtree, _var, ignore_errors=True)
    if not config.option.collectonly:
        _stack.enter_context(engines.running(settings.VAR, settings.EMBEDDED_ENGINES))


def pytest_unconfigure() -> None:
    _stack.close()
