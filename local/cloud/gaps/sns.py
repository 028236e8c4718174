"""SNS: data protection policies of topics."""

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


def _topic(call: Call) -> Any:
    topic = sns_backends[call.account][call.region].topics.get(call.params["ResourceArn"])
    if topic is None:
        raise call.refuse("NotFoundException", "Topic does not exist")
    return topic
