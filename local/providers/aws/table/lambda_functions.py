"""Lambda: functions, who may call them, what calls them, and layers."""

from local.providers.aws.row import Name, Op, Put, Row, Tags

CODE = ("s3Bucket", "s3Key", "s3ObjectVersion", "imageUri", "code", "sourceKmsKeyArn")
IN_CODE = {
    "code": "Code.ZipFile",
    "imageUri": "Code.ImageUri",
    "s3Bucket": "Code.S3Bucket",
    "s3Key": "Code.S3Key",
    "s3ObjectVersion": "Code.S3ObjectVersion",
    "sourceKmsKeyArn": "Code.SourceKMSKeyArn",
}
QUALIFIED = {"FunctionName": "functionName", "Qualifier": "{qualifier?}"}
RESET = {
    "deadLetterConfig": {},
    "description": "",
    "environment": {"variables": {}},
    "fileSystemConfig": {},
    "imageConfig": {},
    "kmsKeyArn": "",
    "layers": [],
    "snapStart": {"applyOn": "None"},
    "tracingConfig": {"mode": "PassThrough"},
    "vpcConfig": {"subnetIds": [], "securityGroupIds": []},
}
INVOKE = "arn:{partition}:apigateway:{region}:lambda:path"
CONFIGURED = (*CODE, "architectures", "publish", "packageType", "codeSigningConfigArn", "reservedConcurrentExecutions")


def code(member: str, properties: tuple[str, ...] = CODE) -> Op:
    """An operation that takes the code at its top."""
    return Op(member, only=(*properties, "architectures"), renames={name: IN_CODE[name][5:] for name in properties})


ROWS = (
    Row(
        type="aws:lambda/function:Function",
        service="lambda",
        key={"FunctionName": "name"},
        create=Op("CreateFunction", skip=("codeSha256",), renames=IN_CODE),
        read=(
            Op(
                "GetFunctionConfiguration",
                skip=("code", "imageUri", "publish", "layers"),
                renames={"lastModified": "LastModified"},
            ),
            Op("GetFunctionConfiguration", only=("layers",), renames={"layers": "Layers[].Arn"}),
            Op(
                "GetFunctionConcurrency",
                only=("reservedConcurrentExecutions",),
            ),
            Op("GetFunctionCodeSigningConfig", only=("codeSigningConfigArn",)),
        ),
        update=(
            Put(code("UpdateFunctionCode")),
            Put(
                Op("UpdateFunctionConfiguration", skip=CONFIGURED),
                reset=RESET,
            ),
            Put(
                Op("PutFunctionConcurrency", only=("reservedConcurrentExecutions",)),
                clear=Op("DeleteFunctionConcurrency", only=()),
                initial=-1,
            ),
            Put(
                Op("PutFunctionCodeSigningConfig", only=("codeSigningConfigArn",)),
                clear=Op("DeleteFunctionCodeSigningConfig", only=()),
            ),
            Put(Op("PublishVersion", only=("publishTo",)), follows="publish"),
        ),
        delete=(Op("DeleteFunction", only=()),),
        name=Name(longest=64),
        renames={
            "name": "FunctionName",
            "arn": "FunctionArn",
            "fileSystemConfig": "FileSystemConfigs",
            "imageConfig.entryPoints": "EntryPoint",
            "imageConfig.commands": "Command",
            "sourceCodeSize": "CodeSize",
        },
        codecs={"code": "archive", "snapStart": "snap_start"},
        fills=("snapStart.optimizationStatus",),
        upstream_renames={"function_name": "name", "filename": "code"},
        replace_when={"durableConfig": "comes_or_goes"},
        absent={"reservedConcurrentExecutions": -1},
        replace={"tenancyConfig": "the whole block replaces, and it has one field"},
        needs=(("handler", "imageUri"), ("runtime", "imageUri")),
        defaults={
            "memorySize": 128,
            "packageType": "Zip",
            "publish": False,
            "reservedConcurrentExecutions": -1,
            "timeout": 3,
        },
        local={
            "replaceSecurityGroupsOnDestroy": None,
            "replacementSecurityGroupIds": None,
            "skipDestroy": False,
            "sourceCodeHash": None,
            "useResourceTimeoutForPropagation": None,
        },
        computed={
            "invokeArn": f"{INVOKE}/2015-03-31/functions/{{arn}}/invocations",
            "qualifiedArn": "{arn}:{version}",
            "qualifiedInvokeArn": f"{INVOKE}/2015-03-31/functions/{{arn}}:{{version}}/invocations",
            "responseStreamingInvokeArn": f"{INVOKE}/2021-11-15/functions/{{arn}}/response-streaming-invocations",
        },
        tags=Tags(
            list=Op("ListTags", at="Tags", send={"Resource": "{arn}"}),
            add=Op("TagResource", only=(), send={"Resource": "{arn}"}),
            remove=Op("UntagResource", only=(), send={"Resource": "{arn}"}),
        ),
    ),
    Row(
        type="aws:lambda/alias:Alias",
        service="lambda",
        key={"FunctionName": "functionName", "Name": "name"},
        create=Op("CreateAlias"),
        read=(Op("GetAlias", skip=("functionName",)),),
        update=(Put(Op("UpdateAlias"), reset={"description": "", "routingConfig": {}}),),
        delete=(Op("DeleteAlias", only=()),),
        id="{arn}",
        imports=("{functionName}/{name}",),
        name=Name(longest=128),
        renames={"arn": "AliasArn"},
        computed={"invokeArn": f"{INVOKE}/2015-03-31/functions/{{arn}}/invocations"},
    ),
    Row(
        type="aws:lambda/permission:Permission",
        service="lambda",
        key={"FunctionName": "function", "StatementId": "statementId", "Qualifier": "{qualifier?}"},
        create=Op("AddPermission"),
        read=(
            Op(
                "GetPolicy",
                at="Policy.Statement[Sid={statementId}]",
                only=("action", "eventSourceToken", "principalOrgId", "sourceAccount", "sourceArn"),
                renames={
                    "action": "Action",
                    "eventSourceToken": "Condition.StringEquals.lambda:EventSourceToken",
                    "principalOrgId": "Condition.StringEquals.aws:PrincipalOrgID",
                    "sourceAccount": "Condition.StringEquals.AWS:SourceAccount",
                    "sourceArn": "Condition.ArnLike.AWS:SourceArn",
                },
            ),
        ),
        delete=(Op("RemovePermission", only=()),),
        id="{statementId}",
        imports=("{function}/{statementId}",),
        name=Name("statementId", longest=100),
        renames={"function": "FunctionName"},
        upstream_renames={"function_name": "function"},
        local={"statementIdPrefix": None},
    ),
    Row(
        type="aws:lambda/layerVersion:LayerVersion",
        service="lambda",
        key={"LayerName": "layerName", "VersionNumber": "version"},
        create=Op(
            "PublishLayerVersion",
            skip=("sourceCodeHash",),
            renames={
                k: f"Content.{v[5:]}"
                for k, v in IN_CODE.items()
                if k in ("code", "s3Bucket", "s3Key", "s3ObjectVersion")
            },
        ),
        read=(
            Op(
                "GetLayerVersion",
                skip=("layerName",),
                renames={"codeSha256": "Content.CodeSha256", "sourceCodeSize": "Content.CodeSize"},
            ),
        ),
        delete=(Op("DeleteLayerVersion", only=()),),
        id="{arn}",
        imports=("arn:{partition}:lambda:{region}:{account}:layer:{layerName}:{version}",),
        renames={"arn": "LayerVersionArn", "createdDate": "CreatedDate"},
        codecs={"code": "archive"},
        upstream_renames={"filename": "code"},
        local={"skipDestroy": False, "sourceCodeHash": None},
    ),
    Row(
        type="aws:lambda/eventSourceMapping:EventSourceMapping",
        service="lambda",
        key={"UUID": "uuid"},
        create=Op("CreateEventSourceMapping"),
        read=(Op("GetEventSourceMapping", renames={"functionName": "FunctionArn", "enabled": "State"}),),
        update=(Put(Op("UpdateEventSourceMapping")),),
        delete=(Op("DeleteEventSourceMapping", only=()),),
        renames={"arn": "EventSourceMappingArn", "stateTransitionReason": "StateTransitionReason"},
        either=("functionName",),
        codecs={"enabled": "is_active"},
        defaults={"enabled": True},
        local={"useResourceTimeoutForPropagation": None},
        tags=Tags(
            list=Op("ListTags", at="Tags", send={"Resource": "{arn}"}),
            add=Op("TagResource", only=(), send={"Resource": "{arn}"}),
            remove=Op("UntagResource", only=(), send={"Resource": "{arn}"}),
        ),
    ),
    Row(
        type="aws:lambda/functionUrl:FunctionUrl",
        service="lambda",
        key=QUALIFIED,
        create=Op("CreateFunctionUrlConfig"),
        read=(Op("GetFunctionUrlConfig"),),
        update=(Put(Op("UpdateFunctionUrlConfig"), reset={"cors": {}}),),
        delete=(Op("DeleteFunctionUrlConfig", only=()),),
        id="{functionName}/{qualifier?}",
        id_leaves_out="/",
        renames={"authorizationType": "AuthType"},
        defaults={"invokeMode": "BUFFERED"},
    ),
    Row(
        type="aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
        service="lambda",
        key=QUALIFIED,
        create=Op("PutFunctionEventInvokeConfig"),
        read=(Op("GetFunctionEventInvokeConfig"),),
        update=(Put(Op("PutFunctionEventInvokeConfig")),),
        delete=(Op("DeleteFunctionEventInvokeConfig", only=()),),
        id="{functionName}:{qualifier?}",
        id_leaves_out=":",
    ),
    Row(
        type="aws:lambda/codeSigningConfig:CodeSigningConfig",
        service="lambda",
        key={"CodeSigningConfigArn": "arn"},
        create=Op("CreateCodeSigningConfig", at="CodeSigningConfig"),
        read=(Op("GetCodeSigningConfig", at="CodeSigningConfig"),),
        update=(Put(Op("UpdateCodeSigningConfig"), reset={"description": ""}),),
        delete=(Op("DeleteCodeSigningConfig", only=()),),
        renames={
            "arn": "CodeSigningConfigArn",
            "configId": "CodeSigningConfigId",
            "policies": "CodeSigningPolicies",
        },
        tags=Tags(
            list=Op("ListTags", at="Tags", send={"Resource": "{arn}"}),
            add=Op("TagResource", only=(), send={"Resource": "{arn}"}),
            remove=Op("UntagResource", only=(), send={"Resource": "{arn}"}),
        ),
    ),
)
