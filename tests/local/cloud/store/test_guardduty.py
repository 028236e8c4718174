"""GuardDuty of the store: what a detector watches, and the accounts that belong to it."""

import pytest
from botocore.exceptions import ClientError


@pytest.fixture
def detector(aws):
    return aws("guardduty").create_detector(Enable=True)["DetectorId"]


def watched(answer):
    return {each["Name"]: each["Status"] for each in answer["Features"]}


def test_a_feature_that_nobody_names_stays_as_it_was(aws, detector):
    guardduty = aws("guardduty")
    first = watched(guardduty.get_detector(DetectorId=detector))
    assert (first["S3_DATA_EVENTS"], first["RUNTIME_MONITORING"]) == ("ENABLED", "DISABLED")
    guardduty.update_detector(DetectorId=detector, Features=[{"Name": "RUNTIME_MONITORING", "Status": "ENABLED"}])
    assert watched(guardduty.get_detector(DetectorId=detector)) == {**first, "RUNTIME_MONITORING": "ENABLED"}


def test_a_member_is_made_invited_and_let_go(aws, detector):
    guardduty = aws("guardduty")
    account, stranger = "111122223333", "444455556666"
    asked = [{"AccountId": account, "Email": "ml@example.com"}]
    assert guardduty.create_members(DetectorId=detector, AccountDetails=asked)["UnprocessedAccounts"] == []
    invited = guardduty.invite_members(DetectorId=detector, AccountIds=[account, stranger])
    assert [each["AccountId"] for each in invited["UnprocessedAccounts"]] == [stranger]
    found = guardduty.list_members(DetectorId=detector, OnlyAssociated="false")["Members"]
    assert [(each["AccountId"], each["RelationshipStatus"]) for each in found] == [(account, "Invited")]
    guardduty.delete_members(DetectorId=detector, AccountIds=[account])
    assert guardduty.get_members(DetectorId=detector, AccountIds=[account])["Members"] == []


def test_a_member_has_features_of_its_own(aws, detector):
    guardduty = aws("guardduty")
    account = "111122223333"
    asked = [{"AccountId": account, "Email": "ml@example.com"}]
    guardduty.create_members(DetectorId=detector, AccountDetails=asked)
    features = [{"Name": "S3_DATA_EVENTS", "Status": "DISABLED"}]
    guardduty.update_member_detectors(DetectorId=detector, AccountIds=[account], Features=features)
    told = guardduty.get_member_detectors(DetectorId=detector, AccountIds=[account])
    theirs = watched(told["MemberDataSourceConfigurations"][0])
    assert (theirs["S3_DATA_EVENTS"], theirs["EKS_AUDIT_LOGS"]) == ("DISABLED", "ENABLED")
    assert watched(guardduty.get_detector(DetectorId=detector))["S3_DATA_EVENTS"] == "ENABLED"


def test_an_organisation_has_the_administrator_it_names(aws, detector):
    guardduty = aws("guardduty")
    guardduty.enable_organization_admin_account(AdminAccountId="111122223333")
    found = guardduty.get_administrator_account(DetectorId=detector)["Administrator"]
    assert (found["AccountId"], found["RelationshipStatus"]) == ("111122223333", "Enabled")
    guardduty.disable_organization_admin_account(AdminAccountId="111122223333")
    assert guardduty.list_organization_admin_accounts()["AdminAccounts"] == []


def test_members_of_no_detector_are_refused(aws):
    with pytest.raises(ClientError, match="detectorId is not owned"):
        aws("guardduty").get_members(DetectorId="0" * 32, AccountIds=["111122223333"])
