"""The pin is read from `go.mod`, and a cached build is found again only for exactly the same modules."""

import shutil
from pathlib import Path

import pytest

from local.engine import pin


@pytest.mark.parametrize(
    ("said", "version"),
    [
        ("v3.245.0", (3, 245, 0)),
        ("3.245.0\n", (3, 245, 0)),
        ("v3.246.0-alpha.1+dirty", (3, 246, 0)),
        ("v10.0.12", (10, 0, 12)),
    ],
)
def test_a_version_is_read_from_what_the_engine_says(said: str, version: pin.Version):
    assert pin.parse(said) == version


@pytest.mark.parametrize("said", ["", "v3.245", "pulumi v3.245.0", "3.245.0.1", "3.245.0 or so"])
def test_what_is_no_version_is_refused_by_name(said: str):
    with pytest.raises(ValueError, match="is not a version"):
        pin.parse(said)


def test_version_and_go_come_from_go_mod(tmp_path: Path):
    (tmp_path / "go.mod").write_text("module m\n\ngo 1.30.2\n\nrequire github.com/pulumi/pulumi/pkg/v3 v3.300.1\n")
    assert pin.pinned(tmp_path) == (3, 300, 1)
    assert pin.lowest_go(tmp_path) == "1.30.2"


def test_a_go_mod_without_the_engine_is_an_error_that_names_the_file(tmp_path: Path):
    (tmp_path / "go.mod").write_text("module m\n")
    with pytest.raises(ValueError, match=f"{tmp_path}/go.mod: no line matches"):
        pin.pinned(tmp_path)


@pytest.mark.parametrize("name", ["go.mod", "go.sum"])
def test_the_key_of_a_build_changes_with_each_pinned_module(tmp_path: Path, name: str):
    for file in ("go.mod", "go.sum"):
        shutil.copy(pin.MODULE / file, tmp_path / file)
    assert pin.key(tmp_path) == pin.key()
    with (tmp_path / name).open("a") as file:
        file.write("// changed\n")
    assert pin.key(tmp_path) != pin.key()
    assert pin.key(tmp_path).startswith(f"{pin.text(pin.pinned())}-")
