"""CodeConnections, under its present name and under the one it had: repositories outside AWS, and their hosts."""

from typing import Any

from local.providers.aws.row import Name, Op, Put, Row, tags_by_arn

TAGS = tags_by_arn("ResourceArn")


def _connection(module: str, service: str, **more: Any) -> Row:
    return Row(
        type=f"aws:{module}/connection:Connection",
        service=service,
        key={"ConnectionArn": "arn"},
        create=Op("CreateConnection"),
        read=(Op("GetConnection", at="Connection"),),
        delete=(Op("DeleteConnection", only=()),),
        name=Name(longest=32),
        renames={"name": "ConnectionName", "arn": "ConnectionArn"},
        tags=TAGS,
        needs=(("hostArn", "providerType"),),
        **more,
    )


def _host(module: str, service: str, **more: Any) -> Row:
    return Row(
        type=f"aws:{module}/host:Host",
        service=service,
        key={"HostArn": "arn"},
        create=Op("CreateHost"),
        read=(Op("GetHost"),),
        update=(Put(Op("UpdateHost")),),
        delete=(Op("DeleteHost", only=()),),
        name=Name(longest=64),
        renames={"arn": "HostArn"},
        **more,
    )


ROWS = (
    _connection("codeconnections", "codeconnections", local={"timeouts": None}),
    _host("codeconnections", "codeconnections", tags=TAGS, local={"timeouts": None}),
    _connection("codestarconnections", "codestar-connections"),
    _host("codestarconnections", "codestar-connections"),
)
