"""Security Hub: the account's hub, and the standards that it checks."""

from local.providers.aws.row import Op, Put, Row

ROWS = (
    Row(
        type="aws:securityhub/account:Account",
        service="securityhub",
        key={},
        create=Op("EnableSecurityHub"),
        read=(Op("DescribeHub"),),
        update=(Put(Op("UpdateSecurityHubConfiguration")),),
        delete=(Op("DisableSecurityHub"),),
        id="{account}",
        renames={"arn": "HubArn"},
        defaults={"autoEnableControls": True, "enableDefaultStandards": True},
        hidden=("enableDefaultStandards",),
        missing=("InvalidAccessException",),
    ),
    Row(
        type="aws:securityhub/standardsSubscription:StandardsSubscription",
        service="securityhub",
        key={"StandardsSubscriptionArns[0]": "arn"},
        create=Op(
            "BatchEnableStandards",
            within="StandardsSubscriptionRequests[0]",
            at="StandardsSubscriptions[0]",
        ),
        read=(Op("GetEnabledStandards", at="StandardsSubscriptions[StandardsSubscriptionArn={arn}]"),),
        delete=(Op("BatchDisableStandards", only=()),),
        renames={"arn": "StandardsSubscriptionArn"},
        missing=("InvalidAccessException",),
    ),
)
