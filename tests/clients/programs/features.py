"""Feast: write the offline data, materialize it, read the online features of three customers, one of them unknown."""

import json
import os
import sys
from datetime import UTC, datetime, timedelta

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from feast import FeatureStore
from pyarrow import fs

step, repository = sys.argv[1:]
if step == "write":
    now = datetime.now(UTC)
    frame = pd.DataFrame(
        {
            "customer_id": [1, 1, 2],
            "tenure_months": [11, 12, 40],
            "monthly_charge": [10.5, 11.5, 80.0],
            "observed_at": [now - timedelta(days=2), now - timedelta(days=1), now - timedelta(days=1)],
        }
    )
    host = os.environ["AWS_ENDPOINT_URL"]
    filesystem = fs.S3FileSystem(
        endpoint_override=host.removeprefix("http://"), scheme="http", region=os.environ["AWS_REGION"]
    )
    pq.write_table(pa.Table.from_pandas(frame), f"{os.environ['BUCKET']}/usage.parquet", filesystem=filesystem)
    print(json.dumps(len(frame)))
else:
    store = FeatureStore(repository)
    store.materialize(datetime.now(UTC) - timedelta(days=30), datetime.now(UTC))
    asked = [{"customer_id": 1}, {"customer_id": 2}, {"customer_id": 3}]
    print(json.dumps(store.get_online_features(["usage:tenure_months", "usage:monthly_charge"], asked).to_dict()))
