"""Acting: what a test cannot ask of AWS's API: to be a service, and to ask for a decision without a call."""

import io
import json
from collections.abc import Mapping
from typing import Any

from moto.sts.models import sts_backends

from local.cloud.iam import callers, refusals
from local.cloud.iam.authorizer import Authorizer, Denial
from local.cloud.iam.call import Call
from local.cloud.iam.callers import Caller
from local.cloud.iam.conditions import texts
from local.cloud.iam.dependents import Need
from local.cloud.request import Request

_SESSION = "SageMaker"
"""AWS names the sessions of its services itself."""
_SECONDS = 3600
_REGION = "us-east-1"


def assume(authorizer: Authorizer, role_arn: str, service: str, keys: callers.Keys) -> str | Denial:
    """Credentials of a role as JSON, in the words of boto3's client; or why the trust policy refuses them."""
    caller = callers.of_service(service, keys)
    need = Need("sts:AssumeRole", role_arn)
    decision = authorizer.decision(_no_call("sts"), caller, need)
    if not decision.allowed:
        return Denial(caller, need, decision)
    account = role_arn.split(":")[4]
    session = sts_backends[account]["aws"].assume_role(
        region_name=_REGION,
        role_session_name=_SESSION,
        role_arn=role_arn,
        policy="",
        duration=_SECONDS,
        external_id="",
    )
    return json.dumps(
        {
            "aws_access_key_id": session.access_key_id,
            "aws_secret_access_key": session.secret_access_key,
            "aws_session_token": session.session_token,
        }
    )


def decide(authorizer: Authorizer, principal: str, action: str, resource: str, context: Mapping[str, Any]) -> str:
    """Whether a service, or a role, may do that, as JSON with AWS's reason."""
    keys = {name.lower(): texts(value) for name, value in context.items()}
    caller = _caller(principal)
    need = Need(action, resource, keys)
    region = resource.split(":")[3] if resource.startswith("arn:") else ""
    decision = authorizer.decision(_no_call(action.partition(":")[0], region or _REGION), caller, need)
    return refusals.said(decision, caller.principal, action, resource)


def _caller(principal: str) -> Caller:
    if not principal.startswith("arn:"):
        return callers.of_service(principal, {})
    return callers.of_role(principal)


def _no_call(prefix: str, region: str = _REGION) -> Call:
    scope = f"AWS4-HMAC-SHA256 Credential={callers.ROOT_KEY}/20260101/{region}/{prefix}/aws4_request"
    environ = {"REQUEST_METHOD": "POST", "PATH_INFO": "/", "wsgi.input": io.BytesIO(), "HTTP_AUTHORIZATION": scope}
    return Call(Request(environ), prefix, prefix, "", {})
