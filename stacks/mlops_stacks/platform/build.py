"""What is built from a platform's spec, in the order in which one part needs another."""

from typing import Any

import pulumi_mlops as mlops
from pulumi_mlops.access.placement import Placement

from ..contract import offer
from ..model import Deployment
from .access import Links, personas
from .model import PlatformSpec


def build(deployment: Deployment[PlatformSpec]) -> dict[str, Any]:
    """Register everything of the platform; the stack's outputs come back."""
    spec = deployment.spec
    shared: dict[str, Any] = {"tags": deployment.tags}
    kept: dict[str, Any] = {**shared, "disposable": spec.disposable}

    boundary = mlops.PermissionsBoundary("boundary", mlops.PermissionsBoundaryArgs.of(spec.access.boundary, **shared))
    bounded: dict[str, Any] = {**shared, "permissions_boundary": boundary.arn}
    key = mlops.EncryptionKey(
        "key",
        mlops.EncryptionKeyArgs(
            description=f"Encrypts what {spec.name} stores.", cost_topics=spec.costs is not None, **kept
        ),
    )
    network = _network(spec, key, bounded)
    inside = Placement(subnet_ids=network.subnet_ids, security_group_ids=[network.security_group_id])
    roles = personas(deployment, spec.access, Links(boundary, inside, deployment.tags))
    logs = mlops.LogBucket("logs", mlops.LogBucketArgs.of(spec.logs, **kept))
    artifacts = mlops.Bucket("artifacts", mlops.BucketArgs(kms_key_arn=key.arn, log_bucket=logs.bucket, **kept))
    alerts = mlops.AlertHub("alerts", mlops.AlertHubArgs.of(spec.alerts, kms_key_arn=key.arn, **bounded))
    if spec.costs:
        mlops.CostGuard("costs", mlops.CostGuardArgs.of(spec.costs, alert_topic_arns=alerts.topic_arns, **bounded))
    return {
        "kms_key_arn": key.arn,
        "vpc_endpoint_ids": network.endpoint_ids,
        "log_bucket": logs.bucket,
        "artifact_bucket": artifacts.bucket,
        "alert_topic_arns": alerts.topic_arns,
        "persona_role_arns": roles,
        "contract": offer(
            account_id=alerts.account.id,
            region=alerts.account.region,
            network={
                "vpc_id": network.vpc_id,
                "subnet_ids": network.subnet_ids,
                "security_group_id": network.security_group_id,
            },
            permissions_boundary_arn=boundary.arn,
            instance_types=spec.costs.instance_types if spec.costs else (),
            alert_topic_arns=alerts.topic_arns,
        ),
    }


def _network(
    spec: PlatformSpec, key: mlops.EncryptionKey, bounded: dict[str, Any]
) -> mlops.Network | mlops.ExistingNetwork:
    if spec.existing_network:
        return mlops.ExistingNetwork(
            "network", mlops.ExistingNetworkArgs.of(spec.existing_network, tags=bounded["tags"])
        )
    return mlops.Network("network", mlops.NetworkArgs.of(spec.network, kms_key_arn=key.arn, **bounded))
