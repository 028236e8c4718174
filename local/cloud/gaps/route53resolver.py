"""Route 53 Resolver: changes of rules, and the tags and the end of query logs, which moto lacks."""

from moto.route53resolver.models import Route53ResolverBackend, route53resolver_backends
from moto.route53resolver.responses import Route53ResolverResponse

from local.cloud.gaps.filling import Answer, Call, answers
from local.cloud.patching import replace

_moto_matched_arn = Route53ResolverBackend._matched_arn  # pyright: ignore[reportPrivateUsage]


def _backend(call: Call) -> Route53ResolverBackend:
    return route53resolver_backends[call.account][call.region]


def _matched_arn(backend: Route53ResolverBackend, resource_arn: str) -> None:
    """Query logs have tags, too."""
    if not any(config.arn == resource_arn for config in backend.resolver_query_log_configs.values()):
        _moto_matched_arn(backend, resource_arn)


@answers(Route53ResolverResponse, "UpdateResolverRule")
def update_resolver_rule(call: Call) -> Answer:
    """Only what is given changes."""
    rule = _backend(call).get_resolver_rule(call.params["ResolverRuleId"])
    wanted = call.params["Config"]
    rule.name = wanted.get("Name", rule.name)
    rule.target_ips = wanted.get("TargetIps", rule.target_ips)
    rule.resolver_endpoint_id = wanted.get("ResolverEndpointId", rule.resolver_endpoint_id)
    return {"ResolverRule": rule.description()}


@answers(Route53ResolverResponse, "DeleteResolverQueryLogConfig")
def delete_query_log_config(call: Call) -> Answer:
    """Not while a network uses it."""
    found = _backend(call).get_resolver_query_log_config(call.params["ResolverQueryLogConfigId"])
    if found.association_count:
        message = f"Resolver query log config '{found.id}' is associated with {found.association_count} VPCs"
        raise call.refuse("InvalidRequestException", message)
    del _backend(call).resolver_query_log_configs[found.id]
    return {"ResolverQueryLogConfig": {**found.description(), "Status": "DELETING"}}


@answers(Route53ResolverResponse, "DisassociateResolverQueryLogConfig")
def disassociate_query_log_config(call: Call) -> Answer:
    backend = _backend(call)
    config, vpc = call.params["ResolverQueryLogConfigId"], call.params["ResourceId"]
    for found in backend.resolver_query_log_config_associations.values():
        if (found.resolver_query_log_config_id, found.resource_id) == (config, vpc):
            backend.resolver_query_log_configs[config].association_count -= 1
            del backend.resolver_query_log_config_associations[found.id]
            return {"ResolverQueryLogConfigAssociation": {**found.description(), "Status": "DELETING"}}
    message = f"Resolver query log config '{config}' is not associated with '{vpc}'"
    raise call.refuse("ResourceNotFoundException", message)


replace(Route53ResolverBackend, _matched_arn=_matched_arn)
