"""Monitoring: schedules, started and stopped, and the four kinds of job definitions. No job ever runs."""

from local.cloud.store import families
from local.cloud.store.call import Answer, Call
from local.cloud.store.kinds import Kind, Statuses
from local.cloud.store.services.sagemaker.words import Action, arn, missing, taken


def _definition(noun: str, path: str) -> Kind:
    return Kind(
        noun,
        arn=arn(f"{path}/{{lower:name}}"),
        renames={"monitoringjobdefinitionname": "name", "monitoringjobdefinitionarn": "arn"},
        missing=missing(noun),
        taken=taken(noun),
    )


KINDS = (
    Kind(
        "MonitoringSchedule",
        arn=arn("monitoring-schedule/{lower:name}"),
        status="status",
        statuses=Statuses("Pending", "Scheduled", "Pending", failed="Failed", stopped="Stopped"),
        missing=missing("MonitoringSchedule"),
        taken=taken("MonitoringSchedule"),
    ),
    _definition("DataQualityJobDefinition", "data-quality-job-definition"),
    _definition("ModelBiasJobDefinition", "model-bias-job-definition"),
    _definition("ModelExplainabilityJobDefinition", "model-explainability-job-definition"),
    _definition("ModelQualityJobDefinition", "model-quality-job-definition"),
)


def create(call: Call) -> Answer:
    """CreateMonitoringSchedule."""
    answer = families.create(call, call.kind("MonitoringSchedule"))
    _complete(call)
    return answer


def update(call: Call) -> Answer:
    """UpdateMonitoringSchedule."""
    answer = families.update(call, call.kind("MonitoringSchedule"))
    _complete(call)
    return answer


def _complete(call: Call) -> None:
    """What Describe and List tell of the configuration beside it."""
    facts = call.objects.edit(call.the(call.kind("MonitoringSchedule"))).facts
    config = facts["config"]
    facts["monitoringtype"] = config.get("MonitoringType", "DataQuality")
    facts["monitoringjobdefinitionname"] = config.get("MonitoringJobDefinitionName")
    inputs = (config.get("MonitoringJobDefinition") or {}).get("MonitoringInputs") or [{}]
    facts["endpointname"] = (inputs[0].get("EndpointInput") or {}).get("EndpointName")


def list_executions(_: Call) -> Answer:
    """ListMonitoringExecutions: nothing ever runs."""
    return {"MonitoringExecutionSummaries": []}


def list_alerts(_: Call) -> Answer:
    """ListMonitoringAlerts: what never runs has no alerts."""
    return {"MonitoringAlertSummaries": []}


def list_alert_history(_: Call) -> Answer:
    """ListMonitoringAlertHistory."""
    return {"MonitoringAlertHistory": []}


ACTIONS: dict[str, Action] = {
    "CreateMonitoringSchedule": create,
    "UpdateMonitoringSchedule": update,
    "ListMonitoringExecutions": list_executions,
    "ListMonitoringAlerts": list_alerts,
    "ListMonitoringAlertHistory": list_alert_history,
}
