"""Settings that are misspelt, and those that are not."""

from __future__ import annotations

import pytest

from core.settings import Settings, UnknownSettings


def test_a_misspelt_name_is_refused_with_the_one_that_was_meant() -> None:
    with pytest.raises(UnknownSettings) as caught:
        Settings.require_known(["PATH", "SYNCTEC_OPERATOR", "synctec_zzzzzz", "SYNCTEC_SUPPORT"])
    assert str(caught.value) == (
        "There are no such settings (environment or .env):\n"
        "  SYNCTEC_OPERATOR (meant: SYNCTEC_OPERATORS?)\n"
        "  SYNCTEC_ZZZZZZ"
    )


def test_every_setting_and_every_foreign_name_is_let_through() -> None:
    ours = [f"SYNCTEC_{name}" for name in Settings.model_fields]
    Settings.require_known([*ours, "DATABASE_URL", "SYNCTEC_STORE_TOKEN", "HOME"])
