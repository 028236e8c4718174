"""Samples of IAM: identity providers, service-linked roles, settings of the account."""

from tests.local.providers.aws.samples.sample import OTHER_TAGS, TAGS, Sample

METADATA = "<EntityDescriptor>" + "x" * 1000 + "</EntityDescriptor>"

SAMPLES: dict[str, Sample] = {
    "aws:iam/instanceProfile:InstanceProfile": Sample(
        {"role": "{aws:iam/role:Role}", "tags": TAGS},
        updates={"tags": OTHER_TAGS},
        replaces={"name": "other", "path": "/mlops/"},
    ),
    "aws:iam/openIdConnectProvider:OpenIdConnectProvider": Sample(
        {
            "url": "https://token.actions.githubusercontent.com",
            "clientIdLists": ["sts.amazonaws.com"],
            "thumbprintLists": ["6938fd4d98bab03faadb97b34396831e3780aea1"],
            "tags": TAGS,
        },
        updates={
            "clientIdLists": ["sts.amazonaws.com", "ci"],
            "thumbprintLists": ["1c58a3a8518e8759bf075b76b750d4f2df264fcd"],
            "tags": OTHER_TAGS,
        },
        replaces={"url": "https://gitlab.com"},
        write_only=("url",),
    ),
    "aws:iam/samlProvider:SamlProvider": Sample(
        {"samlMetadataDocument": METADATA, "tags": TAGS},
        updates={"samlMetadataDocument": METADATA.replace("x", "y"), "tags": OTHER_TAGS},
        replaces={"name": "other"},
    ),
    "aws:iam/serviceLinkedRole:ServiceLinkedRole": Sample(
        {"awsServiceName": "autoscaling.amazonaws.com", "description": "scales", "tags": TAGS},
        updates={"description": "scales endpoints", "tags": OTHER_TAGS},
        replaces={"awsServiceName": "elasticbeanstalk.amazonaws.com", "customSuffix": "other"},
    ),
    "aws:iam/accountAlias:AccountAlias": Sample(
        single=True, inputs={"accountAlias": "churn"}, replaces={"accountAlias": "other"}
    ),
    "aws:iam/accountPasswordPolicy:AccountPasswordPolicy": Sample(
        {"minimumPasswordLength": 14, "requireNumbers": True},
        updates={"minimumPasswordLength": 20, "passwordReusePrevention": 3},
    ),
}
