"""Functions: a function of Python that is called is run, as a process of this machine.

It has its role's credentials where policies are enforced, and the administrator's where they are not. moto answers the
call and runs nothing. What needs a container, or may take long, is not run here either.
"""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from local.cloud.errors import Answer
from local.cloud.iam.authorizer import Denial
from local.cloud.iam.control import credentials_of
from local.cloud.request import Request

if TYPE_CHECKING:
    from local.cloud.app import App

LONGEST_SECONDS = 300
"""A function that may take longer waits for what takes long on AWS, and would hold a laptop up."""
FUNCTION = re.compile(r"/2015-03-31/functions/(?P<name>[^/]+)/invocations/?$")
RUN = """
import importlib, json, os, sys, traceback
module, _, name = sys.argv[1].rpartition(".")
told = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)
try:
    answer = {"answer": getattr(importlib.import_module(module.replace("/", ".")), name)(json.load(sys.stdin), None)}
except BaseException as error:
    answer = {"error": {"errorMessage": str(error), "errorType": type(error).__name__,
                        "stackTrace": traceback.format_exc().splitlines()}}
json.dump(answer, told)
"""

_ERROR = "x-amz-function-error"
_OURS = "arn:aws:iam::123456789012:root"


def run(app: App, request: Request, below: Callable[[], Answer]) -> Answer:
    """Answer a call of a function with what it returns. It may call the cloud: nothing is locked while it runs."""
    called = FUNCTION.match(request.path) if request.service == "lambda" and request.method == "POST" else None
    answer = below()
    if not called or not answer.status.startswith("200"):
        return answer
    with app.lock:
        function = _function(request, unquote(called["name"]))
        if not str(function.run_time).startswith("python") or int(function.timeout) > LONGEST_SECONDS:
            return answer
        environment = _environment(app, request, function)
    if isinstance(environment, Denial):
        return _told(answer, {"error": {"errorMessage": environment.words, "errorType": "AccessDeniedException"}})
    return _told(answer, _run(function, request.body, environment))


def _function(request: Request, name: str) -> Any:
    from moto.awslambda.models import lambda_backends  # moto loads a service when it is first asked for

    account = (name if name.startswith("arn:") else request.caller or _OURS).split(":")[4]
    return lambda_backends[account][request.region].get_function(name, None)


def _environment(app: App, request: Request, function: Any) -> Mapping[str, str] | Denial:
    """What Lambda tells a function: its variables, where it is, and who."""
    found: str | Denial = json.dumps({"aws_access_key_id": "local", "aws_secret_access_key": "local"})
    if app.iam.is_on:
        source = {"aws:sourceaccount": [function.account_id]}
        found = credentials_of(app, function.role, "lambda.amazonaws.com", source)
    if isinstance(found, Denial):
        return found
    return {
        **{name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ},
        **function.environment_vars,
        **{name.upper(): value for name, value in json.loads(found).items()},
        "AWS_DEFAULT_REGION": request.region,
        "AWS_ENDPOINT_URL": f"http://{request.environ['HTTP_HOST']}",
        "AWS_LAMBDA_FUNCTION_NAME": function.function_name,
        "AWS_REGION": request.region,
        "NO_PROXY": "127.0.0.1,localhost",
    }


def _run(function: Any, event: bytes, environment: Mapping[str, str]) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(io.BytesIO(function.code_bytes)) as archive:
            archive.extractall(folder)
        try:
            done = subprocess.run(
                [sys.executable, "-c", RUN, function.handler],
                cwd=Path(folder),
                env={**environment, "PYTHONPATH": folder},
                input=event or b"{}",
                capture_output=True,
                check=False,
                timeout=int(function.timeout),
            )
        except subprocess.TimeoutExpired:
            words = f"Task timed out after {int(function.timeout):.2f} seconds"
            return {"error": {"errorMessage": words, "errorType": "Sandbox.Timedout"}}
    try:
        return json.loads(done.stdout)
    except ValueError:
        return {"error": {"errorMessage": done.stderr.decode()[-1000:], "errorType": "Runtime.ExitError"}}


def _told(answer: Answer, result: Mapping[str, Any]) -> Answer:
    """The answer of the function in the place of moto's."""
    failed = "error" in result
    body = json.dumps(result["error"] if failed else result["answer"]).encode()
    kept = [(name, value) for name, value in answer.headers if name.lower() not in ("content-length", _ERROR)]
    headers = [*kept, ("Content-Length", str(len(body))), *([(_ERROR, "Unhandled")] if failed else [])]
    return Answer(answer.status, headers, body)
