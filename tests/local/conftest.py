"""Both backends of state."""

from collections.abc import Iterator

import pytest

from local.backend import Backend, Bucket, Folder
from local.cloud import lifecycle
from local.layout import Layout
from local.providers.aws.clients import Clients


@pytest.fixture(scope="module")
def state_cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A local cloud whose buckets hold state."""
    layout = Layout(tmp_path_factory.mktemp("state-cloud"))
    yield lifecycle.ensure_running(layout)
    lifecycle.stop(layout)


@pytest.fixture(params=["file", "s3"])
def backend(request: pytest.FixtureRequest) -> Iterator[Backend]:
    """An empty backend of either kind."""
    if request.param == "file":
        made: Backend = Folder(request.getfixturevalue("tmp_path") / "state")
    else:
        url = request.getfixturevalue("state_cloud")
        made = Bucket(Clients(lambda _: url, "eu-west-1"))
    made.prepare()
    yield made
    for name in made.names(".pulumi"):
        made.delete(name)
