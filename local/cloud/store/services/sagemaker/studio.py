"""Studio: domains, their user profiles and spaces, the apps that run in them, and what these are configured with."""

from local.cloud.store.call import Answer, Call
from local.cloud.store.kinds import Kind, Parent, Statuses
from local.cloud.store.services.sagemaker.words import IN_USE, Action, arn, missing, taken
from local.cloud.store.templates import fill

_LIVE = Statuses("Pending", "InService", "Updating", "Deleting", "Failed")
_HAS = "Unable to delete {what} because {child} are associated with it."


def _parent(noun: str, child: str, key: dict[str, str], *, optional: bool = False) -> Parent:
    named = "/".join(f"{{{own}}}" for own in key)
    return Parent(
        noun,
        key,
        in_use=(IN_USE, f"Unable to delete {noun} [{named}] because {child}(s) are associated with it."),
        optional=optional,
    )


_DOMAIN = {"domainid": "id"}
KINDS = (
    Kind(
        "Domain",
        key=("id",),
        renames={"settingsforupdate": "settings"},
        ids={"id": "d-{lower:12}"},
        arn=arn("domain/{id}"),
        status="status",
        statuses=_LIVE,
        defaults={"appnetworkaccesstype": "PublicInternetOnly", "tagpropagation": "DISABLED"},
        derived={
            "url": "https://{id}.studio.{region}.sagemaker.aws",
            "homeefsfilesystemid": "fs-{hex:17}",
        },
        unique=("name",),
        missing=missing("Domain", "{id}"),
        taken=taken("Domain"),
    ),
    Kind(
        "UserProfile",
        key=("domainid", "name"),
        arn=arn("user-profile/{domainid}/{name}"),
        status="status",
        statuses=_LIVE,
        parents=(_parent("Domain", "UserProfile", _DOMAIN),),
        derived={"homeefsfilesystemuid": "2{digits:5}"},
        missing=missing("UserProfile", "{domainid}/{name}"),
        taken=taken("UserProfile", "{domainid}/{name}"),
    ),
    Kind(
        "Space",
        key=("domainid", "name"),
        arn=arn("space/{domainid}/{name}"),
        status="status",
        statuses=_LIVE,
        parents=(_parent("Domain", "Space", _DOMAIN),),
        derived={
            "homeefsfilesystemuid": "2{digits:5}",
            "url": "https://{domainid}.studio.{region}.sagemaker.aws/{name}",
        },
        missing=missing("Space", "{domainid}/{name}"),
        taken=taken("Space", "{domainid}/{name}"),
    ),
    Kind(
        "App",
        key=("domainid", "userprofilename", "spacename", "type", "name"),
        arn=arn("app/{domainid}/{userprofilename}{spacename}/{lower:type}/{name}"),
        status="status",
        statuses=_LIVE,
        parents=(
            _parent("Domain", "App", _DOMAIN),
            _parent("UserProfile", "App", {"domainid": "domainid", "userprofilename": "name"}, optional=True),
            _parent("Space", "App", {"domainid": "domainid", "spacename": "name"}, optional=True),
        ),
        missing=missing("App", "{domainid}/{userprofilename}{spacename}/{type}/{name}"),
        taken=taken("App", "{domainid}/{userprofilename}{spacename}/{type}/{name}"),
    ),
    Kind(
        "StudioLifecycleConfig",
        arn=arn("studio-lifecycle-config/{name}"),
        missing=missing("StudioLifecycleConfig"),
        taken=taken("StudioLifecycleConfig"),
    ),
    Kind(
        "AppImageConfig",
        arn=arn("app-image-config/{lower:name}"),
        missing=missing("AppImageConfig"),
        taken=taken("AppImageConfig"),
    ),
)


def create_presigned_domain_url(call: Call) -> Answer:
    """CreatePresignedDomainUrl."""
    profile = call.the(
        call.kind("UserProfile"), {"domainid": call.params["DomainId"], "name": call.params["UserProfileName"]}
    )
    domain = call.the(call.kind("Domain"), {"id": profile.facts["domainid"]})
    return {"AuthorizedUrl": fill(f"{domain.facts['url']}/auth?token={{letters:64}}", {})}


ACTIONS: dict[str, Action] = {"CreatePresignedDomainUrl": create_presigned_domain_url}
