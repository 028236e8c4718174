"""Starts the policy pack: `pulumi up --policy-pack policies`."""

from mlops_policy.analyzer import serve
from mlops_policy.pack import pack

serve(pack())
