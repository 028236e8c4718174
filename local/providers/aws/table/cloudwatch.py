"""CloudWatch: alarms, dashboards, metric streams, insight rules."""

from local.providers.aws.row import Name, Op, Put, Row, Tags, tags_by_arn

TAGS = tags_by_arn("ResourceARN")

ROWS = (
    Row(
        type="aws:cloudwatch/metricAlarm:MetricAlarm",
        upstream_renames={"alarm_name": "name"},
        service="cloudwatch",
        key={"AlarmName": "name"},
        create=Op("PutMetricAlarm"),
        read=(Op("DescribeAlarms", send={"AlarmNames[0]": "{name}"}, at="MetricAlarms[0]"),),
        update=(Put(Op("PutMetricAlarm")),),
        delete=(Op("DeleteAlarms", only=(), send={"AlarmNames[0]": "{name}"}),),
        name=Name(),
        renames={
            "name": "AlarmName",
            "arn": "AlarmArn",
            "metricQueries": "Metrics",
            "metricQueries.metric": "MetricStat",
            "metricQueries.metric.metricName": "Metric.MetricName",
            "metricQueries.metric.namespace": "Metric.Namespace",
            "metricQueries.metric.dimensions": "Metric.Dimensions",
        },
        defaults={"actionsEnabled": True, "treatMissingData": "missing"},
        tags=TAGS,
    ),
    Row(
        type="aws:cloudwatch/dashboard:Dashboard",
        service="cloudwatch",
        key={"DashboardName": "dashboardName"},
        create=Op("PutDashboard"),
        read=(Op("GetDashboard"),),
        update=(Put(Op("PutDashboard")),),
        delete=(Op("DeleteDashboards", only=(), send={"DashboardNames[0]": "{dashboardName}"}),),
        json=("dashboardBody",),
    ),
    Row(
        type="aws:cloudwatch/compositeAlarm:CompositeAlarm",
        service="cloudwatch",
        key={"AlarmName": "alarmName"},
        create=Op("PutCompositeAlarm"),
        read=(
            Op(
                "DescribeAlarms",
                send={"AlarmNames[0]": "{alarmName}", "AlarmTypes[0]": "CompositeAlarm"},
                at="CompositeAlarms[0]",
            ),
        ),
        update=(Put(Op("PutCompositeAlarm")),),
        delete=(Op("DeleteAlarms", only=(), send={"AlarmNames[0]": "{alarmName}"}),),
        renames={
            "arn": "AlarmArn",
            "actionsSuppressor": ".",
            "actionsSuppressor.alarm": "ActionsSuppressor",
            "actionsSuppressor.extensionPeriod": "ActionsSuppressorExtensionPeriod",
            "actionsSuppressor.waitPeriod": "ActionsSuppressorWaitPeriod",
        },
        defaults={"actionsEnabled": True},
        tags=TAGS,
    ),
    Row(
        type="aws:cloudwatch/metricStream:MetricStream",
        service="cloudwatch",
        key={"Name": "name"},
        create=Op("PutMetricStream"),
        read=(Op("GetMetricStream"),),
        update=(Put(Op("PutMetricStream")),),
        delete=(Op("DeleteMetricStream", only=()),),
        name=Name(),
        local={"namePrefix": None},
        tags=TAGS,
    ),
    Row(
        type="aws:cloudwatch/contributorInsightRule:ContributorInsightRule",
        service="cloudwatch",
        key={"RuleName": "ruleName"},
        create=Op("PutInsightRule"),
        read=(
            Op(
                "DescribeInsightRules",
                at="InsightRules[Name={ruleName}]",
                renames={"ruleName": "Name", "ruleDefinition": "Definition", "ruleState": "State"},
            ),
        ),
        update=(Put(Op("PutInsightRule")),),
        delete=(Op("DeleteInsightRules", only=(), send={"RuleNames[0]": "{ruleName}"}),),
        json=("ruleDefinition",),
        computed={"resourceArn": "arn:{partition}:cloudwatch:{region}:{account}:insight-rule/{ruleName}"},
        tags=Tags(
            list=Op("ListTagsForResource", only=(), at="Tags", send={"ResourceARN": "{resourceArn}"}),
            add=Op("TagResource", only=(), send={"ResourceARN": "{resourceArn}"}),
            remove=Op("UntagResource", only=(), send={"ResourceARN": "{resourceArn}"}),
        ),
    ),
)
