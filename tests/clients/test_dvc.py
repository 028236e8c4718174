"""DVC pushes data to a bucket of the local cloud and pulls it back."""

import shutil


def test_data_is_pushed_lost_and_pulled(run, bucket, keys, tmp_path, cloud) -> None:
    run("git", "init", "--quiet")
    run("dvc", "init", "--quiet")
    run("dvc", "remote", "add", "--default", "store", f"s3://{bucket}/dvc")
    data = tmp_path / "raw"
    data.mkdir()
    for n in range(20):
        data.joinpath(f"{n}.csv").write_text(f"id,charge\n{n},{n / 2}\n" * 500)
    run("dvc", "add", "raw")
    assert "21 files pushed" in run("dvc", "push")
    assert len(keys(bucket)) == 21
    shutil.rmtree(data)
    shutil.rmtree(tmp_path / ".dvc" / "cache")
    run("dvc", "pull")
    assert data.joinpath("7.csv").read_text() == "id,charge\n7,3.5\n" * 500
    assert "are in sync" in run("dvc", "status", "--cloud")
