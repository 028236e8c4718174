"""SageMaker of the local cloud that the tests of a file share."""

import pytest

from tests.local.cloud.sagemaker.asking import CAPTURE, CREATE, LISTS, VARIANT, create, delete, gone, settle, snake
from tests.local.cloud.sagemaker.living import Living


@pytest.fixture
def sagemaker(aws):
    """SageMaker, emptied after the test of what these tests make."""
    client = aws("sagemaker")
    yield client
    for kind in reversed(CREATE):
        for listed in getattr(client, f"list_{snake(kind)}s")()[LISTS.get(kind, f"{kind}s")]:
            name = listed[f"{kind}Name"]
            if "Deleting" not in listed.values():
                settle(client, kind, name)
                delete(client, kind, name)
            gone(client, kind, name)


@pytest.fixture
def endpoint(sagemaker):
    """SageMaker with endpoint e on configuration c, and a second configuration d, with capture."""
    create(sagemaker, "Endpoint")
    sagemaker.create_endpoint_config(
        EndpointConfigName="d", ProductionVariants=[VARIANT | {"InitialInstanceCount": 3}], DataCaptureConfig=CAPTURE
    )
    return sagemaker


@pytest.fixture
def alive(aws):
    """The resources that a test made, deleted after it, the newest first."""
    living = Living(aws("sagemaker"))
    yield living
    for life in reversed(living.made):
        living.delete(life)
