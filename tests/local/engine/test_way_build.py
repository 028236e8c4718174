"""The third way: a build ends whole or not at all, and what is in the cache is checked before it is used."""

import os
import signal
import sys
from pathlib import Path

import pytest

from local.engine import pin, way_build
from local.engine.candidate import EXECUTOR, NoEngineError

PINNED = pin.text(pin.pinned())


@pytest.fixture
def go(tmp_path: Path, script):
    """A `go` that writes what it is asked into `asked`, and builds a `pulumi` of that body."""
    sdk = tmp_path / "sdk"
    (sdk / "python" / "cmd").mkdir(parents=True)
    (sdk / "python" / "cmd" / EXECUTOR).write_text("# runs programs\n")

    def make(build: str) -> str:
        body = f"""
echo "CGO_ENABLED=$CGO_ENABLED GOWORK=$GOWORK $*" >> {tmp_path}/asked
for argument; do [ "$previous" = -o ] && out=$argument; previous=$argument; done
case "$1 $2" in
"list -deps") echo 'go: downloading example.com/a v1.0.0' >&2; echo a; echo b; echo c ;;
"list -m") echo 'go: downloading example.com/b v1.0.0' >&2; echo {sdk} ;;
build*) {build} ;;
esac"""
        return str(script(tmp_path / "go", body))

    return make


def building(version: str) -> str:
    return f'echo a >&2; printf "#!/bin/sh\\necho v{version}\\n" > $out; chmod +x $out'


def test_a_build_holds_the_engine_and_its_executor_and_nothing_else(tmp_path: Path, go):
    said: list[str] = []
    place = tmp_path / "engine"
    assert way_build.make(place, said.append, go=go(building(PINNED))) == place / "pulumi"
    assert sorted(entry.name for entry in place.iterdir()) == ["pulumi", EXECUTOR]
    assert (place / EXECUTOR).read_text() == "# runs programs\n"
    assert way_build.find(place) == place / "pulumi"
    assert len(said) == 2
    assert "This happens once" in said[0]
    assert said[1] == f"The engine is ready in {place}."


def test_the_engine_is_built_static_and_knows_its_version(tmp_path: Path, go):
    way_build.make(tmp_path / "engine", print, go=go(building(PINNED)))
    build = next(line for line in (tmp_path / "asked").read_text().splitlines() if " build " in line)
    assert build.startswith("CGO_ENABLED=0 GOWORK=off build -v -trimpath ")
    assert f"-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v{PINNED}" in build
    assert build.endswith(way_build.CLI)


def test_without_go_the_reason_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoEngineError, match="there is no `go` on PATH"):
        way_build.make(tmp_path / "engine", print)


def test_the_words_of_a_failing_go_are_the_reason_and_nothing_is_kept(tmp_path: Path, go):
    failing = go("echo half > $out; echo 'go: downloading x v1'; echo 'x.go:3: no such thing' >&2; exit 2")
    with pytest.raises(NoEngineError, match=r"`go build` exits with 2 \(Go .* is needed\): x\.go:3: no such thing$"):
        way_build.make(tmp_path / "engine", print, go=failing)
    assert list((tmp_path / "engine").iterdir()) == []


def test_a_build_of_another_version_is_not_kept(tmp_path: Path, go):
    with pytest.raises(NoEngineError, match="of another version"):
        way_build.make(tmp_path / "engine", print, go=go(building("3.1.0")))
    assert list((tmp_path / "engine").iterdir()) == []


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("pulumi", b"\x7fELF cut off", "does not run"),
        ("pulumi", b"", "does not run|gives no version"),
        ("pulumi", b"#!/bin/sh\necho v3.246.0\n", r"is version 3\.246\.0, not 3\.245\.0"),
        (EXECUTOR, b"", f"{EXECUTOR} is missing"),
        ("pulumi", None, "nothing is built in"),
        (EXECUTOR, None, f"{EXECUTOR} is missing"),
    ],
)
def test_a_damaged_cache_is_not_used_and_a_new_build_repairs_it(
    tmp_path: Path, go, name: str, content: bytes | None, reason: str
):
    place = tmp_path / "engine"
    healthy = go(building(PINNED))
    way_build.make(place, print, go=healthy)
    if content is None:
        (place / name).unlink()
    else:
        (place / name).write_bytes(content)
    with pytest.raises(NoEngineError, match=reason):
        way_build.find(place)
    assert way_build.make(place, print, go=healthy) == place / "pulumi"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_an_interrupted_build_leaves_no_engine_and_the_next_one_succeeds(
    tmp_path: Path, go, number: signal.Signals, alive, eventually, running, checkout_environment
):
    pids, place = tmp_path / "pids", tmp_path / "engine"
    slow = go(f"echo half > $out; sleep 300 & echo $$ $! > {pids}; wait")
    # A background job ignores interrupts from birth, and so would its children.
    code = f"""
import signal
from pathlib import Path
from local.engine.way_build import make
signal.signal(signal.SIGINT, signal.default_int_handler)
make(Path("{place}"), print, go="{slow}")
"""
    with running(sys.executable, "-c", code, cwd=tmp_path, env=checkout_environment) as build:
        eventually(lambda: pids.exists() and len(pids.read_text().split()) == 2)
        build.send_signal(number)
        build.communicate(timeout=60)
    left = [int(pid) for pid in pids.read_text().split()]
    if number == signal.SIGINT:
        eventually(lambda: not any(map(alive, left)))
        assert list(place.iterdir()) == []
    for pid in filter(alive, left):
        os.kill(pid, signal.SIGKILL)
    assert not (place / "pulumi").exists()
    assert way_build.make(place, print, go=go(building(PINNED))) == place / "pulumi"
    assert sorted(entry.name for entry in place.iterdir()) == ["pulumi", EXECUTOR]
