"""Two destinations that follow one source; the second one sends no orders on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import httpx

from scripts.loopback import PLAIN
from scripts.people import People
from scripts.programs import Launch
from scripts.stage import DEMO, Stage, bot, sandbox
from tests.e2e.terminal import said

TEE = "TEE-BLK-M"
_ATELIER = """
[stores.atelier]
shop = "atelier"
role = "destination"
channel = "C0DEST"
plan = "Traction"
token = "shpat_sandbox_atelier"
webhook_secret = "secret_sandbox_atelier"

[[location_groups]]
name = "Our stock"
locations = [
    "atelier/Studio",
    "dest/Brooklyn Studio",
    "north/Rochester Warehouse",
    "north/Buffalo Annex",
    "south/Austin Depot",
]

[[connections]]
destination = "atelier"
source = "north"
"""


@contextmanager
def aligned(folder: Path, settings: Mapping[str, str], launch: Launch) -> Iterator[Stage]:
    """The demo's stores, and Atelier beside Dest Boutique; both show what North Supply has."""
    setup = folder / "stores.toml"
    demo = DEMO.read_text(encoding="utf-8")
    before, _, after = demo.partition("[[location_groups]]")
    links = after[after.index("[[connections]]") :]
    setup.write_text(f"{before}{_ATELIER}{links}", encoding="utf-8")
    with sandbox(folder / "data", settings=settings, launch=launch) as here:
        with httpx.Client(verify=PLAIN, base_url=here.sandbox_url, timeout=10) as http:
            people = People(http)
            opened = {"shop": "atelier", "name": "Atelier", "location": "Studio"}
            people.post("/control/shopify/stores", opened)
            tee = {"sku": TEE, "title": "Our Tee", "price": "30.00", "available": 3}
            people.post("/control/shopify/atelier/products", tee)
        with bot(here, setup):
            for name in ("dest", "atelier"):
                said(here, "match", name, "north")
                said(here, "settings", "set", name, "north", "stock=on")
            yield here
