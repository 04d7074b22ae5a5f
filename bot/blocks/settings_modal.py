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

TITLE = "Order push settings"


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
        TITLE,
        (
            warning,
            header(f"Store: {words.clean(subject.store.name, 100)}"),
            context(_standing(card)),
            *settings_store.inputs(fields),
            divider(),
            *_connection(card, fields),
        ),
        callback=ids.SUBMIT_SETTINGS,
        memo=memo,
        submit="Save",
        close="Cancel",
    )


def clashed(clashes: Sequence[Clash]) -> Block:
    """What somebody else changed meanwhile, on top of the window that shows it now."""
    told = [f"• {_clash(clash)}" for clash in clashes]
    lead = "⚠️ *Nothing was saved: somebody else changed this meanwhile.*"
    after = "The window shows it as it is now, and the rest as you had it. Save again if it fits."
    return section(words.fit([lead, *told, after], SECTION, 30))


def not_saved(source: str, names: Sequence[str]) -> Block:
    """What was entered for one connection, and left for another."""
    listed = words.escape(", ".join(names), 500)
    name = words.escape(source, 100)
    said = f"⚠️ Not saved for {name}: {listed}. Choose {name} again, enter it and press Save."
    return section(said)


def _connection(card: SettingsCard, fields: Fields) -> list[Block]:
    source = card.subject.source
    if source is None:
        store = words.escape(card.subject.store.handle, 40)
        add = f"No source ships for this store yet: app.py connections add {store}"
        return [section(add)]
    store_name = words.clean(card.subject.store.name, 60)
    name = f"Connection: {store_name} → {words.clean(source.name, 60)}"
    return [header(name), *settings_connection.inputs(fields, card.sources)]


def _standing(card: SettingsCard) -> str:
    store, plans = card.subject.store, card.plans
    plan = plans.of(store.settings.plan)
    included = "" if plans.include_push(plan) else f", order push from {plans.gate} on"
    paused = "⏸️ paused" if store.settings.paused else "not paused"
    said = words.escape(f"Plan {plan}{included} · {paused}.", 200)
    verb = "resume" if store.settings.paused else "pause"
    return (
        f"{said} Change it with `{ids.COMMAND} plan {store.handle}` and "
        f"`{ids.COMMAND} {verb} {store.handle}`."
    )


def _clash(clash: Clash) -> str:
    by = f" by {who(clash.by)}" if clash.by else ""
    theirs, yours = words.escape(clash.theirs, 200), words.escape(clash.yours, 200)
    return f"{clash.setting.name}: now {theirs}{by}; you had {yours}"
