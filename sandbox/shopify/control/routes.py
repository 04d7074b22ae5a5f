"""`/control/shopify/...`: the addresses, and how what is wrong is said."""

from collections.abc import Awaitable, Callable
from typing import Any, Protocol

from graphql import GraphQLError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.shopify.actions.refusal import Refusal
from sandbox.shopify.control.reading import NotThereError
from sandbox.shopify.courier import Courier
from sandbox.shopify.desk import Desk
from sandbox.shopify.state import Store, World


class Home(Protocol):
    """What the control API works on."""

    world: World
    courier: Courier

    def desk(self, store: Store) -> Desk:
        """A desk to do one thing at."""


Body = dict[str, Any]
Action = Callable[[Home, Request, Body], Any]


def route(home: Home, path: str, method: str, action: Action) -> Route:
    """One address. What `action` returns is answered as JSON, what it refuses as 400 or 404."""
    return Route(f"/control/shopify{path}", _endpoint(home, action), methods=[method])


def _endpoint(home: Home, action: Action) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        try:
            return JSONResponse(action(home, request, await _body(request)))
        except NotThereError as missing:
            return JSONResponse({"error": str(missing)}, status_code=404)
        except (ValueError, TypeError, KeyError, Refusal, GraphQLError) as wrong:
            return JSONResponse({"error": _sentence(wrong)}, status_code=400)

    return endpoint


def _sentence(wrong: Exception) -> str:
    if isinstance(wrong, KeyError):
        return f"{wrong.args[0]} is missing"
    return wrong.message if isinstance(wrong, GraphQLError) else str(wrong)


async def _body(request: Request) -> Body:
    raw = await request.body()
    if not raw.strip():
        return {}
    given = await request.json()
    if not isinstance(given, dict):
        raise ValueError("the body must be a JSON object")
    return given


def store_of(home: Home, request: Request) -> Store:
    """The store the address names; NotThereError where there is none."""
    handle = request.path_params["shop"].removesuffix(".myshopify.com")
    store = home.world.stores.get(handle)
    if store is None:
        known = ", ".join(home.world.stores)
        raise NotThereError(f"there is no store {handle}; there are {known}")
    return store
