"""What is built from a product's spec, in the order in which data flows."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pulumi
import pulumi_mlops as mlops

from ..contract import Contract, of_platform
from ..model import Deployment, each_once, part
from .datasets import awaited, build_datasets, expiring
from .features import build_features, look_first
from .model import ProductSpec
from .pipelines import build_own, build_training, waited_for
from .tracking import tracking_links

if TYPE_CHECKING:
    from ..release.deploying import Promoted

TELLING = ("cloudwatch.amazonaws.com", "events.amazonaws.com")
"""Services that tell people of alarms, approvals and rejections."""


def build(deployment: Deployment[ProductSpec]) -> dict[str, Any]:
    """Register everything of the product; the stack's outputs come back."""
    spec = deployment.spec
    look_first(spec)
    found = _promoted(deployment) if spec.endpoint and spec.endpoint.model == "promoted" else None
    shared: dict[str, Any] = {"tags": deployment.tags}
    kept: dict[str, Any] = {**shared, "disposable": spec.disposable}

    # Who may deploy a model reads its artifacts, and who reads a bucket uses its key: the key follows from the others.
    deployers = each_once(deployment.readers, spec.models.reader_accounts)
    readers = each_once(deployers, *(bucket.reader_accounts for bucket in spec.data.values()))
    key = mlops.EncryptionKey(
        "key",
        mlops.EncryptionKeyArgs(
            description=f"Encrypts what {spec.product} stores.",
            accounts=readers,
            event_topics=True,
            event_queues=bool(awaited(spec.datasets)),
            **kept,
        ),
    )
    logs = mlops.LogBucket("logs", mlops.LogBucketArgs.of(spec.logs, **kept))
    stored: dict[str, Any] = {**kept, "kms_key_arn": key.arn, "log_bucket": logs.bucket}
    contract = of_platform(spec.platform, deployment.environment) if spec.platform else None
    jobs = _on(contract, deployment.sources) if contract else _alone(shared, deployment.sources)
    trained = [*([spec.training] if spec.training else []), *spec.pipelines.values()]
    told = {*waited_for(trained), *awaited(spec.datasets)}
    data = {
        name: mlops.Bucket(
            part(name),
            mlops.BucketArgs.of(settings, tells_events=name in told, expiring=expiring(name, spec.datasets), **stored),
        )
        for name, settings in spec.data.items()
    }
    artifacts = mlops.Bucket("artifacts", mlops.BucketArgs(reader_accounts=deployers, **stored))
    encrypted: dict[str, Any] = {**shared, "kms_key_arn": key.arn}
    alarms = mlops.AlarmTopic("alarms", mlops.AlarmTopicArgs.of(spec.alarms, services=TELLING, **encrypted))
    features, feature_store = build_features(
        spec,
        kept,
        kms_key_arn=key.arn,
        bucket=artifacts.bucket,
        bucket_arn=artifacts.arn,
        permissions_boundary=jobs["permissions_boundary"],
    )
    models = mlops.ModelPackageGroup(
        "models", mlops.ModelPackageGroupArgs.of(spec.models, reader_accounts=deployers, **kept)
    )
    events = mlops.ApprovalEvents(
        "approvals",
        mlops.ApprovalEventsArgs.of(
            spec.models.approvals, group_name=models.group_name, topic_arn=alarms.arn, **encrypted
        ),
    )
    card = spec.models.card
    described = {"description": spec.models.description, "owner": spec.owner}
    if card:
        mlops.ModelCard(
            "model-card",
            mlops.ModelCardArgs.of(card, served=found.version if found else None, **described, **encrypted),
        )
    into_artifacts: dict[str, Any] = {
        **encrypted,
        "artifact_bucket": artifacts.bucket,
        "artifact_bucket_arn": artifacts.arn,
    }
    outputs: dict[str, Any] = {
        "kms_key_arn": key.arn,
        "data_buckets": {name: bucket.bucket for name, bucket in data.items()},
        "artifact_bucket": artifacts.bucket,
        **feature_store,
        "model_package_group": models.group_name,
        "alarm_topic_arn": alarms.arn,
    }
    if events.promotion_queue_url:
        outputs["promotion_queue"] = events.promotion_queue_url
    if contract:
        outputs["allowed_instance_types"] = contract.apply(lambda known: list(known.instance_types))
        if name := spec.tracker:
            outputs["tracker"] = contract.apply(lambda known: known.tracker(name).model_dump(exclude_defaults=True))
    running: dict[str, Any] = {
        "package_group": models.group_name,
        "package_group_arn": models.arn,
        "tracker": tracking_links(spec, contract),
        **into_artifacts,
        **jobs,
    }
    if spec.datasets:
        links = {**into_artifacts, **jobs, "alarm_topic_arn": alarms.arn}
        outputs["datasets"] = build_datasets(spec.datasets, spec.queries, data, links, disposable=spec.disposable)
    if spec.training:
        carded = {**running, "model_card": card.content(**described) if card else {}}
        outputs |= build_training(spec.training, data, features, carded)
    outputs |= build_own(spec.pipelines, data, running)
    if spec.endpoint:
        model = found.model if found else spec.endpoint.model
        endpoint = mlops.Endpoint(
            "endpoint",
            mlops.EndpointArgs.of(spec.endpoint, model=model, alarm_topic_arn=alarms.arn, **into_artifacts, **jobs),
        )
        outputs["endpoint"] = endpoint.endpoint_name
        outputs["alarms"] = endpoint.alarm_names
        if found:
            outputs["release"] = found.release.model_dump(include={"version", "package", "commit", "data_version"})
    return outputs


def _promoted(deployment: Deployment[ProductSpec]) -> "Promoted":
    """The release of its manifest. boto3 takes a quarter of a second to import: only who has a release pays."""
    from ..release.deploying import promoted

    return promoted(deployment)


def _on(contract: pulumi.Output[Contract], sources: Sequence[str]) -> dict[str, Any]:
    """Where jobs stand and what bounds their roles, as links: what the platform promises."""
    network = contract.apply(lambda known: known.read_from(sources).network)
    return {
        "subnet_ids": network.apply(lambda known: list(known.subnet_ids)),
        "security_group_ids": network.apply(lambda known: [known.security_group_id]),
        "permissions_boundary": contract.apply(lambda known: known.permissions_boundary_arn),
    }


def _alone(shared: dict[str, Any], sources: Sequence[str]) -> dict[str, Any]:
    """The same of a product without a platform: SageMaker's own network, and a boundary of the product's own."""
    boundary = mlops.PermissionsBoundary(
        "boundary", mlops.PermissionsBoundaryArgs(jobs_in_vpc=False, reads_accounts=sources, **shared)
    )
    return {"permissions_boundary": boundary.arn}
