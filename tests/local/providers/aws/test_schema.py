"""What pulumi-aws promises is read from its SDK once, and kept."""

from pathlib import Path

import pytest

from local.providers.aws import schema

ENDPOINT = "aws:sagemaker/endpoint:Endpoint"
NATIVE_GROUP = "aws-native:sagemaker:ModelPackageGroup"


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


def test_pulumi_aws_native_says_what_makes_the_id_and_what_replaces() -> None:
    found = schema.schema_of(NATIVE_GROUP)
    assert found.identifiers == ("modelPackageGroupArn",)
    assert found.replaces == {"modelPackageGroupName", "modelPackageGroupDescription"}
    assert "defaultTags" in schema.config_keys("aws-native")


def test_each_sdk_has_files_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    schema.path_of.cache_clear()
    try:
        assert all(module.startswith("aws/") for module in schema.missing())
        assert schema.missing("aws-native") == ["aws-native/provider", "aws-native/sagemaker"]
    finally:
        schema.path_of.cache_clear()


def test_a_type_of_an_sdk_that_is_not_installed_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "version_of", {"aws": "7"}.get)
    assert schema.is_installed(ENDPOINT)
    assert not schema.is_installed(NATIVE_GROUP)


def test_files_are_written_once_and_are_complete(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(schema, "tokens_by_module", lambda: {"aws/sagemaker": (ENDPOINT,)})
    schema.path_of.cache_clear()
    try:
        assert schema.missing() == ["aws/provider", "aws/sagemaker"]
        schema.write_missing()
        written = sorted(path for path in (tmp_path / "pulumi-mlops" / "schemas").rglob("*") if path.is_file())
        assert schema.path_of("aws/provider") in written
        assert [path for path in written if path.name.startswith(".draft")] == []
    finally:
        schema.path_of.cache_clear()


def test_another_table_needs_another_file(monkeypatch: pytest.MonkeyPatch) -> None:
    before = schema.path_of("aws/sagemaker")
    monkeypatch.setattr(schema, "tokens_by_module", lambda: {"aws/sagemaker": (ENDPOINT,)})
    schema.path_of.cache_clear()
    try:
        assert schema.path_of("aws/sagemaker") != before
    finally:
        schema.path_of.cache_clear()
