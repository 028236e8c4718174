"""DataKeys: one customer key for each class of data, so that a class can be opened, watched and revoked by itself."""

from collections.abc import Mapping, Sequence
from typing import Self

import pulumi
from pydantic import Field, model_validator

from ..args import AccountId, Args, wrong
from ..component import Component
from .classification import DataClassification
from .key import EncryptionKey, EncryptionKeyArgs, EncryptionKeySettings


class DataKeysSettings(EncryptionKeySettings):
    """What a person chooses of DataKeys. All but the classes holds for each key."""

    classifications: Sequence[DataClassification] = Field(
        default=tuple(DataClassification), min_length=1, description="The classes of data that there are keys for."
    )

    @model_validator(mode="after")
    def _each_class_once(self) -> Self:
        if len({*self.classifications}) < len(self.classifications):
            raise wrong("names a class twice: name each once", "classifications")
        return self


class DataKeysArgs(DataKeysSettings, Args):
    """What DataKeys are made of."""

    readers: Mapping[DataClassification, Sequence[AccountId]] = Field(
        default_factory=dict, description="Accounts that may use the key of a class beside those of `accounts`."
    )
    cost_topics: bool = Field(False, description="Budgets and cost anomalies may use topics under the keys.")
    event_topics: bool = Field(False, description="Rules of EventBridge may use topics under the keys.")
    disposable: bool = Field(False, description="Not protected: for laptops and throw-away environments.")


class DataKeys(Component, token="mlops:security:DataKeys"):
    """A customer key for each class of data. Each is tagged with its class, and aliased `<stack>-<name>-<class>`."""

    arns: dict[str, pulumi.Output[str]]
    aliases: dict[str, pulumi.Output[str]]

    def __init__(self, name: str, args: DataKeysArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(name, args, opts)
        keys = {
            each.value: EncryptionKey(
                f"{name}-{each}",
                EncryptionKeyArgs.of(
                    args,
                    accounts=[*args.accounts, *args.readers.get(each, ())],
                    description=f"Encrypts {each} data.",
                    tags={**self.tags, "data-classification": each.value},
                    disposable=args.disposable,
                ),
                self.child,
            )
            for each in args.classifications
        }
        self.publish(
            arns={each: key.arn for each, key in keys.items()}, aliases={each: key.alias for each, key in keys.items()}
        )
