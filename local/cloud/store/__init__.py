"""The generic store: serves what moto lacks, any operation of any service, from botocore's models and a small table."""
