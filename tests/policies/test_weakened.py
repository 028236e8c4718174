"""Every secure constant of every component, weakened by itself in what the fullest stacks register, is caught.

What is weakened is derived from the properties (weakenings.py). A weakening that no rule speaks of fails the test,
unless it is in the lists below, with the reason.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
import whole
from mlops_policy.evaluation import Evaluator, Result
from mlops_policy.graph import Stack
from mlops_policy.kernel import Outcome
from mlops_policy.pack import pack
from mlops_policy.profiles import standings
from mlops_policy.state import Declared, from_mocks
from pulumi_mlops.testing import MockEngine

from tests.policies.weakenings import weakened

NOT_WEAKER = {
    r"lakeformation/resource:.*hybridAccessEnabled": "off is the stricter: Lake Formation alone decides",
    r"includeExecutionData|enableDockerAccess: \"DISABLED\"": "off is the stricter: less is written, or started",
    r"securityGroup:.*self: false": "the group lets in less",
    r"Resource: \*, on condition of .*aws:Resource": "the condition still says which resources",
    r"applyServerSideEncryptionByDefault: gone": "a bucket of logs: S3 encrypts with its own key, as was written there",
    r"(customer-embedding|baskets)-group onlineStoreConfig.securityConfig": "in memory nothing is on a disk",
    r"EnableInterContainerTrafficEncryption": "these jobs have one instance, which sends nobody anything",
}
"""What only looks weaker, as `type path: change`, and why it is not."""
NO_SECURITY = {
    r"requesterPays|bucketKeyEnabled|distributed_dataparallel|ManagedSpotTraining|CacheConfig": "what it costs",
    r"enableDns": "without them no name of an endpoint is found: calls fail, and none goes elsewhere",
    r"--enable-(glue-datacatalog|metrics|observability-metrics)": "what a job works with, and how fast it is",
    r"--plan\.#|lambda/invocation:.* input": "data that a job or a function is given",
    r"eventbridge: false|automaticModelRegistration|enableOnlineStore|studioWebPortal|AppManaged": "what there is",
    r"deleteMarkerReplication": "the copy keeps what was deleted",
    r"CustomerMetadataProperties": "a note of what was run; the images of the steps are held to their digests",
    r"definition\.#.*\.(End|IsPresent|BooleanEquals): ": "the course of a state machine",
}
"""What is no security constant."""
SECOND_LINE = {
    r"Condition on s3:prefix: gone": "names are listed; what may be read is said by the statement on objects",
    r"Condition on (aws:TagKeys|ec2:Vpc): gone": "the resources are named, and network interfaces of a job at that",
    r"rolePolicy:.*Condition on kms:ViaService: gone": "the key is named",
    r"vpcEndpoint:.*Condition on aws:PrincipalOrgID: gone": "what is read are images and packages of AWS's, by name",
    r"kms/key:.*Condition on aws:SourceAccount: gone": "EventBridge says a topic's key no source",
    r"iam/role:.*(sweep|additions).*Condition on aws:SourceAccount: gone": "Lambda takes roles of its account alone",
}
"""What a rule cannot ask of everybody: something else of the same resource holds without it."""
EXCEPTIONS = "|".join(f"(?:{one})" for one in (*NOT_WEAKER, *NO_SECURITY, *SECOND_LINE))
FULLEST = (whole.platform, whole.other_platform, whole.product, whole.other_product)
RULES = Evaluator(pack(), standings(pack().rules, ["production"]))
"""Every rule, also those that only packs enable."""


def resources(made: MockEngine) -> list[Declared]:
    """What was registered on AWS, as in production: that no resource is excused for being of a laptop."""
    listed = from_mocks(one for one in made.registered if one.typ.startswith("aws"))
    return [with_props(one, {**one.inputs, **in_production(one.inputs)}) for one in listed]


def in_production(props: dict[str, Any]) -> dict[str, Any]:
    return {"tags": {**props["tags"], "environment": "prod"}} if isinstance(props.get("tags"), dict) else {}


def with_props(resource: Declared, props: dict[str, Any]) -> Declared:
    return replace(resource, inputs=props, outputs=props)


def said(results: Iterator[Result]) -> Counter[tuple[str, str, str]]:
    """What rules find wrong. A statement's number says nothing: it is another where one before it is gone."""
    found = (one for one in results if one.outcome is Outcome.VIOLATED)
    return Counter((one.rule.id, one.urn, re.sub(r"Statement\[\d+\]", "Statement", one.text)) for one in found)


@cache
def unseen(made: Callable[[], MockEngine]) -> tuple[str, ...]:
    """The weakenings of which no rule speaks, as `type name path: change`."""
    return tuple(_unseen(resources(made())))


def _unseen(listed: list[Declared]) -> Iterator[str]:
    wrong_before = said(RULES.stack(Stack(one.node for one in listed)))
    for place, one in enumerate(listed):
        rules = RULES.asked(one.type)
        before = said(RULES.resource(one.urn, rules, one.inputs))
        for path, props in weakened(one.inputs):
            if said(RULES.resource(one.urn, rules, props)) - before:
                continue
            stack = [*listed[:place], with_props(one, props), *listed[place + 1 :]]
            if not said(RULES.stack(Stack(each.node for each in stack))) - wrong_before:
                yield f"{one.type} {one.name} {path}"


@pytest.mark.parametrize("made", FULLEST, ids=lambda made: made.__name__)
def test_every_weakened_constant_is_caught(made: Callable[[], MockEngine]) -> None:
    holes = [each for each in unseen(made) if not re.search(EXCEPTIONS, each)]
    assert holes == [], "write a rule, or say in this file why it is no weakening"


def test_what_is_excused_is_there() -> None:
    found = [each for made in FULLEST for each in unseen(made)]
    listed = (*NOT_WEAKER, *NO_SECURITY, *SECOND_LINE)
    assert [one for one in listed if not any(re.search(one, each) for each in found)] == []


@pytest.mark.parametrize(
    ("made", "at_least"), [(whole.platform, 1000), (whole.product, 900)], ids=["platform", "product"]
)
def test_there_is_much_to_weaken(made: Callable[[], MockEngine], at_least: int) -> None:
    assert sum(len(list(weakened(one.inputs))) for one in resources(made())) >= at_least
