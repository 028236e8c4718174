"""CloudWatch: alarms, dashboards, metric streams, insight rules."""

from local.providers.aws.row import Name, Op, Put, Row, Tags

TAGS = Tags(
    list=Op("ListTagsForResource", only=(), at="Tags", send={"ResourceARN": "{arn}"}),
    add=Op("TagResource", only=(), send={"ResourceARN": "{arn}"}),
    remove=Op("UntagResource", only=(), send={"ResourceARN": "{arn}"}),
)

ROWS = (
    Row(
        type="aws:cloudwatch/metricAlarm:MetricAlarm",
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
)
