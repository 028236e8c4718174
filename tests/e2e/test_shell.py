"""The laptop's commands, as a person types them, and the shell that `make env` prepares."""

import os
import re
import subprocess
import sys

import pytest

from local.layout import CHECKOUT

ENV = re.compile(r"^(export \w+=\S+|unset \w+);$")


@pytest.fixture(scope="module")
def run(laptop):
    """Run one of the laptop's commands on the test's own layout."""

    def run(*words):
        return subprocess.run(
            [sys.executable, "-m", "local", *words],
            cwd=CHECKOUT,
            env={**os.environ, "MLOPS_LOCAL_DIR": str(laptop.session.layout.base)},
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def test_env_prints_nothing_but_what_a_shell_takes(run):
    done = run("env")
    assert done.returncode == 0
    assert [line for line in done.stdout.splitlines() if not ENV.match(line)] == []


def test_in_that_shell_pulumi_and_boto3_meet_the_local_cloud(run, laptop, tmp_path):
    script = tmp_path / "script.sh"
    script.write_text(
        f"""set -eu
        {run("env").stdout}
        cd {laptop.session.project}
        pulumi whoami -v --non-interactive
        python -c 'import boto3; print(boto3.client("sts").get_caller_identity()["Account"])'
        """
    )
    environment = {
        **os.environ,
        "AWS_PROFILE": "work",
        "AWS_SESSION_TOKEN": "of-a-real-account",
        "PULUMI_ACCESS_TOKEN": "of-a-real-organization",
        "PATH": f"{CHECKOUT / '.venv' / 'bin'}:{os.environ['PATH']}",
    }
    done = subprocess.run(["/bin/bash", script], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert f"file://{laptop.session.layout.state}" in done.stdout
    assert done.stdout.splitlines()[-1] == "123456789012"


def test_the_cloud_is_stopped_started_and_told_of(run, laptop):
    assert run("status").stdout.startswith(f"running at {laptop.session.cloud_url}, data in ")
    assert run("stop").stderr == "The local cloud is stopped.\n"
    assert run("stop").stderr == "The local cloud was not running.\n"
    assert run("status").stdout.startswith("not running, data in ")
    assert run("start").stdout == f"{laptop.session.cloud_url}\n"


def test_down_without_a_stack_says_so_and_leaves_what_it_did_not_make(run, laptop):
    laptop.client("sqs").create_queue(QueueName="by-hand")
    done = run("down", "--stack", "none-local")
    assert done.returncode == 0
    assert "There is no stack none-local; nothing to take down." in done.stderr
    assert "The local cloud still holds 1 object(s) that this stack did not make:" in done.stderr
    assert "arn:aws:sqs:eu-west-1:123456789012:by-hand" in done.stderr
    assert run("reset").returncode == 0
    assert run("start").returncode == 0
    assert laptop.objects() == []


def test_help_names_every_command_with_what_it_does(run):
    text = run("--help").stdout
    for command in ("setup", "env", "preview", "up", "down", "start", "stop", "reset", "status"):
        assert re.search(rf"^ +{command} +\S", text, re.MULTILINE), command


@pytest.mark.parametrize("words", [["destroy"], []])
def test_a_command_that_is_not_there_is_refused_with_those_that_are(run, words):
    done = run(*words)
    assert done.returncode == 2
    assert "COMMAND" in done.stderr
