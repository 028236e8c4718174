"""Inventory: ask a local cloud what it holds, and how a call ended."""

import json
import urllib.error
import urllib.request
from typing import Any
from urllib.parse import urlencode

_http = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def objects(url: str, region: str) -> list[str]:
    """The ARN of each object in that region and in the global services, sorted, without what AWS itself provides."""
    with _http.open(f"{url}/_local/objects?{urlencode({'region': region})}") as answer:
        return json.loads(answer.read())


def answer(url: str, call: str) -> dict[str, Any] | None:
    """The answer to the local provider's call of that id: status, headers, body. None if it had no effect."""
    try:
        with _http.open(f"{url}/_local/answers?{urlencode({'call': call})}") as found:
            return json.loads(found.read())
    except urllib.error.HTTPError as error:
        if error.code == 404:
            return None
        raise
