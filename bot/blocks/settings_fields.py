"""The fields of the window of settings: named by their setting, marked with whose it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot import ids
from bot.blocks.inputs import Field
from bot.settings_form import VALUE, block_name, parts_of
from core.domain.setting_table import Belongs, Subject
from core.domain.words import later, say

_WHOSE = {Belongs.STORE: later("store"), Belongs.CONNECTION: later("connection")}


@dataclass(frozen=True, slots=True)
class Fields:
    """`texts` is what stands in each setting, by key."""

    subject: Subject
    texts: Mapping[str, str]
    turn: int

    def on(self, key: str) -> bool:
        """Whether a switch is on."""
        return self.texts[key] == "on"

    def of_store(self, name: str, label: str, hint: str = "", *, optional: bool = False) -> Field:
        """An input that holds for the whole store."""
        marked = f"{label} · {say(_WHOSE[Belongs.STORE])}"
        block = block_name(name, str(self.turn))
        return Field(block, _action(name), marked, hint, optional)

    def of_connection(
        self, name: str, label: str, hint: str = "", *, optional: bool = False, tells: bool = False
    ) -> Field:
        """An input of the connection that is looked at: for another one it is another input."""
        link = self.subject.connection
        marked = f"{label} · {say(_WHOSE[Belongs.CONNECTION])}"
        block = block_name(name, f"{self.turn}.{link.id if link else 0}")
        return Field(block, _action(name), marked, hint, optional, tells)

    def value(self, key: str, label: str, hint: str = "") -> Field:
        """The second input of a setting whose value has two parts."""
        # Another method, another input: a fee must not stand where steps are asked for.
        method, _ = parts_of(key, self.texts[key])
        plain = self.of_connection(f"{key}{VALUE}", label, hint)
        return Field(f"{plain.block}.{method}", plain.action, plain.label, plain.hint)


def _action(name: str) -> str:
    return ids.unique(ids.SETTING, name)
