"""What the rules on the registry and what is around it say."""

import json
from typing import Any

import pytest
from mlops_policy.values import UNKNOWN

from tests.policies.rows import ELSEWHERE, Row, Table, bad, cases, good, judge, other, sets, unknown

GROUP_POLICY = "aws:sagemaker/modelPackageGroupPolicy:ModelPackageGroupPolicy"
CARD, IMAGE = "aws:sagemaker/modelCard:ModelCard", "aws:sagemaker/image:Image"
GROUP = "aws:sagemaker/featureGroup:FeatureGroup"
SERVER, WORKFORCE = "aws:sagemaker/mlflowTrackingServer:MlflowTrackingServer", "aws:sagemaker/workforce:Workforce"
REPOSITORY, PACKAGE = "aws:sagemaker/codeRepository:CodeRepository", "aws-native:sagemaker:ModelPackage"
ONLINE = {"enableOnlineStore": True}
UNREASONED = "approvalDescription is not set, and the package is approved."
PERSONAL = {"data-classification": "personal"}


def policy(**statement: Any) -> dict[str, Any]:
    return {"resourcePolicy": json.dumps({"Statement": [{"Effect": "Allow", "Action": "sagemaker:*", **statement}]})}


def git(url: Any) -> dict[str, Any]:
    return {"gitConfig": {"repositoryUrl": url}}


TABLE: Table = {
    "mpg-policy": [
        bad(GROUP_POLICY, policy(Principal="*"), "resourcePolicy Statement[0] allows everyone."),
        bad(GROUP_POLICY, {"resourcePolicy": "{"}, "resourcePolicy is not valid JSON."),
        good(GROUP_POLICY, policy(Principal={"AWS": "arn:aws:iam::123456789012:root"})),
        good(
            GROUP_POLICY,
            policy(Principal="*", Condition={"StringEquals": {"aws:PrincipalOrgID": "o-1"}}),
        ),
        unknown(GROUP_POLICY, {"resourcePolicy": UNKNOWN}, "resourcePolicy"),
        other(ELSEWHERE, {}),
    ],
    "model-card-kms": sets(CARD, "securityConfig.kmsKeyId"),
    "model-card-content": [
        bad(CARD, {"content": "{}"}, "content is empty."),
        bad(CARD, {}, "content is empty."),
        good(CARD, {"content": '{"model_overview": {"model_name": "churn"}}'}),
        unknown(CARD, {"content": UNKNOWN}, "content"),
        other(ELSEWHERE, {}),
    ],
    "sagemaker-tagged": [
        bad(IMAGE, {}, "tags is not set."),
        bad("aws:sagemaker/appImageConfig:AppImageConfig", {"tags": {}}, "tags is not set."),
        good(IMAGE, {"tags": {"owner": "x"}}),
        good(GROUP, {"tagsAll": {"owner": "x"}}),
        unknown(IMAGE, {"tags": UNKNOWN}),
        other(ELSEWHERE, {}),
    ],
    "image-described": sets(IMAGE, "description"),
    "fg-described": sets(GROUP, "description"),
    "fg-ttl-personal": [
        bad(
            GROUP,
            {"onlineStoreConfig": ONLINE, "tags": PERSONAL},
            "onlineStoreConfig.ttlDuration is not set, and the group holds personal data.",
        ),
        good(GROUP, {"onlineStoreConfig": {**ONLINE, "ttlDuration": {"unit": "Days", "value": 30}}, "tags": PERSONAL}),
        unknown(GROUP, {"onlineStoreConfig": ONLINE, "tags": UNKNOWN}, "tags.data-classification"),
        other(GROUP, {"onlineStoreConfig": ONLINE, "tags": {"data-classification": "public"}}),
    ],
    "mlflow-version": [
        bad(SERVER, {"mlflowVersion": "2.13.2"}, "mlflowVersion is older than 2.16."),
        bad(SERVER, {"mlflowVersion": "1.30"}, "mlflowVersion is older than 2.16."),
        good(SERVER, {"mlflowVersion": "3.0"}),
        unknown(SERVER, {"mlflowVersion": UNKNOWN}, "mlflowVersion"),
        other(SERVER, {}),
    ],
    "flow-output-kms": sets("aws:sagemaker/flowDefinition:FlowDefinition", "outputConfig.kmsKeyId"),
    "labeling-output-kms": sets("aws:sagemaker/labelingJob:LabelingJob", "outputConfig.kmsKeyId"),
    "workforce-network": [
        bad(WORKFORCE, {}, "neither sourceIpConfig.cidrs nor workforceVpcConfig is set."),
        bad(
            WORKFORCE,
            {"sourceIpConfig": {"cidrs": ["0.0.0.0/0"]}},
            "sourceIpConfig.cidrs lets in the whole internet.",
        ),
        good(WORKFORCE, {"sourceIpConfig": {"cidrs": ["192.0.2.0/24"]}}),
        good(WORKFORCE, {"workforceVpcConfig": {"vpcId": "vpc-1"}}),
        unknown(WORKFORCE, {"sourceIpConfig": UNKNOWN}, "sourceIpConfig.cidrs"),
        other(ELSEWHERE, {}),
    ],
    "fleet-output-kms": sets("aws:sagemaker/deviceFleet:DeviceFleet", "outputConfig.kmsKeyId"),
    "git-https-secret": [
        bad(REPOSITORY, git("git@example.com:x.git"), "gitConfig.repositoryUrl is not https."),
        bad(REPOSITORY, git("https://user:t0ken@example.com/x.git"), "gitConfig.repositoryUrl holds a credential."),
        good(REPOSITORY, git("https://example.com/x.git")),
        unknown(REPOSITORY, git(UNKNOWN), "gitConfig.repositoryUrl"),
        other(ELSEWHERE, {}),
    ],
    "cluster-vpc": sets("aws-native:sagemaker:Cluster", "vpcConfig.subnets", "vpcConfig.securityGroupIds"),
    "package-approval-described": [
        bad(PACKAGE, {"modelApprovalStatus": "Approved"}, UNREASONED),
        good(PACKAGE, {"modelApprovalStatus": "Approved", "approvalDescription": "AUC 0.9, reviewed."}),
        good(PACKAGE, {"modelApprovalStatus": "PendingManualApproval"}),
        unknown(PACKAGE, {"modelApprovalStatus": UNKNOWN}, "modelApprovalStatus"),
        other(PACKAGE, {}),
    ],
    "package-metrics": sets(PACKAGE, "modelMetrics"),
}


@pytest.mark.parametrize(("rule_id", "row"), cases(TABLE))
def test_a_rule_says_exactly_what_is_wrong(rule_id: str, row: Row) -> None:
    assert judge(rule_id, row) == row.said
