"""S3 Control: moto keeps every access point in us-east-1, and takes a name twice and a bucket that is not there."""

from moto.s3.models import s3_backends
from moto.s3control.models import s3control_backends
from moto.s3control.responses import S3ControlResponse

from local.cloud.gaps.filling import Answer, Call, answers

_ENDPOINTS = {
    "ipv4": "s3-accesspoint.{region}.amazonaws.com",
    "fips": "s3-accesspoint-fips.{region}.amazonaws.com",
    "fips_dualstack": "s3-accesspoint-fips.dualstack.{region}.amazonaws.com",
    "dualstack": "s3-accesspoint.dualstack.{region}.amazonaws.com",
}


@answers(S3ControlResponse, "CreateAccessPoint")
def create_access_point(call: Call) -> Answer:
    account, name, bucket = (call.params[member] for member in ("AccountId", "Name", "Bucket"))
    s3 = s3_backends[call.account][call.response.partition]
    points = s3control_backends[call.account][call.response.partition].access_points[account]
    if name in points:
        raise call.refuse(
            "AccessPointAlreadyOwnedByYou", "Your previous request to create the named accesspoint succeeded"
        )
    if bucket not in s3.buckets:
        raise call.refuse("NoSuchBucket", "The specified bucket does not exist")
    call.moto()
    found = points[name]
    tags = s3.tagger.list_tags_for_resource(found.arn)["Tags"]
    s3.tagger.delete_all_tags_for_resource(found.arn)
    found.arn = f"arn:{call.response.partition}:s3:{call.region}:{account}:accesspoint/{name}"
    s3.tagger.tag_resource(found.arn, tags)
    return {"AccessPointArn": found.arn, "Alias": found.alias}


@answers(S3ControlResponse, "GetAccessPoint")
def get_access_point(call: Call) -> Answer:
    """Where it is reached, and whose bucket it opens."""
    answer = call.moto()
    endpoints = {name: host.format(region=call.region) for name, host in _ENDPOINTS.items()}
    return {**answer, "Endpoints": endpoints, "BucketAccountId": call.params["AccountId"]}
