"""S3: configurations of a bucket that moto takes for other calls. The bucket itself is moto's."""

from typing import Any

from moto.s3.models import s3_backends

from local.cloud.store.call import Answer, Call
from local.cloud.store.kinds import Kind, Parent, Statuses
from local.cloud.store.protocol import RefusalError

_OF_BUCKET = Parent(
    "Bucket",
    {"bucket": "Bucket"},
    read="HeadBucket",
    missing=("NoSuchBucket", "The specified bucket does not exist"),
    cascade=True,
)


def _configuration(noun: str) -> Kind:
    return Kind(
        noun,
        key=("bucket", "id"),
        statuses=Statuses(),
        missing=("NoSuchConfiguration", "The specified configuration does not exist."),
        parents=(_OF_BUCKET,),
    )


def _versioned(call: Call, facts: dict[str, Any]) -> None:
    bucket = s3_backends[call.account][call.partition].get_bucket(facts["bucket"])
    if not bucket.is_versioned:
        message = "Versioning must be 'Enabled' on the bucket to apply a replication configuration"
        raise RefusalError("InvalidRequest", message)


KINDS = (
    Kind(
        "BucketReplication",
        key=("bucket",),
        missing=("ReplicationConfigurationNotFoundError", "The replication configuration was not found"),
        parents=(_OF_BUCKET,),
        renames={"replicationconfiguration": "replicationconfiguration"},
        finish=_versioned,
    ),
    _configuration("BucketAnalyticsConfiguration"),
    _configuration("BucketIntelligentTieringConfiguration"),
    _configuration("BucketInventoryConfiguration"),
    _configuration("BucketMetricsConfiguration"),
    Kind("BucketRequestPayment", key=("bucket",), parents=(_OF_BUCKET,)),
)


def get_bucket_request_payment(call: Call) -> Answer:
    """Who pays when nobody said so."""
    found = call.find(call.kind("BucketRequestPayment"), {"bucket": call.params["Bucket"]})
    return {"Payer": found.facts["configuration"]["Payer"] if found else "BucketOwner"}


ACTIONS = {"GetBucketRequestPayment": get_bucket_request_payment}
