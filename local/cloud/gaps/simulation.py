"""Simulation: IAM's SimulatePrincipalPolicy and SimulateCustomPolicy, answered by what enforcement decides with.

Like AWS's, it knows no request: condition keys are those that the caller gives, and so is a resource's policy.
"""

from collections.abc import Sequence
from typing import Any

from moto.iam.exceptions import NotFoundException
from moto.iam.models import iam_backends
from moto.iam.responses import IamResponse

from local.cloud.gaps.filling import Answer, Call, answers
from local.cloud.iam import callers
from local.cloud.iam.callers import Caller
from local.cloud.iam.documents import Principal, Request, read
from local.cloud.iam.evaluation import Decision, Policies, decide


def install() -> None:
    """Answer both operations, which moto lacks."""
    answers(IamResponse, "SimulatePrincipalPolicy", "SimulateCustomPolicy")(simulate)


def simulate(call: Call) -> Answer:
    caller = _caller(call)
    results = [
        _result(call, caller, action, resource)
        for action in call.params["ActionNames"]
        for resource in call.params.get("ResourceArns") or ["*"]
    ]
    return {"EvaluationResults": results, "IsTruncated": False}


def _caller(call: Call) -> Caller:
    if call.operation == "SimulateCustomPolicy":
        arn = call.params.get("CallerArn", f"arn:aws:iam::{call.account}:user/simulated")
        return Caller(Principal("AWS", arn, call.account))
    arn = str(call.params["PolicySourceArn"])
    backend = iam_backends[call.account]["aws"]
    kind, name = arn.split(":")[-1].partition("/")[0], arn.rpartition("/")[2]
    try:
        if kind == "role":
            backend.get_role_by_arn(arn)
            return callers.of_role(arn)
        if kind == "group":
            group = backend.get_group(name)
            return Caller(Principal("AWS", arn, call.account), identity=callers.documents(group))
        backend.get_user(name)
    except NotFoundException:
        raise call.refuse("NoSuchEntity", f"{arn} does not exist.") from None
    return callers.of_user(call.account, "aws", name)


def _result(call: Call, caller: Caller, action: str, resource: str) -> Answer:
    params, missing = call.params, dict[str, None]()
    given: dict[str, Sequence[str]] = {
        one["ContextKeyName"].lower(): one["ContextKeyValues"] for one in params.get("ContextEntries", [])
    }

    def keys(name: str) -> Sequence[str] | None:
        found = given.get(name.lower()) or caller.keys.get(name.lower())
        if found is None:
            missing[name] = None
        return found

    bounds = [read(text) for text in params.get("PermissionsBoundaryPolicyInputList", [])]
    policies = Policies(
        identity=[*caller.identity, *(read(text) for text in params.get("PolicyInputList", []))],
        boundary=tuple(one for document in bounds for one in document) if bounds else caller.boundary,
        resource=read(params["ResourcePolicy"]) if params.get("ResourcePolicy") else None,
        resource_account=_account(params, caller),
    )
    decision = decide(Request(caller.principal, action, resource, keys), policies)
    return {
        "EvalActionName": action,
        "EvalResourceName": resource,
        "EvalDecision": _named(decision),
        "MatchedStatements": [],
        "MissingContextValues": list(missing),
    }


def _account(params: dict[str, Any], caller: Caller) -> str:
    owner = str(params.get("ResourceOwner") or caller.principal.account)
    return owner.split(":")[4] if owner.startswith("arn:") else owner


def _named(decision: Decision) -> str:
    if decision.allowed:
        return "allowed"
    return "explicitDeny" if decision.explicit else "implicitDeny"
