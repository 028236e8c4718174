"""Other people's tools, unmodified, in an environment of their own, against a local cloud."""

import json
import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest

from local.cloud import lifecycle
from local.layout import CHECKOUT, Layout

REGION = "eu-west-1"
BIN = CHECKOUT / ".venv" / "clients" / "bin"
PROGRAMS = Path(__file__).parent / "programs"

Run = Callable[..., str]


@pytest.fixture(scope="module")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    layout = Layout(tmp_path_factory.mktemp("cloud"))
    yield lifecycle.ensure_running(layout)
    lifecycle.stop(layout)


@pytest.fixture(scope="module")
def environment(cloud: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What `make env` tells a shell; a home of its own, so that no tool finds a profile or asks its maker for news."""
    return {
        "AWS_ACCESS_KEY_ID": "local",
        "AWS_DEFAULT_REGION": REGION,
        "AWS_ENDPOINT_URL": cloud,
        "AWS_REGION": REGION,
        "AWS_SECRET_ACCESS_KEY": "local",
        "DVC_NO_ANALYTICS": "true",
        "FEAST_USAGE": "False",
        "HOME": str(tmp_path_factory.mktemp("home")),
        "MLFLOW_DISABLE_TELEMETRY": "true",
        "NO_PROXY": "127.0.0.1",
        "PATH": f"{BIN}:{os.environ['PATH']}",
    }


@pytest.fixture
def run(environment: dict[str, str], tmp_path: Path) -> Run:
    """Run a command in the tools' environment, in the test's folder; its output comes back."""
    assert BIN.is_dir(), "make test (or make .venv/.clients) installs the tools"

    def run(*command: str, folder: Path = tmp_path, **more: str) -> str:
        done = subprocess.run(
            [str(BIN / command[0]) if (BIN / command[0]).exists() else command[0], *command[1:]],
            cwd=folder,
            env={**environment, **more},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    return run


@pytest.fixture
def program(run: Run) -> Callable[..., Any]:
    """Run a file of `programs/`; what it prints last, as JSON, comes back."""
    return lambda name, *words, **more: json.loads(
        run("python", str(PROGRAMS / f"{name}.py"), *words, **more).strip().splitlines()[-1]
    )


@pytest.fixture
def s3(cloud: str) -> Any:
    """A boto3 client: what the tools wrote is seen by others."""
    return boto3.client(
        "s3", endpoint_url=cloud, region_name=REGION, aws_access_key_id="local", aws_secret_access_key="local"
    )


@pytest.fixture
def bucket(s3: Any, request: pytest.FixtureRequest) -> str:
    """A fresh bucket of the test."""
    name = "b-" + "".join(c if c.isalnum() else "-" for c in request.node.name.lower())[-50:].strip("-")
    s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION})
    return name


@pytest.fixture
def keys(s3: Any) -> Callable[[str], list[str]]:
    """The keys that a bucket holds."""
    return lambda bucket: [
        entry["Key"]
        for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket)
        for entry in page.get("Contents", [])
    ]
