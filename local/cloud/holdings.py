"""Holdings: list every object that the local cloud holds, by looking into every backend that was used.

No list of services: an object is whatever a backend keeps in one of its containers and did not have at birth (a default
VPC is AWS's own). What moto keeps there that AWS does not call an object is named below, with the reason.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from typing import Any, cast

from moto.core.base_backend import BaseBackend
from moto.core.common_models import BaseModel
from moto.core.model import ServiceModel
from moto.iam.models import AWSManagedPolicy
from moto.ssm.models import Parameter
from moto.utilities.tagging_service import TaggingService

from local.cloud import backends

_NOT_OBJECTS = {
    # Tags, page tokens and lookup tables about objects that are listed themselves.
    ("ec2", "tags"),
    ("ssm", "_resource_tags"),
    ("s3", "_pagination_tokens"),
    ("events", "next_tokens"),
    ("sagemaker", "model_package_name_mapping"),
    # Records of what happened: nobody can delete them, in AWS neither.
    ("cloudwatch", "metric_data"),
    ("cloudwatch", "paged_metric_data"),
    ("sns", "sms_messages"),
    ("sns", "sms_message_objects"),
    ("sns", "_message_public_keys"),
    ("sts", "assumed_roles"),
    ("iam", "access_keys"),
    ("logs", "queries"),
}
_ASIDE = (BaseBackend, ServiceModel, TaggingService)
"""Of a backend, but not in it: Config keeps the model of its API, whose shapes know each other, all of them."""
_ARNS = ("arn", "alarm_arn", "policy_arn", "dashboard_arn", "queue_arn", "table_arn")


def names(backend: BaseBackend, provided: Set[str] | None = None) -> set[str]:
    """The ARN of each object that a backend holds, those in AWS's own objects (rules of the default bus) included.

    `provided` are the names of what the backend was born with, and left out; without it everything is listed.
    Objects that have no ARN get one made of where they are kept.
    """
    found = set[str]()
    looked_into = set[int]()
    pending: list[tuple[str, object]] = [("", backend)]
    while pending:
        where, holder = pending.pop()
        looked_into.add(id(holder))
        for path, entry in _kept_by(backend, where, holder):
            name = _arn(backend, path, entry)
            is_own = provided is None or name in provided
            if not _is_gone(entry) and not _is_of_aws(entry) and (holder is backend or _is_object(entry)):
                found.add(name)
            if is_own and _is_object(entry) and id(entry) not in looked_into:
                pending.append((path, entry))
    return found - (provided or set())


def _kept_by(backend: BaseBackend, where: str, holder: object) -> Iterator[tuple[str, object]]:
    for attribute, value in vars(holder).items():
        path = f"{where}.{attribute}" if where else attribute
        if (backends.key_of(backend).service, path) in _NOT_OBJECTS or isinstance(value, _ASIDE):
            continue
        if _is_moto(value) and not isinstance(value, BaseModel | Mapping | Sequence) and hasattr(value, "__dict__"):
            yield from _kept_by(backend, path, value)  # a helper that only holds containers
        elif _is_container(value):
            yield from _entries(path, value)


def _entries(path: str, container: object) -> Iterator[tuple[str, object]]:
    """The objects in a container; an entry without any object inside is itself the object, kept as plain data."""
    for key, entry in _items(container):
        if not _is_object(entry) and _holds_objects(entry):
            yield from _entries(f"{path}/{key}", entry)
        elif not (_is_container(entry) and not entry):
            yield f"{path}/{key}", entry


def _items(container: object) -> Iterator[tuple[object, object]]:
    if isinstance(container, Mapping):
        yield from cast(Mapping[object, object], container).items()
    else:
        for index, entry in enumerate(cast(Sequence[object], container)):
            yield (entry if isinstance(entry, str) else index), entry


def _holds_objects(value: object) -> bool:
    return _is_container(value) and any(_is_object(entry) or _holds_objects(entry) for _, entry in _items(value))


def _is_container(value: object) -> bool:
    return isinstance(value, Mapping | Sequence | Set) and not isinstance(value, str | bytes)


def _is_moto(value: object) -> bool:
    return type(value).__module__.startswith("moto.")


def _is_object(value: object) -> bool:
    return _is_moto(value) and not _is_container(value) and not isinstance(value, BaseBackend)


def _is_gone(value: object) -> bool:
    """Scheduled for deletion: a KMS key or a secret in its waiting time."""
    return any(getattr(value, name, None) is not None for name in ("deletion_date", "deleted_date"))


def _is_of_aws(value: object) -> bool:
    """Made when it was first looked at: keys behind `alias/aws/...`, parameters under `/aws/`, AWS's own policies."""
    is_parameter = isinstance(value, Parameter) and str(value.name).startswith("/aws/")
    return is_parameter or isinstance(value, AWSManagedPolicy) or getattr(value, "key_manager", None) == "AWS"


def _arn(backend: BaseBackend, where: str, value: object) -> str:
    for name in _ARNS:
        found: Any = getattr(value, name, None)
        if isinstance(found, str) and found.startswith("arn:"):
            return found
    key = backends.key_of(backend)
    region = "" if key.is_global else key.region
    return f"arn:{backend.partition}:{key.service}:{region}:{key.account}:{where}"
