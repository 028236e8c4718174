"""A restored snapshot: cloud and state agree, so that a preview has nothing to do."""

import pytest

from local import snapshots
from local.snapshots import SnapshotError
from local.stack import Stack

STACK = "churn-local"


def test_a_restore_brings_the_objects_back_and_a_preview_finds_nothing_to_do(laptop):
    stack = Stack(laptop.session, STACK)
    stack.select()
    assert stack.up() == 0
    layout, before = laptop.session.layout, laptop.objects()
    snapshots.take(layout, "before")
    assert stack.destroy() == 0
    assert laptop.objects() == []
    snapshots.restore(layout, "before")
    assert laptop.objects() == before
    assert laptop.steps(STACK) == {}
    with pytest.raises(SnapshotError, match="there is no snapshot"):
        snapshots.restore(layout, "none")
    assert stack.destroy() == 0
