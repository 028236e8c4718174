"""What the rules on image repositories say."""

import pytest
from mlops_policy.values import UNKNOWN

from tests.policies.rows import (
    KEY_ARN,
    Row,
    Table,
    bad,
    bad_stack,
    cases,
    good,
    good_stack,
    judge,
    node,
    other,
    other_stack,
    policy,
    unknown,
    unknown_stack,
)

REPOSITORY, PUBLIC = "aws:ecr/repository:Repository", "aws:ecrpublic/repository:Repository"
LIFECYCLE = "aws:ecr/lifecyclePolicy:LifecyclePolicy"
REPOSITORY_POLICY = "aws:ecr/repositoryPolicy:RepositoryPolicy"


TABLE: Table = {
    "ecr-scan": [
        bad(REPOSITORY, {}, "imageScanningConfiguration.scanOnPush is not true."),
        good(REPOSITORY, {"imageScanningConfiguration": {"scanOnPush": True}}),
        unknown(
            REPOSITORY, {"imageScanningConfiguration": {"scanOnPush": UNKNOWN}}, "imageScanningConfiguration.scanOnPush"
        ),
        other(PUBLIC, {}),
    ],
    "ecr-immutable": [
        bad(REPOSITORY, {"imageTagMutability": "MUTABLE"}, "imageTagMutability is not IMMUTABLE."),
        good(REPOSITORY, {"imageTagMutability": "IMMUTABLE"}),
        unknown(REPOSITORY, {"imageTagMutability": UNKNOWN}, "imageTagMutability"),
        other(PUBLIC, {}),
    ],
    "ecr-kms": [
        bad(
            REPOSITORY,
            {"encryptionConfigurations": [{"encryptionType": "AES256"}]},
            "encryptionConfigurations has no encryptionType KMS.",
        ),
        bad(REPOSITORY, {}, "encryptionConfigurations has no encryptionType KMS."),
        bad(
            REPOSITORY,
            {"encryptionConfigurations": [{"encryptionType": "KMS"}]},
            "encryptionConfigurations has no kmsKey.",
        ),
        good(REPOSITORY, {"encryptionConfigurations": [{"encryptionType": "KMS", "kmsKey": KEY_ARN}]}),
        unknown(REPOSITORY, {"encryptionConfigurations": UNKNOWN}, "encryptionConfigurations"),
        other(PUBLIC, {}),
    ],
    "ecr-policy-not-public": [
        bad(REPOSITORY_POLICY, policy("*"), "policy Statement[0] allows everyone."),
        good(REPOSITORY_POLICY, policy({"AWS": "arn:aws:iam::123456789012:root"})),
        unknown(REPOSITORY_POLICY, {"policy": UNKNOWN}, "policy"),
        other(REPOSITORY, policy("*")),
    ],
    "ecr-not-public": [
        bad(PUBLIC, {}, "the repository is public."),
        good(REPOSITORY, {}),
        unknown(REPOSITORY, {"name": UNKNOWN}),
        other(LIFECYCLE, {}),
    ],
    "stack-ecr-lifecycle": [
        bad_stack(node(REPOSITORY, "churn", {"name": "churn"}), said="churn: the repository has no lifecycle policy."),
        good_stack(node(REPOSITORY, "churn", {"name": "churn"}), node(LIFECYCLE, "keep", {"repository": "churn"})),
        good_stack(
            node(REPOSITORY, "churn", {"name": UNKNOWN}),
            node(LIFECYCLE, "keep", {"repository": UNKNOWN}, repository=["churn"]),
        ),
        unknown_stack(
            node(REPOSITORY, "churn", {"name": "churn"}),
            node(LIFECYCLE, "keep", {"repository": UNKNOWN}),
            path="repository of a LifecyclePolicy",
        ),
        other_stack(node(PUBLIC, "churn", {})),
    ],
}


@pytest.mark.parametrize(("rule_id", "row"), cases(TABLE))
def test_a_rule_says_exactly_what_is_wrong(rule_id: str, row: Row) -> None:
    assert judge(rule_id, row) == row.said
