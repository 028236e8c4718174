"""What all tests share."""

import pytest
from pulumi_mlops.testing import MockEngine


@pytest.fixture
def engine() -> MockEngine:
    """A fresh mock engine, stack churn-local."""
    return MockEngine()
