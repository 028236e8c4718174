"""A snapshot is there whole or not at all, and a restore brings back all parts or none, whenever it is killed."""

import json
import os
import sys
from datetime import UTC, datetime
from subprocess import run

import pytest

from local import snapshots
from local.cloud import lifecycle, swap
from local.layout import CHECKOUT, Layout
from local.snapshots import SnapshotError

STATE = ".pulumi/stacks/pulumi-mlops/churn-local.json"
PARTS = {"cloud/data/state.db": "rows", "cloud/data/bodies/b": "body", f"state/{STATE}": "state"}


@pytest.fixture
def resting(tmp_path):
    """A layout whose local cloud does not run; its files are told apart by a word."""
    layout = Layout(tmp_path / "local")
    write(layout, "first")
    return layout


def write(layout, word):
    for name, text in PARTS.items():
        file = layout.base / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.unlink(missing_ok=True)  # as bodies are: never changed
        file.write_text(f"{text} {word}")


def read(layout):
    """The word of each part."""
    return {(layout.base / name).read_text().split()[-1] for name in PARTS}


def lock(layout, pid):
    file = layout.state / ".pulumi/locks/organization/pulumi-mlops/churn-local/1.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps({"pid": pid, "timestamp": datetime.now(UTC).isoformat()}))


def test_a_restore_brings_all_parts_back_and_forgets_what_came_after(resting):
    snapshots.take(resting, "before")
    write(resting, "second")
    (resting.state / ".pulumi/stacks/pulumi-mlops/later-local.json").write_text("{}")
    (resting.home / "local-journal").mkdir(parents=True)
    (resting.home / "local-journal" / "open").write_text("{}")
    snapshots.restore(resting, "before")
    assert read(resting) == {"first"}
    assert not (resting.state / ".pulumi/stacks/pulumi-mlops/later-local.json").exists()
    assert not (resting.home / "local-journal").exists()
    write(resting, "third")
    snapshots.restore(resting, "before")
    assert read(resting) == {"first"}


def test_a_snapshot_of_the_same_name_replaces_the_one_before_and_the_list_has_each_once(resting):
    snapshots.take(resting, "before")
    write(resting, "second")
    snapshots.take(resting, "before")
    snapshots.take(resting, "other")
    assert sorted(each.name for each in snapshots.taken(resting)) == ["before", "other"]
    assert len([each for each in (resting.base / "snapshots").iterdir() if each.is_dir()]) == 2
    write(resting, "third")
    snapshots.restore(resting, "before")
    assert read(resting) == {"second"}


def test_a_snapshot_that_is_killed_leaves_the_old_one(resting, monkeypatch):
    snapshots.take(resting, "before")
    write(resting, "second")
    with monkeypatch.context() as killed:
        killed.setattr(snapshots.json, "dumps", killing)
        with pytest.raises(KeyboardInterrupt):
            snapshots.take(resting, "before")
    snapshots.restore(resting, "before")
    assert read(resting) == {"first"}


def killing(*_, **__):
    raise KeyboardInterrupt


@pytest.mark.parametrize(("killed_in", "word"), [("before its plan", "second"), ("after its plan", "first")])
def test_a_restore_that_is_killed_changes_nothing_or_is_finished_at_the_next_start(
    resting, monkeypatch, killed_in, word
):
    snapshots.take(resting, "before")
    write(resting, "second")
    with monkeypatch.context() as killed:
        if killed_in == "before its plan":
            killed.setattr(swap.json, "dumps", killing)
        else:
            killed.setattr(swap.shutil, "rmtree", killing_after(swap.shutil.rmtree, calls=4))
        with pytest.raises(KeyboardInterrupt):
            snapshots.restore(resting, "before")
    with lifecycle.paused(resting):
        pass
    assert read(resting) == {word}


def killing_after(function, calls):
    """The function, which is killed at that call."""
    left = [calls]

    def call(*args, **kwargs):
        left[0] -= 1
        if not left[0]:
            raise KeyboardInterrupt
        return function(*args, **kwargs)

    return call


def test_a_restore_is_refused_with_what_there_is(resting):
    snapshots.take(resting, "before")
    with pytest.raises(SnapshotError, match=r"there is no snapshot after; there is before \(make snapshots"):
        snapshots.restore(resting, "after")


@pytest.mark.parametrize("name", ["", "../out", ".hidden", "a/b", "a b", "-x", "x" * 65])
def test_a_name_that_could_lead_elsewhere_is_refused(resting, name):
    for act in (snapshots.take, snapshots.restore):
        with pytest.raises(SnapshotError, match="is no name for a snapshot"):
            act(resting, name)
    assert not (resting.base / "snapshots").exists()


def test_nothing_is_taken_or_restored_while_a_run_is_at_work(resting):
    snapshots.take(resting, "before")
    write(resting, "second")
    lock(resting, os.getpid())
    for act in (snapshots.take, snapshots.restore):
        with pytest.raises(SnapshotError, match=f"stack churn-local is in use by process {os.getpid()} since 2026"):
            act(resting, "before")
    assert read(resting) == {"second"}
    lock(resting, 2**22 + 1)  # a killed run's
    snapshots.restore(resting, "before")
    assert read(resting) == {"first"}


def test_a_snapshot_says_which_backend_it_is_of(resting, monkeypatch):
    snapshots.take(resting, "before")
    monkeypatch.setenv("MLOPS_STATE", "s3")
    with pytest.raises(SnapshotError, match="was made with STATE=file; restore it with STATE=file, too"):
        snapshots.restore(resting, "before")


def test_the_commands_say_what_they_did_and_what_is_wrong(resting):
    def ask(*words):
        command = [sys.executable, "-m", "local", *words]
        environment = {**os.environ, "MLOPS_LOCAL_DIR": str(resting.base)}
        done = run(command, cwd=CHECKOUT, env=environment, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr

    assert ask("snapshot", "before") == (0, "Kept as before; make restore NAME=before comes back.\n")
    code, listed = ask("snapshots")
    assert (code, listed.split()[-1]) == (0, "before")
    write(resting, "second")
    code, said = ask("restore", "before")
    assert (code, said[:38]) == (0, "Everything is as it was when before wa")
    assert read(resting) == {"first"}
    code, said = ask("restore", "after")
    assert (code, said.startswith("error: there is no snapshot after")) == (1, True)
    assert ask("restore", "--help")[0] == 0
