"""ovos-skills-manager, in an environment of its own since it can share none with today's OVOS, reads our metadata."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
PYTHON = ROOT / ".venv-skills-manager" / "bin" / "python"

pytestmark = pytest.mark.skipif(not PYTHON.exists(), reason="needs script/setup skills-manager")

READ = """
import json, sys
from ovos_skills_manager.skill_entry import SkillEntry
skill = SkillEntry.from_{source}(sys.argv[1]{options})
print(json.dumps({{
    "name": skill.skill_name, "author": skill.skill_author, "url": skill.url, "branch": skill.branch,
    "description": skill.skill_description, "short": skill.skill_short_description, "license": skill.license,
    "examples": skill.skill_examples, "tags": skill.skill_tags, "category": skill.skill_category,
    "requirements": skill.requirements, "uuid": skill.uuid, "id": skill.json["skill_id"],
}}))
"""


def read(path: Path, home: Path, source: str, options: str = "") -> dict[str, Any]:
    """What ovos-skills-manager makes of a file or a folder."""
    program = READ.format(source=source, options=options)
    environment = {**os.environ, "HOME": str(home), "XDG_CONFIG_HOME": str(home), "XDG_DATA_HOME": str(home)}
    run = subprocess.run(
        [PYTHON, "-c", program, path], capture_output=True, text=True, env=environment, check=True, timeout=60
    )
    read: dict[str, Any] = json.loads(run.stdout.splitlines()[-1])
    return read


def test_it_reads_the_skill_json(tmp_path: Path) -> None:
    ours = json.loads((ROOT / "skill.json").read_text(encoding="utf-8"))
    theirs = read(ROOT / "skill.json", tmp_path, "json", ", parse_github=False")
    assert theirs == {
        "name": ours["skillname"],
        "author": ours["authorname"],
        "url": ours["url"],
        "branch": ours["branch"],
        "description": ours["description"],
        "short": ours["short_description"],
        "license": ours["license"],
        "examples": ours["examples"],
        "tags": ours["tags"],
        "category": ours["category"],
        "requirements": ours["requirements"],
        "uuid": f"{ours['skillname']}.{ours['authorname']}".lower(),
        "id": ours["skill_id"],
    }


def test_it_reads_a_checkout(tmp_path: Path) -> None:
    folder = tmp_path / "skill-enms"
    shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(".*", "*.egg-info", "build", "tests", "*.gz"))
    theirs = read(folder, tmp_path, "directory")
    ours = json.loads((ROOT / "skill.json").read_text(encoding="utf-8"))
    assert theirs["id"] == ours["skill_id"]
    assert theirs["description"] == ours["description"]
    assert sorted(theirs["requirements"]["python"]) == sorted(ours["requirements"]["python"])
