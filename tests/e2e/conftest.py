"""The laptop of the e2e tests: its own folders, engine home, state and local cloud; the checkout is only read."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from laptop import Laptop

from local.cloud import lifecycle
from local.layout import CHECKOUT, Layout
from local.session import Session, say


@pytest.fixture(scope="module")
def laptop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Laptop]:
    """A fresh laptop for each file of tests."""
    folder = tmp_path_factory.mktemp("laptop")
    project = folder / "project"
    shutil.copytree(CHECKOUT / "stacks", project / "stacks")
    shutil.copy(CHECKOUT / "Pulumi.yaml", project)
    project.joinpath(".venv").symlink_to(CHECKOUT / ".venv")
    layout = Layout(folder / "local")
    session = Session.open(layout, say, project)
    yield Laptop(session, folder)
    lifecycle.stop(layout)


@pytest.fixture(scope="module")
def spec(laptop: Laptop) -> Path:
    """The laptop's own copy of the reference spec, to be changed."""
    return laptop.session.project / "stacks" / "churn.yaml"
