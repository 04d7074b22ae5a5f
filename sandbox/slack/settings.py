"""What a person may set: rates, the way of delivery, the app's manifest."""

import re
from typing import Any

from sandbox.slack.people import Wrong
from sandbox.slack.state import Json

MOST_DOMAINS = 5
_NUMBERS = ("messagesPerSecond", "burst", "tierScale", "eventRetryScale")


def changed_settings(old: Json, change: Json) -> Json:
    """The settings after a change (Wrong says what cannot be set)."""
    unknown = set(change) - set(old)
    if unknown:
        raise Wrong(f"There is no setting {', '.join(sorted(unknown))}.")
    if change.get("ackSeconds", 3) != 3:
        raise Wrong("Slack's 3 seconds cannot be changed.")
    for name in _NUMBERS:
        if name in change and not _positive(change[name]):
            raise Wrong(f"{name} must be a number above 0.")
    if change.get("mode", "socket") not in ("socket", "http"):
        raise Wrong("mode is socket or http.")
    url = change.get("requestUrl")
    if url is not None and not re.match(r"https?://\S+$", str(url)):
        raise Wrong("requestUrl must be an http address, or null.")
    return {**old, **change}


def _positive(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value > 0


def checked_manifest(manifest: Json) -> Json:
    """A manifest whose commands Slack would take (Wrong)."""
    features = manifest.get("features")
    if not isinstance(manifest.get("display_information"), dict) or not isinstance(features, dict):
        raise Wrong("A manifest has display_information and features.")
    for command in features.get("slash_commands") or []:
        _checked_command(command)
    _checked_domains(features.get("unfurl_domains") or [])
    if manifest.get("functions"):
        _checked_functions(manifest["functions"], manifest.get("settings") or {})
    return manifest


def _checked_functions(functions: Any, settings: Json) -> None:
    """As docs.slack.dev has custom steps of Bolt apps: flat parameters, an app for the whole
    organisation that runs elsewhere."""
    if not settings.get("org_deploy_enabled") or settings.get("function_runtime") != "remote":
        raise Wrong("functions need org_deploy_enabled: true and function_runtime: remote.")
    for callback_id, function in functions.items():
        if not re.fullmatch(r"[a-z0-9_-]{1,100}", callback_id):
            raise Wrong(
                f"A function's callback id is small letters, digits, - and _: {callback_id}"
            )
        for part in ("title", "description", "input_parameters", "output_parameters"):
            if part not in function:
                raise Wrong(f"The function {callback_id} needs {part}.")
        for kind in ("input_parameters", "output_parameters"):
            _checked_parameters(callback_id, function[kind])


def _checked_parameters(callback_id: str, parameters: Any) -> None:
    for name, one in parameters.items():
        if not isinstance(one, dict) or not one.get("type"):
            raise Wrong(f"The parameter {name} of {callback_id} needs a type.")
        if one.get("name", name) != name:
            raise Wrong(f"The parameter {name} of {callback_id} is named otherwise within.")


def _checked_domains(domains: Any) -> None:
    good = isinstance(domains, list) and all(re.fullmatch(r"[a-z0-9.-]+", str(d)) for d in domains)
    if not good or len(domains) > MOST_DOMAINS:
        raise Wrong(f"unfurl_domains are up to {MOST_DOMAINS} domains, without https://: {domains}")


def _checked_command(command: Any) -> None:
    name = command.get("command") if isinstance(command, dict) else None
    if not isinstance(name, str) or not re.fullmatch(r"/[a-z0-9_-]{1,31}", name):
        raise Wrong(f"A command is / and up to 31 small letters, digits, - or _: {name!r}.")
    if not command.get("description"):
        raise Wrong(f"{name} needs a description.")
