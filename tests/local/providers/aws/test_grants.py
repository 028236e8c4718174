"""A grant of Lake Formation is told from the others of its principal, whatever it is about."""

from typing import Any

import pytest

from tests.local.providers.aws.harness import Provider
from tests.local.providers.aws.samples.sample import ACCOUNT, ROLE

PERMISSIONS = "aws:lakeformation/permissions:Permissions"
ABOUT: dict[str, tuple[str, Any]] = {
    "catalogResource": ("CREATE_DATABASE", True),
    "database": ("DESCRIBE", {"name": "curated"}),
    "table": ("SELECT", {"databaseName": "curated", "name": "usage"}),
    "tableWithColumns": ("SELECT", {"databaseName": "curated", "name": "usage", "columnNames": ["customer"]}),
    "dataLocation": ("DATA_LOCATION_ACCESS", {"arn": "arn:aws:s3:::curated"}),
    "lfTag": ("ASSOCIATE", {"key": "sensitivity", "values": ["low"]}),
    "lfTagPolicy": (
        "SELECT",
        {"resourceType": "TABLE", "expressions": [{"key": "sensitivity", "values": ["low", "middle"]}]},
    ),
    "dataCellsFilter": (
        "SELECT",
        {"tableCatalogId": ACCOUNT, "databaseName": "curated", "tableName": "usage", "name": "europe"},
    ),
}


@pytest.mark.parametrize("about", ABOUT)
def test_a_grant_is_read_as_it_was_given_and_is_gone_when_it_is_revoked(about: str, provider: Provider) -> None:
    given = {
        name: provider.make(PERMISSIONS, name, {"principal": ROLE, "permissions": [permission], name: value})
        for name, (permission, value) in ABOUT.items()
    }
    read = provider.read(given[about])
    assert (read.inputs, read.id) == (given[about].inputs, given[about].id)
    provider.delete(given.pop(about))
    assert provider.read(read).id == ""
    for other in given.values():
        assert provider.read(other).inputs == other.inputs, "the others stand"
        provider.delete(other)
