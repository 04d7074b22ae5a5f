"""What somebody wants changed, held against what is kept and against what they were shown.

Nobody overwrites what they have not seen: a setting that another person changed since is not
touched, and told. Whoever asks for what is there already changes nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from core.domain.setting_table import BY_KEY, Belongs, Setting, Subject, settings_of
from core.domain.words import say

_TOLD = 120
_ORDER = {key: at for at, key in enumerate(BY_KEY)}


class Unusable(Exception):
    """What was typed cannot be taken: a sentence for each key."""

    def __init__(self, mistakes: Mapping[str, str]) -> None:
        super().__init__("; ".join(f"{key}: {said}" for key, said in mistakes.items()))
        self.mistakes = dict(mistakes)


@dataclass(frozen=True, slots=True)
class Change:
    """One setting, in words: what it was and what it is."""

    setting: Setting
    was: str
    now: str

    @property
    def said(self) -> str:
        """In one line, long texts cut."""
        return f"{say(self.setting.name)} {_cut(self.was)} → {_cut(self.now)}"


@dataclass(frozen=True, slots=True)
class Clash:
    """A setting that somebody else (`by`, where that is known) changed to `theirs` since it was
    shown, and that was to become `yours`."""

    setting: Setting
    theirs: str
    yours: str
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Changed:
    """`subject` as it is now to be. With clashes nothing has changed."""

    subject: Subject
    changes: tuple[Change, ...] = ()
    clashes: tuple[Clash, ...] = ()

    def of(self, belongs: Belongs) -> tuple[Change, ...]:
        """The changes of the store, or of the connection."""
        return tuple(change for change in self.changes if change.setting.belongs is belongs)


def mark(text: str) -> str:
    """A short fingerprint of a setting's text, for a window to remember what it showed."""
    return hashlib.sha256(text.encode()).hexdigest()[:10]


def marks_of(subject: Subject) -> dict[str, str]:
    """The fingerprint of every setting that the subject has, by key."""
    return {
        setting.key: mark(setting.text(setting.of(subject))) for setting in settings_of(subject)
    }


def change(
    subject: Subject, entered: Mapping[str, str], shown: Mapping[str, str] | None = None
) -> Changed:
    """The subject with what was entered, by key. `shown` are the fingerprints of what the person
    saw: what they left as it was stays as it is now. Without it, every key that is named counts.

    Raises:
        Unusable: something cannot be taken; nothing is changed.
        KeyError: no such key, or one of a connection where none is looked at.
    """
    wanted = {
        key: entered[key]
        for key in sorted(entered, key=_ORDER.__getitem__)
        if shown is None or mark(entered[key]) != shown.get(key)
    }
    values = _read(subject, wanted)
    changes: list[Change] = []
    clashes: list[Clash] = []
    changed = subject
    for key, value in values.items():
        setting = BY_KEY[key]
        before, after = setting.of(subject), value
        if before == after or (shown and mark(setting.text(after)) == shown.get(key)):
            continue
        was, now = setting.words(before), setting.words(after)
        if shown is not None and mark(setting.text(before)) != shown.get(key):
            clashes.append(Clash(setting, was, now))
        else:
            changes.append(Change(setting, was, now))
            changed = setting.put(changed, value)
    if clashes:
        return Changed(subject, clashes=tuple(clashes))
    return Changed(changed, tuple(changes))


def _read(subject: Subject, wanted: Mapping[str, str]) -> dict[str, object]:
    values: dict[str, object] = {}
    mistakes: dict[str, str] = {}
    for key, typed in wanted.items():
        try:
            values[key] = BY_KEY[key].read(typed, subject)
        except ValueError as mistake:
            mistakes[key] = str(mistake)
    if mistakes:
        raise Unusable(mistakes)
    return values


def _cut(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _TOLD else f"{plain[: _TOLD - 1].rstrip()}…"
