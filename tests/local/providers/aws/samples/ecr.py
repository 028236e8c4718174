"""Samples of ECR."""

import json

from tests.local.providers.aws.samples.sample import ACCOUNT, KEY_ARN, OTHER_TAGS, ROLE, TAGS, Sample, policy

REPOSITORY = "{aws:ecr/repository:Repository}"
SECRET = f"arn:aws:secretsmanager:eu-west-1:{ACCOUNT}:secret:ecr-pullthroughcache/hub-AbCdEf"


def pull(action: str) -> str:
    """A policy of a repository: it names no resource."""
    statement = {
        "Sid": "pull",
        "Effect": "Allow",
        "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
        "Action": action,
    }
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def expire(days: int) -> str:
    """A lifecycle policy of one rule."""
    selection = {"tagStatus": "untagged", "countType": "sinceImagePushed", "countUnit": "days", "countNumber": days}
    return json.dumps({"rules": [{"rulePriority": 1, "selection": selection, "action": {"type": "expire"}}]})


def replicated(region: str) -> dict[str, object]:
    """Where one registry is copied to."""
    return {
        "rules": [
            {
                "destinations": [{"region": region, "registryId": ACCOUNT}],
                "repositoryFilters": [{"filter": "prod-", "filterType": "PREFIX_MATCH"}],
            }
        ]
    }


SAMPLES: dict[str, Sample] = {
    "aws:ecr/repository:Repository": Sample(
        {
            "name": "churn/trainer",
            "imageTagMutability": "IMMUTABLE",
            "imageScanningConfiguration": {"scanOnPush": True},
            "encryptionConfigurations": [{"encryptionType": "KMS", "kmsKey": KEY_ARN}],
            "tags": TAGS,
        },
        updates={
            "imageTagMutability": "MUTABLE",
            "imageScanningConfiguration": {"scanOnPush": False},
            "forceDelete": True,
            "tags": OTHER_TAGS,
        },
        replaces={"name": "churn/server", "encryptionConfigurations": [{"encryptionType": "AES256"}]},
        write_only=("forceDelete",),
    ),
    "aws:ecr/repositoryPolicy:RepositoryPolicy": Sample(
        {"repository": REPOSITORY, "policy": pull("ecr:BatchGetImage")},
        updates={"policy": pull("ecr:GetDownloadUrlForLayer")},
        replaces={"repository": "other"},
    ),
    "aws:ecr/lifecyclePolicy:LifecyclePolicy": Sample(
        {"repository": REPOSITORY, "policy": expire(14)},
        replaces={"repository": "other", "policy": expire(7)},
    ),
    "aws:ecr/registryPolicy:RegistryPolicy": Sample(
        {"policy": policy("ecr:ReplicateImage", f"arn:aws:ecr:eu-west-1:{ACCOUNT}:repository/*")},
        updates={"policy": policy("ecr:CreateRepository", f"arn:aws:ecr:eu-west-1:{ACCOUNT}:repository/*")},
    ),
    "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration": Sample(
        {
            "scanType": "ENHANCED",
            "rules": [
                {
                    "scanFrequency": "CONTINUOUS_SCAN",
                    "repositoryFilters": [{"filter": "prod-*", "filterType": "WILDCARD"}],
                }
            ],
        },
        updates={
            "rules": [
                {"scanFrequency": "SCAN_ON_PUSH", "repositoryFilters": [{"filter": "*", "filterType": "WILDCARD"}]}
            ],
            "scanType": "BASIC",
        },
        stays=True,
    ),
    "aws:ecr/replicationConfiguration:ReplicationConfiguration": Sample(
        {"replicationConfiguration": replicated("eu-central-1")},
        updates={"replicationConfiguration": replicated("eu-north-1")},
        stays=True,
    ),
    "aws:ecr/pullThroughCacheRule:PullThroughCacheRule": Sample(
        {"ecrRepositoryPrefix": "hub", "upstreamRegistryUrl": "registry-1.docker.io", "credentialArn": SECRET},
        replaces={
            "ecrRepositoryPrefix": "docker",
            "upstreamRegistryUrl": "public.ecr.aws",
            "upstreamRepositoryPrefix": "library",
        },
    ),
    "aws:ecr/pullTimeUpdateExclusion:PullTimeUpdateExclusion": Sample(
        {"principalArn": ROLE},
        replaces={"principalArn": f"{ROLE}-other"},
    ),
    "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate": Sample(
        {
            "prefix": "hub",
            "appliedFors": ["PULL_THROUGH_CACHE"],
            "description": "what comes from outside",
            "encryptionConfigurations": [{"encryptionType": "KMS", "kmsKey": KEY_ARN}],
            "lifecyclePolicy": expire(14),
            "resourceTags": TAGS,
        },
        updates={
            "appliedFors": ["PULL_THROUGH_CACHE", "REPLICATION"],
            "customRoleArn": ROLE,
            "description": "mirrors",
            "encryptionConfigurations": [{"encryptionType": "AES256"}],
            "imageTagMutability": "IMMUTABLE",
            "lifecyclePolicy": expire(7),
            "repositoryPolicy": pull("ecr:BatchGetImage"),
            "resourceTags": OTHER_TAGS,
        },
        replaces={"prefix": "quay"},
    ),
    "aws:ecr/accountSetting:AccountSetting": Sample(
        {"name": "BASIC_SCAN_TYPE_VERSION", "value": "AWS_NATIVE"},
        updates={"value": "CLAIR"},
        replaces={"name": "REGISTRY_POLICY_SCOPE"},
        stays=True,
    ),
}
