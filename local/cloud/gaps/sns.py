"""SNS: data protection policies of topics, and what is not told of applications and text messages."""

from typing import Any

from moto.sns.models import sns_backends
from moto.sns.responses import SNSResponse

from local.cloud.gaps.filling import Answer, Call, answers


@answers(SNSResponse, "PutDataProtectionPolicy")
def put_data_protection_policy(call: Call) -> Answer:
    vars(_topic(call))["data_protection_policy"] = call.params["DataProtectionPolicy"]
    return {}


@answers(SNSResponse, "GetDataProtectionPolicy")
def get_data_protection_policy(call: Call) -> Answer:
    return {"DataProtectionPolicy": vars(_topic(call)).get("data_protection_policy", "")}


@answers(SNSResponse, "GetPlatformApplicationAttributes")
def get_platform_application_attributes(call: Call) -> Answer:
    """The credentials are not told; an attribute that is set to nothing is not there."""
    kept = call.moto()["Attributes"]
    told = {name: value for name, value in kept.items() if value and not str(name).startswith("Platform")}
    return {"Attributes": {"Enabled": "true", **told}}


@answers(SNSResponse, "DeletePlatformApplication")
def delete_platform_application(call: Call) -> Answer:
    """One that is gone may be deleted again."""
    known = call.params["PlatformApplicationArn"] in sns_backends[call.account][call.region].applications
    return call.moto() if known else {}


@answers(SNSResponse, "GetSMSAttributes")
def get_sms_attributes(call: Call) -> Answer:
    return {"attributes": {name: value for name, value in call.moto()["attributes"].items() if value}}


def _topic(call: Call) -> Any:
    topic = sns_backends[call.account][call.region].topics.get(call.params["ResourceArn"])
    if topic is None:
        raise call.refuse("NotFoundException", "Topic does not exist")
    return topic
