"""Route 53 Resolver: how networks and what lies outside of them ask each other for names, and who asked what."""

from typing import Any

from local.providers.aws.row import Name, Op, Put, Ready, Row, tags_by_arn

TOKEN = {"CreatorRequestId": "{token}"}


def named(type_: str, noun: str, verbs: tuple[str, str] = ("Create", "Delete"), **more: Any) -> Row:
    """What has an id of its own."""
    skip = more.pop("skip", ())
    return Row(
        type=f"aws:route53/{type_}",
        service="route53resolver",
        key={f"{noun}Id": "id"},
        create=Op(f"{verbs[0]}{more.pop('made_by', noun)}", at=noun, send=more.pop("send", TOKEN)),
        read=(Op(f"Get{noun}", at=noun, skip=skip), *more.pop("reads", ())),
        delete=(Op(f"{verbs[1]}{more.pop('gone_by', noun)}", only=(), send=more.pop("leave", {})),),
        id="{id}",
        renames={"id": "Id", **more.pop("renames", {})},
        **more,
    )


ROWS = (
    named(
        "resolverEndpoint:ResolverEndpoint",
        "ResolverEndpoint",
        skip=("ipAddresses",),
        reads=(Op("ListResolverEndpointIpAddresses", only=("ipAddresses",)),),
        update=(Put(Op("UpdateResolverEndpoint", only=("name",))),),
        fills=("ipAddresses.ip", "ipAddresses.ipId"),
        replace={
            "ipAddresses": "changing them in place is not supported here",
            "protocols": "changing them in place is not supported here",
            "resolverEndpointType": "changing it in place is not supported here",
            "rniEnhancedMetricsEnabled": "changing it in place is not supported here",
            "targetNameServerMetricsEnabled": "changing it in place is not supported here",
        },
        tags=tags_by_arn("ResourceArn"),
        ready=Ready("Status", until=("OPERATIONAL",), failed=("ACTION_NEEDED",), reason="StatusMessage"),
    ),
    named(
        "resolverRule:ResolverRule",
        "ResolverRule",
        update=(Put(Op("UpdateResolverRule", only=("name", "resolverEndpointId", "targetIps"), within="Config")),),
        codecs={"domainName": "domain"},
        fills=("targetIps.port", "targetIps.protocol"),
        tags=tags_by_arn("ResourceArn"),
        ready=Ready("Status", until=("COMPLETE",), failed=("FAILED",), reason="StatusMessage"),
    ),
    named(
        "resolverRuleAssociation:ResolverRuleAssociation",
        "ResolverRuleAssociation",
        ("Associate", "Disassociate"),
        made_by="ResolverRule",
        gone_by="ResolverRule",
        send={},
        leave={"ResolverRuleId": "{resolverRuleId}", "VPCId": "{vpcId}"},
        ready=Ready("Status", until=("COMPLETE",), failed=("FAILED",), reason="StatusMessage"),
    ),
    named(
        "resolverQueryLogConfig:ResolverQueryLogConfig",
        "ResolverQueryLogConfig",
        name=Name(longest=64),
        tags=tags_by_arn("ResourceArn"),
        ready=Ready("Status", until=("CREATED",), failed=("FAILED",), reason="Status"),
    ),
    named(
        "resolverQueryLogConfigAssociation:ResolverQueryLogConfigAssociation",
        "ResolverQueryLogConfigAssociation",
        ("Associate", "Disassociate"),
        made_by="ResolverQueryLogConfig",
        gone_by="ResolverQueryLogConfig",
        send={},
        leave={"ResolverQueryLogConfigId": "{resolverQueryLogConfigId}", "ResourceId": "{resourceId}"},
        ready=Ready("Status", until=("ACTIVE",), failed=("ACTION_NEEDED", "FAILED"), reason="ErrorMessage"),
    ),
)
