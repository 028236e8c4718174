"""Samples of API Gateway v2."""

import json

from tests.local.providers.aws.samples.sample import ACCOUNT, OTHER_TAGS, TAGS, Sample

API = "{aws:apigatewayv2/api:Api}"
ROUTE = "{aws:apigatewayv2/route:Route}"
INTEGRATION = "{aws:apigatewayv2/integration:Integration}"
DOMAIN = "{aws:apigatewayv2/domainName:DomainName}"
CERTIFICATE = f"arn:aws:acm:eu-west-1:{ACCOUNT}:certificate/0b7e2c1e-0000-4000-8000-000000000000"
DOMAIN_CONFIGURATION = {"certificateArn": CERTIFICATE, "endpointType": "REGIONAL", "securityPolicy": "TLS_1_2"}
LOGS = f"arn:aws:logs:eu-west-1:{ACCOUNT}:log-group:/mlops/api"

SAMPLES: dict[str, Sample] = {
    "aws:apigatewayv2/api:Api": Sample(
        {"protocolType": "HTTP", "description": "predictions", "tags": TAGS},
        updates={
            "name": "other",
            "description": "other",
            "version": "2",
            "disableExecuteApiEndpoint": True,
            "corsConfiguration": {"allowOrigins": ["https://churn.example.com"], "maxAge": 60},
            "tags": OTHER_TAGS,
        },
        replaces={"protocolType": "WEBSOCKET", "routeKey": "GET /", "target": "https://example.com"},
    ),
    "aws:apigatewayv2/authorizer:Authorizer": Sample(
        {
            "apiId": API,
            "authorizerType": "JWT",
            "identitySources": ["$request.header.Authorization"],
            "jwtConfiguration": {"audiences": ["churn"], "issuer": "https://login.example.com"},
        },
        updates={
            "name": "other",
            "jwtConfiguration": {"audiences": ["churn", "other"], "issuer": "https://login.example.com"},
        },
        replaces={"apiId": "other"},
        import_id="{apiId}/{id}",
    ),
    "aws:apigatewayv2/deployment:Deployment": Sample(
        {"apiId": API, "description": "first"},
        updates={"description": "second"},
        replaces={"apiId": "other"},
        import_id="{apiId}/{id}",
    ),
    "aws:apigatewayv2/integration:Integration": Sample(
        {
            "apiId": API,
            "integrationType": "HTTP_PROXY",
            "integrationMethod": "POST",
            "integrationUri": "https://runtime.example.com",
            "payloadFormatVersion": "1.0",
            "timeoutMilliseconds": 5000,
        },
        updates={
            "integrationMethod": "GET",
            "integrationUri": "https://other.example.com",
            "description": "other",
            "timeoutMilliseconds": 6000,
            "requestParameters": {"append:header.x": "y"},
            "responseParameters": [{"statusCode": "403", "mappings": {"append:header.x": "y"}}],
        },
        replaces={"apiId": "other", "integrationType": "MOCK"},
        import_id="{apiId}/{id}",
    ),
    "aws:apigatewayv2/integrationResponse:IntegrationResponse": Sample(
        {"apiId": API, "integrationId": INTEGRATION, "integrationResponseKey": "/200/"},
        updates={"integrationResponseKey": "/201/", "responseTemplates": {"application/json": "{}"}},
        replaces={"apiId": "other", "integrationId": "other"},
        import_id="{apiId}/{integrationId}/{id}",
        not_replaced="another integration would need another API",
    ),
    "aws:apigatewayv2/model:Model": Sample(
        {"apiId": API, "name": "record", "contentType": "application/json", "schema": json.dumps({"type": "object"})},
        updates={"schema": json.dumps({"type": "array"}), "description": "other", "name": "other"},
        replaces={"apiId": "other"},
        import_id="{apiId}/{id}",
    ),
    "aws:apigatewayv2/route:Route": Sample(
        {"apiId": API, "routeKey": "POST /predict"},
        updates={"routeKey": "GET /predict", "authorizationType": "AWS_IAM", "target": f"integrations/{INTEGRATION}"},
        replaces={"apiId": "other"},
        import_id="{apiId}/{id}",
    ),
    "aws:apigatewayv2/routeResponse:RouteResponse": Sample(
        {"apiId": API, "routeId": ROUTE, "routeResponseKey": "$default"},
        updates={"responseModels": {"application/json": "record"}},
        replaces={"apiId": "other", "routeId": "other"},
        import_id="{apiId}/{routeId}/{id}",
        not_replaced="another route would need another API",
    ),
    "aws:apigatewayv2/stage:Stage": Sample(
        {"apiId": API, "name": "live", "autoDeploy": True, "stageVariables": {"a": "b"}, "tags": TAGS},
        updates={
            "description": "other",
            "autoDeploy": False,
            "stageVariables": {"a": "c"},
            "accessLogSettings": {"destinationArn": LOGS, "format": "$context.requestId"},
            "defaultRouteSettings": {"detailedMetricsEnabled": True, "throttlingBurstLimit": 10},
            "routeSettings": [{"routeKey": "POST /predict", "throttlingBurstLimit": 5}],
            "tags": OTHER_TAGS,
        },
        replaces={"apiId": "other", "name": "other"},
        import_id="{apiId}/{id}",
    ),
    "aws:apigatewayv2/vpcLink:VpcLink": Sample(
        {
            "securityGroupIds": ["{aws:ec2/securityGroup:SecurityGroup}"],
            "subnetIds": ["{aws:ec2/subnet:Subnet}"],
            "tags": TAGS,
        },
        updates={"name": "other", "tags": OTHER_TAGS},
        replaces={"securityGroupIds": [], "subnetIds": ["subnet-0"]},
    ),
    "aws:apigatewayv2/domainName:DomainName": Sample(
        {"domainName": "api.example.com", "domainNameConfiguration": DOMAIN_CONFIGURATION, "tags": TAGS},
        updates={
            "mutualTlsAuthentication": {"truststoreUri": "s3://trust/store.pem"},
            "tags": OTHER_TAGS,
        },
        replaces={"domainName": "other.example.com"},
    ),
    "aws:apigatewayv2/apiMapping:ApiMapping": Sample(
        {"apiId": API, "domainName": DOMAIN, "stage": "{aws:apigatewayv2/stage:Stage}"},
        updates={"apiMappingKey": "v1"},
        replaces={"apiId": "other", "domainName": "other"},
        import_id="{id}/{domainName}",
    ),
}
