"""Lambda: settings of a function that moto does not know."""

from local.cloud.store.kinds import Kind, Parent

_OF_FUNCTION = Parent("Function", {"functionname": "FunctionName"}, read="GetFunction", cascade=True)
_ARN = "arn:{partition}:lambda:{region}:{account}:function:{functionname}"
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
)
