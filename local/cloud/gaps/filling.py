"""Filling: how a function comes to answer an operation in moto's place, or around moto's own answer."""

import copy
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias, cast

from moto.core.exceptions import ServiceException
from moto.core.parse import PROTOCOL_PARSERS, RequestDict
from moto.core.request import determine_request_protocol
from moto.core.responses import ActionResult, BaseResponse
from moto.core.utils import camelcase_to_underscores, get_service_model

Answer: TypeAlias = dict[str, Any]
Function: TypeAlias = Callable[["Call"], Answer]


@dataclass(frozen=True)
class Call:
    """One call of an operation: the request's parameters, and moto's own answer for those who want it."""

    response: BaseResponse
    operation: str
    params: dict[str, Any]
    moto: Callable[[], Answer]

    @property
    def account(self) -> str:
        return self.response.current_account

    @property
    def region(self) -> str:
        return self.response.region

    def refuse(self, code: str, message: str) -> ServiceException:
        """The error to raise; one of the operation's own errors has its status, any other is a 400."""
        kind = type(code, (ServiceException,), {})
        return kind(code, message)


def answers(kind: type[BaseResponse], *operations: str) -> Callable[[Function], Function]:
    """Let the function answer those operations of the service. It may return more than the output's members."""

    def decorate(function: Function) -> Function:
        for operation in operations:
            name = camelcase_to_underscores(operation)
            setattr(kind, name, _method(operation, function, getattr(kind, name, None)))
        return function

    return decorate


def _method(
    operation: str, function: Function, moto: Callable[[BaseResponse], Any] | None
) -> Callable[[BaseResponse], ActionResult]:
    def method(response: BaseResponse) -> ActionResult:
        def ask_moto() -> Answer:
            if moto is None:
                raise NotImplementedError(f"moto does not answer {operation}")
            return _as_dict(moto(response))

        return ActionResult(function(Call(response, operation, _params(response, operation), ask_moto)))

    return method


def _params(response: BaseResponse, operation: str) -> dict[str, Any]:
    """The request's parameters by the names of the AWS API; a copy, as moto writes into its own."""
    if response.automated_parameter_parsing:
        return copy.deepcopy(cast(dict[str, Any], response.params))
    model = get_service_model(response.boto3_service_name)
    request = response.normalized_request
    parser = PROTOCOL_PARSERS[determine_request_protocol(model, request.content_type)]
    asked: RequestDict = {
        "method": request.method,
        "values": request.values,
        "headers": request.headers,
        "body": request.data,
        "url_path": request.path,
        "url_params": response.uri_match,
    }
    return dict(parser(model.operation_model(operation), map_type=dict).parse(asked))


def _as_dict(answer: Any) -> Answer:
    if isinstance(answer, ActionResult):
        return cast(Answer, answer.result or {})
    if isinstance(answer, tuple):  # text with headers, or status, headers and text
        answer = answer[-1] if isinstance(answer[0], int) else answer[0]
    text: Any = answer
    return cast(Answer, json.loads(text) if text else {})
