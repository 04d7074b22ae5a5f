"""From a catalogue's file to the language it holds; what is wrong in it keeps the bot from
starting."""

from __future__ import annotations

import gettext
import string
from collections.abc import Iterator, Sequence
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.messages import Catalog, Message
from babel.messages.pofile import PoFileError, read_po

from core.domain.errors import Rejected
from core.domain.reasons import Reason
from core.domain.words import ENGLISH, Language
from core.words.forms import LocaleForms

FOLDER = Path(__file__).parent
_SHOWN = 5


def languages(folder: Path = FOLDER) -> list[str]:
    """What can be spoken: English, and every catalogue that is there."""
    return sorted([ENGLISH.code, *(file.stem for file in folder.glob("*.po"))])


def language_of(code: str, folder: Path = FOLDER) -> Language:
    """The language, its catalogue read whole.

    Raises:
        Rejected: there is no such catalogue, or it cannot be used; the sentence says why.
    """
    if code == ENGLISH.code:
        return ENGLISH
    if code not in languages(folder):
        raise Rejected(_unknown(code, folder))
    catalog = _read(code, folder / f"{code}.po")
    faults = list(_faults(catalog))
    if faults:
        raise Rejected(_broken(code, faults))
    said = [(_keys(each), _forms(each)) for each in catalog if each.id and _is_said(each)]
    return Language(
        code,
        {keys[0]: forms[0] for keys, forms in said if len(keys) == 1},
        {keys[0]: forms for keys, forms in said if len(keys) > 1},
        gettext.c2py(catalog.plural_expr),
        LocaleForms(catalog.locale or Locale.parse(code)),
    )


def placeholders(sentence: str) -> set[str]:
    """The names in braces. Raises ValueError for a brace that is left open."""
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def _read(code: str, file: Path) -> Catalog:
    try:
        locale = Locale.parse(code)
        with file.open("rb") as source:
            return read_po(source, locale=locale, abort_invalid=True)
    except (UnknownLocaleError, ValueError, PoFileError) as error:
        raise Rejected(_broken(code, [str(error)])) from error


def _is_said(message: Message) -> bool:
    # One that somebody still has to look over is said in English.
    return not message.fuzzy and all(_forms(message))


def _keys(message: Message) -> tuple[str, ...]:
    """The sentence; of a counted thing the English singular and plural."""
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def _forms(message: Message) -> tuple[str, ...]:
    said = message.string or ""
    return (said,) if isinstance(said, str) else tuple(said)


def _faults(catalog: Catalog) -> Iterator[str]:
    """Sentences whose placeholders are not those of their key."""
    for message in catalog:
        if not message.id or not _is_said(message):
            continue
        keys = _keys(message)
        wanted = set().union(*map(placeholders, keys))
        if len(keys) > 1 and len(_forms(message)) != catalog.num_plurals:
            yield f"“{keys[0]}” has {len(_forms(message))} forms of {catalog.num_plurals}"
        for form in _forms(message):
            found = _found(form)
            # A singular may leave out its number.
            missing = wanted - found - ({"count"} if len(keys) > 1 else set())
            if missing or found - wanted:
                yield f"“{form}” is to have {_named(wanted)}, and has {_named(found)}"


def _found(form: str) -> set[str]:
    try:
        return placeholders(form)
    except ValueError:
        return {"a brace that is left open"}


def _named(names: set[str]) -> str:
    return " ".join(sorted(f"{{{name}}}" for name in names)) or "no placeholder"


# Said while no language is spoken yet.
def _unknown(code: str, folder: Path) -> Reason:
    there = ", ".join(languages(folder))
    return Reason(
        "language_unknown",
        f"There is no catalogue for the language “{code}”: SYNCTEC_LANGUAGE can be {there}.",
        "docs/words.md says how another one is made.",
    )


def _broken(code: str, faults: Sequence[str]) -> Reason:
    told = "; ".join(faults[:_SHOWN])
    more = f"; and {len(faults) - _SHOWN} more" if len(faults) > _SHOWN else ""
    return Reason(
        "catalogue_broken",
        f"The catalogue core/words/{code}.po cannot be used: {told}{more}.",
        "Correct it, or start in English: SYNCTEC_LANGUAGE=en.",
    )
