"""IAM: boundaries of users, paths of groups, audiences of identity providers, tags of SAML providers, AWS policies."""

from typing import Any

from moto.iam.models import IAMBackend, iam_backends
from moto.iam.responses import IamResponse

from local.cloud.gaps import iam_dependencies, managed_policies, simulation
from local.cloud.gaps.filling import Answer, Call, answers

managed_policies.install()
simulation.install()


def _backend(call: Call) -> IAMBackend:
    return iam_backends[call.account]["aws"]


@answers(IamResponse, "CreateUser", "PutUserPermissionsBoundary", "DeleteUserPermissionsBoundary")
def put_user_permissions_boundary(call: Call) -> Answer:
    answer = call.moto() if call.operation == "CreateUser" else {}
    user: Any = _backend(call).get_user(call.params["UserName"])
    arn = call.params.get("PermissionsBoundary")
    user.permissions_boundary = arn and {"PermissionsBoundaryType": "Policy", "PermissionsBoundaryArn": arn}
    return answer


@answers(IamResponse, "UpdateUser")
def update_user(call: Call) -> Answer:
    """moto keeps the tags of a user by its ARN, and loses them when that changes."""
    backend = _backend(call)
    user = backend.get_user(call.params["UserName"])
    kept = backend.tagger.list_tags_for_resource(user.arn)["Tags"]
    backend.tagger.delete_all_tags_for_resource(user.arn)
    call.moto()
    backend.tagger.tag_resource(user.arn, kept)
    return {}


@answers(IamResponse, "UpdateGroup")
def update_group(call: Call) -> Answer:
    if call.params.get("NewGroupName", call.params["GroupName"]) != call.params["GroupName"]:
        return call.moto()
    group = _backend(call).get_group(call.params["GroupName"])
    group.path = call.params.get("NewPath") or group.path
    return {}


@answers(IamResponse, "AddClientIDToOpenIDConnectProvider", "RemoveClientIDFromOpenIDConnectProvider")
def change_client_ids(call: Call) -> Answer:
    provider = _backend(call).get_open_id_connect_provider(call.params["OpenIDConnectProviderArn"])
    client = call.params["ClientID"]
    others = [known for known in provider.client_id_list if known != client]
    provider.client_id_list = [*others, client] if call.operation.startswith("Add") else others
    return {}


@answers(IamResponse, "CreateSAMLProvider", "TagSAMLProvider", "UntagSAMLProvider", "ListSAMLProviderTags")
def tag_saml_provider(call: Call) -> Answer:
    answer = call.moto() if call.operation == "CreateSAMLProvider" else {}
    provider: Any = _backend(call).get_saml_provider(call.params.get("SAMLProviderArn") or answer["SAMLProviderArn"])
    new = {tag["Key"]: tag["Value"] for tag in call.params.get("Tags", [])}
    gone = set(call.params.get("TagKeys", []))
    had = {tag["Key"]: tag["Value"] for tag in getattr(provider, "tags", [])}
    provider.tags = [{"Key": k, "Value": v} for k, v in {**had, **new}.items() if k not in gone]
    return answer or {"Tags": provider.tags, "IsTruncated": False}


answers(IamResponse, *iam_dependencies.REASONS)(iam_dependencies.delete)
