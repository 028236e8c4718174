"""Harness: the engine's side of a provider, as the tests need it, on a real gRPC channel."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import grpc
from google.protobuf.empty_pb2 import Empty
from pulumi.runtime.proto import provider_pb2, provider_pb2_grpc, status_pb2

from local.providers.aws.servicer import AwsServicer
from local.providers.aws.values import Path, Properties, from_struct, to_struct

SEED = b"\x07" * 32
OTHER_SEED = b"\x08" * 32


@dataclass
class Checked:
    """What Check answers."""

    inputs: Properties
    failures: dict[str, str]


@dataclass
class Difference:
    """What Diff answers."""

    changed: bool
    kinds: dict[str, str]
    replaces: list[str]
    delete_before_replace: bool


@dataclass
class Made:
    """A resource as the engine's state has it."""

    type: str
    name: str
    inputs: Properties
    id: str = ""
    outputs: Properties = field(default_factory=dict)
    secrets: set[Path] = field(default_factory=set)


class Provider:
    """Asks the provider what the engine would ask. `close` it."""

    def __init__(self) -> None:
        self._server = grpc.server(ThreadPoolExecutor(40))
        provider_pb2_grpc.add_ResourceProviderServicer_to_server(AwsServicer(), self._server)
        port = self._server.add_insecure_port("127.0.0.1:0")
        self._server.start()
        self._channel = grpc.insecure_channel(f"127.0.0.1:{port}")
        self.stub = provider_pb2_grpc.ResourceProviderStub(self._channel)

    def close(self) -> None:
        self._channel.close()
        self._server.stop(None).wait()

    def configure(self, **config: Any) -> "Provider":
        self.stub.Configure(provider_pb2.ConfigureRequest(args=to_struct(config), acceptSecrets=True))
        return self

    def check(
        self,
        type_: str,
        name: str,
        inputs: Properties,
        old: Properties | None = None,
        secrets: set[Path] = frozenset(),
        **more: Any,
    ) -> Checked:
        answer = self.stub.Check(
            provider_pb2.CheckRequest(
                urn=urn(type_, name),
                type=type_,
                name=name,
                olds=to_struct(old or {}),
                news=to_struct(inputs, secrets),
                randomSeed=more.pop("seed", SEED),
                **more,
            )
        )
        return Checked(from_struct(answer.inputs)[0], {f.property: f.reason for f in answer.failures})

    def checked(self, type_: str, name: str, inputs: Properties, old: Properties | None = None) -> Properties:
        answer = self.check(type_, name, inputs, old)
        assert answer.failures == {}, answer.failures
        return answer.inputs

    def diff(self, made: Made, inputs: Properties) -> Difference:
        answer = self.stub.Diff(
            provider_pb2.DiffRequest(
                urn=urn(made.type, made.name),
                type=made.type,
                name=made.name,
                id=made.id,
                olds=to_struct(made.outputs),
                old_inputs=to_struct(made.inputs),
                news=to_struct(inputs),
            )
        )
        names = provider_pb2.PropertyDiff.Kind
        return Difference(
            changed=answer.changes == provider_pb2.DiffResponse.DIFF_SOME,
            kinds={path: names.Name(d.kind) for path, d in answer.detailedDiff.items()},
            replaces=list(answer.replaces),
            delete_before_replace=answer.deleteBeforeReplace,
        )

    def create(
        self, type_: str, name: str, inputs: Properties, secrets: set[Path] = frozenset(), *, preview: bool = False
    ) -> Made:
        answer = self.stub.Create(
            provider_pb2.CreateRequest(
                urn=urn(type_, name), type=type_, name=name, properties=to_struct(inputs, secrets), preview=preview
            )
        )
        outputs, hidden = from_struct(answer.properties)
        return Made(type_, name, inputs, answer.id, outputs, hidden)

    def make(self, type_: str, name: str, inputs: Properties) -> Made:
        """Check and create, as an `up` does."""
        return self.create(type_, name, self.checked(type_, name, inputs))

    def update(self, made: Made, inputs: Properties, *, preview: bool = False) -> Made:
        answer = self.stub.Update(
            provider_pb2.UpdateRequest(
                urn=urn(made.type, made.name),
                type=made.type,
                name=made.name,
                id=made.id,
                olds=to_struct(made.outputs, made.secrets),
                old_inputs=to_struct(made.inputs),
                news=to_struct(inputs),
                preview=preview,
            )
        )
        outputs, hidden = from_struct(answer.properties)
        return Made(made.type, made.name, inputs, made.id, outputs, hidden)

    def read(self, made: Made) -> Made:
        """A refresh."""
        answer = self.stub.Read(
            provider_pb2.ReadRequest(
                urn=urn(made.type, made.name),
                type=made.type,
                name=made.name,
                id=made.id,
                properties=to_struct(made.outputs, made.secrets),
                inputs=to_struct(made.inputs),
            )
        )
        outputs, hidden = from_struct(answer.properties)
        return Made(made.type, made.name, from_struct(answer.inputs)[0], answer.id, outputs, hidden)

    def bring_in(self, type_: str, name: str, id_: str) -> Made:
        """An import."""
        return self.read(Made(type_, name, {}, id_))

    def delete(self, made: Made) -> None:
        self.stub.Delete(
            provider_pb2.DeleteRequest(
                urn=urn(made.type, made.name),
                type=made.type,
                name=made.name,
                id=made.id,
                properties=to_struct(made.outputs),
                old_inputs=to_struct(made.inputs),
            )
        )

    def invoke(self, token: str, **args: Any) -> Properties:
        answer = self.stub.Invoke(provider_pb2.InvokeRequest(tok=token, args=to_struct(args)))
        return from_struct(getattr(answer, "return"))[0]

    def cancel(self) -> None:
        self.stub.Cancel(Empty())


def urn(type_: str, name: str) -> str:
    return f"urn:pulumi:churn-local::pulumi-mlops::{type_}::{name}"


def half_way(error: grpc.RpcError) -> Any:
    """The ErrorResourceInitFailed in a failed call."""
    metadata = dict(error.trailing_metadata())
    status = status_pb2.Status.FromString(metadata["grpc-status-details-bin"])
    detail = provider_pb2.ErrorResourceInitFailed()
    assert status.details[0].Unpack(detail)
    return detail
