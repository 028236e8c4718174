"""Samples of Lake Formation."""

from tests.local.providers.aws.samples.sample import ACCOUNT, ROLE, Sample

EVERYBODY = {"principal": "IAM_ALLOWED_PRINCIPALS", "permissions": ["ALL"]}
LINES = {"databaseName": "curated", "tableName": "usage", "tableCatalogId": ACCOUNT}

SAMPLES: dict[str, Sample] = {
    "aws:lakeformation/resource:Resource": Sample(
        {"arn": "arn:aws:s3:::{aws:s3/bucket:Bucket}", "roleArn": ROLE, "hybridAccessEnabled": True},
        replaces={"arn": "arn:aws:s3:::other", "roleArn": ROLE + "2"},
    ),
    "aws:lakeformation/lfTag:LfTag": Sample(
        {"key": "sensitivity", "values": ["low", "high"]},
        updates={"values": ["high", "secret"]},
        replaces={"key": "other", "catalogId": "210987654321"},
    ),
    "aws:lakeformation/dataLakeSettings:DataLakeSettings": Sample(
        {"admins": [ROLE], "createDatabaseDefaultPermissions": [EVERYBODY], "trustedResourceOwners": [ACCOUNT]},
        updates={
            "admins": [ROLE, ROLE + "2"],
            "readOnlyAdmins": [ROLE + "3"],
            "createDatabaseDefaultPermissions": [{"principal": ROLE, "permissions": ["ALTER", "DROP"]}],
            "createTableDefaultPermissions": [EVERYBODY],
            "trustedResourceOwners": ["210987654321"],
            "allowExternalDataFiltering": True,
            "externalDataFilteringAllowLists": [ACCOUNT],
            "authorizedSessionTagValueLists": ["emr"],
        },
        replaces={"catalogId": "210987654321"},
        single=True,
        stays=True,
    ),
    "aws:lakeformation/permissions:Permissions": Sample(
        {
            "principal": ROLE,
            "permissions": ["SELECT"],
            "permissionsWithGrantOptions": ["SELECT"],
            "tableWithColumns": {
                "databaseName": "curated",
                "name": "usage",
                "columnNames": ["customer", "observed"],
            },
        },
        replaces={
            "principal": ROLE + "2",
            "permissions": ["DESCRIBE", "SELECT"],
            "permissionsWithGrantOptions": [],
            "tableWithColumns": {"databaseName": "curated", "name": "usage", "columnNames": ["customer"]},
            "catalogId": "210987654321",
        },
    ),
    "aws:lakeformation/lfTagExpression:LfTagExpression": Sample(
        {
            "name": "open",
            "description": "what all may see",
            "expressions": [{"tagKey": "sensitivity", "tagValues": ["low"]}],
        },
        updates={"description": "other", "expressions": [{"tagKey": "sensitivity", "tagValues": ["low", "middle"]}]},
        replaces={"name": "other", "catalogId": "210987654321"},
    ),
    "aws:lakeformation/dataCellsFilter:DataCellsFilter": Sample(
        {
            "tableData": {
                "name": "europe",
                **LINES,
                "columnNames": ["customer"],
                "rowFilter": {"filterExpression": "region = 'eu'"},
            }
        },
        updates={
            "tableData": {
                "name": "europe",
                **LINES,
                "columnNames": ["customer", "observed"],
                "rowFilter": {"filterExpression": "region = 'de'"},
            }
        },
    ),
}
