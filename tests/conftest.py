"""What all tests share."""

from collections.abc import Callable
from typing import Any

import pulumi
import pytest
from pulumi.runtime.mocks import MockCallArgs, MockResourceArgs, Mocks, set_mocks

ACCOUNT, REGION = "123456789012", "eu-west-1"
COMPUTED = {
    "aws:kms/key:Key": lambda name: {"keyId": "k-1", "arn": f"arn:aws:kms:{REGION}:{ACCOUNT}:key/k-1"},
    "aws:iam/role:Role": lambda name: {"arn": f"arn:aws:iam::{ACCOUNT}:role/{name}"},
    "aws:sns/topic:Topic": lambda name: {"arn": f"arn:aws:sns:{REGION}:{ACCOUNT}:{name}"},
}
INVOKES = {
    "aws:index/getCallerIdentity:getCallerIdentity": {"accountId": ACCOUNT, "id": ACCOUNT},
    "aws:index/getRegion:getRegion": {"region": REGION, "id": REGION},
    "aws:index/getPartition:getPartition": {"partition": "aws", "id": "aws"},
}


class MockEngine(Mocks):
    """Registers a program's resources without an engine, and tells what was registered once all is drained."""

    def __init__(self, stack: str = "churn-local") -> None:
        self.stack = stack
        self.registered: list[MockResourceArgs] = []

    def build(self, program: Callable[[], Any], preview: bool = False) -> Any:
        """Run the program to the end of its last registration; its result comes back with every Output resolved."""
        set_mocks(self, project="pulumi-mlops", stack=self.stack, preview=preview)
        result: list[Any] = []

        @pulumi.runtime.test
        def run() -> pulumi.Output[Any]:
            return pulumi.Output.from_input(program()).apply(result.append)

        run()
        return result[0] if result else None

    def new_resource(self, args: MockResourceArgs) -> tuple[str | None, dict[Any, Any]]:
        self.registered.append(args)
        made = COMPUTED.get(args.typ, lambda name: {"arn": f"arn:aws:mock:::{name}"})
        return f"{args.name}-id", {**made(args.inputs.get("name", args.name)), **args.inputs}

    def call(self, args: MockCallArgs) -> tuple[dict[Any, Any], list[tuple[str, str]]]:
        return INVOKES[args.token], []

    def all(self, token: str) -> list[dict[str, Any]]:
        """The inputs of every resource of a type, in the order of registration."""
        return [args.inputs for args in self.registered if args.typ == token]

    def one(self, token: str, name: str | None = None) -> dict[str, Any]:
        """The inputs of the one resource of a type, or of that name among them."""
        found = [args.inputs for args in self.registered if args.typ == token and name in (None, args.name)]
        assert len(found) == 1, f"{len(found)} of {token} {name or ''}; there are {sorted(self.names())}"
        return found[0]

    def names(self) -> list[str]:
        """`type name` of everything that was registered."""
        return [f"{args.typ} {args.name}" for args in self.registered]


@pytest.fixture
def engine() -> MockEngine:
    """A fresh mock engine, stack churn-local."""
    return MockEngine()
