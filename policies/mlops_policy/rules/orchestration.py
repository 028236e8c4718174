"""Airflow, Grafana and Prometheus: managed servers that only our network reaches."""

from ..controls import ACCESS, ENCRYPTION, LOGGING, NETWORK
from ..kernel import DECISION, REPLACES, Severity, rule
from ..values import Findings, Props, expect, get, needed

AIRFLOW = "aws:mwaa/environment:Environment"
GRAFANA = "aws:grafana/workspace:Workspace"
PROMETHEUS = "aws:amp/workspace:Workspace"

AIRFLOW_LOGS = ("dagProcessingLogs", "schedulerLogs", "taskLogs", "webserverLogs", "workerLogs")


@rule(
    resource=AIRFLOW,
    severity=Severity.HIGH,
    fix="Leave webserverAccessMode at PRIVATE_ONLY.",
    url="https://docs.aws.amazon.com/mwaa/latest/userguide/configuring-networking.html",
    controls=NETWORK,
    remedy={"webserverAccessMode": "PRIVATE_ONLY"},
)
def airflow_private(props: Props) -> Findings:
    """Airflow's own page starts every job."""
    if get(props, "webserverAccessMode") == "PUBLIC_ONLY":
        yield "webserverAccessMode is PUBLIC_ONLY."


@rule(
    resource=AIRFLOW,
    severity=Severity.MEDIUM,
    fix="Set kmsKey to a customer key.",
    url="https://docs.aws.amazon.com/mwaa/latest/userguide/encryption-at-rest.html",
    controls=ENCRYPTION,
    manual=REPLACES,
)
def airflow_cmk(props: Props) -> Findings:
    """Airflow's database holds connections and their passwords."""
    yield from needed(props, "kmsKey")


@rule(
    resource=AIRFLOW,
    severity=Severity.MEDIUM,
    fix="Enable every kind of log in loggingConfiguration.",
    url="https://docs.aws.amazon.com/mwaa/latest/userguide/monitoring-airflow.html",
    peers=["CKV_AWS_242", "CKV_AWS_243", "CKV_AWS_244"],
    controls=LOGGING,
    manual=DECISION,
)
def airflow_logs(props: Props) -> Findings:
    """What a run did is known after it is gone."""
    for kind in AIRFLOW_LOGS:
        yield from expect(props, f"loggingConfiguration.{kind}.enabled", True)


@rule(
    resource=GRAFANA,
    severity=Severity.MEDIUM,
    fix="Set authenticationProviders to AWS_SSO or SAML and accountAccessType to CURRENT_ACCOUNT or ORGANIZATION.",
    url="https://docs.aws.amazon.com/grafana/latest/userguide/authentication-in-AMG.html",
    controls=ACCESS,
    manual=DECISION,
)
def grafana_sso(props: Props) -> Findings:
    """Dashboards are for people whom the company knows."""
    yield from needed(props, "authenticationProviders")


@rule(
    resource=PROMETHEUS,
    severity=Severity.LOW,
    fix="Set kmsKeyArn to a customer key.",
    url="https://docs.aws.amazon.com/prometheus/latest/userguide/encryption-at-rest-Amazon-Service-Prometheus.html",
    controls=ENCRYPTION,
)
def prometheus_cmk(props: Props) -> Findings:
    """Metrics tell how much a model is used, and by whom."""
    yield from needed(props, "kmsKeyArn")
