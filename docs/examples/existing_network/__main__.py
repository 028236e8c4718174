"""A network that somebody else made, checked for all that jobs need there. Here it is made beside it, by Network."""

import pulumi
import pulumi_mlops as mlops

TAGS = {"product": "churn", "environment": "dev", "owner": "me", "cost-center": "1", "data-classification": "internal"}
NEEDED = ["sagemaker.api", "sts", "logs"]

key = mlops.EncryptionKey("key", mlops.EncryptionKeyArgs(tags=TAGS, disposable=True))
theirs = mlops.Network("theirs", mlops.NetworkArgs(endpoints=NEEDED, kms_key_arn=key.arn, tags=TAGS))
network = mlops.ExistingNetwork(
    "network",
    mlops.ExistingNetworkArgs(vpc_id=theirs.vpc_id, subnet_ids=theirs.subnet_ids, endpoints=NEEDED, tags=TAGS),
)
pulumi.export("subnet_ids", network.subnet_ids)
pulumi.export("security_group_id", network.security_group_id)
