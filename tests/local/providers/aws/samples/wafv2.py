"""Samples of WAF v2."""

from tests.local.providers.aws.samples.sample import ACCOUNT, OTHER_TAGS, TAGS, Sample

ACL = "{aws:wafv2/webAcl:WebAcl.arn}"
SETS = {"scope": "REGIONAL", "description": "who may call", "tags": TAGS}
METRIC = {"cloudwatchMetricsEnabled": True, "metricName": "churn", "sampledRequestsEnabled": True}
RULE = {
    "name": "known-bad",
    "priority": 1,
    "overrideAction": {"none": {}},
    "statement": {
        "managedRuleGroupStatement": {"name": "AWSManagedRulesKnownBadInputsRuleSet", "vendorName": "AWS"},
    },
    "visibilityConfig": METRIC,
}
LIMIT = {
    "name": "limit",
    "priority": 2,
    "action": {"block": {}},
    "statement": {"rateBasedStatement": {"limit": 500, "aggregateKeyType": "IP"}},
    "visibilityConfig": METRIC,
}
BODY = {"key": "busy", "content": "busy", "contentType": "TEXT_PLAIN"}

SAMPLES: dict[str, Sample] = {
    "aws:wafv2/ipSet:IpSet": Sample(
        {**SETS, "ipAddressVersion": "IPV4", "addresses": ["10.0.0.0/16"]},
        updates={"addresses": ["10.0.0.0/16", "10.1.0.0/16"], "description": "other", "tags": OTHER_TAGS},
        replaces={"name": "other", "scope": "CLOUDFRONT", "ipAddressVersion": "IPV6"},
        import_id="{id}/{name}/{scope}",
    ),
    "aws:wafv2/regexPatternSet:RegexPatternSet": Sample(
        {**SETS, "regularExpressions": [{"regexString": "^a"}]},
        updates={"regularExpressions": [{"regexString": "^b"}], "description": "other", "tags": OTHER_TAGS},
        replaces={"name": "other", "scope": "CLOUDFRONT"},
        import_id="{id}/{name}/{scope}",
    ),
    "aws:wafv2/ruleGroup:RuleGroup": Sample(
        {**SETS, "capacity": 10, "visibilityConfig": METRIC, "rules": [LIMIT]},
        updates={
            "rules": [{**LIMIT, "action": {"count": {}}}],
            "customResponseBodies": [BODY],
            "visibilityConfig": {**METRIC, "sampledRequestsEnabled": False},
            "tags": OTHER_TAGS,
        },
        replaces={"name": "other", "scope": "CLOUDFRONT", "capacity": 20},
        import_id="{id}/{name}/{scope}",
    ),
    "aws:wafv2/webAcl:WebAcl": Sample(
        {**SETS, "defaultAction": {"allow": {}}, "visibilityConfig": METRIC, "rules": [RULE]},
        updates={
            "defaultAction": {"block": {}},
            "rules": [RULE, LIMIT],
            "visibilityConfig": {**METRIC, "metricName": "other"},
            "tags": OTHER_TAGS,
        },
        replaces={"name": "other", "scope": "CLOUDFRONT"},
        import_id="{id}/{name}/{scope}",
    ),
    "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": Sample(
        {"resourceArn": ACL, "logDestinationConfigs": ["arn:aws:s3:::aws-waf-logs-churn"]},
        updates={"redactedFields": [{"singleHeader": {"name": "authorization"}}]},
        replaces={"resourceArn": "other", "logDestinationConfigs": ["arn:aws:s3:::aws-waf-logs-other"]},
    ),
    "aws:wafv2/webAclAssociation:WebAclAssociation": Sample(
        {
            "webAclArn": "{aws:wafv2/webAcl:WebAcl.arn}",
            "resourceArn": f"arn:aws:elasticloadbalancing:eu-west-1:{ACCOUNT}:loadbalancer/app/mlflow/0123456789abcdef",
        },
        replaces={
            "resourceArn": f"arn:aws:elasticloadbalancing:eu-west-1:{ACCOUNT}:loadbalancer/app/studio/0123456789abcdef",
            "webAclArn": f"arn:aws:wafv2:eu-west-1:{ACCOUNT}:regional/webacl/other/0",
        },
    ),
}
