"""Analyzer: the pack as the server that Pulumi's engine asks, over the engine's public protocol.

To the engine every rule is a policy of its own, with its level, severity and settings. Behind that stands one
dispatcher: the properties of a resource are read from the wire once, and only the rules of its type are asked.
docs/adr/0004-one-dispatcher-for-all-rules.md says why it is not built on `pulumi_policy.PolicyPack`.
"""

# ruff: noqa: ARG002, N802, the names are those of the protocol
import os
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

import grpc
from google.protobuf import empty_pb2, struct_pb2
from pulumi.runtime.proto import analyzer_pb2 as pb
from pulumi.runtime.proto import analyzer_pb2_grpc, plugin_pb2

from .graph import Resource, Stack
from .kernel import Level, Outcome, Rule, Settings, Severity, Verdict, judge_resource, judge_stack
from .pack import Pack, canonical
from .values import plain

LEVELS = {Level.ADVISORY: pb.ADVISORY, Level.MANDATORY: pb.MANDATORY, Level.DISABLED: pb.DISABLED}
SEVERITIES = {
    Severity.LOW: pb.POLICY_SEVERITY_LOW,
    Severity.MEDIUM: pb.POLICY_SEVERITY_MEDIUM,
    Severity.HIGH: pb.POLICY_SEVERITY_HIGH,
    Severity.CRITICAL: pb.POLICY_SEVERITY_CRITICAL,
}
LARGEST_MESSAGE = 400 * 1024 * 1024
"""What the engine allows: a whole stack comes in one message."""
VERSION_UNLESS_IN_YAML = "0.0.0"


class Analyzer(analyzer_pb2_grpc.AnalyzerServicer):
    """Serves one pack to one run of the engine."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._levels: dict[str, Level] = {rule.id: rule.level for rule in pack.rules}
        self._settings: dict[str, Settings] = {rule.id: rule.defaults for rule in pack.rules}
        self._others: dict[str, pb.AnalyzeResponse] = {}

    def Handshake(self, request: pb.AnalyzerHandshakeRequest, context: object) -> pb.AnalyzerHandshakeResponse:
        """Nothing to agree on: this server never calls the engine."""
        return pb.AnalyzerHandshakeResponse()

    def ConfigureStack(
        self, request: pb.AnalyzerStackConfigureRequest, context: object
    ) -> pb.AnalyzerStackConfigureResponse:
        """Rules judge properties, the same in every stack."""
        return pb.AnalyzerStackConfigureResponse()

    def GetPluginInfo(self, request: empty_pb2.Empty, context: object) -> plugin_pb2.PluginInfo:
        """The version of the pack is in PulumiPolicy.yaml."""
        return plugin_pb2.PluginInfo()

    def GetAnalyzerInfo(self, request: empty_pb2.Empty, context: object) -> pb.AnalyzerInfo:
        """What is in the pack, a policy a rule."""
        return pb.AnalyzerInfo(
            name=self._pack.name,
            version=VERSION_UNLESS_IN_YAML,
            supportsConfig=True,
            policies=[policy_info(rule) for rule in self._pack.rules],
        )

    def Configure(self, request: pb.ConfigureAnalyzerRequest, context: grpc.ServicerContext) -> empty_pb2.Empty:
        """Take the levels and settings, which the engine has checked against the rules' schemas and filled up."""
        if strangers := set(request.policyConfig) - set(self._levels) - {"all"}:
            context.abort(
                grpc.StatusCode.INVALID_ARGUMENT,
                f"the policy configuration names {', '.join(sorted(strangers))}, and the pack has no such rule; "
                "docs/reference/rules.md lists its rules",
            )
        wire = {value: level for level, value in LEVELS.items()}
        for rule in self._pack.rules:
            if rule.id in request.policyConfig:
                given = request.policyConfig[rule.id]
                # A rule changes nothing, so `remediate` is what the engine makes of it: mandatory.
                self._levels[rule.id] = wire.get(given.enforcementLevel, Level.MANDATORY)
                self._settings[rule.id] = rule.defaults | plain(given.properties)
        self._others.clear()
        return empty_pb2.Empty()

    def Analyze(self, request: pb.AnalyzeRequest, context: object) -> pb.AnalyzeResponse:
        """Judge one resource by the rules of its type; the others are not applicable to it."""
        response = pb.AnalyzeResponse()
        response.CopyFrom(self._not_for(request.type))
        rules = self._enabled(self._pack.rules_for(request.type))
        if rules:
            props = plain(request.properties)
            for rule in rules:
                self._report(response, judge_resource(rule, request.urn, props, self._settings[rule.id]))
        return response

    def AnalyzeStack(self, request: pb.AnalyzeStackRequest, context: object) -> pb.AnalyzeResponse:
        """Judge the whole stack. The graph is indexed once and shared by the rules."""
        response = pb.AnalyzeResponse()
        stack = Stack(node(resource) for resource in request.resources)
        for rule in self._enabled(self._pack.stack_rules):
            self._report(response, judge_stack(rule, stack, self._settings[rule.id]))
        return response

    def Remediate(self, request: pb.AnalyzeRequest, context: object) -> pb.RemediateResponse:
        """No rule changes a resource."""
        return pb.RemediateResponse()

    def Cancel(self, request: empty_pb2.Empty, context: object) -> empty_pb2.Empty:
        """Nothing is under way that outlives a call."""
        return empty_pb2.Empty()

    def _enabled(self, rules: Iterable[Rule]) -> list[Rule]:
        return [rule for rule in rules if self._levels[rule.id] is not Level.DISABLED]

    def _not_for(self, type_token: str) -> pb.AnalyzeResponse:
        """The rules of other types. Without them the engine would count each as passed by this resource."""
        if type_token not in self._others:
            asked = self._pack.rules_for(type_token)
            self._others[type_token] = pb.AnalyzeResponse(
                not_applicable=[
                    pb.PolicyNotApplicable(policy_name=rule.id, reason="judges other types")
                    for rule in self._pack.rules
                    if not rule.of_stack and rule not in asked
                ]
            )
        return self._others[type_token]

    def _report(self, response: pb.AnalyzeResponse, verdicts: Iterable[Verdict]) -> None:
        for verdict in verdicts:
            rule = verdict.rule
            if verdict.outcome is Outcome.UNASSESSED:
                response.not_applicable.append(pb.PolicyNotApplicable(policy_name=rule.id, reason=verdict.text))
                continue
            # A rule that broke has not been obeyed, whatever its level.
            level = Level.MANDATORY if verdict.outcome is Outcome.BROKEN else self._levels[rule.id]
            response.diagnostics.append(
                pb.AnalyzeDiagnostic(
                    policyName=rule.id,
                    policyPackName=self._pack.name,
                    policyPackVersion=VERSION_UNLESS_IN_YAML,
                    description=rule.description,
                    message=verdict.text,
                    enforcementLevel=LEVELS[level],
                    severity=SEVERITIES[rule.severity],
                    urn=verdict.urn,
                )
            )


def policy_info(rule: Rule) -> pb.PolicyInfo:
    """A rule as the engine lists it."""
    properties = struct_pb2.Struct()
    properties.update(rule.settings)
    return pb.PolicyInfo(
        name=rule.id,
        description=rule.description,
        enforcementLevel=LEVELS[rule.level],
        policy_type=pb.POLICY_TYPE_STACK if rule.of_stack else pb.POLICY_TYPE_RESOURCE,
        severity=SEVERITIES[rule.severity],
        remediation_steps=rule.fix,
        url=rule.url,
        tags=[str(control) for control in rule.controls],
        configSchema=pb.PolicyConfigSchema(properties=properties),
    )


def node(resource: pb.AnalyzerResource) -> Resource:
    """A resource of the stack, its properties left on the wire until a rule asks for them."""
    return Resource(
        urn=resource.urn,
        type=canonical(resource.type),
        name=resource.name,
        read=lambda: plain(resource.properties),
        depends_on={key: tuple(found.urns) for key, found in resource.propertyDependencies.items()},
    )


def start(pack: Pack) -> tuple[grpc.Server, int]:
    """Serve the pack on a free port of the loopback, and say which."""
    server = grpc.server(
        ThreadPoolExecutor(max_workers=4), options=[("grpc.max_receive_message_length", LARGEST_MESSAGE)]
    )
    analyzer_pb2_grpc.add_AnalyzerServicer_to_server(Analyzer(pack), server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    return server, port


def serve(pack: Pack) -> None:
    """Serve the pack, tell the engine the port, and end with the process that started this one."""
    server, port = start(pack)
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()
    parent = os.getppid()
    try:
        while os.getppid() == parent:
            server.wait_for_termination(timeout=1)
    except KeyboardInterrupt:
        pass
    finally:
        server.stop(grace=None)
