"""A stack that changes at random: resources of many services come, go, are updated and replaced."""

import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Inputs = dict[str, Any]


def of(name: str, output: str) -> Inputs:
    """A reference to an output of another resource."""
    return {"of": name, "output": output}


def allow(service: str, action: str = "sts:AssumeRole") -> str:
    statement = {"Effect": "Allow", "Action": action, "Principal": {"Service": f"{service}.amazonaws.com"}}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def permit(action: str) -> str:
    statement = {"Effect": "Allow", "Action": action, "Resource": "*"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


@dataclass(frozen=True)
class Slot:
    """A resource that may be there. `inputs` takes two numbers: another first one updates, another second replaces."""

    type: str
    inputs: Callable[[int, int], Inputs]
    needs: tuple[str, ...] = ()


IMAGE = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/soak"
SLOTS: dict[str, Slot] = {
    "key": Slot("aws:kms/key:Key", lambda u, _: {"description": f"soak {u}", "enableKeyRotation": u % 2 == 0}),
    "alias": Slot(
        "aws:kms/alias:Alias", lambda _, r: {"name": f"alias/soak-{r}", "targetKeyId": of("key", "keyId")}, ("key",)
    ),
    "bucket": Slot(
        "aws:s3/bucket:Bucket", lambda u, r: {"bucket": f"soak-{r}", "forceDestroy": True, "tags": {"u": str(u)}}
    ),
    "versioning": Slot(
        "aws:s3/bucketVersioning:BucketVersioning",
        lambda u, _: {
            "bucket": of("bucket", "bucket"),
            "versioningConfiguration": {"status": ("Enabled", "Suspended")[u % 2]},
        },
        ("bucket",),
    ),
    "object": Slot(
        "aws:s3/bucketObjectv2:BucketObjectv2",
        lambda u, r: {"bucket": of("bucket", "bucket"), "key": f"key-{r}", "content": f"text {u}"},
        ("bucket",),
    ),
    "role": Slot(
        "aws:iam/role:Role",
        lambda u, r: {"description": f"soak {u}", "path": f"/soak{r}/", "assumeRolePolicy": allow("sagemaker")},
    ),
    "role-policy": Slot(
        "aws:iam/rolePolicy:RolePolicy",
        lambda u, r: {"name": f"inline-{r}", "role": of("role", "name"), "policy": permit(f"s3:Get{u}")},
        ("role",),
    ),
    "policy": Slot("aws:iam/policy:Policy", lambda u, r: {"name": f"soak-{r}", "policy": permit(f"s3:Put{u}")}),
    "attached": Slot(
        "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
        lambda *_: {"role": of("role", "name"), "policyArn": of("policy", "arn")},
        ("role", "policy"),
    ),
    "topic": Slot("aws:sns/topic:Topic", lambda u, r: {"name": f"soak-{r}", "displayName": f"soak {u}"}),
    "queue": Slot("aws:sqs/queue:Queue", lambda u, r: {"name": f"soak-{r}", "visibilityTimeoutSeconds": 30 + u}),
    "subscription": Slot(
        "aws:sns/topicSubscription:TopicSubscription",
        lambda u, _: {
            "topic": of("topic", "arn"),
            "protocol": "sqs",
            "endpoint": of("queue", "arn"),
            "rawMessageDelivery": u % 2 == 0,
        },
        ("topic", "queue"),
    ),
    "log-group": Slot(
        "aws:cloudwatch/logGroup:LogGroup",
        lambda u, r: {"name": f"/soak/{r}", "retentionInDays": (1, 3, 5, 7)[u % 4], "tags": {"u": str(u)}},
    ),
    "alarm": Slot(
        "aws:cloudwatch/metricAlarm:MetricAlarm",
        lambda u, r: {
            "name": f"soak-{r}",
            "comparisonOperator": "GreaterThanThreshold",
            "evaluationPeriods": 1,
            "metricName": "m",
            "namespace": "soak",
            "period": 60,
            "statistic": "Sum",
            "threshold": u,
            "alarmActions": [of("topic", "arn")],
        },
        ("topic",),
    ),
    "rule": Slot(
        "aws:cloudwatch/eventRule:EventRule",
        lambda u, r: {"name": f"soak-{r}", "scheduleExpression": f"rate({u + 2} days)"},
    ),
    "target": Slot(
        "aws:cloudwatch/eventTarget:EventTarget",
        lambda u, r: {
            "rule": of("rule", "name"),
            "targetId": f"t-{r}",
            "arn": of("queue", "arn"),
            "input": json.dumps({"u": u}),
        },
        ("rule", "queue"),
    ),
    "parameter": Slot(
        "aws:ssm/parameter:Parameter",
        lambda u, r: {"name": f"/soak/{r}", "type": "String", "value": f"v{u}"},
    ),
    "secret": Slot(
        "aws:secretsmanager/secret:Secret",
        lambda u, r: {"name": f"soak-{r}", "description": f"soak {u}", "recoveryWindowInDays": 0},
    ),
    "vpc": Slot(
        "aws:ec2/vpc:Vpc",
        lambda u, r: {"cidrBlock": f"10.{r}.0.0/16", "enableDnsHostnames": u % 2 == 0, "tags": {"u": str(u)}},
    ),
    "group": Slot(
        "aws:ec2/securityGroup:SecurityGroup",
        lambda u, r: {
            "description": f"soak {r}",
            "vpcId": of("vpc", "id"),
            "ingress": [
                {"fromPort": 443, "toPort": 443, "protocol": "tcp", "cidrBlocks": [f"10.{n}.0.0/16"]}
                for n in range(1, 1 + u % 3)
            ],
        },
        ("vpc",),
    ),
    "model": Slot(
        "aws:sagemaker/model:Model",
        lambda _, r: {"executionRoleArn": of("role", "arn"), "primaryContainer": {"image": f"{IMAGE}:{r}"}},
        ("role",),
    ),
    "models": Slot(
        "aws:sagemaker/modelPackageGroup:ModelPackageGroup",
        lambda u, r: {"modelPackageGroupName": f"soak-{r}", "tags": {"u": str(u)}},
    ),
    "config": Slot(
        "aws:sagemaker/endpointConfiguration:EndpointConfiguration",
        lambda u, _: {
            "productionVariants": [
                {
                    "variantName": "all",
                    "modelName": of("model", "name"),
                    "instanceType": "ml.m5.large",
                    "initialInstanceCount": 1 + u,
                    "initialVariantWeight": 1,
                }
            ]
        },
        ("model",),
    ),
    "endpoint": Slot(
        "aws:sagemaker/endpoint:Endpoint",
        lambda _, r: {"name": f"soak-{r}", "endpointConfigName": of("config", "name")},
        ("config",),
    ),
}


class Wanted:
    """What the stack is to hold now."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._numbers: dict[str, tuple[int, int]] = {
            name: (chance.randrange(4), chance.randrange(1, 4)) for name in SLOTS if chance.random() < 0.7
        }

    def change(self) -> None:
        """A few resources come, go, or differ."""
        for name in self._chance.sample(list(SLOTS), self._chance.randrange(1, 6)):
            if name not in self._numbers:
                self._numbers[name] = self._drawn()
                continue
            update, replacement = self._numbers[name]
            match self._chance.randrange(4):
                case 0:
                    del self._numbers[name]
                case 1:
                    self._numbers[name] = (update, self._chance.randrange(1, 4))
                case _:
                    self._numbers[name] = (self._chance.randrange(4), replacement)

    def clear(self) -> None:
        """Nothing is wanted any more."""
        self._numbers.clear()

    def resources(self) -> list[dict[str, Any]]:
        """The resources, each after those that it needs; without those whose needs are not there."""
        found: dict[str, dict[str, Any]] = {}
        for name, slot in SLOTS.items():
            if name in self._numbers and all(need in found for need in slot.needs):
                found[name] = {"name": name, "type": slot.type, "inputs": slot.inputs(*self._numbers[name])}
        return list(found.values())

    def _drawn(self) -> tuple[int, int]:
        return self._chance.randrange(4), self._chance.randrange(1, 4)
