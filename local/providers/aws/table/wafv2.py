"""WAF v2: web ACLs, the sets and groups their rules refer to, what they protect and where they log."""

from typing import Any

from local.providers.aws.row import Name, Op, Put, Row, Tags


def scoped(type_: str, noun: str, fixed: tuple[str, ...], longest: int = 128, **more: Any) -> Row:
    """A thing of a scope: changed and deleted with the lock token of its last state."""
    return Row(
        type=f"aws:wafv2/{type_}",
        service="wafv2",
        key={"Name": "name", "Scope": "scope", "Id": "id", "LockToken": "lockToken"},
        create=Op(f"Create{noun}", at="Summary"),
        read=(
            Op(f"Get{noun}", at=noun, skip=("name", "scope")),
            Op(f"Get{noun}", only=("lockToken",)),
            *more.pop("reads", ()),
        ),
        update=(Put(Op(f"Update{noun}", skip=("name", "scope", *fixed))),),
        delete=(Op(f"Delete{noun}", only=()),),
        id="{id}",
        imports=("{id}/{name}/{scope}",),
        name=Name(longest=longest),
        renames={"id": "Id", **more.pop("renames", {})},
        local={"namePrefix": None},
        tags=Tags(
            list=Op("ListTagsForResource", at="TagInfoForResource.TagList", send={"ResourceARN": "{arn}"}),
            add=Op("TagResource", only=(), send={"ResourceARN": "{arn}"}),
            remove=Op("UntagResource", only=(), send={"ResourceARN": "{arn}"}),
        ),
        **more,
    )


ROWS = (
    scoped("ipSet:IpSet", "IPSet", ("ipAddressVersion",)),
    scoped(
        "regexPatternSet:RegexPatternSet",
        "RegexPatternSet",
        (),
        renames={"regularExpressions": "RegularExpressionList"},
    ),
    scoped(
        "ruleGroup:RuleGroup",
        "RuleGroup",
        ("capacity",),
        codecs={"customResponseBodies": "response_bodies"},
    ),
    scoped("webAcl:WebAcl", "WebACL", (), codecs={"customResponseBodies": "response_bodies"}),
    Row(
        type="aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
        service="wafv2",
        key={"ResourceArn": "resourceArn"},
        create=Op("PutLoggingConfiguration", within="LoggingConfiguration"),
        read=(Op("GetLoggingConfiguration", at="LoggingConfiguration"),),
        update=(
            Put(
                Op(
                    "PutLoggingConfiguration",
                    within="LoggingConfiguration",
                    send={"LoggingConfiguration.ResourceArn": "{resourceArn}"},
                )
            ),
        ),
        delete=(Op("DeleteLoggingConfiguration", only=()),),
    ),
    Row(
        type="aws:wafv2/webAclAssociation:WebAclAssociation",
        service="wafv2",
        key={"ResourceArn": "resourceArn", "WebACLArn": "webAclArn"},
        create=Op("AssociateWebACL"),
        read=(Op("GetWebACLForResource", at="WebACL", renames={"webAclArn": "ARN"}),),
        delete=(Op("DisassociateWebACL", only=()),),
        id="{webAclArn},{resourceArn}",
        imports=("{webAclArn},{resourceArn*}",),
    ),
)
