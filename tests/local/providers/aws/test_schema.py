"""What pulumi-aws promises is read from its SDK once, and kept."""

from pathlib import Path

import pytest

from local.providers.aws import schema

ENDPOINT = "aws:sagemaker/endpoint:Endpoint"


def test_a_schema_says_what_the_sdk_says() -> None:
    found = schema.schema_of(ENDPOINT)
    assert found.required == {"endpointConfigName"}
    assert found.inputs["tags"] == ["map", "str"]
    assert found.inputs["deploymentConfig"] == "#EndpointDeploymentConfig"
    assert "arn" in found.outputs
    assert "arn" not in found.inputs
    assert {"arn", "name", "tagsAll", "endpointConfigName"} <= found.always
    assert "deploymentConfig" not in found.always
    assert found.fields("#EndpointDeploymentConfig") is not None


def test_a_policy_document_may_be_an_object_or_its_text() -> None:
    assert schema.schema_of("aws:iam/role:Role").inputs["assumeRolePolicy"] == "json"


def test_files_are_written_once_and_are_complete(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(schema, "tokens_by_module", lambda: {"sagemaker": (ENDPOINT,)})
    schema.path_of.cache_clear()
    try:
        assert schema.missing() == ["provider", "sagemaker"]
        schema.write_missing()
        written = sorted(path for path in (tmp_path / "pulumi-mlops" / "schemas").rglob("*") if path.is_file())
        assert schema.path_of(schema.PROVIDER) in written
        assert [path for path in written if path.name.startswith(".draft")] == []
    finally:
        schema.path_of.cache_clear()


def test_another_table_needs_another_file(monkeypatch: pytest.MonkeyPatch) -> None:
    before = schema.path_of("sagemaker")
    monkeypatch.setattr(schema, "tokens_by_module", lambda: {"sagemaker": (ENDPOINT,)})
    schema.path_of.cache_clear()
    try:
        assert schema.path_of("sagemaker") != before
    finally:
        schema.path_of.cache_clear()
