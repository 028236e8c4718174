"""Analyzer: the pack as the server that Pulumi's engine asks, over the engine's public protocol.

To the engine every rule is a policy of its own, with its level, severity and settings. Behind that stands one
dispatcher: the properties of a resource are read from the wire once, and only the rules of its type are asked.
docs/adr/0004-one-dispatcher-for-all-rules.md says why it is not built on `pulumi_policy.PolicyPack`.
"""

# ruff: noqa: ARG002, N802, the names are those of the protocol
import os
import sys
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import grpc
from google.protobuf import empty_pb2, struct_pb2
from pulumi.runtime.proto import analyzer_pb2 as pb
from pulumi.runtime.proto import analyzer_pb2_grpc, plugin_pb2

from .configuration import Configuration, found
from .evaluation import Evaluator, Result, Standing
from .graph import Resource, Stack
from .kernel import Level, Outcome, Rule, Severity
from .pack import Pack, canonical
from .values import plain
from .waivers import InvalidError

LEVELS = {Level.ADVISORY: pb.ADVISORY, Level.MANDATORY: pb.MANDATORY, Level.DISABLED: pb.DISABLED}
FROM_WIRE = {value: level for level, value in LEVELS.items()}
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

    def __init__(
        self, pack: Pack, evaluator: Evaluator | None = None, configuration: Configuration | None = None
    ) -> None:
        self._pack = pack
        self._evaluator = evaluator or Evaluator(pack)
        self._configuration = configuration or Configuration()
        self._announced = {rule.id: self._evaluator.standing(rule) for rule in pack.rules}
        self._remediating = {rule.id for rule in pack.rules if self._configuration.remediates(rule)}
        self._others: dict[str, pb.AnalyzeResponse] = {}
        self._unassessed: Counter[str] = Counter()

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
            policies=[policy_info(rule, self._announced[rule.id]) for rule in self._pack.rules],
        )

    def Configure(self, request: pb.ConfigureAnalyzerRequest, context: grpc.ServicerContext) -> empty_pb2.Empty:
        """Take the levels and settings, which the engine has checked against the rules' schemas and filled up."""
        if strangers := set(request.policyConfig) - set(self._announced) - {"all"}:
            context.abort(
                grpc.StatusCode.INVALID_ARGUMENT,
                f"the policy configuration names {', '.join(sorted(strangers))}, and the pack has no such rule; "
                "docs/reference/rules.md lists its rules",
            )
        for rule in self._pack.rules:
            if rule.id in request.policyConfig:
                self._configure(rule, request.policyConfig[rule.id])
        self._others.clear()
        return empty_pb2.Empty()

    def _configure(self, rule: Rule, given: pb.PolicyConfig) -> None:
        """Let the rule stand as the engine says. What it repeats of what was announced is no decision."""
        announced = self._announced[rule.id]
        settings = {**announced.settings, **plain(given.properties)}
        if given.enforcementLevel == LEVELS[announced.level]:
            self._evaluator.set(rule, replace(announced, settings=settings))
            return
        if given.enforcementLevel == pb.REMEDIATE and rule.remedy:
            self._remediating.add(rule.id)
        # Where there is no remedy, `remediate` is what the engine makes of it: mandatory.
        self._evaluator.set(rule, Standing(FROM_WIRE.get(given.enforcementLevel, Level.MANDATORY), settings))

    def Analyze(self, request: pb.AnalyzeRequest, context: object) -> pb.AnalyzeResponse:
        """Judge one resource by the rules of its type; the others are not applicable to it."""
        response = pb.AnalyzeResponse()
        response.CopyFrom(self._not_for(request.type))
        rules = self._evaluator.asked(request.type)
        if rules:
            self._report(response, self._evaluator.resource(request.urn, rules, plain(request.properties)))
        return response

    def AnalyzeStack(self, request: pb.AnalyzeStackRequest, context: object) -> pb.AnalyzeResponse:
        """Judge the whole stack. The graph is indexed once and shared by the rules."""
        response = pb.AnalyzeResponse()
        self._report(response, self._evaluator.stack(Stack(node(resource) for resource in request.resources)))
        for waiver in self._evaluator.unused():
            rule = self._pack[waiver.rule]
            text = f"No violation needs this waiver any more: {waiver.words()}\nFix: Remove it from the waivers."
            response.diagnostics.append(self._diagnostic(rule, "", Level.ADVISORY, text))
        if self._configuration.list_unassessed and self._unassessed:
            listed = ", ".join(f"{rule_id} ({count})" for rule_id, count in sorted(self._unassessed.items()))
            rule = self._pack[min(self._unassessed)]
            text = f"{self._unassessed.total()} checks could not assess what is not known yet: {listed}"
            response.diagnostics.append(self._diagnostic(rule, "", Level.ADVISORY, text))
        self._unassessed.clear()
        return response

    def Remediate(self, request: pb.AnalyzeRequest, context: object) -> pb.RemediateResponse:
        """Set right what the rules find that were asked to, one after the other, each on what the last one left."""
        response = pb.RemediateResponse()
        properties = request.properties
        for rule in self._evaluator.asked(request.type):
            if rule.id not in self._remediating:
                continue
            results = self._evaluator.resource(request.urn, [rule], plain(properties))
            if any(one.outcome is Outcome.VIOLATED for one in results):
                properties = remedied(properties, rule)
                response.remediations.append(
                    pb.Remediation(
                        policyName=rule.id,
                        policyPackName=self._pack.name,
                        policyPackVersion=VERSION_UNLESS_IN_YAML,
                        description=rule.description,
                        properties=properties,
                    )
                )
        return response

    def Cancel(self, request: empty_pb2.Empty, context: object) -> empty_pb2.Empty:
        """Nothing is under way that outlives a call."""
        return empty_pb2.Empty()

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

    def _report(self, response: pb.AnalyzeResponse, results: Iterable[Result]) -> None:
        for one in results:
            if one.outcome is Outcome.UNASSESSED:
                self._unassessed[one.rule.id] += 1
                response.not_applicable.append(pb.PolicyNotApplicable(policy_name=one.rule.id, reason=one.text))
                continue
            level = Level.ADVISORY if one.outcome is Outcome.WAIVED else one.level
            response.diagnostics.append(self._diagnostic(one.rule, one.urn, level, one.text))

    def _diagnostic(self, rule: Rule, urn: str, level: Level, text: str) -> pb.AnalyzeDiagnostic:
        return pb.AnalyzeDiagnostic(
            policyName=rule.id,
            policyPackName=self._pack.name,
            policyPackVersion=VERSION_UNLESS_IN_YAML,
            description=rule.description,
            message=text,
            enforcementLevel=LEVELS[level],
            severity=SEVERITIES[rule.severity],
            urn=urn,
        )


def remedied(properties: struct_pb2.Struct, rule: Rule) -> struct_pb2.Struct:
    """The properties as they are on the wire, unknowns and secrets too, with what the rule's remedy sets."""
    made = struct_pb2.Struct()
    made.CopyFrom(properties)
    for path, value in rule.remedy.items():
        *outer, last = path.split(".")
        holder = made
        for key in outer:
            holder = holder.fields[key].struct_value
        holder.update({last: value})
    return made


def policy_info(rule: Rule, standing: Standing) -> pb.PolicyInfo:
    """A rule as the engine lists it."""
    properties = struct_pb2.Struct()
    properties.update({name: {**schema, "default": standing.settings[name]} for name, schema in rule.settings.items()})
    return pb.PolicyInfo(
        name=rule.id,
        description=rule.description,
        enforcementLevel=LEVELS[standing.level],
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
        protected=resource.options.protect,
    )


def start(served: Pack | Analyzer) -> tuple[grpc.Server, int]:
    """Serve on a free port of the loopback, and say which."""
    server = grpc.server(
        ThreadPoolExecutor(max_workers=4), options=[("grpc.max_receive_message_length", LARGEST_MESSAGE)]
    )
    analyzer = Analyzer(served) if isinstance(served, Pack) else served
    analyzer_pb2_grpc.add_AnalyzerServicer_to_server(analyzer, server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    return server, port


def configured(pack: Pack, folder: Path) -> Analyzer:
    """The analyzer as the configuration in the folder wants it.

    Raises:
        InvalidError: the configuration, a pack of it, or a waiver is wrong.
    """
    configuration = found(folder)
    return Analyzer(pack, configuration.evaluator(pack, datetime.now(UTC).date()), configuration)


def serve(pack: Pack) -> None:
    """Serve the pack, tell the engine the port, and end with the process that started this one."""
    try:
        analyzer = configured(pack, Path.cwd())
    except InvalidError as error:
        sys.exit(f"The policies cannot be asked:\n{error}")
    server, port = start(analyzer)
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
