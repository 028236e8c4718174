"""Secrets Manager: a rotation is a schedule that is kept. Its function is not run: no version of the secret changes."""

from datetime import UTC, datetime, timedelta
from typing import Any

from moto.awslambda.exceptions import UnknownFunctionException
from moto.awslambda.utils import get_backend
from moto.secretsmanager.models import secretsmanager_backends
from moto.secretsmanager.responses import SecretsManagerResponse

from local.cloud.gaps.filling import Answer, Call, answers

_NO_FUNCTION = (
    "You tried to enable rotation on a secret that doesn't already have a Lambda function ARN configured "
    "and you didn't include such an ARN as a parameter in this call."
)
_KEPT = ("RotationLambdaARN", "RotationRules", "ExternalSecretRotationMetadata", "ExternalSecretRotationRoleArn")


def _secret(call: Call) -> Any:
    """moto's secret; it refuses one that is not there."""
    backend = secretsmanager_backends[call.account][call.region]
    backend.describe_secret(call.params["SecretId"])
    return backend.secrets[call.params["SecretId"]]


@answers(SecretsManagerResponse, "RotateSecret")
def rotate_secret(call: Call) -> Answer:
    secret = _secret(call)
    if secret.is_deleted():
        raise call.refuse("InvalidRequestException", "The secret is marked deleted.")
    rotation = {**vars(secret).get("rotation", {}), **{k: call.params[k] for k in _KEPT if k in call.params}}
    if not rotation.get("RotationLambdaARN"):
        raise call.refuse("InvalidRequestException", _NO_FUNCTION)
    if not _is_function(call, rotation["RotationLambdaARN"]):
        raise call.refuse(
            "ResourceNotFoundException", f"Secrets Manager can't find the function {rotation['RotationLambdaARN']}."
        )
    secret.rotation_requested = secret.rotation_enabled = True
    secret.rotation_lambda_arn = rotation["RotationLambdaARN"]
    days = rotation.get("RotationRules", {}).get("AutomaticallyAfterDays")
    secret.next_rotation_date = int((datetime.now(UTC) + timedelta(days=days)).timestamp()) if days else None
    vars(secret)["rotation"] = rotation
    return {"ARN": secret.arn, "Name": secret.name}


def _is_function(call: Call, arn: str) -> bool:
    try:
        get_backend(call.account, call.region).get_function(arn)
    except UnknownFunctionException:
        return False
    return True


@answers(SecretsManagerResponse, "DescribeSecret")
def describe_secret(call: Call) -> Answer:
    answer = call.moto()
    if rotation := vars(_secret(call)).get("rotation"):
        answer.update(rotation)
        answer.pop("LastRotatedDate", None)
    return answer
