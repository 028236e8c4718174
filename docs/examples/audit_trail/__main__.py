"""What an account did, looked like and let others reach: a trail, Config, GuardDuty, Access Analyzer."""

import pulumi
import pulumi_mlops as mlops

TAGS = {"product": "audit", "environment": "dev", "owner": "me", "cost-center": "1", "data-classification": "internal"}

logs = mlops.LogBucket("logs", mlops.LogBucketArgs(config_history=True, tags=TAGS, disposable=True))
trail = mlops.AuditTrail(
    "audit",
    mlops.AuditTrailArgs(data_events=["churn-prod-"], log_bucket=logs.bucket, tags=TAGS, disposable=True),
)
mlops.ConfigRecorder("config", mlops.ConfigRecorderArgs(log_bucket=logs.bucket, tags=TAGS))
mlops.ThreatDetection("threats", mlops.ThreatDetectionArgs(tags=TAGS))
mlops.AccessAnalyzer("access", mlops.AccessAnalyzerArgs(unused_days=90, tags=TAGS))
pulumi.export("trail", trail.trail_arn)
