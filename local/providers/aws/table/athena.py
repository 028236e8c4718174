"""Athena: work groups, catalogues, saved and prepared queries."""

from local.providers.aws.row import Name, Op, Put, Row, Tags

TAGS = Tags(
    list=Op("ListTagsForResource", only=(), at="Tags", send={"ResourceARN": "{arn}"}),
    add=Op("TagResource", only=(), send={"ResourceARN": "{arn}"}),
    remove=Op("UntagResource", only=(), send={"ResourceARN": "{arn}"}),
)
RESULTS = "configuration.resultConfiguration"

ROWS = (
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
)
