"""What people read of a failure can be found in the log."""

from __future__ import annotations

import json
import re

from scripts.people import DEST, People
from scripts.stage import Stage


def test_a_failed_push_carries_the_reference_of_its_attempt(day: Stage, people: People) -> None:
    people.set_stock("north", "CAP-NVY", 0)
    order = people.order(("CAP-NVY", 1))
    people.click(people.message(DEST, order["name"], "Push to North"), "Push to North Supply")
    # Shopify does not say which item it is about.
    item = "(SKU CAP-NVY): 1 needed, 0 in stock"
    alert = people.message(DEST, order["name"], "Push failed", item, "Reference")
    (reference,) = re.findall(r"Reference `(P\d+-\d+)`", json.dumps(alert["blocks"]))
    log = (day.folder / "bot.log").read_text(encoding="utf-8").splitlines()
    ended = [json.loads(line) for line in log if "push_attempt_ended" in line]
    assert [each["outcome"] for each in ended if each["reference"] == reference] == ["refused"]
