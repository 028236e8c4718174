"""Config: the provider's configuration, and the refusal of everything that is not this laptop."""

import ipaddress
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from local.providers.aws.schema import config_keys

# Not of pulumi-aws: the engine adds them to a provider's inputs.
ENGINE_KEYS = frozenset({"version", "pluginDownloadURL", "pluginChecksums", "parameterization", "__internal"})
HOW = 'start the local cloud with `make up` and run `eval "$(make -s env)"`; a real account uses Pulumi\'s normal home'


class ConfigError(Exception):
    """The configuration cannot be used."""


@dataclass(frozen=True)
class Settings:
    """What the provider needs of its configuration."""

    region: str
    endpoints: Mapping[str, str]
    """Service -> address; "" is for every other service."""
    default_tags: Mapping[str, str] = field(default_factory=dict)
    allowed: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()

    def endpoint(self, service: str) -> str:
        """The address that serves a service."""
        found = self.endpoints.get(service) or self.endpoints.get("")
        if not found:
            raise ConfigError(
                f"no endpoint is set for {service}: the local provider talks to the local cloud only; {HOW}"
            )
        return found

    def refuse_account(self, account: str) -> None:
        """ConfigError, worded as pulumi-aws does, when this account may not be touched."""
        if account in self.forbidden or (self.allowed and account not in self.allowed):
            raise ConfigError(f"AWS account ID not allowed: {account}")


def decode(raw: Mapping[str, Any]) -> dict[str, Any]:
    """Nested values reach a provider as JSON text."""
    return {key: _decode(value) for key, value in raw.items()}


def unknown_keys(config: Mapping[str, Any], package: str = "aws") -> list[str]:
    """The keys that pulumi-aws, or pulumi-aws-native, does not have."""
    return sorted(set(config) - config_keys(package) - ENGINE_KEYS)


def settings(raw: Mapping[str, Any], package: str = "aws") -> Settings:
    """The settings, from configuration first and the environment second. ConfigError says what to do."""
    config = decode(raw)
    if wrong := unknown_keys(config, package):
        raise ConfigError(
            f"unknown provider configuration {', '.join(wrong)}; known are {', '.join(sorted(config_keys(package)))}"
        )
    region = config.get("region") or os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION")
    if not region:
        raise ConfigError(f"no region is set; run `pulumi config set {package}:region eu-west-1` or set AWS_REGION")
    return Settings(
        region=str(region),
        endpoints=_endpoints(config),
        default_tags={k: str(v) for k, v in (config.get("defaultTags") or {}).get("tags", {}).items()},
        allowed=_texts(config.get("allowedAccountIds")),
        forbidden=_texts(config.get("forbiddenAccountIds")),
    )


def _endpoints(config: Mapping[str, Any]) -> dict[str, str]:
    found = {"": os.environ.get("AWS_ENDPOINT_URL", "")}
    for entry in config.get("endpoints") or []:
        found.update({_service(name): str(url) for name, url in entry.items() if url})
    if not any(found.values()):
        raise ConfigError(f"no endpoint is set: the local provider talks to the local cloud only; {HOW}")
    for url in filter(None, found.values()):
        if not is_loopback(url):
            raise ConfigError(
                f"the endpoint {url} is not this machine: the local provider talks to the local cloud only; {HOW}"
            )
    return found


def is_loopback(url: str) -> bool:
    """Whether the address can be nothing but this machine."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme not in ("http", "https"):
        return False
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _service(name: str) -> str:
    """pulumi-aws's name of a service -> botocore's, where they differ."""
    return {"appautoscaling": "application-autoscaling", "eventbridge": "events"}.get(name.lower(), name.lower())


def _texts(values: Any) -> tuple[str, ...]:
    return tuple(str(v) for v in values or ())


def _decode(value: Any) -> Any:
    if isinstance(value, str) and value[:1] in ("[", "{"):
        try:
            return json.loads(value)
        except json.JSONDecodeError:
            return value
    return value
