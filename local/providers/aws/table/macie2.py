"""Macie: whether it looks into the account's buckets."""

from local.providers.aws.row import Op, Put, Row

ROWS = (
    Row(
        type="aws:macie2/account:Account",
        service="macie2",
        key={},
        create=Op("EnableMacie"),
        read=(Op("GetMacieSession"),),
        update=(Put(Op("UpdateMacieSession")),),
        delete=(Op("DisableMacie"),),
        id="{account}",
    ),
)
