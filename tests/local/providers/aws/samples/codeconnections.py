"""Samples of CodeConnections, under both of its names."""

from tests.local.providers.aws.samples.sample import OTHER_TAGS, TAGS, Sample

NETWORK = {
    "vpcId": "vpc-0a1b2c3d",
    "subnetIds": ["subnet-0a1b2c3d"],
    "securityGroupIds": ["sg-0a1b2c3d"],
}
HOST = {"providerEndpoint": "https://git.churn.example", "providerType": "GitHubEnterpriseServer"}

SAMPLES: dict[str, Sample] = {
    "aws:codeconnections/connection:Connection": Sample(
        {"name": "churn", "providerType": "GitHub", "tags": TAGS},
        updates={"tags": OTHER_TAGS},
        replaces={"name": "other", "providerType": "GitLab"},
    ),
    "aws:codeconnections/host:Host": Sample(
        {"name": "churn", **HOST, "vpcConfiguration": NETWORK, "tags": TAGS},
        updates={
            "providerEndpoint": "https://git.example",
            "vpcConfiguration": {**NETWORK, "subnetIds": ["subnet-0a1b2c3e"]},
            "tags": OTHER_TAGS,
        },
        replaces={"name": "other", "providerType": "GitLabSelfManaged"},
    ),
    "aws:codestarconnections/connection:Connection": Sample(
        {"name": "churn", "hostArn": "{aws:codestarconnections/host:Host}", "tags": TAGS},
        updates={"tags": OTHER_TAGS},
        replaces={"name": "other"},
    ),
    "aws:codestarconnections/host:Host": Sample(
        {"name": "churn", **HOST},
        updates={"providerEndpoint": "https://git.example", "vpcConfiguration": NETWORK},
        replaces={"name": "other", "providerType": "GitLabSelfManaged"},
    ),
}
