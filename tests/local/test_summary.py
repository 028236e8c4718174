"""The summary that `make up` ends with."""

from types import SimpleNamespace

from local.layout import Layout
from local.summary import summary


def test_an_output_that_says_nothing_has_no_line(tmp_path):
    outputs = {
        "endpoint": "churn-endpoint",
        "tracker": None,
        "feature_groups": {},
        "zones": {"raw": "b-raw", "logs": ""},
    }
    made = [{"custom": True, "type": "aws:s3/bucket:Bucket"}, {"custom": True, "type": "pulumi:providers:aws"}]
    session = SimpleNamespace(backend=SimpleNamespace(url="file:///state"))
    stack = SimpleNamespace(name="churn-local", session=session, outputs=lambda: outputs, resources=lambda: made)
    lines = summary(stack, Layout(tmp_path), "http://127.0.0.1:1").splitlines()
    assert "churn-local: 1 resources on the local cloud (1 s3)." in lines
    assert [line.split()[0] for line in lines[3:5]] == ["endpoint", "zones"]
    assert lines[4].endswith("raw: b-raw")
