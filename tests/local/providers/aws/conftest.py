"""A local cloud a module, and a provider on it."""

from collections.abc import Callable, Iterator
from typing import Any

import boto3
import pytest

from local.cloud import lifecycle
from local.layout import Layout
from tests.local.providers.aws.harness import Provider

REGION = "eu-west-1"


@pytest.fixture(scope="module")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    layout = Layout(tmp_path_factory.mktemp("local"))
    yield lifecycle.ensure_running(layout)
    lifecycle.stop(layout)


@pytest.fixture(scope="module")
def provider(cloud: str) -> Iterator[Provider]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", cloud)
        patch.setenv("AWS_REGION", REGION)
        patch.setenv("AWS_ACCESS_KEY_ID", "local")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "local")
        patch.setenv("NO_PROXY", "127.0.0.1")
        made = Provider().configure()
        yield made
        made.close()


@pytest.fixture(scope="module")
def boto(cloud: str) -> Callable[[str], Any]:
    """A real client of a service."""
    session = boto3.Session(aws_access_key_id="local", aws_secret_access_key="local", region_name=REGION)
    return lambda service: session.client(service, endpoint_url=cloud)
