"""Pipelines: a definition is JSON text, given or read from S3."""

import json
from typing import Any

from moto.core.utils import utcnow
from moto.s3.models import s3_backends
from moto.sagemaker import models as moto_models
from moto.sagemaker.exceptions import ValidationError
from moto.sagemaker.responses import SageMakerResponse

from local.cloud.gaps.filling import Answer, Call, answers
from local.cloud.gaps.sagemaker import kinds
from local.cloud.patching import replace


@kinds.before_create("Pipeline")
def check(call: Call) -> None:
    try:
        json.loads(call.params.get("PipelineDefinition", "{}"))
    except ValueError as error:
        raise call.refuse(kinds.INVALID, f"Unable to parse pipeline definition: {error}") from error


@kinds.after_create("Pipeline")
def complete(_: Call, pipeline: Any) -> None:
    pipeline.asked["PipelineDefinition"] = pipeline.pipeline_definition
    pipeline.asked.setdefault("PipelineDisplayName", pipeline.pipeline_name)


@answers(SageMakerResponse, "UpdatePipeline")
def update(call: Call) -> Answer:
    pipeline = kinds.find(call, "Pipeline")
    check(call)
    answer = call.moto()
    pipeline.asked.update(call.params)
    pipeline.last_modified_time = utcnow()
    complete(call, pipeline)
    return answer


def _definition_in_s3(location: dict[str, Any], account_id: str, partition: str) -> str:
    found: Any = s3_backends[account_id][partition].get_object(
        location["Bucket"], location["ObjectKey"], location.get("VersionId")
    )
    if found is None:
        raise ValidationError(f"Could not read s3://{location['Bucket']}/{location['ObjectKey']}.")
    return found.value.decode()


# moto parses the definition, and then describes an object where AWS has a string.
replace(moto_models, load_pipeline_definition_from_s3=_definition_in_s3)
