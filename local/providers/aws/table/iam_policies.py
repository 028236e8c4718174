"""IAM: policies of users, groups and roles, one at a time or as the whole set."""

from local.providers.aws.row import Name, Op, Put, Row

HOLDERS = ("User", "Group", "Role")


def inline(who: str) -> Row:
    """A policy written into a user, group or role."""
    holder = who.lower()
    return Row(
        type=f"aws:iam/{holder}Policy:{who}Policy",
        service="iam",
        key={f"{who}Name": holder, "PolicyName": "name"},
        create=Op(f"Put{who}Policy"),
        read=(Op(f"Get{who}Policy"),),
        update=(Put(Op(f"Put{who}Policy")),),
        delete=(Op(f"Delete{who}Policy", only=()),),
        id=f"{{{holder}}}:{{name}}",
        name=Name(longest=128),
        renames={holder: f"{who}Name", "name": "PolicyName", "policy": "PolicyDocument"},
        local={"namePrefix": None},
    )


def attached(who: str) -> Row:
    """A managed policy attached to a user, group or role."""
    holder = who.lower()
    return Row(
        type=f"aws:iam/{holder}PolicyAttachment:{who}PolicyAttachment",
        service="iam",
        key={f"{who}Name": holder, "PolicyArn": "policyArn"},
        create=Op(f"Attach{who}Policy"),
        read=(Op(f"ListAttached{who}Policies", at="AttachedPolicies[PolicyArn={policyArn}]"),),
        delete=(Op(f"Detach{who}Policy", only=()),),
        id=f"{{{holder}}}/{{policyArn}}",
        imports=(f"{{{holder}}}/{{policyArn*}}",),
        renames={holder: f"{who}Name"},
    )


def all_inline(who: str) -> Row:
    """The names of all policies written into a user, group or role. Those that are missing cannot be made from a name:
    as with pulumi-aws, AWS refuses."""
    one = {"policyNames": "PolicyName"}
    return Row(
        type=f"aws:iam/{who.lower()}PoliciesExclusive:{who}PoliciesExclusive",
        service="iam",
        key={f"{who}Name": f"{who.lower()}Name"},
        create=Op(f"Get{who}", only=(f"{who.lower()}Name",)),
        read=(Op(f"List{who}Policies"),),
        update=(
            Put(
                Op(f"Put{who}Policy", renames=one),
                remove=Op(f"Delete{who}Policy", renames=one),
                each=True,
                exclusive=True,
            ),
        ),
    )


def all_attached(who: str) -> Row:
    """All managed policies of a user, group or role."""
    one = {"policyArns": "PolicyArn"}
    return Row(
        type=f"aws:iam/{who.lower()}PolicyAttachmentsExclusive:{who}PolicyAttachmentsExclusive",
        service="iam",
        key={f"{who}Name": f"{who.lower()}Name"},
        create=Op(f"Get{who}", only=(f"{who.lower()}Name",)),
        read=(Op(f"ListAttached{who}Policies", renames={"policyArns": "AttachedPolicies[].PolicyArn"}),),
        update=(
            Put(
                Op(f"Attach{who}Policy", renames=one),
                remove=Op(f"Detach{who}Policy", renames=one),
                each=True,
                exclusive=True,
            ),
        ),
    )


def _attached_to(who: str) -> Put:
    """One of the three lists of a policy's holders."""
    holders = f"{who.lower()}s"
    one = {holders: f"{who}Name"}
    return Put(
        Op(f"Attach{who}Policy", only=(holders,), renames=one),
        remove=Op(f"Detach{who}Policy", only=(holders,), renames=one),
        each=True,
        exclusive=True,
        undone=True,
    )


ROWS = (
    *(make(who) for make in (inline, attached, all_inline, all_attached) for who in HOLDERS),
    Row(
        type="aws:iam/policyAttachment:PolicyAttachment",
        service="iam",
        key={"PolicyArn": "policyArn"},
        create=Op("GetPolicy", only=("policyArn",)),
        read=(
            Op(
                "ListEntitiesForPolicy",
                only=("groups", "roles", "users"),
                renames={
                    "groups": "PolicyGroups[].GroupName",
                    "roles": "PolicyRoles[].RoleName",
                    "users": "PolicyUsers[].UserName",
                },
            ),
        ),
        update=tuple(map(_attached_to, HOLDERS)),
        id="{name}",
        imports=None,
        name=Name(),
        needs=(("groups", "roles", "users"),),
    ),
)
