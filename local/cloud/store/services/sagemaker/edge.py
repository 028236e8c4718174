"""Edge: fleets of devices, which are registered many at once."""

from local.cloud.store.call import Answer, Call, name_of
from local.cloud.store.kinds import Kind, Parent, Statuses
from local.cloud.store.services.sagemaker.words import IN_USE, INVALID, Action, arn, refuse, taken
from local.cloud.store.templates import fill


def _alias(_: Call, facts: dict[str, object]) -> None:
    if facts.pop("enableiotrolealias", False):
        facts["iotrolealias"] = f"SageMakerEdge-{facts['name']}"


_DEVICE = Kind(
    "Device",
    key=("fleetname", "name"),
    arn=arn("device-fleet/{lower:fleetname}/device/{lower:name}"),
    statuses=Statuses(),
    parents=(
        Parent(
            "DeviceFleet",
            {"fleetname": "name"},
            in_use=(IN_USE, "The device fleet {fleetname} has devices and cannot be deleted."),
        ),
    ),
    missing=(INVALID, "No device with name {name} found in fleet {fleetname}."),
)
KINDS = (
    Kind(
        "DeviceFleet",
        arn=arn("device-fleet/{lower:name}"),
        finish=_alias,
        missing=(INVALID, "No devicefleet with name {name} found in account {account}."),
        taken=taken("DeviceFleet"),
    ),
    _DEVICE,
)


def register(call: Call) -> Answer:
    """RegisterDevices: all of them, or none if one is registered already."""
    shelf = call.shelf(_DEVICE)
    call.the(call.kind("DeviceFleet"), {"name": call.params["DeviceFleetName"]})
    for device in call.params["Devices"]:
        facts = _facts(call, device)
        if call.objects.get(_DEVICE, shelf, name_of(_DEVICE, facts)):
            raise refuse(f"Device with name {facts['name']} is already registered in fleet {facts['fleetname']}.")
    for device in call.params["Devices"]:
        facts = _facts(call, device)
        facts |= {"arn": fill(_DEVICE.arn, {**call.place, **facts}), "registrationtime": call.now}
        call.objects.make(_DEVICE, shelf, name_of(_DEVICE, facts), facts, dict(call.tags))
    return {}


def update(call: Call) -> Answer:
    """UpdateDevices."""
    for device in call.params["Devices"]:
        facts = _facts(call, device)
        call.objects.edit(call.the(_DEVICE, facts)).facts.update(facts)
    return {}


def deregister(call: Call) -> Answer:
    """DeregisterDevices; those that are not registered are passed over."""
    call.the(call.kind("DeviceFleet"), {"name": call.params["DeviceFleetName"]})
    for name in call.params["DeviceNames"]:
        named = {"fleetname": call.params["DeviceFleetName"], "name": name}
        if found := call.find(_DEVICE, named):
            call.objects.remove(found)
    return {}


def _facts(call: Call, device: Answer) -> Answer:
    told = {_DEVICE.fact(member): value for member, value in device.items()}
    return {**told, "fleetname": call.params["DeviceFleetName"]}


ACTIONS: dict[str, Action] = {"RegisterDevices": register, "UpdateDevices": update, "DeregisterDevices": deregister}
