"""The package: what importing it costs, and what it gives."""

import subprocess
import sys

import pulumi_mlops as mlops
import pytest


def imported(program: str) -> set[str]:
    """The services of pulumi-aws and the folders of ours of which a program imports a module."""
    shown = "import sys; print(*{'.'.join(name.split('.')[:2]) for name in sys.modules if name.count('.') > 1})"
    done = subprocess.run([sys.executable, "-c", f"{program}\n{shown}"], capture_output=True, text=True, check=True)
    return {name for name in done.stdout.split() if name.startswith(("pulumi_aws.", "pulumi_mlops."))}


def test_importing_it_imports_no_component_and_nothing_of_pulumi_aws():
    assert imported("import pulumi_mlops") == set()


def test_a_component_imports_its_own_services_only():
    got = imported("import pulumi_mlops; pulumi_mlops.EncryptionKey")
    assert "pulumi_mlops.security" in got
    assert got.isdisjoint({"pulumi_aws.sagemaker", "pulumi_aws.ec2", "pulumi_mlops.studio"})


def test_a_product_imports_nothing_that_only_a_platform_makes():
    got = imported("import mlops_stacks.product")
    assert "pulumi_aws.sagemaker" in got
    assert got.isdisjoint(
        {"pulumi_aws.guardduty", "pulumi_aws.cloudtrail", "pulumi_mlops.studio", "pulumi_mlops.audit"}
    )


def test_a_name_that_is_not_there_is_told():
    with pytest.raises(AttributeError, match="Endpiont"):
        mlops.Endpiont  # noqa: B018
