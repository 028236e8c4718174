"""The page of types in docs/ is what the table says, and `make local-types` prints it as JSON."""

import json
from pathlib import Path
from typing import Any

import pytest

from local.providers.aws import invokes, reference
from local.providers.aws.table import TOKENS

PAGE = Path(__file__).parents[4] / "docs" / "reference" / "local-types.md"


@pytest.fixture(scope="module")
def described() -> dict[str, dict[str, Any]]:
    return {found["token"]: found for found in reference.described()}


def test_the_page_is_current(described: dict[str, dict[str, Any]]) -> None:
    assert PAGE.read_text() == reference.page(described.values()), "run: make docs"


def test_every_type_and_every_function_is_told(described: dict[str, dict[str, Any]]) -> None:
    assert list(described) == [*TOKENS, *invokes.tokens()]


def test_a_type_is_told_whole(described: dict[str, dict[str, Any]]) -> None:
    queue = described["aws:sqs/queue:Queue"]
    assert queue["service"] == "sqs"
    assert {"name", "fifoQueue", "region"} <= set(queue["replaces"])
    assert {"policy", "tags", "visibilityTimeoutSeconds"} <= set(queue["updates"])
    assert set(queue["takes"]) == {*queue["updates"], *queue["replaces"]}
    assert described["aws:appautoscaling/scheduledAction:ScheduledAction"]["imports"] is None


def test_one_line_of_json_a_type(capsys: pytest.CaptureFixture[str]) -> None:
    reference.main([])
    lines = capsys.readouterr().out.splitlines()
    assert [json.loads(line)["token"] for line in lines] == [*TOKENS, *invokes.tokens()]
