"""Data sources of Lambda."""

from local.providers.aws.row import Op
from local.providers.aws.sources.source import Source

SOURCES = (
    Source(
        type="aws:lambda/getFunction:getFunction",
        service="lambda",
        noun="Lambda Function",
        read=(
            Op("GetFunction", at="Configuration", skip=("tags",)),
            Op("GetFunction", only=("tags", "reservedConcurrentExecutions", "imageUri")),
        ),
        id="{functionName}",
        key={"FunctionName": "functionName", "Qualifier": "qualifier"},
        renames={
            "arn": "FunctionArn",
            "architectures": "Architectures",
            "codeSha256": "CodeSha256",
            "sourceCodeHash": "CodeSha256",
            "sourceCodeSize": "CodeSize",
            "kmsKeyArn": "KMSKeyArn",
            "layers": "Layers[].Arn",
            "reservedConcurrentExecutions": "Concurrency.ReservedConcurrentExecutions",
            "imageUri": "Code.ImageUri",
            "ephemeralStorages": "EphemeralStorage",
            "loggingConfigs": "LoggingConfig",
        },
        defaults={"reservedConcurrentExecutions": -1, "qualifier": "$LATEST"},
        computed={
            "qualifiedArn": "{arn}:{version}",
            "invokeArn": ("arn:{partition}:apigateway:{region}:lambda:path/2015-03-31/functions/{arn}/invocations"),
            "qualifiedInvokeArn": (
                "arn:{partition}:apigateway:{region}:lambda:path/2015-03-31/functions/{arn}:{version}/invocations"
            ),
        },
    ),
)
