"""Endpoint: `/_local/faults` shows the fault plan with its counters (GET), replaces it (PUT) and clears it (DELETE)."""

import json
from http import HTTPStatus

from local.cloud import errors
from local.cloud.errors import Answer
from local.cloud.faults.injector import Injector
from local.cloud.faults.plan import PlanError
from local.cloud.request import Request


def answer(injector: Injector, request: Request) -> Answer:
    """The plan as it is afterwards; 400 with every mistake, and the plan before, where a new one cannot be used."""
    match request.method:
        case "GET":
            pass
        case "PUT":
            try:
                injector.put(request.body.decode())
            except (PlanError, UnicodeDecodeError) as error:
                said = {"error": "the fault plan cannot be used", "problems": str(error).splitlines()}
                return errors.answer(json.dumps(said), status=HTTPStatus.BAD_REQUEST)
        case "DELETE":
            injector.put("")
        case _:
            said = {"error": f"{request.method} is none of GET, PUT and DELETE"}
            return errors.answer(json.dumps(said), status=HTTPStatus.METHOD_NOT_ALLOWED)
    return errors.answer(json.dumps(injector.shown()))
