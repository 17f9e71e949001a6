"""Readings in 15-minute UTC buckets: the one form in which they leave the database, from raw rows and rollups alike.

A quarter of an hour divides every zone's offset and both days on which clocks change, so local days of 23, 24 or 25
hours are sums of whole buckets; and what needs a mean over time (degree days, hours above a threshold) is defined on
bucket means, so that it doesn't matter where they came from.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import psycopg
from numpy.typing import NDArray
from psycopg import postgres
from psycopg.adapt import Buffer, Loader
from psycopg.pq import Format

from skill_enms.catalogue import Column

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

SECONDS = 900
"""Length of a bucket."""
EPOCH = 946_684_800
"""2000-01-01, from which PostgreSQL counts, in seconds since 1970 UTC."""


@dataclass(frozen=True, slots=True)
class Series:
    """Whose values, and which."""

    column: Column
    """The column that is read."""
    owner: str | None
    """Key of the machine or site that the rows belong to, as text; None where the table has but one series."""
    data_source: str | None
    """Where the readings come from, in their own word; None where they don't say."""


@dataclass(frozen=True, slots=True)
class Buckets:
    """The buckets of one series that hold readings, in the order of time. All arrays have the same length."""

    start: Ints
    """First instant of each bucket, in seconds since 1970 UTC."""
    n: Ints
    """Values in the bucket: neither null nor NaN nor infinite."""
    sum: Floats
    """Their sum."""
    min: Floats
    """The smallest; NaN where there is none, or where nobody asked for it."""
    max: Floats
    """The largest; NaN likewise."""
    step: Floats
    """Seconds from the first reading in the bucket to the next one, which may lie behind it; NaN where unknown."""
    not_numbers: Ints
    """What isn't null but no finite number either."""

    def __len__(self) -> int:
        return len(self.start)

    @classmethod
    def empty(cls) -> Buckets:
        """No readings."""
        none = np.empty(0)
        return cls(none.astype(np.int64), none.astype(np.int64), none, none, none, none, none.astype(np.int64))

    @classmethod
    def joined(cls, parts: Iterable[Buckets]) -> Buckets:
        """All buckets of several pieces in the order of time; two of one instant stay two."""
        kept = [part for part in parts if len(part)]
        if len(kept) <= 1:
            return kept[0] if kept else cls.empty()
        order = np.argsort(np.concatenate([part.start for part in kept]), kind="stable")
        columns = ([getattr(part, name) for part in kept] for name in cls.__slots__)
        return cls(*(np.concatenate(arrays)[order] for arrays in columns))

    def between(self, start: int, end: int) -> Buckets:
        """The buckets that begin in that half-open range of seconds since 1970."""
        first, last = np.searchsorted(self.start, (start, end))
        return Buckets(*(getattr(self, name)[first:last] for name in self.__slots__))


class _ArrayLoader(Loader):
    """A one-dimensional array without nulls, straight from the wire into numpy.

    Layout (PostgreSQL source, array_send): five int32 of head, then for each element its length as int32 and its bytes.
    """

    format = Format.BINARY
    element: str
    becomes: type[np.float64 | np.int64]

    def load(self, data: Buffer) -> Any:  # noqa: ANN401
        """The array, in the machine's byte order."""
        if len(data) < 20:
            return np.empty(0, self.becomes)
        records = np.frombuffer(data, [("length", ">i4"), ("value", self.element)], offset=20)
        return records["value"].astype(self.becomes)


class _Float8Loader(_ArrayLoader):
    element, becomes = ">f8", np.float64


class _Float4Loader(_ArrayLoader):
    element, becomes = ">f4", np.float64


class _Int8Loader(_ArrayLoader):
    element, becomes = ">i8", np.int64


class _Int4Loader(_ArrayLoader):
    element, becomes = ">i4", np.int64


class _InstantLoader(_Int8Loader):
    """Instants: on the wire they are microseconds since 2000."""

    def load(self, data: Buffer) -> Ints:
        """Whole seconds since 1970 UTC."""
        seconds: Ints = super().load(data) // 1_000_000 + EPOCH
        return seconds


_LOADERS = {
    "float8": _Float8Loader,
    "float4": _Float4Loader,
    "int8": _Int8Loader,
    "int4": _Int4Loader,
    "timestamptz": _InstantLoader,
}


def array_cursor(connection: psycopg.Connection[tuple[Any, ...]]) -> psycopg.Cursor[tuple[Any, ...]]:
    """A cursor whose arrays of numbers come as numpy arrays, and of timestamptz as seconds since 1970."""
    cursor = connection.cursor(binary=True)
    for name, loader in _LOADERS.items():
        cursor.adapters.register_loader(postgres.types[name].array_oid, loader)
    return cursor
