"""The language host under the real engine: what a person at the terminal sees, and which processes stay behind."""

import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

# Writes the process ids of the program, of its child and of its language host, then waits.
WAITS = """
import os, subprocess, time
child = subprocess.Popen(["sleep", "300"])
with open("../pids.new", "w") as pids:
    pids.write(f"{os.getpid()} {child.pid} {os.getppid()}")
os.rename("../pids.new", "../pids")
time.sleep(300)
"""


@pytest.fixture
def preview(project, running) -> Callable[..., AbstractContextManager["subprocess.Popen[str]"]]:
    """Start a preview, its output as text lines."""

    def start(*arguments: str) -> AbstractContextManager["subprocess.Popen[str]"]:
        command = [project.cli, "preview", "--non-interactive", *arguments]
        return running(*command, cwd=project.folder, env=project.env)

    return start


def pids(folder: Path, eventually: Callable[[Callable[[], object]], None]) -> list[int]:
    eventually((folder / "pids").exists)
    return [int(pid) for pid in (folder / "pids").read_text().split()]


def test_a_preview_says_nothing_that_the_program_did_not_say(project):
    project.program("import pulumi; pulumi.export('answer', 42)")
    ran = project.pulumi("preview", "--non-interactive", "--suppress-progress")
    assert ran.returncode == 0, ran.stdout
    # The engine repeats a resource's line when it is done.
    words = list(dict.fromkeys(line.strip() for line in ran.stdout.splitlines() if line.strip()))
    assert words == [
        "Previewing update (demo-local):",
        "+  pulumi:pulumi:Stack demo-demo-local create",
        "Outputs:",
        "answer: 42",
        "Resources:",
        "+ 1 to create",
    ]


def test_output_reaches_the_terminal_while_the_program_runs(project, preview):
    project.program(
        "import os, sys, time\n"
        "print('to stdout')\n"
        "print('to stderr', file=sys.stderr)\n"
        "while not os.path.exists('../release'): time.sleep(0.02)\n"
    )
    seen = ""
    with preview() as child:
        while not ("to stdout" in seen and "to stderr" in seen):
            line = child.stdout.readline()
            assert line, seen
            seen += line
        (project.folder / "release").touch()
        rest = child.communicate(timeout=60)[0]
    assert child.returncode == 0, rest


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("import sys; sys.exit(3)", "Program exited with non-zero exit code: 3"),
        ("raise ValueError('boom')", 'program/__main__.py", line 1, in <module>'),
        ("import pulumi; raise pulumi.RunError('mind the gap')", "mind the gap"),
        ("import os; os.kill(os.getpid(), 9)", "Program was ended by signal 9"),
    ],
)
def test_a_failing_program_fails_the_run_with_its_reason(project, source: str, message: str):
    project.program(source)
    ran = project.pulumi("preview", "--non-interactive")
    assert ran.returncode != 0
    assert message in ran.stdout
    assert "local/engine" not in ran.stdout


def test_a_missing_virtualenv_is_named_with_the_fix(project):
    project.program("")
    (project.folder / "Pulumi.yaml").write_text(
        "name: demo\nmain: program\nruntime: {name: python, options: {virtualenv: .venv}}\n"
    )
    ran = project.pulumi("preview", "--non-interactive")
    assert ran.returncode != 0
    assert (
        f"virtualenv names {project.folder}/.venv, which does not exist. In a checkout, run `make setup`" in ran.stdout
    )


def test_configuration_reaches_the_program_and_a_secret_stays_secret(project):
    project.program(
        "import pulumi\n"
        "config = pulumi.Config()\n"
        "assert config.require('plain') == 'seen'\n"
        "pulumi.export('secret', config.require_secret('hidden').apply(lambda value: value.upper()))\n"
        "pulumi.export('where', [pulumi.get_project(), pulumi.get_stack(), pulumi.runtime.is_dry_run()])\n"
    )
    assert project.pulumi("config", "set", "plain", "seen").returncode == 0
    assert project.pulumi("config", "set", "--secret", "hidden", "mind me").returncode == 0
    ran = project.pulumi("up", "--yes", "--skip-preview", "--non-interactive")
    assert ran.returncode == 0, ran.stdout
    assert "[secret]" in ran.stdout
    assert "MIND ME" not in ran.stdout
    assert project.pulumi("stack", "output", "secret", "--show-secrets").stdout == "MIND ME\n"
    assert project.pulumi("stack", "output", "where").stdout == '["demo","demo-local",false]\n'


@pytest.fixture
def interrupted(project, preview, eventually, alive) -> str:
    """The output of a preview that got Ctrl-C, once all its processes were gone."""
    project.program(WAITS)
    with preview() as child:
        started = pids(project.folder, eventually)
        child.send_signal(signal.SIGINT)
        output = child.communicate(timeout=60)[0]
    assert child.returncode != 0
    eventually(lambda: not any(map(alive, started)))
    return output


def test_ctrl_c_ends_everything_and_shows_only_the_engines_own_words(interrupted: str):
    assert "error: preview canceled" in interrupted
    for noise in ("Traceback", "KeyboardInterrupt", "warning", "exit code", "signal", "goaway", "grpc"):
        assert noise not in interrupted


def test_a_killed_engine_leaves_no_process_behind(project, preview, eventually, alive):
    project.program(WAITS)
    with preview() as child:
        started = pids(project.folder, eventually)
        assert len(started) == 3
        child.send_signal(signal.SIGKILL)
        child.communicate(timeout=60)
    eventually(lambda: not any(map(alive, started)))


PACK = """
from pulumi_policy import EnforcementLevel, PolicyPack, ResourceValidationPolicy

def refuse(args, report):
    report(f"{args.name} is refused")

PolicyPack("demo", [ResourceValidationPolicy("none", "d", refuse, enforcement_level=EnforcementLevel.MANDATORY)])
"""


@pytest.fixture
def pack(project) -> Path:
    """A policy pack that refuses every resource, with a virtualenv of its own to name."""
    folder = project.folder / "pack"
    folder.mkdir()
    (folder / "__main__.py").write_text(PACK)
    (folder / "PulumiPolicy.yaml").write_text(f"runtime: {{name: python, options: {{virtualenv: '{sys.prefix}'}}}}\n")
    return folder


def test_a_policy_pack_runs_in_its_virtualenv_and_refuses(project, pack: Path):
    project.program("")
    ran = project.pulumi("preview", "--non-interactive", "--policy-pack", str(pack))
    assert ran.returncode != 0
    assert "demo-demo-local is refused" in ran.stdout
    assert "warning" not in ran.stdout


def test_a_policy_pack_without_its_virtualenv_is_named_with_the_fix(project, pack: Path):
    project.program("")
    (pack / "PulumiPolicy.yaml").write_text("runtime: {name: python, options: {virtualenv: ../absent}}\n")
    ran = project.pulumi("preview", "--non-interactive", "--policy-pack", str(pack))
    assert ran.returncode != 0
    assert "absent, which does not exist. In a checkout, run `make setup`" in ran.stdout


COMPONENTS = """
from typing import TypedDict
import pulumi
from pulumi.provider.experimental import component_provider_host

class GreetingArgs(TypedDict):
    name: pulumi.Input[str]

class Greeting(pulumi.ComponentResource):
    text: pulumi.Output[str]

    def __init__(self, name: str, args: GreetingArgs, opts: pulumi.ResourceOptions | None = None):
        super().__init__("demo:index:Greeting", name, {}, opts)
        self.text = pulumi.Output.concat("hello ", args["name"])
        self.register_outputs({"text": self.text})

component_provider_host(name="demo", components=[Greeting])
"""

CONSUMER = """
import pulumi

class Greeting(pulumi.ComponentResource):
    text: pulumi.Output[str]

    def __init__(self, name: str, who: str):
        super().__init__("demo:index:Greeting", name, {"name": who, "text": None}, None, remote=True)

pulumi.export("text", Greeting("greeting", "you").text)
"""


def test_a_component_plugin_runs_from_its_folder(project):
    folder = project.folder / "components"
    folder.mkdir()
    (folder / "__main__.py").write_text(COMPONENTS)
    runtime = f"runtime: {{name: python, options: {{virtualenv: '{sys.prefix}'}}}}\n"
    (folder / "PulumiPlugin.yaml").write_text(runtime)
    (project.folder / "Pulumi.yaml").write_text(
        f"name: demo\nmain: program\n{runtime}plugins: {{providers: [{{name: demo, path: components}}]}}\n"
    )
    project.program(CONSUMER)
    ran = project.pulumi("up", "--yes", "--skip-preview", "--non-interactive")
    assert ran.returncode == 0, ran.stdout
    assert project.pulumi("stack", "output", "text").stdout == "hello you\n"


def test_about_knows_the_program(project):
    project.program("")
    ran = project.pulumi("about", "--json")
    assert ran.returncode == 0, ran.stdout
    assert '"host": "pulumi-mlops"' in ran.stdout
