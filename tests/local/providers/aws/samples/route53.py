"""Samples of Route 53: zones and records."""

from tests.local.providers.aws.samples.sample import OTHER_TAGS, TAGS, Sample

ZONE = "{aws:route53/zone:Zone}"

SAMPLES: dict[str, Sample] = {
    "aws:route53/zone:Zone": Sample(
        {"name": "ml.internal", "vpcs": [{"vpcId": "{aws:ec2/defaultVpc:DefaultVpc}"}], "tags": TAGS},
        updates={"comment": "the platform", "tags": OTHER_TAGS},
        replaces={"name": "other.internal"},
        write_only=("forceDestroy",),
    ),
    "aws:route53/record:Record": Sample(
        {"zoneId": ZONE, "name": "mlflow", "type": "A", "ttl": 300, "records": ["10.0.0.10", "10.0.0.11"]},
        updates={"ttl": 60, "records": ["10.0.0.12"]},
        replaces={"name": "studio.ml.internal", "type": "AAAA"},
    ),
    "aws:route53/zoneAssociation:ZoneAssociation": Sample(
        {"zoneId": ZONE, "vpcId": "{aws:ec2/vpc:Vpc}"},
        replaces={"vpcId": "vpc-0", "zoneId": "Z0"},
    ),
}
