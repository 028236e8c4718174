"""Codecs: the few properties whose AWS form no rename can describe, one file a kind of difference."""

from local.providers.aws.codecs import assets, budgets, ec2, firehose, maps, model_card, objects, statuses, texts
from local.providers.aws.codecs.codec import Codec

CODECS: dict[str, Codec] = {
    **assets.CODECS,
    **budgets.CODECS,
    **ec2.CODECS,
    **firehose.CODECS,
    **maps.CODECS,
    **objects.CODECS,
    **statuses.CODECS,
    **texts.CODECS,
    "model_card": Codec(model_card.to_aws, model_card.from_aws),
}


def get(name: str | None) -> Codec | None:
    """The codec a row names."""
    return CODECS[name] if name else None
