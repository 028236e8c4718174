"""What all tests share."""

import os
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from pulumi_mlops.testing import MockEngine

if TYPE_CHECKING:
    from selenium.webdriver.remote.webdriver import WebDriver


@pytest.fixture
def engine() -> MockEngine:
    """A fresh mock engine, stack churn-local."""
    return MockEngine()


@pytest.fixture(scope="module")
def browser() -> "Iterator[WebDriver]":
    """Headless Chromium."""
    from selenium import webdriver  # the one import here that most tests would wait for in vain

    driver, chromium = shutil.which("chromedriver"), shutil.which("chromium") or shutil.which("google-chrome")
    if not (driver and chromium):
        assert "CI" not in os.environ, ".ci/run installs chromium and chromedriver"
        pytest.skip("needs chromium and chromedriver: apt-get install chromium chromium-driver")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for word in ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"):
        options.add_argument(word)
    made = webdriver.Chrome(options, webdriver.ChromeService(driver))
    yield made
    made.quit()
