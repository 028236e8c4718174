"""What the rules on monitoring jobs, schedules and experiments say."""

from typing import Any

import pytest
from mlops_policy.values import UNKNOWN

from tests.policies.rows import ELSEWHERE, Row, Table, bad, cases, fixed, good, judge, keeps, other, put, sets, unknown

NATIVE = "aws-native:sagemaker:"
DATA_QUALITY = "aws:sagemaker/dataQualityJobDefinition:DataQualityJobDefinition"
BIAS = f"{NATIVE}ModelBiasJobDefinition"
KINDS = {
    "dq": (DATA_QUALITY, "dataQualityJobOutputConfig"),
    "bias": (BIAS, "modelBiasJobOutputConfig"),
    "explain": (f"{NATIVE}ModelExplainabilityJobDefinition", "modelExplainabilityJobOutputConfig"),
    "mq": (f"{NATIVE}ModelQualityJobDefinition", "modelQualityJobOutputConfig"),
}
SCHEDULE, EXPERIMENT = "aws:sagemaker/monitoringSchedule:MonitoringSchedule", f"{NATIVE}InferenceExperiment"
JOB = "monitoringScheduleConfig.monitoringJobDefinition"
ISOLATION = "networkConfig.enableNetworkIsolation"
TRANSIT = "networkConfig.enableInterContainerTrafficEncryption"


def of(count: Any) -> dict[str, Any]:
    return {"jobResources": {"clusterConfig": {"instanceCount": count}}}


def inline(network: Any = None, count: int = 2) -> dict[str, Any]:
    job = {"networkConfig": network, "monitoringResources": {"clusterConfig": {"instanceCount": count}}}
    return {"monitoringScheduleConfig": {"monitoringJobDefinition": job}}


NAMED = {"monitoringScheduleConfig": {"monitoringJobDefinitionName": "daily"}}

TABLE: Table = {
    **{f"{short}-isolation": keeps(token, ISOLATION, True, wrong=False) for short, (token, _) in KINDS.items()},
    **{f"{short}-output-kms": sets(token, f"{output}.kmsKeyId") for short, (token, output) in KINDS.items()},
    **{
        f"{short}-volume-kms": sets(token, "jobResources.clusterConfig.volumeKmsKeyId")
        for short, (token, _) in KINDS.items()
    },
    **{
        f"{short}-baseline": sets(token, f"{output.replace('JobOutput', 'Baseline')}.constraintsResource.s3Uri")
        for short, (token, output) in KINDS.items()
    },
    **{
        f"{short}-vpc": sets(token, "networkConfig.vpcConfig.subnets", "networkConfig.vpcConfig.securityGroupIds")
        for short, (token, _) in KINDS.items()
    },
    **{f"{short}-transit": keeps(token, TRANSIT, True, wrong=False) for short, (token, _) in KINDS.items()},
    "bias-transit": [
        *keeps(BIAS, TRANSIT, True, around=of(2), wrong=False),
        good(BIAS, of(1)),
        good(BIAS, put(of(UNKNOWN), TRANSIT, True)),
        unknown(BIAS, of(UNKNOWN), "jobResources.clusterConfig.instanceCount"),
    ],
    "sched-isolation": [
        bad(SCHEDULE, inline(), f"{JOB}.{ISOLATION} is not true."),
        bad(f"{NATIVE}MonitoringSchedule", inline({}), f"{JOB}.{ISOLATION} is not true."),
        good(SCHEDULE, inline({"enableNetworkIsolation": True})),
        unknown(SCHEDULE, inline(UNKNOWN), f"{JOB}.{ISOLATION}"),
        other(SCHEDULE, NAMED),
    ],
    "sched-transit": [
        bad(SCHEDULE, inline(), f"{JOB}.{TRANSIT} is not true."),
        fixed(good(SCHEDULE, inline({"enableInterContainerTrafficEncryption": True}))),
        bad(SCHEDULE, inline(count=1), f"{JOB}.{TRANSIT} is not true."),
        unknown(SCHEDULE, inline(UNKNOWN), f"{JOB}.{TRANSIT}"),
        other(SCHEDULE, NAMED),
    ],
    "infexp-instance-kms": sets(EXPERIMENT, "kmsKey"),
    "infexp-data-kms": [
        bad(EXPERIMENT, {"dataStorageConfig": {"destination": "s3://b"}}, "dataStorageConfig.kmsKey is not set."),
        good(EXPERIMENT, {"dataStorageConfig": {"kmsKey": "arn:key"}}),
        good(EXPERIMENT, {"dataStorageConfig": {"kmsKey": UNKNOWN}}),
        unknown(EXPERIMENT, {"dataStorageConfig": UNKNOWN}, "dataStorageConfig"),
        other(ELSEWHERE, {}),
    ],
}


@pytest.mark.parametrize(("rule_id", "row"), cases(TABLE))
def test_a_rule_says_exactly_what_is_wrong(rule_id: str, row: Row) -> None:
    assert judge(rule_id, row) == row.said
