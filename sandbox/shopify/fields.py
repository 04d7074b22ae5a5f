"""The table of resolvers: what the sandbox knows of each of Shopify's types."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from graphql import GraphQLError, GraphQLResolveInfo

from sandbox.shopify.desk import Desk, snake
from sandbox.shopify.ids import gid
from sandbox.shopify.orders import Order
from sandbox.shopify.state import Store, World

T = TypeVar("T")


@dataclass(frozen=True)
class Ask:
    """What a field is asked: its arguments as given or defaulted, and the desk it is asked at."""

    desk: Desk
    args: dict[str, Any]
    info: GraphQLResolveInfo

    @property
    def store(self) -> Store:
        """The store that is asked."""
        return self.desk.store

    @property
    def world(self) -> World:
        """All stores."""
        return self.desk.world

    def __getitem__(self, name: str) -> Any:
        return self.args.get(name)


@dataclass(frozen=True)
class Of(Generic[T]):
    """A part of an order together with the order, for its resolvers need both."""

    order: Order
    it: T


Resolver = Callable[[Any, Ask], Any]
_RESOLVERS: dict[tuple[str, str], Resolver] = {}
_NAMES: dict[type, str] = {}


class Noun:
    """One of Shopify's types and the fields of it that the sandbox answers."""

    def __init__(self, name: str, holds: type | None = None) -> None:
        self.name = name
        if holds is not None:
            _NAMES[holds] = name

    def field(self, *names: str) -> Callable[[Resolver], Resolver]:
        """Register the function as what answers these fields."""

        def register(resolver: Resolver) -> Resolver:
            for name in names:
                _RESOLVERS[self.name, name] = resolver
            return resolver

        return register

    def plain(self, names: str) -> None:
        """Register fields that are attributes of the same name, in snake case."""
        for name in names.split():
            self.field(name)(_attribute(snake(name)))

    def fixed(self, **values: Any) -> None:
        """Register fields that always say the same in the sandbox."""
        for name, value in values.items():
            self.field(name)(_constant(value))

    def node(self) -> None:
        """Register the ids that every stored thing has."""
        self.field("id")(lambda it, _: gid(self.name, _bare(it).id))
        self.field("legacyResourceId")(lambda it, _: _bare(it).id)


def resolve(source: Any, info: GraphQLResolveInfo, args: dict[str, Any], desk: Desk) -> Any:
    """The value of a field.

    Raises GraphQLError for one the sandbox does not know: it never answers a silent null.
    """
    resolver = _RESOLVERS.get((info.parent_type.name, info.field_name))
    if resolver is not None:
        return resolver(source, Ask(desk, args, info))
    if isinstance(source, dict) and info.field_name in source:
        return source[info.field_name]
    raise GraphQLError(
        f"the sandbox does not know {info.parent_type.name}.{info.field_name}",
        extensions={"code": "SANDBOX_UNKNOWN"},
    )


def known() -> list[str]:
    """Every `Type.field` that has a resolver, sorted."""
    return sorted(f"{noun}.{name}" for noun, name in _RESOLVERS)


def type_name(value: Any) -> str:
    """The name of the type that a value behind an interface or union has."""
    if isinstance(value, dict):
        return str(value["__typename"])
    return _NAMES[type(_bare(value))]


def _bare(value: Any) -> Any:
    return value.it if isinstance(value, Of) else value


def _attribute(name: str) -> Resolver:
    return lambda it, _: getattr(_bare(it), name)


def _constant(value: Any) -> Resolver:
    return lambda _it, _ask: value
