"""A mock engine for unit tests: what a program registers, told only once every registration has drained.

engine = MockEngine(stack="churn-dev")
engine.build(lambda: mlops.Bucket("raw", mlops.BucketArgs(...)))
assert engine.one("aws:s3/bucketVersioning:BucketVersioning")["versioningConfiguration"] == {"status": "Enabled"}
"""

from collections.abc import Callable, Mapping
from typing import Any

import pulumi
from pulumi.runtime.mocks import MockCallArgs, MockResourceArgs, Mocks, set_mocks

ACCOUNT, REGION = "123456789012", "eu-west-1"

COMPUTED: Mapping[str, str] = {
    "aws:dynamodb/table:Table": f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/{{name}}",
    "aws:iam/role:Role": f"arn:aws:iam::{ACCOUNT}:role/{{name}}",
    "aws:kms/key:Key": f"arn:aws:kms:{REGION}:{ACCOUNT}:key/k-1",
    "aws:sagemaker/pipeline:Pipeline": f"arn:aws:sagemaker:{REGION}:{ACCOUNT}:pipeline/{{name}}",
    "aws:sfn/stateMachine:StateMachine": f"arn:aws:states:{REGION}:{ACCOUNT}:stateMachine:{{name}}",
    "aws:sqs/queue:Queue": f"arn:aws:sqs:{REGION}:{ACCOUNT}:{{name}}",
    "aws:sns/topic:Topic": f"arn:aws:sns:{REGION}:{ACCOUNT}:{{name}}",
}
MADE_UP: Mapping[str, Any] = {
    "keyId": "k-1",
    "prefixListId": "pl-1",
    "repositoryUrl": f"{ACCOUNT}.dkr.ecr.{REGION}.amazonaws.com/repository",
}
"""What the cloud would answer beside the inputs."""
NOTHING_THERE = "aws:cloudcontrol/getResource:getResource"
"""What is asked of things that a program is about to make: in an empty cloud there is none."""
INVOKES: Mapping[str, Mapping[str, Any]] = {
    "aws:ec2/getSubnet:getSubnet": {"availabilityZone": f"{REGION}a"},
    "aws:index/getAvailabilityZones:getAvailabilityZones": {"names": [f"{REGION}{letter}" for letter in "abc"]},
    "aws:index/getCallerIdentity:getCallerIdentity": {"accountId": ACCOUNT, "id": ACCOUNT},
    "aws:index/getPartition:getPartition": {"partition": "aws", "id": "aws"},
    "aws:index/getRegion:getRegion": {"region": REGION, "id": REGION},
}


class MockEngine(Mocks):
    """Registers a program's resources without an engine, in account 123456789012, region eu-west-1."""

    def __init__(
        self,
        stack: str = "churn-local",
        project: str = "pulumi-mlops",
        answers: Mapping[str, Callable[[Mapping[str, Any]], Mapping[str, Any]]] | None = None,
        stacks: Mapping[str, Mapping[str, Any]] | None = None,
    ) -> None:
        """`answers`: what data sources say to their arguments, by token; LookupError: nothing is found.

        `stacks`: the outputs of the stacks that it may refer to, by full name (organization/project/stack).
        """
        self.stack = stack
        self.project = project
        self.answers = answers or {}
        self.stacks = dict(stacks or {})
        self.registered: list[MockResourceArgs] = []

    def build(self, program: Callable[[], Any], *, preview: bool = False) -> Any:
        """Run the program to the end of its last registration. Its result comes back with every Output resolved."""
        set_mocks(self, project=self.project, stack=self.stack, preview=preview, organization="organization")
        result: list[Any] = []

        @pulumi.runtime.test
        def run() -> pulumi.Output[Any]:
            return pulumi.Output.from_input(program()).apply(result.append)

        run()
        return result[0]

    def new_resource(self, args: MockResourceArgs) -> tuple[str | None, dict[Any, Any]]:
        """Note a resource, and answer with its inputs and an ARN. A stack that is not in `stacks` raises KeyError."""
        if args.typ == "pulumi:pulumi:StackReference":
            return args.resource_id, {"name": args.resource_id, "outputs": self.stacks[args.resource_id or ""]}
        self.registered.append(args)
        arn = COMPUTED.get(args.typ, "arn:aws:mock:::{name}").format(name=_named(args))
        return f"{args.name}-id", {"arn": arn, **MADE_UP, **args.inputs}

    def call(self, args: MockCallArgs) -> tuple[dict[Any, Any], list[tuple[str, str]]]:
        """Answer a data source. One that is neither in `answers` nor in INVOKES raises KeyError."""
        if args.token == NOTHING_THERE and args.token not in self.answers:
            return {}, [("", "couldn't find resource")]
        if args.token not in self.answers:
            return dict(INVOKES[args.token]), []
        try:
            return dict(self.answers[args.token](args.args)), []
        except LookupError as error:
            return {}, [("", str(error))]

    def all(self, token: str) -> list[dict[str, Any]]:
        """The inputs of every resource of a type, in the order of registration. Keys are the engine's (camelCase)."""
        return [args.inputs for args in self.registered if args.typ == token]

    def one(self, token: str, name: str | None = None) -> dict[str, Any]:
        """The inputs of the one resource of a type, or of that name among them. Raises AssertionError otherwise."""
        found = [args.inputs for args in self.registered if args.typ == token and name in (None, args.name)]
        if len(found) != 1:
            wanted = f"{token} {name or ''}".strip()
            raise AssertionError(f"{len(found)} of {wanted}, not one; there are {sorted(self.names())}")
        return found[0]

    def names(self) -> list[str]:
        """`type name` of everything that was registered."""
        return [f"{args.typ} {args.name}" for args in self.registered]


def _named(args: MockResourceArgs) -> Any:
    """What an ARN ends in: the physical name, or else the logical one."""
    return next((args.inputs[key] for key in ("name", "pipelineName") if key in args.inputs), args.name)
