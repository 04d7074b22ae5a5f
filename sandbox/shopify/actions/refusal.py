"""What a store answers when it will not do something."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Problem:
    """One user error: where in the input, the sentence, and the code where the payload has one."""

    field: tuple[str, ...] | None
    message: str
    code: str | None = None

    def to_json(self) -> dict[str, Any]:
        """As a payload's `userErrors` carry it."""
        where = list(self.field) if self.field else None
        return {"field": where, "message": self.message, "code": self.code}


class Refusal(Exception):
    """Nothing was done, for these reasons."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(problem.message for problem in self.problems))


def refuse(message: str, *field: str, code: str | None = None) -> Refusal:
    """A refusal for one reason."""
    return Refusal([Problem(field or None, message, code)])
