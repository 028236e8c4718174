"""What the tests of the engine share: patience, fake executables, and the real engine with a project."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from local.engine.bootstrap import ensure_engine
from local.engine.home import install_home
from local.layout import CHECKOUT, Layout

PATIENCE_SECONDS = 60.0


def _eventually(condition: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


def _alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def _script(path: Path, body: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)
    return path


@contextmanager
def _running(*command: str | Path, cwd: Path, env: dict[str, str] | None = None) -> Iterator["subprocess.Popen[str]"]:
    with subprocess.Popen(
        list(map(str, command)), cwd=cwd, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as child:
        try:
            yield child
        finally:
            child.kill()


@pytest.fixture
def eventually() -> Callable[[Callable[[], object]], None]:
    """Wait until a condition holds."""
    return _eventually


@pytest.fixture
def alive() -> Callable[[int], bool]:
    """Whether a process runs; a zombie does not."""
    return _alive


@pytest.fixture
def script() -> Callable[[Path, str], Path]:
    """Write an executable shell script."""
    return _script


@pytest.fixture
def running() -> Callable[..., AbstractContextManager["subprocess.Popen[str]"]]:
    """Start a command, its output as text lines in `stdout`; killed at the end if it still runs."""
    return _running


@pytest.fixture
def checkout_environment() -> dict[str, str]:
    """The environment of a child that imports `local` from this checkout."""
    return {**os.environ, "PYTHONPATH": str(CHECKOUT), "PYTHONUNBUFFERED": "1"}


@dataclass
class Project:
    """A Pulumi project with one program and one stack, in a local installation of its own."""

    folder: Path
    cli: Path
    env: dict[str, str] = field(repr=False)

    def program(self, source: str) -> None:
        (self.folder / "program" / "__main__.py").write_text(source)

    def pulumi(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [self.cli, *arguments],
            cwd=self.folder,
            env=self.env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )


@pytest.fixture(scope="session")
def real_engine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return ensure_engine(Layout(tmp_path_factory.mktemp("layout")), lambda line: print(line, file=sys.stderr))


@pytest.fixture
def project(real_engine: Path, tmp_path: Path) -> Project:
    layout = Layout(tmp_path / "local")
    install_home(layout, real_engine)
    layout.state.mkdir()
    folder = tmp_path / "project"
    (folder / "program").mkdir(parents=True)
    (folder / "Pulumi.yaml").write_text(
        f"name: demo\nmain: program\nruntime: {{name: python, options: {{virtualenv: '{sys.prefix}'}}}}\n"
    )
    env = {
        **os.environ,
        "PATH": f"{layout.bin}{os.pathsep}{os.environ['PATH']}",
        "PULUMI_HOME": str(layout.home),
        "PULUMI_BACKEND_URL": f"file://{layout.state}",
        "PULUMI_CONFIG_PASSPHRASE": "local",
        "PULUMI_SKIP_UPDATE_CHECK": "true",
    }
    made = Project(folder, layout.bin / "pulumi", env)
    created = made.pulumi("stack", "init", "demo-local")
    assert created.returncode == 0, created.stdout
    return made
