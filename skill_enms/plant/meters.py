"""Where an energy source's readings are, and which of their columns plays which role: by its row, or by convention."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from psycopg import sql

from skill_enms.catalogue import Column, Meter
from skill_enms.plant.definitions import Metadata, Row
from skill_enms.plant.schema import TEXT_TYPES, Relation, identifier
from skill_enms.reasons import Reason

_SAMPLED_ROWS = 5_000
_CONSUMPTION = re.compile(r"(consumption|energy)(_.*)?")


@dataclass(frozen=True, slots=True)
class SharedReadings:
    """A readings table of several energies."""

    relation: Relation
    """The table."""
    filter_column: str
    """What tells them apart."""
    values: Sequence[str]
    """What stands in that column, as far as a sample shows."""


class MeterFinder:
    """Finds each energy source's meter; `problems` collects what its rows say and can't be."""

    def __init__(self, metadata: Metadata) -> None:
        self.problems: list[Reason] = []
        self._connection = metadata.connection
        self._schema = metadata.schema
        self._definitions = metadata.definitions
        self._shared: list[SharedReadings] | None = None

    def find(self, name: str, key: str, unit: str, row: Row, known: Mapping[str, str]) -> Meter | None:
        """The meter of the energy source of that name and key; None where there is none.

        `known`: key → name of all energy sources, which may share one readings table.
        """
        relation, filter_column, filter_value = self._place(name, key, row, known)
        if relation is None:
            return None
        if not relation.has_time:
            self._problem("not_a_readings_table", energy_source=name, table=str(relation.table))
            return None
        named = {
            role: self._named(name, relation, row, f"{role}_column") for role in ("consumption", "rate", "quality")
        }
        consumption = named["consumption"] or (
            None if row.get("consumption_column") else self._consumption(name, relation, unit)
        )
        if consumption is None:
            return None
        rate = named["rate"]
        if not row.get("rate_column"):
            rates = [c for c in relation.numeric_columns() if c != consumption and self._definitions.rates.match(c)]
            rate = rates[0] if len(rates) == 1 else None

        def column(column_name: str | None) -> Column | None:
            return Column(relation.table, column_name, filter_column, filter_value) if column_name else None

        return Meter(
            Column(relation.table, consumption, filter_column, filter_value), column(rate), column(named["quality"])
        )

    def _place(
        self, name: str, key: str, row: Row, known: Mapping[str, str]
    ) -> tuple[Relation | None, str | None, str | None]:
        """The table, and what selects this source's rows in it."""
        stated = row.get("readings_table")
        if stated:
            relation = self._schema.find(stated)
            if relation is None:
                self._problem("missing_readings_table", energy_source=name, table=stated)
                return None, None, None
        else:
            spelled = re.sub(r"\W+", "_", name)
            relation = self._schema.find(f"{name}_readings") or self._schema.find(f"{spelled}_readings")
        if relation and row.get("readings_filter_column"):
            filter_column = row["readings_filter_column"]
            if filter_column not in relation.types:
                self._problem(
                    "missing_readings_column", energy_source=name, table=str(relation.table), column=filter_column
                )
                return None, None, None
            return relation, filter_column, str(row.get("readings_filter_value"))
        for shared in self._shared_readings():
            if relation is None or relation.table == shared.relation.table:
                value = matching_value(name, key, shared.values, known)
                if value is not None:
                    return shared.relation, shared.filter_column, value
        return relation, None, None

    def _shared_readings(self) -> list[SharedReadings]:
        if self._shared is None:
            self._shared = list(self._read_shared())
        return self._shared

    def _read_shared(self) -> Iterator[SharedReadings]:
        for relation in self._schema.relations.values():
            if not relation.has_time or relation.place is None:
                continue
            column = next((c for c in self._definitions.type_columns if c in relation.types), None)
            if column is not None and any(_CONSUMPTION.fullmatch(c.lower()) for c in relation.numeric_columns()):
                yield SharedReadings(relation, column, self._sample(relation, column))

    def _sample(self, relation: Relation, column: str) -> list[str]:
        """The values of a column in the first rows and in the latest ones."""
        query = sql.SQL(
            "SELECT DISTINCT value FROM ((SELECT {column}::text AS value FROM {table} LIMIT {rows})"
            " UNION ALL (SELECT {column}::text FROM {table} ORDER BY time DESC LIMIT {rows})) AS sample"
            " WHERE value IS NOT NULL ORDER BY value"
        ).format(column=sql.Identifier(column), table=identifier(relation.table), rows=_SAMPLED_ROWS)
        return [value for (value,) in self._connection.execute(query)]

    def _named(self, name: str, relation: Relation, row: Row, role: str) -> str | None:
        """The column that the row names for this role, if it is there."""
        column = row.get(role)
        if not column:
            return None
        if column not in relation.types:
            self._problem("missing_readings_column", energy_source=name, table=str(relation.table), column=column)
            return None
        return str(column)

    def _consumption(self, name: str, relation: Relation, unit: str) -> str | None:
        """The one column of interval consumption; among several, the one that ends with the unit."""
        numeric = relation.numeric_columns()
        texts = [column for column, type_ in relation.types.items() if type_ in TEXT_TYPES]
        candidates = [c for c in numeric if _CONSUMPTION.fullmatch(c.lower())] or (
            numeric if len(numeric) == 1 else [c for c in texts if c.lower().startswith("consumption_")]
        )
        in_unit = [column for column in candidates if unit and plain(column).endswith(plain(unit))]
        chosen = candidates if len(candidates) == 1 else in_unit
        if len(chosen) == 1:
            return chosen[0]
        self._problem("no_consumption_column", energy_source=name, table=str(relation.table), candidates=candidates)
        return None

    def _problem(self, code: str, **data: object) -> None:
        self.problems.append(Reason(code, data))


def plain(text: str) -> str:
    """Letters and digits only, in lower case, superscripts as digits: `Nm³` and `nm3` are one."""
    return re.sub(r"[\W_]+", "", text.translate(str.maketrans("²³", "23")).lower())


def matching_value(name: str, key: str, values: Sequence[str], known: Mapping[str, str]) -> str | None:
    """Which value of a type column means the energy source `name`; None where none does, or more than one could.

    Its name or key as such; else, among values that are nobody's, the one whose words are among the name's, or that
    begins like it (at least five letters and half of the longer one) and like no other source's name.
    """
    for value in values:
        if value == key or plain(value) == plain(name):
            return value
    spelled = {plain(other) for other in known.values()} | {plain(other) for other in known}
    free = [value for value in values if plain(value) not in spelled]
    likely = [value for value in free if _alike(value, name)]
    if len(likely) == 1 and sum(_alike(likely[0], other) for other in known.values()) == 1:
        return likely[0]
    return None


def _alike(value: str, name: str) -> bool:
    words, own = (set(re.findall(r"[^\W_]+", text.lower())) for text in (value, name))
    if words and words <= own:
        return True
    a, b = plain(value), plain(name)
    common = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return common >= 5 and common * 2 >= max(len(a), len(b))
