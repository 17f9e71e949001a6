"""PostgreSQL behind TLS with certificates made here: its own TLS where it is built with it, else one put before it."""

from __future__ import annotations

import contextlib
import shutil
import socket
import ssl
import struct
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from servers import Server

HOST = "localhost"
_SSL_REQUEST = struct.pack("!ii", 8, 80877103)


@dataclass(frozen=True)
class Authority:
    """Who signs certificates, and one for `HOST` that it signed."""

    root: Path
    certificate: Path
    key: Path


def authority(folder: Path, name: str) -> Authority:
    """Make one."""
    if shutil.which("openssl") is None:
        pytest.skip("needs the openssl command")
    made = Authority(folder / f"{name}-root.crt", folder / f"{name}.crt", folder / f"{name}.key")
    root_key, request, names = folder / f"{name}-root.key", folder / f"{name}.csr", folder / f"{name}.ext"
    names.write_text(f"subjectAltName=DNS:{HOST}\n")
    new_key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
    _openssl("req", "-x509", *new_key, "-days", "2", "-subj", f"/CN={name}", "-keyout", root_key, "-out", made.root)
    _openssl("req", *new_key, "-subj", f"/CN={HOST}", "-keyout", made.key, "-out", request)
    _openssl(
        *("x509", "-req", "-days", "2", "-in", request, "-extfile", names, "-CAcreateserial"),
        *("-CA", made.root, "-CAkey", root_key, "-out", made.certificate),
    )
    return made


def _openssl(*arguments: str | Path) -> None:
    subprocess.run(["openssl", *arguments], check=True, capture_output=True)


@contextmanager
def encrypted(server: Server, url: str, signed: Authority) -> Iterator[str]:
    """The database's connection string, at a server that shows that certificate."""
    if server.name == "embedded":  # its programs are built without TLS
        with Terminator(url, signed) as before:
            yield make_conninfo(url, host=HOST, hostaddr="127.0.0.1", port=str(before.port))
        return
    with psycopg.connect(url, autocommit=True) as connection:
        for name, path in (("server.crt", signed.certificate), ("server.key", signed.key)):
            lines = path.read_text().splitlines()
            connection.execute(
                sql.SQL(
                    "COPY (SELECT line FROM unnest({}::text[]) WITH ORDINALITY AS t (line, n) ORDER BY n) TO PROGRAM {}"
                ).format(sql.Literal(lines), sql.Literal(f"umask 077; cat >{name}"))
            )
        connection.execute("ALTER SYSTEM SET ssl = on")
        connection.execute("SELECT pg_reload_conf()")
        try:
            yield make_conninfo(url, host=HOST, hostaddr="127.0.0.1")
        finally:
            connection.execute("ALTER SYSTEM RESET ssl")
            connection.execute("SELECT pg_reload_conf()")


class Terminator:
    """Answers PostgreSQL's request for TLS, and passes on in plain what it is told."""

    def __init__(self, url: str, signed: Authority) -> None:
        parts = conninfo_to_dict(url)
        self._path = f"{parts['host']}/.s.PGSQL.{parts['port']}"
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(signed.certificate, signed.key)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])

    def __enter__(self) -> Terminator:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._link, args=(client,), daemon=True).start()

    def _link(self, client: socket.socket) -> None:
        with contextlib.suppress(OSError), client:
            while client.recv(8) != _SSL_REQUEST:
                client.sendall(b"N")  # what else may be asked for first, encryption by Kerberos
            client.sendall(b"S")
            with (
                self._context.wrap_socket(client, server_side=True) as inside,
                socket.socket(socket.AF_UNIX) as server,
            ):
                server.connect(self._path)
                back = threading.Thread(target=_pass_on, args=(server, inside), daemon=True)
                back.start()
                _pass_on(inside, server)
                back.join()


def _pass_on(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        try:
            while data := source.recv(65536):
                target.sendall(data)
        finally:
            target.shutdown(socket.SHUT_RDWR)
