"""The HTTP face of the Admin API: addresses, tokens, store states, faults on the way."""

import asyncio
import json
import secrets
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any, Protocol
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.exchanges import Exchanges
from sandbox.faults import Fault, Faults, NoAnswer
from sandbox.shopify import schema
from sandbox.shopify.costs import Bucket
from sandbox.shopify.desk import Desk
from sandbox.shopify.execution import Call, Engine
from sandbox.shopify.mutations.bulk import status
from sandbox.shopify.problems import plain
from sandbox.shopify.state import API_VERSION, Store, World

TOKEN_LIFE = 86399
_STATES = {
    "frozen": (402, "This shop is currently frozen."),
    "forbidden": (403, "Forbidden"),
    "missing": (404, "Not Found"),
    "locked": (423, "This shop is currently locked."),
}
_BAD_TOKEN = "[API] Invalid API key or access token (unrecognized login or wrong password)"  # noqa: S105 - a sentence
_THROTTLED = b'"code":"THROTTLED"'
_BEFORE = ("drop_request", "delay_before", "status", "internal_error")
_INSIDE = ("throttled", "user_error", "refuse_scope", "fail_bulk")
_FILE = ("status", "drop_answer", "cut_file")
_AFTER = ("drop_answer", "delay", "status", "internal_error")


class _Home(Protocol):
    world: World
    buckets: dict[str, Bucket]

    def desk(self, store: Store) -> Desk:
        """A desk to do one thing at."""


class Api:
    """`/shopify/{shop}/admin/...`: GraphQL and the client credentials grant."""

    def __init__(self, home: _Home, faults: Faults, exchanges: Exchanges) -> None:
        self._home = home
        self._faults = faults
        self._exchanges = exchanges
        self._engine: Engine | None = None
        self._in_flight: set[tuple[str, str]] = set()

    def routes(self) -> list[Route]:
        """The API's addresses."""
        base = "/shopify/{shop}/admin"
        return [
            Route(f"{base}/api/{{version}}/graphql.json", self._graphql, methods=["POST"]),
            Route(f"{base}/oauth/access_token", self._token, methods=["POST"]),
            Route("/shopify/{shop}/bulk/{id:int}.jsonl", self._bulk, methods=["GET"]),
        ]

    @property
    def engine(self) -> Engine:
        """What executes GraphQL; the schema is read when it is first needed."""
        if self._engine is None:
            self._engine = Engine(schema.load())
        return self._engine

    async def _graphql(self, request: Request) -> Response:
        shop = request.path_params["shop"]
        refused = self._refusal(request, self._home.world.stores.get(shop))
        call = None if refused else _call(await request.body())
        operations = self.engine.operations(call) if call else []
        if refused or call is None:
            response = refused or _sorry(400, {"query": "Required parameter missing or invalid"})
        else:
            response = await self._served(shop, call, operations)
        response.headers["X-Shopify-API-Version"] = API_VERSION
        response.headers["X-Request-Id"] = str(uuid.uuid4())
        status = 0 if isinstance(response, NoAnswer) else response.status_code
        # With HTTP 200, as Shopify does.
        error = "THROTTLED" if _THROTTLED in bytes(response.body) else None
        self._exchanges.record("shopify", ",".join(operations) or "graphql", status, shop, error)
        return response

    def _refusal(self, request: Request, store: Store | None) -> Response | None:
        if store is None or request.path_params["version"] != API_VERSION:
            return _sorry(404, "Not Found")
        if store.state in _STATES:
            return _sorry(*_STATES[store.state])
        if not self._knows(store, request.headers.get("x-shopify-access-token", "")):
            return _sorry(401, _BAD_TOKEN)
        return None

    def _knows(self, store: Store, token: str) -> bool:
        if not (store.token_valid and store.installed):
            return False
        if secrets.compare_digest(token.encode(), store.static_token.encode()):
            return True
        expires = store.tokens.get(token)
        return expires is not None and self._home.desk(store).at < expires

    async def _served(self, shop: str, call: Call, operations: list[str]) -> Response:
        before = self._take(_BEFORE, shop, operations, lambda fault: not fault.worked)
        early = await _early(before)
        if early is not None:
            return early
        keys = {(shop, key) for key in self.engine.keys(call)}
        call.concurrent = frozenset(key for _, key in keys & self._in_flight)
        self._in_flight |= keys
        try:
            if before is not None:
                await asyncio.sleep(before.seconds)
            body = self._work(shop, call, operations)
        finally:
            self._in_flight -= keys
        after = self._take(_AFTER, shop, operations, lambda fault: fault.worked)
        return await _late(after, body)

    def _work(self, shop: str, call: Call, operations: list[str]) -> dict[str, Any]:
        store = self._home.world.stores[shop]
        fault = self._faults.take("shopify", _INSIDE, operations=operations, shop=shop)
        if fault is not None:
            call.throttled = fault.kind == "throttled"
            call.refused_scope = fault.details.get("scope")
            if fault.kind == "fail_bulk":
                call.bulk_fate = str(fault.details.get("code", "INTERNAL_SERVER_ERROR"))
            if fault.kind == "user_error":
                names = ("field", "message", "code")
                call.user_error = {n: fault.details[n] for n in names if n in fault.details}
        desk = self._home.desk(store)
        size = self._home.world.settings.bucket_size
        bucket = self._home.buckets.setdefault(shop, Bucket(size, desk.at))
        return self.engine.run(call, desk, bucket)

    def _take(
        self,
        kinds: tuple[str, ...],
        shop: str,
        operations: list[str],
        wanted: Callable[[Fault], bool],
    ) -> Fault | None:
        """A fault of these kinds; of those that come in two sorts, only the wanted sort."""
        return self._faults.take(
            "shopify",
            kinds,
            operations=operations,
            shop=shop,
            wanted=lambda fault: fault.kind not in ("status", "internal_error") or wanted(fault),
        )

    async def _bulk(self, request: Request) -> Response:
        shop = request.path_params["shop"]
        response = self._file(shop, request.path_params["id"])
        status = 0 if isinstance(response, NoAnswer) else response.status_code
        self._exchanges.record("shopify", "bulkFile", status, shop)
        return response

    def _file(self, shop: str, number: int) -> Response:
        """A bulk operation's result: for who has the address, with or without a token."""
        store = self._home.world.stores.get(shop)
        found = store.bulk.get(number) if store else None
        if (
            store is None
            or found is None
            or status(found, self._home.desk(store).at) != "COMPLETED"
        ):
            return _sorry(404, "Not Found")
        fault = self._faults.take(
            "shopify",
            _FILE,
            operations=("bulkFile",),
            shop=shop,
            wanted=lambda one: one.operation is not None,
        )
        if fault is not None and fault.kind != "cut_file":
            return NoAnswer() if fault.kind == "drop_answer" else _broken(fault)
        lines = found.lines[: len(found.lines) // 2] if fault else found.lines
        return Response("".join(f"{line}\n" for line in lines), media_type="application/jsonl")

    async def _token(self, request: Request) -> Response:
        shop = request.path_params["shop"]
        form = await _form(request)
        store = self._home.world.stores.get(shop)
        response = self._grant(store, form) if store else _sorry(404, "Not Found")
        self._exchanges.record("shopify", "access_token", response.status_code, shop)
        return response

    def _grant(self, store: Store, form: dict[str, str]) -> Response:
        if form.get("grant_type") != "client_credentials":
            return _oauth("unsupported_grant_type", "The grant type is not supported.")
        pairs = {s.client_id: s.client_secret for s in self._home.world.stores.values()}
        given = form.get("client_id", ""), form.get("client_secret", "")
        if given[0] not in pairs or pairs[given[0]] != given[1]:
            return _oauth("application_cannot_be_found", "The client is not known.")
        if given[0] != store.client_id:
            sentence = "Client credentials cannot be performed on this shop."
            return _oauth("shop_not_permitted", sentence)
        if not store.installed:
            return _oauth("app_not_installed", "The app is not installed on this shop.")
        at = self._home.desk(store).at
        store.tokens = {old: until for old, until in store.tokens.items() if until > at}
        token = f"shpat_{secrets.token_hex(16)}"
        store.tokens[token] = at + timedelta(seconds=TOKEN_LIFE)
        scope = ",".join(store.scopes)
        return JSONResponse({"access_token": token, "scope": scope, "expires_in": TOKEN_LIFE})


async def _early(fault: Fault | None) -> Response | None:
    if fault is None or fault.kind == "delay_before":
        return None
    if fault.kind == "drop_request":
        return NoAnswer()
    return _broken(fault)


async def _late(fault: Fault | None, body: dict[str, Any]) -> Response:
    if fault is None:
        return JSONResponse(body)
    if fault.kind == "drop_answer":
        return NoAnswer()
    if fault.kind == "delay":
        await asyncio.sleep(fault.seconds)
        return JSONResponse(body)
    return _broken(fault)


def _broken(fault: Fault) -> Response:
    if fault.kind == "status":
        answer = _sorry(fault.status, fault.details.get("message", "Internal Server Error"))
        if "seconds" in fault.details:
            answer.headers["Retry-After"] = str(fault.seconds)
        return answer
    number = uuid.uuid4()
    message = (
        "Internal error. Looks like something went wrong on our end.\n"
        f"Request ID: {number} (include this in support requests)."
    )
    error = plain(message, "INTERNAL_SERVER_ERROR", requestId=str(number))
    return JSONResponse({"errors": [error]})


def _call(body: bytes) -> Call | None:
    try:
        given = json.loads(body)
    except ValueError:
        return None
    if not isinstance(given, dict) or not isinstance(given.get("query"), str):
        return None
    return Call(given["query"], given.get("variables") or {}, given.get("operationName"))


async def _form(request: Request) -> dict[str, str]:
    if "json" in request.headers.get("content-type", ""):
        try:
            given = await request.json()
        except ValueError:
            given = None
        return given if isinstance(given, dict) else {}
    return dict(parse_qsl((await request.body()).decode()))


def _sorry(status: int, errors: object) -> Response:
    return JSONResponse({"errors": errors}, status_code=status)


def _oauth(error: str, sentence: str) -> Response:
    return JSONResponse({"error": error, "error_description": sentence}, status_code=400)
