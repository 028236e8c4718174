"""CodePipeline: pipelines, actions of one's own, and webhooks that start a pipeline."""

from local.providers.aws.row import Name, Op, Put, Row, tags_by_arn

TAGS = tags_by_arn("resourceArn")
STORES = {"artifactStores": "pipeline"}
ARN = "arn:{partition}:codepipeline:{region}:{account}"
WEBHOOK = Op("PutWebhook", within="webhook", send={"webhook.authenticationConfiguration": {}})

ROWS = (
    Row(
        type="aws:codepipeline/pipeline:Pipeline",
        upstream="aws_codepipeline",
        service="codepipeline",
        key={"name": "name"},
        create=Op("CreatePipeline", within="pipeline", at="pipeline", renames=STORES),
        read=(
            Op("GetPipeline", at="pipeline", renames={"artifactStores": "."}),
            Op("GetPipeline", only=("arn",), at="metadata", renames={"arn": "pipelineArn"}),
        ),
        update=(Put(Op("UpdatePipeline", within="pipeline", renames=STORES)),),
        delete=(Op("DeletePipeline", only=()),),
        name=Name(longest=100),
        renames={
            "triggerAlls": "triggers",
            **{
                f"stages.actions.{part}": f"actionTypeId.{part}"
                for part in ("category", "owner", "provider", "version")
            },
        },
        codecs={"artifactStores": "artifact_stores"},
        defaults={
            "executionMode": "SUPERSEDED",
            "pipelineType": "V1",
        },
        fills=("stages.actions.runOrder",),
        computed={"arn": "arn:{partition}:codepipeline:{region}:{account}:{name}"},
        tags=TAGS,
    ),
    Row(
        type="aws:codepipeline/customActionType:CustomActionType",
        service="codepipeline",
        key={"category": "category", "provider": "providerName", "version": "version"},
        create=Op("CreateCustomActionType"),
        read=(
            Op(
                "ListActionTypes",
                at="actionTypes[id.category={category},id.provider={providerName},id.version={version}]",
                send={"actionOwnerFilter": "Custom"},
                renames={
                    "category": "id.category",
                    "owner": "id.owner",
                    "providerName": "id.provider",
                    "version": "id.version",
                    "configurationProperties": "actionConfigurationProperties",
                },
            ),
        ),
        delete=(Op("DeleteCustomActionType", only=()),),
        id="{category}/{providerName}/{version}",
        replace=dict.fromkeys(
            ("configurationProperties", "inputArtifactDetails", "outputArtifactDetails", "settings"),
            "AWS cannot change it in place",
        ),
        renames={"providerName": "provider"},
        computed={
            "arn": f"{ARN}:actiontype:Custom/{{category}}/{{providerName}}/{{version}}",
            "owner": "Custom",
        },
        tags=TAGS,
    ),
    Row(
        type="aws:codepipeline/webhook:Webhook",
        service="codepipeline",
        key={"name": "name"},
        create=Op("PutWebhook", within="webhook", at="webhook", send=WEBHOOK.send),
        read=(
            Op(
                "ListWebhooks",
                at="webhooks[arn={arn}]",
                renames={
                    name: f"definition.{name}"
                    for name in ("authentication", "authenticationConfiguration", "filters", "name", "targetAction")
                }
                | {"targetPipeline": "definition.targetPipeline"},
            ),
        ),
        update=(Put(WEBHOOK),),
        delete=(Op("DeleteWebhook", only=()),),
        id="{arn}",
        name=Name(longest=100),
        tags=TAGS,
    ),
)
