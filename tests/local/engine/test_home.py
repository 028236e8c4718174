"""A local run finds engine, language host and provider in its own folders, and a second call changes nothing."""

import json
import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from local.engine import home
from local.engine.candidate import EXECUTOR, HOST
from local.engine.home import COMMANDS, install_home, is_ours
from local.layout import Layout


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    return Layout(tmp_path / "local")


@pytest.fixture
def built(tmp_path: Path, script) -> Path:
    """An engine as the build leaves it: without a language host."""
    (tmp_path / "built").mkdir()
    (tmp_path / "built" / EXECUTOR).write_text("# runs programs\n")
    return script(tmp_path / "built" / "pulumi", "echo v3.245.0")


@pytest.fixture
def official(tmp_path: Path, script) -> Path:
    """An engine as Pulumi ships it."""
    script(tmp_path / "official" / HOST, "echo official")
    script(tmp_path / "official" / EXECUTOR, "echo official")
    return script(tmp_path / "official" / "pulumi", "echo v3.250.0")


def state(folder: Path) -> dict[str, tuple[int, int]]:
    """Inode and time of change of each file: equal only where nothing was written."""
    return {
        str(path.relative_to(folder)): (path.lstat().st_ino, path.lstat().st_ctime_ns)
        for path in sorted(folder.rglob("*"))
    }


def test_our_host_lies_beside_a_hard_link_to_the_engine_that_was_built(layout: Layout, built: Path):
    install_home(layout, built)
    assert sorted(entry.name for entry in layout.bin.iterdir()) == [*COMMANDS, "pulumi", HOST, EXECUTOR]
    assert (layout.bin / "pulumi").samefile(built)
    assert not (layout.bin / "pulumi").is_symlink()
    assert (layout.bin / EXECUTOR).read_text() == "# runs programs\n"
    assert is_ours(layout.bin)


def test_an_official_engine_is_linked_to_and_keeps_its_own_host(layout: Layout, official: Path):
    install_home(layout, official)
    assert sorted(entry.name for entry in layout.bin.iterdir()) == [*COMMANDS, "pulumi"]
    assert (layout.bin / "pulumi").readlink() == official
    assert not is_ours(official.parent)


@pytest.mark.parametrize("kind", ["built", "official"])
def test_a_second_call_writes_nothing(layout: Layout, kind: str, request: pytest.FixtureRequest):
    engine = request.getfixturevalue(kind)
    install_home(layout, engine)
    before = state(layout.base)
    install_home(layout, engine)
    assert state(layout.base) == before


def test_a_copy_stands_in_where_no_hard_link_can_be_made(layout: Layout, built: Path, monkeypatch: pytest.MonkeyPatch):
    def refuse(*_: object) -> None:
        raise OSError("another file system")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    install_home(layout, built)
    assert (layout.bin / "pulumi").read_bytes() == built.read_bytes()
    assert not (layout.bin / "pulumi").samefile(built)
    before = state(layout.base)
    install_home(layout, built)
    assert state(layout.base) == before


def test_a_change_of_engine_is_followed_both_ways(layout: Layout, built: Path, official: Path):
    for engine, names in ((built, ["pulumi", HOST, EXECUTOR]), (official, ["pulumi"])) * 2:
        install_home(layout, engine)
        assert sorted(entry.name for entry in layout.bin.iterdir()) == [*COMMANDS, *names]
        assert (layout.bin / "pulumi").samefile(engine)


def test_what_was_damaged_is_repaired(layout: Layout, built: Path):
    install_home(layout, built)
    provider = layout.home / "plugins" / f"resource-aws-v{version('pulumi-aws')}" / "pulumi-resource-aws"
    before = {path: path.read_bytes() for path in (layout.bin / "pulumi", layout.bin / HOST, provider)}
    for path in before:
        path.unlink()
        path.write_text("damaged")
    install_home(layout, built)
    assert {path: path.read_bytes() for path in before} == before
    assert all(os.access(path, os.X_OK) for path in before)


def test_a_launcher_that_may_not_be_run_is_repaired(layout: Layout, built: Path):
    install_home(layout, built)
    (layout.bin / HOST).chmod(0o644)
    install_home(layout, built)
    assert os.access(layout.bin / HOST, os.X_OK)


@pytest.mark.parametrize("command", COMMANDS)
def test_our_commands_are_found_with_the_engine(layout: Layout, built: Path, command: str):
    install_home(layout, built)
    done = subprocess.run([layout.bin / command, "--help"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith(f"usage: {command} ")


def test_a_launcher_runs_a_module_of_this_checkout_and_passes_arguments_on(tmp_path: Path, monkeypatch):
    (tmp_path / "it's a folder").mkdir()
    (tmp_path / "it's a folder" / "answering.py").write_text(
        "import sys; print(sys.argv[1:], __name__, __spec__.name)\n"
    )
    for name in ("answering.py", "runpy.py"):
        (tmp_path / name).write_text("raise SystemExit('the folder we are in must not matter')\n")
    monkeypatch.setattr(home, "CHECKOUT", tmp_path / "it's a folder")
    launcher = tmp_path / "launcher"
    launcher.write_bytes(home._launcher(Path(sys.executable), "answering", Path("first")))
    launcher.chmod(0o755)
    ran = subprocess.run([launcher, "a b", "$HOME"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout == "['first', 'a b', '$HOME'] __main__ answering\n"


def test_the_engine_sees_each_provider_at_the_version_of_its_package(project):
    listed = project.pulumi("plugin", "ls", "--json")
    assert listed.returncode == 0, listed.stdout
    assert sorted((plugin["name"], plugin["version"]) for plugin in json.loads(listed.stdout)) == [
        ("aws", version("pulumi-aws")),
        ("aws-native", version("pulumi-aws-native")),
    ]
