"""A session: the engine, the local cloud and the environment that joins them, ready for `pulumi`."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from local.backend import Backend, chosen
from local.cloud.lifecycle import ensure_running
from local.enforcement import follow_environment
from local.engine.bootstrap import ensure_engine
from local.engine.home import install_home
from local.layout import CHECKOUT, Layout
from local.providers.aws.schema import missing, write_missing

REGION = "eu-west-1"


@dataclass(frozen=True)
class Session:
    """What `pulumi` needs to work on the local cloud, and nothing of a real account."""

    layout: Layout
    cloud_url: str
    backend: Backend
    project: Path = CHECKOUT
    policy_pack: Path | None = CHECKOUT / "policies"

    @classmethod
    def open(
        cls,
        layout: Layout,
        report: Callable[[str], None],
        project: Path = CHECKOUT,
        policy_pack: Path | None = CHECKOUT / "policies",
    ) -> "Session":
        """Set up what is missing and start what is not running. `report` hears of each step that takes time."""
        install_home(layout, ensure_engine(layout, report))
        if missing():
            report("Reading the types of pulumi-aws (once).")
            write_missing()
        cloud_url = ensure_running(layout)
        follow_environment(cloud_url)
        backend = chosen(layout, cloud_url, REGION)
        backend.prepare()
        return cls(layout, cloud_url, backend, project, policy_pack)

    @property
    def variables(self) -> Mapping[str, str]:
        """What a shell must know for plain `pulumi`, `aws` and boto3 to meet the local cloud."""
        return {
            "AWS_ACCESS_KEY_ID": "local",
            "AWS_DEFAULT_REGION": REGION,
            "AWS_DISABLE_HOST_PREFIX_INJECTION": "true",  # `api.127.0.0.1`, as boto3 would call Airflow, is no address
            "AWS_ENDPOINT_URL": self.cloud_url,
            "AWS_REGION": REGION,
            "AWS_SECRET_ACCESS_KEY": "local",  # the local cloud asks for none; boto3 does
            "PATH": f"{self.layout.bin}:{_path_without(self.layout.bin)}",
            "PULUMI_BACKEND_URL": self.backend.url,
            "PULUMI_CONFIG_PASSPHRASE": "local",
            "PULUMI_HOME": str(self.layout.home),
            # The engine takes any option from the environment: this is --policy-pack, also for a plain `pulumi up`.
            **({"PULUMI_OPTION_POLICY_PACK": str(self.policy_pack)} if self.policy_pack else {}),
            "PULUMI_SKIP_UPDATE_CHECK": "true",
        }

    @property
    def removed(self) -> Sequence[str]:
        """Variables that would lead the session elsewhere: to an account, a token, another profile."""
        return ("AWS_PROFILE", "AWS_SESSION_TOKEN", "PULUMI_ACCESS_TOKEN", "PULUMI_CONFIG_PASSPHRASE_FILE")

    @property
    def environment(self) -> dict[str, str]:
        """The whole environment of a process of this session."""
        kept = {key: value for key, value in os.environ.items() if key not in self.removed}
        return {**kept, **self.variables}

    def pulumi(self, *arguments: str) -> int:
        """Run `pulumi` in the foreground; its exit code comes back. On Ctrl-C it ends by itself, and we wait for it."""
        process = subprocess.Popen([self.layout.bin / "pulumi", *arguments], cwd=self.project, env=self.environment)
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            return process.wait()
        finally:
            signal.signal(signal.SIGINT, before)

    def ask(self, *arguments: str) -> str:
        """What `pulumi` prints. Raises EngineError with its words if it fails."""
        command = [self.layout.bin / "pulumi", *arguments, "--non-interactive"]
        done = subprocess.run(
            command, cwd=self.project, env=self.environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise EngineError(f"pulumi {' '.join(arguments)}: {(done.stderr or done.stdout).strip()}")
        return done.stdout


class EngineError(Exception):
    """The engine refused. The text holds its words."""


def _path_without(folder: Path) -> str:
    return os.pathsep.join(part for part in os.environ.get("PATH", "").split(os.pathsep) if part != str(folder))


def say(text: str) -> None:
    """Progress, on stderr: stdout is for what another program reads."""
    print(text, file=sys.stderr, flush=True)
