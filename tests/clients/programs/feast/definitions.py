"""Feast: one entity, one view over a Parquet file in the bucket."""

import os
from datetime import timedelta

from feast import Entity, FeatureView, Field, FileSource
from feast.types import Float32, Int64

customer = Entity(name="customer", join_keys=["customer_id"])
usage = FeatureView(
    name="usage",
    entities=[customer],
    ttl=timedelta(days=3650),
    schema=[Field(name="tenure_months", dtype=Int64), Field(name="monthly_charge", dtype=Float32)],
    source=FileSource(
        path=f"s3://{os.environ['BUCKET']}/usage.parquet",
        timestamp_field="observed_at",
        s3_endpoint_override=os.environ["AWS_ENDPOINT_URL"],
    ),
)
