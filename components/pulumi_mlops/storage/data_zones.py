"""DataZones: the buckets that data passes through, each with the lifecycle of its zone."""

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any, Self

import pulumi
from pydantic import Field, model_validator

from ..access.role import PATH
from ..args import AccountId, Args, Arn, Input, KmsKeyArn, wrong
from ..component import Component
from ..security.classification import DataClassification
from ..security.key import EncryptionKey, EncryptionKeyArgs
from .bucket import Bucket, BucketArgs
from .log_bucket import LogBucket, LogBucketArgs
from .replication import BucketReplication, BucketReplicationArgs, replication_role_arn
from .zones import DataZonesSettings, Replication, Zone

WRITERS = {Zone.FEATURES: "*-store", Zone.CAPTURE: "*-serving"}
"""The roles, by their names' ends, in which SageMaker itself writes to a zone: a feature group's, an endpoint's."""


class DataZonesArgs(DataZonesSettings, Args):
    """What DataZones are made of."""

    data_classification: DataClassification = Field(description="Class of the data of zones that do not say theirs.")
    kms_key_arns: Mapping[str, Input[KmsKeyArn]] = Field(description="Customer key of each class, as of DataKeys.")
    log_bucket: Input[str] = Field(description="Name of the LogBucket that receives the access logs.")
    vpc_endpoint_ids: Sequence[Input[str]] = Field(
        default=(), description="S3 endpoints of the VPC, the only way to the objects; none: from anywhere."
    )
    permissions_boundary: Input[Arn] | None = Field(None, description="Policy that bounds the roles of replication.")
    disposable: bool = Field(False, description="Not protected, and emptied on destroy: for laptops only.")

    def class_of(self, zone: Zone) -> DataClassification:
        """The class of a zone's data."""
        return self.zone(zone).data_classification or self.data_classification

    def readers_of(self, of: DataClassification, zones: Sequence[Zone]) -> Sequence[AccountId]:
        """The accounts that read data of a class in some zones, and so its key."""
        found = (self.zone(zone).reader_accounts for zone in zones if self.class_of(zone) is of)
        return tuple(dict.fromkeys(chain.from_iterable(found)))

    @model_validator(mode="after")
    def _each_class_has_a_key(self) -> Self:
        for zone in Zone:
            if self.class_of(zone) not in self.kms_key_arns:
                text = f"there is no key for {self.class_of(zone)} data: add it to the classifications that have keys"
                raise wrong(text, zone.value, "data_classification")
        return self


class DataZones(Component, token="mlops:storage:DataZones"):
    """Five buckets, from raw data to what endpoints answered, each under the key of its class of data."""

    buckets: dict[str, pulumi.Output[str]]
    arns: dict[str, pulumi.Output[str]]
    replicas: dict[str, pulumi.Output[str]]

    def __init__(self, name: str, args: DataZonesArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(name, args, opts)
        self._name, self._args = name, args
        made = {zone: self._bucket(zone, f"{name}-{zone}") for zone in Zone}
        copies = self._copies(args.replication, made) if args.replication else {}
        self.publish(
            buckets={zone.value: bucket.bucket for zone, bucket in made.items()},
            arns={zone.value: bucket.arn for zone, bucket in made.items()},
            replicas={zone.value: bucket.bucket for zone, bucket in copies.items()},
        )

    def _bucket(self, zone: Zone, name: str, **there: Any) -> Bucket:
        """The bucket of a zone. `there`: what is not the same for its copy in another region."""
        args = self._args
        links = {
            "kms_key_arn": args.kms_key_arns[args.class_of(zone)],
            "log_bucket": args.log_bucket,
            "vpc_endpoint_ids": args.vpc_endpoint_ids,
            "from_outside": [*args.zone(zone).from_outside, *self._services(zone)],
            "residency": args.residency,
            "tags": {**self.tags, "data-classification": args.class_of(zone).value},
            "disposable": args.disposable,
        }
        return Bucket(name, BucketArgs.of(args.zone(zone), **{**links, **there}), self.child)

    def _services(self, zone: Zone) -> list[pulumi.Output[str]]:
        """Roles in which services come to the zone from their own network, not from the VPC."""
        made = [self.account.global_arn("iam", f"role{PATH}", WRITERS[zone])] if zone in WRITERS else []
        if self._args.replication and zone in self._args.replication.zones:
            made.append(replication_role_arn(self._replication(zone), self.account))
        return made

    def _replication(self, zone: Zone) -> str:
        return f"{self._name}-{zone}-replication"

    def _copies(self, chosen: Replication, made: Mapping[Zone, Bucket]) -> dict[Zone, Bucket]:
        """The copies in the other region, with keys and access logs there: no region lends another its own."""
        args, there = self._args, dict[str, Any](region=chosen.region, disposable=self._args.disposable)
        logs = LogBucket(f"{self._name}-replica-logs", LogBucketArgs(tags=self.tags, **there), self.child)
        keys = {
            each: self._replica_key(each, accounts=args.readers_of(each, chosen.zones), **there)
            for each in dict.fromkeys(map(args.class_of, chosen.zones))
        }
        copies: dict[Zone, Bucket] = {}
        for zone in chosen.zones:
            key = keys[args.class_of(zone)]
            copies[zone] = self._bucket(
                zone, f"{self._name}-{zone}-replica", kms_key_arn=key.arn, log_bucket=logs.bucket, region=chosen.region
            )
            BucketReplication(
                self._replication(zone),
                BucketReplicationArgs(
                    bucket=made[zone].bucket,
                    bucket_arn=made[zone].arn,
                    kms_key_arn=args.kms_key_arns[args.class_of(zone)],
                    replica_arn=copies[zone].arn,
                    replica_kms_key_arn=key.arn,
                    replica_region=chosen.region,
                    permissions_boundary=args.permissions_boundary,
                    tags=self.tags,
                ),
                # S3 copies between versioned buckets only.
                self.child_with(depends_on=[made[zone], copies[zone]]),
            )
        return copies

    def _replica_key(self, of: DataClassification, **there: Any) -> EncryptionKey:
        return EncryptionKey(
            f"{self._name}-replica-{of}",
            EncryptionKeyArgs(
                description=f"Encrypts copies of {of} data.",
                alarm_topics=False,
                log_groups=False,
                tags={**self.tags, "data-classification": of.value},
                **there,
            ),
            self.child,
        )
