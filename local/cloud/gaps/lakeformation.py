"""Lake Formation: what is deleted is not there, and a location stays registered as it was asked."""

from moto.lakeformation.models import lakeformation_backends
from moto.lakeformation.responses import LakeFormationResponse

from local.cloud.gaps.filling import Answer, Call, answers
from local.cloud.gaps.remembering import Remembered


def _get_lf_tag(call: Call) -> Answer:
    catalog = call.params.get("CatalogId") or call.account
    kept = lakeformation_backends[call.account][call.region].list_lf_tags(catalog)
    if not kept.get(call.params["TagKey"]):
        raise call.refuse("EntityNotFoundException", f"Tag key {call.params['TagKey']} does not exist")
    return call.moto()


answers(LakeFormationResponse, "GetLFTag")(_get_lf_tag)


@answers(LakeFormationResponse, "RevokePermissions")
def revoke_permissions(call: Call) -> Answer:
    """moto keeps a catalogue of grants that holds none."""
    answer = call.moto()
    grants = lakeformation_backends[call.account][call.region].grants
    for catalog in [name for name, kept in grants.items() if not kept.permissions]:
        del grants[catalog]
    return answer


locations = Remembered(
    LakeFormationResponse,
    lambda call, name: lakeformation_backends[call.account][call.region].resources.get(name),
    ("ResourceArn",),
    ("EntityNotFoundException", "Entity not found"),
)
locations.create("RegisterResource", leaves_out=("UseServiceLinkedRole",))
locations.read("DescribeResource", at="ResourceInfo")
