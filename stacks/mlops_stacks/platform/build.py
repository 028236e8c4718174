"""What is built from a platform's spec, in the order in which one part needs another."""

from collections.abc import Sequence
from typing import Any

import pulumi
import pulumi_mlops as mlops
from pulumi_mlops.access.placement import Placement
from pulumi_mlops.network.existing import ExistingNetworkSettings
from pulumi_mlops.network.services import TRACKING

from ..contract import offer
from ..model import Deployment, each_once
from . import tools
from .access import Links, personas
from .grants import key_readers, opened
from .model import PlatformSpec


def build(deployment: Deployment[PlatformSpec]) -> dict[str, Any]:
    """Register everything of the platform; the stack's outputs come back."""
    spec = deployment.spec
    shared: dict[str, Any] = {"tags": deployment.tags}
    kept: dict[str, Any] = {**shared, "disposable": spec.disposable}

    bounds = spec.access.boundary
    reads = each_once(bounds.reads_accounts, deployment.sources)
    boundary = mlops.PermissionsBoundary(
        "boundary", mlops.PermissionsBoundaryArgs.of(bounds, reads_accounts=reads, **shared)
    )
    bounded: dict[str, Any] = {**shared, "permissions_boundary": boundary.arn}
    buckets = opened(spec.buckets, deployment.readers)
    readers = key_readers(buckets, spec.data_classification)
    watched = spec.threat_detection is not None
    keys = mlops.DataKeys(
        "key",
        mlops.DataKeysArgs.of(
            spec.keys, readers=readers, cost_topics=spec.costs is not None, event_topics=watched, **kept
        ),
    )
    key_arn = keys.arns[spec.data_classification.value]
    network = _network(spec, deployment.sources, key_arn, bounded)
    inside = Placement(subnet_ids=network.subnet_ids, security_group_ids=[network.security_group_id])
    logs = mlops.LogBucket(
        "logs", mlops.LogBucketArgs.of(spec.logs, config_history=spec.config_recorder is not None, **kept)
    )
    zones = mlops.DataZones(
        "data",
        mlops.DataZonesArgs.of(
            buckets,
            data_classification=spec.data_classification,
            kms_key_arns=keys.arns,
            log_bucket=logs.bucket,
            vpc_endpoint_ids=[network.endpoint_ids["s3"]],
            permissions_boundary=boundary.arn,
            **kept,
        ),
    )
    artifacts = zones.buckets["artifacts"], zones.arns["artifacts"]
    links = tools.Links(key_arn, *artifacts, network, boundary, kept, deployment.readers)
    runs = tools.tracking(spec, links)
    roles = personas(deployment, spec.access, Links(boundary, inside, deployment.tags, runs))
    trail = mlops.AuditTrail(
        "audit",
        mlops.AuditTrailArgs.of(
            spec.audit,
            bucket_arns=list(zones.arns.values()),
            log_bucket=logs.bucket,
            permissions_boundary=boundary.arn,
            **kept,
        ),
    )
    alerts = mlops.AlertHub(
        "alerts", mlops.AlertHubArgs.of(spec.alerts, kms_key_arn=key_arn, event_rules=watched, **bounded)
    )
    _watch(spec, logs, alerts, shared)
    if spec.costs:
        mlops.CostGuard(
            "costs",
            mlops.CostGuardArgs.of(spec.costs, alert_topic_arns=alerts.topic_arns, kms_key_arn=key_arn, **bounded),
        )
    made = tools.tools(spec, roles, links)
    return {
        **made,
        "tracking_uri": runs.tracking_uri if runs else None,
        "kms_key_arns": keys.arns,
        "vpc_endpoint_ids": network.endpoint_ids,
        "log_bucket": logs.bucket,
        "data_buckets": zones.buckets,
        "data_bucket_copies": zones.replicas,
        "audit_bucket": trail.bucket,
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
            reads_accounts=reads,
            kms_key_arns=keys.arns,
            zones=zones.buckets,
            log_bucket=logs.bucket,
            trackers=tools.promised(runs, made),
        ),
    }


def _network(
    spec: PlatformSpec, sources: Sequence[str], key_arn: pulumi.Output[str], bounded: dict[str, Any]
) -> mlops.Network | mlops.ExistingNetwork:
    """The network. `sources`: accounts whose models are deployed here, so whose images and files come through it."""
    chosen = spec.existing_network or spec.network
    # What a person says of the endpoints is taken at their word.
    tracked = spec.tracking and spec.tracking.server and "endpoints" not in chosen.model_fields_set
    doors: dict[str, Any] = {"endpoints": [*chosen.endpoints, *TRACKING]} if tracked else {}
    if isinstance(chosen, ExistingNetworkSettings):
        return mlops.ExistingNetwork("network", mlops.ExistingNetworkArgs.of(chosen, **doors, tags=bounded["tags"]))
    doors["image_accounts"] = each_once(chosen.image_accounts, sources)
    doors["read_accounts"] = each_once(chosen.read_accounts, sources)
    return mlops.Network("network", mlops.NetworkArgs.of(chosen, **doors, kms_key_arn=key_arn, **bounded))


def _watch(spec: PlatformSpec, logs: mlops.LogBucket, alerts: mlops.AlertHub, shared: dict[str, Any]) -> None:
    """What an account has once in each region, and often from its organization."""
    if spec.config_recorder:
        mlops.ConfigRecorder(
            "config", mlops.ConfigRecorderArgs.of(spec.config_recorder, log_bucket=logs.bucket, **shared)
        )
    if spec.threat_detection:
        mlops.ThreatDetection(
            "threats", mlops.ThreatDetectionArgs.of(spec.threat_detection, alert_topic_arns=alerts.topic_arns, **shared)
        )
    if spec.access_analyzer:
        mlops.AccessAnalyzer("access-analyzer", mlops.AccessAnalyzerArgs.of(spec.access_analyzer, **shared))
