"""EFS fills in, changes and refuses what moto does not."""

import pytest
from botocore.exceptions import ClientError


def system(efs, **more):
    return efs.create_file_system(**more)["FileSystemId"]


def test_an_encrypted_file_system_has_the_key_of_aws(aws):
    efs = aws("efs")
    found = efs.describe_file_systems(FileSystemId=system(efs, Encrypted=True))["FileSystems"][0]
    key = aws("kms").describe_key(KeyId=found["KmsKeyId"])["KeyMetadata"]
    assert key["KeyManager"] == "AWS"


def test_throughput_protection_and_backups_change(aws):
    efs = aws("efs")
    id_ = system(efs)
    assert efs.describe_backup_policy(FileSystemId=id_)["BackupPolicy"] == {"Status": "DISABLED"}
    efs.put_backup_policy(FileSystemId=id_, BackupPolicy={"Status": "ENABLED"})
    efs.update_file_system(FileSystemId=id_, ThroughputMode="provisioned", ProvisionedThroughputInMibps=8)
    efs.update_file_system_protection(FileSystemId=id_, ReplicationOverwriteProtection="DISABLED")
    found = efs.describe_file_systems(FileSystemId=id_)["FileSystems"][0]
    assert (found["ThroughputMode"], found["ProvisionedThroughputInMibps"]) == ("provisioned", 8)
    assert found["FileSystemProtection"] == {"ReplicationOverwriteProtection": "DISABLED"}
    assert efs.describe_backup_policy(FileSystemId=id_)["BackupPolicy"] == {"Status": "ENABLED"}


def test_a_mount_target_has_the_default_group_of_its_network(aws):
    ec2, efs = aws("ec2"), aws("efs")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.0.1.0/24")["Subnet"]["SubnetId"]
    target = efs.create_mount_target(FileSystemId=system(efs), SubnetId=subnet)["MountTargetId"]
    groups = ec2.describe_security_groups(Filters=[{"Name": "vpc-id", "Values": [vpc]}])["SecurityGroups"]
    found = efs.describe_mount_target_security_groups(MountTargetId=target)["SecurityGroups"]
    assert found == [groups[0]["GroupId"]]


@pytest.mark.parametrize("operation", ["describe_backup_policy", "describe_file_system_policy"])
def test_a_file_system_that_is_not_there_is_missed_by_name(operation, aws):
    with pytest.raises(ClientError, match="FileSystemNotFound"):
        getattr(aws("efs"), operation)(FileSystemId="fs-01234567")
