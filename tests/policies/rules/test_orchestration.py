"""What the rules on Airflow, Grafana and Prometheus say."""

import pytest
from mlops_policy.values import UNKNOWN

from tests.policies.rows import Row, Table, bad, cases, good, judge, other, unknown

AIRFLOW, GRAFANA = "aws:mwaa/environment:Environment", "aws:grafana/workspace:Workspace"
PROMETHEUS = "aws:amp/workspace:Workspace"
KEY = "arn:aws:kms:eu-west-1:123456789012:key/k"
KINDS = ("dagProcessingLogs", "schedulerLogs", "taskLogs", "webserverLogs", "workerLogs")
LOGS = {kind: {"enabled": True} for kind in KINDS}

TABLE: Table = {
    "airflow-private": [
        bad(AIRFLOW, {"webserverAccessMode": "PUBLIC_ONLY"}, "webserverAccessMode is PUBLIC_ONLY."),
        good(AIRFLOW, {}),
        unknown(AIRFLOW, {"webserverAccessMode": UNKNOWN}, "webserverAccessMode"),
        other(GRAFANA, {"webserverAccessMode": "PUBLIC_ONLY"}),
    ],
    "airflow-cmk": [
        bad(AIRFLOW, {}, "kmsKey is not set."),
        good(AIRFLOW, {"kmsKey": KEY}),
        unknown(AIRFLOW, {"kmsKey": UNKNOWN}),
        other(GRAFANA, {}),
    ],
    "airflow-logs": [
        bad(
            AIRFLOW,
            {"loggingConfiguration": {**LOGS, "taskLogs": {}}},
            "loggingConfiguration.taskLogs.enabled is not true.",
        ),
        good(AIRFLOW, {"loggingConfiguration": LOGS}),
        unknown(
            AIRFLOW, {"loggingConfiguration": {**LOGS, "taskLogs": UNKNOWN}}, "loggingConfiguration.taskLogs.enabled"
        ),
        other(GRAFANA, {}),
    ],
    "grafana-sso": [
        bad(GRAFANA, {}, "authenticationProviders is not set."),
        good(GRAFANA, {"authenticationProviders": ["AWS_SSO"]}),
        unknown(GRAFANA, {"authenticationProviders": UNKNOWN}),
        other(AIRFLOW, {}),
    ],
    "prometheus-cmk": [
        bad(PROMETHEUS, {}, "kmsKeyArn is not set."),
        good(PROMETHEUS, {"kmsKeyArn": KEY}),
        unknown(PROMETHEUS, {"kmsKeyArn": UNKNOWN}),
        other(GRAFANA, {}),
    ],
}


@pytest.mark.parametrize(("rule_id", "row"), cases(TABLE))
def test_a_rule_says_exactly_what_is_wrong(rule_id: str, row: Row) -> None:
    assert judge(rule_id, row) == row.said
