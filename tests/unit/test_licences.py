"""What the skill depends on is locked with hashes, listed with its licence, and may be used by Apache-2.0 software."""

from __future__ import annotations

import re
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
LINES = ("prerelease", "stable")
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))

COMPATIBLE = {
    *(
        "Apache-2.0",
        "MIT",
        "MIT-CMU",
        "BSD",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "0BSD",
        "ISC",
        "PSF-2.0",
        "Zlib",
        "CC0-1.0",
    ),
    *("CNRI-Python", "Public-Domain"),
    # Of the file or the library only, and neither is changed or copied in.
    *("MPL-2.0", "LGPL-2.1-or-later", "LGPL-3.0-only"),
}
"""Licences of what Apache-2.0 software may depend on without being bound by them."""

Listed = dict[str, tuple[str, str, str]]


@pytest.fixture(scope="module")
def listed() -> Listed:
    """Package → its version on either line, and its licence, as docs/licences.md says."""
    lines = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| ")]
    return {name: (prerelease, stable, licence) for name, prerelease, stable, licence in rows[1:]}


def locked(lock: Path) -> dict[str, tuple[str, str, int]]:
    """Package → version, marker, number of hashes."""
    found = {}
    for entry in re.split(r"\n(?=\S)", lock.read_text(encoding="utf-8").strip()):
        head = entry.partition("\\")[0].strip()
        requirement, _, marker = head.partition(" ; ")
        name, _, version = requirement.partition("==")
        found[name] = (version, marker.strip(), entry.count("--hash=sha256:"))
    return found


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.stem)
def test_every_dependency_is_at_one_version_with_the_hashes_of_its_files(lock: Path) -> None:
    packages = locked(lock)
    assert packages
    for name, (version, _, hashes) in packages.items():
        assert re.fullmatch(r"[0-9][0-9a-z.+]*", version), (name, version)
        assert hashes, name


@pytest.mark.parametrize("line", LINES)
def test_what_is_compiled_has_hashes_for_arm_and_for_later_pythons(line: str) -> None:
    """One hash would be that of this machine's wheel only."""
    packages = locked(ROOT / "requirements" / f"constraints-{line}.txt")
    assert all(packages[name][2] > 5 for name in ("numpy", "pandas", "scipy", "psycopg-binary"))


@pytest.mark.parametrize("line", LINES)
def test_every_dependency_is_listed_with_its_licence(listed: Listed, line: str) -> None:
    packages = locked(ROOT / "requirements" / f"constraints-{line}.txt")
    told = {name: versions[LINES.index(line)] for name, versions in listed.items()}
    for name, (version, marker, _) in packages.items():
        if name in told or not marker:  # what other systems need isn't installed where the list is made
            assert told.get(name) in {version, "" if marker else version}, f"{name}: run script/supply licences"


def test_every_licence_is_compatible(listed: Listed) -> None:
    for name, (_, _, licence) in listed.items():
        alternatives = re.split(r" OR ", licence.strip("()"), flags=re.IGNORECASE)
        said = [
            {part.strip("() ") for part in re.split(r" AND | OR ", each, flags=re.IGNORECASE)} for each in alternatives
        ]
        assert any(parts <= COMPATIBLE for parts in said), (name, licence)


@pytest.mark.parametrize("line", LINES)
def test_the_skill_s_own_requirements_are_all_locked(line: str) -> None:
    needed = {Requirement(text).name for text in metadata.requires("skill-enms") or () if "extra ==" not in text}
    assert needed
    assert needed <= locked(ROOT / "requirements" / f"constraints-{line}.txt").keys()
