"""Samples of Secrets Manager."""

from tests.local.providers.aws.samples.sample import KEY_ARN, OTHER_TAGS, TAGS, Sample, policy

SECRET = "{aws:secretsmanager/secret:Secret.arn}"

SAMPLES: dict[str, Sample] = {
    "aws:secretsmanager/secret:Secret": Sample(
        {"name": "churn/token", "description": "a token", "kmsKeyId": KEY_ARN, "recoveryWindowInDays": 0, "tags": TAGS},
        updates={
            "description": "other",
            "kmsKeyId": KEY_ARN[:-1] + "c",
            "policy": policy("secretsmanager:GetSecretValue"),
            "tags": OTHER_TAGS,
        },
        replaces={"name": "other"},
        write_only=("recoveryWindowInDays",),
    ),
    "aws:secretsmanager/secretVersion:SecretVersion": Sample(
        {"secretId": "{aws:secretsmanager/secret:Secret}", "secretString": "s3cr3t"},
        replaces={"secretId": "other", "secretString": "other"},
        stays=True,
    ),
    "aws:secretsmanager/secretPolicy:SecretPolicy": Sample(
        {"secretArn": SECRET, "policy": policy("secretsmanager:GetSecretValue"), "blockPublicPolicy": True},
        updates={"policy": policy("secretsmanager:DescribeSecret")},
        replaces={"secretArn": "arn:aws:secretsmanager:eu-west-1:123456789012:secret:other-abcdef"},
        write_only=("blockPublicPolicy",),
    ),
    "aws:secretsmanager/tag:Tag": Sample(
        {"secretId": SECRET, "key": "cost", "value": "4711"},
        updates={"value": "4712"},
        replaces={"secretId": "arn:aws:secretsmanager:eu-west-1:123456789012:secret:other-abcdef", "key": "other"},
    ),
    "aws:secretsmanager/secretRotation:SecretRotation": Sample(
        {
            "secretId": SECRET,
            "rotationLambdaArn": "{aws:lambda/function:Function.arn}",
            "rotationRules": {"automaticallyAfterDays": 30},
            "rotateImmediately": False,
        },
        updates={"rotationRules": {"scheduleExpression": "rate(10 days)", "duration": "3h"}},
        write_only=("rotateImmediately",),
        not_replaced="what it replaces for is another secret",
    ),
}
