"""QueryWorkgroup: where people ask the tables by SQL, under settings that no query can change."""

import pulumi
from pulumi_aws import athena
from pydantic import Field

from ..args import Args, Input, KmsKeyArn
from ..component import Component
from ..naming import physical_name
from .queries import QueryWorkgroupSettings

RESULTS = "athena/"
"""Where in the bucket results are kept."""
GB = 1000**3


class QueryWorkgroupArgs(QueryWorkgroupSettings, Args):
    """What a QueryWorkgroup is made of."""

    kms_key_arn: Input[KmsKeyArn] = Field(description="Customer key for results.")
    bucket: Input[str] = Field(description="Name of the bucket for results.")
    disposable: bool = Field(False, description="Its history goes with it: for laptops and throw-away environments.")


class QueryWorkgroup(Component, token="mlops:data:QueryWorkgroup"):
    """An Athena workgroup: its bucket, key and scan limit hold for every query, whatever the client asks."""

    workgroup: pulumi.Output[str]
    results_uri: pulumi.Output[str]

    def __init__(self, name: str, args: QueryWorkgroupArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(name, args, opts)
        results = pulumi.Output.concat("s3://", args.bucket, "/", RESULTS)
        workgroup = athena.Workgroup(
            f"{name}-workgroup",
            name=physical_name(name),
            force_destroy=args.disposable,
            configuration={
                "enforce_workgroup_configuration": True,
                "publish_cloudwatch_metrics_enabled": True,
                "bytes_scanned_cutoff_per_query": int(args.scan_limit_gb * GB),
                "requester_pays_enabled": False,
                "result_configuration": {
                    "output_location": results,
                    "expected_bucket_owner": self.account.id,
                    "encryption_configuration": {"encryption_option": "SSE_KMS", "kms_key_arn": args.kms_key_arn},
                },
            },
            tags=self.tags,
            opts=self.child,
        )
        self.publish(workgroup=workgroup.name, results_uri=results)
