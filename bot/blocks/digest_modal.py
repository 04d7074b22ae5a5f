"""The window of a channel's digest: whether, when, on which days, in which zone, which stores."""

from __future__ import annotations

from bot import ids
from bot import text as words
from bot.blocks.parts import (
    Block,
    View,
    checkboxes,
    context,
    input_block,
    modal,
    option,
    section,
    text_input,
)
from core.domain.digests import DigestForm
from core.domain.words import later, say

TITLE = later("Digest")
ON = "on"
_DAYS = (
    later("Monday"),
    later("Tuesday"),
    later("Wednesday"),
    later("Thursday"),
    later("Friday"),
    later("Saturday"),
    later("Sunday"),
)
_STORES = 100
_WHAT_FOR = later(
    "Once a day {channel} gets what failed and what is not shipped yet, oldest first. When nothing "
    "is late, it says so."
)


def build(form: DigestForm, memo: str) -> View:
    """As it is set now."""
    settings = form.settings
    days = [option(say(name), day) for day, name in enumerate(_DAYS, 1)]
    chosen = [each for each in days if int(each["value"]) in settings.weekdays]
    switch = [option(say("Post it"), ON)]
    return modal(
        say(TITLE),
        (
            section(say(_WHAT_FOR, channel=words.channel(settings.channel))),
            checkboxes(
                ids.INPUT_DIGEST_ON, say("Digest"), switch, switch if settings.enabled else []
            ),
            input_block(
                ids.INPUT_DIGEST_AT,
                say("At"),
                {
                    "type": "timepicker",
                    "action_id": ids.INPUT_DIGEST_AT,
                    "initial_time": settings.at,
                },
            ),
            checkboxes(ids.INPUT_DIGEST_DAYS, say("On"), days, chosen),
            text_input(
                ids.INPUT_DIGEST_ZONE,
                say("Time zone"),
                hint=say("A name of the IANA, as Europe/Berlin or America/New_York."),
                placeholder="Europe/Berlin",
                value=settings.timezone,
            ),
            _about(form),
            context(say("`/synctec digest now` posts it at once; `digest off` ends it.")),
        ),
        callback=ids.SUBMIT_DIGEST,
        memo=memo,
        submit=say("Save"),
    )


def _about(form: DigestForm) -> Block | None:
    every = [option(store.name, store.id) for store in form.stores[:_STORES]]
    if not every:
        return None
    theirs = {store.id for store in form.settings.stores(form.stores)}
    chosen = [each for each in every if int(each["value"]) in theirs]
    name = ids.INPUT_DIGEST_STORES
    element: Block = {"type": "multi_static_select", "action_id": name, "options": every}
    if chosen:
        element["initial_options"] = chosen
    return input_block(name, say("Stores"), element)
