"""A private network over three zones, with SageMaker's own images and a way out to the Python package index."""

import pulumi
import pulumi_mlops as mlops
from pulumi_mlops.network.egress import EgressSettings

TAGS = {"product": "churn", "environment": "dev", "owner": "me", "cost-center": "1", "data-classification": "internal"}

key = mlops.EncryptionKey("key", mlops.EncryptionKeyArgs(tags=TAGS, disposable=True))
network = mlops.Network(
    "network",
    mlops.NetworkArgs(
        cidr="10.40.0.0/18",
        zones=3,
        allowed_domains=["pypi.org", "files.pythonhosted.org"],
        egress=EgressSettings.model_validate({"one_gateway": True}),
        image_accounts=["141502667606"],
        flow_log_retention_days=180,
        kms_key_arn=key.arn,
        tags=TAGS,
    ),
)
pulumi.export("vpc_id", network.vpc_id)
pulumi.export("subnet_ids", network.subnet_ids)
pulumi.export("security_group_ids", [network.security_group_id])
pulumi.export("s3_endpoint_id", network.endpoint_ids["s3"])
