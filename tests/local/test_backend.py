"""The state of local stacks lies in a folder or in a bucket of the local cloud."""

import pytest

from local.backend import Backend, BackendError, Bucket, Folder, chosen
from local.layout import Layout


def test_a_file_is_kept_listed_replaced_and_taken_away(backend: Backend) -> None:
    backend.write(".pulumi/stacks/a.json", "one")
    backend.write(".pulumi/stacks/a.json", "two")
    backend.write(".pulumi/stacks-of-others/b.json", "three")
    assert backend.read(".pulumi/stacks/a.json") == "two"
    assert backend.names(".pulumi/stacks") == [".pulumi/stacks/a.json"]
    backend.delete(".pulumi/stacks/a.json")
    backend.delete(".pulumi/stacks/a.json")
    assert backend.read(".pulumi/stacks/a.json") is None
    assert backend.names(".pulumi/stacks") == []


def test_preparing_twice_keeps_what_is_there(backend: Backend) -> None:
    backend.write(".pulumi/meta.yaml", "version: 1")
    backend.prepare()
    assert backend.read(".pulumi/meta.yaml") == "version: 1"


@pytest.mark.parametrize("backend", ["s3"], indirect=True)
def test_the_bucket_is_versioned_and_closed(backend: Bucket) -> None:
    call = backend.clients.call
    assert call("s3", "GetBucketVersioning", {"Bucket": "pulumi-mlops-state"})["Status"] == "Enabled"
    closed = call("s3", "GetPublicAccessBlock", {"Bucket": "pulumi-mlops-state"})["PublicAccessBlockConfiguration"]
    assert all(closed.values())
    assert backend.holds("arn:aws:s3:::pulumi-mlops-state")
    assert not backend.holds("arn:aws:s3:::churn-raw")


def test_the_environment_chooses(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    layout = Layout(tmp_path)
    monkeypatch.delenv("MLOPS_STATE", raising=False)
    assert chosen(layout, "http://127.0.0.1:1", "eu-west-1") == Folder(layout.state)
    monkeypatch.setenv("MLOPS_STATE", "s3")
    found = chosen(layout, "http://127.0.0.1:1", "eu-west-1")
    assert isinstance(found, Bucket)
    assert found.url == "s3://pulumi-mlops-state?region=eu-west-1&use_path_style=true"
    monkeypatch.setenv("MLOPS_STATE", "gs")
    with pytest.raises(BackendError, match=r"MLOPS_STATE is 'gs'; it takes file .* or s3"):
        chosen(layout, "http://127.0.0.1:1", "eu-west-1")
