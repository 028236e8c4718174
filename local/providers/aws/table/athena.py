"""Athena: work groups, catalogues, saved and prepared queries."""

from local.providers.aws.row import Name, Op, Put, Row, tags_by_arn

TAGS = tags_by_arn("ResourceARN")
RESULTS = "configuration.resultConfiguration"

ROWS = (
    Row(
        type="aws:athena/workgroup:Workgroup",
        service="athena",
        key={"WorkGroup": "name"},
        create=Op("CreateWorkGroup", renames={"name": "Name"}),
        read=(Op("GetWorkGroup", at="WorkGroup"),),
        update=(
            Put(
                Op(
                    "UpdateWorkGroup",
                    renames={
                        "configuration": "ConfigurationUpdates",
                        RESULTS: "ResultConfigurationUpdates",
                        "configuration.managedQueryResultsConfiguration": "ManagedQueryResultsConfigurationUpdates",
                    },
                )
            ),
        ),
        delete=(Op("DeleteWorkGroup", only=(), send={"RecursiveDeleteOption": "{forceDestroy}"}),),
        name=Name(longest=128),
        renames={f"{RESULTS}.encryptionConfiguration.kmsKeyArn": "KmsKey"},
        defaults={
            "state": "ENABLED",
            "configuration.enforceWorkgroupConfiguration": True,
            "configuration.engineVersion.selectedEngineVersion": "AUTO",
            "configuration.publishCloudwatchMetricsEnabled": True,
            "configuration.requesterPaysEnabled": False,
        },
        fills=("configuration.enableMinimumEncryptionConfiguration", "configuration.engineVersion"),
        local={"forceDestroy": False},
        computed={"arn": "arn:{partition}:athena:{region}:{account}:workgroup/{name}"},
        tags=TAGS,
    ),
    Row(
        type="aws:athena/namedQuery:NamedQuery",
        service="athena",
        key={"NamedQueryId": "namedQueryId"},
        create=Op("CreateNamedQuery"),
        read=(Op("GetNamedQuery", at="NamedQuery"),),
        delete=(Op("DeleteNamedQuery", only=()),),
        name=Name(longest=128),
        renames={"namedQueryId": "NamedQueryId", "query": "QueryString"},
        defaults={"workgroup": "primary"},
    ),
    Row(
        type="aws:athena/dataCatalog:DataCatalog",
        service="athena",
        key={"Name": "name"},
        create=Op("CreateDataCatalog", at="DataCatalog"),
        read=(Op("GetDataCatalog", at="DataCatalog"),),
        update=(Put(Op("UpdateDataCatalog")),),
        delete=(Op("DeleteDataCatalog", only=()),),
        name=Name(longest=256),
        computed={"arn": "arn:{partition}:athena:{region}:{account}:datacatalog/{name}"},
        tags=TAGS,
    ),
    Row(
        type="aws:athena/preparedStatement:PreparedStatement",
        service="athena",
        key={"WorkGroup": "workgroup", "StatementName": "name"},
        create=Op("CreatePreparedStatement"),
        read=(Op("GetPreparedStatement", at="PreparedStatement", renames={"workgroup": "WorkGroupName"}),),
        update=(Put(Op("UpdatePreparedStatement")),),
        delete=(Op("DeletePreparedStatement", only=()),),
        id="{workgroup}/{name}",
        name=Name(longest=256),
        renames={"name": "StatementName"},
    ),
    Row(
        type="aws:athena/capacityReservation:CapacityReservation",
        service="athena",
        key={"Name": "name"},
        create=Op("CreateCapacityReservation"),
        read=(Op("GetCapacityReservation", at="CapacityReservation"),),
        update=(Put(Op("UpdateCapacityReservation")),),
        delete=(Op("CancelCapacityReservation", only=()), Op("DeleteCapacityReservation", only=())),
        name=Name(longest=128),
        local={"timeouts": None},
        computed={"arn": "arn:{partition}:athena:{region}:{account}:capacity-reservation/{name}"},
        tags=TAGS,
    ),
    Row(
        type="aws:athena/database:Database",
        service="athena",
        key={"DatabaseName": "name"},
        create=Op(
            "StartQueryExecution",
            only=(
                "name",
                "execution",
                "aclConfiguration",
                "encryptionConfiguration",
                "expectedBucketOwner",
                "workgroup",
            ),
            renames={"name": "QueryString"},
            within="ResultConfiguration",
            send={"ResultConfiguration.OutputLocation": "s3://{bucket?}"},
        ),
        confirm=Op("GetQueryResults", only=(), send={"QueryExecutionId": "{execution}"}),
        read=(
            Op(
                "GetDatabase",
                only=("name", "comment", "properties"),
                at="Database",
                send={"CatalogName": "AwsDataCatalog"},
                renames={"comment": "Description", "properties": "Parameters"},
            ),
        ),
        renames={"execution": "QueryExecutionId", "workgroup": "WorkGroup"},
        codecs={"name": "create_database"},
        local={"bucket": None, "comment": None, "forceDestroy": False, "properties": None},
        missing=("MetadataException",),
        before_delete="drop_database",
    ),
)
