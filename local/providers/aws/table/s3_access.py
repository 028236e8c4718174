"""S3: access points, and objects that are made from others or in the old way."""

from dataclasses import replace

from local.providers.aws.row import Name, Op, Put, Row, Tags
from local.providers.aws.table import s3

OBJECT = next(row for row in s3.ROWS if row.type == "aws:s3/bucketObjectv2:BucketObjectv2")
IT = {"AccountId": "{accountId}", "ResourceArn": "{arn}"}

ROWS = (
    replace(OBJECT, type="aws:s3/bucketObject:BucketObject", defaults={"acl": "private"}, hidden=("acl",)),
    Row(
        type="aws:s3/accessPoint:AccessPoint",
        service="s3control",
        key={"AccountId": "accountId", "Name": "name"},
        create=Op("CreateAccessPoint", send={"AccountId": "{accountId}"}),
        read=(
            Op("GetAccessPoint"),
            Op("GetAccessPointPolicy", only=("policy",)),
            Op(
                "GetAccessPointPolicyStatus",
                only=("hasPublicAccessPolicy",),
                renames={"hasPublicAccessPolicy": "PolicyStatus.IsPublic"},
            ),
        ),
        update=(Put(Op("PutAccessPointPolicy", only=("policy",)), clear=Op("DeleteAccessPointPolicy", only=())),),
        delete=(Op("DeleteAccessPoint", only=()),),
        id="{accountId}:{name}",
        name=Name(longest=50, lower=True),
        renames={"arn": "AccessPointArn"},
        fills=tuple(
            f"publicAccessBlockConfiguration.{name}"
            for name in ("blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets")
        ),
        computed={
            "accountId": "{account}",
            "bucketAccountId": "{account}",
            "domainName": "{name}-{accountId}.s3-accesspoint.{region}.amazonaws.com",
        },
        tags=Tags(
            list=Op("ListTagsForResource", only=(), at="Tags", send=IT),
            add=Op("TagResource", only=(), send=IT),
            remove=Op("UntagResource", only=(), send=IT),
        ),
    ),
)
