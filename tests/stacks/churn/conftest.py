"""The jobs of the reference product, each as the process that its container would be."""

import io
import json
import shutil
import subprocess
import tarfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from churn import data
from containers import PYTHON, begin, run, surroundings


def customers(rows: int = 3000, seed: int = 7) -> str:
    """Records as CSV."""
    out = io.StringIO()
    data.write(out, rows, seed)
    return out.getvalue()


class Machine:
    """A folder in the place of /opt/ml."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def give(self, name: str, text: str) -> None:
        """A file of a processing job's inputs, for example raw/customers.csv."""
        file = self.root / "processing" / "input" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    def configure(self, name: str, values: Mapping[str, Any]) -> None:
        """A file of a training job's configuration."""
        file = self.root / "input" / "config" / f"{name}.json"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(values))

    def take(self, other: "Machine", folder: str) -> None:
        """A folder as another machine has it."""
        shutil.copytree(other.root / folder, self.root / folder)

    def made(self, name: str) -> Path:
        """A file of a processing job's outputs."""
        return self.root / "processing" / "output" / name

    def does(self, command: str, **given: str) -> str:
        """What the job says, which must come to a good end."""
        done = run(command, self.root, given)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def begins(self, command: str, **given: str) -> "subprocess.Popen[str]":
        """The job, started."""
        return begin(command, self.root, given)

    def refuses(self, command: str, **given: str) -> str:
        """The job's last words, which must be short and nowhere else."""
        done = run(command, self.root, given)
        assert done.returncode == 1, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        words = done.stderr.strip()
        assert [self.root.joinpath("output", name).read_text() for name in ("failure", "message")] == [words, words]
        return words.replace(f"{self.root}/", "")

    def python(self, program: str, *words: str) -> str:
        """What a program says that runs as the jobs do."""
        environment = surroundings(self.root, {})
        done = subprocess.run(
            [PYTHON, "-c", program, *words], env=environment, capture_output=True, text=True, check=True
        )
        return done.stdout

    def hand_on(self) -> None:
        """What one job made is what the next is given, as the pipeline does."""
        made, given = self.root / "processing" / "output", self.root / "processing" / "input"
        for name in ("train", "validation"):
            if made.joinpath(name).is_dir():
                shutil.copytree(made / name, self.root / "input" / "data" / name, dirs_exist_ok=True)
        if made.joinpath("test").is_dir():
            shutil.copytree(made / "test", given / "test", dirs_exist_ok=True)
        if self.root.joinpath("model").is_dir():
            given.joinpath("model").mkdir(parents=True, exist_ok=True)
            with tarfile.open(given / "model" / "model.tar.gz", "w:gz") as packed:
                packed.add(self.root / "model", ".")


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A fresh one."""
    return Machine(tmp_path)


@pytest.fixture(scope="session")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Machine:
    """One on which the model was trained. Only to be read."""
    machine = Machine(tmp_path_factory.mktemp("ml"))
    machine.give("raw/customers.csv", customers())
    for command in ("preprocess", "train"):
        machine.does(command)
        machine.hand_on()
    return machine
