"""The interpreter of a program is what its project's `runtime.options` say, and is refused with the fix otherwise."""

import os
from pathlib import Path

import pytest

from local.engine.language.interpreter import Interpreter, InterpreterError, declared, ready


@pytest.fixture
def virtualenv(tmp_path: Path, script) -> Path:
    script(tmp_path / "env" / "bin" / "python", "exit 0")
    return tmp_path / "env"


def test_a_virtualenv_is_relative_to_the_project(tmp_path: Path, virtualenv: Path):
    assert ready(tmp_path, {"virtualenv": "env"}) == Interpreter(virtualenv / "bin" / "python", virtualenv, "pip")


def test_an_absolute_virtualenv_stays_where_it_is(tmp_path: Path, virtualenv: Path):
    assert ready(tmp_path / "elsewhere", {"virtualenv": str(virtualenv)}).virtualenv == virtualenv


def test_uv_has_its_virtualenv_in_the_project_unless_another_is_named(tmp_path: Path):
    assert declared(tmp_path, {"toolchain": "uv"}).virtualenv == tmp_path / ".venv"
    assert declared(tmp_path, {"toolchain": "uv", "virtualenv": "env"}).virtualenv == tmp_path / "env"


def test_without_a_virtualenv_the_python_on_path_runs_the_program(tmp_path: Path, script, monkeypatch):
    python = script(tmp_path / "bin" / "python3", "exit 0")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    interpreter = ready(tmp_path, {})
    assert interpreter == Interpreter(python, None, "pip")
    assert interpreter.environment({"PATH": "/x", "PYTHONHOME": "/y"}) == {"PATH": "/x", "PYTHONHOME": "/y"}


def test_a_virtualenv_is_activated_in_the_environment(tmp_path: Path, virtualenv: Path):
    environment = ready(tmp_path, {"virtualenv": "env"}).environment({"PATH": "/x", "PYTHONHOME": "/y", "A": "1"})
    assert environment == {"PATH": f"{virtualenv}/bin{os.pathsep}/x", "VIRTUAL_ENV": str(virtualenv), "A": "1"}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            {"virtualenv": "absent"},
            "virtualenv names {root}/absent, which does not exist. In a checkout, run `make setup`",
        ),
        ({"virtualenv": "plain"}, "virtualenv names {root}/plain, which is not a virtualenv. In a checkout, run"),
        ({"toolchain": "poetry"}, "toolchain is 'poetry'; this language host knows pip and uv. Name one of these"),
        (
            {"virtualenv": "env", "typechecker": "mypy"},
            "typechecker is set, and this language host runs none. Remove it",
        ),
    ],
)
def test_what_cannot_be_used_is_refused_with_the_fix(
    tmp_path: Path, virtualenv: Path, options: dict[str, object], message: str
):
    assert virtualenv.exists()
    (tmp_path / "plain").mkdir()
    with pytest.raises(InterpreterError) as refusal:
        ready(tmp_path, options)
    assert str(refusal.value).startswith(f"{tmp_path}: runtime option " + message.format(root=tmp_path))


def test_no_python_at_all_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(
        InterpreterError, match=r"no virtualenv is named in runtime\.options and no `python3` is on PATH"
    ):
        ready(tmp_path, {})
