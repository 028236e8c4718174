"""What an interpreter lacks is installed by the tool that the project names."""

import sys
from pathlib import Path

import pytest

from local.engine.language.interpreter import InterpreterError, declared
from local.engine.language.packages import install_steps, installed


@pytest.fixture
def folders(tmp_path: Path) -> list[Path]:
    """Program and project, as the engine names them."""
    (tmp_path / "program").mkdir()
    return [tmp_path / "program", tmp_path]


def test_the_requirements_of_the_program_come_before_those_of_the_project(folders: list[Path]):
    python = declared(folders[1], {})
    for folder in reversed(folders):
        (folder / "requirements.txt").write_text("")
        command = [str(python.python), "-m", "pip", "install", "-r", str(folder / "requirements.txt")]
        assert install_steps(python, folders) == [command]


def test_a_missing_virtualenv_is_made_first(folders: list[Path]):
    (folders[0] / "requirements.txt").write_text("")
    make, install = install_steps(declared(folders[1], {"virtualenv": "env"}), folders)
    assert make == [sys.executable, "-m", "venv", str(folders[1] / "env")]
    assert install[0] == str(folders[1] / "env" / "bin" / "python")


def test_without_requirements_there_is_nothing_to_do(folders: list[Path]):
    assert install_steps(declared(folders[1], {"virtualenv": "env"}), folders) == []


def test_uv_installs_a_project_of_uv(folders: list[Path], script, monkeypatch: pytest.MonkeyPatch):
    uv = script(folders[1] / "bin" / "uv", "exit 0")
    monkeypatch.setenv("PATH", str(uv.parent))
    assert install_steps(declared(folders[1], {"toolchain": "uv"}), folders) == [[str(uv), "sync"]]


def test_a_project_of_uv_without_uv_is_refused(folders: list[Path], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PATH", str(folders[1]))
    with pytest.raises(InterpreterError, match="toolchain is 'uv', and there is no `uv` on PATH"):
        install_steps(declared(folders[1], {"toolchain": "uv"}), folders)


def test_an_interpreter_that_does_not_run_is_an_error_with_its_words(folders: list[Path], script):
    python = script(folders[1] / "env" / "bin" / "python", "echo no library >&2; exit 127")
    with pytest.raises(InterpreterError, match=f"{python} does not run: no library"):
        installed(declared(folders[1], {"virtualenv": "env"}), transitive=True)
