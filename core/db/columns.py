"""The kinds of columns and constraints that the tables are made of."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Integer,
    Text,
    func,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.sql.elements import TextClause


def one_of(column: str, values: Iterable[StrEnum]) -> CheckConstraint:
    """The column holds one of these values."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def row_id() -> Column[int]:
    """A key of our own."""
    return Column("id", BigInteger, Identity(always=True), primary_key=True)


def time(name: str, *, null: bool = True, now: bool = False) -> Column[Any]:
    """An aware time. `now`: the time of the insert."""
    default = func.now() if now else None
    return Column(name, DateTime(timezone=True), nullable=null and not now, server_default=default)


def words(name: str, *, null: bool = False) -> Column[str]:
    """A text of any length."""
    return Column(name, Text, nullable=null)


def count(name: str) -> Column[int]:
    """A whole number."""
    return Column(name, Integer, nullable=False)


def at_least(least: int, column: str) -> CheckConstraint:
    """The column is not below `least`."""
    return CheckConstraint(f"{column} >= {least}", name=column)


def refers(name: str, to: str) -> Column[int]:
    """The key of another row."""
    return Column(name, BigInteger, ForeignKey(to), nullable=False)


def as_json(name: str, *, null: bool = False) -> Column[Any]:
    """A JSON value (`core.db.codecs`)."""
    return Column(name, JSONB(none_as_null=True), nullable=null)


def partial(name: str, where: TextClause, *columns: str, unique: bool = False) -> Index:
    """An index on the rows that meet a condition."""
    return Index(name, *columns, unique=unique, postgresql_where=where)
