"""The first way: a `pulumi` on PATH is taken where it runs, is new enough and can run Python programs."""

import os
from pathlib import Path

import pytest

from local.engine import pin, way_path
from local.engine.candidate import HOST, NoEngineError
from local.engine.home import install_home
from local.layout import Layout

PINNED = pin.text(pin.pinned())


def search(*folders: Path) -> str:
    return os.pathsep.join(map(str, folders))


@pytest.fixture
def offer(tmp_path: Path, script):
    """A folder with a `pulumi` of that body, and with an official language host beside it."""

    def make(name: str, body: str, host: bool = True) -> Path:
        script(tmp_path / name / "pulumi", body)
        if host:
            script(tmp_path / name / HOST, "exit 0")
        return tmp_path / name

    return make


@pytest.mark.parametrize("version", [PINNED, "3.245.1", "3.999.0", "3.246.0-alpha.5"])
def test_a_version_from_the_pinned_one_up_is_taken(offer, tmp_path: Path, version: str):
    folder = offer("good", f"echo v{version}")
    assert way_path.find(search(folder), own=tmp_path / "own") == folder / "pulumi"


def test_a_warning_beside_the_version_does_no_harm(offer, tmp_path: Path):
    folder = offer("good", f"echo 'warning: a new version is there' >&2; echo v{PINNED}")
    assert way_path.find(search(folder), own=tmp_path / "own") == folder / "pulumi"


def test_the_engine_is_asked_without_a_look_for_updates(offer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("PULUMI_SKIP_UPDATE_CHECK", raising=False)
    folder = offer("good", f'[ "$PULUMI_SKIP_UPDATE_CHECK" = true ] && echo v{PINNED}')
    assert way_path.find(search(folder), own=tmp_path / "own") == folder / "pulumi"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("echo v3.244.9", r"is version 3\.244\.9; needed is 3\.245\.0 or later, below 4\.0\.0"),
        ("echo v2.300.0", r"is version 2\.300\.0; needed is"),
        ("echo v4.0.0", r"is version 4\.0\.0; needed is"),
        ("echo 'not today' >&2; exit 3", r"exits with 3: not today"),
        ("echo hello", r"gives no version: 'hello'"),
        ("exit 0", r"gives no version: ''"),
        ("sleep 300", r"does not run: no answer within 0\.5 s"),
    ],
)
def test_what_is_old_or_broken_or_hangs_is_refused_with_the_reason(offer, tmp_path: Path, body: str, reason: str):
    with pytest.raises(NoEngineError, match=reason):
        way_path.find(search(offer("bad", body)), own=tmp_path / "own", timeout=0.5)


def test_a_file_that_is_no_program_is_refused(tmp_path: Path):
    (tmp_path / "pulumi").write_bytes(b"\x7fELF cut off")
    (tmp_path / "pulumi").chmod(0o755)
    with pytest.raises(NoEngineError, match=r"does not run: .*Exec format error"):
        way_path.find(search(tmp_path), own=tmp_path / "own")


def test_a_pulumi_without_the_official_language_host_is_refused(offer, tmp_path: Path):
    with pytest.raises(NoEngineError, match=f"has no {HOST} beside it"):
        way_path.find(search(offer("bare", f"echo v{PINNED}", host=False)), own=tmp_path / "own")


def test_the_host_beside_the_target_of_a_link_counts(offer, tmp_path: Path):
    folder = offer("good", f"echo v{PINNED}")
    (tmp_path / "links").mkdir()
    (tmp_path / "links" / "pulumi").symlink_to(folder / "pulumi")
    assert way_path.find(search(tmp_path / "links"), own=tmp_path / "own") == tmp_path / "links" / "pulumi"


def test_a_good_one_behind_a_bad_one_is_found(offer, tmp_path: Path):
    bad, good = offer("bad", "exit 1"), offer("good", f"echo v{PINNED}")
    assert way_path.find(search(tmp_path / "nowhere", bad, good), own=tmp_path / "own") == good / "pulumi"


def test_every_refused_one_is_named(offer, tmp_path: Path):
    old, broken = offer("old", "echo v3.1.0"), offer("broken", "exit 5")
    with pytest.raises(NoEngineError) as refusal:
        way_path.find(search(old, broken), own=tmp_path / "own")
    assert f"{old}/pulumi is version 3.1.0" in str(refusal.value)
    assert f"`{broken}/pulumi version` exits with 5" in str(refusal.value)


def test_our_own_folder_is_left_out(offer):
    own = offer("own", f"echo v{PINNED}")
    with pytest.raises(NoEngineError, match="there is no `pulumi` on PATH"):
        way_path.find(search(own), own=own)


def test_the_folder_of_another_checkout_is_left_out(script, tmp_path: Path):
    built = script(tmp_path / "cache" / "pulumi", f"echo v{PINNED}")
    (tmp_path / "cache" / "pulumi-language-python-exec").write_text("x")
    other = Layout(tmp_path / "other")
    install_home(other, built)
    assert (other.bin / "pulumi").exists()
    with pytest.raises(NoEngineError, match="there is no `pulumi` on PATH"):
        way_path.find(search(other.bin), own=tmp_path / "own")


def test_an_empty_path_has_none(tmp_path: Path):
    with pytest.raises(NoEngineError, match="there is no `pulumi` on PATH"):
        way_path.find("", own=tmp_path / "own")
