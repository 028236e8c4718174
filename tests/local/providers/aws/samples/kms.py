"""Samples of KMS."""

from tests.local.providers.aws.samples.sample import ACCOUNT, OTHER_TAGS, TAGS, Sample, policy

SAMPLES: dict[str, Sample] = {
    "aws:kms/key:Key": Sample(
        {
            "description": "all data of churn",
            "enableKeyRotation": True,
            "deletionWindowInDays": 7,
            "policy": policy("kms:*"),
            "tags": TAGS,
        },
        updates={
            "description": "all data",
            "enableKeyRotation": False,
            "isEnabled": False,
            "policy": policy("kms:Decrypt"),
            "deletionWindowInDays": 8,
            "tags": OTHER_TAGS,
        },
        replaces={"keyUsage": "SIGN_VERIFY", "customerMasterKeySpec": "RSA_2048", "multiRegion": True},
        write_only=("deletionWindowInDays", "bypassPolicyLockoutSafetyCheck"),
    ),
    "aws:kms/alias:Alias": Sample(
        {"name": "alias/churn", "targetKeyId": "{aws:kms/key:Key}"},
        replaces={"name": "alias/other"},
    ),
    "aws:kms/keyPolicy:KeyPolicy": Sample(
        {"keyId": "{aws:kms/key:Key}", "policy": policy("kms:*")},
        updates={"policy": policy("kms:Decrypt")},
        replaces={"keyId": "1234abcd-12ab-34cd-56ef-1234567890ab"},
        write_only=("bypassPolicyLockoutSafetyCheck",),
        stays=True,
    ),
    "aws:kms/grant:Grant": Sample(
        {
            "keyId": "{aws:kms/key:Key.keyId}",
            "granteePrincipal": f"arn:aws:iam::{ACCOUNT}:role/scorer",
            "operations": ["Encrypt", "Decrypt"],
        },
        replaces={"granteePrincipal": f"arn:aws:iam::{ACCOUNT}:role/other", "operations": ["Decrypt"], "name": "other"},
    ),
    "aws:kms/ciphertext:Ciphertext": Sample(
        {"keyId": "{aws:kms/key:Key}", "plaintext": "c2VjcmV0", "context": {"purpose": "mlflow"}},
        replaces={"plaintext": "b3RoZXI=", "context": {"purpose": "other"}, "keyId": "other"},
        stays=True,
    ),
}
