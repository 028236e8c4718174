"""ECR: what belongs to the registry; moto holds the repositories."""

from local.cloud.store import families
from local.cloud.store.call import Answer, Call
from local.cloud.store.kinds import Kind, Statuses

KINDS = (
    Kind(
        "PullThroughCacheRule", key=("ecrrepositoryprefix",), derived={"registryid": "{account}"}, statuses=Statuses()
    ),
    Kind("PullTimeUpdateExclusion", key=("principalarn",), arn="{principalarn}", statuses=Statuses()),
    Kind("RepositoryCreationTemplate", key=("prefix",), statuses=Statuses()),
    Kind("AccountSetting", key=("name",), replaces=True, statuses=Statuses()),
)


def update_template(call: Call) -> Answer:
    """UpdateRepositoryCreationTemplate: the tags it gives are all that are left."""
    kind = call.kind("RepositoryCreationTemplate")
    if "resourceTags" in call.params:
        call.objects.edit(call.the(kind)).tags.clear()
    return families.update(call, kind)


ACTIONS = {"UpdateRepositoryCreationTemplate": update_template}
