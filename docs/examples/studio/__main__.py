"""Studio in a network without the internet: one person, one space, and nothing left when it goes."""

import pulumi
import pulumi_mlops as mlops
from pulumi_mlops.access.statements import use_key

TAGS = {"product": "churn", "environment": "dev", "owner": "me", "cost-center": "1", "data-classification": "internal"}

key = mlops.EncryptionKey("key", mlops.EncryptionKeyArgs(tags=TAGS, disposable=True))
network = mlops.Network("network", mlops.NetworkArgs(kms_key_arn=key.arn, tags=TAGS))
scientist = mlops.ExecutionRole(
    "scientist",
    mlops.ExecutionRoleArgs(service="sagemaker.amazonaws.com", statements=use_key(key.arn), tags=TAGS),
)
studio = mlops.Studio(
    "studio",
    mlops.StudioArgs.model_validate(
        {
            "users": {"ada": {"persona": "data_scientist"}},
            "spaces": {"forecast": {"owner": "ada", "app": "CodeEditor"}},
            "vpc_id": network.vpc_id,
            "subnet_ids": network.subnet_ids,
            "security_group_ids": [network.security_group_id],
            "kms_key_arn": key.arn,
            "persona_role_arns": {"data_scientist": scientist.arn},
            "tags": TAGS,
            "disposable": True,
        }
    ),
)
pulumi.export("domain_id", studio.domain_id)
pulumi.export("url", studio.url)
pulumi.export("vpc_id", network.vpc_id)
