"""The language host, asked over gRPC as the engine asks it."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import grpc
import pytest
from google.protobuf import empty_pb2
from pulumi.runtime.proto import language_pb2 as messages
from pulumi.runtime.proto import language_pb2_grpc as service

from local.layout import CHECKOUT

# Stands in for Pulumi's executor: says how it was called, then runs the program.
EXECUTOR = """
import json, os, runpy, sys
arguments = sys.argv[1:]
cut = arguments.index("--")
settings = dict(word[2:].split("=", 1) for word in arguments[:cut])
print(json.dumps({
    "settings": settings,
    "program": arguments[cut + 1:],
    "config": json.loads(os.environ["PULUMI_CONFIG"]),
    "secret": json.loads(os.environ["PULUMI_CONFIG_SECRET_KEYS"]),
    "cwd": os.getcwd(),
    "virtualenv": os.environ.get("VIRTUAL_ENV"),
}), flush=True)
os.chdir(settings["pwd"])
runpy.run_path(arguments[cut + 1], run_name="__main__")
"""


@dataclass
class Host:
    """A running language host, and a project that it is asked about."""

    stub: service.LanguageRuntimeStub
    process: "subprocess.Popen[str]"
    root: Path
    output: Path

    def info(self, **options: str) -> messages.ProgramInfo:
        info = messages.ProgramInfo(
            root_directory=str(self.root), program_directory=str(self.root / "program"), entry_point="."
        )
        info.options.update({"virtualenv": "env", **options})
        return info

    def program(self, source: str) -> None:
        (self.root / "program" / "__main__.py").write_text(source)

    def request(self, **more: Any) -> messages.RunRequest:
        return messages.RunRequest(
            project="demo",
            stack="demo-local",
            pwd=str(self.root),
            monitor_address="127.0.0.1:7",
            info=self.info(),
            **more,
        )

    def run(self, source: str, **more: Any) -> messages.RunResponse:
        self.program(source)
        return self.stub.Run(self.request(**more))


@pytest.fixture
def start(tmp_path: Path, script, checkout_environment) -> Callable[[], "subprocess.Popen[str]"]:
    (tmp_path / "executor").write_text(EXECUTOR)
    script(tmp_path / "project" / "env" / "bin" / "python", f'exec {sys.executable} "$@"')
    (tmp_path / "project" / "program").mkdir()
    command = [
        sys.executable,
        "-m",
        "local.engine.language",
        str(tmp_path / "executor"),
        "--logtostderr",
        "127.0.0.1:9",
    ]

    def begin() -> "subprocess.Popen[str]":
        with (tmp_path / "output").open("a") as output:
            return subprocess.Popen(
                command, env=checkout_environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output, text=True
            )

    return begin


@pytest.fixture
def host(tmp_path: Path, start, eventually) -> Iterator[Host]:
    output = tmp_path / "output"
    with start() as process:
        eventually(lambda: output.exists() and output.read_text().endswith("\n"))
        with grpc.insecure_channel(f"127.0.0.1:{output.read_text().strip()}") as channel:
            output.write_text("")
            yield Host(service.LanguageRuntimeStub(channel), process, tmp_path / "project", output)
        process.terminate()


def printed(host: Host) -> list[str]:
    """What programs wrote, without the host's own first line."""
    return host.output.read_text().splitlines()


def refusal(call: Callable[[], object]) -> tuple[grpc.StatusCode, str]:
    with pytest.raises(grpc.RpcError) as error:
        call()
    return error.value.code(), error.value.details()


def test_a_program_gets_its_settings_config_and_interpreter(host: Host):
    response = host.run(
        "print('hello')",
        parallel=4,
        dryRun=True,
        organization="org",
        config={"demo:a": "1"},
        configSecretKeys=["demo:b"],
        args=["x"],
    )
    assert response == messages.RunResponse()
    called, *rest = printed(host)
    assert json.loads(called) == {
        "settings": {
            "monitor": "127.0.0.1:7",
            "engine": "127.0.0.1:9",
            "project": "demo",
            "stack": "demo-local",
            "organization": "org",
            "root_directory": str(host.root),
            "pwd": str(host.root / "program"),
            "parallel": "4",
            "dry_run": "true",
        },
        "program": [".", "x"],
        "config": {"demo:a": "1"},
        "secret": ["demo:b"],
        "cwd": str(host.root),
        "virtualenv": str(host.root / "env"),
    }
    assert rest == ["hello"]


def test_the_handshake_says_where_the_engine_is(host: Host):
    host.stub.Handshake(messages.LanguageHandshakeRequest(engine_address="127.0.0.1:11"))
    host.run("")
    assert json.loads(printed(host)[0])["settings"]["engine"] == "127.0.0.1:11"


@pytest.mark.parametrize(
    ("source", "response"),
    [
        ("raise SystemExit(0)", messages.RunResponse()),
        ("raise SystemExit(3)", messages.RunResponse(error="Program exited with non-zero exit code: 3")),
        ("raise SystemExit(32)", messages.RunResponse(bail=True)),
        ("import os; os.kill(os.getpid(), 9)", messages.RunResponse(error="Program was ended by signal 9")),
    ],
)
def test_the_exit_code_of_a_program_is_its_answer(host: Host, source: str, response: messages.RunResponse):
    assert host.run(source) == response


def test_output_comes_while_the_program_runs(host: Host, eventually):
    release = host.root / "release"
    host.program(
        f"import os, time\nprint('first')\nwhile not os.path.exists('{release}'): time.sleep(0.02)\nprint('last')"
    )
    answer = host.stub.Run.future(host.request())
    eventually(lambda: printed(host)[1:] == ["first"])
    assert not answer.done()
    release.touch()
    assert answer.result() == messages.RunResponse()
    assert printed(host)[1:] == ["first", "last"]


WAITS = """
import os, subprocess, time
print(f"{os.getpid()} {subprocess.Popen(['sleep', '300']).pid}\\n", end="")
time.sleep(300)
"""


def started(host: Host, eventually: Callable[[Callable[[], object]], None]) -> list[int]:
    """The processes of a program that waits: itself and a child of its own."""
    eventually(lambda: len(printed(host)) == 2)
    return [int(pid) for pid in printed(host)[1].split()]


def test_a_cancelled_call_ends_the_program_and_what_it_started(host: Host, eventually, alive):
    host.program(WAITS)
    answer = host.stub.Run.future(host.request())
    pids = started(host, eventually)
    assert len(pids) == 2
    assert all(map(alive, pids))
    answer.cancel()
    eventually(lambda: not any(map(alive, pids)))


def test_cancel_ends_the_program_without_an_error_of_its_own(host: Host, eventually, alive):
    host.program(WAITS)
    answer = host.stub.Run.future(host.request())
    pids = started(host, eventually)
    host.stub.Cancel(empty_pb2.Empty())
    assert answer.result() == messages.RunResponse(bail=True)
    eventually(lambda: not any(map(alive, pids)))


def test_a_program_that_ignores_the_request_to_end_is_killed(host: Host, eventually, alive):
    host.program(f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)\n{WAITS}")
    answer = host.stub.Run.future(host.request())
    pids = started(host, eventually)
    answer.cancel()
    eventually(lambda: not any(map(alive, pids)))


def test_what_a_finished_program_left_running_is_ended(host: Host, alive, eventually):
    assert host.run("import subprocess; print(subprocess.Popen(['sleep', '300']).pid)") == messages.RunResponse()
    eventually(lambda: not alive(int(printed(host)[1])))


@pytest.mark.parametrize("number", [2, 15])
def test_an_interrupted_host_says_nothing_and_takes_its_programs_along(host: Host, eventually, alive, number: int):
    host.program(WAITS)
    answer = host.stub.Run.future(host.request())
    pids = started(host, eventually)
    host.process.send_signal(number)
    assert host.process.wait() == 0
    eventually(answer.done)
    eventually(lambda: not any(map(alive, pids)))
    assert len(printed(host)) == 2


def test_a_missing_virtualenv_is_the_error_of_the_program(host: Host):
    request = host.request()
    request.info.options.update({"virtualenv": "absent"})
    assert host.stub.Run(request) == messages.RunResponse(
        error=f"{host.root}: runtime option virtualenv names {host.root}/absent, which does not exist. "
        "In a checkout, run `make setup`; elsewhere, create it and install the project's requirements into it"
    )


@pytest.mark.parametrize(
    "call",
    [
        lambda host, info: list(host.stub.RunPlugin(messages.RunPluginRequest(pwd=str(host.root), info=info))),
        lambda host, info: host.stub.About(messages.AboutRequest(info=info)),
        lambda host, info: host.stub.GetProgramDependencies(messages.GetProgramDependenciesRequest(info=info)),
    ],
)
def test_a_missing_virtualenv_refuses_every_other_call_too(host: Host, call: Callable[[Host, object], object]):
    code, details = refusal(lambda: call(host, host.info(virtualenv="absent")))
    assert code == grpc.StatusCode.FAILED_PRECONDITION
    assert f"names {host.root}/absent, which does not exist. In a checkout, run `make setup`" in details


def plugin(host: Host, kind: str = "resource", **more: Any) -> list[messages.RunPluginResponse]:
    request = messages.RunPluginRequest(
        pwd=str(host.root), info=host.info(), kind=kind, args=["--flag", "engine"], **more
    )
    return list(host.stub.RunPlugin(request))


def test_a_component_plugin_runs_its_folder_and_streams_what_it_says(host: Host):
    host.program("import os, sys; print(sys.argv[1:], os.environ['A']); print('no', file=sys.stderr); sys.exit(5)")
    said = plugin(host, env=["A=b=c", "PATH=/usr/bin:/bin"])
    assert b"".join(part.stdout for part in said) == b"['--flag', 'engine'] b=c\n"
    assert b"".join(part.stderr for part in said) == b"no\n"
    assert said[-1] == messages.RunPluginResponse(exitcode=5)


def test_a_policy_pack_runs_with_the_engine_and_its_folder(host: Host, script):
    script(host.root / "env" / "bin" / "python", 'echo "$@"')
    said = plugin(host, kind="analyzer")
    assert said == [
        messages.RunPluginResponse(stdout=f"-u -m pulumi.policy --flag engine {host.root}/program\n".encode()),
        messages.RunPluginResponse(exitcode=0),
    ]


def test_a_plugin_ends_with_its_call(host: Host, eventually, alive):
    host.program(WAITS)
    call = host.stub.RunPlugin(messages.RunPluginRequest(pwd=str(host.root), info=host.info(), kind="resource"))
    pids = [int(pid) for pid in next(call).stdout.split()]
    assert len(pids) == 2
    assert all(map(alive, pids))
    call.cancel()
    eventually(lambda: not any(map(alive, pids)))


def test_no_plugin_is_asked_for_before_a_resource_needs_it(host: Host):
    assert host.stub.GetRequiredPackages(messages.GetRequiredPackagesRequest(info=host.info())).packages == []
    assert host.stub.GetRequiredPlugins(messages.GetRequiredPluginsRequest(info=host.info())).plugins == []


def test_about_tells_interpreter_version_and_toolchain(host: Host):
    about = host.stub.About(messages.AboutRequest(info=host.info()))
    assert about.executable == str(host.root / "env" / "bin" / "python")
    assert about.version == ".".join(map(str, sys.version_info[:3]))
    assert dict(about.metadata) == {"toolchain": "pip", "host": "pulumi-mlops"}


def test_dependencies_are_those_of_the_interpreter(host: Host):
    def names(transitive: bool) -> dict[str, str]:
        request = messages.GetProgramDependenciesRequest(info=host.info(), transitiveDependencies=transitive)
        return {found.name: found.version for found in host.stub.GetProgramDependencies(request).dependencies}

    everything, direct = names(True), names(False)
    assert everything["grpcio"] == grpc.__version__
    assert "grpcio" not in direct
    assert "pytest-mock" in direct
    assert set(direct) < set(everything)


def install(host: Host, **options: str) -> str:
    request = messages.InstallDependenciesRequest(info=host.info(**options))
    return b"".join(part.stdout for part in host.stub.InstallDependencies(request)).decode()


def test_requirements_are_installed_into_the_virtualenv(host: Host, script):
    (host.root / "requirements.txt").write_text("")
    script(host.root / "env" / "bin" / "python", 'echo "ran: $@ in $PWD"')
    command = f"-m pip install -r {host.root}/requirements.txt"
    assert install(host) == f"{host.root}/env/bin/python {command}\nran: {command} in {host.root}\n"


def test_a_failing_installation_is_an_error_that_names_the_command(host: Host, script):
    (host.root / "requirements.txt").write_text("")
    script(host.root / "env" / "bin" / "python", "echo no such package >&2; exit 4")
    code, details = refusal(lambda: install(host))
    assert code == grpc.StatusCode.INTERNAL
    assert details == f"`{host.root}/env/bin/python -m pip install -r {host.root}/requirements.txt` exits with 4"


def test_a_project_without_requirements_is_told_what_installs_it(host: Host):
    assert install(host) == (
        f"{host.root} has no requirements.txt, so nothing is installed. In a checkout `make setup` does it.\n"
    )


@pytest.mark.parametrize(
    ("call", "request_type"),
    [
        ("GenerateProgram", messages.GenerateProgramRequest),
        ("GenerateProject", messages.GenerateProjectRequest),
        ("GeneratePackage", messages.GeneratePackageRequest),
        ("Pack", messages.PackRequest),
        ("Link", messages.LinkRequest),
    ],
)
def test_what_this_host_cannot_do_is_said_without_noise(host: Host, call: str, request_type: Callable[[], object]):
    code, details = refusal(lambda: getattr(host.stub, call)(request_type()))
    assert code == grpc.StatusCode.UNIMPLEMENTED
    assert details.startswith("This language host only runs programs: it cannot ")
    assert printed(host) == []


def test_questions_that_have_no_answer_here_are_answered_empty(host: Host):
    assert host.stub.GetPluginInfo(empty_pb2.Empty()).version == ""
    assert host.stub.RuntimeOptionsPrompts(messages.RuntimeOptionsRequest()) == messages.RuntimeOptionsResponse()
    assert host.stub.Template(messages.TemplateRequest()) == messages.TemplateResponse()


def test_the_host_does_not_import_the_whole_sdk():
    code = (
        "import sys; from local import lean; lean.import_protocol_only(); "
        "from local.engine.language import server; print(*(name for name in sys.modules if name.startswith('pulumi')))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=CHECKOUT)
    beyond = {name for name in ran.stdout.split() if not name.startswith("pulumi.runtime.proto.")}
    assert beyond == {"pulumi", "pulumi.runtime", "pulumi.runtime.proto"}
