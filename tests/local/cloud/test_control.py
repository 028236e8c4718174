"""The endpoints of the local cloud itself answer programs of this machine, and no web page of another origin."""

import contextlib
import http.client
import json
from urllib.parse import urlsplit

import pytest

FOREIGN = [
    {"Origin": "https://example.com"},
    {"Origin": "null"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Host": "rebound.example.com"},
    {"Host": ""},
]


def ask(url: str, path: str, headers: dict[str, str] | None = None, data: bytes | None = None):
    """The status and the JSON of an answer."""
    connection = http.client.HTTPConnection(urlsplit(url).netloc)
    with contextlib.closing(connection):
        connection.request("POST" if data is not None else "GET", path, data, headers or {})
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read())


@pytest.mark.parametrize("path", ["/_local/health", "/_local/calls", "/moto-api/reset"])
@pytest.mark.parametrize("headers", FOREIGN, ids=str)
def test_a_page_of_another_origin_is_refused(url, aws, path, headers):
    topic = aws("sns").create_topic(Name="stays")["TopicArn"]
    status, said = ask(url, path, headers, data=b"" if "reset" in path else None)
    assert status == 403
    assert said == {"error": "only programs and pages of this machine's loopback address may ask"}
    assert [found["TopicArn"] for found in aws("sns").list_topics()["Topics"]] == [topic]


def test_programs_and_the_clouds_own_pages_are_answered(url):
    for headers in (
        {},
        {"Origin": url, "Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "none"},
        {"Host": f"localhost:{urlsplit(url).port}"},
        {"Host": "[::1]:80"},
    ):
        assert ask(url, "/_local/health", headers)[0] == 200


def test_an_unknown_endpoint_is_told_the_known_ones(url):
    status, said = ask(url, "/_local/nothing")
    assert status == 404
    assert said["error"].startswith("there is no /_local/nothing; after /_local/ comes one of ")
    assert {"calls", "health", "objects"} <= {name.strip(",") for name in said["error"].split()}
