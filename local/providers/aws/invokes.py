"""Invokes: the functions of pulumi-aws that the local provider answers.

Those that are one read of AWS are lines of the table in `sources/`; here are the few that take more than that.
"""

import base64
import functools
import hashlib
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from local.providers.aws.asking import Asker, SourceError, check_arguments
from local.providers.aws.clients import Clients
from local.providers.aws.policy_document import policy_document
from local.providers.aws.regions import partition
from local.providers.aws.sources import SOURCES
from local.providers.aws.values import Properties

Answer = Callable[["Question"], Properties]
ARN = re.compile(r"arn:([^:]*):([^:]*):([^:]*):([^:]*):(.+)", re.DOTALL)
PREBUILT_IMAGES = Path(__file__).parent / "prebuilt_images.json"


class Question:
    """One call of a function."""

    def __init__(self, clients: Clients, default_tags: Mapping[str, str], args: Mapping[str, Any]) -> None:
        self.clients = clients
        self.default_tags = default_tags
        self.args = args
        self.region = str(args.get("region") or clients.region)

    def call(self, service: str, operation: str, request: Mapping[str, Any]) -> dict[str, Any]:
        """The result of one call."""
        return self.clients.call(service, operation, request, self.region)


def find(token: str) -> Answer | None:
    """The answer to a function."""
    if token not in SOURCES and token not in ANSWERS:
        return None

    def answer(question: Question) -> Properties:
        check_arguments(token, question.args)
        if source := SOURCES.get(token):
            return Asker(source, question.clients, question.region).answer(question.args)
        return ANSWERS[token](question)

    return answer


def tokens() -> list[str]:
    """Every function that is answered."""
    return sorted({*ANSWERS, *SOURCES})


def _caller_identity(question: Question) -> Properties:
    found = question.call("sts", "GetCallerIdentity", {})
    return {"accountId": found["Account"], "arn": found["Arn"], "id": found["Account"], "userId": found["UserId"]}


def _region(question: Question) -> Properties:
    region = str(question.args.get("region") or question.args.get("name") or question.clients.region)
    data = _partition_data(question.clients, region)
    return {
        "description": data["regions"].get(region, {}).get("description", region),
        "endpoint": f"ec2.{region}.{data['dnsSuffix']}",
        "id": region,
        "name": region,
        "region": region,
    }


def _regions(question: Question) -> Properties:
    request = {"AllRegions": bool(question.args.get("allRegions", False)), "Filters": _filters(question.args)}
    found = question.call("ec2", "DescribeRegions", request)
    return {
        **question.args,
        "id": _partition_data(question.clients, question.region)["partition"],
        "names": sorted(each["RegionName"] for each in found["Regions"]),
    }


def _partition(question: Question) -> Properties:
    found = _partition_data(question.clients, question.region)
    suffix = found["dnsSuffix"]
    return {
        "dnsSuffix": suffix,
        "id": found["partition"],
        "partition": found["partition"],
        "reverseDnsPrefix": ".".join(reversed(suffix.split("."))),
    }


def _availability_zones(question: Question) -> Properties:
    args = question.args
    state = [{"Name": "state", "Values": [args["state"]]}] if args.get("state") else []
    request = {"AllAvailabilityZones": bool(args.get("allAvailabilityZones", False)), "Filters": state + _filters(args)}
    found = [
        zone
        for zone in question.call("ec2", "DescribeAvailabilityZones", request)["AvailabilityZones"]
        if zone["ZoneName"] not in args.get("excludeNames", ()) and zone["ZoneId"] not in args.get("excludeZoneIds", ())
    ]
    found.sort(key=lambda zone: zone["ZoneName"])
    return {
        **args,
        "id": question.region,
        "groupNames": sorted({zone.get("GroupName") or question.region for zone in found}),
        "names": [zone["ZoneName"] for zone in found],
        "zoneIds": [zone["ZoneId"] for zone in found],
        "region": question.region,
    }


def _default_tags(question: Question) -> Properties:
    return {"id": "aws", "tags": dict(question.default_tags)}


def _arn(question: Question) -> Properties:
    match = ARN.fullmatch(str(question.args.get("arn", "")))
    if match is None:
        raise SourceError(f"{question.args.get('arn', '')} is no ARN: `arn:partition:service:region:account:resource`")
    names = ("partition", "service", "region", "account", "resource")
    return {"arn": match[0], "id": match[0], **dict(zip(names, match.groups(), strict=True))}


def _service_principal(question: Question) -> Properties:
    name = str(question.args["serviceName"])
    suffix = "amazonaws.com"
    principal = f"{name}.{suffix}"
    found = {"name": principal, "serviceName": name, "suffix": suffix}
    return {**found, "id": f"{name}.{question.region}.{suffix}", "region": question.region}


def _session_context(question: Question) -> Properties:
    arn = str(question.args["arn"])
    match = re.fullmatch(r"arn:[^:]+:sts::\d+:assumed-role/(?:.*/)?([^/]+)/([^/]+)", arn)
    if match is None:
        return {"arn": arn, "id": arn, "issuerArn": arn, "issuerId": "", "issuerName": "", "sessionName": ""}
    role = question.call("iam", "GetRole", {"RoleName": match[1]})["Role"]
    issuer = {"issuerArn": role["Arn"], "issuerId": role["RoleId"], "issuerName": match[1]}
    return {"arn": arn, "id": arn, **issuer, "sessionName": match[2]}


def _authorization_token(question: Question) -> Properties:
    ids = {"registryIds": [question.args["registryId"]]} if question.args.get("registryId") else {}
    found = question.call("ecr", "GetAuthorizationToken", ids)["authorizationData"][0]
    user, _, password = base64.b64decode(found["authorizationToken"]).decode().partition(":")
    return {
        **question.args,
        "authorizationToken": found["authorizationToken"],
        "expiresAt": found["expiresAt"].strftime("%Y-%m-%dT%H:%M:%SZ"),
        "id": question.region,
        "password": password,
        "proxyEndpoint": found["proxyEndpoint"],
        "region": question.region,
        "userName": user,
    }


def _cluster_auth(question: Question) -> Properties:
    """The token names the cluster; the local cluster asks nobody who it is."""
    name = str(question.args["name"])
    url = (
        f"https://sts.{question.region}.amazonaws.com/?Action=GetCallerIdentity&Version=2011-06-15&X-K8s-Aws-Id={name}"
    )
    token = "k8s-aws-v1." + base64.urlsafe_b64encode(url.encode()).decode().rstrip("=")
    return {"id": name, "name": name, "token": token, "region": question.region}


def _invocation(question: Question) -> Properties:
    args = question.args
    name, qualifier, payload = str(args["functionName"]), str(args.get("qualifier") or "$LATEST"), str(args["input"])
    asked = {"FunctionName": name, "Qualifier": qualifier, "Payload": payload.encode()}
    found = question.call("lambda", "Invoke", asked)
    digest = hashlib.md5(payload.encode(), usedforsecurity=False).hexdigest()
    result = found["Payload"].read().decode()
    own = {"id": f"{name}_{qualifier}_{digest}", "qualifier": qualifier, "region": question.region}
    return {**args, **own, "result": result}


def _prebuilt_image(question: Question) -> Properties:
    name = str(question.args["repositoryName"])
    groups = _prebuilt_images()
    group = next((each for each in groups if name in each["repositories"]), groups[-1])
    account = group["accounts"].get(question.region)
    if account is None:
        raise SourceError(
            f"reading SageMaker Prebuilt ECR Image for Region ({question.region}) and repository ({name}): "
            "couldn't find resource"
        )
    suffix = question.args.get("dnsSuffix") or _partition_data(question.clients, question.region)["dnsSuffix"]
    tag = question.args.get("imageTag") or "1"
    path = f"{account}.dkr.ecr.{question.region}.{suffix}/{name}:{tag}"
    return {
        **question.args,
        "id": account,
        "imageTag": tag,
        "registryId": account,
        "registryPath": path,
        "region": question.region,
    }


def _image(question: Question) -> Properties:
    """The image that is meant, the newest where the program wants that."""
    args = question.args
    request = {"Filters": _filters(args)}
    request |= {
        k: v for k, v in {"Owners": args.get("owners"), "ExecutableUsers": args.get("executableUsers")}.items() if v
    }
    found = question.call("ec2", "DescribeImages", request)["Images"]
    if pattern := args.get("nameRegex"):
        found = [image for image in found if re.search(pattern, image.get("Name", ""))]
    if not found:
        raise SourceError("Your query returned no results. Please change your search criteria and try again.")
    if len(found) > 1 and not args.get("mostRecent"):
        raise SourceError(
            "Your query returned more than one result. Please try a more specific search criteria, "
            "or set `most_recent` attribute to true."
        )
    image = max(found, key=lambda each: each.get("CreationDate", ""))
    return _image_told(question, image)


IMAGE = {
    "architecture": "Architecture",
    "creationDate": "CreationDate",
    "description": "Description",
    "enaSupport": "EnaSupport",
    "hypervisor": "Hypervisor",
    "imageId": "ImageId",
    "imageLocation": "ImageLocation",
    "imageOwnerAlias": "ImageOwnerAlias",
    "imageType": "ImageType",
    "name": "Name",
    "ownerId": "OwnerId",
    "platform": "Platform",
    "platformDetails": "PlatformDetails",
    "public": "Public",
    "rootDeviceName": "RootDeviceName",
    "rootDeviceType": "RootDeviceType",
    "sriovNetSupport": "SriovNetSupport",
    "state": "State",
    "usageOperation": "UsageOperation",
    "virtualizationType": "VirtualizationType",
}


def _image_told(question: Question, image: Mapping[str, Any]) -> Properties:
    found = {name: image[member] for name, member in IMAGE.items() if image.get(member) is not None}
    place = f"{_partition_data(question.clients, question.region)['partition']}:ec2:{question.region}"
    return {
        **question.args,
        **found,
        "arn": f"arn:{place}::image/{image['ImageId']}",
        "id": image["ImageId"],
        "tags": {tag["Key"]: tag["Value"] for tag in image.get("Tags", ())},
        "region": question.region,
    }


def _filters(args: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [{"Name": each["name"], "Values": each["values"]} for each in args.get("filters") or ()]


@functools.cache
def _prebuilt_images() -> list[dict[str, Any]]:
    """Which accounts hold AWS's images; the last group is that of every other repository. From the real provider."""
    return json.loads(PREBUILT_IMAGES.read_text())


def _partition_data(clients: Clients, region: str) -> Mapping[str, Any]:
    wanted = partition(region)
    return next(found for found in clients.data("endpoints")["partitions"] if found["partition"] == wanted)


ANSWERS: dict[str, Answer] = {
    "aws:ec2/getAmi:getAmi": _image,
    "aws:ecr/getAuthorizationToken:getAuthorizationToken": _authorization_token,
    "aws:eks/getClusterAuth:getClusterAuth": _cluster_auth,
    "aws:iam/getPolicyDocument:getPolicyDocument": lambda question: policy_document(question.args),
    "aws:iam/getSessionContext:getSessionContext": _session_context,
    "aws:index/getArn:getArn": _arn,
    "aws:index/getAvailabilityZones:getAvailabilityZones": _availability_zones,
    "aws:index/getCallerIdentity:getCallerIdentity": _caller_identity,
    "aws:index/getDefaultTags:getDefaultTags": _default_tags,
    "aws:index/getPartition:getPartition": _partition,
    "aws:index/getRegion:getRegion": _region,
    "aws:index/getRegions:getRegions": _regions,
    "aws:index/getServicePrincipal:getServicePrincipal": _service_principal,
    "aws:lambda/getInvocation:getInvocation": _invocation,
    "aws:sagemaker/getPrebuiltEcrImage:getPrebuiltEcrImage": _prebuilt_image,
}
