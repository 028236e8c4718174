"""Lambda: settings of a function that moto does not know."""

from typing import Any

from local.cloud.store.call import Call
from local.cloud.store.kinds import Kind, Parent, Statuses

_OF_FUNCTION = Parent("Function", {"functionname": "FunctionName"}, read="GetFunction", cascade=True)
_ARN = "arn:{partition}:lambda:{region}:{account}:function:{functionname}"


def _provisioned(_: Call, facts: dict[str, Any]) -> None:
    if asked := facts.pop("provisionedconcurrentexecutions", None):
        facts["requestedprovisionedconcurrentexecutions"] = asked
    for kind in ("available", "allocated"):
        facts[f"{kind}provisionedconcurrentexecutions"] = facts["requestedprovisionedconcurrentexecutions"]


KINDS = (
    Kind(
        "FunctionRecursionConfig",
        key=("functionname",),
        renames={"functionname": "functionname", "functionarn": "functionarn"},
        always=True,
        operations={"GetFunctionRecursionConfig": "read", "PutFunctionRecursionConfig": "update"},
        defaults={"recursiveloop": "Terminate"},
        parents=(_OF_FUNCTION,),
    ),
    Kind(
        "RuntimeManagementConfig",
        key=("functionname",),
        renames={"functionname": "functionname", "functionarn": "functionarn"},
        always=True,
        operations={"GetRuntimeManagementConfig": "read", "PutRuntimeManagementConfig": "update"},
        defaults={"updateruntimeon": "Auto"},
        derived={"functionarn": _ARN},
        parents=(_OF_FUNCTION,),
    ),
    Kind(
        "CodeSigningConfig",
        key=("arn",),
        ids={"id": "csc-{hex:17}"},
        arn="arn:{partition}:lambda:{region}:{account}:code-signing-config:{id}",
        defaults={"codesigningpolicies": {"UntrustedArtifactOnDeployment": "Warn"}},
    ),
    Kind(
        "ProvisionedConcurrencyConfig",
        key=("functionname", "qualifier"),
        renames={"functionname": "functionname"},
        replaces=True,
        status="status",
        statuses=Statuses(creating="IN_PROGRESS", ready="READY", updating="IN_PROGRESS", failed="FAILED"),
        missing=("ProvisionedConcurrencyConfigNotFoundException", "No Provisioned Concurrency Config found"),
        parents=(_OF_FUNCTION,),
        finish=_provisioned,
    ),
)
