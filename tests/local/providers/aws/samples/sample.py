"""Sample: the vocabulary of samples, and what several of them share."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

ACCOUNT = "123456789012"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/sagemaker"
KEY_ARN = f"arn:aws:kms:eu-west-1:{ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab"
TRUST = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "Principal": {"Service": f"{service}.amazonaws.com"}, "Action": "sts:AssumeRole"}
            for service in ("sagemaker", "codepipeline")
        ],
    }
)


def policy(action: str, resource: str = "*") -> str:
    """A policy of one statement."""
    statement = {
        "Effect": "Allow",
        "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
        "Action": [action],
        "Resource": resource,
    }
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def role_policy(action: str) -> str:
    """A policy as a role has it: without a principal."""
    return json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": action, "Resource": "*"}]})


@dataclass(frozen=True)
class Sample:
    """`{type}` in inputs stands for the id of a resource of that type, made first from its own sample; `{type.output}`
    for one of its outputs; `{new}` for a text that is new in each test, where AWS never lets go of a name."""

    inputs: Mapping[str, Any]
    updates: Mapping[str, Any] = field(default_factory=dict)
    """Input -> a new value that is set without replacing."""
    replaces: Mapping[str, Any] = field(default_factory=dict)
    """Input -> a new value that replaces."""
    import_id: str = ""
    """The id `import` takes, when it is not the resource's id; a template of outputs."""
    write_only: tuple[str, ...] = ()
    """Inputs AWS does not give back, so that an import cannot know them."""
    another: Mapping[str, Any] = field(default_factory=dict)
    """What a second one beside it must have otherwise."""
    not_replaced: str = ""
    """Why no replacement is made in the test."""
    single: bool = False
    """AWS has room for one an account and region."""
    stays: bool = False
    """AWS keeps it after a delete (a setting, not an object)."""


TAGS = {"owner": "retention", "env": "local"}
OTHER_TAGS = {"owner": "fraud", "cost": "4711"}
BUCKET = "{aws:s3/bucket:Bucket}"
TOPIC = "{aws:sns/topic:Topic}"
QUEUE_ARN = "{aws:sqs/queue:Queue.arn}"
