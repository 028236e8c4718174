"""Delta: write a table, append to it, merge into it, travel back in time; several writers at once."""

import json
import sys
from concurrent.futures import ThreadPoolExecutor

import pyarrow as pa
from deltalake import DeltaTable, QueryBuilder, write_deltalake

uri = sys.argv[1]
options = {"allow_http": "true"}


def rows(start: int, count: int) -> pa.Table:
    ids = list(range(start, start + count))
    return pa.table({"id": pa.array(ids, pa.int64()), "charge": pa.array([i / 2 for i in ids], pa.float64())})


write_deltalake(uri, rows(0, 100), storage_options=options)
write_deltalake(uri, rows(100, 50), mode="append", storage_options=options)
table = DeltaTable(uri, storage_options=options)
(
    table.merge(rows(140, 20), "t.id = s.id", source_alias="s", target_alias="t")
    .when_matched_update_all()
    .when_not_matched_insert_all()
    .execute()
)
merged = DeltaTable(uri, storage_options=options)


def count(table: DeltaTable) -> int:
    """Read by Delta's own engine: pyarrow's threads, ended in the middle of a call to Python, abort the process."""
    return QueryBuilder().register("t", table).execute("SELECT id FROM t").read_all().num_rows


def append(writer: int) -> None:
    write_deltalake(uri, rows(1000 * writer, 10), mode="append", storage_options=options)


with ThreadPoolExecutor(4) as pool:
    list(pool.map(append, range(1, 5)))
last = DeltaTable(uri, storage_options=options)
told = {
    "first": count(DeltaTable(uri, version=0, storage_options=options)),
    "merged": count(merged),
    "versions": last.version(),
    "last": count(last),
}
print(json.dumps(told))
