"""docs/judgement.md names every rule as it is: its code, what it says, what helps."""

from __future__ import annotations

import re
from pathlib import Path

from core.domain.qualification import judge, order_rules
from core.domain.reasons import Reason, units_in_question
from tests.unit.domain.item_refusals import ITEM_REFUSALS
from tests.unit.domain.makers import order, terms
from tests.unit.domain.order_breaches import BREACHES

PAGE = Path(__file__).parents[3] / "docs" / "judgement.md"


def row(reason: Reason, *more: str) -> str:
    return " | ".join((f"| `{reason.code}`", reason.sentence, reason.remedy, *more)) + " |"


def order_rows() -> list[str]:
    kinds = {
        **dict.fromkeys(order_rules.FINAL, "never pushed"),
        **dict.fromkeys(order_rules.HOLDING, "held until it passes"),
        **dict.fromkeys(order_rules.OVERRIDABLE, "waits for a person"),
    }
    over = order_rules.OVERRIDABLE
    return [
        row(breach.reason, kinds[rule], "yes" if rule in over else "no")
        for rule, breach in BREACHES.items()
    ]


def item_rows() -> list[str]:
    rows = []
    for item, sources in ITEM_REFUSALS.values():
        (line,) = judge(order(item), sources, terms()).lines
        assert line.reason is not None
        rows.append(row(line.reason))
    return rows


def table(name: str) -> list[str]:
    """The rows between a table's two marks."""
    text = PAGE.read_text(encoding="utf-8")
    found = re.search(f"<!-- {name} -->\n(.*?)<!-- end -->", text, re.DOTALL)
    assert found, name
    return found[1].strip().splitlines()[2:]


def test_the_page_names_every_rule_of_the_order() -> None:
    assert table("rules of the order") == order_rows()


def test_the_page_names_every_rule_of_the_item() -> None:
    assert table("rules of the item") == item_rows()


def test_the_page_names_what_is_told_of_the_rest() -> None:
    assert table("the rest") == [row(units_in_question(2, "A"))]
