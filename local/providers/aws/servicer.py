"""Servicer: the engine's questions, answered from the table and the local cloud."""

import functools
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from importlib.metadata import version
from typing import Any, Final

import grpc
from google.protobuf.any_pb2 import Any as AnyMessage
from google.protobuf.empty_pb2 import Empty
from google.protobuf.struct_pb2 import Struct
from pulumi.runtime.proto import plugin_pb2, provider_pb2, provider_pb2_grpc, status_pb2

from local.providers.aws import config, differ, invokes, tags
from local.providers.aws.asking import SourceError
from local.providers.aws.check import Autonaming, Failure, Question, check
from local.providers.aws.clients import AwsError, Clients, UnreachableError
from local.providers.aws.failures import PartialError, ResourceError
from local.providers.aws.journal import Journal
from local.providers.aws.kind import Kind
from local.providers.aws.policy_document import DocumentError
from local.providers.aws.resource import Resource
from local.providers.aws.schema import is_installed, schema_of
from local.providers.aws.table import TOKENS, row_of
from local.providers.aws.values import UNKNOWN, Path, Properties, at_path, from_struct, has_unknown, to_struct

KINDS: Final = {
    (differ.ADD, False): provider_pb2.PropertyDiff.ADD,
    (differ.ADD, True): provider_pb2.PropertyDiff.ADD_REPLACE,
    (differ.DELETE, False): provider_pb2.PropertyDiff.DELETE,
    (differ.DELETE, True): provider_pb2.PropertyDiff.DELETE_REPLACE,
    (differ.UPDATE, False): provider_pb2.PropertyDiff.UPDATE,
    (differ.UPDATE, True): provider_pb2.PropertyDiff.UPDATE_REPLACE,
}


class NoRowError(Exception):
    """A type or function that is not in the table."""


def answered(method: Callable[..., Any]) -> Callable[..., Any]:
    """Turn what went wrong into the status the engine shows, without any secret of the request in it."""

    @functools.wraps(method)
    def wrapper(self: "AwsServicer", request: Any, context: grpc.ServicerContext) -> Any:
        try:
            return method(self, request, context)
        except PartialError as error:
            _abort_half_way(context, error, _secret_texts(request))
        except UnreachableError as error:
            context.abort(grpc.StatusCode.UNAVAILABLE, str(error))
        except (ResourceError, AwsError, NoRowError, SourceError, DocumentError, config.ConfigError) as error:
            context.abort(grpc.StatusCode.INVALID_ARGUMENT, _redacted(str(error), _secret_texts(request)))

    return wrapper


class AwsServicer(provider_pb2_grpc.ResourceProviderServicer):
    """The provider `aws`, or `aws-native`. Thread-safe: 32 operations at once share clients and kinds."""

    def __init__(self, package: str = "aws") -> None:
        self._package = package
        self._settings: config.Settings | None = None
        self._clients: Clients | None = None
        self._journal = Journal(os.environ.get("PULUMI_HOME", ""))

    # The plugin.

    def Handshake(self, request: Any, context: Any) -> Any:  # noqa: ARG002, N802
        return provider_pb2.ProviderHandshakeResponse(
            accept_secrets=True, accept_resources=False, accept_outputs=False, supports_autonaming_configuration=True
        )

    def GetPluginInfo(self, request: Any, context: Any) -> Any:  # noqa: ARG002, N802
        return plugin_pb2.PluginInfo(version=version(f"pulumi-{self._package}"))

    def Attach(self, request: Any, context: Any) -> Any:  # noqa: ARG002, N802
        return Empty()

    def GetSchema(self, request: Any, context: Any) -> Any:  # noqa: ARG002, N802
        return provider_pb2.GetSchemaResponse(schema="{}")

    def Cancel(self, request: Any, context: Any) -> Any:  # noqa: ARG002, N802
        if self._clients:
            self._clients.cancel()
        return Empty()

    # The provider's configuration.

    @answered
    def CheckConfig(self, request: Any, context: Any) -> Any:  # noqa: ARG002, N802
        news, secrets = from_struct(request.news)
        failures = [
            Failure(key, f"unknown provider configuration {key}: pulumi-{self._package} has no such key")
            for key in config.unknown_keys(news, self._package)
        ]
        if "region" not in news and (region := os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION")):
            news["region"] = region
        return provider_pb2.CheckResponse(inputs=to_struct(news, secrets), failures=_failures(failures))

    @answered
    def DiffConfig(self, request: Any, context: Any) -> Any:  # noqa: ARG002, N802
        old, new = from_struct(request.old_inputs)[0], from_struct(request.news)[0]
        changed = sorted(name for name in {*old, *new} if old.get(name) != new.get(name))
        what = provider_pb2.DiffResponse.DIFF_SOME if changed else provider_pb2.DiffResponse.DIFF_NONE
        return provider_pb2.DiffResponse(changes=what, diffs=changed)

    @answered
    def Configure(self, request: Any, context: Any) -> Any:  # noqa: ARG002, N802
        raw: Properties = from_struct(request.args)[0] if request.HasField("args") else {}
        raw = raw or {key.removeprefix(f"{self._package}:config:"): value for key, value in request.variables.items()}
        settings = config.settings({k: v for k, v in raw.items() if not has_unknown(v)}, self._package)
        clients = Clients(settings.endpoint, settings.region)
        if settings.allowed or settings.forbidden:
            settings.refuse_account(clients.account)
        self._settings, self._clients = settings, clients
        return provider_pb2.ConfigureResponse(
            acceptSecrets=True,
            supportsPreview=True,
            acceptResources=False,
            acceptOutputs=False,
            supports_autonaming_configuration=True,
        )

    @answered
    def Invoke(self, request: Any, context: Any) -> Any:  # noqa: ARG002, N802
        args, secrets = from_struct(request.args)
        answer = invokes.find(request.tok)
        if answer is None:
            raise NoRowError(
                f"{request.tok}: the local provider does not answer this function; "
                f"it answers {', '.join(invokes.tokens())}"
            )
        question = invokes.Question(self.clients, self.settings.default_tags, args)
        response = provider_pb2.InvokeResponse()
        getattr(response, "return").CopyFrom(to_struct(answer(question), secrets))
        return response

    # Resources.

    @answered
    def Check(self, request: Any, context: Any) -> Any:  # noqa: ARG002, N802
        news, secrets = from_struct(request.news)
        try:
            kind = self._kind(request)
        except NoRowError as error:
            return provider_pb2.CheckResponse(inputs=request.news, failures=_failures([Failure("", str(error))]))
        olds, _ = from_struct(request.olds)
        question = Question(
            name=request.name or request.urn.rsplit("::", 1)[-1],
            old=olds,
            new=news,
            seed=request.randomSeed,
            autonaming=_autonaming(request),
            region=self.settings.region,
            default_tags=self.settings.default_tags,
        )
        inputs, failures = check(kind, question)
        hidden = _secret_texts(request)
        shown = [replace(failure, reason=_redacted(failure.reason, hidden)) for failure in failures]
        return provider_pb2.CheckResponse(inputs=to_struct(inputs, secrets), failures=_failures(shown))

    @answered
    def Diff(self, request: Any, context: Any) -> Any:  # noqa: ARG002, N802
        kind = self._kind(request)
        state, _ = from_struct(request.olds)
        old, _ = from_struct(request.old_inputs)
        new, _ = from_struct(request.news)
        found = [] if old == new else differ.changes(kind, old, new)
        if kind.row.tags and "tagsAll" in state and not any(change.property == "tags" for change in found):
            wanted = tags.merged(self.settings.default_tags, new.get("tags"))
            if wanted != state["tagsAll"]:
                found.append(differ.Change("tagsAll", differ.UPDATE, replaces=False))
        replaces = sorted({change.property for change in found if change.replaces})
        return provider_pb2.DiffResponse(
            changes=provider_pb2.DiffResponse.DIFF_SOME if found else provider_pb2.DiffResponse.DIFF_NONE,
            diffs=sorted({change.property for change in found}),
            replaces=replaces,
            deleteBeforeReplace=bool(replaces) and differ.collides(kind, old, new),
            hasDetailedDiff=True,
            detailedDiff={
                change.path: provider_pb2.PropertyDiff(kind=KINDS[change.what, change.replaces], inputDiff=True)
                for change in found
            },
        )

    @answered
    def Create(self, request: Any, context: Any) -> Any:  # noqa: ARG002, N802
        kind = self._kind(request)
        inputs, secrets = from_struct(request.properties)
        if request.preview:
            return provider_pb2.CreateResponse(
                properties=self._struct(self._foreseen(kind, inputs, {}), inputs, secrets)
            )
        resource = self._resource(kind, inputs)
        with self._journal.create(request.urn, kind.row.type, resource.region, resource.names(inputs)) as call_id:
            id_, outputs = resource.create(_without_internal(inputs), call_id)
        return provider_pb2.CreateResponse(id=id_, properties=self._struct(outputs, inputs, secrets))

    @answered
    def Update(self, request: Any, context: Any) -> Any:  # noqa: ARG002, N802
        kind = self._kind(request)
        state, kept = from_struct(request.olds)
        old, _ = from_struct(request.old_inputs)
        new, secrets = from_struct(request.news)
        secrets = _still_secret(kept, state, new) | secrets
        if request.preview:
            return provider_pb2.UpdateResponse(properties=self._struct(self._foreseen(kind, new, state), new, secrets))
        resource = self._resource(kind, new)
        with self._journal.change(request.urn, kind.row.type):
            outputs = resource.update(request.id, _without_internal(old), state, _without_internal(new))
        return provider_pb2.UpdateResponse(properties=self._struct(outputs, new, secrets))

    @answered
    def Read(self, request: Any, context: Any) -> Any:  # noqa: ARG002, N802
        kind = self._kind(request)
        state, kept = from_struct(request.properties)
        old, secrets = from_struct(request.inputs)
        if kind.row.imports is None and not old and not state:
            raise ResourceError(f"{kind.row.type} cannot be imported: pulumi-aws has no import for it")
        resource = self._resource(kind, old or state)
        live = resource.read(request.id, {**old, **state})
        if live is None:
            return provider_pb2.ReadResponse()
        inputs = resource.inputs(live, old or None, state)
        outputs = {
            **{k: v for k, v in state.items() if k in kind.row.local},
            **resource.outputs(live, {**state, **inputs}),
        }
        return provider_pb2.ReadResponse(
            id=live.id,
            properties=self._struct(outputs, {**state, **old}, kept | secrets),
            inputs=to_struct(inputs, {path for path in secrets if path[0] in inputs}),
        )

    @answered
    def Delete(self, request: Any, context: Any) -> Any:  # noqa: ARG002, N802
        kind = self._kind(request)
        state, _ = from_struct(request.properties)
        inputs, _ = from_struct(request.old_inputs)
        with self._journal.change(request.urn, kind.row.type):
            self._resource(kind, state).delete(request.id, {**_without_internal(inputs), **state})
        return Empty()

    # What the answers are made of.

    @property
    def settings(self) -> config.Settings:
        """The configuration; Configure always comes first."""
        if self._settings is None:
            raise config.ConfigError("the provider is not configured")
        return self._settings

    @property
    def clients(self) -> Clients:
        """The local cloud."""
        if self._clients is None:
            raise config.ConfigError("the provider is not configured")
        return self._clients

    def _kind(self, request: Any) -> Kind:
        token = request.type or request.urn.split("::")[2].rsplit("$", 1)[-1]
        if token not in TOKENS or not is_installed(token):
            raise NoRowError(
                f"{token} has no row in the local provider's table: "
                "add one in local/providers/aws/table, or leave the resource out of local stacks"
            )
        return kind_of(token, self.clients)

    def _resource(self, kind: Kind, properties: Mapping[str, Any]) -> Resource:
        default_tags = {} if kind.lists_tags else self.settings.default_tags
        return Resource(kind, self.clients, default_tags, str(properties.get("region") or ""))

    def _foreseen(self, kind: Kind, inputs: Properties, state: Properties) -> Properties:
        """What a preview knows of the outputs."""
        found = {k: v for k, v in inputs.items() if k in kind.schema.outputs}
        for name in kind.schema.always - set(found):
            found[name] = state.get(name, UNKNOWN)
        if kind.row.tags and not kind.lists_tags:
            found["tagsAll"] = tags.merged(self.settings.default_tags, inputs.get("tags"))
        return found

    def _struct(self, outputs: Properties, inputs: Mapping[str, Any], secrets: Iterable[Path]) -> Struct:
        """The outputs; what was given as a secret, or holds the text of one, is a secret."""
        paths = {path[:1] for path in secrets}
        if ("tags",) in paths:
            paths.add(("tagsAll",))
        texts = [text for path in secrets for text in _texts(at_path(inputs, path))]
        paths |= {(name,) for name, value in outputs.items() if any(text in str(value) for text in texts)}
        return to_struct(outputs, paths)


@functools.lru_cache(maxsize=4096)
def kind_of(token: str, clients: Clients) -> Kind:
    """A row matched with its schema and model; one object a token and configuration, so that its answers are kept."""
    row = row_of(token)
    return Kind(row, schema_of(token), lambda: clients.model(row.service))


def _autonaming(request: Any) -> Autonaming:
    if not request.HasField("autonaming"):
        return Autonaming()
    modes = provider_pb2.CheckRequest.AutonamingOptions.Mode
    return Autonaming(request.autonaming.proposed_name, modes.Name(request.autonaming.mode).lower())


def _failures(failures: Iterable[Failure]) -> list[Any]:
    return [provider_pb2.CheckFailure(property=failure.property, reason=failure.reason) for failure in failures]


def _without_internal(inputs: Properties) -> Properties:
    return {k: v for k, v in inputs.items() if not k.startswith("__")}


def _still_secret(kept: set[Path], state: Mapping[str, Any], new: Mapping[str, Any]) -> set[Path]:
    """Outputs that were secret and that the program does not give stay secret."""
    return {path for path in kept if path[0] in state and path[0] not in new}


def _secret_texts(request: Any) -> list[str]:
    texts: list[str] = []
    for name in ("properties", "news", "args"):
        struct = getattr(request, name, None)
        if isinstance(struct, Struct):
            values, secrets = from_struct(struct)
            texts += [text for path in secrets for text in _texts(at_path(values, path))]
    return texts


def _texts(value: Any) -> list[str]:
    """Every text in a value that is long enough to tell something."""
    if isinstance(value, Mapping):
        return [text for inner in value.values() for text in _texts(inner)]
    if isinstance(value, list):
        return [text for inner in value for text in _texts(inner)]
    return [value] if isinstance(value, str) and len(value) > 2 else []


def _redacted(text: str, secrets: Iterable[str]) -> str:
    for secret in secrets:
        text = text.replace(secret, "[secret]")
    return text


def _abort_half_way(context: grpc.ServicerContext, error: PartialError, hidden: list[str]) -> None:
    """The engine keeps the object in its state, and the next `up` finishes it."""
    reason = _redacted(str(error), hidden)
    detail = provider_pb2.ErrorResourceInitFailed(
        id=error.id,
        properties=_hiding(error.outputs, hidden),
        inputs=_hiding(error.inputs, hidden),
        reasons=[reason],
    )
    packed = AnyMessage()
    packed.Pack(detail)
    code = grpc.StatusCode.UNKNOWN
    status = status_pb2.Status(code=code.value[0], message=reason, details=[packed])
    context.set_trailing_metadata((("grpc-status-details-bin", status.SerializeToString()),))
    context.abort(code, reason)


def _hiding(values: Properties, hidden: list[str]) -> Struct:
    return to_struct(values, {(name,) for name, value in values.items() if any(text in str(value) for text in hidden)})
