"""CodeBuild: builds that hold no secret and leave a record."""

import re

from ..controls import ACCESS, ENCRYPTION, GOVERNANCE, LOGGING, NETWORK
from ..kernel import DECISION, Level, Severity, rule
from ..secrets import in_variable
from ..shapes import avoids, sets
from ..values import UNKNOWN, Findings, Props, Unassessed, get, items, missing

TAGGED_IMAGE = re.compile(r"\.dkr\.ecr\.[\w.-]+/[\w./-]+:[\w.-]+")
PROJECT = "aws:codebuild/project:Project"

SECURITY_HUB = "https://docs.aws.amazon.com/securityhub/latest/userguide"


@rule(
    resource=PROJECT,
    severity=Severity.CRITICAL,
    fix="Set the variable's type to SECRETS_MANAGER, and its value to the secret's name.",
    url=f"{SECURITY_HUB}/codebuild-controls.html#codebuild-2",
    peers=["CodeBuild.2", "config:codebuild-project-envvar-awscred-check"],
    controls=ACCESS,
    manual=DECISION,
)
def codebuild_no_env_secrets(props: Props) -> Findings:
    """Whoever may read a project reads its variables."""
    for index, variable in enumerate(items(props, "environment.environmentVariables")):
        at = f"environment.environmentVariables[{index}]"
        if variable is UNKNOWN:
            yield Unassessed(at)
        elif get(variable, "type") in (None, "PLAINTEXT"):
            yield from in_variable(at, str(get(variable, "name")), get(variable, "value"))


sets(
    "codebuild-cmk",
    "What a build makes is encrypted with a key that we can revoke.",
    ["encryptionKey"],
    resource=PROJECT,
    severity=Severity.MEDIUM,
    fix="Set encryptionKey to a customer key.",
    url="https://docs.aws.amazon.com/codebuild/latest/userguide/security-encryption.html",
    peers=["CKV_AWS_147"],
    controls=ENCRYPTION,
)

avoids(
    "codebuild-artifacts-encrypted",
    "What a build makes runs later.",
    {"artifacts.encryptionDisabled": True},
    resource=PROJECT,
    severity=Severity.MEDIUM,
    fix="Leave artifacts.encryptionDisabled out.",
    url="https://docs.aws.amazon.com/codebuild/latest/userguide/security-encryption.html",
    peers=["config:codebuild-project-artifact-encryption", "CKV_AWS_78"],
    controls=ENCRYPTION,
    remedy={"artifacts.encryptionDisabled": False},
)
avoids(
    "codebuild-s3-logs-encrypted",
    "What a build ran shows what it read.",
    {"logsConfig.s3Logs.encryptionDisabled": True},
    resource=PROJECT,
    severity=Severity.LOW,
    fix="Leave logsConfig.s3Logs.encryptionDisabled out.",
    url=f"{SECURITY_HUB}/codebuild-controls.html#codebuild-3",
    peers=["CodeBuild.3", "config:codebuild-project-s3-logs-encrypted"],
    controls=ENCRYPTION,
    remedy={"logsConfig.s3Logs.encryptionDisabled": False},
)


@rule(
    resource=PROJECT,
    severity=Severity.MEDIUM,
    fix="Set logsConfig.cloudwatchLogs to an encrypted log group.",
    url=f"{SECURITY_HUB}/codebuild-controls.html#codebuild-4",
    peers=["CodeBuild.4", "config:codebuild-project-logging-enabled", "CKV_AWS_314"],
    controls=LOGGING,
    manual=DECISION,
)
def codebuild_logs(props: Props) -> Findings:
    """What a build ran is known afterwards."""
    status = get(props, "logsConfig.cloudwatchLogs.status")
    if status is UNKNOWN:
        yield Unassessed("logsConfig.cloudwatchLogs.status")
    elif status == "DISABLED" and missing(props, "logsConfig.s3Logs.location"):
        yield "logsConfig writes no logs."


sets(
    "codebuild-log-group",
    "A log group of ours has our key and our retention; the one that CodeBuild makes has neither.",
    ["logsConfig.cloudwatchLogs.groupName"],
    resource=PROJECT,
    severity=Severity.LOW,
    fix="Set logsConfig.cloudwatchLogs.groupName to an encrypted log group.",
    url="https://docs.aws.amazon.com/codebuild/latest/userguide/change-project.html",
    controls=LOGGING + ENCRYPTION,
    level=Level.ADVISORY,
)

sets(
    "codebuild-vpc",
    "A build runs what it downloads; in our network it reaches what we let it.",
    ["vpcConfig.vpcId", "vpcConfig.subnets", "vpcConfig.securityGroupIds"],
    resource=PROJECT,
    severity=Severity.MEDIUM,
    fix="Set vpcConfig with vpcId, private subnets and a security group.",
    url="https://docs.aws.amazon.com/codebuild/latest/userguide/vpc-support.html",
    controls=NETWORK,
    level=Level.DISABLED,
)


@rule(
    resource=PROJECT,
    severity=Severity.MEDIUM,
    fix="Name the image by digest: repository@sha256:... .",
    url="https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html",
    controls=GOVERNANCE,
    manual=DECISION,
)
def codebuild_bases_pinned(props: Props) -> Findings:
    """What an image is built on decides what is in it, and a tag can move."""
    for index, variable in enumerate(items(props, "environment.environmentVariables")):
        at, value = f"environment.environmentVariables[{index}].value", get(variable, "value")
        if value is UNKNOWN:
            yield Unassessed(at)
        elif isinstance(value, str) and TAGGED_IMAGE.search(value):
            yield f"{at} names an image by a tag."
