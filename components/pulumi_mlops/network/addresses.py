"""Addresses: which range each subnet of a VPC has. It depends on the VPC's range and the subnet's number alone.

The range is cut into quarters. The first three are the private subnets of up to three zones; the last holds the small
subnets of the way out. So a third zone, or a way out that comes later, moves nothing that is there.
"""

from dataclasses import dataclass
from ipaddress import IPv4Network
from typing import Annotated

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

SMALLEST = 28
"""https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html"""
LARGEST_VPC, SMALLEST_VPC = 16, 22
"""A quarter of /22 is the smallest in which endpoints and a few dozen jobs find addresses."""
PRIVATE = tuple(map(IPv4Network, ("10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16")))
"""RFC 1918, and RFC 6598, which companies use where 1918 is full."""


@dataclass(frozen=True)
class ZoneAddresses:
    """The ranges of one zone."""

    private: str
    public: str


def zone_addresses(cidr: str, zone: int) -> ZoneAddresses:
    """The ranges of the zone of that number, from 0 to 2."""
    quarters = list(IPv4Network(cidr).subnets(2))
    small = list(quarters[3].subnets(new_prefix=SMALLEST))
    return ZoneAddresses(str(quarters[zone]), public=str(small[zone]))


def _vpc_range(value: str) -> str:
    must = f"must be a private range from /{LARGEST_VPC} to /{SMALLEST_VPC}, for example 10.20.0.0/16"
    try:
        network = IPv4Network(value)
    except ValueError as error:
        raise PydanticCustomError("form", "{must}: {error}", {"must": must, "error": str(error)}) from None
    if not LARGEST_VPC <= network.prefixlen <= SMALLEST_VPC or not any(map(network.subnet_of, PRIVATE)):
        raise PydanticCustomError("form", "{must}", {"must": must})
    return value


VpcRange = Annotated[str, AfterValidator(_vpc_range)]
