"""Lambda: what is set beside a function and a layer: concurrency, the runtime's updates, who may use the layer."""

from local.providers.aws.row import Op, Put, Ready, Row

CONCURRENCY = "ProvisionedConcurrencyConfig"


def invoke(action: str) -> Op:
    """The call of a function, which is told why."""
    taken = ("functionName", "input", "qualifier", "tenantId")
    return Op("Invoke", only=taken, renames={"input": "Payload"}, tells=action)


ROWS = (
    Row(
        type="aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig",
        service="lambda",
        key={"FunctionName": "functionName", "Qualifier": "qualifier"},
        create=Op(f"Put{CONCURRENCY}"),
        read=(
            Op(
                f"Get{CONCURRENCY}",
                renames={"provisionedConcurrentExecutions": "RequestedProvisionedConcurrentExecutions"},
            ),
        ),
        update=(Put(Op(f"Put{CONCURRENCY}")),),
        delete=(Op(f"Delete{CONCURRENCY}", only=()),),
        id="{functionName},{qualifier}",
        local={"skipDestroy": False},
        ready=Ready("Status", until=("READY",), failed=("FAILED",), reason="StatusReason"),
    ),
    Row(
        type="aws:lambda/runtimeManagementConfig:RuntimeManagementConfig",
        service="lambda",
        key={"FunctionName": "functionName", "Qualifier": "{qualifier?}"},
        create=Op("PutRuntimeManagementConfig"),
        read=(Op("GetRuntimeManagementConfig"),),
        update=(Put(Op("PutRuntimeManagementConfig")),),
        delete=(Op("PutRuntimeManagementConfig", only=(), send={"UpdateRuntimeOn": "Auto"}),),
        id="{functionName},{qualifier?}",
    ),
    Row(
        type="aws:lambda/layerVersionPermission:LayerVersionPermission",
        service="lambda",
        key={"LayerName": "layerName", "VersionNumber": "versionNumber", "StatementId": "statementId"},
        create=Op("AddLayerVersionPermission"),
        read=(
            Op(
                "GetLayerVersionPolicy",
                at="Policy.Statement[Sid={statementId}]",
                only=("action", "organizationId"),
                renames={"action": "Action", "organizationId": "Condition.StringEquals.aws:PrincipalOrgID"},
            ),
            Op("GetLayerVersionPolicy", only=("policy", "revisionId")),
        ),
        delete=(Op("RemoveLayerVersionPermission", only=()),),
        id="{layerName},{versionNumber}",
        imports=None,
        json=("policy",),
        local={"skipDestroy": False},
    ),
    Row(
        type="aws:lambda/invocation:Invocation",
        service="lambda",
        key={"FunctionName": "functionName", "Qualifier": "{qualifier?}"},
        create=invoke("create"),
        read=(Op("GetFunctionConfiguration", only=()),),
        update=(Put(invoke("update")),),
        delete=(invoke("delete"),),
        id="{functionName},{qualifier}",
        imports=None,
        json=("input",),
        defaults={"lifecycleScope": "CREATE_ONLY", "qualifier": "$LATEST", "terraformKey": "tf"},
        local={"lifecycleScope": "CREATE_ONLY", "terraformKey": "tf", "triggers": None},
        replace_when={"input": "called_once"},
        absent={"result": "null"},
    ),
)
