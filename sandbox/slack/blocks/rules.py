"""Small checkers that compose into Slack's rules.

A `Check` looks at one value at one JSON pointer and writes what is wrong into `Problems`, in the
words Slack uses (`must be less than 76 characters [json-pointer:/blocks/0/...]`).
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass
class Problems:
    """What is wrong with one payload, in the order it was found."""

    messages: list[str] = field(default_factory=list)

    def add(self, pointer: str, message: str) -> None:
        """Note that `message` holds for the value at `pointer`."""
        self.messages.append(f"{message} [json-pointer:{pointer}]")


Check = Callable[[Problems, str, Any], None]


def string(most: int, least: int = 1) -> Check:
    """A string of `least` to `most` characters."""

    def check(problems: Problems, at: str, value: Any) -> None:
        if not isinstance(value, str):
            problems.add(at, "must provide a string")
        elif len(value) > most:
            problems.add(at, f"must be less than {most + 1} characters")
        elif len(value) < least:
            problems.add(at, f"must be more than {least - 1} characters")

    return check


def url(most: int = 3000) -> Check:
    """An http(s) (or mailto and the like) address of at most `most` characters."""
    length = string(most)

    def check(problems: Problems, at: str, value: Any) -> None:
        length(problems, at, value)
        if isinstance(value, str) and not re.match(r"^[a-zA-Z][a-zA-Z0-9+.-]*:\S+$", value):
            problems.add(at, "must be a valid URL")

    return check


def boolean(problems: Problems, at: str, value: Any) -> None:
    """True or false."""
    if not isinstance(value, bool):
        problems.add(at, "must provide a boolean")


def number(problems: Problems, at: str, value: Any) -> None:
    """Any JSON number."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        problems.add(at, "must provide a number")


def integer(least: int, most: int | None = None) -> Check:
    """A whole number within bounds."""

    def check(problems: Problems, at: str, value: Any) -> None:
        if isinstance(value, bool) or not isinstance(value, int):
            problems.add(at, "must provide an integer")
        elif value < least or (most is not None and value > most):
            bound = f"at least {least}" if most is None else f"between {least} and {most}"
            problems.add(at, f"must be {bound}")

    return check


def one_of(*values: str) -> Check:
    """One of the words given."""

    def check(problems: Problems, at: str, value: Any) -> None:
        if value not in values:
            problems.add(at, f"must be one of: {', '.join(values)}")

    return check


def matching(pattern: str, what: str) -> Check:
    """A string that matches `pattern`; `what` names the format to a person."""

    def check(problems: Problems, at: str, value: Any) -> None:
        if not isinstance(value, str) or not re.fullmatch(pattern, value):
            problems.add(at, f"must be {what}")

    return check


def items(each: Check, least: int = 1, most: int | None = None) -> Check:
    """An array of `least` to `most` values that each pass `each`."""

    def check(problems: Problems, at: str, value: Any) -> None:
        if not isinstance(value, list):
            problems.add(at, "must provide an array")
            return
        if most is not None and len(value) > most:
            problems.add(at, f"no more than {most} items allowed")
        if len(value) < least:
            problems.add(at, f"must provide at least {least} items")
        for index, item in enumerate(value):
            each(problems, f"{at}/{index}", item)

    return check


def shape(
    required: Mapping[str, Check],
    optional: Mapping[str, Check] | None = None,
    also: Iterable[Check] = (),
) -> Check:
    """An object with these fields and no others; `also` holds the rules that span fields."""
    known = {**required, **(optional or {})}

    def check(problems: Problems, at: str, value: Any) -> None:
        if not isinstance(value, dict):
            problems.add(at, "must provide an object")
            return
        for name in required:
            if value.get(name) is None:
                problems.add(at, f"missing required field: {name}")
        _fields(problems, at, value, known)
        for rule in also:
            rule(problems, at, value)

    return check


def _fields(problems: Problems, at: str, value: Json, known: Mapping[str, Check]) -> None:
    for name, part in value.items():
        if name not in known:
            problems.add(at, f"invalid additional property: {name}")
        elif part is not None:
            known[name](problems, f"{at}/{name}", part)


def by_type(kinds: Mapping[str, Check], allowed: Iterable[str] | None = None) -> Check:
    """An object whose `type` picks its rule among `kinds`, or among those `allowed` here."""
    usable = set(kinds if allowed is None else allowed)

    def check(problems: Problems, at: str, value: Any) -> None:
        if not isinstance(value, dict):
            problems.add(at, "must provide an object")
        elif "type" not in value:
            problems.add(at, "missing required field: type")
        elif str(value["type"]) not in usable or str(value["type"]) not in kinds:
            problems.add(f"{at}/type", f"unsupported type: {value['type']}")
        else:
            kinds[value["type"]](problems, at, value)

    return check


def exactly_one(*names: str) -> Check:
    """A rule for `shape(also=...)`: one of these fields, and only one."""

    def check(problems: Problems, at: str, value: Any) -> None:
        if sum(value.get(name) is not None for name in names) != 1:
            problems.add(at, f"must define exactly one of: {', '.join(names)}")

    return check


def at_least_one(*names: str) -> Check:
    """A rule for `shape(also=...)`: one of these fields or more."""

    def check(problems: Problems, at: str, value: Any) -> None:
        if all(value.get(name) is None for name in names):
            problems.add(at, f"must define either {' or '.join(names)}")

    return check


def anything(_problems: Problems, _at: str, _value: Any) -> None:
    """No rule."""


def dicts(value: Any) -> list[Json]:
    """The objects of an array; none where it is no array. For rules that look across items."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
