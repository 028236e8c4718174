"""Lake Formation: settings, locations, tags, who may do what, and which cells a table shows."""

from local.providers.aws.row import Op, Put, Row

# What names the resource of a grant: Lake Formation tells of a grant by listing all.
GRANTED = {
    "Principal.DataLakePrincipalIdentifier": "{principal}",
    "Resource.Database.Name": "{database.name?}",
    "Resource.Table.DatabaseName": "{table.databaseName?}",
    "Resource.Table.Name": "{table.name?}",
    "Resource.TableWithColumns.DatabaseName": "{tableWithColumns.databaseName?}",
    "Resource.TableWithColumns.Name": "{tableWithColumns.name?}",
    "Resource.TableWithColumns.ColumnNames": "{tableWithColumns.columnNames?}",
    "Resource.DataLocation.ResourceArn": "{dataLocation.arn?}",
    "Resource.DataCellsFilter.TableName": "{dataCellsFilter.tableName?}",
    "Resource.DataCellsFilter.Name": "{dataCellsFilter.name?}",
    "Resource.LFTag.TagKey": "{lfTag.key?}",
    "Resource.LFTagPolicy.ResourceType": "{lfTagPolicy.resourceType?}",
}
GRANT = ",".join(f"{member}={template}" for member, template in GRANTED.items())
SETTINGS = ("CreateDatabaseDefaultPermissions", "CreateTableDefaultPermissions", "DataLakeAdmins", "ReadOnlyAdmins")
PRINCIPAL = "Principal.DataLakePrincipalIdentifier"

ROWS = (
    Row(
        type="aws:lakeformation/resource:Resource",
        service="lakeformation",
        key={"ResourceArn": "arn"},
        create=Op("RegisterResource"),
        read=(Op("DescribeResource", at="ResourceInfo"),),
        delete=(Op("DeregisterResource", only=()),),
        imports=None,
        renames={"arn": "ResourceArn"},
    ),
    Row(
        type="aws:lakeformation/lfTag:LfTag",
        service="lakeformation",
        key={"CatalogId": "catalogId", "TagKey": "key"},
        create=Op("CreateLFTag"),
        read=(Op("GetLFTag"),),
        update=(
            Put(
                Op("UpdateLFTag", only=("values",), renames={"values": "TagValuesToAdd"}),
                remove=Op("UpdateLFTag", only=("values",), renames={"values": "TagValuesToDelete"}),
            ),
        ),
        delete=(Op("DeleteLFTag", only=()),),
        id="{catalogId}:{key}",
        renames={"key": "TagKey", "values": "TagValues"},
        computed={"catalogId": "{account}"},
    ),
    Row(
        type="aws:lakeformation/dataLakeSettings:DataLakeSettings",
        service="lakeformation",
        key={"CatalogId": "{catalogId?}"},
        create=Op("PutDataLakeSettings", within="DataLakeSettings"),
        read=(Op("GetDataLakeSettings", at="DataLakeSettings"),),
        update=(Put(Op("PutDataLakeSettings", within="DataLakeSettings")),),
        delete=(
            Op("PutDataLakeSettings", only=(), send={f"DataLakeSettings.{name}": list[object]() for name in SETTINGS}),
        ),
        id="data-lake-settings",
        imports=None,
        renames={
            "admins": "DataLakeAdmins[].DataLakePrincipalIdentifier",
            "readOnlyAdmins": "ReadOnlyAdmins[].DataLakePrincipalIdentifier",
            "externalDataFilteringAllowLists": "ExternalDataFilteringAllowList[].DataLakePrincipalIdentifier",
            "createDatabaseDefaultPermissions.principal": PRINCIPAL,
            "createTableDefaultPermissions.principal": PRINCIPAL,
        },
    ),
    Row(
        type="aws:lakeformation/permissions:Permissions",
        service="lakeformation",
        key={"CatalogId": "{catalogId?}"},
        create=Op("GrantPermissions", within="Resource"),
        read=(Op("ListPermissions", at=f"PrincipalResourcePermissions[{GRANT}]"),),
        delete=(Op("RevokePermissions", within="Resource"),),
        id="{principal#-permissions}",
        imports=None,
        renames={
            "principal": PRINCIPAL,
            "catalogResource": "Resource.Catalog",
            "permissionsWithGrantOptions": "PermissionsWithGrantOption",
            **{
                name: f"Resource.{member}"
                for name, member in {
                    "dataCellsFilter": "DataCellsFilter",
                    "dataLocation": "DataLocation",
                    "database": "Database",
                    "lfTag": "LFTag",
                    "lfTagPolicy": "LFTagPolicy",
                    "table": "Table",
                    "tableWithColumns": "TableWithColumns",
                }.items()
            },
            "dataLocation.arn": "ResourceArn",
            "lfTag.key": "TagKey",
            "lfTag.values": "TagValues",
            "lfTagPolicy.expressions.key": "TagKey",
            "lfTagPolicy.expressions.values": "TagValues",
            "table.wildcard": "TableWildcard",
            "tableWithColumns.wildcard": "ColumnWildcard",
            "tableWithColumns.excludedColumnNames": "ColumnWildcard.ExcludedColumnNames",
        },
        codecs={"catalogResource": "catalog"},
        replace={"dataCellsFilter": "a grant never changes: the provider has no update of it"},
    ),
    Row(
        type="aws:lakeformation/lfTagExpression:LfTagExpression",
        service="lakeformation",
        key={"Name": "name", "CatalogId": "catalogId"},
        create=Op("CreateLFTagExpression"),
        read=(Op("GetLFTagExpression"),),
        update=(Put(Op("UpdateLFTagExpression"), reset={"description": ""}),),
        delete=(Op("DeleteLFTagExpression", only=()),),
        id="{name},{catalogId}",
        computed={"catalogId": "{account}"},
    ),
    Row(
        type="aws:lakeformation/dataCellsFilter:DataCellsFilter",
        service="lakeformation",
        key={
            "DatabaseName": "{tableData.databaseName}",
            "Name": "{tableData.name}",
            "TableCatalogId": "{tableData.tableCatalogId}",
            "TableName": "{tableData.tableName}",
        },
        create=Op("CreateDataCellsFilter"),
        read=(Op("GetDataCellsFilter", at="DataCellsFilter", renames={"tableData": "."}),),
        update=(Put(Op("UpdateDataCellsFilter")),),
        delete=(Op("DeleteDataCellsFilter", only=()),),
        id="{tableData.databaseName},{tableData.name},{tableData.tableCatalogId},{tableData.tableName}",
        fills=("tableData.versionId",),
        local={"timeouts": None},
    ),
)
