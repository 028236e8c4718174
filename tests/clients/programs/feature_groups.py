"""Feast over a stack's feature groups: write what the service's offline store would hold, or materialize and read."""

import json
import sys
from datetime import UTC, datetime, timedelta

import pandas as pd
from feast import FeatureStore

step, place = sys.argv[1:]
now = datetime.now(UTC)
if step == "history":
    put = pd.Series([now - timedelta(days=days) for days in (3, 2, 1)])
    frame = pd.DataFrame(
        {
            "customer_id": ["first", "first", "second"],
            "observed_at": ["2026-06-01T00:00:00Z", "2026-06-02T00:00:00Z", "2026-06-01T00:00:00Z"],
            "monthly_charge": [10.5, 11.5, 80.0],
            "contract": pd.Series([None, None, "monthly"], dtype="string"),
            "tenure_months": pd.Series([None, None, 12], dtype="Int64"),
            "write_time": put + timedelta(minutes=5),
            "api_invocation_time": put,
            "is_deleted": [False, False, False],
        }
    )
    frame.to_parquet(place)
    print(json.dumps(len(frame)))
else:
    store = FeatureStore(place)
    store.materialize(now - timedelta(days=30), now, feature_views=["customer_usage"])
    asked = [{"customer_id": who} for who in ("first", "second", "nobody")]
    print(json.dumps(store.get_online_features(["customer_usage:monthly_charge"], asked).to_dict()))
