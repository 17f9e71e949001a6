"""A network between a client and a PostgreSQL server that can be cut, delayed and black-holed."""

from __future__ import annotations

import contextlib
import socket
import threading
import time

import psycopg
from psycopg.conninfo import conninfo_to_dict


class Network:
    """Listens on a loopback port and passes on what it is sent, as its state says."""

    def __init__(self, url: str) -> None:
        with psycopg.connect(url) as connection:
            info = connection.info
            self._host, self._server_port = info.hostaddr or info.host, info.port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._links: list[socket.socket] = []
        self._open = threading.Event()
        self._open.set()
        self._delay = 0.0
        parts = conninfo_to_dict(url)
        login = f"{parts['user']}:{parts.get('password') or ''}"
        self.url = f"postgresql://{login}@127.0.0.1:{self._listener.getsockname()[1]}/{parts['dbname']}"
        threading.Thread(target=self._accept, daemon=True).start()

    def __enter__(self) -> Network:
        return self

    def __exit__(self, *_: object) -> None:
        self._listener.close()
        self.cut()

    def black_hole(self) -> None:
        """From now on nothing arrives anywhere, and nobody is told."""
        self._open.clear()

    def heal(self) -> None:
        """What was swallowed stays lost; new connections and new packets pass."""
        self.cut()
        self._open.set()

    def delay(self, seconds: float) -> None:
        """Each packet takes so long."""
        self._delay = seconds

    def cut(self) -> None:
        """Reset all connections there are."""
        for link in self._links:
            with contextlib.suppress(OSError):
                link.shutdown(socket.SHUT_RDWR)
        self._links.clear()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._link, args=(client,), daemon=True).start()

    def _link(self, client: socket.socket) -> None:
        if self._host.startswith("/"):
            server = socket.socket(socket.AF_UNIX)
            server.connect(f"{self._host}/.s.PGSQL.{self._server_port}")
        else:
            server = socket.create_connection((self._host, self._server_port))
        self._links += [client, server]
        for source, target in ((client, server), (server, client)):
            threading.Thread(target=self._pass_on, args=(source, target), daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError), source, target:
            try:
                while data := source.recv(65536):
                    time.sleep(self._delay)
                    self._open.wait()
                    target.sendall(data)
            finally:
                target.shutdown(socket.SHUT_RDWR)  # closing tells nobody while the other thread still receives
