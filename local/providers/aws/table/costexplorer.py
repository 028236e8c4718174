"""Cost Explorer: monitors of anomalies, who hears of these, and the tags by which costs are told."""

from local.providers.aws.row import Name, Op, Put, Row, Tags

TAGS = Tags(
    list=Op("ListTagsForResource", only=(), at="ResourceTags", send={"ResourceArn": "{arn}"}),
    add=Op("TagResource", only=(), send={"ResourceArn": "{arn}"}),
    remove=Op("UntagResource", only=(), send={"ResourceArn": "{arn}"}),
    tags_in_add="ResourceTags",
    keys="ResourceTagKeys",
    create="ResourceTags",
)
UPDATED = ("frequency", "monitorArnLists", "subscribers", "thresholdExpression")
STATUS = "CostAllocationTagsStatus[0]"

ROWS = (
    Row(
        type="aws:costexplorer/anomalyMonitor:AnomalyMonitor",
        service="ce",
        key={"MonitorArn": "arn"},
        create=Op("CreateAnomalyMonitor", within="AnomalyMonitor"),
        read=(
            Op(
                "GetAnomalyMonitors",
                send={"MonitorArnList[0]": "{arn}"},
                at="AnomalyMonitors[MonitorArn={arn}]",
            ),
        ),
        update=(Put(Op("UpdateAnomalyMonitor")),),
        delete=(Op("DeleteAnomalyMonitor", only=()),),
        renames={"arn": "MonitorArn", "name": "MonitorName"},
        name=Name(longest=1024),
        json=("monitorSpecification",),
        tags=TAGS,
    ),
    Row(
        type="aws:costexplorer/anomalySubscription:AnomalySubscription",
        upstream_renames={"monitor_arn_list": "monitorArnLists"},
        service="ce",
        key={"SubscriptionArn": "arn"},
        create=Op("CreateAnomalySubscription", within="AnomalySubscription"),
        read=(
            Op(
                "GetAnomalySubscriptions",
                send={"SubscriptionArnList[0]": "{arn}"},
                at="AnomalySubscriptions[SubscriptionArn={arn}]",
            ),
        ),
        update=(Put(Op("UpdateAnomalySubscription", only=UPDATED)),),
        delete=(Op("DeleteAnomalySubscription", only=()),),
        renames={"arn": "SubscriptionArn", "name": "SubscriptionName"},
        name=Name(longest=1024),
        tags=TAGS,
    ),
    Row(
        type="aws:costexplorer/costAllocationTag:CostAllocationTag",
        service="ce",
        key={"TagKeys[0]": "tagKey"},
        create=Op("UpdateCostAllocationTagsStatus", within=STATUS),
        read=(Op("ListCostAllocationTags", at="CostAllocationTags[TagKey={tagKey}]"),),
        update=(Put(Op("UpdateCostAllocationTagsStatus", within=STATUS, send={f"{STATUS}.TagKey": "{tagKey}"})),),
        delete=(
            Op(
                "UpdateCostAllocationTagsStatus",
                only=(),
                send={f"{STATUS}.TagKey": "{tagKey}", f"{STATUS}.Status": "Inactive"},
            ),
        ),
    ),
)
