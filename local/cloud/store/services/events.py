"""EventBridge: global endpoints; moto keeps the rest."""

from local.cloud.store.kinds import Kind, Statuses

KINDS = (
    Kind(
        "Endpoint",
        key=("name",),
        arn="arn:{partition}:events:{region}:{account}:endpoint/{name}",
        derived={
            "endpointid": "{hex:10}.veo",
            "endpointurl": "https://{endpointid}.endpoint.events.amazonaws.com/",
        },
        defaults={"replicationconfig": {"State": "ENABLED"}},
        status="state",
        statuses=Statuses(creating="CREATING", ready="ACTIVE", updating="UPDATING", deleting="DELETING"),
    ),
)
