"""Managed Airflow: what AWS fills in for an environment, and the tokens for its web server."""

from typing import Any

from local.cloud.store.call import Answer, Call
from local.cloud.store.kinds import Kind
from local.cloud.store.templates import fill

_LOGS = {
    "DagProcessingLogs": "DAGProcessing",
    "SchedulerLogs": "Scheduler",
    "TaskLogs": "Task",
    "WebserverLogs": "WebServer",
    "WorkerLogs": "Worker",
}
_SERVICE_ROLE = "role/aws-service-role/airflow.amazonaws.com/AWSServiceRoleForAmazonMWAA"


def _finish(call: Call, facts: dict[str, Any]) -> None:
    asked = facts.get("loggingconfiguration", {})
    facts["loggingconfiguration"] = {name: _log(call, facts, name, asked.get(name)) for name in _LOGS}
    facts.pop("workerreplacementstrategy", None)
    facts["lastupdate"] = {"Status": "SUCCESS", "CreatedAt": call.now}


def _log(call: Call, facts: dict[str, Any], name: str, asked: dict[str, Any] | None) -> dict[str, Any]:
    group = f"airflow-{facts['name']}-{_LOGS[name]}"
    arn = fill(f"arn:{{partition}}:logs:{{region}}:{{account}}:log-group:{group}", call.place)
    found = {"Enabled": False, "LogLevel": "INFO", **(asked or {})}
    return {**found, "CloudWatchLogGroupArn": arn} if found["Enabled"] else found


KINDS = (
    Kind(
        "Environment",
        key=("name",),
        arn="arn:{partition}:airflow:{region}:{account}:environment/{name}",
        defaults={
            "airflowversion": "2.10.3",
            "environmentclass": "mw1.small",
            "maxworkers": 10,
            "minworkers": 1,
            "schedulers": 2,
            "minwebservers": 2,
            "maxwebservers": 2,
            "webserveraccessmode": "PRIVATE_ONLY",
            "endpointmanagement": "SERVICE",
            "weeklymaintenancewindowstart": "SUN:03:30",
            "airflowconfigurationoptions": {},
        },
        derived={
            "webserverurl": "{uuid}.c2.airflow.{region}.on.aws",
            "servicerolearn": f"arn:{{partition}}:iam::{{account}}:{_SERVICE_ROLE}",
            "celeryexecutorqueue": "arn:{partition}:sqs:{region}:{account}:airflow-celery-{uuid}",
            "webservervpcendpointservice": "com.amazonaws.vpce.{region}.vpce-svc-{hex:17}",
            "databasevpcendpointservice": "com.amazonaws.vpce.{region}.vpce-svc-{hex:17}",
        },
        finish=_finish,
        taken=("ValidationException", "Environment with name {name} already exists."),
    ),
)


def create_cli_token(call: Call) -> Answer:
    found = call.the(call.kind("Environment"))
    return {"CliToken": fill("{letters:120}", {}), "WebServerHostname": found.facts["webserverurl"]}


def create_web_login_token(call: Call) -> Answer:
    found = call.the(call.kind("Environment"))
    return {
        "WebToken": fill("{letters:120}", {}),
        "WebServerHostname": found.facts["webserverurl"],
        "IamIdentity": f"user/{call.account}",
        "AirflowIdentity": f"user/{call.account}",
    }


ACTIONS = {"CreateCliToken": create_cli_token, "CreateWebLoginToken": create_web_login_token}
