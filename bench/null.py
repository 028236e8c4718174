"""Null: a provider `aws` that does nothing and calls nobody, to measure what the engine alone takes."""

import os
import signal
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from local.lean import import_protocol_only

import_protocol_only()

import grpc  # noqa: E402
from google.protobuf.empty_pb2 import Empty  # noqa: E402
from google.protobuf.struct_pb2 import Struct  # noqa: E402
from pulumi.runtime.proto import plugin_pb2, provider_pb2, provider_pb2_grpc  # noqa: E402

# What programs build other inputs from, and what they ask of the account.
NAMES = ("arn", "bucket", "name", "repositoryUrl", "url")
ACCOUNT = {
    "accountId": "123456789012",
    "id": "eu-west-1",
    "name": "eu-west-1",
    "partition": "aws",
    "region": "eu-west-1",
}
THREADS = 64
PARENT_CHECK_SECONDS = 2


class NullServicer(provider_pb2_grpc.ResourceProviderServicer):
    """Takes every input, and gives it back as an output."""

    def Handshake(self, request: Any, context: Any) -> Any:  # noqa: ARG002, N802
        return provider_pb2.ProviderHandshakeResponse(accept_secrets=True)

    def GetPluginInfo(self, request: Any, context: Any) -> Any:  # noqa: ARG002, N802
        return plugin_pb2.PluginInfo(version="0.0.0")

    def GetSchema(self, request: Any, context: Any) -> Any:  # noqa: ARG002, N802
        return provider_pb2.GetSchemaResponse(schema="{}")

    def Attach(self, request: Any, context: Any) -> Any:  # noqa: ARG002, N802
        return Empty()

    Cancel = Delete = Attach

    def CheckConfig(self, request: Any, context: Any) -> Any:  # noqa: ARG002, N802
        return provider_pb2.CheckResponse(inputs=request.news)

    Check = CheckConfig

    def DiffConfig(self, request: Any, context: Any) -> Any:  # noqa: ARG002, N802
        return provider_pb2.DiffResponse(changes=provider_pb2.DiffResponse.DIFF_NONE)

    Diff = DiffConfig

    def Configure(self, request: Any, context: Any) -> Any:  # noqa: ARG002, N802
        return provider_pb2.ConfigureResponse(acceptSecrets=True, supportsPreview=True)

    def Invoke(self, request: Any, context: Any) -> Any:  # noqa: ARG002, N802
        response = provider_pb2.InvokeResponse()
        getattr(response, "return").update(ACCOUNT)
        return response

    def Create(self, request: Any, context: Any) -> Any:  # noqa: ARG002, N802
        name = request.urn.rsplit("::", 1)[-1]
        outputs = Struct()
        outputs.update(dict.fromkeys(NAMES, f"arn:aws:null:::{name}"))
        outputs.MergeFrom(request.properties)
        return provider_pb2.CreateResponse(id=name, properties=outputs)

    def Update(self, request: Any, context: Any) -> Any:  # noqa: ARG002, N802
        return provider_pb2.UpdateResponse(properties=request.news)

    def Read(self, request: Any, context: Any) -> Any:  # noqa: ARG002, N802
        return provider_pb2.ReadResponse(id=request.id, properties=request.properties, inputs=request.inputs)


def main() -> None:
    """Serve until the engine ends."""
    engine = os.getppid()
    server = grpc.server(ThreadPoolExecutor(THREADS))
    provider_pb2_grpc.add_ResourceProviderServicer_to_server(NullServicer(), server)
    for ended in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ended, lambda _number, _frame: server.stop(None))
    print(server.add_insecure_port("127.0.0.1:0"), flush=True)
    server.start()
    while server.wait_for_termination(timeout=PARENT_CHECK_SECONDS) and os.getppid() == engine:
        pass


if __name__ == "__main__":
    main()
