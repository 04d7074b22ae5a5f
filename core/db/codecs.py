"""Domain values as JSON, and back. Explicit on purpose: a renamed field must not change what is
stored without somebody seeing it here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter

from core.domain.breakers import Refusal
from core.domain.progress import Tracking
from core.domain.push_settings import ConnectionSettings, StoreSettings
from core.domain.pushes import PushLine
from core.domain.qualification import LineVerdict
from core.domain.reasons import Reason
from core.domain.routes import Routes, Topic
from core.domain.stores import ClientCredentials, StaticToken, StoreId

Json = dict[str, Any]


def reason_to_json(reason: Reason) -> Json:
    """A reason, words included: they are what was said at the time."""
    return {"code": reason.code, "sentence": reason.sentence, "remedy": reason.remedy}


def reason_from_json(value: Mapping[str, Any]) -> Reason:
    """The inverse of `reason_to_json`."""
    return Reason(value["code"], value["sentence"], value["remedy"])


def optional_reason_to_json(reason: Reason | None) -> Json | None:
    """The same, where there may be none."""
    return None if reason is None else reason_to_json(reason)


def optional_reason_from_json(value: Mapping[str, Any] | None) -> Reason | None:
    """The inverse of `optional_reason_to_json`."""
    return None if value is None else reason_from_json(value)


def reasons_to_json(reasons: Iterable[Reason]) -> list[Json]:
    """Reasons in their sequence."""
    return [reason_to_json(reason) for reason in reasons]


def reasons_from_json(values: Iterable[Mapping[str, Any]]) -> tuple[Reason, ...]:
    """The inverse of `reasons_to_json`."""
    return tuple(reason_from_json(value) for value in values)


def refusals_to_json(refusals: Iterable[Refusal]) -> list[Json]:
    """What a store does not let us do."""
    return [
        {
            "what": refusal.what,
            "since": refusal.since.isoformat(),
            "reason": reason_to_json(refusal.reason),
        }
        for refusal in refusals
    ]


def refusals_from_json(values: Iterable[Mapping[str, Any]]) -> tuple[Refusal, ...]:
    """The inverse of `refusals_to_json`."""
    return tuple(
        Refusal(
            what=value["what"],
            since=datetime.fromisoformat(value["since"]),
            reason=reason_from_json(value["reason"]),
        )
        for value in values
    )


def verdicts_to_json(lines: Iterable[LineVerdict]) -> list[Json]:
    """The judged lines of an order in their sequence."""
    return [
        {
            "line": line.line_gid,
            "sku": line.sku,
            "title": line.title,
            "quantity": line.quantity,
            "source": line.source_id,
            "reason": optional_reason_to_json(line.reason),
            "place": line.place,
            "units": line.units,
        }
        for line in lines
    ]


def verdicts_from_json(values: Iterable[Mapping[str, Any]]) -> tuple[LineVerdict, ...]:
    """The inverse of `verdicts_to_json`."""
    return tuple(
        LineVerdict(
            line_gid=value["line"],
            sku=value["sku"],
            title=value["title"],
            quantity=value["quantity"],
            source_id=None if value["source"] is None else StoreId(value["source"]),
            reason=optional_reason_from_json(value["reason"]),
            place=value.get("place"),
            units=value.get("units"),
        )
        for value in values
    )


def push_lines_to_json(lines: Iterable[PushLine]) -> list[Json]:
    """The lines of a share in their sequence."""
    return [
        {
            "line": line.line_gid,
            "sku": line.sku,
            "title": line.title,
            "quantity": line.quantity,
            "variant": line.variant_gid,
            "place": line.place,
        }
        for line in lines
    ]


def push_lines_from_json(values: Iterable[Mapping[str, Any]]) -> tuple[PushLine, ...]:
    """The inverse of `push_lines_to_json`."""
    return tuple(
        PushLine(
            line_gid=value["line"],
            sku=value["sku"],
            title=value["title"],
            quantity=value["quantity"],
            variant_gid=value["variant"],
            place=value.get("place"),
        )
        for value in values
    )


def credential_to_json(credential: StaticToken | ClientCredentials) -> Json:
    """A credential in clear: only ever on its way into the vault."""
    if isinstance(credential, StaticToken):
        return {"token": credential.token}
    return {"client_id": credential.client_id, "client_secret": credential.client_secret}


def credential_from_json(value: Mapping[str, Any]) -> StaticToken | ClientCredentials:
    """The inverse of `credential_to_json`."""
    if "token" in value:
        return StaticToken(value["token"])
    return ClientCredentials(value["client_id"], value["client_secret"])


# Settings are the exception: many, nested, and each with a default for what was kept before it
# came. A test holds an example of every field against a rename.
_STORE_SETTINGS = TypeAdapter(StoreSettings)
_CONNECTION_SETTINGS = TypeAdapter(ConnectionSettings)


def store_settings_to_json(settings: StoreSettings) -> Json:
    """The settings of a destination store."""
    dumped: Json = _STORE_SETTINGS.dump_python(settings, mode="json")
    return dumped


def store_settings_from_json(value: Mapping[str, Any]) -> StoreSettings:
    """The inverse of `store_settings_to_json`; what is missing is as it comes."""
    return _STORE_SETTINGS.validate_python(value)


def connection_settings_to_json(settings: ConnectionSettings) -> Json:
    """The settings of a connection."""
    dumped: Json = _CONNECTION_SETTINGS.dump_python(settings, mode="json")
    return dumped


def connection_settings_from_json(value: Mapping[str, Any]) -> ConnectionSettings:
    """The inverse of `connection_settings_to_json`; what is missing is as it comes."""
    return _CONNECTION_SETTINGS.validate_python(value)


def tracking_to_json(tracking: Tracking) -> Json:
    """Who carries a parcel, and under which numbers."""
    return {
        "company": tracking.company,
        "numbers": list(tracking.numbers),
        "urls": list(tracking.urls),
    }


def tracking_from_json(value: Mapping[str, Any]) -> Tracking:
    """The inverse of `tracking_to_json`."""
    return Tracking(value["company"], tuple(value["numbers"]), tuple(value["urls"]))


def routes_to_json(routes: Routes) -> Json:
    """Which channel hears what of a store, and until when what is muted."""
    return {
        "channels": {topic.value: channel for topic, channel in routes.channels.items()},
        "muted": {topic.value: until.isoformat() for topic, until in routes.muted.items()},
    }


def routes_from_json(value: Json) -> Routes:
    """The inverse of `routes_to_json`; of a store that nobody said anything about it is empty."""
    channels, muted = value.get("channels", {}), value.get("muted", {})
    return Routes(
        {Topic(name): str(channel) for name, channel in channels.items()},
        {Topic(name): datetime.fromisoformat(until) for name, until in muted.items()},
    )
