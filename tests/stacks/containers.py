"""A container of SageMaker as a process: a command of the churn image, with a folder in the place of /opt/ml."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from local.layout import CHECKOUT

PYTHON = CHECKOUT / ".venv" / "jobs" / "bin" / "python"
COMMANDS = ("check", "preprocess", "train", "evaluate", "explain", "serve")
"""What the image has on its PATH."""


def surroundings(root: Path, given: Mapping[str, str]) -> dict[str, str]:
    """What a container sees: nothing of this machine's own environment, no credentials among it."""
    assert PYTHON.is_file(), "make test (or make .venv/.jobs) installs what the jobs run on"
    return {
        "ML_ROOT": str(root),
        "OMP_NUM_THREADS": "1",  # OpenMP's threads wait by turning: on a busy machine that takes forty times as long
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(CHECKOUT / "stacks"),
        "PYTHONUNBUFFERED": "1",
        **given,
    }


def begin(command: str, root: Path, given: Mapping[str, str] | None = None) -> subprocess.Popen[str]:
    """The command, started."""
    assert command in COMMANDS, f"the image has no command {command}"
    return subprocess.Popen(
        [PYTHON, "-m", f"churn.{command}"],
        env=surroundings(root, given or {}),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run(command: str, root: Path, given: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """The command, to its end."""
    job = begin(command, root, given)
    out, complaints = job.communicate()
    return subprocess.CompletedProcess(job.args, job.returncode, out, complaints)
