"""Whole-stack rules on governance: who is asked, what is recorded, where data is, and for how long."""

from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Any

from ..controls import GOVERNANCE, LOGGING, MINIMISATION
from ..graph import Resource, Stack
from ..kernel import DECISION, Level, Severity, StackFindings, stack_rule
from ..tags import classification
from ..values import UNKNOWN, Unassessed, document, get, items
from .audit import TRAIL
from .cloudwatch import LOG_GROUP
from .costs import STACK
from .s3 import BUCKET, BUCKET_NAMES, LIFECYCLE

PACKAGE_GROUP = "aws:sagemaker/modelPackageGroup:ModelPackageGroup"
EVENT_RULE = "aws:cloudwatch/eventRule:EventRule"
EVENT_TARGET = "aws:cloudwatch/eventTarget:EventTarget"
STATE_CHANGE = "SageMaker Model Package State Change"
REGIONS = "allowed_regions"
"""The stack output with the regions that the stack may use, as patterns."""
PERSONAL = ("personal", "confidential", "restricted")
BUCKET_ARN = "arn:aws:s3:::"


@stack_rule(
    resource=PACKAGE_GROUP,
    severity=Severity.MEDIUM,
    fix="Add an EventRule on the group's state changes with a target that reaches people, or use ApprovalEvents.",
    url="https://docs.aws.amazon.com/sagemaker/latest/dg/model-registry-approve.html",
    controls=GOVERNANCE,
    level=Level.ADVISORY,
)
def stack_approval_told(stack: Stack) -> StackFindings:
    """A model that waits for approval, or got it, is told to the people who answer for it."""
    links = stack.links(EVENT_TARGET, "rule", EVENT_RULE, named_by=("name", "id"))
    for group in stack.of(PACKAGE_GROUP):
        listening = [rule for rule in stack.of(EVENT_RULE) if hears(rule, get(group.props, "modelPackageGroupName"))]
        if any(reaches_people(target) for rule in listening for target in links.of(rule)):
            continue
        if links.loose or any(get(rule.props, "eventPattern") is UNKNOWN for rule in stack.of(EVENT_RULE)):
            yield group, Unassessed("eventPattern or rule of an event")
        else:
            yield group, "nobody is told when a model package of it changes."


def hears(rule: Resource, group: Any) -> bool:
    """Whether an event rule is on the state changes of model packages, of this group or of all."""
    pattern = document(rule.props, "eventPattern")
    groups = items(pattern, "detail.ModelPackageGroupName")
    return STATE_CHANGE in items(pattern, "detail-type") and (not groups or group is UNKNOWN or group in groups)


def reaches_people(target: Resource) -> bool:
    """Whether what an event is given to tells somebody, or waits for somebody: a topic, a machine, a pipeline."""
    arn = get(target.props, "arn")
    return arn is UNKNOWN or any(f":{service}:" in str(arn) for service in ("sns", "states", "codepipeline"))


@stack_rule(
    resource=TRAIL,
    severity=Severity.MEDIUM,
    fix="Add the buckets' ARNs to a data selector of AWS::S3::Object, or use the AuditTrail component.",
    url="https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html",
    peers=["S3.22", "S3.23"],
    controls=LOGGING,
    level=Level.ADVISORY,
)
def stack_trail_data_events(stack: Stack) -> StackFindings:
    """Who read which training data is in the trail of a stack that has one: every bucket of confidential data."""
    for trail in stack.of(TRAIL):
        covered = list(recorded(trail))
        for bucket in stack.of(BUCKET):
            name, of_class = get(bucket.props, "bucket"), classification(bucket.props)
            if of_class not in (*PERSONAL, None, UNKNOWN) or name == get(trail.props, "s3BucketName"):
                continue
            if isinstance(name, str) and any(f"{BUCKET_ARN}{name}/".startswith(str(each)) for each in covered):
                continue
            if logs_are_kept_in(stack, bucket):
                continue
            if name in (None, UNKNOWN) or UNKNOWN in covered:
                yield bucket, Unassessed("the trail's data selectors, or the bucket's name")
            else:
                yield bucket, "no trail records who reads its objects."


def recorded(trail: Resource) -> Iterator[Any]:
    """The beginnings of the ARNs of objects whose reading a trail records."""
    for selector in items(trail.props, "advancedEventSelectors"):
        fields = items(selector, "fieldSelectors")
        if any(value == "AWS::S3::Object" for one in fields for value in items(one, "equals")):
            named = [one for one in fields if get(one, "field") == "resources.ARN"]
            yield from (value for one in named for value in items(one, "startsWiths") + items(one, "equals"))
            if not named:
                yield BUCKET_ARN
    for selector in items(trail.props, "eventSelectors"):
        for resource in items(selector, "dataResources"):
            if get(resource, "type") == "AWS::S3::Object":
                yield from (BUCKET_ARN if value == "arn:aws:s3" else value for value in items(resource, "values"))


def logs_are_kept_in(stack: Stack, bucket: Resource) -> bool:
    """Whether it receives access logs: to record who reads those would never end."""
    links = stack.links("aws:s3/bucketLogging:BucketLogging", "targetBucket", BUCKET, named_by=BUCKET_NAMES)
    return bool(links.of(bucket))


@stack_rule(
    resource=BUCKET,
    severity=Severity.HIGH,
    fix="Keep every region, also that of replicas, among the stack's output allowed_regions and this rule's settings.",
    url="https://gdpr-info.eu/art-44-gdpr/",
    controls=MINIMISATION,
    settings={"regions": {"type": "array", "items": {"type": "string"}, "default": ["*"]}},
    manual=DECISION,
)
def stack_residency(stack: Stack, *, regions: list[str]) -> StackFindings:
    """Data stays where it may be: every resource, and every copy, in a region that was agreed on."""
    lists = [regions, *(root.props[REGIONS] for root in stack.of(STACK) if REGIONS in root.props)]
    for resource in stack.everything():
        region = get(resource.props, "region") if resource.type.startswith("aws:") else None
        if region is None or (
            UNKNOWN not in lists and all("*" in allowed for allowed in lists if isinstance(allowed, list))
        ):
            continue
        if UNKNOWN in lists or region is UNKNOWN:
            yield resource, Unassessed(f"the stack's output {REGIONS}" if UNKNOWN in lists else "region")
        for allowed in (one for one in lists if isinstance(one, list) and isinstance(region, str)):
            if not any(fnmatchcase(str(region), str(each)) for each in allowed):
                yield resource, f"it is in a region that is none of {', '.join(map(str, allowed))}."


@stack_rule(
    resource=(LOG_GROUP, BUCKET),
    severity=Severity.MEDIUM,
    fix="Lower retentionInDays, or the expiration of the bucket's lifecycle, to the time that was decided.",
    url="https://gdpr-info.eu/art-5-gdpr/",
    controls=MINIMISATION,
    settings={
        "maximum_days": {"type": "integer", "minimum": 1, "default": 3653},
        "captured": {"type": "array", "items": {"type": "string"}, "default": ["*capture*"]},
    },
)
def stack_retention_ceiling(stack: Stack, *, maximum_days: int, captured: list[str]) -> StackFindings:
    """Personal data is not kept for ever: logs, and what endpoints captured, go when their time is over."""
    for group in stack.of(LOG_GROUP):
        days = get(group.props, "retentionInDays")
        if isinstance(days, int) and days > maximum_days and classification(group.props) in (*PERSONAL, None):
            yield group, f"its logs are kept for more than {maximum_days} days."
    links = stack.links(LIFECYCLE, "bucket", BUCKET, named_by=BUCKET_NAMES)
    for bucket in stack.of(BUCKET):
        name = get(bucket.props, "bucket")
        if isinstance(name, str) and any(fnmatchcase(name, each) for each in captured):
            days = [get(one, "expiration.days") for it in links.of(bucket) for one in items(it.props, "rules")]
            if UNKNOWN in days or (not days and links.loose):
                yield bucket, Unassessed("expiration of its BucketLifecycleConfiguration")
            elif not any(isinstance(one, int) and one <= maximum_days for one in days):
                yield bucket, f"what was captured is kept for more than {maximum_days} days."
