"""A laptop as the e2e tests use it."""

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3

from local.cloud.inventory import objects
from local.layout import CHECKOUT
from local.session import REGION, Session


@dataclass(frozen=True)
class Laptop:
    """A session, and what a person would do with it."""

    session: Session
    folder: Path

    def pulumi(
        self, *words: str, project: Path | None = None, environment: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run `pulumi` as a shell with `make env` would."""
        return subprocess.run(
            [self.session.layout.bin / "pulumi", *words, "--non-interactive", "--color", "never"],
            cwd=project or self.session.project,
            env=environment or self.session.environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def steps(self, stack: str, project: Path | None = None) -> dict[str, str]:
        """What a preview would do, by resource name, where it changes something: create, update, replace ..."""
        done = self.pulumi("preview", "--json", "--stack", stack, project=project)
        assert done.returncode == 0, done.stdout + done.stderr
        return {
            step["urn"].rsplit("::", 1)[-1]: step["op"]
            for step in json.loads(done.stdout)["steps"]
            if step["op"] not in ("same", "read")
        }

    def state(self, stack: str) -> list[dict[str, Any]]:
        """The resources of a stack's state."""
        done = self.pulumi("stack", "export", "--stack", stack)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)["deployment"].get("resources", [])

    def client(self, service: str) -> Any:
        """A boto3 client of the local cloud."""
        return boto3.client(
            service,
            endpoint_url=self.session.cloud_url,
            region_name=REGION,
            aws_access_key_id="local",
            aws_secret_access_key="local",
        )

    def objects(self) -> list[str]:
        """Everything that the local cloud holds."""
        return objects(self.session.cloud_url, REGION)

    def program(self, name: str, text: str) -> Path:
        """A project with a program written by hand."""
        project = self.folder / name
        project.mkdir()
        project.joinpath("Pulumi.yaml").write_text(json.dumps(settings(name)), encoding="utf-8")
        project.joinpath("__main__.py").write_text(text, encoding="utf-8")
        return project


def settings(name: str, **more: str) -> dict[str, Any]:
    """A Pulumi.yaml (JSON is YAML) that runs in this checkout's environment."""
    options = {"toolchain": "pip", "virtualenv": str(CHECKOUT / ".venv")}
    return {"name": name, "runtime": {"name": "python", "options": options}, **more}
