"""The PostgreSQL servers that the database suite runs on, and databases on them: made from templates, dropped after."""

from __future__ import annotations

import itertools
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, urlencode

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict


def copy_root(made: Path, root: Path) -> Path:
    """Files of an embedded server, copied from those of one that doesn't run."""
    shutil.copytree(made, root, ignore=shutil.ignore_patterns("socket"))
    return root


_numbers = itertools.count(1)


class Server:
    """One server, given by the URL of a role that may make databases."""

    def __init__(self, name: str, url: str) -> None:
        self.name = name
        self._url = url
        self._templates: dict[str, str] = {}

    def create(self, template: str | None = None) -> str:
        """A database, empty or a copy of a template; its URL."""
        name = f"enms_test_{os.getpid()}_{next(_numbers)}"
        statement = sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name))
        if template is not None:
            statement += sql.SQL(" TEMPLATE {}").format(sql.Identifier(self._templates[template]))
        self._execute(statement)
        return self.url_of(name)

    def template(self, name: str, fill: Callable[[str], object], based_on: str | None = None) -> None:
        """Make the template of that name, unless it is there, by `fill(url)` on a copy of another one."""
        if name in self._templates:
            return
        url = self.create(based_on)
        fill(url)
        database = str(conninfo_to_dict(url)["dbname"])
        # A template must have no sessions; TimescaleDB's workers would come back otherwise.
        self._execute(sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS false").format(sql.Identifier(database)))
        # An autovacuum is the superuser's; whoever copies the template ends it.
        self._execute(
            sql.SQL(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = {} AND backend_type <> 'autovacuum worker'"
            ).format(database)
        )
        self._templates[name] = database

    def drop(self, url: str) -> None:
        """Drop a database of ours, whoever is connected."""
        self._drop(str(conninfo_to_dict(url)["dbname"]))

    def close(self) -> None:
        """Drop the templates."""
        for database in self._templates.values():
            self._drop(database)

    def url_of(self, database: str, **changed: str) -> str:
        """The URL of another database on this server, or of this role's with other parameters."""
        parts = {**conninfo_to_dict(self._url), **changed}
        user, password = quote(str(parts.pop("user")), safe=""), parts.pop("password", None)
        login = f"{user}:{quote(str(password), safe='')}" if password else user
        parts.pop("dbname", None)
        return f"postgresql://{login}@/{database}?{urlencode(parts)}"

    def _drop(self, database: str) -> None:
        drop = sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(database))
        try:
            self._execute(drop + sql.SQL(" WITH (FORCE)"))
        except psycopg.errors.InsufficientPrivilege:
            # An autovacuum, which is the superuser's, can't be forced to end; it makes room for whoever waits.
            self._execute(drop)

    def _execute(self, statement: sql.Composable) -> None:
        with psycopg.connect(self._url, autocommit=True) as connection:
            connection.execute(statement)
