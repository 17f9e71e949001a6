"""What pip-audit and pip-licenses say of the locked dependencies, in the few words that are wanted of it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
BIN = ROOT / ".venv-supply" / "bin"
LINES = {"prerelease": ROOT / ".venv", "stable": ROOT / ".venv-stable"}
LICENCES = ROOT / "docs" / "licences.md"
UNKNOWN = "UNKNOWN"

NAMES = {
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD",
    "GNU Lesser General Public License v2 or later (LGPLv2+)": "LGPL-2.1-or-later",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "apache-2.0": "Apache-2.0",
}
"""What one licence is called in old metadata → its SPDX name."""
READ = {"skops": "MIT"}
"""Packages whose metadata don't say it → what their licence file says."""

HEAD = """# Licences of what the skill depends on

Made by `script/supply licences` with pip-licenses, from both OVOS lines, the tools of the tests included. The skill is
Apache-2.0; its dependencies are installed beside it, not copied. `tests/unit/test_licences.py` refuses a licence
that Apache-2.0 software may not depend on, and a list that isn't what is locked.

| package | prerelease | stable | licence |
|---|---|---|---|
"""


def audit() -> int:
    """Known vulnerabilities of every locked version; 1 where there is one."""
    found = 0
    for line in LINES:
        lock = ROOT / "requirements" / f"constraints-{line}.txt"
        run = subprocess.run(
            [
                BIN / "pip-audit",
                "--no-deps",
                "--disable-pip",
                "--format",
                "json",
                "--progress-spinner",
                "off",
                "-r",
                lock,
            ],
            capture_output=True,
            text=True,
            check=False,
        )
        try:
            packages: list[dict[str, Any]] = json.loads(run.stdout)["dependencies"]
        except (ValueError, KeyError):
            print(f"{line}: not audited, pip-audit has no data: {run.stderr.strip().splitlines()[-1:]}")
            continue
        audited = [package for package in packages if "vulns" in package]
        print(f"{line}: {len(audited)} of {len(packages)} packages audited")
        if not audited:
            print(f"{line}: pip-audit has no data here")
        for package in audited:
            for vulnerability in package["vulns"]:
                found += 1
                fixed = ", ".join(vulnerability["fix_versions"]) or "no version yet"
                print(f"{line}: {package['name']} {package['version']}: {vulnerability['id']}, mended in {fixed}")
    return int(found > 0)


def licences() -> int:
    """Write docs/licences.md."""
    table: dict[str, dict[str, str]] = {}
    for line, venv in LINES.items():
        if not venv.exists():
            sys.exit(f"script/supply: script/setup {line} first")
        listed = subprocess.run(
            [
                BIN / "pip-licenses",
                "--python",
                venv / "bin" / "python",
                "--from",
                "all",
                "--with-system",
                "--format",
                "json",
            ],
            capture_output=True,
            text=True,
            check=True,
        )
        for package in json.loads(listed.stdout):
            name = re.sub(r"[-_.]+", "-", package["Name"]).lower()
            if name != "skill-enms":
                table.setdefault(name, {})[line] = package["Version"]
                table[name]["licence"] = licence(name, package)
    rows = [
        f"| {name} | {row.get('prerelease', '')} | {row.get('stable', '')} | {row['licence']} |"
        for name, row in sorted(table.items())
    ]
    LICENCES.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    return 0


def licence(name: str, package: dict[str, str]) -> str:
    """The SPDX expression, else the classifiers, else the first line of what stands in the field for it."""
    told = package["License-Expression"]
    metadata = package["License-Metadata"].strip().partition("\n")[0].strip()
    if told == UNKNOWN and re.fullmatch(r"[A-Za-z0-9.\- ]{2,60}", metadata) and metadata != UNKNOWN:
        told = metadata
    classified = package["License-Classifier"]
    if told == UNKNOWN or (" " in told and classified != UNKNOWN and " AND " not in told and " OR " not in told):
        told = classified
    parts = [NAMES.get(part.strip(), part.strip()) for part in told.split(";")]
    return READ.get(name, " OR ".join(part for part in parts if part != "DFSG approved"))


if __name__ == "__main__":
    sys.exit({"audit": audit, "licences": licences}[sys.argv[1]]())
