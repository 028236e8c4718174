"""Throttling: the code and the status with which each service says that it is called too often, or that it failed."""

from http import HTTPStatus
from typing import NamedTuple

from local.cloud.request import Request


class Refusal(NamedTuple):
    """How a service refuses."""

    status: int
    code: str


# Services that have their own; the others go by protocol. From botocore's models (errors with `retryable.throttling`),
# its `_retry.json`, and the services' error pages.
_THROTTLED = {
    "apigateway": Refusal(429, "TooManyRequestsException"),
    "athena": Refusal(400, "ThrottlingException"),
    "autoscaling": Refusal(400, "Throttling"),
    "codepipeline": Refusal(400, "ThrottlingException"),
    "dynamodb": Refusal(400, "ProvisionedThroughputExceededException"),
    "ec2": Refusal(503, "RequestLimitExceeded"),
    "eks": Refusal(429, "TooManyRequestsException"),
    "elasticloadbalancing": Refusal(400, "Throttling"),
    "lambda": Refusal(429, "TooManyRequestsException"),
    "monitoring": Refusal(400, "Throttling"),
    "s3": Refusal(503, "SlowDown"),
    "sqs": Refusal(403, "RequestThrottled"),
}
_BY_PROTOCOL = {
    "json": Refusal(400, "ThrottlingException"),
    "query": Refusal(400, "Throttling"),
    "rest-json": Refusal(429, "TooManyRequestsException"),
    "rest-xml": Refusal(400, "Throttling"),
}
_FAILED = {
    "s3": {500: "InternalError", 503: "ServiceUnavailable"},
    "sns": {500: "InternalError"},
    "ec2": {500: "InternalError", 503: "Unavailable"},
}
_FAILURES = {500: "InternalFailure", 503: "ServiceUnavailable"}


def throttled(request: Request) -> Refusal:
    """How the service says that it is called too often."""
    return _THROTTLED.get(request.service) or _BY_PROTOCOL[request.protocol]


def failed(request: Request, status: int) -> str:
    """The code that the service gives a failure of that status."""
    codes = {**_FAILURES, **_FAILED.get(request.service, {})}
    return codes.get(status) or HTTPStatus(status).phrase.replace(" ", "")
