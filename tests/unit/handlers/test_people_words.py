"""Who may do what, typed."""

from __future__ import annotations

import pytest

from core.domain.people import Right
from handlers.grammar import Allow, Audit, Command, Deny, Misunderstood, People, Push, parse


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("allow <@U0ANNA|anna> operator dest", Allow("U0ANNA", Right.OPERATOR, "dest")),
        ("allow operator <@U0ANNA> at DEST", Allow("U0ANNA", Right.OPERATOR, "dest")),
        ("allow <@W0ANNA|anna> as an admin of all stores", Allow("W0ANNA", Right.ADMIN)),
        ("allow <!subteam^S0OPS|@ops> viewers all", Allow("S0OPS", Right.VIEWER)),
        ("allow &lt;!subteam^S0OPS|@ops&gt; viewer all", Allow("S0OPS", Right.VIEWER)),
        ("allow U0ANNA viewer north", Allow("U0ANNA", Right.VIEWER, "north")),
        ("deny <@U0ANNA|anna>", Deny("U0ANNA")),
        ("deny <@U0ANNA|anna> operator at dest", Deny("U0ANNA", "dest")),
        ("people", People()),
        ("people dest", People("dest")),
        ("audit", Audit()),
        ("audit all", Audit()),
        ("audit dest", Audit("dest")),
        # A channel of this name makes Slack write its id.
        ("push dest <#C012|1001>", Push("dest", "1001")),
        ("push <@U012|dest> 1001", Push("dest", "1001")),
    ],
)
def test_it_is_understood(typed: str, meant: Command) -> None:
    assert parse(typed) == meant


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("allow", "type `@` and pick one"),
        ("allow @nobody operator dest", "`@nobody` is nobody Slack knows"),
        ("allow <@U0ANNA> dest", "Which right is it"),
        ("allow <@U0ANNA> operator admin dest", "Which right is it"),
        ("allow <@U0ANNA> operator", "At which store?"),
        ("allow <@U0ANNA> <@U0BEN> operator dest", "One person or user group at a time"),
        ("allow <@U0ANNA> operator dest north", "`north` was not expected"),
        ("deny", "type `@` and pick one"),
        ("people dest north", "`north` was not expected"),
        ("grant <@U0ANNA> operator dest", "Did you mean `allow`?"),
        ("revoke <@U0ANNA>", "Did you mean `deny`?"),
    ],
)
def test_what_is_wrong_is_said(typed: str, said: str) -> None:
    answer = parse(typed)
    assert isinstance(answer, Misunderstood)
    assert said in answer.problem
