"""Settings that are misspelt, and those that are not."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from core.domain.plans import Plans
from core.settings import Settings, UnknownSettings


def test_a_misspelt_name_is_refused_with_the_one_that_was_meant() -> None:
    with pytest.raises(UnknownSettings) as caught:
        Settings.require_known(["PATH", "SYNCTEC_ADMIN", "synctec_zzzzzz", "SYNCTEC_SUPPORT"])
    assert str(caught.value) == (
        "There are no such settings (environment or .env):\n"
        "  SYNCTEC_ADMIN (meant: SYNCTEC_ADMINS?)\n"
        "  SYNCTEC_ZZZZZZ"
    )


def test_every_setting_and_every_foreign_name_is_let_through() -> None:
    ours = [f"SYNCTEC_{name}" for name in Settings.model_fields]
    Settings.require_known([*ours, "DATABASE_URL", "SYNCTEC_STORE_TOKEN", "HOME"])


@pytest.mark.parametrize(
    ("plan", "included"),
    [
        (None, False),
        ("Starter", False),
        ("Traction", True),
        (" scale ", True),
        ("Gone", False),
        ("", False),
    ],
)
def test_a_plan_includes_order_push_from_the_gate_on(plan: str | None, included: bool) -> None:
    assert Plans().include_push(plan) is included


def test_plans_are_named_in_the_settings_the_gate_in_any_case() -> None:
    told = Settings(_env_file=None, plans="Free, Pro ,Max", push_plan="pro").push_plans
    assert told == Plans(("Free", "Pro", "Max"), "Pro")
    assert Settings(_env_file=None).push_plans == Plans(("Starter", "Traction", "Scale"))


@pytest.mark.parametrize(
    ("plans", "gate"), [("A,B", "C"), ("A,a", "A"), (",", "A"), ("Starter,Scale", "Traction")]
)
def test_plans_that_make_no_sense_are_refused(plans: str, gate: str) -> None:
    with pytest.raises(ValidationError):
        Settings(_env_file=None, plans=plans, push_plan=gate)


@pytest.mark.parametrize("channel", ["#synctec-ops", "synctec-ops", "C0", "U0ANNA"])
def test_the_operators_channel_is_an_id(channel: str) -> None:
    with pytest.raises(ValidationError, match="C0123ABCD"):
        Settings(_env_file=None, operations_channel=channel)
    assert Settings(_env_file=None, operations_channel="C0OPS").operations_channel == "C0OPS"
