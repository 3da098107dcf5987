"""Configuration from the environment: what cannot be used is named at once."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings

from yotcoder import environment
from yotcoder.environment import ConfigurationError


@pytest.fixture
def variable(monkeypatch):
    def set_to(value):
        monkeypatch.delenv("A_VARIABLE", raising=False)
        if value is not None:
            monkeypatch.setenv("A_VARIABLE", value)
        return "A_VARIABLE"

    return set_to


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        *((value, True) for value in ("1", "true", "YES", " on ")),
        *((value, False) for value in ("0", "False", "no", "off")),
        (None, True),
        ("", True),
        ("  ", True),
    ],
)
def test_yes_and_no(variable, value, meant):
    assert environment.boolean(variable(value), default=True) is meant


@pytest.mark.parametrize(("value", "meant"), [("7", 7), (" -1 ", -1), (None, 5), ("", 5)])
def test_whole_numbers(variable, value, meant):
    assert environment.integer(variable(value), 5) == meant


@pytest.mark.parametrize(
    ("value", "meant"), [(None, ["x", "y"]), ("a, b ,,c", ["a", "b", "c"]), (" , ", [])]
)
def test_lists(variable, value, meant):
    assert environment.words(variable(value), "x,y") == meant


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (lambda name: environment.boolean(name), "perhaps"),
        (lambda name: environment.boolean(name), "2"),
        (lambda name: environment.integer(name, 5), "7.5"),
        (lambda name: environment.integer(name, 5), "seven"),
    ],
)
def test_nonsense_is_named(variable, read, value):
    with pytest.raises(ConfigurationError, match=f"A_VARIABLE must be .*, not '{value}'"):
        read(variable(value))


class TestSecret:
    def test_the_variable_comes_first(self, variable, tmp_path):
        assert environment.secret(variable("s3cret"), tmp_path / "key") == "s3cret"
        assert not (tmp_path / "key").exists()

    def test_it_is_made_once_for_its_owner_only(self, variable, tmp_path):
        file = tmp_path / "new" / "key"
        first = environment.secret(variable(None), file)
        assert len(first) > 50
        assert environment.secret(variable(None), file) == first
        assert file.stat().st_mode & 0o777 == 0o600
        assert list(file.parent.iterdir()) == [file]

    def test_processes_that_start_together_agree(self, variable, tmp_path):
        name = variable(None)
        with ThreadPoolExecutor(8) as pool:
            made = pool.map(lambda _n: environment.secret(name, tmp_path / "key"), range(32))
        assert len(set(made)) == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEBUG", "perhaps"),
        ("IMPORT_MAX_FILE_MB", "much"),
        ("DATABASE_URL", "sqlite:///data"),
    ],
)
def test_the_product_does_not_start_on_nonsense(tmp_path, name, value):
    command = [sys.executable, "manage.py", "check"]
    settings_of_its_own = {"YOTCODER_VAR": str(tmp_path), name: value}
    result = subprocess.run(
        command, cwd=settings.BASE_DIR, env=settings_of_its_own, capture_output=True, text=True
    )
    assert result.returncode == 1
    assert result.stderr.startswith(f"{name} must ")
    assert len(result.stderr.splitlines()) == 1
