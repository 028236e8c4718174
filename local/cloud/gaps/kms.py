"""KMS: the key usage that AWS fills in, how often a key rotates, who manages AWS's own keys, no needless RSA key."""

from typing import Any

from moto.kms import models as moto_models
from moto.kms.models import Key, KmsBackend, kms_backends
from moto.kms.responses import KmsResponse
from moto.kms.utils import generate_private_key

from local.cloud.gaps.filling import Answer, Call, answers
from local.cloud.patching import replace

A_YEAR = 365
"""Days until a key rotates of which nothing else was said."""
_moto_generate_default_keys: Any = vars(KmsBackend)["_generate_default_keys"]


@answers(KmsResponse, "CreateKey")
def create_key(call: Call) -> Answer:
    answer = call.moto()
    key: Key = kms_backends[call.account][call.region].keys[answer["KeyMetadata"]["KeyId"]]
    key.key_usage = key.key_usage or "ENCRYPT_DECRYPT"
    return key.to_dict()


@answers(KmsResponse, "EnableKeyRotation")
def enable_key_rotation(call: Call) -> Answer:
    answer = call.moto()
    if "RotationPeriodInDays" in call.params:
        vars(_key(call))["rotation_period"] = call.params["RotationPeriodInDays"]
    return answer


@answers(KmsResponse, "GetKeyRotationStatus")
def get_key_rotation_status(call: Call) -> Answer:
    """A key that does not rotate has no period."""
    answer = call.moto()
    period = {"RotationPeriodInDays": vars(_key(call)).get("rotation_period", A_YEAR)}
    return answer | (period if answer["KeyRotationEnabled"] else {})


def _key(call: Call) -> Key:
    backend = kms_backends[call.account][call.region]
    return backend.keys[backend.get_key_id(call.params["KeyId"])]


def _generate_private_key(key_spec: str) -> Any:
    # moto makes an RSA key for every key, 50 to 200 ms, and uses it for asymmetric ones only.
    return None if key_spec == "SYMMETRIC_DEFAULT" else generate_private_key(key_spec)


def _generate_default_keys(backend: KmsBackend, alias_name: str) -> str | None:
    key_id = _moto_generate_default_keys(backend, alias_name)
    if key_id is not None:
        backend.keys[key_id].key_manager = "AWS"
    return key_id


replace(KmsBackend, _generate_default_keys=_generate_default_keys)
replace(moto_models, generate_private_key=_generate_private_key)
