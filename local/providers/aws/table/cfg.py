"""Config: recorders, channels, rules, packs, aggregators."""

from local.providers.aws.row import Name, Op, Put, Row, tags_by_arn

TAGS = tags_by_arn("ResourceArn")

ROWS = (
    Row(
        type="aws:cfg/recorder:Recorder",
        service="config",
        key={"ConfigurationRecorderName": "name"},
        create=Op("PutConfigurationRecorder", within="ConfigurationRecorder"),
        read=(
            Op(
                "DescribeConfigurationRecorders",
                send={"ConfigurationRecorderNames[0]": "{name}"},
                at="ConfigurationRecorders[0]",
            ),
        ),
        update=(
            Put(
                Op(
                    "PutConfigurationRecorder",
                    within="ConfigurationRecorder",
                    send={"ConfigurationRecorder.name": "{name}"},
                )
            ),
        ),
        delete=(Op("DeleteConfigurationRecorder", only=()),),
        renames={"recordingMode.recordingModeOverride": "recordingModeOverrides"},
        fills=(
            "recordingGroup.exclusionByResourceTypes",
            "recordingGroup.recordingStrategies",
            "recordingGroup.resourceTypes",
        ),
        defaults={
            "name": "default",
            "recordingGroup.allSupported": True,
            "recordingMode.recordingFrequency": "CONTINUOUS",
        },
    ),
    Row(
        type="aws:cfg/recorderStatus:RecorderStatus",
        service="config",
        key={"ConfigurationRecorderName": "name"},
        create=Op("StartConfigurationRecorder"),
        read=(
            Op(
                "DescribeConfigurationRecorderStatus",
                only=("isEnabled", "name"),
                renames={"isEnabled": "recording", "name": "name"},
                send={"ConfigurationRecorderNames[0]": "{name}"},
                at="ConfigurationRecordersStatus[0]",
            ),
        ),
        update=(
            Put(
                Op("StartConfigurationRecorder", only=()),
                clear=Op("StopConfigurationRecorder", only=()),
                switch="isEnabled",
                initial=True,
            ),
        ),
        delete=(Op("StopConfigurationRecorder", only=()),),
        renames={"name": "ConfigurationRecorderName"},
    ),
    Row(
        type="aws:cfg/deliveryChannel:DeliveryChannel",
        service="config",
        key={"DeliveryChannelName": "name"},
        create=Op("PutDeliveryChannel", within="DeliveryChannel"),
        read=(Op("DescribeDeliveryChannels", send={"DeliveryChannelNames[0]": "{name}"}, at="DeliveryChannels[0]"),),
        update=(Put(Op("PutDeliveryChannel", within="DeliveryChannel", send={"DeliveryChannel.name": "{name}"})),),
        delete=(Op("DeleteDeliveryChannel", only=()),),
        renames={"snapshotDeliveryProperties": "configSnapshotDeliveryProperties"},
        defaults={"name": "default"},
    ),
    Row(
        type="aws:cfg/rule:Rule",
        upstream="aws_config_config_rule",
        service="config",
        key={"ConfigRuleName": "name"},
        create=Op("PutConfigRule", within="ConfigRule"),
        read=(Op("DescribeConfigRules", send={"ConfigRuleNames[0]": "{name}"}, at="ConfigRules[0]"),),
        update=(Put(Op("PutConfigRule", within="ConfigRule", send={"ConfigRule.ConfigRuleName": "{name}"})),),
        delete=(Op("DeleteConfigRule", only=()),),
        name=Name(longest=128),
        renames={"name": "ConfigRuleName", "arn": "ConfigRuleArn", "ruleId": "ConfigRuleId"},
        json=("inputParameters",),
        defaults={
            "source.customPolicyDetails.enableDebugLogDelivery": False,
            "source.sourceDetails.eventSource": "aws.config",
        },
        tags=TAGS,
    ),
    Row(
        type="aws:cfg/conformancePack:ConformancePack",
        service="config",
        key={"ConformancePackName": "name"},
        create=Op("PutConformancePack"),
        read=(
            Op(
                "DescribeConformancePacks",
                send={"ConformancePackNames[0]": "{name}"},
                at="ConformancePackDetails[0]",
            ),
        ),
        update=(Put(Op("PutConformancePack")),),
        delete=(Op("DeleteConformancePack", only=()),),
        name=Name(longest=51),
        renames={
            "name": "ConformancePackName",
            "arn": "ConformancePackArn",
            "inputParameters": "ConformancePackInputParameters",
        },
        hidden=("templateBody", "templateS3Uri"),
        needs=(("templateBody", "templateS3Uri"),),
    ),
    Row(
        type="aws:cfg/configurationAggregator:ConfigurationAggregator",
        service="config",
        key={"ConfigurationAggregatorName": "name"},
        create=Op("PutConfigurationAggregator", at="ConfigurationAggregator"),
        read=(
            Op(
                "DescribeConfigurationAggregators",
                send={"ConfigurationAggregatorNames[0]": "{name}"},
                at="ConfigurationAggregators[0]",
            ),
        ),
        update=(Put(Op("PutConfigurationAggregator")),),
        delete=(Op("DeleteConfigurationAggregator", only=()),),
        name=Name(longest=256),
        renames={
            "name": "ConfigurationAggregatorName",
            "arn": "ConfigurationAggregatorArn",
            "accountAggregationSource.allRegions": "AllAwsRegions",
            "accountAggregationSource.regions": "AwsRegions",
            "organizationAggregationSource.allRegions": "AllAwsRegions",
            "organizationAggregationSource.regions": "AwsRegions",
        },
        defaults={"accountAggregationSource.allRegions": False, "organizationAggregationSource.allRegions": False},
        tags=TAGS,
        needs=(("accountAggregationSource", "organizationAggregationSource"),),
        replace_when={"accountAggregationSource": "comes", "organizationAggregationSource": "comes"},
    ),
    Row(
        type="aws:cfg/aggregateAuthorization:AggregateAuthorization",
        service="config",
        key={"AuthorizedAccountId": "accountId", "AuthorizedAwsRegion": "authorizedAwsRegion"},
        create=Op("PutAggregationAuthorization", at="AggregationAuthorization"),
        read=(
            Op(
                "DescribeAggregationAuthorizations",
                at="AggregationAuthorizations[AuthorizedAccountId={accountId},AuthorizedAwsRegion={authorizedAwsRegion}]",
            ),
        ),
        delete=(Op("DeleteAggregationAuthorization", only=()),),
        id="{accountId}:{authorizedAwsRegion}",
        renames={"accountId": "AuthorizedAccountId", "arn": "AggregationAuthorizationArn"},
        tags=TAGS,
    ),
    Row(
        type="aws:cfg/remediationConfiguration:RemediationConfiguration",
        service="config",
        key={"ConfigRuleName": "configRuleName"},
        create=Op("PutRemediationConfigurations", within="RemediationConfigurations[0]"),
        read=(
            Op(
                "DescribeRemediationConfigurations",
                send={"ConfigRuleNames[0]": "{configRuleName}"},
                at="RemediationConfigurations[0]",
            ),
        ),
        update=(
            Put(
                Op(
                    "PutRemediationConfigurations",
                    within="RemediationConfigurations[0]",
                    send={"RemediationConfigurations[0].ConfigRuleName": "{configRuleName}"},
                )
            ),
        ),
        delete=(Op("DeleteRemediationConfiguration", only=()),),
        renames={
            "parameters.resourceValue": "ResourceValue.Value",
            "parameters.staticValue": "StaticValue.Values[0]",
            "parameters.staticValues": "StaticValue.Values",
        },
        fills=("parameters.staticValue", "parameters.staticValues"),
    ),
    Row(
        type="aws:cfg/retentionConfiguration:RetentionConfiguration",
        service="config",
        key={"RetentionConfigurationName": "name"},
        create=Op("PutRetentionConfiguration", at="RetentionConfiguration"),
        read=(Op("DescribeRetentionConfigurations", at="RetentionConfigurations[0]"),),
        update=(Put(Op("PutRetentionConfiguration")),),
        delete=(Op("DeleteRetentionConfiguration", only=()),),
    ),
)
