"""Where a job's files stand: the folders that SageMaker gives every container.

`ML_ROOT` stands for /opt/ml where it is set: so the jobs run anywhere. SM_CHANNEL_<NAME> and SM_MODEL_DIR, which
SageMaker's own images set, go before the folders.
https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-training-algo-running-container.html
"""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(os.environ.get("ML_ROOT", "/opt/ml"))
WORDS_KEPT = 1024
"""What SageMaker keeps of a job's last words, in characters."""


class RefusedError(Exception):
    """The job cannot be done with what it was given. The text says what, where and the fix."""


def run(job: Callable[[], None]) -> None:
    """Do the job. If it fails, leave its last words where SageMaker shows them as the job's reason."""
    try:
        job()
    except Exception as error:
        words = str(error) if isinstance(error, RefusedError) else f"{type(error).__name__}: {error}"
        for name in ("failure", "message"):  # of a training job, of a processing job
            folder = ROOT / "output"
            folder.mkdir(parents=True, exist_ok=True)
            folder.joinpath(name).write_text(words[:WORDS_KEPT], encoding="utf-8")
        if isinstance(error, RefusedError):
            sys.exit(words)
        raise


def given(name: str) -> Path:
    """An input of a processing job."""
    return _there(ROOT / "processing" / "input" / name)


def made(name: str) -> Path:
    """An output of a processing job."""
    return _ready(ROOT / "processing" / "output" / name)


def channel(name: str) -> Path:
    """A channel of a training job."""
    return _there(Path(os.environ.get(f"SM_CHANNEL_{name.upper()}", ROOT / "input" / "data" / name)))


def model() -> Path:
    """Where a training job leaves the model, and an endpoint finds it."""
    return _ready(Path(os.environ.get("SM_MODEL_DIR", ROOT / "model")))


def checkpoints() -> Path | None:
    """What a job that was interrupted finds again; none: this job keeps none."""
    folder = ROOT / "checkpoints"
    return folder if folder.is_dir() else None


def data_version() -> str:
    """The version of the data that the run was started with; nothing: nobody said."""
    return os.environ.get("DATA_VERSION", "")


def hyperparameters() -> dict[str, str]:
    """The hyperparameters: SageMaker hands every value over as text."""
    return {**_configuration("hyperparameters")}


def is_first() -> bool:
    """Whether this is the first of the job's machines, or the only one."""
    machines = _configuration("resourceconfig")
    return not machines or machines["current_host"] == min(machines["hosts"])


def _configuration(name: str) -> dict[str, str]:
    file = ROOT / "input" / "config" / f"{name}.json"
    return json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}


def _there(folder: Path) -> Path:
    if not folder.is_dir():
        raise RefusedError(f"{folder} is not there: the job was started without its input {folder.name!r}")
    return folder


def _ready(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder
