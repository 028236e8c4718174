"""The look inside, as a person sees it: in headless Chromium, on a real stack."""

import contextlib
from collections.abc import Iterator

import pytest
from botocore.exceptions import ClientError
from laptop import Laptop
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.remote.webelement import WebElement

STACK = "inside-local"
PROGRAM = """
import pulumi, pulumi_aws as aws

class Intake(pulumi.ComponentResource):
    def __init__(self, name):
        super().__init__("mlops:data:Intake", name)
        under = pulumi.ResourceOptions(parent=self)
        aws.sqs.Queue("arrivals", tags={"note": "<script>document.title = 'owned'</script>"}, opts=under)
        aws.ssm.Parameter("token", type="SecureString", value=pulumi.Output.secret("s3cr3t-text"), opts=under)

Intake("intake")
aws.sns.Topic("alone", name="alone")
"""


@pytest.fixture(scope="module")
def page(laptop: Laptop) -> Iterator[str]:
    project = laptop.program("inside", PROGRAM)
    laptop.pulumi("stack", "init", STACK, project=project)
    done = laptop.pulumi("up", "--yes", "--stack", STACK, project=project, environment=_without_pack(laptop))
    assert done.returncode == 0, done.stdout + done.stderr
    laptop.client("sqs").create_queue(QueueName="made-by-hand")
    laptop.client("sagemaker").create_model_package_group(ModelPackageGroupName="made-by-hand")
    with contextlib.suppress(ClientError):
        laptop.client("sagemaker").describe_endpoint(EndpointName="nobody")
    yield f"{laptop.session.cloud_url}/_local/page"
    laptop.pulumi("destroy", "--yes", "--stack", STACK, project=project, environment=_without_pack(laptop))


def _without_pack(laptop: Laptop) -> dict[str, str]:
    return {name: v for name, v in laptop.session.environment.items() if name != "PULUMI_OPTION_POLICY_PACK"}


def section(browser: WebDriver, name: str) -> WebElement:
    return browser.find_element(By.ID, name)


def test_failed_calls_come_first_with_caller_and_reason(browser: WebDriver, page: str) -> None:
    browser.get(page)
    assert browser.title == "The local cloud"
    assert [each.get_attribute("id") for each in browser.find_elements(By.TAG_NAME, "section")] == [
        "failed",
        "stacks",
        "services",
        "strays",
        "recent",
    ]
    row = section(browser, "failed").find_element(By.XPATH, ".//tr[contains(., 'sagemaker:DescribeEndpoint')]")
    assert "ValidationException" in row.text
    assert "Could not find" in row.text
    assert "arn:aws:iam::123456789012:root" in row.text or "local" in row.text
    assert "sqs:CreateQueue" in section(browser, "recent").text


def test_resources_lie_under_stack_and_component_and_open_their_properties(browser: WebDriver, page: str) -> None:
    browser.get(page)
    stack = section(browser, "stacks").find_element(By.XPATH, f".//details[summary[contains(., '{STACK}')]]")
    assert "3 resources" in stack.find_element(By.TAG_NAME, "summary").text
    component = stack.find_element(By.XPATH, ".//details[summary[contains(., 'mlops:data:Intake')]]")
    queue = component.find_element(By.XPATH, ".//details[summary[contains(., 'arrivals')]]")
    value = queue.find_element(By.XPATH, ".//tr[th='visibilityTimeoutSeconds']/td")
    assert not value.is_displayed()
    component.find_element(By.TAG_NAME, "summary").click()
    queue.find_element(By.TAG_NAME, "summary").click()
    assert value.is_displayed()
    assert value.text == "30"
    alone = stack.find_element(By.XPATH, ".//details[summary[contains(., 'without a component')]]")
    assert "alone" in alone.get_attribute("textContent")


def test_secrets_are_hidden_and_what_a_stack_says_is_no_script(browser: WebDriver, page: str) -> None:
    browser.get(page)
    assert browser.title == "The local cloud"
    assert "s3cr3t-text" not in browser.page_source
    assert "[secret]" in browser.page_source
    assert "&lt;script&gt;" in browser.page_source


def test_a_word_narrows_the_page(browser: WebDriver, page: str) -> None:
    browser.get(page)
    field = browser.find_element(By.NAME, "q")
    field.send_keys("arrivals")
    field.submit()
    assert browser.find_element(By.NAME, "q").get_attribute("value") == "arrivals"
    shown = section(browser, "stacks").text
    assert "arrivals" in shown
    assert "alone" not in shown
    browser.find_element(By.LINK_TEXT, "all").click()
    assert "alone" in section(browser, "stacks").get_attribute("textContent")


def test_services_and_what_no_stack_names_are_listed(browser: WebDriver, page: str) -> None:
    browser.get(page)
    row = section(browser, "services").find_element(By.XPATH, ".//tr[td='sqs']")
    assert [cell.text for cell in row.find_elements(By.TAG_NAME, "td")] == ["sqs", "2", "1"]
    strays = [item.text for item in section(browser, "strays").find_elements(By.TAG_NAME, "li")]
    assert strays == [
        "arn:aws:sagemaker:eu-west-1:123456789012:model-package-group/made-by-hand",
        "arn:aws:sqs:eu-west-1:123456789012:made-by-hand",
    ]


def test_no_page_of_another_origin_sees_it(laptop: Laptop, browser: WebDriver, page: str) -> None:
    browser.get("data:text/html,<title>elsewhere</title>")
    reached = browser.execute_async_script(
        "const done = arguments[1]; fetch(arguments[0]).then(r => done(r.status), e => done('refused'))", page
    )
    assert reached == "refused"
