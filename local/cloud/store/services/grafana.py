"""Managed Grafana: workspaces with their service accounts, tokens, keys, licence, SAML and role associations."""

from datetime import timedelta
from typing import Any

from local.cloud.store.call import Answer, Call
from local.cloud.store.kinds import Kind, Parent, Statuses
from local.cloud.store.objects import Object

_VERSIONS = ["8.4", "9.4", "10.4", "12.4"]
_CONFIGURATION = '{"plugins":{"pluginAdminEnabled":false},"unifiedAlerting":{"enabled":true}}'


def _authentication(_: Call, facts: dict[str, Any]) -> None:
    """What a workspace tells of how its users sign in, of what the create asked for."""
    providers = facts.pop("authenticationproviders", None)
    if providers is not None:
        facts["authentication"] = _sign_in(providers, facts.get("authentication", {}).get("saml"))


def _sign_in(providers: list[str], saml: dict[str, Any] | None) -> dict[str, Any]:
    status = "CONFIGURED" if saml and "configuration" in saml else "NOT_CONFIGURED"
    found: dict[str, Any] = {"providers": providers}
    if "SAML" in providers:
        found |= {"saml": {"status": status, **(saml or {})}, "samlConfigurationStatus": status}
    if "AWS_SSO" in providers:
        found["awsSso"] = {"ssoClientId": "local"}
    return found


def _expiry(call: Call, facts: dict[str, Any]) -> None:
    facts.setdefault("expiresat", call.now + timedelta(seconds=facts["secondstolive"]))


_IN_WORKSPACE = Parent("Workspace", {"workspaceid": "id"}, cascade=True)
KINDS = (
    Kind(
        "Workspace",
        key=("id",),
        ids={"id": "g-{hex:10}"},
        arn="arn:{partition}:grafana:{region}:{account}:/workspaces/{id}",
        defaults={"grafanaversion": _VERSIONS[2], "configuration": _CONFIGURATION},
        derived={"endpoint": "{id}.grafana-workspace.{region}.amazonaws.com"},
        finish=_authentication,
    ),
    Kind(
        "WorkspaceApiKey",
        key=("workspaceid", "keyname"),
        renames={"keyname": "keyname"},
        derived={"key": "{letters:64}"},
        parents=(_IN_WORKSPACE,),
    ),
    Kind(
        "WorkspaceServiceAccount",
        key=("workspaceid", "id"),
        ids={"id": "1{digits:5}"},
        defaults={"isdisabled": "false"},
        parents=(_IN_WORKSPACE,),
    ),
    Kind(
        "WorkspaceServiceAccountToken",
        key=("workspaceid", "serviceaccountid", "id"),
        renames={"serviceaccountid": "serviceaccountid", "tokenid": "id"},
        ids={"id": "1{digits:5}"},
        derived={"key": "glsa_{letters:32}_{hex:8}"},
        hidden=("key",),
        statuses=Statuses(),
        parents=(
            _IN_WORKSPACE,
            Parent("WorkspaceServiceAccount", {"workspaceid": "workspaceid", "serviceaccountid": "id"}, cascade=True),
        ),
        finish=_expiry,
    ),
)


def _workspace(call: Call) -> Object:
    return call.the(call.kind("Workspace"))


def describe_authentication(call: Call) -> Answer:
    return {"authentication": _workspace(call).facts["authentication"]}


def update_authentication(call: Call) -> Answer:
    found = call.objects.edit(_workspace(call))
    saml = call.params.get("samlConfiguration")
    found.facts["authentication"] = _sign_in(
        call.params["authenticationProviders"], {"configuration": saml} if saml else None
    )
    return {"authentication": found.facts["authentication"]}


def describe_configuration(call: Call) -> Answer:
    facts = _workspace(call).facts
    return {"configuration": facts["configuration"], "grafanaVersion": facts["grafanaversion"]}


def update_configuration(call: Call) -> Answer:
    found = call.objects.edit(_workspace(call))
    found.facts["configuration"] = call.params["configuration"]
    found.facts["grafanaversion"] = call.params.get("grafanaVersion", found.facts["grafanaversion"])
    return {}


def associate_license(call: Call) -> Answer:
    found = call.objects.edit(_workspace(call))
    found.facts["licensetype"] = call.params["licenseType"]
    if token := call.params.get("grafanaToken"):
        found.facts["grafanatoken"] = token
    found.facts["licenseexpiration"] = call.now + timedelta(days=365)
    found.facts["freetrialconsumed"] = call.params["licenseType"] == "ENTERPRISE_FREE_TRIAL"
    return call.answer(found)


def disassociate_license(call: Call) -> Answer:
    found = call.objects.edit(_workspace(call))
    for fact in ("licensetype", "licenseexpiration", "grafanatoken"):
        found.facts.pop(fact, None)
    return call.answer(found)


def update_permissions(call: Call) -> Answer:
    """Add users and groups to roles of the workspace, and take them away."""
    found = call.objects.edit(_workspace(call))
    roles: list[list[Any]] = found.facts.setdefault("permissions", [])
    for batch in call.params["updateInstructionBatch"]:
        for user in batch["users"]:
            entry = [user, batch["role"]]
            if batch["action"] == "ADD" and entry not in roles:
                roles.append(entry)
            elif batch["action"] == "REVOKE" and entry in roles:
                roles.remove(entry)
    return {"errors": []}


def list_permissions(call: Call) -> Answer:
    asked = {"id": call.params.get("userId") or call.params.get("groupId"), "type": call.params.get("userType")}
    listed = [
        {"user": user, "role": role}
        for user, role in _workspace(call).facts.get("permissions", [])
        if all(value in (None, user.get(name)) for name, value in asked.items())
    ]
    return {"permissions": listed}


def list_versions(_: Call) -> Answer:
    return {"grafanaVersions": _VERSIONS}


ACTIONS = {
    "DescribeWorkspaceAuthentication": describe_authentication,
    "UpdateWorkspaceAuthentication": update_authentication,
    "DescribeWorkspaceConfiguration": describe_configuration,
    "UpdateWorkspaceConfiguration": update_configuration,
    "AssociateLicense": associate_license,
    "DisassociateLicense": disassociate_license,
    "UpdatePermissions": update_permissions,
    "ListPermissions": list_permissions,
    "ListVersions": list_versions,
}
