"""The PostgreSQL that comes along: for a plant without a database of its own, and for the demo plant.

`start` gives a running server, made at first use. Several processes may use one; the last to go ends it, by
`stop` or by dying (see `embedded_keeper`). It listens on a socket in a private folder, with a password, and on no
network.
"""

from __future__ import annotations

import atexit
import fcntl
import hashlib
import json
import logging
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

from skill_enms.plant import embedded_keeper
from skill_enms.plant.connection import answers
from skill_enms.plant.embedded_account import Account, account, major_version, private_folder
from skill_enms.plant.file_lock import FileLock, free, locked, shared
from skill_enms.reasons import Refused

_logger = logging.getLogger(__name__)

_PORT = 5432
"""Only part of the socket's file name; no port is opened."""
_ROLE = "plant"
"""It owns the database and is no superuser. Not named like our schema, which would head its search path."""
_DATABASE = "enms"
_START_SECONDS = 30.0
_STOP_SECONDS = 20.0
_LONGEST_SOCKET_FOLDER = 85
"""Of the 103 bytes or more that systems give a socket's path, the file's name in the folder needs 15."""
_LONGEST_LOG = 10_000_000
_SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "60",
    "shared_buffers": "64MB",
    "min_wal_size": "32MB",
    "max_wal_size": "256MB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "jit": "off",
}


class EmbeddedServer:
    """A share in a running server. Everybody who started it stops it once; the last stop ends it."""

    def __init__(self, url: str, data: Path, lease: FileLock, kept: Path) -> None:
        """Made by `start`, which hands over the lease."""
        self.url = url
        """libpq URL; it holds the password."""
        self.data = data
        """The server's data folder."""
        self._lease = lease
        self._kept = kept
        atexit.register(self.stop)

    def __enter__(self) -> EmbeddedServer:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Give the share back; returns when the server has ended, or at once where others use it. May be repeated."""
        atexit.unregister(self.stop)
        if not self._lease.held:
            return
        self._lease.release()
        deadline = time.monotonic() + _STOP_SECONDS
        while time.monotonic() < deadline and not free(self._kept) and not shared(self._lease.path):
            time.sleep(0.02)
        _reap()


def home() -> Path:
    """Where the skill's own files are on this device: `skill-enms` in the XDG data folder."""
    xdg = os.environ.get("XDG_DATA_HOME")
    return (Path(xdg) if xdg else Path.home() / ".local" / "share") / "skill-enms"


def start(data_root: Path | None = None) -> EmbeddedServer:
    """Start the server whose files are below `data_root`, or join it where it runs.

    `data_root`: `home()` by default. Raises `Refused("embedded_unavailable")`, the cause being in the log.
    """
    root = _root(data_root or home())
    lease = FileLock(root / "lease.lock")
    lease.take(fcntl.LOCK_SH)  # waits while a keeper that found nobody left stops the server
    try:
        with locked(root / "start.lock"):
            host = account(root)
            password = _prepared(root, host)
            sockets = _sockets(root, host)
            _keep(root, host, sockets, lease)
    except BaseException:
        lease.release()
        raise
    url = f"postgresql://{_ROLE}:{password}@/{_DATABASE}?host={quote(str(sockets), safe='')}&port={_PORT}"
    return EmbeddedServer(url, host.home / "data", lease, root / "keeper.lock")


def _root(data_root: Path) -> Path:
    try:
        return private_folder(data_root.resolve() / "database" / major_version())
    except OSError as error:
        _logger.warning("the embedded PostgreSQL has no place for its files: %s", error)
        raise Refused("embedded_unavailable") from error


def _prepared(root: Path, host: Account) -> str:
    """Make the data folder where there is none yet; returns the role's password."""
    secret = root / "password"
    data = host.home / "data"
    if data.exists() and secret.exists():
        return secret.read_text(encoding="utf-8")
    password = secrets.token_urlsafe(24)
    if data.exists():
        embedded_keeper.stop_postmaster(data)
        _single_user(host, data, f"ALTER ROLE {_ROLE} PASSWORD '{password}'\n")
    else:
        _make_data(host, data, password)
    _write_private(secret, password)
    return password


def _make_data(host: Account, data: Path, password: str) -> None:
    """Under another name first: what is called `data` is complete, however suddenly we end.

    It is written to disk without waiting for that, which takes longer than all the rest; the keeper makes up for it.
    """
    unfinished = data.with_name("data.new")
    shutil.rmtree(unfinished, ignore_errors=True)
    # initdb wants a password for the superuser; nobody is to log in as that, so nobody knows it.
    unknown = data.with_name("superuser")
    _write_private(unknown, secrets.token_urlsafe(24))
    host.own(unknown)
    settings = [part for name, value in _SETTINGS.items() for part in ("-c", f"{name}={value}")]
    host.run(
        "initdb",
        *("-D", str(unfinished), "-U", "postgres", "--auth=scram-sha-256", f"--pwfile={unknown}"),
        *("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
        *("--no-sync", "--no-instructions", *settings),
    )
    unknown.unlink()
    _single_user(
        host,
        unfinished,
        f"CREATE ROLE {_ROLE} LOGIN CREATEDB CREATEROLE PASSWORD '{password}'\n"
        f"CREATE DATABASE {_DATABASE} OWNER {_ROLE}\n",
        "-F",
    )
    unfinished.rename(data)


def _single_user(host: Account, data: Path, statements: str, *options: str) -> None:
    host.run("postgres", "--single", *options, "-D", str(data), "postgres", text=statements)


def _sockets(root: Path, host: Account) -> Path:
    """The private folder of the socket; elsewhere where the path would be too long for one."""
    path = host.home / "socket"
    if len(os.fsencode(path)) > _LONGEST_SOCKET_FOLDER:
        name = f"skill-enms-{os.geteuid()}-{hashlib.sha256(str(root).encode()).hexdigest()[:12]}"
        path = Path(os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir()) / name
    if not path.exists():
        private_folder(path)
        host.own(path)
    elif host.user is None:
        private_folder(path)
    return path


def _keep(root: Path, host: Account, sockets: Path, lease: FileLock) -> None:
    """See to it that a keeper runs, and return when its server answers."""
    kept = FileLock(root / "keeper.lock")
    keeper: subprocess.Popen[bytes] | None = None
    deadline = time.monotonic() + _START_SECONDS
    while True:
        if kept.take(fcntl.LOCK_EX | fcntl.LOCK_NB):
            if keeper is not None:  # it ended again at once
                kept.release()
                break
            keeper = _keeper(host, sockets, lease.path, kept)
        if _ready(host.home / "data") and answers(str(sockets), _PORT):
            return
        if time.monotonic() > deadline:
            break
        time.sleep(0.02)
    _logger.error("the embedded PostgreSQL does not start; see %s", host.home / "server.log")
    raise Refused("embedded_unavailable")


def _keeper(host: Account, sockets: Path, lease: Path, kept: FileLock) -> subprocess.Popen[bytes]:
    """Start a keeper. It inherits the lock that says that there is one, and waits for the lease on its own handle."""
    log = host.home / "server.log"
    if log.exists() and log.stat().st_size > _LONGEST_LOG:
        log.unlink()
    data = host.home / "data"
    plan = {
        "command": [*host.prefix, str(host.binaries / "postgres"), "-D", str(data), "-k", str(sockets)],
        "flush": [*host.prefix, str(host.binaries / "initdb"), "-D", str(data), "--sync-only"],
        "data": str(data),
        "sockets": str(sockets),
        "log": str(log),
        "user": host.user,
        "group": host.group,
    }
    with lease.open("r+b") as handle:
        passed = (handle.fileno(), kept.fileno())
        keeper = subprocess.Popen(
            [sys.executable, "-I", "-S", embedded_keeper.__file__, json.dumps(plan), *map(str, passed)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
            pass_fds=passed,
            start_new_session=True,
        )
    kept.release()
    _keepers.append(keeper)
    return keeper


_keepers: list[subprocess.Popen[bytes]] = []
"""Keepers that are children of this process, which has to take note of their end."""


def _reap() -> None:
    _keepers[:] = [keeper for keeper in _keepers if keeper.poll() is None]


def _ready(data: Path) -> bool:
    """Whether the server says that it takes connections (the eighth line of `postmaster.pid`)."""
    try:
        lines = (data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
    except OSError:
        return False
    return len(lines) > 7 and lines[7].strip() == "ready"


def _write_private(path: Path, content: str) -> None:
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(content)
