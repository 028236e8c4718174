"""Host: what the engine asks of a language, answered for Python programs."""
# ruff: noqa: N802, ARG002 - the names and the parameters are the protocol's

import json
import os
import shlex
import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NoReturn

import grpc
from google.protobuf import empty_pb2, json_format
from pulumi.runtime.proto import language_pb2 as messages
from pulumi.runtime.proto import language_pb2_grpc as service
from pulumi.runtime.proto import plugin_pb2

from local.engine.language import interpreter, packages
from local.engine.language.children import Child, Children
from local.engine.language.interpreter import Interpreter, InterpreterError

# The exit code by which the executor says that the user has seen the error already.
SHOWN = 32


class LanguageHost(service.LanguageRuntimeServicer):
    """Runs Python programs, component plugins and policy packs for the engine, each with its project's interpreter."""

    def __init__(self, executor: Path, engine: str, children: Children) -> None:
        self._executor = executor
        self._engine = engine
        self._children = children

    def Handshake(
        self, request: messages.LanguageHandshakeRequest, context: grpc.ServicerContext
    ) -> messages.LanguageHandshakeResponse:
        self._engine = request.engine_address
        return messages.LanguageHandshakeResponse()

    def GetPluginInfo(self, request: empty_pb2.Empty, context: grpc.ServicerContext) -> plugin_pb2.PluginInfo:
        return plugin_pb2.PluginInfo()

    def GetRequiredPackages(
        self, request: messages.GetRequiredPackagesRequest, context: grpc.ServicerContext
    ) -> messages.GetRequiredPackagesResponse:
        """None: the engine then loads the plugin of each resource as it registers.

        A list of all that is installed would make it fetch plugins that no resource uses, and fail without a network.
        """
        return messages.GetRequiredPackagesResponse()

    def GetRequiredPlugins(
        self, request: messages.GetRequiredPluginsRequest, context: grpc.ServicerContext
    ) -> messages.GetRequiredPluginsResponse:
        """None, for the same reason."""
        return messages.GetRequiredPluginsResponse()

    def Run(self, request: messages.RunRequest, context: grpc.ServicerContext) -> messages.RunResponse:
        """Run a program to its end. What it prints goes where ours goes: straight to the engine."""
        try:
            python = _interpreter(request.info)
        except InterpreterError as error:
            return messages.RunResponse(error=str(error))
        environment = python.environment(os.environ) | {
            "PULUMI_CONFIG": json.dumps(dict(request.config)),
            "PULUMI_CONFIG_SECRET_KEYS": json.dumps(list(request.configSecretKeys)),
        }
        command = [str(python.python), "-u", str(self._executor), *self._settings(request), "--"]
        command += [request.info.entry_point or ".", *request.args]
        child = self._start(context, command, Path(request.pwd), environment, piped=False)
        return _run_response(child.wait(), ended_by_us=child.ended_by_us)

    def RunPlugin(
        self, request: messages.RunPluginRequest, context: grpc.ServicerContext
    ) -> Iterator[messages.RunPluginResponse]:
        """Run a policy pack or a component plugin until the engine cancels the call."""
        python = self._interpreter_or_abort(request.info, context)
        given = dict(entry.split("=", 1) for entry in request.env if "=" in entry)
        command = [str(python.python), "-u"]
        program = str(Path(request.info.program_directory, request.info.entry_point))
        if request.kind == "analyzer":
            command += ["-m", "pulumi.policy", *request.args, program]
        else:
            command += [program, *request.args]
        child = self._start(context, command, Path(request.pwd), python.environment(given or os.environ), piped=True)
        for stream, chunk in child.output():
            yield (
                messages.RunPluginResponse(stdout=chunk)
                if stream == "stdout"
                else messages.RunPluginResponse(stderr=chunk)
            )
        yield messages.RunPluginResponse(exitcode=child.wait())

    def InstallDependencies(
        self, request: messages.InstallDependenciesRequest, context: grpc.ServicerContext
    ) -> Iterator[messages.InstallDependenciesResponse]:
        """What `pulumi install` asks for: the project's virtualenv with its requirements in it."""
        root, program = Path(request.info.root_directory), Path(request.info.program_directory)
        try:
            python = interpreter.declared(root, _options(request.info))
            steps = packages.install_steps(python, [program, root])
        except InterpreterError as error:
            context.abort(grpc.StatusCode.FAILED_PRECONDITION, str(error))
        for command in steps:
            yield messages.InstallDependenciesResponse(stdout=f"{shlex.join(command)}\n".encode())
            child = self._start(context, command, root, python.environment(os.environ), piped=True)
            for stream, chunk in child.output():
                yield messages.InstallDependenciesResponse(**{stream: chunk})
            if code := child.wait():
                context.abort(grpc.StatusCode.INTERNAL, f"`{shlex.join(command)}` exits with {code}")
        if not steps:
            hint = f"{root} has no requirements.txt, so nothing is installed. In a checkout `make setup` does it.\n"
            yield messages.InstallDependenciesResponse(stdout=hint.encode())

    def GetProgramDependencies(
        self, request: messages.GetProgramDependenciesRequest, context: grpc.ServicerContext
    ) -> messages.GetProgramDependenciesResponse:
        python = self._interpreter_or_abort(request.info, context)
        found = packages.installed(python, transitive=request.transitiveDependencies)
        return messages.GetProgramDependenciesResponse(
            dependencies=[messages.DependencyInfo(name=name, version=version) for name, version in found]
        )

    def About(self, request: messages.AboutRequest, context: grpc.ServicerContext) -> messages.AboutResponse:
        python = self._interpreter_or_abort(request.info, context)
        return messages.AboutResponse(
            executable=str(python.python),
            version=packages.python_version(python),
            metadata={"toolchain": python.toolchain, "host": "pulumi-mlops"},
        )

    def RuntimeOptionsPrompts(
        self, request: messages.RuntimeOptionsRequest, context: grpc.ServicerContext
    ) -> messages.RuntimeOptionsResponse:
        return messages.RuntimeOptionsResponse()

    def Template(self, request: messages.TemplateRequest, context: grpc.ServicerContext) -> messages.TemplateResponse:
        return messages.TemplateResponse()

    def Cancel(self, request: empty_pb2.Empty, context: grpc.ServicerContext) -> empty_pb2.Empty:
        """End all that runs. The calls that wait for it then answer."""
        self._children.end_all()
        return empty_pb2.Empty()

    def GenerateProgram(self, request: object, context: grpc.ServicerContext) -> NoReturn:
        _refuse(context, "turn a program into Python")

    def GenerateProject(self, request: object, context: grpc.ServicerContext) -> NoReturn:
        _refuse(context, "turn a project into Python")

    def GeneratePackage(self, request: object, context: grpc.ServicerContext) -> NoReturn:
        _refuse(context, "generate a Python SDK")

    def Pack(self, request: object, context: grpc.ServicerContext) -> NoReturn:
        _refuse(context, "pack a Python SDK")

    def Link(self, request: object, context: grpc.ServicerContext) -> NoReturn:
        _refuse(context, "link a package")

    def _settings(self, request: messages.RunRequest) -> list[str]:
        """What the executor configures the SDK with."""
        settings = {
            "monitor": request.monitor_address,
            "engine": self._engine,
            "project": request.project,
            "stack": request.stack,
            "organization": request.organization,
            "root_directory": request.info.root_directory,
            "pwd": request.info.program_directory or request.pwd,
            "parallel": str(request.parallel),
            "dry_run": "true" if request.dryRun else "false",
        }
        return [f"--{name}={value}" for name, value in settings.items() if value]

    def _start(
        self,
        context: grpc.ServicerContext,
        command: Sequence[str],
        cwd: Path,
        environment: Mapping[str, str],
        *,
        piped: bool,
    ) -> Child:
        """Start a child that ends when the call ends, for whatever reason."""
        try:
            child = self._children.start(command, cwd, environment, piped=piped)
        except OSError as error:
            context.abort(grpc.StatusCode.INTERNAL, f"`{command[0]}` does not start in {cwd}: {error}")

        def end() -> None:
            child.end()
            self._children.forget(child)

        # Not on the thread that calls back: it is the one that serves every call, and ending a child may take seconds.
        if not context.add_callback(lambda: threading.Thread(target=end).start()):
            end()
        return child

    def _interpreter_or_abort(self, info: messages.ProgramInfo, context: grpc.ServicerContext) -> Interpreter:
        try:
            return _interpreter(info)
        except InterpreterError as error:
            context.abort(grpc.StatusCode.FAILED_PRECONDITION, str(error))


def _options(info: messages.ProgramInfo) -> dict[str, object]:
    return json_format.MessageToDict(info.options)


def _interpreter(info: messages.ProgramInfo) -> Interpreter:
    return interpreter.ready(Path(info.root_directory), _options(info))


def _run_response(code: int, *, ended_by_us: bool) -> messages.RunResponse:
    if code == 0:
        return messages.RunResponse()
    if code == SHOWN or ended_by_us:
        return messages.RunResponse(bail=True)
    if code < 0:
        return messages.RunResponse(error=f"Program was ended by signal {-code}")
    return messages.RunResponse(error=f"Program exited with non-zero exit code: {code}")


def _refuse(context: grpc.ServicerContext, what: str) -> NoReturn:
    context.abort(
        grpc.StatusCode.UNIMPLEMENTED,
        f"This language host only runs programs: it cannot {what}. "
        "Install Pulumi's own engine (https://www.pulumi.com/docs/install/) for that",
    )
