"""Tags and notes as templates: what they become, and what is refused when they are saved."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain import templates
from core.domain.push_settings import NOTE, TAGS
from core.domain.reasons import Reason
from core.domain.templates import TAG_LENGTH, check_note, check_tag, check_tags
from tests.unit.domain.makers import NORTH, PROPERTY, order, store

PLAIN = templates.sample("Dest Boutique", "North Supply")
KNOWN = "Use {store}, {source}, {order}, {number}, {part}, {date}, or write the words"


@pytest.mark.parametrize(
    ("template", "made"),
    [
        ("{store}", "Dest Boutique"),
        ("{order}", "#1001"),
        ("dest-{number}", "dest-1001"),
        ("{ORDER} / {source}", "#1001 / North Supply"),
        ("{ date }", "2026-11-22"),
        ("{order}{part}", "#1001"),
        ("no placeholder", "no placeholder"),
        ("{unheard of}", "{unheard of}"),
    ],
)
def test_a_template_is_filled_in(template: str, made: str) -> None:
    assert templates.render(template, PLAIN) == made


def test_the_words_are_the_orders_and_the_day_is_the_stores() -> None:
    evening = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    found = order(name="EN-1001", processed_at=evening)
    north = store(NORTH)
    filled = templates.filling_of(store(timezone="Europe/Berlin"), north, found, 2)
    made = templates.render("{store}|{source}|{order}|{number}|{part}|{date}", filled)
    assert made == "Dest Boutique|North Supply|EN-1001|1001| (part 2)|2026-11-23"
    assert templates.filling_of(store(), north, found, 1).part == ""


@pytest.mark.parametrize(
    ("name", "tag"),
    [
        ("Dest Boutique", "Dest Boutique"),
        ("Shirts, Hats", "Shirts Hats"),
        ("x" * 40, "x" * 40),
        ("x" * 41, "x" * 40),
        ("x" * 39 + " y", "x" * 39),
        (",a,", "a"),
        (",,", ""),
    ],
)
def test_a_name_becomes_a_tag_of_forty_characters_without_commas(name: str, tag: str) -> None:
    assert templates.render_tag("{store}", templates.sample(name, "North")) == tag


def test_no_tag_is_empty_and_none_is_there_twice() -> None:
    filled = templates.sample(",", "Dest")
    tags = ("{store}", "{source}", "dest", "{order}")
    assert templates.render_tags(tags, filled) == ("dest", "#1001")


@PROPERTY
@given(st.text(max_size=80), st.text(max_size=80))
def test_no_name_breaks_a_tag(store_name: str, source_name: str) -> None:
    for tag in templates.render_tags(
        ("{store}", "x{source}"), templates.sample(store_name, source_name)
    ):
        assert 0 < len(tag) <= TAG_LENGTH
        assert "," not in tag
        assert tag == tag.strip()


def code(reason: Reason | None) -> str | None:
    return reason.code if reason else None


@pytest.mark.parametrize(
    ("template", "refusal"),
    [
        ("{store}", None),
        ("{store} {order}{part}", None),
        ("from {store} {order}{part}", "tag_too_long"),
        ("{source} {order}", None),
        ("x" * 40, None),
        ("x" * 41, "tag_too_long"),
        # With #1001 it would fit; with an order's name as long as they become it does not.
        ("from our boutique in Berlin as {order}", "tag_too_long"),
        ("", "tag_empty"),
        ("  ", "tag_empty"),
        ("a, b", "tag_with_comma"),
        ("a\nb", "tag_with_comma"),
        ("{customer}", "placeholder_unknown"),
        ("{", "placeholder_unknown"),
        ("{order}}", "placeholder_unknown"),
    ],
)
def test_a_tag_is_checked_when_it_is_saved(template: str, refusal: str | None) -> None:
    assert code(check_tag(template, "Dest Boutique")) == refusal


def test_who_wrote_an_unknown_placeholder_is_told_the_known_ones() -> None:
    refused = check_note("For {customer}")
    assert refused is not None
    assert refused.sentence == "“{customer}” is no placeholder that SyncTec knows."
    assert refused.remedy.startswith(KNOWN)


def test_a_tag_that_is_too_long_is_shown_as_it_would_be() -> None:
    refused = check_tag("{store}", "x" * 41)
    assert refused is not None
    assert refused.sentence.endswith(f"“{'x' * 41}”: 41 characters of at most 40.")


def test_what_comes_as_the_default_can_be_saved() -> None:
    assert check_tags(TAGS, "Dest Boutique", "North Supply") is None
    assert check_note(NOTE) is None


@pytest.mark.parametrize(
    ("tags", "refusal"),
    [((), None), (("a",) * 20, None), (("a",) * 21, "too_many_tags"), (("a", ""), "tag_empty")],
)
def test_all_tags_are_checked_at_once(tags: tuple[str, ...], refusal: str | None) -> None:
    assert code(check_tags(tags, "Dest")) == refusal


@pytest.mark.parametrize(
    ("note", "refusal"),
    [("", None), ("x" * 1000, None), ("x" * 1001, "note_too_long"), ("{x}", "placeholder_unknown")],
)
def test_a_note_is_checked_when_it_is_saved(note: str, refusal: str | None) -> None:
    assert code(check_note(note)) == refusal


@PROPERTY
@given(st.text(max_size=60), st.text(min_size=1, max_size=30))
def test_what_was_saved_is_not_cut(template: str, store_name: str) -> None:
    """With a name no longer than foreseen, every letter of a checked tag is there."""
    if check_tag(template, store_name, "North") is None:
        whole = templates.render(template, templates.sample(store_name, "North"))
        made = templates.render_tag(template, templates.sample(store_name, "North"))
        assert "".join(made.split()) == "".join(whole.replace(",", " ").split())
