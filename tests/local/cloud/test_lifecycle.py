"""The local cloud starts when it is needed, outlives the shell, is found again, and is never mistaken for another."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import urlsplit

import pytest

from local import snapshots
from local.cloud import lifecycle
from local.layout import CHECKOUT


def buckets(s3):
    return [bucket["Name"] for bucket in s3.list_buckets()["Buckets"]]


def listens(address):
    """Whether anything accepts a connection there."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", urlsplit(address).port)) == 0


def test_it_is_started_once_and_then_found_again(layout):
    assert lifecycle.status(layout) == lifecycle.Status(
        False, None, None, layout.logs / "cloud.log", layout.cloud / "data"
    )
    first = lifecycle.ensure_running(layout)
    started = lifecycle.status(layout)
    assert (started.running, started.url, started.notices) == (True, first, ())
    assert lifecycle.ensure_running(layout) == first
    assert lifecycle.status(layout) == started


def test_it_listens_on_loopback_only_and_has_a_session_of_its_own(layout):
    assert lifecycle.ensure_running(layout).startswith("http://127.0.0.1:")
    assert os.getsid(lifecycle.status(layout).pid) == lifecycle.status(layout).pid


def test_stop_is_true_once_and_false_after(layout):
    lifecycle.ensure_running(layout)
    assert [lifecycle.stop(layout), lifecycle.stop(layout), lifecycle.status(layout).running] == [True, False, False]


def test_a_restart_keeps_what_it_held_and_its_port(layout, aws_at):
    first = lifecycle.ensure_running(layout)
    aws_at(first)("s3").create_bucket(Bucket="kept", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    lifecycle.stop(layout)
    assert lifecycle.ensure_running(layout) == first
    assert buckets(aws_at(first)("s3")) == ["kept"]


def test_a_kill_loses_nothing_that_was_answered_to_many_at_once(layout, aws_at):
    first = lifecycle.ensure_running(layout)
    sqs = aws_at(first)("sqs")
    names = [f"queue-{number:02}" for number in range(64)]
    with ThreadPoolExecutor(32) as pool:
        urls = list(pool.map(lambda name: sqs.create_queue(QueueName=name)["QueueUrl"], names))
    os.kill(lifecycle.status(layout).pid, signal.SIGKILL)
    assert lifecycle.ensure_running(layout) == first
    assert sorted(sqs.list_queues()["QueueUrls"]) == sorted(urls)


def test_reset_forgets_everything_and_stops(layout, aws_at):
    sqs = aws_at(lifecycle.ensure_running(layout))("sqs")
    sqs.create_queue(QueueName="gone")
    lifecycle.reset(layout)
    assert not lifecycle.status(layout).running
    assert "QueueUrls" not in aws_at(lifecycle.ensure_running(layout))("sqs").list_queues()


def test_it_ends_when_its_folder_is_deleted(layout):
    address = lifecycle.ensure_running(layout)
    shutil.rmtree(layout.base)
    deadline = time.monotonic() + 30
    while listens(address):
        assert time.monotonic() < deadline, "the server outlived its folder"
        time.sleep(0.05)


def test_a_pid_left_behind_is_nobodys_server_and_is_not_killed(layout):
    layout.cloud.mkdir(parents=True)
    (layout.cloud / "server.pid").write_text(str(os.getpid()))
    assert lifecycle.stop(layout) is False
    assert lifecycle.status(layout).running is False
    lifecycle.ensure_running(layout)
    assert lifecycle.status(layout).pid != os.getpid()


def test_another_program_on_its_port_is_left_alone(layout):
    class Foreign(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b'{"instance": "foreign"}')

        def log_message(self, *_):
            pass

    with HTTPServer(("127.0.0.1", 0), Foreign) as foreign:
        threading.Thread(target=foreign.serve_forever).start()
        taken = f"http://127.0.0.1:{foreign.server_port}"
        layout.cloud.mkdir(parents=True)
        (layout.cloud / "address.json").write_text(json.dumps({"url": taken, "instance": "ours"}))
        try:
            assert lifecycle.status(layout).running is False
            assert lifecycle.ensure_running(layout) != taken
        finally:
            foreign.shutdown()


def test_many_callers_at_once_get_one_server(layout):
    program = """
import pathlib, sys
from local import layout
from local.cloud import lifecycle
mine = layout.Layout(pathlib.Path(sys.argv[1]))
print(lifecycle.ensure_running(mine), lifecycle.status(mine).pid)
"""

    def call(_):
        command = [sys.executable, "-c", program, str(layout.base)]
        return subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=True).stdout

    with ThreadPoolExecutor(4) as pool:
        answers = set(pool.map(call, range(4)))
    status = lifecycle.status(layout)
    assert answers == {f"{status.url} {status.pid}\n"}


def test_a_start_that_fails_shows_the_end_of_the_log(layout):
    layout.cloud.mkdir(parents=True)
    (layout.cloud / "data").write_text("a file where a folder belongs")
    with pytest.raises(lifecycle.CloudError, match=r"ended at its start, exit code 1.*cloud\.log") as failure:
        lifecycle.ensure_running(layout)
    assert "NotADirectoryError" in str(failure.value)


def test_the_settings_of_a_real_account_do_not_reach_it(layout, aws_at, monkeypatch):
    monkeypatch.setenv("AWS_PROFILE", "no-such-profile")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    address = lifecycle.ensure_running(layout)
    monkeypatch.undo()
    assert aws_at(address)("sts").get_caller_identity()["Account"] == "123456789012"


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.1", "example.com"])  # noqa: S104 - refused
def test_it_refuses_any_address_but_loopback(host, tmp_path):
    command = [sys.executable, "-m", "local.cloud.server", "--host", host, "--instance", "x"]
    for name in ("data", "address", "lock"):
        command += [f"--{name}", str(tmp_path / name)]
    refused = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)
    assert refused.returncode == 2
    assert f"{host} is not a loopback address" in refused.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_second_server_on_the_same_data_is_refused(layout):
    lifecycle.ensure_running(layout)
    command = [sys.executable, "-m", "local.cloud.server", "--instance", "second"]
    command += ["--data", str(layout.cloud / "data"), "--address", str(layout.cloud / "second.json")]
    command += ["--lock", str(layout.cloud / "server.pid")]
    refused = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)
    assert refused.returncode == 1
    assert "Another local cloud uses the same data" in refused.stderr
    assert not (layout.cloud / "second.json").exists()


def test_a_running_cloud_runs_again_afterwards_with_what_it_held_then(layout, aws_at):
    sqs = aws_at(lifecycle.ensure_running(layout))("sqs")
    s3 = aws_at(lifecycle.ensure_running(layout))("s3")
    sqs.create_queue(QueueName="first")
    s3.create_bucket(Bucket="first", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    s3.put_object(Bucket="first", Key="k", Body=b"first")
    snapshots.take(layout, "before")
    sqs.create_queue(QueueName="second")
    s3.put_object(Bucket="first", Key="k", Body=b"second")
    snapshots.restore(layout, "before")
    assert lifecycle.status(layout).running
    assert [url.rsplit("/", 1)[-1] for url in sqs.list_queues()["QueueUrls"]] == ["first"]
    assert s3.get_object(Bucket="first", Key="k")["Body"].read() == b"first"
