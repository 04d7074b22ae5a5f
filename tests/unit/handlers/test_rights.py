"""What each command takes; nothing is open by having been forgotten."""

from __future__ import annotations

import pytest

from core.domain.people import Right
from core.usecases.authorise import AtStores, Everywhere, Somewhere
from handlers import grammar, rights
from handlers.grammar.words import Command

FOR_EVERYONE = {grammar.Help, grammar.Misunderstood}


def test_every_command_takes_a_right_or_is_for_everyone() -> None:
    # By name: a dataclass with slots is made twice.
    known = {kind.__name__ for kind in Command.__subclasses__()}
    assert known == {kind.__name__ for kind in (*rights.COMMANDS, *FOR_EVERYONE)}


def test_every_verb_is_one_of_these_commands() -> None:
    typed = {
        "push": "push dest 1001",
        "retry": "retry dest 1001",
        "explain": "explain dest 1001",
        "history": "history dest 1001",
        "allow": "allow <@U0ANNA> viewer dest",
        "deny": "deny <@U0ANNA>",
    }
    for verb in ("push", "retry", "unfulfilled", "explain", "people", "audit", "allow", "deny"):
        command = grammar.parse(typed.get(verb, verb))
        assert type(command) in rights.COMMANDS, verb


@pytest.mark.parametrize(
    ("typed", "right", "about"),
    [
        ("push dest 1001", Right.OPERATOR, AtStores(["dest"], sources=True)),
        ("push", Right.OPERATOR, Somewhere()),
        ("history dest 1001", Right.VIEWER, AtStores(["dest"], sources=True)),
        ("unfulfilled north", Right.VIEWER, AtStores(["north"])),
        ("resync dest north", Right.OPERATOR, AtStores(["dest", "north"])),
        ("resync dest", Right.OPERATOR, AtStores(["dest"], sources=True)),
        ("settings dest", Right.ADMIN, AtStores(["dest"])),
        ("pause dest", Right.OPERATOR, AtStores(["dest"])),
        ("audit", Right.ADMIN, Somewhere()),
    ],
)
def test_what_it_takes_and_whose_business_it_is(typed: str, right: Right, about: object) -> None:
    command = grammar.parse(typed)
    needed, of = rights.COMMANDS[type(command)]
    assert (needed, of(command)) == (right, about)


def test_location_groups_are_every_stores_business() -> None:
    assert rights.GROUPS.right is Right.ADMIN
    assert rights.GROUP_FORM.about(None) == Everywhere()  # type: ignore[arg-type]  # asks nothing
