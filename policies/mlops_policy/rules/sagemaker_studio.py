"""SageMaker Studio: domains, the profiles of people, their spaces and applications."""

from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Any

from ..controls import ACCESS, ENCRYPTION, INVENTORY, LOGGING, MINIMISATION, NETWORK
from ..kernel import DECISION, NEEDS_VALUE, REPLACES, Level, Severity, rule
from ..shapes import keeps, sets
from ..tags import environment
from ..values import UNKNOWN, Findings, Props, Unassessed, get, missing, needed
from .sagemaker import API, DOMAIN

DOMAINS = (DOMAIN, "aws-native:sagemaker:Domain")
PROFILE = "aws:sagemaker/userProfile:UserProfile"
SPACE = "aws:sagemaker/space:Space"
APP = "aws:sagemaker/app:App"
STUDIO = "https://docs.aws.amazon.com/sagemaker/latest/dg"
SETTINGS = ("defaultUserSettings", "userSettings", "defaultSpaceSettings")
APPS = ("jupyterLabAppSettings", "codeEditorAppSettings")

keeps(
    "domain-sso",
    "People come with the identity that the organization gives and takes, not with a user of this account.",
    {"authMode": "SSO"},
    resource=DOMAINS,
    severity=Severity.LOW,
    fix="Set authMode to SSO, with IAM Identity Center, and disable this rule where personas' roles are federated.",
    url=f"{STUDIO}/onboard-custom.html",
    peers=["prowler:sagemaker_domain_sso_configured"],
    controls=ACCESS,
    level=Level.DISABLED,
    manual=REPLACES,
)
sets(
    "domain-cmk",
    "The home directories of Studio collect data, so a key that we can revoke encrypts them.",
    ["kmsKeyId"],
    resource=DOMAINS,
    severity=Severity.HIGH,
    fix="Set kmsKeyId to a customer key.",
    url=f"{API}/API_CreateDomain.html",
    peers=["CKV_AWS_187", "prowler:sagemaker_domain_encrypted_with_cmk"],
    controls=ENCRYPTION,
    manual=REPLACES,
)


def user_settings(props: Props) -> Iterator[tuple[str, Any]]:
    """The settings that a domain gives everybody, or a profile one person, with where they are written."""
    for path in SETTINGS:
        if not missing(props, path):
            yield path, get(props, path)


@rule(
    resource=(*DOMAINS, PROFILE),
    severity=Severity.MEDIUM,
    fix="Set sharingSettings.notebookOutputOption to Disabled, or give s3KmsKeyId.",
    url=f"{STUDIO}/notebooks-sharing.html",
    controls=ENCRYPTION,
    manual=DECISION,
)
def domain_sharing_encrypted(props: Props) -> Findings:
    """A shared notebook carries the data that its cells printed."""
    for at, settings in user_settings(props):
        option = get(settings, "sharingSettings.notebookOutputOption")
        if option is UNKNOWN:
            yield Unassessed(f"{at}.sharingSettings.notebookOutputOption")
        elif option == "Allowed" and missing(settings, "sharingSettings.s3KmsKeyId"):
            yield f"{at}.sharingSettings.s3KmsKeyId is not set, and outputs are shared."


@rule(
    resource=DOMAINS,
    severity=Severity.MEDIUM,
    fix="Set domainSettings.dockerSettings.enableDockerAccess to DISABLED, or list vpcOnlyTrustedAccounts.",
    url=f"{STUDIO}/studio-updated-local.html",
    controls=ACCESS,
    manual=DECISION,
)
def domain_docker_trusted(props: Props) -> Findings:
    """Docker in Studio pulls images from the accounts that we name."""
    access = get(props, "domainSettings.dockerSettings.enableDockerAccess")
    if access is UNKNOWN:
        yield Unassessed("domainSettings.dockerSettings.enableDockerAccess")
    elif access == "ENABLED" and missing(props, "domainSettings.dockerSettings.vpcOnlyTrustedAccounts"):
        yield "domainSettings.dockerSettings.vpcOnlyTrustedAccounts is not set, and Docker is enabled."


@rule(
    resource=(*DOMAINS, PROFILE),
    severity=Severity.MEDIUM,
    fix="Set idleSettings.lifecycleManagement to ENABLED with an idleTimeoutInMinutes.",
    url=f"{STUDIO}/studio-updated-idle-shutdown.html",
    controls=INVENTORY,
    manual=NEEDS_VALUE,
)
def domain_idle_shutdown(props: Props) -> Findings:
    """What nobody uses stops by itself: it costs, and it is open. A domain says so for everybody."""
    path = "appLifecycleManagement.idleSettings"
    for at, settings in user_settings(props):
        for app in APPS:
            found = get(settings, f"{app}.{path}.lifecycleManagement")
            # Spaces that people share run JupyterLab alone by themselves.
            shared = at == "defaultSpaceSettings" and app == APPS[0]
            told = at == "defaultUserSettings" or shared or not missing(settings, f"{app}.{path}")
            if found is UNKNOWN:
                yield Unassessed(f"{at}.{app}.{path}.lifecycleManagement")
            elif told and found != "ENABLED":
                yield f"{at}.{app}.{path}.lifecycleManagement is not ENABLED."


keeps(
    "domain-tag-propagation",
    "What people start in Studio carries the domain's tags, or nobody knows whose it is.",
    {"tagPropagation": "ENABLED"},
    resource=DOMAINS,
    severity=Severity.LOW,
    fix="Set tagPropagation to ENABLED.",
    url=f"{API}/API_CreateDomain.html",
    controls=INVENTORY,
    remedy={"tagPropagation": "ENABLED"},
)


@rule(
    resource=DOMAIN,
    severity=Severity.LOW,
    fix="Set retentionPolicy.homeEfsFileSystem to Retain, or tag the domain environment: dev if its homes may be lost.",
    url=f"{API}/API_DeleteDomain.html",
    controls=MINIMISATION,
    manual=DECISION,
    level=Level.DISABLED,
)
def domain_homes_retained(props: Props) -> Findings:
    """With the domain goes nobody's work, unless that was decided."""
    found, where = get(props, "retentionPolicy.homeEfsFileSystem"), environment(props)
    if UNKNOWN in (found, where):
        yield Unassessed("retentionPolicy.homeEfsFileSystem" if found is UNKNOWN else "tags.environment")
    elif found == "Delete" and where not in ("local", "dev"):
        yield "retentionPolicy.homeEfsFileSystem is Delete outside the environments local and dev."


sets(
    "profile-own-role",
    "A person works with the role of that person's work, not with the one that everybody has.",
    ["userSettings.executionRole"],
    resource=(PROFILE, "aws-native:sagemaker:UserProfile"),
    severity=Severity.MEDIUM,
    fix="Set userSettings.executionRole to the role of the persona.",
    url=f"{API}/API_UserSettings.html",
    controls=ACCESS,
)
keeps(
    "space-private",
    "A shared space runs with one role for all who enter it; what one may read, all may.",
    {"spaceSharingSettings.sharingType": "Private"},
    where="spaceSharingSettings",
    resource=(SPACE, "aws-native:sagemaker:Space"),
    severity=Severity.LOW,
    fix="Set spaceSharingSettings.sharingType to Private, or waive it for a space that is meant to be shared.",
    url=f"{API}/API_SpaceSharingSettings.html",
    controls=ACCESS,
    level=Level.DISABLED,
    manual=REPLACES,
)


@rule(
    resource=APP,
    severity=Severity.LOW,
    fix="Choose an instance type that the settings of this rule allow.",
    url=f"{API}/API_CreateApp.html",
    controls=INVENTORY,
    settings={
        "instance_types": {
            "type": "array",
            "items": {"type": "string"},
            "default": ["system", "ml.t3.*", "ml.m*", "ml.c*"],
        }
    },
    manual=REPLACES,
)
def app_instance_allowlist(props: Props, *, instance_types: list[str]) -> Findings:
    """An application runs on what was agreed, not on the largest GPU at hand. An untagged one counts as production."""
    found = get(props, "resourceSpec.instanceType")
    if found is UNKNOWN:
        yield Unassessed("resourceSpec.instanceType")
    elif isinstance(found, str) and not any(fnmatchcase(found, pattern) for pattern in instance_types):
        yield f"resourceSpec.instanceType is none of {', '.join(instance_types)}."


keeps(
    "domain-security-groups-ours",
    "Who manages Studio's security groups decides what it reaches; that is us.",
    {"appSecurityGroupManagement": "Customer"},
    where="appSecurityGroupManagement",
    resource=DOMAINS,
    severity=Severity.MEDIUM,
    fix="Leave appSecurityGroupManagement out, or set it to Customer.",
    url=f"{API}/API_CreateDomain.html",
    controls=NETWORK,
)

keeps(
    "domain-source-identity",
    "Each call of Studio says in the trail who it was, though many share a role.",
    {"domainSettings.executionRoleIdentityConfig": "USER_PROFILE_NAME"},
    resource=DOMAINS,
    severity=Severity.MEDIUM,
    fix="Set domainSettings.executionRoleIdentityConfig to USER_PROFILE_NAME.",
    url=f"{STUDIO}/monitor-user-access.html",
    controls=LOGGING,
    manual=DECISION,
)


@rule(
    resource=DOMAIN,
    severity=Severity.MEDIUM,
    fix="Set securityGroups in defaultUserSettings and in defaultSpaceSettings to groups of the network.",
    url=f"{API}/API_UserSettings.html",
    controls=NETWORK,
    manual=NEEDS_VALUE,
)
def domain_security_groups(props: Props) -> Findings:
    """What people start reaches what a group of ours lets it reach."""
    for at, settings in user_settings(props):
        yield from needed(settings, "securityGroups", f"{at}.")
