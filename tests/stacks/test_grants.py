"""What other accounts may read: derived from a model's way, whole in both stacks, each account once."""

import json
from pathlib import Path
from typing import Any

import pytest
from mlops_stacks.kinds import KINDS, kind
from mlops_stacks.loader import load
from mlops_stacks.model import Environment
from mlops_stacks.yaml_lines import SpecError
from specs import GOOD

DEV, STAGING, PROD = "111111111111", "222222222222", "333333333333"
ENVIRONMENTS = f"""\
promotion: [dev, staging, prod]
environments:
  dev: {{account: "{DEV}"}}
  staging: {{account: "{STAGING}"}}
  prod: {{account: "{PROD}"}}
"""
SPECS = {
    "product": GOOD[: GOOD.index("environments:")] + ENVIRONMENTS,
    "platform": f"""\
platform: platform
owner: us
cost_center: "1"
data_classification: internal
images: {{churn-train: {{}}}}
{ENVIRONMENTS}""",
}


def made(engine, tmp_path: Path, text: str, environment: Environment) -> dict[str, Any]:
    file = tmp_path / "spec.yaml"
    file.write_text(text)
    deployment = load(file, environment)
    return engine.build(lambda: kind(deployment.spec.head).build(deployment))


def roots(*accounts: str) -> dict[str, list[str]]:
    return {"AWS": [f"arn:aws:iam::{account}:root" for account in accounts]}


def granting(engine, *accounts: str) -> dict[str, list[str]]:
    """By resource: the actions that its policy allows exactly these accounts."""
    found: dict[str, list[str]] = {}
    for resource in engine.registered:
        for text in (value for key, value in resource.inputs.items() if key in ("policy", "resourcePolicy")):
            for statement in json.loads(text).get("Statement", ()):
                if statement.get("Principal") == roots(*accounts) and statement["Effect"] == "Allow":
                    found.setdefault(resource.name, []).extend(statement["Action"])
    return found


def boundary(engine) -> list[dict[str, Any]]:
    return json.loads(engine.one("aws:iam/policy:Policy", "boundary-policy")["policy"])["Statement"]


USE = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
READ = ["s3:GetObject", "s3:GetObjectVersion", "s3:GetBucketLocation", "s3:ListBucket"]
PULL = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
FIND = "ecr:DescribeImages"
DEPLOY = [
    "sagemaker:DescribeModelPackageGroup",
    "sagemaker:CreateModel",
    "sagemaker:DescribeModelPackage",
    "sagemaker:ListModelPackages",
]


def test_a_product_opens_its_models_their_artifacts_and_the_key_to_the_stages_that_come_after(engine, tmp_path):
    made(engine, tmp_path, SPECS["product"], Environment.DEV)
    assert granting(engine, STAGING, PROD) == {"key-key": USE, "artifacts-policy": READ, "models-policy": DEPLOY}


def test_a_platform_opens_its_artifacts_their_key_and_its_images_to_the_stages_that_come_after(engine, tmp_path):
    """No other key is opened, and no other zone: what is promoted is a model, not its data."""
    made(engine, tmp_path, SPECS["platform"], Environment.STAGING)
    assert granting(engine, PROD) == {
        "key-internal-key": USE,
        "data-artifacts-policy": READ,
        "churn-train-image-policy": [*PULL, FIND],
    }


@pytest.mark.parametrize("spec", SPECS.values(), ids=SPECS)
def test_the_last_stage_opens_nothing_and_its_roles_may_read_from_those_before(engine, tmp_path, spec):
    made(engine, tmp_path, spec, Environment.PROD)
    assert [granting(engine, *accounts) for accounts in ((DEV,), (STAGING,), (DEV, STAGING))] == [{}, {}, {}]
    reading = boundary(engine)[3:5]
    assert reading == [
        {
            "Effect": "Allow",
            "Action": [*PULL, FIND, "kms:Decrypt", "kms:DescribeKey", *DEPLOY[1:2], "sagemaker:Describe*", DEPLOY[3]],
            "Resource": [
                f"arn:aws:{service}:*:{account}:*"
                for account in (DEV, STAGING)
                for service in ("ecr", "kms", "sagemaker")
            ],
        },
        {
            "Effect": "Allow",
            "Action": ["s3:Get*", "s3:ListBucket"],
            "Resource": ["arn:aws:s3:::*"],
            "Condition": {"StringEquals": {"aws:ResourceAccount": [DEV, STAGING]}},
        },
    ]


def test_models_and_images_of_the_stages_before_come_through_the_network(engine, tmp_path):
    """The doors of a network without internet let nothing of others in that is not named."""
    made(engine, tmp_path, SPECS["platform"], Environment.STAGING)
    doors = {name: engine.one("aws:ec2/vpcEndpoint:VpcEndpoint", f"network-{name}") for name in ("s3", "ecr-api")}
    said = {name: json.loads(door["policy"])["Statement"][-1] for name, door in doors.items()}
    assert said["s3"] == {
        "Effect": "Allow",
        "Action": ["s3:GetObject", "s3:ListBucket"],
        "Resource": ["*"],
        "Principal": "*",
        "Condition": {"StringEquals": {"aws:PrincipalAccount": "123456789012", "aws:ResourceAccount": [DEV]}},
    }
    assert said["ecr-api"]["Resource"] == [f"arn:aws:ecr:*:{DEV}:repository/*"]


CI = """\
access:
  personas:
    ci: {products: [churn], taken_by: {roles: [arn:aws:iam::123456789012:role/ci]}}
    reviewer: {products: [churn], taken_by: {roles: [arn:aws:iam::123456789012:role/reviewer]}}
promotion:"""


@pytest.mark.parametrize(
    ("persona", "asks"),
    [
        (
            "ci",
            {
                "sagemaker:DescribeModelPackage": f"arn:aws:sagemaker:eu-west-1:{DEV}:model-package/churn-dev-*",
                FIND: f"arn:aws:ecr:eu-west-1:{DEV}:repository/*",
                "s3:GetObject": f"arn:aws:s3:::churn-dev-artifacts-{DEV}-eu-west-1/training/*",
            },
        ),
        (
            "reviewer",
            {"sagemaker:DescribeModelPackage": f"arn:aws:sagemaker:eu-west-1:{DEV}:model-package/churn-dev-*"},
        ),
    ],
)
def test_ci_holds_a_release_against_the_account_that_registered_it_and_others_see_the_package(
    engine, tmp_path, persona, asks
):
    made(engine, tmp_path, SPECS["platform"].replace("promotion:", CI), Environment.PROD)
    policies = [
        json.loads(one["policy"])["Statement"]
        for one in engine.all("aws:iam/policy:Policy")
        if one["name"].startswith(f"stack-{persona}") or f"-{persona}" in one["name"]
    ]
    theirs = {
        action: resource
        for statements in policies
        for one in statements
        for action in one["Action"]
        for resource in one["Resource"]
        if DEV in resource
    }
    assert {action: theirs.get(action) for action in asks} == asks
    assert set(theirs) - set(asks) <= {"s3:GetObjectVersion", "s3:ListBucket", "s3:GetBucketLocation"}


@pytest.mark.parametrize("spec", SPECS.values(), ids=SPECS)
def test_complaint_5_stages_that_share_an_account_are_one_principal_in_every_policy(engine, tmp_path, spec):
    made(engine, tmp_path, spec.replace(STAGING, PROD), Environment.DEV)
    assert len(granting(engine, PROD)) == 3


def test_complaint_5_a_model_waits_for_the_policy_of_the_bucket_that_it_is_fetched_from(engine, tmp_path):
    """Who is handed a bucket's name has it from the bucket's policy, so the grant is there before CreateModel is."""
    waited: list[str] = []
    answered = engine.new_resource

    def note(args):
        if args.typ == "aws:sagemaker/model:Model":
            waited.extend(resource.name for resource in engine.registered)
        return answered(args)

    engine.new_resource = note
    made(engine, tmp_path, SPECS["product"], Environment.DEV)
    assert {"artifacts-policy", "endpoint-serving-policy"} <= {*waited}


def test_accounts_that_a_spec_names_itself_get_the_key_with_the_bucket(engine, tmp_path):
    text = SPECS["product"].replace("  raw: {}", f'  raw: {{reader_accounts: ["{STAGING}"]}}')
    made(engine, tmp_path, text.replace("promotion: [dev, staging, prod]", ""), Environment.DEV)
    assert granting(engine, STAGING) == {"key-key": USE, "raw-policy": READ}


def test_who_may_deploy_the_models_of_a_spec_reads_their_artifacts_too(engine, tmp_path):
    text = SPECS["product"].replace("promotion: [dev, staging, prod]", f'models: {{reader_accounts: ["{PROD}"]}}')
    made(engine, tmp_path, text, Environment.DEV)
    assert granting(engine, PROD) == {"key-key": USE, "artifacts-policy": READ, "models-policy": DEPLOY}


def test_each_class_of_a_platforms_data_is_opened_to_who_reads_it(engine, tmp_path):
    zones = f'buckets: {{raw: {{data_classification: restricted, reader_accounts: ["{STAGING}"]}}}}\n'
    made(engine, tmp_path, SPECS["platform"].replace("promotion: [dev, staging, prod]\n", zones), Environment.DEV)
    assert granting(engine, STAGING) == {"key-restricted-key": USE, "data-raw-policy": READ}


def test_the_copy_of_a_zone_is_readable_by_who_reads_the_zone_with_the_copys_own_key(engine, tmp_path):
    copied = "buckets: {replication: {region: eu-central-1}}\n"
    made(engine, tmp_path, SPECS["platform"] + copied, Environment.STAGING)
    assert {"data-replica-internal-key", "data-artifacts-replica-policy"} <= {*granting(engine, PROD)}


def test_a_key_that_opens_no_bucket_is_told_before_anything_is_deployed(tmp_path):
    file = tmp_path / "platform.yaml"
    keys = f'keys:\n  accounts: ["{PROD}", "999999999999"]\n'
    file.write_text(SPECS["platform"] + keys)
    with pytest.raises(SpecError) as refused:
        load(file, Environment.DEV)
    (problem,) = refused.value.problems
    assert f"{problem}".endswith(
        "keys.accounts: lets 999999999999 use the keys, and no bucket lets it read: "
        "name it in a zone's reader_accounts, or take it out"
    )


def test_every_kind_of_spec_is_told_of_here():
    assert set(KINDS) == set(SPECS)
