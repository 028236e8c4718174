"""API Gateway v2: APIs with their routes, integrations and stages, and custom domain names; nothing is invoked."""

from typing import Any

from local.cloud.store.call import Answer, Call
from local.cloud.store.kinds import Kind, Names, Parent, Statuses

_OF_API = Parent("Api", {"apiid": "id"}, cascade=True)
_ARN = "arn:{partition}:apigateway:{region}::"
_ID = {"id": "{hex:7}"}


def _of_api(noun: str, *parents: Parent, key: Names = (), **more: Any) -> Kind:
    above = tuple(fact for parent in parents for fact in parent.key if fact != "apiid")
    return Kind(noun, key=("apiid", *above, *(key or ("id",))), ids=_ID, parents=(_OF_API, *parents), **more)


def _stage(_: Call, facts: dict[str, Any]) -> None:
    facts["stagevariables"] = {name: value for name, value in facts.get("stagevariables", {}).items() if value}


def _domain(call: Call, facts: dict[str, Any]) -> None:
    """Where the domain name leads, which AWS tells beside what was asked for."""
    told = {
        "ApiGatewayDomainName": f"d-{facts['name'].encode().hex()[:10]}.execute-api.{call.region}.amazonaws.com",
        "DomainNameStatus": "AVAILABLE",
        "HostedZoneId": "Z2FDTNDATAQYW2",
        "IpAddressType": "ipv4",
    }
    facts["configurations"] = [{**told, **each} for each in facts.get("configurations", [])]


KINDS = (
    Kind(
        "Api",
        key=("id",),
        ids={"id": "{hex:10}"},
        arn=f"{_ARN}/apis/{{id}}",
        derived={"endpoint": "https://{id}.execute-api.{region}.amazonaws.com"},
        defaults={
            "disableexecuteapiendpoint": False,
            "ipaddresstype": "ipv4",
            "keyselectionexpression": "$request.header.x-api-key",
            "routeselectionexpression": "$request.method $request.path",
        },
    ),
    _of_api("Authorizer"),
    _of_api(
        "Deployment",
        statuses=Statuses(creating="PENDING", ready="DEPLOYED", failed="FAILED"),
        defaults={"autodeployed": False},
    ),
    _of_api("Integration", defaults={"connectiontype": "INTERNET"}),
    _of_api("IntegrationResponse", Parent("Integration", {"integrationid": "id", "apiid": "apiid"}, cascade=True)),
    _of_api("Model"),
    _of_api("Route", defaults={"apikeyrequired": False, "authorizationtype": "NONE"}, unique=("apiid", "key")),
    _of_api("RouteResponse", Parent("Route", {"routeid": "id", "apiid": "apiid"}, cascade=True)),
    _of_api(
        "Stage",
        key=("name",),
        arn=f"{_ARN}/apis/{{apiid}}/stages/{{name}}",
        defaults={
            "autodeploy": False,
            "defaultroutesettings": {"DetailedMetricsEnabled": False},
            "routesettings": {},
        },
        finish=_stage,
    ),
    Kind(
        "VpcLink",
        key=("id",),
        ids={"id": "{hex:6}"},
        arn=f"{_ARN}/vpclinks/{{id}}",
        status="vpclinkstatus",
        renames={"vpclinkstatus": "vpclinkstatus"},
        statuses=Statuses(creating="PENDING", ready="AVAILABLE", deleting="DELETING", failed="FAILED"),
        defaults={"version": "V2"},
    ),
    Kind(
        "DomainName",
        key=("name",),
        arn=f"{_ARN}/domainnames/{{name}}",
        renames={"domainname": "name"},
        statuses=Statuses(),
        defaults={"apimappingselectionexpression": "$request.basepath", "routingmode": "API_MAPPING_ONLY"},
        finish=_domain,
    ),
    Kind(
        "ApiMapping",
        key=("domainname", "id"),
        ids={"id": "{hex:6}"},
        parents=(Parent("DomainName", {"domainname": "name"}, cascade=True),),
        renames={"apiid": "apiid", "domainname": "domainname"},
    ),
)


def delete_cors_configuration(call: Call) -> Answer:
    call.objects.edit(call.the(call.kind("Api"))).facts.pop("corsconfiguration", None)
    return {}


ACTIONS = {"DeleteCorsConfiguration": delete_cors_configuration}
