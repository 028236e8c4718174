"""Data sets: catalogue, tables, ingestion, quality, queries and versions."""
