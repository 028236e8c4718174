"""Lineage: the actions, artifacts and contexts that a model came from. What they are about is theirs to say: no status
moves, and properties are added and taken away one by one."""

from local.cloud.store import families
from local.cloud.store.call import Answer, Call
from local.cloud.store.kinds import Kind, Statuses
from local.cloud.store.services.sagemaker.words import INVALID, Action, arn, missing

_ARTIFACT = arn("artifact/{hex:32}")


def _named(noun: str) -> Kind:
    return Kind(
        noun,
        arn=arn(f"{noun.lower()}/{{lower:name}}"),
        statuses=Statuses(),
        missing=missing(noun),
        taken=(INVALID, f"{noun} names must be unique within an AWS account and region."),
    )


KINDS = (
    _named("Action"),
    Kind("Artifact", key=("arn",), arn=_ARTIFACT, statuses=Statuses(), missing=missing("Artifact", "{arn}")),
    _named("Context"),
)


def updating(noun: str) -> Action:
    """The update of such a thing: properties that it does not name stay."""

    def update(call: Call) -> Answer:
        kind = call.kind(noun)
        found = call.the(kind)
        facts = call.facts(kind)
        gone = set(facts.pop("propertiestoremove", ()))
        properties = {**found.facts.get("properties", {}), **facts.pop("properties", {})}
        facts["properties"] = {name: value for name, value in properties.items() if name not in gone}
        return call.answer(families.change(call, found, facts))

    return update


ACTIONS: dict[str, Action] = {f"Update{kind.noun}": updating(kind.noun) for kind in KINDS}
