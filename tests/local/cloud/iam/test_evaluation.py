"""Which policy wins: every rule of precedence, one row each."""

import json

import pytest

from local.cloud.iam.documents import Principal, Request, read
from local.cloud.iam.evaluation import Kind, Policies, decide

ACCOUNT = "123456789012"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/mlops/job"
SESSION = Principal("AWS", f"arn:aws:sts::{ACCOUNT}:assumed-role/job/s", ACCOUNT, ROLE)
USER = Principal("AWS", f"arn:aws:iam::{ACCOUNT}:user/ann", ACCOUNT)
STRANGER = Principal("AWS", "arn:aws:iam::999999999999:user/eve", "999999999999")
SERVICE = Principal("Service", "sagemaker.amazonaws.com")
NOBODY = Principal("", "")
OBJECT = "arn:aws:s3:::data/raw/1.csv"
KEYS = {"aws:sourcevpce": ["vpce-1"]}


def document(*statements):
    return read(json.dumps({"Version": "2012-10-17", "Statement": list(statements)}))


def statement(effect="Allow", action="s3:GetObject", resource="arn:aws:s3:::data/raw/*", **more):
    return {"Effect": effect, "Action": action, "Resource": resource, **more}


def to(principal, effect="Allow", **more):
    return document(statement(effect, Principal=principal, **more))


ALLOW, DENY = document(statement()), document(statement("Deny"))
OTHER = document(statement(action="s3:PutObject"))
EVERYTHING = document(statement(action="*", resource="*"))
ROOT = {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}
OF_ROLE, OF_SESSION, OF_USER = {"AWS": ROLE}, {"AWS": SESSION.name}, {"AWS": [USER.name]}
IDENTITY, RESOURCE, BOUNDARY, OF_S = Kind.IDENTITY, Kind.RESOURCE, Kind.BOUNDARY, Kind.SESSION


def ask(principal, action="s3:GetObject", what=OBJECT, **policies):
    policies = {"resource_account": ACCOUNT, **policies}
    return decide(Request(principal, action, what, lambda key: KEYS.get(key.lower())), Policies(**policies))


ALLOWED = [
    ("an identity policy", SESSION, {"identity": [OTHER, ALLOW]}),
    ("within its boundary", SESSION, {"identity": [ALLOW], "boundary": EVERYTHING}),
    ("within its session policy", SESSION, {"identity": [ALLOW], "session": [OTHER, ALLOW]}),
    ("a bucket that names the user", USER, {"resource": to(OF_USER)}),
    ("a bucket that names the user, beyond the boundary", USER, {"resource": to(OF_USER), "boundary": OTHER}),
    ("a bucket that names the role", SESSION, {"resource": to(OF_ROLE)}),
    ("a bucket that names the session, beyond all bounds", SESSION,
     {"resource": to(OF_SESSION), "boundary": OTHER, "session": [OTHER]}),
    ("a bucket open to all", SESSION, {"resource": to("*")}),
    ("a bucket open to all, no signature", NOBODY, {"resource": to("*")}),
    ("a service that is named", SERVICE, {"resource": to({"Service": [SERVICE.name, "x.amazonaws.com"]})}),
    ("another account, allowed on both sides", STRANGER,
     {"identity": [ALLOW], "resource": to({"AWS": "999999999999"})}),
    ("a key that trusts the account, and an identity policy", SESSION,
     {"identity": [ALLOW], "resource": to(ROOT), "resource_decides": True}),
    ("a key that names the role", SESSION, {"resource": to(OF_ROLE), "resource_decides": True}),
    ("a deny of somebody else", SESSION, {"identity": [ALLOW], "resource": to(OF_USER, "Deny")}),
    ("a deny whose condition does not hold", SESSION,
     {"identity": [ALLOW],
      "resource": to("*", "Deny", Condition={"StringNotEquals": {"aws:SourceVpce": "vpce-1"}})}),
    ("a deny of all but this session", SESSION,
     {"identity": [ALLOW],
      "resource": document({"Effect": "Deny", "NotPrincipal": {"AWS": [SESSION.name, ROLE, ACCOUNT]},
                            "Action": "s3:*", "Resource": "*"})}),
    ("a trust policy, which names no resource", SERVICE,
     {"resource": document({"Effect": "Allow", "Principal": {"Service": SERVICE.name}, "Action": "s3:GetObject"})}),
]  # fmt: skip

REFUSED = [
    ("nothing", SESSION, {}, IDENTITY, False),
    ("a policy about something else", SESSION, {"identity": [OTHER]}, IDENTITY, False),
    ("an explicit deny", SESSION, {"identity": [ALLOW, DENY]}, IDENTITY, True),
    ("a deny beats a bucket that names the role", SESSION,
     {"identity": [DENY], "resource": to(OF_ROLE)}, IDENTITY, True),
    ("a bucket that denies", SESSION, {"identity": [ALLOW], "resource": to("*", "Deny")}, RESOURCE, True),
    ("a bucket that denies the account", SESSION, {"identity": [ALLOW], "resource": to(ROOT, "Deny")}, RESOURCE, True),
    ("beyond the boundary", SESSION, {"identity": [ALLOW], "boundary": OTHER}, BOUNDARY, False),
    ("a boundary alone grants nothing", SESSION, {"boundary": EVERYTHING}, IDENTITY, False),
    ("a boundary that denies", SESSION, {"identity": [ALLOW], "boundary": DENY}, BOUNDARY, True),
    ("beyond the session policy", SESSION, {"identity": [ALLOW], "session": [OTHER]}, OF_S, False),
    ("an empty session policy", SESSION, {"identity": [ALLOW], "session": []}, OF_S, False),
    ("a bucket that names the role, beyond the boundary", SESSION,
     {"resource": to(OF_ROLE), "boundary": OTHER}, BOUNDARY, False),
    ("a bucket that trusts the account only", SESSION, {"resource": to(ROOT)}, IDENTITY, False),
    ("a bucket that names another", SESSION, {"resource": to(OF_USER)}, IDENTITY, False),
    ("a key that trusts nobody", SESSION, {"identity": [EVERYTHING], "resource_decides": True}, RESOURCE, False),
    ("a key that trusts the account only", SESSION, {"resource": to(ROOT), "resource_decides": True}, IDENTITY, False),
    ("another account, the bucket says nothing", STRANGER, {"identity": [EVERYTHING]}, RESOURCE, False),
    ("another account, its own policies say nothing", STRANGER,
     {"resource": to({"AWS": STRANGER.name})}, IDENTITY, False),
    ("no signature", NOBODY, {}, RESOURCE, False),
    ("no signature, and the account is trusted", NOBODY, {"resource": to(ROOT)}, RESOURCE, False),
    ("another service", SERVICE, {"resource": to({"Service": "ecs.amazonaws.com"})}, RESOURCE, False),
    ("a condition that does not hold", SESSION,
     {"identity": [document(statement(Condition={"StringEquals": {"aws:SourceVpce": "vpce-2"}}))]}, IDENTITY, False),
    ("a bucket open to all, beyond the boundary", SESSION, {"resource": to("*"), "boundary": OTHER}, BOUNDARY, False),
    ("a deny of all but role and session, which leaves the account out", SESSION,
     {"identity": [ALLOW],
      "resource": document({"Effect": "Deny", "NotPrincipal": {"AWS": [SESSION.name, ROLE]},
                            "Action": "s3:*", "Resource": "*"})}, RESOURCE, True),
    ("a deny of all but the role, which leaves the session out", SESSION,
     {"identity": [ALLOW],
      "resource": document({"Effect": "Deny", "NotPrincipal": {"AWS": [ROLE, ACCOUNT]},
                            "Action": "s3:*", "Resource": "*"})}, RESOURCE, True),
]  # fmt: skip


@pytest.mark.parametrize(("principal", "policies"), [row[1:] for row in ALLOWED], ids=[row[0] for row in ALLOWED])
def test_it_is_allowed_by(principal, policies):
    assert ask(principal, **policies).allowed


@pytest.mark.parametrize(
    ("principal", "policies", "kind", "explicit"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
def test_it_is_refused_by(principal, policies, kind, explicit):
    decision = ask(principal, **policies)
    assert (decision.allowed, decision.because_of, decision.explicit) == (False, kind, explicit)


@pytest.mark.parametrize(
    ("part", "action", "resource", "speaks"),
    [
        ({"Action": "S3:getobject", "Resource": "*"}, "s3:GetObject", OBJECT, True),
        ({"Action": "s3:Get*", "Resource": "*"}, "s3:GetObject", OBJECT, True),
        ({"Action": "s3:Get?", "Resource": "*"}, "s3:GetObject", OBJECT, False),
        ({"NotAction": ["s3:Put*", "iam:*"], "Resource": "*"}, "s3:GetObject", OBJECT, True),
        ({"NotAction": "s3:Get*", "Resource": "*"}, "s3:GetObject", OBJECT, False),
        ({"Action": "*", "Resource": "arn:aws:s3:::DATA/*"}, "s3:GetObject", OBJECT, False),
        ({"Action": "*", "Resource": ["arn:aws:s3:::x", "arn:aws:s3:::data/*.csv"]}, "s3:GetObject", OBJECT, True),
        ({"Action": "*", "NotResource": "arn:aws:s3:::data/*"}, "s3:GetObject", OBJECT, False),
        ({"Action": "*", "NotResource": "arn:aws:s3:::data"}, "s3:GetObject", OBJECT, True),
        ({"Action": "*", "Resource": "arn:aws:s3:::data/${aws:SourceVpce}/*"}, "s3:GetObject", OBJECT, False),
        ({"Action": "*", "Resource": "arn:aws:s3:::${aws:PrincipalTag/none, 'data'}/*"}, "s3:Get", OBJECT, True),
    ],
)
def test_a_statement_speaks_of_actions_and_resources(part, action, resource, speaks):
    assert ask(SESSION, action, resource, identity=[document({"Effect": "Allow", **part})]).allowed is speaks


def test_the_reason_is_in_the_words_of_aws():
    assert ask(SESSION).reason("s3:GetObject") == "because no identity-based policy allows the s3:GetObject action"
    assert ask(SESSION, identity=[DENY]).reason("s3:GetObject") == "with an explicit deny in an identity-based policy"
    assert ask(SESSION, resource=to("*", "Deny")).reason("x") == "with an explicit deny in a resource-based policy"


@pytest.mark.parametrize("text", ["[]", "1", '{"Statement": "all"}', "not json"])
def test_what_is_no_policy_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011 - json.loads has words of its own
        read(text)
