"""Every role there is, under its boundary, on a local cloud that enforces: what it may do and what it may not.

The roles are those that components register: of the factory (`roles.py`), of the fullest platform and of the fullest
product (`whole.py`). They are made by IAM's own operations. The table (`role_calls`) is asked twice:

- each line, as a question to the cloud's IAM. That alone can say what a service would, and what conditions it brings.
- each line whose call takes no more than its resource, as the call itself, by boto3 with credentials that the service
  in the role's trust gets (`role_calls/real.py`). What is allowed may still find nothing; what is refused is refused by
  IAM. Left to the question: lines with conditions that only a service sends, calls of services that need more than a
  name (a job's definition), and roles that a person or CI takes by a token (test_ci_deploys.py does the latter).

tests/e2e/test_permissions.py does the work of the reference stack's roles, with data and jobs.
"""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
import roles
import whole
from botocore.exceptions import ClientError
from pulumi_mlops.testing import MockEngine
from role_calls import AS, IN_THE_CLEAR, ROWS
from role_calls.real import CALLS, DENIED

from local.cloud import lifecycle
from local.cloud.iam.client import decision, enforce, service_credentials
from local.layout import Layout

KEY = roles.arn("kms", "key/k-1")


def factory(key: str = KEY) -> MockEngine:
    engine = MockEngine(stack=roles.STACK)
    engine.build(lambda: roles.make_all(key))
    return engine


@pytest.fixture(scope="module")
def cloud(tmp_path_factory) -> Iterator[tuple[str, str]]:
    """A local cloud that enforces, with every role on it; and the ARN of the product's key."""
    layout = Layout(tmp_path_factory.mktemp("cloud"))
    url = lifecycle.ensure_running(layout)

    def client(service: str) -> Any:
        keys = {"aws_access_key_id": "local", "aws_secret_access_key": "local", "region_name": roles.REGION}
        return boto3.client(service, endpoint_url=url, **keys)

    tags = [{"TagKey": "product", "TagValue": "churn"}, {"TagKey": "environment", "TagValue": "local"}]
    key = client("kms").create_key(Tags=tags)["KeyMetadata"]["Arn"]
    for engine in (factory(key), whole.platform(), whole.product()):
        make(client("iam"), engine)
    enforce(url)
    yield url, key
    lifecycle.stop(layout)


def make(iam: Any, engine: MockEngine) -> None:
    """The roles that an engine registered, with their policies and boundary, trusted as the components say."""
    for one in engine.all("aws:iam/policy:Policy"):
        iam.create_policy(PolicyName=one["name"], Path="/mlops/", PolicyDocument=one["policy"])
    for one in engine.all("aws:iam/role:Role"):
        iam.create_role(
            RoleName=one["name"],
            Path="/mlops/",
            AssumeRolePolicyDocument=one["assumeRolePolicy"],
            PermissionsBoundary=ours(one["permissionsBoundary"]),
        )
    for one in engine.all("aws:iam/rolePolicy:RolePolicy"):
        iam.put_role_policy(RoleName=one["role"], PolicyName="job", PolicyDocument=one["policy"])
    for one in engine.all("aws:iam/rolePolicyAttachment:RolePolicyAttachment"):
        iam.attach_role_policy(RoleName=one["role"], PolicyArn=ours(one["policyArn"]))


def ours(arn: str) -> str:
    """The ARN of a policy, which the mock engine does not know."""
    return f"arn:aws:iam::{roles.ACCOUNT}:policy/mlops/{arn.rpartition(':')[2].rpartition('/')[2]}"


@pytest.mark.parametrize("row", ROWS, ids=[" ".join(row) for row in ROWS])
def test_a_role_may_and_may_not(cloud, row):
    url, key = cloud
    found = decision(url, row.arn, row.action, row.resource(key), **{**IN_THE_CLEAR, **row.said})
    assert found["allowed"] is row.allowed, found


def services() -> dict[str, str]:
    """The service that takes each role, by the role as the table calls it. Studio takes those of people."""
    trusts = {
        one["name"]: json.loads(one["assumeRolePolicy"])["Statement"]
        for engine in (factory(), whole.platform(), whole.product())
        for one in engine.all("aws:iam/role:Role")
    }
    return {
        row.role: statement["Principal"]["Service"]
        for row in ROWS
        for statement in trusts[row.arn.rpartition("/")[2]]
        if "Service" in statement["Principal"]
    }


SERVICES = services()
REAL = [row for row in ROWS if row.action in CALLS and not row.said and row.role in SERVICES]


@pytest.fixture(scope="module")
def sessions(cloud):
    """A session of a role, as its service has it."""
    made = {}

    def session(row):
        if row.role not in made:
            got = service_credentials(cloud[0], row.arn, SERVICES[row.role], source_account=roles.ACCOUNT)
            made[row.role] = boto3.Session(region_name=roles.REGION, **got)
        return made[row.role]

    return session


@pytest.mark.parametrize("row", REAL, ids=[" ".join(row) for row in REAL])
def test_the_call_itself_is_let_through_or_refused(cloud, sessions, row):
    url, key = cloud
    try:
        CALLS[row.action](lambda service: sessions(row).client(service, endpoint_url=url), row.resource(key))
        code = ""
    except ClientError as error:
        code = error.response["Error"]["Code"]
    assert (code not in DENIED) is row.allowed, code


def test_most_roles_make_calls_themselves():
    assert len({row.role for row in REAL}) >= 20
    assert len(REAL) >= 200


def test_every_role_has_eight_of_each():
    counted = {
        (row.role, sign): sum(1 for one in ROWS if (one.role, one.sign) == (row.role, sign))
        for row in ROWS
        for sign in "+-"
    }
    assert {role: count for role, count in counted.items() if count < 8} == {}


FEWER = {
    "platform-local-alerts-chat": "a chat channel shows an alarm by four reads of metrics, which take no resource",
    "platform-local-costs-starter": "the scheduler starts one state machine",
}
"""Roles that may do fewer than eight things at all: their lines differ in what the request says, too."""


@pytest.mark.parametrize("sign", ["+", "-"])
def test_eight_calls_are_eight_actions_on_resources(sign):
    """What a request says beside them does not count."""
    calls = {(one.role, *one.line.split()[:2]) for one in ROWS if one.sign == sign}
    counted = Counter(role for role, *_ in calls)
    short = {role for role, count in counted.items() if count < 8}
    assert short == (set(FEWER) if sign == "+" else set())


def test_every_role_that_any_component_makes_is_in_the_table():
    named = {row.arn.rpartition("/")[2] for row in ROWS} | set(AS)
    engines = (factory(), whole.platform(), whole.product())
    registered = {one["name"] for engine in engines for one in engine.all("aws:iam/role:Role")}
    assert sorted(registered - named) == [], "write what it may and may not into tests/e2e/role_calls"
    assert sorted(named - registered) == []


@pytest.mark.parametrize(("role", "like"), AS.items())
def test_a_role_that_is_like_another_has_no_action_more(role, like):
    given = allowed(factory()) | allowed(whole.platform()) | allowed(whole.product())
    like = next(row.arn.rpartition("/")[2] for row in ROWS if row.role == like)
    assert sorted(given[role] - given[like]) == []


def allowed(engine: MockEngine) -> dict[str, set[str]]:
    """The actions that each role is given, on whatever."""
    texts = {ours(one["name"]): one["policy"] for one in engine.all("aws:iam/policy:Policy")}
    found: dict[str, set[str]] = {}
    for one in engine.all("aws:iam/rolePolicy:RolePolicy"):
        found.setdefault(one["role"], set()).update(actions(one["policy"]))
    for one in engine.all("aws:iam/rolePolicyAttachment:RolePolicyAttachment"):
        found.setdefault(one["role"], set()).update(actions(texts[ours(one["policyArn"])]))
    return found


def actions(policy: str) -> set[str]:
    return {action for one in json.loads(policy)["Statement"] if one["Effect"] == "Allow" for action in one["Action"]}
