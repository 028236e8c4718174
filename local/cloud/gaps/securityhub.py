"""Security Hub: the settings of the hub."""

from moto.securityhub.models import SecurityHubBackend, securityhub_backends
from moto.securityhub.responses import SecurityHubResponse

from local.cloud.gaps.filling import Answer, Call, answers


@answers(SecurityHubResponse, "EnableSecurityHub")
def enable_security_hub(call: Call) -> Answer:
    backend = _backend(call)
    if backend.enabled:
        raise call.refuse("ResourceConflictException", "Account is already subscribed to Security Hub")
    chosen = call.params.get("ControlFindingGenerator", "SECURITY_CONTROL")
    vars(backend)["settings"] = {"AutoEnableControls": True, "ControlFindingGenerator": chosen}
    return call.moto()


@answers(SecurityHubResponse, "DescribeHub")
def describe_hub(call: Call) -> Answer:
    return {**call.moto(), **vars(_backend(call)).get("settings", {})}


@answers(SecurityHubResponse, "UpdateSecurityHubConfiguration")
def update_security_hub_configuration(call: Call) -> Answer:
    backend = _backend(call)
    if not backend.enabled:
        raise call.refuse("InvalidAccessException", f"Account {call.account} is not subscribed to AWS Security Hub")
    vars(backend)["settings"] |= call.params
    return {}


def _backend(call: Call) -> SecurityHubBackend:
    return securityhub_backends[call.account][call.region]
