"""Samples of Lambda."""

from tests.local.providers.aws.samples.sample import ACCOUNT, OTHER_TAGS, QUEUE_ARN, TAGS, Sample

FUNCTION = "{aws:lambda/function:Function}"
ROLE_ARN = "{aws:iam/role:Role.arn}"
CODE = {"assets": {"app.py": {"text": "def handler(event, context): return event"}}}
PROFILE = f"arn:aws:signer:eu-west-1:{ACCOUNT}:/signing-profiles/churn/abcdefghij"

SAMPLES: dict[str, Sample] = {
    "aws:lambda/function:Function": Sample(
        {
            "role": ROLE_ARN,
            "runtime": "python3.12",
            "handler": "app.handler",
            "code": CODE,
            "environment": {"variables": {"STAGE": "local"}},
            "publish": True,
            "reservedConcurrentExecutions": -1,
            "tags": TAGS,
        },
        updates={
            "code": {"assets": {"app.py": {"text": "def handler(event, context): return 1"}}},
            "description": "approves",
            "environment": {"variables": {"STAGE": "other"}},
            "handler": "app.other",
            "memorySize": 256,
            "timeout": 30,
            "reservedConcurrentExecutions": 2,
            "tracingConfig": {"mode": "Active"},
            "snapStart": {"applyOn": "PublishedVersions"},
            "deadLetterConfig": {"targetArn": QUEUE_ARN},
            "ephemeralStorage": {"size": 1024},
            "tags": OTHER_TAGS,
        },
        replaces={"name": "other", "packageType": "Image"},
        write_only=("code", "publish"),
    ),
    "aws:lambda/alias:Alias": Sample(
        {"functionName": FUNCTION, "functionVersion": "$LATEST", "name": "live"},
        updates={"description": "other", "functionVersion": "1"},
        replaces={"functionName": "other", "name": "other"},
        import_id="{functionName}/{name}",
    ),
    "aws:lambda/permission:Permission": Sample(
        {
            "function": FUNCTION,
            "statementId": "events",
            "action": "lambda:InvokeFunction",
            "principal": "events.amazonaws.com",
            "sourceArn": f"arn:aws:events:eu-west-1:{ACCOUNT}:rule/churn",
        },
        replaces={"function": "other", "statementId": "other", "action": "lambda:GetFunction", "principal": "other"},
        import_id="{function}/{statementId}",
        write_only=("principal",),
    ),
    "aws:lambda/layerVersion:LayerVersion": Sample(
        {"layerName": "churn", "code": CODE, "compatibleRuntimes": ["python3.12"], "description": "shared"},
        replaces={"layerName": "other", "description": "other", "compatibleRuntimes": ["python3.11"]},
        write_only=("code",),
    ),
    "aws:lambda/eventSourceMapping:EventSourceMapping": Sample(
        {"functionName": FUNCTION, "eventSourceArn": QUEUE_ARN, "batchSize": 5},
        updates={"batchSize": 10, "enabled": False},
        replaces={"eventSourceArn": QUEUE_ARN + "2"},
    ),
    "aws:lambda/functionUrl:FunctionUrl": Sample(
        {
            "functionName": FUNCTION,
            "qualifier": "{aws:lambda/alias:Alias.name}",
            "authorizationType": "AWS_IAM",
        },
        updates={"authorizationType": "NONE", "cors": {"allowOrigins": ["*"], "maxAge": 60}},
        replaces={"functionName": "other", "qualifier": "other"},
        not_replaced="another URL leads to another alias",
    ),
    "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig": Sample(
        {"functionName": FUNCTION, "maximumRetryAttempts": 1, "maximumEventAgeInSeconds": 60},
        updates={"maximumRetryAttempts": 2, "destinationConfig": {"onFailure": {"destination": QUEUE_ARN}}},
        replaces={"functionName": "other"},
    ),
    "aws:lambda/codeSigningConfig:CodeSigningConfig": Sample(
        {"allowedPublishers": {"signingProfileVersionArns": [PROFILE]}, "description": "ours", "tags": TAGS},
        updates={"policies": {"untrustedArtifactOnDeployment": "Enforce"}, "description": "other", "tags": OTHER_TAGS},
    ),
}
