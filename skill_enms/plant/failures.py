"""What psycopg raises → a refusal with a code of its own. The one place where the two meet."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import errors

from skill_enms.faults import log_fault
from skill_enms.reasons import Refused

_logger = logging.getLogger(__name__)

_CODES: tuple[tuple[type[psycopg.Error], str], ...] = (
    (errors.QueryCanceled, "database_timeout"),
    (errors.LockNotAvailable, "database_timeout"),
    (errors.DeadlockDetected, "database_timeout"),
    (errors.IdleInTransactionSessionTimeout, "database_timeout"),
    (errors.InsufficientPrivilege, "not_permitted"),
    (errors.ReadOnlySqlTransaction, "database_read_only"),
    (errors.InvalidAuthorizationSpecification, "not_permitted"),
    (errors.InvalidPassword, "not_permitted"),
    (errors.UndefinedTable, "database_not_prepared"),
    (errors.UndefinedColumn, "database_not_prepared"),
    (errors.InvalidSchemaName, "database_not_prepared"),
    (errors.InvalidCatalogName, "database_missing"),
    (errors.DiskFull, "database_full"),
    (errors.TooManyConnections, "database_busy"),
)
"""First match wins; what isn't here and is operational means that the server can't be used now."""

_CONNECT_WORDS: tuple[tuple[str, str], ...] = (
    ("certificate", "database_untrusted"),
    ("SSL was required", "database_untrusted"),
    ("SSL connection was required", "database_untrusted"),
    ("too many clients", "database_busy"),
    ("too many connections", "database_busy"),
    ("remaining connection slots", "database_busy"),
    ("authentication failed", "not_permitted"),
    ("no password supplied", "not_permitted"),
    ("pg_hba.conf", "not_permitted"),
    ("permission denied for database", "not_permitted"),
    ('role "', "not_permitted"),
    ("does not exist", "database_missing"),
)
"""A server that turns a new connection down tells libpq why in words only: no SQLSTATE survives. First match wins."""


def refusal(error: psycopg.Error) -> Refused:
    """The refusal that this error of psycopg amounts to.

    Whatever is no fault of the server or its settings (wrong SQL, a value out of range) is ours: `internal_error`,
    with its SQLSTATE in the log.
    """
    for cause, code in _CODES:
        if isinstance(error, cause):
            return Refused(code)
    if isinstance(error, psycopg.OperationalError | psycopg.InterfaceError):
        text = str(error)
        for words, code in _CONNECT_WORDS:
            if error.sqlstate is None and words in text:
                return Refused(code)
        return Refused("database_unavailable")
    log_fault(_logger, f"sqlstate={error.sqlstate}", error)
    return Refused("internal_error")


@contextmanager
def refusing() -> Iterator[None]:
    """Turn every psycopg error that leaves the block into `Refused`, the original as its cause."""
    try:
        yield
    except psycopg.Error as error:
        raise refusal(error) from error
