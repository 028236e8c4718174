"""Samples of what is set beside a function of Lambda and a layer version."""

from tests.local.providers.aws.samples.sample import Sample

FUNCTION = "{aws:lambda/function:Function}"

SAMPLES: dict[str, Sample] = {
    "aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig": Sample(
        {"functionName": FUNCTION, "qualifier": "1", "provisionedConcurrentExecutions": 1},
        updates={"provisionedConcurrentExecutions": 2},
        replaces={"qualifier": "2", "functionName": "other"},
        not_replaced="a function has one published version here",
    ),
    "aws:lambda/runtimeManagementConfig:RuntimeManagementConfig": Sample(
        {"functionName": FUNCTION, "updateRuntimeOn": "FunctionUpdate"},
        updates={"updateRuntimeOn": "Auto"},
        replaces={"functionName": "other"},
        stays=True,
    ),
    "aws:lambda/layerVersionPermission:LayerVersionPermission": Sample(
        {
            "layerName": "churn",
            "versionNumber": "{aws:lambda/layerVersion:LayerVersion.version}",
            "statementId": "account",
            "action": "lambda:GetLayerVersion",
            "principal": "123456789012",
        },
        replaces={"statementId": "other", "principal": "*"},
        write_only=("principal",),
    ),
    "aws:lambda/invocation:Invocation": Sample(
        {"functionName": FUNCTION, "input": '{"domain": "d-1"}', "lifecycleScope": "CRUD"},
        updates={"input": '{"domain": "d-2"}', "terraformKey": "call"},
        replaces={"functionName": "other", "qualifier": "1", "triggers": {"again": "1"}},
        stays=True,
    ),
}
