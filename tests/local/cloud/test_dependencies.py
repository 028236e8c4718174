"""What something else still uses is not deleted: AWS's refusals, and that the object goes once it is free."""

from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.local.cloud.conftest import Aws

ALLOW = '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]}'
TRUST = (
    '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", '
    '"Principal": {"Service": "sagemaker.amazonaws.com"}}]}'
)
Step = Callable[[], Any]
Case = tuple[Step, Step]
"""The delete that is refused, and what frees the object."""


class World:
    """Networks and identities, made on demand, each with a name of its own."""

    def __init__(self, aws: Aws, name: str) -> None:
        self.ec2, self.iam, self.s3 = aws("ec2"), aws("iam"), aws("s3")
        self.name = name

    def vpc(self) -> str:
        return self.ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]

    def subnet(self, vpc: str) -> str:
        return self.ec2.create_subnet(VpcId=vpc, CidrBlock="10.0.1.0/24")["Subnet"]["SubnetId"]

    def interface(self, subnet: str, *groups: str) -> str:
        found = self.ec2.create_network_interface(SubnetId=subnet, Groups=list(groups))
        return found["NetworkInterface"]["NetworkInterfaceId"]

    def group(self, vpc: str, name: str = "group") -> str:
        return self.ec2.create_security_group(GroupName=name, Description="d", VpcId=vpc)["GroupId"]

    def gateway(self, vpc: str) -> str:
        id_ = self.ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
        self.ec2.attach_internet_gateway(InternetGatewayId=id_, VpcId=vpc)
        return id_

    def role(self) -> dict[str, str]:
        self.iam.create_role(RoleName=self.name, AssumeRolePolicyDocument=TRUST)
        return {"RoleName": self.name}

    def user(self) -> dict[str, str]:
        self.iam.create_user(UserName=self.name)
        return {"UserName": self.name}

    def user_group(self) -> dict[str, str]:
        self.iam.create_group(GroupName=self.name)
        return {"GroupName": self.name}

    def policy(self) -> dict[str, str]:
        return {"PolicyArn": self.iam.create_policy(PolicyName=self.name, PolicyDocument=ALLOW)["Policy"]["Arn"]}


def vpc_with_a_subnet(w: World) -> Case:
    vpc = w.vpc()
    subnet = w.subnet(vpc)
    return lambda: w.ec2.delete_vpc(VpcId=vpc), lambda: w.ec2.delete_subnet(SubnetId=subnet)


def vpc_with_a_gateway(w: World) -> Case:
    vpc = w.vpc()
    gateway = w.gateway(vpc)
    return (
        lambda: w.ec2.delete_vpc(VpcId=vpc),
        lambda: w.ec2.detach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc),
    )


def vpc_with_a_security_group(w: World) -> Case:
    vpc = w.vpc()
    group = w.group(vpc)
    return lambda: w.ec2.delete_vpc(VpcId=vpc), lambda: w.ec2.delete_security_group(GroupId=group)


def vpc_with_an_endpoint(w: World) -> Case:
    vpc = w.vpc()
    made = w.ec2.create_vpc_endpoint(VpcId=vpc, VpcEndpointType="Gateway", ServiceName="com.amazonaws.eu-west-1.s3")
    endpoint = made["VpcEndpoint"]["VpcEndpointId"]
    return lambda: w.ec2.delete_vpc(VpcId=vpc), lambda: w.ec2.delete_vpc_endpoints(VpcEndpointIds=[endpoint])


def subnet_with_an_interface(w: World) -> Case:
    subnet = w.subnet(w.vpc())
    interface = w.interface(subnet)
    return (
        lambda: w.ec2.delete_subnet(SubnetId=subnet),
        lambda: w.ec2.delete_network_interface(NetworkInterfaceId=interface),
    )


def security_group_of_an_interface(w: World) -> Case:
    vpc = w.vpc()
    group = w.group(vpc)
    interface = w.interface(w.subnet(vpc), group)
    return (
        lambda: w.ec2.delete_security_group(GroupId=group),
        lambda: w.ec2.delete_network_interface(NetworkInterfaceId=interface),
    )


def security_group_in_a_rule(w: World) -> Case:
    vpc = w.vpc()
    group, other = w.group(vpc), w.group(vpc, "other")
    rule = {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "UserIdGroupPairs": [{"GroupId": group}]}
    w.ec2.authorize_security_group_ingress(GroupId=other, IpPermissions=[rule])
    return (
        lambda: w.ec2.delete_security_group(GroupId=group),
        lambda: w.ec2.revoke_security_group_ingress(GroupId=other, IpPermissions=[rule]),
    )


def gateway_of_a_vpc(w: World) -> Case:
    vpc = w.vpc()
    gateway = w.gateway(vpc)
    return (
        lambda: w.ec2.delete_internet_gateway(InternetGatewayId=gateway),
        lambda: w.ec2.detach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc),
    )


def route_table_of_a_subnet(w: World) -> Case:
    vpc = w.vpc()
    table = w.ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
    association = w.ec2.associate_route_table(RouteTableId=table, SubnetId=w.subnet(vpc))["AssociationId"]
    return (
        lambda: w.ec2.delete_route_table(RouteTableId=table),
        lambda: w.ec2.disassociate_route_table(AssociationId=association),
    )


def address_of_an_interface(w: World) -> Case:
    address = w.ec2.allocate_address(Domain="vpc")["AllocationId"]
    made = w.ec2.associate_address(AllocationId=address, NetworkInterfaceId=w.interface(w.subnet(w.vpc())))
    return (
        lambda: w.ec2.release_address(AllocationId=address),
        lambda: w.ec2.disassociate_address(AssociationId=made["AssociationId"]),
    )


def bucket_with_an_object(w: World) -> Case:
    w.s3.create_bucket(Bucket=w.name, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    w.s3.put_object(Bucket=w.name, Key="a", Body=b"")
    return lambda: w.s3.delete_bucket(Bucket=w.name), lambda: w.s3.delete_object(Bucket=w.name, Key="a")


def role_with_an_inline_policy(w: World) -> Case:
    role = w.role()
    w.iam.put_role_policy(**role, PolicyName="p", PolicyDocument=ALLOW)
    return lambda: w.iam.delete_role(**role), lambda: w.iam.delete_role_policy(**role, PolicyName="p")


def role_with_an_attached_policy(w: World) -> Case:
    role, policy = w.role(), w.policy()
    w.iam.attach_role_policy(**role, **policy)
    return lambda: w.iam.delete_role(**role), lambda: w.iam.detach_role_policy(**role, **policy)


def role_in_an_instance_profile(w: World) -> Case:
    role, profile = w.role(), {"InstanceProfileName": w.name}
    w.iam.create_instance_profile(**profile)
    w.iam.add_role_to_instance_profile(**profile, **role)
    return lambda: w.iam.delete_role(**role), lambda: w.iam.remove_role_from_instance_profile(**profile, **role)


def instance_profile_with_a_role(w: World) -> Case:
    role, profile = w.role(), {"InstanceProfileName": w.name}
    w.iam.create_instance_profile(**profile)
    w.iam.add_role_to_instance_profile(**profile, **role)
    return (
        lambda: w.iam.delete_instance_profile(**profile),
        lambda: w.iam.remove_role_from_instance_profile(**profile, **role),
    )


def policy_of_a_role(w: World) -> Case:
    role, policy = w.role(), w.policy()
    w.iam.attach_role_policy(**role, **policy)
    return lambda: w.iam.delete_policy(**policy), lambda: w.iam.detach_role_policy(**role, **policy)


def policy_with_two_versions(w: World) -> Case:
    policy = w.policy()
    w.iam.create_policy_version(**policy, PolicyDocument=ALLOW, SetAsDefault=True)
    return lambda: w.iam.delete_policy(**policy), lambda: w.iam.delete_policy_version(**policy, VersionId="v1")


def user_with_a_key(w: World) -> Case:
    user = w.user()
    key = w.iam.create_access_key(**user)["AccessKey"]["AccessKeyId"]
    return lambda: w.iam.delete_user(**user), lambda: w.iam.delete_access_key(**user, AccessKeyId=key)


def user_in_a_group(w: World) -> Case:
    user, group = w.user(), w.user_group()
    w.iam.add_user_to_group(**user, **group)
    return lambda: w.iam.delete_user(**user), lambda: w.iam.remove_user_from_group(**user, **group)


def group_with_a_user(w: World) -> Case:
    user, group = w.user(), w.user_group()
    w.iam.add_user_to_group(**user, **group)
    return lambda: w.iam.delete_group(**group), lambda: w.iam.remove_user_from_group(**user, **group)


def group_with_an_attached_policy(w: World) -> Case:
    group, policy = w.user_group(), w.policy()
    w.iam.attach_group_policy(**group, **policy)
    return lambda: w.iam.delete_group(**group), lambda: w.iam.detach_group_policy(**group, **policy)


CASES: dict[Callable[[World], Case], str] = {
    vpc_with_a_subnet: "DependencyViolation",
    vpc_with_a_gateway: "DependencyViolation",
    vpc_with_a_security_group: "DependencyViolation",
    vpc_with_an_endpoint: "DependencyViolation",
    subnet_with_an_interface: "DependencyViolation",
    security_group_of_an_interface: "DependencyViolation",
    security_group_in_a_rule: "DependencyViolation",
    gateway_of_a_vpc: "DependencyViolation",
    route_table_of_a_subnet: "DependencyViolation",
    address_of_an_interface: "InvalidIPAddress.InUse",
    bucket_with_an_object: "BucketNotEmpty",
    role_with_an_inline_policy: "DeleteConflict",
    role_with_an_attached_policy: "DeleteConflict",
    role_in_an_instance_profile: "DeleteConflict",
    instance_profile_with_a_role: "DeleteConflict",
    policy_of_a_role: "DeleteConflict",
    policy_with_two_versions: "DeleteConflict",
    user_with_a_key: "DeleteConflict",
    user_in_a_group: "DeleteConflict",
    group_with_a_user: "DeleteConflict",
    group_with_an_attached_policy: "DeleteConflict",
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
def test_what_is_in_use_is_refused_and_goes_once_it_is_free(case: Callable[[World], Case], aws: Aws) -> None:
    delete, free = case(World(aws, case.__name__.replace("_", "-")))
    with pytest.raises(ClientError) as refused:
        delete()
    assert refused.value.response["Error"]["Code"] == CASES[case]
    free()
    delete()
