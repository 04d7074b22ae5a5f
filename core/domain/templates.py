"""Tags and the note of a source order, as templates: `{order}` and the like are filled in.

A template is checked when it is saved, so that nothing of it has to be refused when an order is
pushed. Whatever the check did not foresee (an order's name of sixty letters) is cut then.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from core.domain.orders import Order
from core.domain.reasons import Reason
from core.domain.stores import Store
from core.domain.words import grouped, later, say

TAG_LENGTH = 40
"""Shopify's limit for one tag (shopify.dev, API limits)."""
MOST_TAGS = 20
"""Shopify takes 250; a list that people read has fewer."""
NOTE_LENGTH = 1_000
"""Our own bound of a note's template: Shopify names none."""

PLACEHOLDERS = {
    "store": later("the destination store's name"),
    "source": later("the source store's name"),
    "order": later("the order's name, such as #1001"),
    "number": later("its number alone, such as 1001"),
    "part": later("nothing, and “ (part 2)” where the order comes in several parts"),
    "date": later("the day of the purchase, such as 2026-11-22"),
}
"""What may stand in braces, and what it becomes."""

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_BRACE = re.compile(r"[{}]")
_SPACES = re.compile(r"[^\S\n]+")


@dataclass(frozen=True, slots=True)
class Filling:
    """What the placeholders become for one source order."""

    store: str
    source: str
    order: str
    number: str
    part: str
    date: str


_LONGEST = {"order": "#EN-1234567-EU", "number": "1234567", "part": " (part 10)"}
"""As long as an order's name becomes in practice: a prefix, seven digits, a suffix."""
_SAMPLE = {"order": "#1001", "number": "1001", "part": "", "date": "2026-11-22"}
_SOURCE = "x" * 15


def filling_of(destination: Store, source: Store, order: Order, part: int) -> Filling:
    """The words for one source order; the day is the destination's own."""
    day = order.processed_at.astimezone(ZoneInfo(destination.timezone)).date()
    return Filling(
        store=destination.name,
        source=source.name,
        order=order.name,
        number=order.number,
        part=f" (part {part})" if part > 1 else "",
        date=day.isoformat(),
    )


def sample(store_name: str, source_name: str) -> Filling:
    """A usual order's words, for a preview."""
    return Filling(store=store_name, source=source_name, **_SAMPLE)


def render(template: str, filling: Filling) -> str:
    """The template filled in; what is not known stays as it was written."""

    def word(found: re.Match[str]) -> str:
        name = found[1].strip().lower()
        return str(getattr(filling, name)) if name in PLACEHOLDERS else found[0]

    return _PLACEHOLDER.sub(word, template)


def render_tag(template: str, filling: Filling) -> str:
    """One tag: at most 40 characters, without the commas at which Shopify would split it. Empty
    where nothing is left."""
    plain = _SPACES.sub(" ", render(template, filling).replace(",", " ").replace("\n", " "))
    return plain.strip()[:TAG_LENGTH].strip()


def render_tags(templates: Sequence[str], filling: Filling) -> tuple[str, ...]:
    """Every tag that is not empty, none twice (Shopify takes no heed of case)."""
    made = (render_tag(template, filling) for template in templates)
    return tuple({tag.casefold(): tag for tag in made if tag}.values())


def render_note(template: str, filling: Filling) -> str:
    """The note's own words."""
    return render(template, filling).strip()


def check_tag(template: str, store_name: str, source_name: str = _SOURCE) -> Reason | None:
    """Why the template cannot be saved as a tag, measured with an order's name as long as they
    become; None when it can."""
    if not template.strip():
        return _EMPTY_TAG
    if "," in template or "\n" in template:
        return _two_tags(template)
    unknown = _unknown(template)
    if unknown is not None:
        return unknown
    longest = Filling(store=store_name, source=source_name, date=_SAMPLE["date"], **_LONGEST)
    made = _SPACES.sub(" ", render(template, longest).replace(",", " ")).strip()
    return None if len(made) <= TAG_LENGTH else _too_long(template, made)


def check_tags(
    templates: Sequence[str], store_name: str, source_name: str = _SOURCE
) -> Reason | None:
    """Why these cannot be saved as an order's tags, None when they can."""
    if len(templates) > MOST_TAGS:
        return _too_many(len(templates))
    refusals = (check_tag(template, store_name, source_name) for template in templates)
    return next((reason for reason in refusals if reason is not None), None)


def check_note(template: str) -> Reason | None:
    """Why the template cannot be saved as a note, None when it can; an empty one may."""
    if len(template) > NOTE_LENGTH:
        return _long_note(len(template))
    return _unknown(template)


def _unknown(template: str) -> Reason | None:
    for found in _PLACEHOLDER.finditer(template):
        if found[1].strip().lower() not in PLACEHOLDERS:
            return _not_known(found[0])
    left = _BRACE.search(_PLACEHOLDER.sub("", template))
    return _not_known(left[0]) if left else None


def _not_known(what: str) -> Reason:
    known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
    return Reason(
        "placeholder_unknown",
        say("“{what}” is no placeholder that SyncTec knows.", what=what[:40]),
        say("Use {known}, or write the words without braces.", known=known),
    )


_EMPTY_TAG = Reason(
    "tag_empty", later("A tag is empty."), later("Write something, or remove the tag.")
)


def _two_tags(template: str) -> Reason:
    return Reason(
        "tag_with_comma",
        say(
            "The tag “{template}” holds a comma or a line break, at which Shopify splits tags.",
            template=template[:80],
        ),
        say("Write it without, or as two tags."),
    )


def _too_long(template: str, made: str) -> Reason:
    return Reason(
        "tag_too_long",
        say(
            "The tag “{template}” becomes “{made}”: {length} characters of at most {tag_length}.",
            template=template[:80],
            made=made[:80],
            length=len(made),
            tag_length=TAG_LENGTH,
        ),
        say("Shorten its own words, or leave a placeholder out."),
    )


def _too_many(many: int) -> Reason:
    return Reason(
        "too_many_tags",
        say(
            "{many} tags are more than the {most_tags} an order may be given.",
            many=many,
            most_tags=MOST_TAGS,
        ),
        say("Leave some out."),
    )


def _long_note(length: int) -> Reason:
    return Reason(
        "note_too_long",
        say(
            "The note has {length} characters of at most {note_length}.",
            length=grouped(length),
            note_length=grouped(NOTE_LENGTH),
        ),
        say("Shorten it."),
    )
