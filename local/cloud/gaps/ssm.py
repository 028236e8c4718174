"""SSM: service settings, which every account has."""

from typing import Any

from moto.ssm.models import ssm_backends
from moto.ssm.responses import SimpleSystemManagerResponse

from local.cloud.gaps.filling import Answer, Call, answers

_DEFAULTS = {
    "/ssm/parameter-store/default-parameter-tier": "Standard",
    "/ssm/parameter-store/high-throughput-enabled": "false",
    "/ssm/managed-instance/activation-tier": "standard",
    "/ssm/documents/console/public-sharing-permission": "Enable",
    "/ssm/automation/customer-script-log-destination": "NotConfigured",
    "/ssm/automation/customer-script-log-group-name": "NotConfigured",
}


@answers(SimpleSystemManagerResponse, "GetServiceSetting")
def get_service_setting(call: Call) -> Answer:
    return {"ServiceSetting": _setting(call)}


@answers(SimpleSystemManagerResponse, "UpdateServiceSetting")
def update_service_setting(call: Call) -> Answer:
    name = _setting(call)["SettingId"]
    _changed(call)[name] = call.params["SettingValue"]
    return {}


@answers(SimpleSystemManagerResponse, "ResetServiceSetting")
def reset_service_setting(call: Call) -> Answer:
    _changed(call).pop(_setting(call)["SettingId"], None)
    return {"ServiceSetting": _setting(call)}


def _changed(call: Call) -> dict[str, str]:
    return vars(ssm_backends[call.account][call.region]).setdefault("service_settings", {})


def _setting(call: Call) -> dict[str, Any]:
    name = str(call.params["SettingId"])
    if name.startswith("arn:"):
        name = name.partition(":servicesetting")[2]
    if name not in _DEFAULTS:
        raise call.refuse("ServiceSettingNotFound", f"Setting {name} is not found.")
    value = _changed(call).get(name, _DEFAULTS[name])
    return {
        "SettingId": name,
        "SettingValue": value,
        "ARN": f"arn:{call.response.partition}:ssm:{call.region}:{call.account}:servicesetting{name}",
        "Status": "Customized" if name in _changed(call) else "Default",
    }
