"""EventBridge Scheduler: a group that is not there is no crash, and takes its schedules along."""

from moto.scheduler.models import scheduler_backends
from moto.scheduler.responses import EventBridgeSchedulerResponse

from local.cloud.gaps.filling import Answer, Call, answers


@answers(EventBridgeSchedulerResponse, "DeleteScheduleGroup")
def delete_schedule_group(call: Call) -> Answer:
    name = call.params["Name"]
    if name not in scheduler_backends[call.account][call.region].schedule_groups:
        raise call.refuse("ResourceNotFoundException", f"Schedule group {name} does not exist.")
    if name == "default":
        raise call.refuse("ValidationException", "The default schedule group cannot be deleted.")
    return call.moto()
