"""Studio: no internet, no work without a persona's role, nothing that runs on when nobody works."""

import json

import pulumi_mlops as mlops
import pytest
from pydantic import ValidationError

KEY = "arn:aws:kms:eu-west-1:123456789012:key/k-1"
ROLES = {name: f"arn:aws:iam::123456789012:role/{name}" for name in ("data_scientist", "ml_engineer")}
DOMAIN = "aws:sagemaker/domain:Domain"
PROFILE = "aws:sagemaker/userProfile:UserProfile"
SPACE = "aws:sagemaker/space:Space"
CALL = "aws:lambda/invocation:Invocation"
POLICY = "aws:iam/rolePolicy:RolePolicy"
LINKS = {
    "vpc_id": "vpc-1",
    "subnet_ids": ["subnet-1", "subnet-2"],
    "security_group_ids": ["sg-1"],
    "kms_key_arn": KEY,
    "persona_role_arns": ROLES,
    "tags": {"owner": "me"},
}
USERS = {"ada": {"persona": "data_scientist"}, "bob": {"persona": "ml_engineer"}}
IDLE = {
    "idleSettings": {
        "lifecycleManagement": "ENABLED",
        "idleTimeoutInMinutes": 60,
        "minIdleTimeoutInMinutes": 60,
        "maxIdleTimeoutInMinutes": 240,
    }
}
NOBODY = "arn:aws:iam::123456789012:role/churn-local-studio"


def make(**given):
    return mlops.Studio("studio", mlops.StudioArgs.model_validate({**LINKS, "users": USERS, **given}))


def statements(engine, name):
    return json.loads(engine.one(POLICY, name)["policy"])["Statement"]


def test_the_domain_is_in_the_vpc_only_encrypted_and_keeps_its_home_folders(engine):
    engine.build(make)
    domain = engine.one(DOMAIN)
    assert {key: domain[key] for key in ("appNetworkAccessType", "vpcId", "subnetIds", "kmsKeyId", "authMode")} == {
        "appNetworkAccessType": "VpcOnly",
        "vpcId": "vpc-1",
        "subnetIds": ["subnet-1", "subnet-2"],
        "kmsKeyId": KEY,
        "authMode": "IAM",
    }
    assert domain["retentionPolicy"] == {"homeEfsFileSystem": "Retain"}
    assert domain["domainSettings"] == {
        "dockerSettings": {"enableDockerAccess": "DISABLED"},
        "executionRoleIdentityConfig": "USER_PROFILE_NAME",
    }
    assert domain["tags"] == {"owner": "me"}


def test_every_app_that_is_offered_stops_when_nobody_works(engine):
    """field.md, complaint 8: notebooks left running."""
    engine.build(make)
    domain = engine.one(DOMAIN)
    users, spaces = domain["defaultUserSettings"], domain["defaultSpaceSettings"]
    assert users["jupyterLabAppSettings"] == users["codeEditorAppSettings"] == {"appLifecycleManagement": IDLE}
    assert spaces["jupyterLabAppSettings"] == {"appLifecycleManagement": IDLE}
    assert users["studioWebPortalSettings"] == {
        "hiddenAppTypes": ["Canvas", "JupyterServer", "KernelGateway", "RSessionGateway", "RStudioServerPro"]
    }


def test_each_person_works_with_the_role_of_the_persona_and_nobody_with_the_domains(engine):
    engine.build(make)
    assert {one["userProfileName"]: one["userSettings"] for one in engine.all(PROFILE)} == {
        "ada": {"executionRole": ROLES["data_scientist"]},
        "bob": {"executionRole": ROLES["ml_engineer"]},
    }
    assert engine.one(DOMAIN)["defaultUserSettings"]["executionRole"] == NOBODY
    assert engine.one(DOMAIN)["defaultSpaceSettings"]["executionRole"] == NOBODY
    (only,) = statements(engine, "studio-policy")
    group = "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/sagemaker/studio"
    assert only["Resource"] == [group, f"{group}:log-stream:*"]


def test_people_of_identity_center_sign_in_by_their_name_there(engine):
    engine.build(
        lambda: make(sign_in="sso", users={"ada": {"persona": "data_scientist", "sso_user": "ada@example.com"}})
    )
    assert engine.one(DOMAIN)["authMode"] == "SSO"
    profile = engine.one(PROFILE)
    assert profile["singleSignOnUserIdentifier"] == "UserName"
    assert profile["singleSignOnUserValue"] == "ada@example.com"


def test_a_space_is_its_owners_and_has_the_machine_and_volume_asked_for(engine):
    engine.build(lambda: make(spaces={"forecast": {"owner": "ada", "app": "CodeEditor", "volume_gb": 50}}))
    space = engine.one(SPACE)
    assert space["ownershipSettings"] == {"ownerUserProfileName": "ada"}
    assert space["spaceSharingSettings"] == {"sharingType": "Private"}
    assert space["spaceSettings"] == {
        "appType": "CodeEditor",
        "codeEditorAppSettings": {"defaultResourceSpec": {"instanceType": "ml.t3.medium"}},
        "spaceStorageSettings": {"ebsStorageSettings": {"ebsVolumeSizeInGb": 50}},
    }


def test_shared_spaces_have_the_role_that_is_named_for_them(engine):
    engine.build(lambda: make(shared_persona="ml_engineer", spaces={"team": {"owner": "ada", "shared": True}}))
    assert engine.one(SPACE)["spaceSharingSettings"] == {"sharingType": "Shared"}
    assert engine.one(DOMAIN)["defaultSpaceSettings"]["executionRole"] == ROLES["ml_engineer"]


def test_docker_runs_images_of_the_accounts_that_are_named(engine):
    engine.build(lambda: make(docker_accounts=["222222222222", "111111111111", "222222222222"]))
    assert engine.one(DOMAIN)["domainSettings"]["dockerSettings"] == {
        "enableDockerAccess": "ENABLED",
        "vpcOnlyTrustedAccounts": ["111111111111", "222222222222"],
    }


def test_output_is_shared_only_where_that_is_asked_for_and_under_the_key(engine):
    engine.build(make)
    assert engine.one(DOMAIN)["defaultUserSettings"]["sharingSettings"] == {"notebookOutputOption": "Disabled"}


def test_shared_output_goes_to_the_bucket_under_the_key(engine):
    engine.build(lambda: make(share_output=True, bucket="store"))
    assert engine.one(DOMAIN)["defaultUserSettings"]["sharingSettings"] == {
        "notebookOutputOption": "Allowed",
        "s3OutputPath": "s3://store/studio-sharing",
        "s3KmsKeyId": KEY,
    }


@pytest.mark.parametrize("disposable", [False, True])
def test_only_a_disposable_studio_takes_its_file_system_apps_and_groups_along(engine, disposable):
    """field.md, complaint 7: the domain's file system keeps the subnets."""
    engine.build(lambda: make(disposable=disposable))
    assert engine.one(DOMAIN)["retentionPolicy"] == {"homeEfsFileSystem": "Delete" if disposable else "Retain"}
    calls = {json.dumps(json.loads(call["input"]), sort_keys=True): call["lifecycleScope"] for call in engine.all(CALL)}
    active = json.dumps(disposable)
    assert calls == {
        f'{{"active": {active}, "vpc": "vpc-1"}}': "CRUD",
        f'{{"active": {active}, "domain": "studio-domain-id"}}': "CRUD",
    }
    deletes = [
        action
        for name in ("studio-apps-sweep-policy", "studio-groups-sweep-policy")
        for one in statements(engine, name)
        for action in one["Action"]
        if "Delete" in action
    ]
    wanted = ["sagemaker:DeleteApp", "sagemaker:DeleteSpace", "sagemaker:DeleteUserProfile", "ec2:DeleteSecurityGroup"]
    assert deletes == (wanted if disposable else [])


def test_what_sweeps_reaches_this_domain_and_the_groups_of_this_vpc(engine):
    engine.build(lambda: make(disposable=True))
    (apps,) = [one for one in statements(engine, "studio-apps-sweep-policy") if "sagemaker:DeleteApp" in one["Action"]]
    here = "arn:aws:sagemaker:eu-west-1:123456789012:"
    assert apps["Resource"] == [f"{here}{kind}/studio-domain-id/*" for kind in ("app", "space", "user-profile")]
    (groups,) = [
        one for one in statements(engine, "studio-groups-sweep-policy") if "ec2:DeleteSecurityGroup" in one["Action"]
    ]
    assert groups["Resource"] == ["arn:aws:ec2:eu-west-1:123456789012:security-group/*"]
    assert groups["Condition"] == {"ArnEquals": {"ec2:Vpc": "arn:aws:ec2:eu-west-1:123456789012:vpc/vpc-1"}}


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (
            {"users": {"ada": {"persona": "boss"}}},
            'users.ada.persona: "boss" has no role; there are data_scientist, ml_engineer',
        ),
        ({"shared_persona": "boss"}, 'shared_persona: "boss" has no role; there are data_scientist, ml_engineer'),
        ({"spaces": {"s": {"owner": "eve"}}}, 'spaces.s.owner: "eve" must be one of users: ada, bob'),
        (
            {"spaces": {"s": {"owner": "ada", "shared": True}}},
            "spaces.s.shared: needs shared_persona: whose role a shared space has",
        ),
        ({"spaces": {"s": {"owner": "ada", "volume_gb": 500}}}, "spaces.s.volume_gb: is more than max_volume_gb, 100"),
        ({"sign_in": "sso"}, "users.ada.sso_user: is needed with sign_in sso"),
        (
            {"users": {"ada": {"persona": "data_scientist", "sso_user": "ada"}}},
            "users.ada.sso_user: goes with sign_in sso only",
        ),
        ({"idle_minutes": 300}, "max_idle_minutes: must be at least idle_minutes, 300"),
        ({"share_output": True}, "share_output: needs a bucket for the output"),
        (
            {"docker_accounts": ["*"]},
            'must be an AWS account\'s 12 digits, in quotes, for example "123456789012"',
        ),
        ({"idle_minutes": 5}, "Input should be greater than or equal to 60"),
    ],
)
def test_what_would_not_work_is_refused_with_the_field(given, message):
    with pytest.raises(ValidationError) as error:
        make(**given)
    assert [detail["msg"] for detail in error.value.errors()] == [message]
