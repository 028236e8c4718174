"""STS: sessions keep their tags, policies and source identity, and a user's session token is one."""

from typing import Any

from moto.iam.models import iam_backends
from moto.sts.models import AssumedRole, STSBackend, sts_backends
from moto.sts.responses import TokenResponse

from local.cloud.gaps.filling import Answer, Call, answers

_DURATION = 43_200


class UserSession(AssumedRole):
    """A session of a user. moto knows sessions of roles only."""

    @property
    def arn(self) -> str:
        return self.role_arn

    @property
    def user_id(self) -> str:
        return str(iam_backends[self.account_id][self.partition].get_user(self.session_name).id)


@answers(TokenResponse, "AssumeRole", "AssumeRoleWithWebIdentity")
def assume_role(call: Call) -> Answer:
    answer = call.moto()
    session: Any = answer["Credentials"]
    session.tags = {tag["Key"]: tag["Value"] for tag in call.params.get("Tags", [])}
    session.policy_arns = [one["arn"] for one in call.params.get("PolicyArns", [])]
    session.source_identity = call.params.get("SourceIdentity", "")
    return answer


@answers(TokenResponse, "GetSessionToken")
def get_session_token(call: Call) -> Answer:
    """A key of nobody (the administrator's) gets moto's fixed answer."""
    key = call.response.get_access_key()
    user = iam_backends[call.account]["aws"].get_user_from_access_key_id(key)
    if user is None:
        return call.moto()
    backend: STSBackend = sts_backends[call.account]["aws"]
    temporary = iam_backends[call.account]["aws"].create_temp_access_key()
    session: Any = UserSession(
        account_id=call.account,
        region_name=call.region,
        access_key=temporary,
        role_session_name=user.name,
        role_arn=user.arn,
        policy="",
        duration=call.params.get("DurationSeconds", _DURATION),
        external_id="",
    )
    session.with_mfa = "TokenCode" in call.params
    backend.assumed_roles.append(session)
    return {"Credentials": session}
