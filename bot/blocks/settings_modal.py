"""The settings of a store and of one of its connections in one window; each says whose it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot import ids
from bot import text as words
from bot.blocks import settings_connection, settings_store
from bot.blocks.change import who
from bot.blocks.parts import SECTION, Block, View, context, divider, header, modal, section
from bot.blocks.settings_fields import Fields
from core.domain.setting_cards import SettingsCard
from core.domain.setting_changes import Clash
from core.domain.setting_table import settings_of
from core.domain.words import later, say

TITLE = later("Order push settings")


def build(
    card: SettingsCard,
    memo: str,
    entered: Mapping[str, str],
    turn: int = 0,
    warning: Block | None = None,
) -> View:
    """`entered` comes before what is kept. Another `turn` makes every input new, so that it shows
    what it is given now."""
    subject = card.subject
    kept = {setting.key: setting.text(setting.of(subject)) for setting in settings_of(subject)}
    fields = Fields(subject, {**kept, **entered}, turn)
    return modal(
        say(TITLE),
        (
            warning,
            header(say("Store: {store}", store=words.clean(subject.store.name, 100))),
            context(_standing(card)),
            *settings_store.inputs(fields),
            divider(),
            *_connection(card, fields),
        ),
        callback=ids.SUBMIT_SETTINGS,
        memo=memo,
        submit=say("Save"),
        close=say("Cancel"),
    )


def clashed(clashes: Sequence[Clash]) -> Block:
    """What somebody else changed meanwhile, on top of the window that shows it now."""
    told = [f"• {_clash(clash)}" for clash in clashes]
    lead = say("⚠️ *Nothing was saved: somebody else changed this meanwhile.*")
    after = say(
        "The window shows it as it is now, and the rest as you had it. Save again if it fits."
    )
    return section(words.fit([lead, *told, after], SECTION, 30))


def not_saved(source: str, names: Sequence[str]) -> Block:
    """What was entered for one connection, and left for another."""
    listed = words.escape(", ".join(names), 500)
    name = words.escape(source, 100)
    said = say(
        "⚠️ Not saved for {name}: {listed}. Choose {name} again, enter it and press Save.",
        name=name,
        listed=listed,
    )
    return section(said)


def _connection(card: SettingsCard, fields: Fields) -> list[Block]:
    source = card.subject.source
    if source is None:
        store = words.escape(card.subject.store.handle, 40)
        add = say("No source ships for this store yet: app.py connections add {store}", store=store)
        return [section(add)]
    store_name = words.clean(card.subject.store.name, 60)
    name = say(
        "Connection: {store_name} → {source}",
        store_name=store_name,
        source=words.clean(source.name, 60),
    )
    return [header(name), *settings_connection.inputs(fields, card.sources)]


def _standing(card: SettingsCard) -> str:
    store, plans = card.subject.store, card.plans
    plan = plans.of(store.settings.plan)
    included = (
        "" if plans.include_push(plan) else say(", order push from {gate} on", gate=plans.gate)
    )
    paused = say("⏸️ paused") if store.settings.paused else say("not paused")
    said = words.escape(
        say("Plan {plan}{included} · {paused}.", plan=plan, included=included, paused=paused), 200
    )
    verb = "resume" if store.settings.paused else "pause"
    return say(
        "{said} Change it with `/synctec plan {store}` and `/synctec {verb} {store}`.",
        said=said,
        store=store.handle,
        verb=verb,
    )


def _clash(clash: Clash) -> str:
    by = (" " + say("by {who}", who=who(clash.by))) if clash.by else ""
    theirs, yours = words.escape(clash.theirs, 200), words.escape(clash.yours, 200)
    return say(
        "{setting}: now {theirs}{by}; you had {yours}",
        setting=say(clash.setting.name),
        theirs=theirs,
        by=by,
        yours=yours,
    )
