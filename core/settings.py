"""Every setting there is, in one model. Read at the edge only; secrets never print themselves."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AliasChoices, Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from core.domain.lookups import DELAYS
from core.domain.people import Policy
from core.domain.plans import PLANS, PUSH_PLAN, Plans, plans_of
from core.domain.stores import is_channel
from core.domain.storms import AT_LEAST as STORM_FROM

_PREFIX = "SYNCTEC_"


class ProcessRole(StrEnum):
    """What one process does; any number of each may share a database."""

    WEB = "web"  # takes webhooks, and hears people in Slack
    WORKER = "worker"  # carries out jobs, and keeps the timer
    ALL = "all"

    @property
    def hears(self) -> bool:
        """Whether it takes what comes in."""
        return self is not ProcessRole.WORKER

    @property
    def works(self) -> bool:
        """Whether it carries out jobs."""
        return self is not ProcessRole.WEB


class MissingSettings(Exception):
    """What has to be set before the bot can run, all of it at once."""

    def __init__(self, names: list[str]) -> None:
        self.names = names
        listed = "\n".join(f"  {name}" for name in names)
        super().__init__(f"These settings are missing (environment or .env):\n{listed}")


class UnknownSettings(Exception):
    """Variables that look like settings and are none: a misspelt one would have no effect."""

    def __init__(self, names: Iterable[str]) -> None:
        # What all names begin with would make each of them like every other.
        known = sorted(name.removeprefix(_PREFIX) for name in _environment_names())
        guesses = {
            name: difflib.get_close_matches(name.removeprefix(_PREFIX), known, n=1)
            for name in names
        }
        listed = "\n".join(
            f"  {name}{f' (meant: {_PREFIX}{near[0]}?)' if near else ''}"
            for name, near in guesses.items()
        )
        super().__init__(f"There are no such settings (environment or .env):\n{listed}")


class Settings(BaseSettings):
    """`SYNCTEC_…` in the environment or in `.env`; docs/settings.md explains each. An empty value
    is as good as none."""

    model_config = SettingsConfigDict(
        env_prefix="SYNCTEC_",
        env_file=".env",
        env_ignore_empty=True,
        extra="ignore",
        populate_by_name=True,
    )

    database_url: SecretStr | None = Field(
        None, validation_alias=AliasChoices("SYNCTEC_DATABASE_URL", "DATABASE_URL")
    )
    data_dir: Path = Path("var/synctec")
    secret_keys: SecretStr | None = None

    role: ProcessRole = ProcessRole.ALL
    slack_mode: Literal["socket", "http"] = "socket"
    slack_bot_token: SecretStr | None = None
    slack_app_token: SecretStr | None = None
    slack_signing_secret: SecretStr | None = None
    slack_api_url: str = "https://slack.com/api/"
    slack_speed: float = Field(1, gt=0, le=1000)
    admins: str = ""
    operations_channel: str | None = None

    shopify_url_template: str = "https://{shop}.myshopify.com"
    shopify_admin_url_template: str = "https://admin.shopify.com/store/{shop}"
    public_url: str | None = None

    http_host: str = "127.0.0.1"
    http_port: int = Field(8080, ge=0, le=65535)

    language: str = "en"
    digest_at: str = "09:00"
    poll_seconds: int = Field(30, ge=1)
    push_lease_seconds: float = Field(60, gt=0)
    request_timeout_seconds: float = Field(30, gt=0)
    look_up_seconds: Annotated[tuple[float, ...], NoDecode] = tuple(
        delay.total_seconds() for delay in DELAYS
    )
    storm_from: int = Field(STORM_FROM, ge=0)
    retry_minutes: float = Field(60, ge=0)
    keep_deliveries_days: int = Field(7, ge=1)
    keep_jobs_days: int = Field(30, ge=1)
    keep_attempts_days: int = Field(90, ge=1)
    keep_customers_days: int = Field(60, ge=1)
    keep_orders_days: int = Field(400, ge=90)
    workers: int = Field(8, ge=1, le=64)
    plans: Annotated[tuple[str, ...], NoDecode] = PLANS
    push_plan: str = PUSH_PLAN
    support: str = "support@synctec.io"
    log_format: Literal["auto", "json", "console"] = "auto"

    @field_validator("shopify_url_template", "shopify_admin_url_template")
    @classmethod
    def _has_shop(cls, value: str) -> str:
        if "{shop}" not in value:
            msg = "must have {shop} in it"
            raise ValueError(msg)
        return value.rstrip("/")

    @field_validator("look_up_seconds", "plans", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        """`5,55,240`, with or without brackets."""
        return value.strip("[] ").split(",") if isinstance(value, str) else value

    @field_validator("operations_channel")
    @classmethod
    def _is_channel(cls, value: str | None) -> str | None:
        if value is not None and not is_channel(value):
            msg = "must be the id of a Slack channel, such as C0123ABCD"
            raise ValueError(msg)
        return value

    @field_validator("digest_at")
    @classmethod
    def _is_time(cls, value: str) -> str:
        hour, _, minute = value.partition(":")
        if not (hour.isdigit() and minute.isdigit() and int(hour) < 24 and int(minute) < 60):
            msg = "must be a time such as 09:00"
            raise ValueError(msg)
        return f"{int(hour):02d}:{int(minute):02d}"

    @model_validator(mode="after")
    def _lease_outlasts_request(self) -> Self:
        if self.push_lease_seconds <= self.request_timeout_seconds:
            msg = "SYNCTEC_PUSH_LEASE_SECONDS must be more than SYNCTEC_REQUEST_TIMEOUT_SECONDS"
            raise ValueError(msg)
        if not self.look_up_seconds:
            msg = "SYNCTEC_LOOK_UP_SECONDS must name at least one wait"
            raise ValueError(msg)
        return self

    @model_validator(mode="after")
    def _gate_is_a_plan(self) -> Self:
        plans_of(self.plans, self.push_plan)
        return self

    @property
    def push_plans(self) -> Plans:
        """The plans there are, and from which on orders are pushed."""
        return plans_of(self.plans, self.push_plan)

    @property
    def keys(self) -> list[str]:
        """Fernet keys, the newest first."""
        text = self.secret_keys.get_secret_value() if self.secret_keys else ""
        return [key.strip() for key in text.split(",") if key.strip()]

    @property
    def policy(self) -> Policy:
        """Who is admin, whatever is granted."""
        named = {name.strip() for name in self.admins.split(",") if name.strip()}
        return Policy(frozenset(named - {"*"}), everyone="*" in named)

    @property
    def look_up_delays(self) -> tuple[timedelta, ...]:
        """Waits before each look-up of a push in doubt."""
        return tuple(timedelta(seconds=seconds) for seconds in self.look_up_seconds)

    @property
    def webhook_address(self) -> str | None:
        """Where Shopify sends deliveries; None: the bot polls."""
        return f"{self.public_url.rstrip('/')}/webhooks/shopify" if self.public_url else None

    @property
    def polls_only(self) -> bool:
        """No address for webhooks: polling is the only way in."""
        return self.public_url is None

    @staticmethod
    def require_known(names: Iterable[str]) -> None:
        """Raises UnknownSettings where one of these variables begins like ours and is none."""
        ours = {name.upper() for name in names if name.upper().startswith("SYNCTEC_")}
        strangers = ours - _environment_names() - _OTHERS
        if strangers:
            raise UnknownSettings(sorted(strangers))

    def require_core(self) -> None:
        """Raises MissingSettings unless stores can be kept."""
        self._require({"SYNCTEC_SECRET_KEYS": bool(self.keys)})

    def require_bot(self) -> None:
        """Raises MissingSettings unless the bot can run in its role and mode."""
        signed = self.role.hears and not self.hears_socket
        self._require(
            {
                "SYNCTEC_SECRET_KEYS": bool(self.keys),
                "SYNCTEC_SLACK_BOT_TOKEN": self.slack_bot_token is not None,
                "SYNCTEC_SLACK_APP_TOKEN": not self.hears_socket
                or self.slack_app_token is not None,
                "SYNCTEC_SLACK_SIGNING_SECRET": not signed or self.slack_signing_secret is not None,
            }
        )

    @property
    def hears_socket(self) -> bool:
        """Whether this process opens a connection that Slack's requests come by."""
        return self.role.hears and self.slack_mode == "socket"

    @staticmethod
    def _require(present: dict[str, bool]) -> None:
        missing = [name for name, there in present.items() if not there]
        if missing:
            raise MissingSettings(missing)


# Read elsewhere: by `stores add`, and by the tests.
_OTHERS = frozenset(
    {
        "SYNCTEC_STORE_TOKEN",
        "SYNCTEC_STORE_CLIENT_SECRET",
        "SYNCTEC_STORE_WEBHOOK_SECRET",
        "SYNCTEC_CHROMIUM",
        "SYNCTEC_SCREENSHOTS",
        "SYNCTEC_GALLERY",
    }
)


def _environment_names() -> frozenset[str]:
    return frozenset(f"SYNCTEC_{name.upper()}" for name in Settings.model_fields)
