"""The summary that `make up` ends with."""

from types import SimpleNamespace

import pytest

from local.layout import Layout
from local.stack import DEFAULT_STACK
from local.summary import summary


@pytest.mark.parametrize(
    ("name", "chosen"), [(DEFAULT_STACK, ""), ("platform-local", " STACK=platform-local")], ids=["default", "other"]
)
def test_what_was_made_is_counted_and_the_next_commands_are_for_this_stack(tmp_path, name, chosen):
    made = [{"custom": True, "type": "aws:s3/bucket:Bucket"}, {"custom": True, "type": "pulumi:providers:aws"}]
    session = SimpleNamespace(backend=SimpleNamespace(url="file:///state"))
    outputs = {"endpoint": "scores", "tracker": None}
    stack = SimpleNamespace(name=name, session=session, outputs=lambda: outputs, resources=lambda: made)
    lines = summary(stack, Layout(tmp_path), "http://127.0.0.1:1").splitlines()
    assert f"{name}: 1 resources on the local cloud (1 s3)." in lines
    assert "  aws sagemaker describe-endpoint --endpoint-name scores" in lines
    assert lines[-1].endswith(f"run make up{chosen} again; make down{chosen} takes everything away.")
