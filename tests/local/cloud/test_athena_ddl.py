"""Databases that Athena's queries make and drop: they are Glue's."""

import pytest
from botocore.exceptions import ClientError


@pytest.fixture
def run(aws):
    def run(query):
        """The state that a query ends in, and why it failed."""
        athena = aws("athena")
        where = {"OutputLocation": "s3://results/"}
        id_ = athena.start_query_execution(QueryString=query, ResultConfiguration=where)["QueryExecutionId"]
        states = [athena.get_query_execution(QueryExecutionId=id_)["QueryExecution"]["Status"] for _ in range(3)]
        if states[-1]["State"] == "FAILED":
            with pytest.raises(ClientError, match="Final query state: FAILED"):
                athena.get_query_results(QueryExecutionId=id_)
        return states[-1]["State"], states[-1].get("StateChangeReason", "")

    return run


def test_a_database_made_by_a_query_is_in_the_catalogue(aws, run):
    made = run("create database `curated` comment 'the bank\\'s' WITH DBPROPERTIES( 'owner' = 'ml' , 'tier' = '1' );")
    assert made == ("SUCCEEDED", "")
    database = aws("glue").get_database(Name="curated")["Database"]
    assert (database["Description"], database["Parameters"]) == ("the bank's", {"owner": "ml", "tier": "1"})
    told = {"Name": "curated", "Description": "the bank's", "Parameters": {"owner": "ml", "tier": "1"}}
    assert aws("athena").get_database(CatalogName="AwsDataCatalog", DatabaseName="curated")["Database"] == told
    assert aws("athena").list_databases(CatalogName="AwsDataCatalog")["DatabaseList"] == [told]

    assert run("CREATE DATABASE curated")[0] == "FAILED"
    assert run("CREATE SCHEMA IF NOT EXISTS curated")[0] == "SUCCEEDED"
    assert run("drop database `curated`;") == ("SUCCEEDED", "")
    assert aws("athena").list_databases(CatalogName="AwsDataCatalog")["DatabaseList"] == []


def test_a_database_with_tables_is_dropped_with_all_it_has_or_not_at_all(aws, run):
    aws("glue").create_database(DatabaseInput={"Name": "full"})
    aws("glue").create_table(DatabaseName="full", TableInput={"Name": "usage"})
    state, reason = run("drop database `full`;")
    assert (state, "not empty" in reason) == ("FAILED", True)
    assert aws("glue").get_database(Name="full")["Database"]["Name"] == "full"
    assert run("drop database `full` cascade;") == ("SUCCEEDED", "")
    assert run("drop database `full`;")[1].endswith("Database does not exist: full")
    assert run("drop database if exists `full`;")[0] == "SUCCEEDED"
