"""An engine is had by the first way that is open, made once, and where no way is open the message says what to do."""

import signal
import sys
from functools import partial
from pathlib import Path

import pytest

from local.engine import pin, way_build, way_installer
from local.engine.bootstrap import EngineUnavailable, Report, Way, ensure_engine, standard_ways
from local.engine.candidate import NoEngineError
from local.layout import Layout


def closed(name: str, reason: str, calls: list[str] | None = None) -> Way:
    """A way that is open neither for what is there nor for making one."""

    def find() -> Path:
        if calls is not None:
            calls.append(f"find {name}")
        raise NoEngineError(f"{name}: {reason}, not there")

    def make(_report: Report) -> Path:
        if calls is not None:
            calls.append(f"make {name}")
        raise NoEngineError(f"{name}: {reason}")

    return Way(name, find, make, remedy=f"open {name}")


def here(name: str, engine: Path) -> Way:
    return Way(name, lambda: engine, None, remedy="none needed")


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    return Layout(tmp_path / "local")


def test_what_is_there_is_taken_before_anything_is_made(tmp_path: Path, layout: Layout, said: list[str]):
    calls: list[str] = []
    ways = [closed("one", "shut", calls), here("two", tmp_path / "pulumi"), closed("three", "shut", calls)]
    assert ensure_engine(layout, said.append, ways=ways, shared=tmp_path / "cache") == tmp_path / "pulumi"
    assert calls == ["find one"]
    assert said == []
    assert not (tmp_path / "cache").exists()


def test_an_engine_is_made_by_the_first_way_that_can(tmp_path: Path, layout: Layout):
    calls: list[str] = []
    one, last = closed("one", "shut", calls), closed("three", "shut", calls)
    two = Way("two", closed("two", "empty").find, lambda _report: tmp_path / "made", remedy="")
    assert ensure_engine(layout, print, ways=[one, two, last], shared=tmp_path / "cache") == tmp_path / "made"
    assert calls == ["find one", "find three", "find one", "find three", "make one"]


def test_the_message_names_each_way_what_failed_and_what_to_do(tmp_path: Path, layout: Layout):
    found_only = Way("two", closed("two", "too old").find, None, remedy="install a newer one")
    with pytest.raises(EngineUnavailable) as error:
        ensure_engine(layout, print, ways=[closed("one", "no network"), found_only], shared=tmp_path / "cache")
    assert str(error.value) == (
        f"No Pulumi engine ({pin.text(pin.pinned())} or later) can be had on this machine. Tried, in this order:\n"
        "  1. one: one: no network\n"
        "     To open this way, open one.\n"
        "  2. two: two: too old, not there\n"
        "     To open this way, install a newer one.\n"
        "One of these is enough; then run the same command again."
    )


def test_the_standard_ways_are_path_then_installer_then_build(
    tmp_path: Path, layout: Layout, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(way_installer, "make", partial(way_installer.make, url="http://127.0.0.1:1/install.sh"))
    ways = standard_ways(layout, tmp_path / "cache")
    with pytest.raises(EngineUnavailable) as error:
        ensure_engine(layout, print, ways=ways, shared=tmp_path / "cache")
    lines = str(error.value).splitlines()
    assert lines[1] == "  1. a compatible `pulumi` on PATH: there is no `pulumi` on PATH"
    assert lines[2].startswith("     To open this way, install Pulumi 3.245.0 or later (https://")
    assert lines[3].startswith("  2. the official installer: http://127.0.0.1:1/install.sh cannot be reached: ")
    assert lines[5] == "  3. a build from Go modules: there is no `go` on PATH"
    assert f"install Go {pin.lowest_go()} or later" in lines[6]


def test_an_engine_that_was_built_is_found_without_asking_the_network(
    tmp_path: Path, layout: Layout, script, monkeypatch: pytest.MonkeyPatch
):
    def never(*_: object) -> Path:
        raise AssertionError("nothing may be made")

    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    monkeypatch.setattr(way_installer, "make", never)
    monkeypatch.setattr(way_build, "make", never)
    built = script(tmp_path / "cache" / pin.key() / "pulumi", f"echo v{pin.text(pin.pinned())}")
    (built.parent / "pulumi-language-python-exec").write_text("# runs programs\n")
    assert ensure_engine(layout, print, shared=tmp_path / "cache") == built


# Makes an engine when the file `go` appears, and notes each time that it did.
SLOW = """
import sys, time
from pathlib import Path
from local.engine.bootstrap import Way, ensure_engine
from local.engine.candidate import NoEngineError
from local.layout import Layout
folder = Path(sys.argv[1])
def find():
    if not (folder / "pulumi").exists():
        raise NoEngineError("nothing yet")
    return folder / "pulumi"
def make(report):
    report("making")
    while not (folder / "go").exists():
        time.sleep(0.02)
    with (folder / "made").open("a") as made:
        made.write("once\\n")
    (folder / "pulumi").touch()
    return folder / "pulumi"
print(ensure_engine(Layout(folder / "local"), print, ways=[Way("slow", find, make, "")], shared=folder / "cache"))
"""


def test_two_bootstraps_at_once_build_once_and_the_second_says_why_it_waits(
    tmp_path: Path, running, checkout_environment
):
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "lock").write_text("what an earlier run wrote")
    command = [sys.executable, "-c", SLOW, tmp_path]
    with running(*command, cwd=tmp_path, env=checkout_environment) as first:
        assert first.stdout.readline() == "making\n"
        with running(*command, cwd=tmp_path, env=checkout_environment) as second:
            assert second.stdout.readline() == (
                f"Another run (process {first.pid}) is getting the engine at this moment. "
                "Waiting for it, so that the work is done once.\n"
            )
            (tmp_path / "go").touch()
            assert second.communicate(timeout=60)[0] == f"{tmp_path}/pulumi\n"
        assert first.communicate(timeout=60)[0] == f"{tmp_path}/pulumi\n"
    assert (first.returncode, second.returncode) == (0, 0)
    assert (tmp_path / "made").read_text() == "once\n"


def test_a_killed_bootstrap_does_not_hold_up_the_next(tmp_path: Path, running, checkout_environment):
    command = [sys.executable, "-c", SLOW, tmp_path]
    with running(*command, cwd=tmp_path, env=checkout_environment) as killed:
        assert killed.stdout.readline() == "making\n"
        killed.kill()
    (tmp_path / "go").touch()
    with running(*command, cwd=tmp_path, env=checkout_environment) as second:
        assert second.communicate(timeout=60)[0] == f"making\n{tmp_path}/pulumi\n"


def test_sigterm_unwinds_so_that_what_was_started_ends(
    tmp_path: Path, running, eventually, alive, checkout_environment
):
    code = f"""
from pathlib import Path
from local.engine import process
from local.engine.bootstrap import Way, ensure_engine
from local.engine.candidate import NoEngineError
from local.layout import Layout
def find():
    raise NoEngineError("nothing")
def make(report):
    process.run(["sh", "-c", "echo $$ > {tmp_path}/pid; exec sleep 300"])
ensure_engine(Layout(Path("{tmp_path}")), print, ways=[Way("slow", find, make, "")], shared=Path("{tmp_path}/cache"))
"""
    pid = tmp_path / "pid"
    with running(sys.executable, "-c", code, cwd=tmp_path, env=checkout_environment) as child:
        eventually(lambda: pid.exists() and pid.read_text().strip())
        child.send_signal(signal.SIGTERM)
        assert child.communicate(timeout=60)[0] == ""
        assert child.returncode == 143
    eventually(lambda: not alive(int(pid.read_text())))
