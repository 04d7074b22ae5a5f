"""Whatever is written comes back equal, through real JSON."""

from __future__ import annotations

import json
from datetime import UTC
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.db import codecs
from core.db.vault import Vault
from core.domain.breakers import Refusal
from core.domain.errors import Rejected
from core.domain.pushes import PushLine
from core.domain.qualification import LineVerdict
from core.domain.reasons import Reason
from core.domain.stores import ClientCredentials, StaticToken, StoreId

bounded = settings(max_examples=60, deadline=None, derandomize=True)
texts = st.text(max_size=40)
reasons = st.builds(Reason, texts, texts, texts)
moments = st.datetimes(timezones=st.just(UTC))
refusals = st.builds(Refusal, texts, moments, reasons)
credentials = st.one_of(st.builds(StaticToken, texts), st.builds(ClientCredentials, texts, texts))
verdicts = st.builds(
    LineVerdict,
    line_gid=texts,
    sku=st.none() | texts,
    title=texts,
    quantity=st.integers(0, 10**6),
    source_id=st.none() | st.integers(1, 2**62).map(StoreId),
    reason=st.none() | reasons,
)
push_lines = st.builds(PushLine, texts, texts, texts, st.integers(0, 10**6), texts)


def through_json(value: Any) -> Any:
    return json.loads(json.dumps(value))


@bounded
@given(st.none() | reasons)
def test_a_reason_comes_back(reason: Reason | None) -> None:
    stored = through_json(codecs.optional_reason_to_json(reason))
    assert codecs.optional_reason_from_json(stored) == reason


@bounded
@given(st.lists(reasons, max_size=5).map(tuple))
def test_reasons_come_back_in_their_sequence(many: tuple[Reason, ...]) -> None:
    assert codecs.reasons_from_json(through_json(codecs.reasons_to_json(many))) == many


@bounded
@given(st.lists(refusals, max_size=3).map(tuple))
def test_refusals_come_back(many: tuple[Refusal, ...]) -> None:
    written = through_json(codecs.refusals_to_json(many))
    assert codecs.refusals_from_json(written) == many


@bounded
@given(st.lists(verdicts, max_size=5).map(tuple))
def test_judged_lines_come_back(lines: tuple[LineVerdict, ...]) -> None:
    assert codecs.verdicts_from_json(through_json(codecs.verdicts_to_json(lines))) == lines


@bounded
@given(st.lists(push_lines, max_size=5).map(tuple))
def test_lines_of_a_share_come_back(lines: tuple[PushLine, ...]) -> None:
    assert codecs.push_lines_from_json(through_json(codecs.push_lines_to_json(lines))) == lines


@bounded
@given(credentials)
def test_a_credential_comes_back(credential: StaticToken | ClientCredentials) -> None:
    stored = through_json(codecs.credential_to_json(credential))
    assert codecs.credential_from_json(stored) == credential


@bounded
@given(st.dictionaries(texts, texts, max_size=3))
def test_a_secret_is_opened_by_any_configured_key(secret: dict[str, str]) -> None:
    old, new = Vault.new_key(), Vault.new_key()
    sealed = Vault([old]).seal(secret)
    assert Vault([new, old]).open(sealed) == secret
    with pytest.raises(Rejected, match="secret_unreadable"):
        Vault([new]).open(sealed)


@pytest.mark.parametrize("keys", [[], ["short"], ["ü" * 44]])
def test_a_malformed_key_is_refused(keys: list[str]) -> None:
    with pytest.raises(Rejected, match="secret_key_malformed"):
        Vault(keys)
