"""Delta tables live in a bucket of the local cloud; its conditional writes keep several writers apart."""


def test_a_table_is_written_merged_and_read_at_any_version(program, bucket, keys) -> None:
    told = program("table", f"s3://{bucket}/usage")
    assert told == {"first": 100, "merged": 160, "versions": 6, "last": 200}
    logs = [key for key in keys(bucket) if key.startswith("usage/_delta_log/") and key.endswith(".json")]
    assert len(logs) == 7, "every commit is there, none was overwritten"
