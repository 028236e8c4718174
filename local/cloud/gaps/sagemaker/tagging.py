"""Tagging: tags of every kind that moto keeps."""

from typing import Any, cast

from moto.sagemaker.responses import SageMakerResponse

from local.cloud.gaps.filling import Answer, Call, answers
from local.cloud.gaps.sagemaker.kinds import INVALID, backend


@answers(SageMakerResponse, "ListTags")
def list_tags(call: Call) -> Answer:
    return {"Tags": _tagged(call).tags}


@answers(SageMakerResponse, "AddTags")
def add_tags(call: Call) -> Answer:
    resource, new = _tagged(call), {tag["Key"] for tag in call.params["Tags"]}
    resource.tags = [*(tag for tag in resource.tags if tag["Key"] not in new), *call.params["Tags"]]
    return {"Tags": resource.tags}


@answers(SageMakerResponse, "DeleteTags")
def delete_tags(call: Call) -> Answer:
    resource = _tagged(call)
    resource.tags = [tag for tag in resource.tags if tag["Key"] not in call.params["TagKeys"]]
    return {}


def _tagged(call: Call) -> Any:
    arn = str(call.params["ResourceArn"])
    for store in vars(backend(call)).values():
        for entry in cast(dict[str, Any], store).values() if isinstance(store, dict) else ():
            for resource in entry if isinstance(entry, list) else [entry]:
                if getattr(resource, "arn", None) == arn:
                    resource.tags = resource.tags or []
                    return resource
    raise call.refuse(INVALID, f"Could not find resource with ARN {arn}.")
