"""MLflow keeps its artifacts in a bucket of the local cloud."""


def test_artifacts_go_to_the_bucket_and_come_back(program, bucket, keys, tmp_path) -> None:
    told = program("track", f"sqlite:///{tmp_path}/mlflow.db", f"s3://{bucket}/mlflow")
    assert told == {"listed": ["model", "report.txt"], "same": True, "auc": 0.83}
    kept = keys(bucket)
    assert len(kept) == 2
    assert all(key.startswith("mlflow/") for key in kept)
    assert {key.rpartition("/")[2] for key in kept} == {"weights.bin", "report.txt"}
