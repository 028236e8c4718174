"""KMS: keys, their policies, aliases."""

from local.providers.aws.row import Name, Op, Put, Row, Tags

ROWS = (
    Row(
        type="aws:kms/key:Key",
        service="kms",
        key={"KeyId": "keyId"},
        create=Op("CreateKey", at="KeyMetadata"),
        read=(
            Op("DescribeKey", at="KeyMetadata"),
            Op("GetKeyPolicy", only=("policy",), send={"PolicyName": "default"}),
            Op("GetKeyRotationStatus", renames={"enableKeyRotation": "KeyRotationEnabled"}),
        ),
        update=(
            Put(Op("UpdateKeyDescription")),
            Put(Op("PutKeyPolicy", send={"PolicyName": "default"})),
            Put(Op("EnableKeyRotation"), clear=Op("DisableKeyRotation"), switch="enableKeyRotation"),
            Put(Op("EnableKey"), clear=Op("DisableKey"), switch="isEnabled", initial=True),
        ),
        delete=(
            Op(
                "ScheduleKeyDeletion",
                only=("deletionWindowInDays",),
                renames={"deletionWindowInDays": "PendingWindowInDays"},
            ),
        ),
        renames={"customerMasterKeySpec": "KeySpec", "isEnabled": "Enabled"},
        defaults={
            "bypassPolicyLockoutSafetyCheck": False,
            "customerMasterKeySpec": "SYMMETRIC_DEFAULT",
            "enableKeyRotation": False,
            "isEnabled": True,
            "keyUsage": "ENCRYPT_DECRYPT",
        },
        local={"deletionWindowInDays": None},
        tags=Tags(
            list=Op("ListResourceTags", at="Tags"),
            add=Op("TagResource"),
            remove=Op("UntagResource"),
        ),
        gone=("KeyState", ("PendingDeletion", "PendingReplicaDeletion")),
    ),
    Row(
        type="aws:kms/alias:Alias",
        service="kms",
        key={"AliasName": "name"},
        create=Op("CreateAlias"),
        read=(
            Op("ListAliases", at="Aliases[AliasName={name}]"),
            Op("DescribeKey", only=("targetKeyArn",), at="KeyMetadata", send={"KeyId": "{name}"}),
        ),
        update=(Put(Op("UpdateAlias")),),
        delete=(Op("DeleteAlias"),),
        name=Name(before="alias/"),
        renames={"name": "AliasName", "arn": "AliasArn", "targetKeyArn": "Arn"},
        local={"namePrefix": None},
        either=("targetKeyId",),
    ),
    Row(
        type="aws:kms/keyPolicy:KeyPolicy",
        service="kms",
        key={"KeyId": "keyId"},
        create=Op("PutKeyPolicy", send={"PolicyName": "default"}),
        read=(Op("GetKeyPolicy", only=("policy",), send={"PolicyName": "default"}),),
        update=(Put(Op("PutKeyPolicy", send={"PolicyName": "default"})),),
        json=("policy",),
        defaults={"bypassPolicyLockoutSafetyCheck": False},
    ),
    Row(
        type="aws:kms/grant:Grant",
        service="kms",
        key={"KeyId": "keyId", "GrantId": "grantId"},
        create=Op("CreateGrant"),
        read=(Op("ListGrants", at="Grants[GrantId={grantId}]", skip=("keyId",)),),
        delete=(Op("RevokeGrant", only=()),),
        id="{keyId}:{grantId}",
        name=Name(),
        local={"retireOnDelete": False},
    ),
    Row(
        type="aws:kms/ciphertext:Ciphertext",
        service="kms",
        key={"KeyId": "keyId"},
        create=Op("Encrypt", renames={"context": "EncryptionContext"}, skip=("keyId",), send={"KeyId": "{keyId}"}),
        read=(Op("DescribeKey", only=(), at="KeyMetadata"),),
        id="{id}",
        imports=None,
        codecs={"ciphertextBlob": "base64"},
        computed={"id": "{token}"},
    ),
)
