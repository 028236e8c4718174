"""What the rules on what pipelines register say."""

import json
from typing import Any

import pytest
from mlops_policy.values import UNKNOWN

from tests.policies.rows import Row, Table, bad, cases, good, judge, other, unknown

PIPELINE, GROUP = "aws:sagemaker/pipeline:Pipeline", "aws:sagemaker/modelPackageGroup:ModelPackageGroup"


def pipeline(kind: str, arguments: dict[str, Any]) -> dict[str, Any]:
    step = {"Name": "One", "Type": kind, "Arguments": arguments}
    return {"pipelineDefinition": json.dumps({"Version": "2020-12-01", "Steps": [step]})}


TABLE: Table = {
    "pipeline-package-kms": [
        bad(PIPELINE, pipeline("RegisterModel", {}), "step One: SecurityConfig.KmsKeyId is not set."),
        good(PIPELINE, pipeline("RegisterModel", {"SecurityConfig": {"KmsKeyId": {"Get": "Parameters.Key"}}})),
        unknown(PIPELINE, {"pipelineDefinition": UNKNOWN}, "pipelineDefinition"),
        other(GROUP, pipeline("RegisterModel", {})),
    ],
}


@pytest.mark.parametrize(("rule_id", "row"), cases(TABLE))
def test_a_rule_says_exactly_what_is_wrong(rule_id: str, row: Row) -> None:
    assert judge(rule_id, row) == row.said
