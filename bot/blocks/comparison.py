"""Two stores' stock compared: counted up in place, what differs, what was put right."""

from __future__ import annotations

from bot import ids
from bot import text as words
from bot.blocks.parts import Block, Message, actions, button, context, header, message, section
from bot.comparison_values import comparison_value
from core.domain.stock.cards import ComparisonCard, PlacedDifference
from core.domain.stock.comparisons import Stage, is_suspicious

_LINES, _TEXT = 12, 2600


def build(card: ComparisonCard) -> Message:
    """How it stands now."""
    run = card.run
    if run.stage is Stage.FAILED:
        return _failed(card)
    if run.stage is Stage.READING:
        return _reading(card)
    if not run.differing:
        return _equal(card)
    if run.stage is Stage.SHOWN:
        return _shown(card)
    return _mended_by_night(card) if card.mended_by_night else _mended(card)


def _reading(card: ComparisonCard) -> Message:
    title = f"Comparing the stock of {_names(card)} {words.ELLIPSIS}"
    source, destination = card.listed
    lines = (
        _listed(card.link.destination.name, destination),
        _listed(card.link.source.name, source),
    )
    return message(
        f"⏳ {title}", (section("\n".join((f"⏳ *{title}*", *lines))), _small_print(card))
    )


def _listed(name: str, counted: int | None) -> str:
    told = "its stock is asked for" if counted is None else words.count(counted, "variant")
    return f"▫️ {words.escape(name, 80)}: {told}"


def _failed(card: ComparisonCard) -> Message:
    title = f"The stock of {_names(card)} could not be compared"
    said = f"⚠️ *{title}.*"
    if (reason := card.run.reason) is not None:
        said += f" {words.sentence(reason.sentence)}\n*What to do:* {words.sentence(reason.remedy)}"
    return message(f"⚠️ {title}", (section(said), _small_print(card, "Nothing was changed.")))


def _equal(card: ComparisonCard) -> Message:
    items = words.count(card.run.items, "item")
    said = f"✅ *{words.escape(card.link.destination.name, 80)} shows what it is to.* "
    said += f"{items} compared with {words.escape(card.link.source.name, 80)}."
    if card.run.left_alone:
        said += f" {words.count(card.run.left_alone, 'item')} left alone: not tracked, not kept "
        said += "there, being written just now, or in no location group of both stores."
    if not card.run.items:
        said = f"⚠️ *Nothing could be compared.* {_why_nothing(card)}"
    return message(
        f"Stock of {_names(card)} compared: {items}", (section(said), _small_print(card))
    )


def _why_nothing(card: ComparisonCard) -> str:
    if card.run.left_alone:
        return (
            f"{words.count(card.run.left_alone, 'item')} of {_names(card)} are matched, and none "
            "is tracked and kept at a location that a group joins with one of the other store: "
            f"`{ids.COMMAND} locations`."
        )
    link = card.link
    typed = f"`{ids.COMMAND} match {link.destination.handle} {link.source.handle}`"
    return f"No item of {_names(card)} is matched and active: {typed}."


def _shown(card: ComparisonCard) -> Message:
    title = _title(card)
    return message(
        title,
        (
            header(title),
            section(f"Stock of {_names(card)}"),
            *_differences(card),
            _warning(card),
            actions([_apply(card)]),
            _small_print(
                card, "Nothing was changed yet. Each number is read again before it is written."
            ),
        ),
    )


def _apply(card: ComparisonCard) -> Block:
    items = words.count(card.run.differing, "item")
    value = comparison_value(card.run)
    return button(f"Apply to {items}", ids.APPLY_DIFFERENCES, value, style="primary")


def _warning(card: ComparisonCard) -> Block | None:
    if not is_suspicious(card.run):
        return None
    groups = f"`{ids.COMMAND} locations`"
    return section(f"⚠️ So many at once are no drift. Check the location groups first: {groups}.")


def _mended(card: ComparisonCard) -> Message:
    over = card.run.stage is Stage.DONE
    title = f"✅ {_title(card)}" if over else f"⏳ Putting stock right {words.ELLIPSIS}"
    done = card.run.differing - card.waiting
    said = f"*{done:,} of {words.count(card.run.differing, 'item')} looked at, "
    said += f"{words.count(card.written, 'number')} written.*"
    if over and not card.waiting and not card.written:
        said += " The others were right by then: orders had explained them."
    return message(
        title,
        (
            header(title),
            section(f"Stock of {_names(card)}\n{said}"),
            *_differences(card),
            context(_left(card)) if card.waiting else None,
            _small_print(card, f"Applied by {words.mention(card.run.applied_by or '')}"),
        ),
    )


def _left(card: ComparisonCard) -> str:
    few = "is" if card.waiting == 1 else "are"
    return (
        f"{words.count(card.waiting, 'item')} {few} waited for: units that are missing at a store "
        "may have been sold a moment ago, which is known within ten minutes, or a store does not "
        "take the number now. SyncTec goes on trying."
    )


def _mended_by_night(card: ComparisonCard) -> Message:
    """One line: it is read in the morning."""
    differing = words.count(card.run.differing, "item")
    done = card.run.differing - card.waiting
    came = "put right" if not card.waiting else f"differ, {done:,} of them put right so far"
    sign = "⚠️" if card.waiting and card.run.stage is Stage.DONE else "🌙"
    text = f"{sign} Stock of {_names(card)} compared: {differing} of {card.run.items:,} {came}"
    lines = [_difference(each) for each in card.found[: card.shown]]
    more = card.run.numbers - len(lines)
    where = "in the thread" if card.run.attached else "the list follows"
    named = "; ".join(lines) + (f"; and {more:,} more, {where}" if more > 0 else "")
    left = context(_left(card)) if card.waiting else None
    return message(text, (section(f"*{text}*: {named}."), left))


def _differences(card: ComparisonCard) -> list[Block | None]:
    lines = [f"• {_difference(each)}" for each in card.found]
    hidden = card.run.numbers - len(card.found)
    return [
        section(words.fit(lines, _TEXT, _LINES)) if lines else None,
        context(f"… and {hidden:,} more: {_list(card)}") if hidden > 0 else None,
    ]


def _list(card: ComparisonCard) -> str:
    if card.run.reason is not None:
        why = f"{card.run.reason.sentence} {card.run.reason.remedy}"
        return f"the list could not be attached. {words.sentence(why)}"
    return "the whole list is in the thread." if card.run.attached else "the list follows."


def _difference(placed: PlacedDifference) -> str:
    one = placed.difference
    sku = words.escape(one.sku.replace("`", "'"), 80)
    place = f" at {words.escape(placed.location, 60)}" if placed.location else ""
    shows = "is not kept there" if one.shows is None else f"shows {one.shows:,}"
    return f"`{sku or '(no SKU)'}`{place} {shows}, is to show *{one.wanted:,}*"


def _title(card: ComparisonCard) -> str:
    few = "differs" if card.run.differing == 1 else "differ"
    return f"{card.run.differing:,} of {words.count(card.run.items, 'item')} {few}"


def _small_print(card: ComparisonCard, *more: str) -> Block:
    actor = card.run.actor
    asked = words.mention(actor) if actor else "SyncTec, by night"
    at = card.run.finished_at or card.run.started_at
    return context(*more, f"Asked for by {asked}, {words.date(at)}")


def _names(card: ComparisonCard) -> str:
    here, there = card.link.destination, card.link.source
    return f"{words.escape(here.name, 80)} and {words.escape(there.name, 80)}"
