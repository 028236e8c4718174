"""API Gateway v2: HTTP and WebSocket APIs, and the domain names in front of them."""

from typing import Any

from local.providers.aws.row import Name, Names, Op, Put, Ready, Row, Tags

API = "arn:{partition}:apigateway:{region}::/apis"
EXECUTE = "arn:{partition}:execute-api:{region}:{account}"


def tags(arn: str) -> Tags:
    """Tags that the first read returns."""
    target = {"ResourceArn": arn}
    return Tags(add=Op("TagResource", only=(), send=target), remove=Op("UntagResource", only=(), send=target))


def of_api(noun: str, above: dict[str, str] | None = None, fixed: Names = (), **more: Any) -> Row:
    """A part of an API: what the create takes can be changed, but for what is `fixed`."""
    lower = noun[0].lower() + noun[1:]
    parents = {"ApiId": "apiId", **(above or {})}
    path = "/".join(f"{{{name}}}" for name in parents.values())
    more.setdefault("read", (Op(f"Get{noun}", skip=tuple(parents.values())),))
    return Row(
        type=f"aws:apigatewayv2/{lower}:{noun}",
        service="apigatewayv2",
        key={**parents, f"{noun}Id": "id"},
        create=Op(f"Create{noun}"),
        update=(Put(Op(f"Update{noun}", skip=fixed)),),
        delete=(Op(f"Delete{noun}", only=()),),
        id="{id}",
        imports=(f"{path}/{{id}}",),
        renames={"id": f"{noun}Id", **more.pop("renames", {})},
        **more,
    )


ROWS = (
    Row(
        type="aws:apigatewayv2/api:Api",
        service="apigatewayv2",
        key={"ApiId": "id"},
        create=Op("CreateApi"),
        read=(Op("GetApi", skip=("credentialsArn", "routeKey", "target")),),
        update=(
            Put(
                Op("UpdateApi", skip=("corsConfiguration", "credentialsArn", "routeKey", "target")),
                reset={"description": "", "version": ""},
            ),
            Put(Op("UpdateApi", only=("corsConfiguration",)), clear=Op("DeleteCorsConfiguration", only=())),
        ),
        delete=(Op("DeleteApi", only=()),),
        id="{id}",
        name=Name(longest=128),
        renames={"id": "ApiId"},
        defaults={
            "apiKeySelectionExpression": "$request.header.x-api-key",
            "disableExecuteApiEndpoint": False,
            "routeSelectionExpression": "$request.method $request.path",
        },
        computed={"arn": f"{API}/{{id}}", "executionArn": f"{EXECUTE}:{{id}}"},
        tags=tags(f"{API}/{{id}}"),
    ),
    of_api("Authorizer", name=Name(longest=128), renames={"identitySources": "IdentitySource"}),
    of_api(
        "Deployment",
        local={"triggers": None},
        ready=Ready("DeploymentStatus", until=("DEPLOYED",), failed=("FAILED",), reason="DeploymentStatusMessage"),
    ),
    of_api(
        "Integration",
        fixed=("integrationSubtype", "integrationType"),
        renames={"timeoutMilliseconds": "TimeoutInMillis"},
        codecs={"responseParameters": "response_parameters"},
        defaults={"connectionType": "INTERNET"},
    ),
    of_api("IntegrationResponse", {"IntegrationId": "integrationId"}),
    of_api("Model", name=Name(longest=128), json=("schema",)),
    of_api(
        "Route",
        codecs={"requestParameters": "request_parameters"},
        defaults={"apiKeyRequired": False, "authorizationType": "NONE"},
    ),
    of_api("RouteResponse", {"RouteId": "routeId"}),
    Row(
        type="aws:apigatewayv2/stage:Stage",
        service="apigatewayv2",
        key={"ApiId": "apiId", "StageName": "name"},
        create=Op("CreateStage"),
        read=(Op("GetStage", skip=("apiId",)),),
        update=(Put(Op("UpdateStage"), reset={"description": "", "stageVariables": {}, "routeSettings": []}),),
        delete=(Op("DeleteStage", only=()),),
        id="{name}",
        imports=("{apiId}/{name}",),
        name=Name(longest=128),
        renames={"name": "StageName"},
        codecs={"routeSettings": "route_settings"},
        defaults={"autoDeploy": False},
        computed={
            "arn": f"{API}/{{apiId}}/stages/{{name}}",
            "executionArn": f"{EXECUTE}:{{apiId}}/{{name}}",
            "invokeUrl": "https://{apiId}.execute-api.{region}.amazonaws.com/{name}",
        },
        tags=tags(f"{API}/{{apiId}}/stages/{{name}}"),
    ),
    Row(
        type="aws:apigatewayv2/vpcLink:VpcLink",
        service="apigatewayv2",
        key={"VpcLinkId": "id"},
        create=Op("CreateVpcLink"),
        read=(Op("GetVpcLink"),),
        update=(Put(Op("UpdateVpcLink")),),
        delete=(Op("DeleteVpcLink", only=()),),
        id="{id}",
        name=Name(longest=128),
        renames={"id": "VpcLinkId"},
        computed={"arn": "arn:{partition}:apigateway:{region}::/vpclinks/{id}"},
        tags=tags("arn:{partition}:apigateway:{region}::/vpclinks/{id}"),
        ready=Ready("VpcLinkStatus", until=("AVAILABLE",), failed=("FAILED",), reason="VpcLinkStatusMessage"),
    ),
    Row(
        type="aws:apigatewayv2/domainName:DomainName",
        service="apigatewayv2",
        key={"DomainName": "domainName"},
        create=Op("CreateDomainName"),
        read=(Op("GetDomainName"),),
        update=(Put(Op("UpdateDomainName")),),
        delete=(Op("DeleteDomainName", only=()),),
        renames={
            "domainNameConfiguration": "DomainNameConfigurations",
            "domainNameConfiguration.targetDomainName": "ApiGatewayDomainName",
        },
        fills=tuple(
            f"domainNameConfiguration.{name}" for name in ("hostedZoneId", "ipAddressType", "targetDomainName")
        ),
        computed={"arn": "arn:{partition}:apigateway:{region}::/domainnames/{domainName}"},
        tags=tags("arn:{partition}:apigateway:{region}::/domainnames/{domainName}"),
    ),
    Row(
        type="aws:apigatewayv2/apiMapping:ApiMapping",
        service="apigatewayv2",
        key={"DomainName": "domainName", "ApiMappingId": "id"},
        create=Op("CreateApiMapping"),
        read=(Op("GetApiMapping"),),
        update=(Put(Op("UpdateApiMapping", send={"ApiId": "{apiId}"}), reset={"apiMappingKey": ""}),),
        delete=(Op("DeleteApiMapping", only=()),),
        id="{id}",
        imports=("{id}/{domainName}",),
        renames={"id": "ApiMappingId"},
    ),
)
