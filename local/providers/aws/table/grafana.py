"""Grafana: workspaces, their accounts, keys and licences."""

from local.providers.aws.row import Name, Op, Put, Ready, Row, tags_by_arn

TAGS = tags_by_arn("resourceArn")
WORKSPACE = ("dataSources", "description", "name", "notificationDestinations", "organizationalUnits")


def instruction(property_: str, user: str, action: str) -> Op:
    """Give a role to a user or a group, or take it away."""
    batch = "updateInstructionBatch[0]"
    return Op(
        "UpdatePermissions",
        only=(property_,),
        renames={property_: f"{batch}.users[].id"},
        send={f"{batch}.action": action, f"{batch}.role": "{role}", f"{batch}.users[0].type": user},
    )


# The two ways to sign in stay as they are.
PROVIDERS = {"authenticationProviders[0]": "{firstProvider}", "authenticationProviders[1]": "{secondProvider?}"}
USERS = {"groupIds": "SSO_GROUP", "userIds": "SSO_USER"}
SAML = {
    "adminRoleValues": "roleValues.admin",
    "allowedOrganizations": "allowedOrganizations",
    "editorRoleValues": "roleValues.editor",
    **{
        f"{name}Assertion": f"assertionAttributes.{name}"
        for name in ("email", "groups", "login", "name", "org", "role")
    },
    "idpMetadataUrl": "idpMetadata.url",
    "idpMetadataXml": "idpMetadata.xml",
    "loginValidityDuration": "loginValidityDuration",
}

ROWS = (
    Row(
        type="aws:grafana/workspace:Workspace",
        service="grafana",
        key={"workspaceId": "workspaceId"},
        create=Op("CreateWorkspace", at="workspace", renames={"workspaceId": "id"}),
        read=(
            Op(
                "DescribeWorkspace",
                at="workspace",
                renames={
                    **{name: name for name in WORKSPACE},
                    "authenticationProviders": "authentication.providers",
                    "samlConfigurationStatus": "authentication.samlConfigurationStatus",
                },
            ),
            Op("DescribeWorkspaceConfiguration", only=("configuration",)),
        ),
        update=(
            Put(Op("UpdateWorkspace", skip=("authenticationProviders",))),
            Put(Op("UpdateWorkspaceConfiguration", only=("configuration", "grafanaVersion"))),
        ),
        delete=(Op("DeleteWorkspace", only=()),),
        name=Name(longest=255),
        renames={
            "workspaceId": "id",
            **{name: f"workspace{name[0].upper()}{name[1:]}" for name in WORKSPACE},
            "roleArn": "workspaceRoleArn",
        },
        json=("configuration",),
        computed={"arn": "arn:{partition}:grafana:{region}:{account}:/workspaces/{id}"},
        tags=TAGS,
        ready=Ready(
            "status", until=("ACTIVE",), failed=("FAILED", "CREATION_FAILED", "UPDATE_FAILED"), reason="status"
        ),
    ),
    Row(
        type="aws:grafana/licenseAssociation:LicenseAssociation",
        service="grafana",
        key={"workspaceId": "workspaceId"},
        create=Op("AssociateLicense"),
        read=(Op("DescribeWorkspace", at="workspace"),),
        delete=(Op("DisassociateLicense", only=("licenseType",)),),
        gone=("licenseType", (None,)),
        ready=Ready("status", until=("ACTIVE",), failed=("LICENSE_REMOVAL_FAILED", "UPGRADE_FAILED"), reason="status"),
    ),
    Row(
        type="aws:grafana/workspaceApiKey:WorkspaceApiKey",
        service="grafana",
        key={"workspaceId": "workspaceId", "keyName": "keyName"},
        create=Op("CreateWorkspaceApiKey"),
        read=(Op("DescribeWorkspace", at="workspace", only=()),),
        delete=(Op("DeleteWorkspaceApiKey", only=()),),
        id="{workspaceId}/{keyName}",
        imports=None,
        replace={"secondsToLive": "AWS has no update of it; pulumi-aws says it is done and does nothing"},
    ),
    Row(
        type="aws:grafana/workspaceSamlConfiguration:WorkspaceSamlConfiguration",
        service="grafana",
        key={"workspaceId": "workspaceId"},
        create=Op("UpdateWorkspaceAuthentication", send=PROVIDERS),
        read=(
            Op(
                "DescribeWorkspaceAuthentication",
                at="authentication",
                renames={
                    **{name: f"saml.configuration.{member}" for name, member in SAML.items()},
                    "status": "saml.status",
                    "firstProvider": "providers[0]",
                    "secondProvider": "providers[1]",
                },
            ),
        ),
        update=(Put(Op("UpdateWorkspaceAuthentication", send=PROVIDERS)),),
        renames={name: f"samlConfiguration.{member}" for name, member in SAML.items()},
    ),
    Row(
        type="aws:grafana/workspaceServiceAccount:WorkspaceServiceAccount",
        service="grafana",
        key={"workspaceId": "workspaceId", "serviceAccountId": "serviceAccountId"},
        create=Op("CreateWorkspaceServiceAccount", renames={"serviceAccountId": "id"}),
        read=(
            Op(
                "ListWorkspaceServiceAccounts",
                at="serviceAccounts[id={serviceAccountId}]",
                renames={"serviceAccountId": "id"},
            ),
        ),
        delete=(Op("DeleteWorkspaceServiceAccount", only=()),),
        id="{workspaceId},{serviceAccountId}",
    ),
    Row(
        type="aws:grafana/workspaceServiceAccountToken:WorkspaceServiceAccountToken",
        service="grafana",
        key={
            "workspaceId": "workspaceId",
            "serviceAccountId": "serviceAccountId",
            "tokenId": "serviceAccountTokenId",
        },
        create=Op(
            "CreateWorkspaceServiceAccountToken",
            renames={"serviceAccountTokenId": "serviceAccountToken.id", "key": "serviceAccountToken.key"},
        ),
        read=(
            Op(
                "ListWorkspaceServiceAccountTokens",
                at="serviceAccountTokens[id={serviceAccountTokenId}]",
                renames={"serviceAccountTokenId": "id"},
            ),
        ),
        delete=(Op("DeleteWorkspaceServiceAccountToken", only=()),),
        id="{workspaceId},{serviceAccountId},{serviceAccountTokenId}",
        imports=None,
    ),
    Row(
        type="aws:grafana/roleAssociation:RoleAssociation",
        service="grafana",
        # Of a new role pulumi-aws says that it takes the old one's place, and leaves both: here it is another object.
        key={"workspaceId": "workspaceId", "role": "role"},
        create=Op("UpdatePermissions", only=("workspaceId",), send={"updateInstructionBatch": []}),
        read=(
            Op("ListPermissions", only=(), at="permissions[role={role}]"),
            Op(
                "ListPermissions",
                only=tuple(USERS),
                renames={
                    name: f"permissions[][role={{role}},user.type={user}].user.id" for name, user in USERS.items()
                },
            ),
        ),
        update=tuple(
            Put(
                instruction(name, user, "ADD"),
                remove=instruction(name, user, "REVOKE"),
                each=True,
                undone=True,
            )
            for name, user in USERS.items()
        ),
        id="{workspaceId}/{role}",
        imports=None,
    ),
)
