"""Airflow, Grafana and Prometheus: managed servers that only our network reaches."""

from ..controls import ACCESS, ENCRYPTION, LOGGING, NETWORK
from ..kernel import DECISION, REPLACES, Severity
from ..shapes import avoids, keeps, sets

AIRFLOW = "aws:mwaa/environment:Environment"
GRAFANA = "aws:grafana/workspace:Workspace"
PROMETHEUS = "aws:amp/workspace:Workspace"

AIRFLOW_LOGS = ("dagProcessingLogs", "schedulerLogs", "taskLogs", "webserverLogs", "workerLogs")


avoids(
    "airflow-private",
    "Airflow's own page starts every job.",
    {"webserverAccessMode": "PUBLIC_ONLY"},
    resource=AIRFLOW,
    severity=Severity.HIGH,
    fix="Leave webserverAccessMode at PRIVATE_ONLY.",
    url="https://docs.aws.amazon.com/mwaa/latest/userguide/configuring-networking.html",
    controls=NETWORK,
    remedy={"webserverAccessMode": "PRIVATE_ONLY"},
)

sets(
    "airflow-cmk",
    "Airflow's database holds connections and their passwords.",
    ["kmsKey"],
    resource=AIRFLOW,
    severity=Severity.MEDIUM,
    fix="Set kmsKey to a customer key.",
    url="https://docs.aws.amazon.com/mwaa/latest/userguide/encryption-at-rest.html",
    controls=ENCRYPTION,
    manual=REPLACES,
)

keeps(
    "airflow-logs",
    "What a run did is known after it is gone.",
    {f"loggingConfiguration.{kind}.enabled": True for kind in AIRFLOW_LOGS},
    resource=AIRFLOW,
    severity=Severity.MEDIUM,
    fix="Enable every kind of log in loggingConfiguration.",
    url="https://docs.aws.amazon.com/mwaa/latest/userguide/monitoring-airflow.html",
    peers=["CKV_AWS_242", "CKV_AWS_243", "CKV_AWS_244"],
    controls=LOGGING,
    manual=DECISION,
)

sets(
    "grafana-sso",
    "Dashboards are for people whom the company knows.",
    ["authenticationProviders"],
    resource=GRAFANA,
    severity=Severity.MEDIUM,
    fix="Set authenticationProviders to AWS_SSO or SAML and accountAccessType to CURRENT_ACCOUNT or ORGANIZATION.",
    url="https://docs.aws.amazon.com/grafana/latest/userguide/authentication-in-AMG.html",
    controls=ACCESS,
    manual=DECISION,
)

sets(
    "prometheus-cmk",
    "Metrics tell how much a model is used, and by whom.",
    ["kmsKeyArn"],
    resource=PROMETHEUS,
    severity=Severity.LOW,
    fix="Set kmsKeyArn to a customer key.",
    url="https://docs.aws.amazon.com/prometheus/latest/userguide/encryption-at-rest-Amazon-Service-Prometheus.html",
    controls=ENCRYPTION,
)
