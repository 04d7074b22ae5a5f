"""Two stores' stock compared: counted up in place, what differs, what was put right."""

from __future__ import annotations

from bot import ids
from bot import text as words
from bot.blocks.parts import Block, Message, actions, button, context, header, message, section
from bot.comparison_values import comparison_value
from core.domain.stock.cards import ComparisonCard, PlacedDifference
from core.domain.stock.comparisons import Stage, is_suspicious
from core.domain.words import grouped, say, say_many

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
    title = say("Comparing the stock of {names} …", names=_names(card))
    source, destination = card.listed
    lines = (
        _listed(card.link.destination.name, destination),
        _listed(card.link.source.name, source),
    )
    return message(
        f"⏳ {title}", (section("\n".join((f"⏳ *{title}*", *lines))), _small_print(card))
    )


def _listed(name: str, counted: int | None) -> str:
    told = (
        say("its stock is asked for")
        if counted is None
        else say_many("{count} variant", "{count} variants", counted)
    )
    return f"▫️ {words.escape(name, 80)}: {told}"


def _failed(card: ComparisonCard) -> Message:
    title = say("The stock of {names} could not be compared", names=_names(card))
    said = f"⚠️ *{title}.*"
    if (reason := card.run.reason) is not None:
        said += f" {words.sentence(reason.sentence)}\n{words.what_to_do(reason.remedy)}"
    return message(f"⚠️ {title}", (section(said), _small_print(card, say("Nothing was changed."))))


def _equal(card: ComparisonCard) -> Message:
    items = say_many("{count} item", "{count} items", card.run.items)
    said = say(
        "✅ *{destination} shows what it is to.* {items} compared with {source}.",
        destination=words.escape(card.link.destination.name, 80),
        items=items,
        source=words.escape(card.link.source.name, 80),
    )
    if card.run.left_alone:
        said += " " + say_many(
            "{count} item left alone: not tracked, not kept there, being written just now, or in "
            "no location group of both stores.",
            "{count} items left alone: not tracked, not kept there, being written just now, or in "
            "no location group of both stores.",
            card.run.left_alone,
        )
    if not card.run.items:
        said = say("⚠️ *Nothing could be compared.* {why_nothing}", why_nothing=_why_nothing(card))
    return message(
        say("Stock of {names} compared: {items}", names=_names(card), items=items),
        (section(said), _small_print(card)),
    )


def _why_nothing(card: ComparisonCard) -> str:
    if card.run.left_alone:
        return say_many(
            "{count} item of {names} are matched, and none is tracked and kept at a "
            "location that a group joins with one of the other store: `/synctec "
            "locations`.",
            "{count} items of {names} are matched, and none is tracked and kept at a "
            "location that a group joins with one of the other store: `/synctec "
            "locations`.",
            card.run.left_alone,
            names=_names(card),
        )
    link = card.link
    typed = f"`{ids.COMMAND} match {link.destination.handle} {link.source.handle}`"
    return say(
        "No item of {names} is matched and active: {typed}.", names=_names(card), typed=typed
    )


def _shown(card: ComparisonCard) -> Message:
    title = _title(card)
    return message(
        title,
        (
            header(title),
            section(say("Stock of {names}", names=_names(card))),
            *_differences(card),
            _warning(card),
            actions([_apply(card)]),
            _small_print(
                card,
                say("Nothing was changed yet. Each number is read again before it is written."),
            ),
        ),
    )


def _apply(card: ComparisonCard) -> Block:
    items = say_many("{count} item", "{count} items", card.run.differing)
    value = comparison_value(card.run)
    return button(
        say("Apply to {items}", items=items), ids.APPLY_DIFFERENCES, value, style="primary"
    )


def _warning(card: ComparisonCard) -> Block | None:
    if not is_suspicious(card.run):
        return None
    groups = f"`{ids.COMMAND} locations`"
    return section(
        say(
            "⚠️ So many at once are no drift. Check the location groups first: {groups}.",
            groups=groups,
        )
    )


def _mended(card: ComparisonCard) -> Message:
    over = card.run.stage is Stage.DONE
    title = f"✅ {_title(card)}" if over else say("⏳ Putting stock right …")
    done = card.run.differing - card.waiting
    said = say(
        "*{done} of {items} looked at, {numbers} written.*",
        done=grouped(done),
        items=say_many("{count} item", "{count} items", card.run.differing),
        numbers=say_many("{count} number", "{count} numbers", card.written),
    )
    if over and not card.waiting and not card.written:
        said += " " + say("The others were right by then: orders had explained them.")
    return message(
        title,
        (
            header(title),
            section(say("Stock of {names}", names=_names(card)) + f"\n{said}"),
            *_differences(card),
            context(_left(card)) if card.waiting else None,
            _small_print(
                card,
                say("Applied by {actor}", actor=words.mention(card.run.applied_by or "")),
            ),
        ),
    )


def _left(card: ComparisonCard) -> str:
    return say_many(
        "{count} item is waited for: units that are missing at a store may have "
        "been sold a moment ago, which is known within ten minutes, or a store does "
        "not take the number now. SyncTec goes on trying.",
        "{count} items are waited for: units that are missing at a store may have "
        "been sold a moment ago, which is known within ten minutes, or a store does "
        "not take the number now. SyncTec goes on trying.",
        card.waiting,
    )


def _mended_by_night(card: ComparisonCard) -> Message:
    """One line: it is read in the morning."""
    sign = "⚠️" if card.waiting and card.run.stage is Stage.DONE else "🌙"
    text = f"{sign} {_by_night(card)}"
    lines = [_difference(each) for each in card.found[: card.shown]]
    more = card.run.numbers - len(lines)
    where = say("in the thread") if card.run.attached else say("the list follows")
    if more > 0:
        lines.append(say("and {more} more, {where}", more=grouped(more), where=where))
    named = "; ".join(lines)
    left = context(_left(card)) if card.waiting else None
    return message(text, (section(f"*{text}*: {named}."), left))


def _by_night(card: ComparisonCard) -> str:
    differing = say_many("{count} item", "{count} items", card.run.differing)
    names, items = _names(card), grouped(card.run.items)
    if not card.waiting:
        return say(
            "Stock of {names} compared: {differing} of {items} put right",
            names=names,
            differing=differing,
            items=items,
        )
    return say(
        "Stock of {names} compared: {differing} of {items} differ, {done} of them put right so far",
        names=names,
        differing=differing,
        items=items,
        done=grouped(card.run.differing - card.waiting),
    )


def _differences(card: ComparisonCard) -> list[Block | None]:
    lines = [f"• {_difference(each)}" for each in card.found]
    hidden = card.run.numbers - len(card.found)
    return [
        section(words.fit(lines, _TEXT, _LINES)) if lines else None,
        context(say("… and {count} more: {list}", count=grouped(hidden), list=_list(card)))
        if hidden > 0
        else None,
    ]


def _list(card: ComparisonCard) -> str:
    if card.run.reason is not None:
        why = f"{card.run.reason.sentence} {card.run.reason.remedy}"
        return say("the list could not be attached. {why}", why=words.sentence(why))
    return (
        say("the whole list is in the thread.") if card.run.attached else say("the list follows.")
    )


def _difference(placed: PlacedDifference) -> str:
    one = placed.difference
    sku = words.escape(one.sku.replace("`", "'"), 80)
    place = (
        (" " + say("at {location}", location=words.escape(placed.location, 60)))
        if placed.location
        else ""
    )
    shows = (
        say("is not kept there")
        if one.shows is None
        else say("shows {shows}", shows=grouped(one.shows))
    )
    return say(
        "`{sku}`{place} {shows}, is to show *{wanted}*",
        sku=sku or say("(no SKU)"),
        place=place,
        shows=shows,
        wanted=grouped(one.wanted),
    )


def _title(card: ComparisonCard) -> str:
    differing = grouped(card.run.differing)
    items = say_many("{count} item", "{count} items", card.run.items)
    return say_many(
        "{differing} of {items} differs",
        "{differing} of {items} differ",
        card.run.differing,
        differing=differing,
        items=items,
    )


def _small_print(card: ComparisonCard, *more: str) -> Block:
    actor = card.run.actor
    asked = words.mention(actor) if actor else say("SyncTec, by night")
    at = card.run.finished_at or card.run.started_at
    return context(*more, say("Asked for by {asked}, {when}", asked=asked, when=words.date(at)))


def _names(card: ComparisonCard) -> str:
    here, there = card.link.destination, card.link.source
    return say(
        "{here} and {there}", here=words.escape(here.name, 80), there=words.escape(there.name, 80)
    )
