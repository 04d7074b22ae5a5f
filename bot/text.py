"""Words on their way into Slack: escaped, cut to size, and never a command to Slack.

What a customer or merchant typed may hold `<!channel>`, markup, right-to-left overrides or 255
characters. Everything of theirs goes through `escape` (mrkdwn) or `clean` (plain and rich text).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime, timedelta

from core.domain.money import Money, cent
from core.domain.reasons import Reason
from core.domain.words import calendar_day, grouped, later, price, say

ELLIPSIS = "…"
TIMES = "\u00d7"
_ZERO_WIDTH_SPACE = "\u200b"
_JOINER = "\u200d"
_ISOLATE, _END_ISOLATE = "\u2068", "\u2069"
# What breaks a line or is no character: the categories Cc and Cs, whole.
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
# Marks that would turn the words after them around, or hide some.
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_OPENS_MARKUP = re.compile(r"(?<![^\W_])[*_~](?=\S)|`")
# What we tell people to type, after `escape` has broken its code span up.
_TICK = f"`{_ZERO_WIDTH_SPACE}?"
_COMMAND = re.compile(f"{_TICK}((?:/synctec|python app\\.py) [^`{_ZERO_WIDTH_SPACE}]*){_TICK}")
_MENTION = re.compile(r"&lt;(@[UW][A-Z0-9]+|!subteam\^S[A-Z0-9]+|#[CG][A-Z0-9]+)&gt;")
_CHANNEL = re.compile(r"[CG][A-Z0-9]{2,30}")
_BAR = 20
AND_MORE = later("… and {count} more")


def width(text: str) -> int:
    """Length in UTF-16 units: never less than what Slack counts, whichever way it counts."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, limit: int) -> str:
    """At most `limit` characters, the last one an ellipsis where something was left out; an emoji
    or an accented letter is not cut in half."""
    if width(text) <= limit:
        return text
    end = max(limit - 1, 0)
    # A character is one unit or two: so many have to go at least.
    while (over := width(text[:end]) - limit + 1) > 0:
        end -= (over + 1) // 2
    while end and (text[end - 1] == _JOINER or _goes_with_what_is_before(text[end])):
        end -= 1
    return text[:end].rstrip() + ELLIPSIS


def clean(text: str, limit: int) -> str:
    """Somebody's words on one line for plain and rich text, where no markup is read."""
    words = _CONTROLS.sub(" ", _BIDI.sub("", text))
    words = " ".join(words.split()) or "-"
    if not _right_to_left(words):
        return cut(words, limit)
    return f"{_ISOLATE}{cut(words, limit - 2)}{_END_ISOLATE}"


def escape(text: str, limit: int = 150) -> str:
    """Somebody's words inside mrkdwn: at most `limit` characters before escaping, no mention, no
    link, no markup."""
    words = _OPENS_MARKUP.sub(lambda m: m.group() + _ZERO_WIDTH_SPACE, clean(text, limit))
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def sentence(text: str, *, mentions: bool = False) -> str:
    """A whole sentence of ours that may quote somebody, for mrkdwn; commands in it can be copied as
    they stand. With `mentions`, people, user groups and channels written `<@U…>`, `<!subteam^S…>`
    and `<#C…>` become such: only for what one person alone reads, where it pings nobody."""
    safe = _COMMAND.sub(r"`\1`", escape(text, 500))
    return _MENTION.sub(r"<\1>", safe) if mentions else safe


def shorten(markup: str, limit: int) -> str:
    """mrkdwn of ours cut to size, never inside an entity, a link or an isolate."""
    if width(markup) <= limit:
        return markup
    kept = cut(markup, limit - 8).removesuffix(ELLIPSIS)
    for opening, closing in (("&", ";"), ("<", ">")):
        start = kept.rfind(opening)
        if start > kept.rfind(closing):
            kept = kept[:start]
    unclosed = kept.count(_ISOLATE) - kept.count(_END_ISOLATE)
    return kept.rstrip() + ELLIPSIS + _END_ISOLATE * unclosed


def what_to_do(remedy: str, *, mentions: bool = False) -> str:
    """A remedy with what it is in front of it, for mrkdwn."""
    return say("*What to do:* {remedy}", remedy=sentence(remedy, mentions=mentions))


def explained(reason: Reason) -> str:
    """A reason and what to do about it, on two lines. "Nothing to do: …" says for itself what it
    is."""
    quiet = reason.remedy.startswith(say("Nothing to do"))
    told = sentence(reason.remedy) if quiet else what_to_do(reason.remedy)
    return f"{sentence(reason.sentence)}\n{told}"


def channel(channel_id: str) -> str:
    """A channel, by id; nothing where it is no id."""
    return f"<#{channel_id}>" if _CHANNEL.fullmatch(channel_id) else ""


def link(url: str, label: str) -> str:
    """A mrkdwn link; `label` is somebody's words, `url` ours."""
    safe = url.replace("&", "&amp;").replace("<", "%3C").replace(">", "%3E").replace("|", "%7C")
    return f"<{safe}|{escape(label)}>"


def mention(user: str) -> str:
    """A person, by user id."""
    return f"<@{user}>"


def date(moment: datetime, lead: str = "") -> str:
    """A moment in the reader's own zone and words; UTC where Slack cannot show it. `lead` is what
    happened then: only as part of the date itself do they read as one ("Cancelled today at")."""
    before = f"{lead} " if lead else ""
    shown, fallback = date_words(moment)
    return f"<!date^{int(moment.timestamp())}^{before}{shown}|{before}{fallback}>"


def date_words(moment: datetime) -> tuple[str, str]:
    """How Slack is to show a moment to its reader, and what stands where it cannot."""
    shown = say("{date} at {time}", date="{date_short_pretty}", time="{time}")
    return shown, f"{calendar_day(moment)} {moment:%H:%M} UTC"


def time(moment: datetime) -> str:
    """The same for a moment of the next minutes: its time alone."""
    return f"<!date^{int(moment.timestamp())}^{{time}}|{moment:%H:%M} UTC>"


def age(since: datetime, now: datetime) -> str:
    """How old something is: `under 1 min`, `5 min`, `3 h`, `12 d`."""
    passed = max(now - since, timedelta(0))
    if passed < timedelta(minutes=1):
        return say("under 1 min")
    if passed < timedelta(hours=1):
        return say("{minutes} min", minutes=int(passed.total_seconds() // 60))
    if passed < timedelta(days=2):
        return say("{hours} h", hours=int(passed.total_seconds() // 3600))
    return say("{days} d", days=passed.days)


def money(amount: Money) -> str:
    """`$1,234.50`, `¥1,200`, `12.50 CHF`; in the language's form."""
    return price(amount.amount.quantize(cent(amount.currency)), amount.currency)


def bars(labels: Iterable[str], values: Iterable[int]) -> list[str]:
    """A chart of characters, a line each, where no other one can be drawn."""
    rows = list(zip(labels, values, strict=True))
    most = max((many for _, many in rows), default=0) or 1
    wide = max((len(label) for label, _ in rows), default=0)
    return [
        f"`{label:<{wide}}` {'█' * (many and max(1, round(_BAR * many / most)))} {grouped(many)}"
        for label, many in rows
    ]


def fit(lines: Iterable[str], limit: int, most: int, more: str = AND_MORE, **values: object) -> str:
    """The lines that fit, and how many did not: at most `most` lines and `limit` characters. `more`
    says so: a sentence of the catalogue with `{count}` in it, and with `values`."""
    every = list(lines)
    kept: list[str] = []
    size = 0
    for line in every[:most]:
        size += width(line) + 1
        if size > limit - 40:
            break
        kept.append(line)
    hidden = len(every) - len(kept)
    return "\n".join([*kept, say(more, count=grouped(hidden), **values)] if hidden else kept)


def _goes_with_what_is_before(character: str) -> bool:
    # Joiners, variation selectors, accents, skin tones.
    return (
        character == _JOINER
        or "\ufe00" <= character <= "\ufe0f"
        or unicodedata.combining(character) != 0
        or "\U0001f3fb" <= character <= "\U0001f3ff"
    )


def _right_to_left(text: str) -> bool:
    if text.isascii():
        return False
    return any(unicodedata.bidirectional(c) in {"R", "AL"} for c in set(text))
