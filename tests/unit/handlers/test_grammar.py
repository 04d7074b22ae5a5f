"""What people type after `/synctec`."""

import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.blocks import help as help_blocks
from core.domain.push_list import Shown
from handlers.grammar import (
    Command,
    Digest,
    DigestNow,
    DigestSwitch,
    Explain,
    Help,
    History,
    Locations,
    Misunderstood,
    Pause,
    Plan,
    Push,
    Pushes,
    Resume,
    Retry,
    RetryAll,
    Settings,
    Unfulfilled,
    parse,
)

FEE = Decimal("4.90")
# Slack writes whom somebody picks while typing as an id.
_PICKED = re.compile(r"@\w+")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", Help()),
        ("   ", Help()),
        ("help", Help()),
        ("Help!", Help()),
        ("push", Push()),
        ("pushes", Pushes()),
        ("pushes all", Pushes()),
        ("pushes failed", Pushes(shown=Shown.FAILED)),
        ("pushes DEST failed", Pushes("dest", Shown.FAILED)),
        ("pushes today dest", Pushes("dest", Shown.TODAY)),
        ("pushes under way", Pushes(shown=Shown.UNDER_WAY)),
        ("pushes all failed", Pushes(shown=Shown.FAILED)),
        ("PUSH", Push()),
        ("push dest", Push("dest")),
        ("push dest 1001", Push("dest", "1001")),
        ("Push DEST #1001", Push("dest", "1001")),
        ("push dest # 1001", Push("dest", "1001")),
        ("push #1001 dest", Push("dest", "1001")),
        ("push dest EN-1001", Push("dest", "EN-1001")),
        ("push dest #EN-1001", Push("dest", "EN-1001")),
        ("push `dest` `1001`", Push("dest", "1001")),
        ('push "dest" "#1001"', Push("dest", "1001")),
        ("push “dest” \u20181001\u2019", Push("dest", "1001")),
        ('push dest "EN 1001"', Push("dest", "EN 1001")),
        ("`push dest 1001`", Push("dest", "1001")),
        ('push "dest 1001"', Push("dest", "1001")),
        ("push dest: 1001,", Push("dest", "1001")),
        ("push\u00a0dest\u00a01001", Push("dest", "1001")),
        ("push dest \u200b1001", Push("dest", "1001")),
        ("push 1001", Push(None, "1001")),
        ("push #1001", Push(None, "1001")),
        ("push 365 1001", Push("365", "1001")),
        ("push dest 1001 shipping 4.90", Push("dest", "1001", FEE)),
        ("push dest 1001 SHIPPING 4,90", Push("dest", "1001", FEE)),
        ("push dest 1001 shipping: $4.90", Push("dest", "1001", FEE)),
        ("push dest 1001 --shipping=4.90", Push("dest", "1001", FEE)),
        ("push dest shipping 4.90 1001", Push("dest", "1001", FEE)),
        ("push dest shipping 0", Push("dest", "", Decimal("0.00"))),
        ("push a&amp;b 1001", Push("a&b", "1001")),
        ("push 1001 dest", Push("dest", "1001")),
        ("push dest order 1001", Push("dest", "1001")),
        ("push Order #1001 dest", Push("dest", "1001")),
        ("push order 1001", Push("order", "1001")),
        ("retry dest Order No. 1001", Retry("dest", "1001")),
        ("/SyncTec push dest 1001", Push("dest", "1001")),
        ("push --help", Help()),
        ("retry HELP", Help()),
        ("?", Help()),
        ("retry all", RetryAll()),
        ("Retry ALL", RetryAll()),
        ("retry dest 1001", Retry("dest", "1001")),
        ("retry all 1001", Retry("all", "1001")),
        ("retry #1001 dest", Retry("dest", "1001")),
        ("unfulfilled", Unfulfilled()),
        ("unfulfilled all", Unfulfilled()),
        ("UNFULFILLED Dest", Unfulfilled("dest")),
        ("settings dest", Settings("dest")),
        ("Settings DEST North", Settings("dest", "north")),
        ("settings dest -> north", Settings("dest", "north")),
        ("settings for `dest`", Settings("dest")),
        ("plan dest", Plan("dest")),
        ("Plan dest Traction", Plan("dest", "Traction")),
        ("plan dest Scale Plus", Plan("dest", "Scale Plus")),
        ("pause Dest", Pause("dest")),
        ("resume dest.", Resume("dest")),
        ("digest now", DigestNow()),
        ("digest", Digest()),
        ("digest off", DigestSwitch(enabled=False)),
        ("digest ON", DigestSwitch(enabled=True)),
        ("Locations", Locations()),
        ("explain dest #1001", Explain("dest", "1001")),
        ("history dest #1001", History("dest", "1001")),
        ("History order 1001 dest", History("dest", "1001")),
        ("Explain order 1001 dest", Explain("dest", "1001")),
        ("Digest Now", DigestNow()),
    ],
)
def test_understood(typed: str, meant: Command) -> None:
    assert parse(typed) == meant


@pytest.mark.parametrize(
    ("typed", "pointed_at", "verb"),
    [
        ("pusch dest 1001", "`pusch`", "push"),
        ("reply dest 1001", "`reply`", "retry"),
        ("unfullfilled", "`unfullfilled`", "unfulfilled"),
        ("make me a sandwich", "`make`", None),
        ("push dest 1001 now please", "`now please`", "push"),
        # A store may be called shipping; then the rest is too much.
        ("push shipping 4.90 dest 1001", "`dest 1001`", "push"),
        ("push dest 1001 4.90", "`4.90` was not expected: behind", "push"),
        ("push dest 1001 Shiping 4.90", "only `shipping` and its amount", "push"),
        ("push dest 1001 1002", "`1001 1002` are several orders", "push"),
        ("push dest 1001,#1002", "`1001,#1002` are several orders", "push"),
        ("push Dest Boutique 1001", "`Dest Boutique` is more than", "push"),
        ("push dest/1001", "`dest/1001` is no store", "push"),
        ("push dest:1001", "two words", "push"),
        ("push ALL", "`retry all`", "push"),
        ("push dest all", "`retry all`", "push"),
        ("retry dest all", "every store at once", "retry"),
        ("retry All dest", "every store at once", "retry"),
        ("retry dest 1001 shipping 4.90", "keeps the shipping fee", "retry"),
        ("Digest now please", "`please` was not expected: after `digest`", "digest"),
        ("dest 1001", "`push` comes first", "push"),
        ("1001", "`push` comes first", "push"),
        ("Resend dest 1001", "`retry`", "retry"),
        ("list", "`unfulfilled`", "unfulfilled"),
        ("push dest 1001 shipping", "amount is missing", "push"),
        ("push dest 1001 shipping much", "`much`", "push"),
        ("push dest 1001 shipping -5", "`-5`", "push"),
        ("push dest 1001 shipping 1,234", "`1,234`", "push"),
        ("push #1001 #1002", "`#1001`", "push"),
        ("settings", "destination store", "settings"),
        ("settings dest north please", "`please` was not expected", "settings"),
        ("settings dest/north", "`dest/north` is no store", "settings"),
        ("setings dest", "`settings`", "settings"),
        ("config dest", "`settings`", "settings"),
        ("plan", "comes a store", "plan"),
        ("pause", "comes a store", "pause"),
        ("pause all", "one store at a time", "pause"),
        ("pause #1001", "a store's name belongs", "pause"),
        ("stop dest", "`pause`", "pause"),
        ("resume dest now", "`now` was not expected", "resume"),
        ("retry", "`all`", "retry"),
        ("retry dest", "order number is missing", "retry"),
        ("retry #1001", "store is missing", "retry"),
        ("retry dest 1001 1002", "`1001 1002`", "retry"),
        ("unfulfilled dest north", "`north`", "unfulfilled"),
        ("digest tomorrow", "`tomorrow`", "digest"),
        (f"push dest {'9' * 61}", "too long", "push"),
    ],
)
def test_not_understood_points_at_what_was_wrong(
    typed: str, pointed_at: str, verb: str | None
) -> None:
    told = parse(typed)
    assert isinstance(told, Misunderstood)
    assert pointed_at in told.problem
    assert told.verb == verb


def test_every_usage_line_is_understood_as_the_verb_it_explains() -> None:
    for verb, lines in help_blocks.USAGE.items():
        for typed, _ in lines:
            command = parse(_PICKED.sub("<@U012|anna>", typed))
            assert not isinstance(command, Misunderstood)
            assert type(command).__name__.lower().startswith(verb)


def test_what_a_person_types_is_quoted_back_without_pinging_anybody() -> None:
    told = parse("push dest 1001 <!channel> `x` *y*")
    assert isinstance(told, Misunderstood)
    assert "<!channel>" not in told.problem
    message = help_blocks.misunderstood(told.typed, told.problem, told.verb)
    assert "<!channel>" not in str(message.blocks)


@settings(max_examples=300, derandomize=True)
@given(st.text(max_size=120))
def test_nothing_typed_is_an_error(typed: str) -> None:
    for words in (typed, f"push {typed}", f"retry {typed}", f"digest {typed}"):
        command = parse(words)
        if isinstance(command, Misunderstood):
            said = re.sub(r"&(amp|lt|gt);", "", command.problem)
            assert not set("<>&") & set(said)


HANDLES = st.from_regex(r"[a-z][a-z0-9-]{0,30}", fullmatch=True).filter(lambda h: h != "shipping")
NUMBERS = st.from_regex(r"([A-Z]{1,4}-)?[0-9]{1,12}", fullmatch=True)
QUOTED = st.sampled_from(["{}", "`{}`", '"{}"', "“{}”", "'{}'"])
CENTS = st.integers(0, 99_999_999)


@settings(max_examples=300, derandomize=True)
@given(HANDLES, NUMBERS, QUOTED, st.sampled_from(["", "#"]), st.booleans())
def test_store_and_number_survive_case_quotes_and_signs(
    handle: str, number: str, quoted: str, sign: str, shout: bool
) -> None:
    named = handle.upper() if shout else handle
    typed = f"push {quoted.format(named)} {quoted.format(sign + number)}"
    assert parse(typed) == Push(handle, number)


@settings(max_examples=200, derandomize=True)
@given(HANDLES, NUMBERS, CENTS, st.sampled_from([".", ","]))
def test_a_fee_is_exact(handle: str, number: str, cents: int, point: str) -> None:
    typed = f"push {handle} {number} shipping {cents // 100}{point}{cents % 100:02}"
    assert parse(typed) == Push(handle, number, Decimal(cents) / 100)
