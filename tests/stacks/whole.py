"""The fullest platform and the fullest product, built with a mock engine: what tests of all there is look at."""

import contextlib
import shutil
from functools import cache
from pathlib import Path
from typing import Any

from mlops_stacks import kinds
from mlops_stacks.loader import load
from mlops_stacks.model import Deployment, Environment
from pulumi_mlops.testing import ACCOUNT, REGION, MockEngine

ROOT = Path(__file__).parents[2]
SPECS = ROOT / "tests" / "e2e" / "specs"
PLATFORM, OTHER_PLATFORM = SPECS / "platform.yaml", SPECS / "platform-other.yaml"
PRODUCT, OTHER_PRODUCT = SPECS / "product.yaml", SPECS / "product-other.yaml"
BOUNDARY = f"arn:aws:iam::{ACCOUNT}:policy/mlops/platform-local-boundary"
SERVER = f"arn:aws:sagemaker:{REGION}:{ACCOUNT}:mlflow-tracking-server/platform-local-tracking"
PROMISED: dict[str, Any] = {
    "version": 1,
    "account_id": ACCOUNT,
    "region": REGION,
    "network": {"vpc_id": "vpc-1", "subnet_ids": ["subnet-1", "subnet-2"], "security_group_id": "sg-1"},
    "permissions_boundary_arn": BOUNDARY,
    "instance_types": ["ml.m5.*"],
    "alert_topic_arns": {
        severity: f"arn:aws:sns:{REGION}:{ACCOUNT}:platform-local-alerts-{severity}"
        for severity in ("critical", "warning", "info")
    },
    "trackers": {
        "mlflow": {
            "environment": {"MLFLOW_TRACKING_URI": SERVER},
            "arn": SERVER,
            "bucket_arn": f"arn:aws:s3:::platform-local-data-artifacts-{ACCOUNT}-{REGION}",
            "prefix": "mlflow/",
            "kms_key_arn": f"arn:aws:kms:{REGION}:{ACCOUNT}:key/platform",
        },
        "wandb": {
            "environment": {"WANDB_BASE_URL": "https://api.wandb.ai", "WANDB_PROJECT": "churn"},
            "secret_arn": f"arn:aws:secretsmanager:{REGION}:{ACCOUNT}:secret:platform-local-wandb-tracker",
            "kms_key_arn": f"arn:aws:kms:{REGION}:{ACCOUNT}:key/platform",
            "security_group_id": "sg-wandb",
        },
    },
}
"""What the platform promises its products."""


def _asked(arguments: Any, name: str) -> list[str]:
    return next(each["values"] for each in arguments["filters"] if each["name"] == name)


A_NETWORK: dict[str, Any] = {
    f"aws:ec2/{what}:{what}": answer
    for what, answer in {
        "getVpcs": lambda asked: {"ids": _asked(asked, "vpc-id")},
        "getVpc": lambda asked: {
            "id": asked["id"],
            "enableDnsSupport": True,
            "enableDnsHostnames": True,
            "cidrBlockAssociations": [{"cidrBlock": "10.20.0.0/16", "state": "associated"}],
        },
        "getSubnets": lambda asked: {"ids": _asked(asked, "subnet-id")},
        "getSubnet": lambda asked: {
            "availabilityZone": REGION + "ab"[sum(asked["id"].encode()) % 2],
            "mapPublicIpOnLaunch": False,
        },
        "getRouteTables": lambda _: {"ids": ["rtb-1"]},
        "getRouteTable": lambda _: {"routes": []},
        "getVpcEndpoint": lambda _: {
            "id": "vpce-1",
            "privateDnsEnabled": True,
            "subnetIds": ["subnet-0"],
            "routeTableIds": ["rtb-1"],
            "prefixListId": "pl-1",
        },
    }.items()
}
"""What a cloud answers of whatever network it is asked for: it is there, and lacks nothing."""


def loaded(file: Path) -> Deployment[Any]:
    """As the program does it, in the folder that a spec's paths are seen from."""
    with contextlib.chdir(file.parent):
        return load(file, Environment.LOCAL)


def built(file: Path, kind: str) -> Any:
    """What comes of it."""
    with contextlib.chdir(file.parent):
        return kinds.kind(kind).build(load(file, Environment.LOCAL))


def lay(file: Path, stacks: Path, name: str) -> None:
    """The spec, by another name, in a folder of stacks; and what it names beside itself."""
    shutil.copy(file, stacks / f"{name}.yaml")
    for beside in file.parent.iterdir():
        if beside.is_file() and beside.suffix != file.suffix:
            shutil.copy(beside, stacks)


@cache
def platform() -> MockEngine:
    """All that the fullest platform registers."""
    engine = MockEngine(stack="platform-local")
    engine.build(lambda: built(PLATFORM, "platform"))
    return engine


@cache
def product() -> MockEngine:
    """All that the fullest product registers, on that platform."""
    engine = MockEngine(stacks={"organization/pulumi-mlops/platform-local": {"contract": PROMISED}})
    engine.build(lambda: built(PRODUCT, "product"))
    return engine


@cache
def other_platform() -> MockEngine:
    """All that the platform beside it registers, in a network that is there."""
    engine = MockEngine(stack="annex-local", answers=A_NETWORK)
    engine.build(lambda: built(OTHER_PLATFORM, "platform"))
    return engine


@cache
def other_product() -> MockEngine:
    """All that the product beside the fullest registers, on the fullest platform."""
    engine = MockEngine(
        stack="baskets-local", stacks={"organization/pulumi-mlops/platform-local": {"contract": PROMISED}}
    )
    engine.build(lambda: built(OTHER_PRODUCT, "product"))
    return engine
