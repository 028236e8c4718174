"""What the rules on where notebooks run, and what starts in them, say."""

import base64

import pytest
from mlops_policy.values import UNKNOWN

from tests.policies.rows import ELSEWHERE, Row, Table, bad, cases, fixed, good, judge, keeps, other, unknown

NOTEBOOK = "aws:sagemaker/notebookInstance:NotebookInstance"
NATIVE = "aws-native:sagemaker:NotebookInstance"
LIFECYCLE = "aws:sagemaker/notebookInstanceLifecycleConfiguration:NotebookInstanceLifecycleConfiguration"
STUDIO = "aws:sagemaker/studioLifecycleConfig:StudioLifecycleConfig"
LEAK = "export KEY=AKIA" + "A" * 16


def encoded(script: str) -> str:
    return base64.b64encode(script.encode()).decode()


TABLE: Table = {
    "nb-vpc": [
        bad(NOTEBOOK, {}, "subnetId is not set."),
        bad(NOTEBOOK, {"subnetId": "subnet-1"}, "no security group is set."),
        good(NOTEBOOK, {"subnetId": "subnet-1", "securityGroups": ["sg-1"]}),
        good(NATIVE, {"subnetId": "subnet-1", "securityGroupIds": ["sg-1"]}),
        unknown(NOTEBOOK, {"subnetId": UNKNOWN, "securityGroups": UNKNOWN}),
        other(ELSEWHERE, {}),
    ],
    "nb-imdsv2": keeps(
        NOTEBOOK, "instanceMetadataServiceConfiguration.minimumInstanceMetadataServiceVersion", "2", wrong="1"
    ),
    "nb-platform": [
        bad(NOTEBOOK, {}, "platformIdentifier is none of notebook-al2023-v1."),
        bad(
            NATIVE,
            {"platformIdentifier": "notebook-al2-v3"},
            "platformIdentifier is none of notebook-al2023-v1.",
        ),
        good(NOTEBOOK, {"platformIdentifier": "notebook-al2023-v1"}),
        unknown(NOTEBOOK, {"platformIdentifier": UNKNOWN}, "platformIdentifier"),
        other(ELSEWHERE, {}),
    ],
    "lifecycle-no-secrets": [
        bad(LIFECYCLE, {"onStart": encoded(LEAK)}, "onStart holds what looks like a credential."),
        bad(LIFECYCLE, {"onCreate": LEAK}, "onCreate holds what looks like a credential."),
        bad(
            STUDIO,
            {"studioLifecycleConfigContent": encoded(LEAK)},
            "studioLifecycleConfigContent holds what looks like a credential.",
        ),
        good(LIFECYCLE, {"onCreate": encoded("pip install x"), "onStart": "not base64 é"}),
        fixed(good(LIFECYCLE, {"onCreate": "pip install x"})),
        unknown(LIFECYCLE, {"onStart": UNKNOWN}, "onStart"),
        other(LIFECYCLE, {}),
    ],
}


@pytest.mark.parametrize(("rule_id", "row"), cases(TABLE))
def test_a_rule_says_exactly_what_is_wrong(rule_id: str, row: Row) -> None:
    assert judge(rule_id, row) == row.said
