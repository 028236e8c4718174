"""Feast keeps its registry in a bucket and its online features in a table of the local cloud."""

import json
import shutil

from tests.clients.conftest import PROGRAMS, REGION


def test_features_are_applied_materialized_and_served(run, program, bucket, keys, cloud, tmp_path) -> None:
    repository = tmp_path / "features"
    shutil.copytree(PROGRAMS / "feast", repository)
    config = {
        "project": "churn",
        "provider": "aws",
        "registry": {"path": f"s3://{bucket}/registry.db", "cache_ttl_seconds": 0},
        "offline_store": {"type": "file"},
        "online_store": {"type": "dynamodb", "region": REGION, "endpoint_url": cloud},
        "entity_key_serialization_version": 3,
    }
    repository.joinpath("feature_store.yaml").write_text(json.dumps(config))
    more = {"BUCKET": bucket, "FEAST_S3_ENDPOINT_URL": cloud}
    assert program("features", "write", str(repository), **more) == 3
    run("feast", "apply", folder=repository, **more)
    assert "registry.db" in keys(bucket)
    found = program("features", "serve", str(repository), **more)
    assert found == {
        "customer_id": [1, 2, 3],
        "tenure_months": [12, 40, None],
        "monthly_charge": [11.5, 80.0, None],
    }, "the latest of each, and nothing for who was never seen"
