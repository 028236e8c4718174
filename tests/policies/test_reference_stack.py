"""The pack on what the components make: it passes as it is, and each weakening is caught."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from mlops_policy.analyzer import Analyzer
from mlops_policy.pack import pack
from mlops_stacks.loader import load
from mlops_stacks.model import Environment
from mlops_stacks.product import build

from tests.policies.rows import Node, node, request, stack_request

CHURN = Path(__file__).parents[2] / "stacks" / "churn.yaml"

Found = tuple[list[tuple[str, str]], list[tuple[str, str]]]


BUILT: dict[Environment, list[Node]] = {}


def registered(engine: Any, environment: Environment) -> list[Node]:
    """Every AWS resource of the reference product, with all values known. Built once an environment."""
    if environment not in BUILT:
        engine.stack = f"churn-{environment.value}"
        engine.build(lambda: build(load(CHURN, environment)))
        made = [one for one in engine.registered if one.typ.startswith("aws:")]
        BUILT[environment] = [node(one.typ, one.name, one.inputs) for one in made]
    return copy.deepcopy(BUILT[environment])


def judged(nodes: list[Node]) -> Found:
    """Violations as rule and resource; and what could not be assessed, as rule and reason."""
    analyzer = Analyzer(pack())
    answers = [analyzer.Analyze(request(one.token, one.props, one.name), None) for one in nodes]
    answers.append(analyzer.AnalyzeStack(stack_request(*nodes), None))
    return (
        [(one.policyName, one.urn.split("::")[-1]) for answer in answers for one in answer.diagnostics],
        [
            (one.policy_name, one.reason)
            for answer in answers
            for one in answer.not_applicable
            if one.reason != "judges other types"
        ],
    )


@pytest.mark.parametrize("environment", Environment)
def test_the_reference_product_passes_every_rule_in_every_environment(engine: Any, environment: Environment) -> None:
    nodes = registered(engine, environment)
    assert judged(nodes) == ([], [])
    asked = {rule.id for one in nodes for rule in pack().rules_for(one.token)}
    assert len(asked) >= 25, sorted(asked)


def put(path: str, value: Any) -> Any:
    """A change of one property: `a.0.b` goes through lists; `a#b` goes on inside a JSON document."""

    def change(props: dict[str, Any]) -> None:
        outer, _, inner = path.partition("#")
        if inner:
            parsed = json.loads(props[outer])
            _set(parsed, inner.split("."), value)
            props[outer] = json.dumps(parsed)
        else:
            _set(props, outer.split("."), value)

    return change


def _set(holder: Any, keys: list[str], value: Any) -> None:
    for key in keys[:-1]:
        holder = holder[int(key)] if key.isdigit() else holder[key]
    last = keys[-1]
    holder[int(last) if last.isdigit() else last] = value


def without_gate(props: dict[str, Any]) -> None:
    """Register without asking."""
    definition = json.loads(props["pipelineDefinition"])
    gate = definition["Steps"].pop()
    definition["Steps"] += gate["Arguments"]["IfSteps"]
    props["pipelineDefinition"] = json.dumps(definition)


MODEL, CONFIG = "aws:sagemaker/model:Model", "aws:sagemaker/endpointConfiguration:EndpointConfiguration"
ENDPOINT = "aws:sagemaker/endpoint:Endpoint"
BUCKET, BLOCK = "aws:s3/bucket:Bucket", "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"
ENCRYPTION = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"
BUCKET_POLICY, VERSIONING = "aws:s3/bucketPolicy:BucketPolicy", "aws:s3/bucketVersioning:BucketVersioning"
ROLE, ROLE_POLICY = "aws:iam/role:Role", "aws:iam/rolePolicy:RolePolicy"
PIPELINE, GROUP = "aws:sagemaker/pipeline:Pipeline", "aws:sagemaker/featureGroup:FeatureGroup"


@pytest.mark.parametrize(
    ("token", "change", "caught_by"),
    [
        (MODEL, put("enableNetworkIsolation", False), {"model-isolation"}),
        (
            MODEL,
            put("primaryContainer.image", "repository:latest"),
            {"model-image-pinned", "model-private-registry", "model-registry-allowlist"},
        ),
        (MODEL, put("primaryContainer.environment", {"API_KEY": "x"}), {"model-no-env-secrets"}),
        (CONFIG, put("kmsKeyArn", None), {"epc-cmk"}),
        (CONFIG, put("productionVariants.0.initialInstanceCount", 1), {"epc-min-2"}),
        (CONFIG, put("dataCaptureConfig.enableCapture", False), {"epc-data-capture"}),
        (
            ENDPOINT,
            put("name", "another"),
            {
                "stack-endpoint-alarm-kinds",
                "stack-endpoint-alarms",
                "stack-endpoint-rollback-own",
                "stack-endpoint-scales",
            },
        ),
        (GROUP, put("offlineStoreConfig.s3StorageConfig.kmsKeyId", None), {"fg-offline-kms"}),
        (GROUP, put("onlineStoreConfig.securityConfig", None), {"fg-online-kms"}),
        (PIPELINE, put("pipelineDefinition#Steps.2.Arguments.EnableNetworkIsolation", False), {"pipeline-steps"}),
        (
            PIPELINE,
            put("pipelineDefinition#Steps.5.Arguments.IfSteps.0.Arguments.ModelApprovalStatus", "Approved"),
            {"pipeline-approval"},
        ),
        (PIPELINE, without_gate, {"pipeline-gate"}),
        (BUCKET, put("acl", "public-read"), {"bucket-no-acl"}),
        (BUCKET, put("tags.owner", ""), {"required-tags"}),
        (BUCKET, put("forceDestroy", True), {"bucket-force-destroy"}),
        (
            BUCKET,
            put("bucket", "another"),
            {f"stack-bucket-{what}" for what in ("encryption", "public-access", "tls-only", "versioning")},
        ),
        (BLOCK, put("blockPublicPolicy", False), {"bucket-public-access-block"}),
        (VERSIONING, put("versioningConfiguration.status", "Suspended"), {"bucket-versioning"}),
        (
            ENCRYPTION,
            put("rules.0.applyServerSideEncryptionByDefault", {"sseAlgorithm": "AES256"}),
            {"stack-bucket-encryption"},
        ),
        (
            BUCKET_POLICY,
            put("policy#Statement.0.Effect", "Allow"),
            {"bucket-policy-no-public", "stack-bucket-tls-only"},
        ),
        ("aws:kms/key:Key", put("enableKeyRotation", False), {"kms-rotation"}),
        (ROLE, put("assumeRolePolicy#Statement.0.Condition", {}), {"iam-confused-deputy"}),
        (
            ROLE_POLICY,
            put("policy#Statement.0", {"Effect": "Allow", "Action": "*", "Resource": "*"}),
            {"iam-no-admin", "iam-passrole-scoped"},
        ),
        ("aws:cloudwatch/logGroup:LogGroup", put("kmsKeyId", None), {"log-group-kms"}),
        ("aws:cloudwatch/logGroup:LogGroup", put("retentionInDays", 0), {"log-group-retention"}),
        ("aws:cloudwatch/metricAlarm:MetricAlarm", put("alarmActions", []), {"alarm-actions"}),
        ("aws:sns/topic:Topic", put("kmsMasterKeyId", None), {"topic-kms"}),
        (
            "aws:sns/topicPolicy:TopicPolicy",
            put("policy#Statement.0", {"Effect": "Allow", "Principal": "*"}),
            {"topic-not-public"},
        ),
    ],
)
def test_a_weakened_resource_is_caught(engine: Any, token: str, change: Any, caught_by: set[str]) -> None:
    nodes = registered(engine, Environment.PROD)
    others = ("log", "feature-store")  # a log bucket is held to less, and Lambda's role is taken for its account alone
    change(next(one for one in nodes if one.token == token and not one.name.startswith(others)).props)
    violations, _ = judged(nodes)
    assert {rule_id for rule_id, _ in violations} == caught_by
