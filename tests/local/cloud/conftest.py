"""Local clouds for tests, each in a folder of its own."""

from collections.abc import Callable, Iterator
from typing import Any

import boto3
import pytest
from botocore.config import Config

from local.cloud import lifecycle
from local.layout import Layout

Aws = Callable[[str], Any]


def _aws(url: str, region: str = "eu-west-1", retries: int = 4) -> Aws:
    session = boto3.Session(aws_access_key_id="local", aws_secret_access_key="local", region_name=region)
    config = Config(inject_host_prefix=False, retries={"max_attempts": retries})
    clients: dict[str, Any] = {}

    def client(service: str) -> Any:
        if service not in clients:
            clients[service] = session.client(service, endpoint_url=url, config=config)
        return clients[service]

    return client


@pytest.fixture(scope="session")
def aws_at() -> Callable[..., Aws]:
    """AWS clients, by service name, for the local cloud at that address."""
    return _aws


@pytest.fixture
def layout(tmp_path) -> Iterator[Layout]:
    """A layout of this test alone; its local cloud is stopped in the end."""
    layout = Layout(tmp_path / ".local")
    yield layout
    lifecycle.stop(layout)


@pytest.fixture(scope="module")
def url(tmp_path_factory) -> Iterator[str]:
    """A running local cloud that the tests of a file share."""
    layout = Layout(tmp_path_factory.mktemp("cloud"))
    yield lifecycle.ensure_running(layout)
    lifecycle.stop(layout)


@pytest.fixture(scope="module")
def aws(url: str) -> Aws:
    """AWS clients of the shared local cloud, by service name."""
    return _aws(url)
