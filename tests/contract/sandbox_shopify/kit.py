"""A running local Shopify and the few things a test says to it, all over HTTP."""

from __future__ import annotations

import http.server
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

ROOT = Path(__file__).parents[3]
DOCUMENTS = ROOT / "sandbox" / "shopify" / "documents"
Json = dict[str, Any]


@contextmanager
def running() -> Iterator[str]:
    """A process of its own; the value is its address."""
    command = [sys.executable, "-m", "sandbox.shopify", "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)  # noqa: S603
    assert process.stdout is not None
    try:
        with process.stdout:
            line = process.stdout.readline()
            assert line.startswith("Shopify: "), line
            yield line.split()[1]
    finally:
        process.terminate()
        process.wait()


def document(number: str) -> str:
    """One of the sandbox's example documents, with the fragments it spreads."""
    text = next(DOCUMENTS.glob(f"{number}_*.graphql")).read_text()
    whole = (DOCUMENTS / "00_fragments.graphql").read_text()
    parts = re.split(r"(?=^fragment )", whole, flags=re.MULTILINE)
    fragments = {part.split()[1]: part for part in parts if part.startswith("fragment")}
    needed: dict[str, str] = {}
    unread = [text]
    while unread:
        for name in re.findall(r"\.\.\.(\w+)", unread.pop()):
            if name in fragments and name not in needed:
                needed[name] = fragments[name]
                unread.append(fragments[name])
    return "\n".join([text, *needed.values()])


def usd(amount: str) -> Json:
    """A MoneyBagInput."""
    return {"shopMoney": {"amount": amount, "currencyCode": "USD"}}


@dataclass
class Shopify:
    """The process, as a customer, a merchant and an app see it."""

    http: httpx.Client

    def control(self, method: str, path: str, body: Json | None = None) -> Any:
        """A control call that must succeed."""
        answer = self.http.request(method, f"/control{path}", json=body)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def settings(self, **values: Any) -> None:
        """Change the settings."""
        self.control("PATCH", "/shopify/settings", values)

    def fault(self, kind: str, **rest: Any) -> str:
        """Inject a fault and return its id."""
        body = {"service": "shopify", "kind": kind, **rest}
        return str(self.control("POST", "/faults", body)["id"])

    def raw(
        self,
        shop: str,
        query: str,
        variables: Json | None = None,
        *,
        operation: str | None = None,
        token: str | None = None,
        version: str = "2026-10",
    ) -> httpx.Response:
        """One call of the Admin API, answered as it comes."""
        return self.http.post(
            f"/shopify/{shop}/admin/api/{version}/graphql.json",
            json={"query": query, "variables": variables, "operationName": operation},
            headers={"X-Shopify-Access-Token": token or f"shpat_sandbox_{shop}"},
        )

    def gql(self, shop: str, query: str, variables: Json | None = None, **rest: Any) -> Json:
        """The body of a call that was answered with 200; `query` may be a document's number."""
        text = document(query) if re.fullmatch(r"\d\d", query) else query
        answer = self.raw(shop, text, variables, **rest)
        assert answer.status_code == 200, answer.text
        body: Json = answer.json()
        return body

    def data(self, shop: str, query: str, variables: Json | None = None, **rest: Any) -> Json:
        """The data of a call without errors."""
        body = self.gql(shop, query, variables, **rest)
        assert "errors" not in body, body["errors"]
        data: Json = body["data"]
        return data

    def error(self, shop: str, query: str, variables: Json | None = None, **rest: Any) -> Json:
        """The first error of a call that has one."""
        first: Json = self.gql(shop, query, variables, **rest)["errors"][0]
        return first

    def place(self, shop: str = "dest", **given: Any) -> Json:
        """A customer orders; two black tees when the test does not care."""
        given.setdefault("lines", [{"sku": "TEE-BLK-M", "quantity": 2}])
        order: Json = self.control("POST", f"/shopify/{shop}/orders", given)
        return order

    def order(self, shop: str, number: str) -> Json:
        """An order whole, as the store's staff see it."""
        order: Json = self.control("GET", f"/shopify/{shop}/orders/{number}")
        return order

    def variant(self, shop: str, sku: str) -> Json:
        """The first variant with this SKU."""
        found: list[Json] = self.control("GET", f"/shopify/{shop}/products")
        return next(one for one in found if one["sku"] == sku)

    def stock(self, shop: str, sku: str) -> list[tuple[int, int]]:
        """What is available and what is committed at each of the store's locations."""
        levels = self.variant(shop, sku)["levels"]
        return [(level["available"], level["committed"]) for level in levels]

    def create(self, shop: str, order: Json, behaviour: str | None = None) -> Json:
        """orderCreate with the example document; the payload."""
        options = {"inventoryBehaviour": behaviour} if behaviour else None
        data = self.data(shop, "06", {"order": order, "options": options})
        payload: Json = data["orderCreate"]
        return payload

    def gid(self, shop: str, sku: str) -> str:
        """The global id of the variant with this SKU."""
        return f"gid://shopify/ProductVariant/{self.variant(shop, sku)['variantId']}"

    def until(self, ready: Callable[[], Any], seconds: float = 10) -> Any:
        """What `ready` returns as soon as it is true."""
        end = time.monotonic() + seconds
        while not (value := ready()):
            assert time.monotonic() < end, "it did not happen in time"
        return value


@dataclass(frozen=True)
class Received:
    """One webhook as it came in."""

    headers: dict[str, str]
    body: bytes


@dataclass
class Receiver:
    """An HTTP server that webhooks are sent to; it answers with the statuses it was given."""

    url: str = ""
    got: list[Received] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)

    def topics(self) -> list[str]:
        """The topics that came, in order."""
        return [one.headers["x-shopify-topic"] for one in self.got]


@contextmanager
def receiving() -> Iterator[Receiver]:
    """A receiver that listens for the length of a block."""
    receiver = Receiver()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            receiver.got.append(Received(headers, body))
            self.send_response(receiver.statuses.pop(0) if receiver.statuses else 200)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    receiver.url = f"http://127.0.0.1:{server.server_port}/webhooks"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
