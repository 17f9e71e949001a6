"""The skill as it is installed: everything it needs is in the wheel or declared, and nothing else is needed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
import zipfile
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
SKILL_ID = "skill-enms.openvoiceos"
LOCALES = sorted(path for path in (ROOT / "locale").iterdir() if path.is_dir())
UNREACHABLE = "postgresql://127.0.0.1:1/none?connect_timeout=1"

PROBE = """
import json, os, sys
sys.stdout = sys.stderr
from importlib.metadata import entry_points
from ovos_utils.fakebus import FakeBus
(entry,) = entry_points(group="opm.skill", name="{skill_id}")
skill = entry.load()(bus=FakeBus(), skill_id="{skill_id}")
names = json.loads(sys.argv[1])
found = dict((name, bool(skill.find_resource(name))) for name in names)
module = sys.modules[type(skill).__module__].__file__
print(json.dumps(dict(found=found, module=module)), file=sys.__stdout__, flush=True)
os._exit(0)
""".replace("{skill_id}", SKILL_ID)


def run(*command: str | Path, home: Path) -> subprocess.CompletedProcess[str]:
    """Run something far from the checkout, with a home and a database of its own."""
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "PYTHON"))},
        "HOME": str(home),
        "ENMS_DATABASE_URL": UNREACHABLE,
    }
    return subprocess.run(
        [str(part) for part in command],
        check=False,
        cwd=home,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
    )


def resource_names() -> list[str]:
    """Every dialog and intent of the first language."""
    return [path.name for path in (ROOT / "locale").rglob("*") if path.suffix in {".dialog", ".intent"}]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The skill's wheel, built without the network."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in listed.stdout.splitlines():
        if (ROOT / name).is_file() and not name.startswith("tests/"):
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            (source / name).write_bytes((ROOT / name).read_bytes())
    built = run(
        *(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-index", "--no-deps", "--no-build-isolation"),
        *("--wheel-dir", folder, source),
        home=folder,
    )
    assert built.returncode == 0, built.stderr
    (path,) = folder.glob("*.whl")
    return path


def declared(
    name: str, extras: frozenset[str] = frozenset(), seen: set[str] | None = None
) -> Iterator[metadata.Distribution]:
    """A distribution and everything that it declares to need, as installed here."""
    seen = set() if seen is None else seen
    if (key := f"{name.lower()}[{','.join(sorted(extras))}]") in seen:
        return
    seen.add(key)
    distribution = metadata.distribution(name)
    yield distribution
    for line in distribution.requires or ():
        requirement = Requirement(line)
        if requirement.marker is None or any(requirement.marker.evaluate({"extra": extra}) for extra in extras or {""}):
            yield from declared(requirement.name, frozenset(requirement.extras), seen)


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A virtual environment with the wheel and what it declares to need, nothing else; its `bin`."""
    folder = tmp_path_factory.mktemp("installed") / "venv"
    venv.create(folder, with_pip=False)
    (site,) = (folder / "lib").glob("python*/site-packages")
    for distribution in declared("skill-enms"):
        if distribution.metadata["Name"] == "skill-enms":
            continue
        for entry in {file.parts[0] for file in distribution.files or () if file.parts[0] != ".."}:
            if entry != "__pycache__" and not (site / entry).exists():
                (site / entry).symlink_to(Path(str(distribution.locate_file(entry))))
    python = folder / "bin" / "python"
    done = run(
        *(sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-index", "--no-deps", wheel),
        home=folder,
    )
    assert done.returncode == 0, done.stderr
    return folder / "bin"


def test_the_wheel_holds_everything_of_the_package(wheel: Path) -> None:
    packed = set(zipfile.ZipFile(wheel).namelist())
    suffixes = {".py", ".sql", ".json", ".typed", ".gz"}
    package = [path for path in (ROOT / "skill_enms").rglob("*") if path.suffix in suffixes]
    locale = [path for path in (ROOT / "locale").rglob("*") if path.is_file()]
    wanted = {path.relative_to(ROOT).as_posix() for path in package}
    wanted |= {f"skill_enms/{path.relative_to(ROOT).as_posix()}" for path in locale}
    assert wanted - packed == set()
    assert not [name for name in packed if name.startswith(("tests/", "locale/"))]


def test_the_wheel_runs_with_declared_dependencies_only(installed: Path, tmp_path: Path) -> None:
    version = run(installed / "enms", "--version", home=tmp_path)
    assert (version.returncode, version.stdout) == (0, f"enms {metadata.version('skill-enms')}\n")
    told = run(installed / "enms", "--help", home=tmp_path)
    assert told.returncode == 0
    assert "ask" in told.stdout


def test_ovos_finds_the_skill_and_its_locale_in_a_wheel(installed: Path, tmp_path: Path) -> None:
    probed = run(installed / "python", "-c", PROBE, json.dumps(resource_names()), home=tmp_path)
    assert probed.returncode == 0, probed.stderr
    answer = json.loads(probed.stdout)
    assert not Path(answer["module"]).is_relative_to(ROOT / "skill_enms")
    assert [name for name, found in answer["found"].items() if not found] == []


def test_ovos_finds_the_skill_and_its_locale_in_a_checkout(tmp_path: Path) -> None:
    probed = run(sys.executable, "-c", PROBE, json.dumps(resource_names()), home=tmp_path)
    assert probed.returncode == 0, probed.stderr
    answer = json.loads(probed.stdout)
    assert Path(answer["module"]).is_relative_to(ROOT / "skill_enms")
    assert [name for name, found in answer["found"].items() if not found] == []


def test_a_core_in_process_is_asked_for_where_it_is_missing(installed: Path, tmp_path: Path) -> None:
    asked = run(installed / "enms", "ask", "--local", "which energy sources are there", home=tmp_path)
    assert asked.returncode == 1
    assert asked.stdout == ""
    assert asked.stderr == "enms ask: ovos-core is not installed; pip install 'skill-enms[ask]' brings it\n"


def test_metadata_agree() -> None:
    store = json.loads((ROOT / "skill.json").read_text(encoding="utf-8"))
    requires = [Requirement(line) for line in metadata.requires("skill-enms") or ()]
    needed = {str(requirement) for requirement in requires if requirement.marker is None}
    assert {str(Requirement(line)) for line in store["requirements"]["python"]} == needed
    assert store["skill_id"] == SKILL_ID
    assert store["package_name"] == "skill-enms"
    assert 10 <= len(store["description"]) <= 500
    assert len(store["examples"]) >= 3


@pytest.mark.parametrize("locale", LOCALES, ids=lambda path: path.name)
def test_each_language_describes_the_skill_as_the_store_does(locale: Path) -> None:
    store = json.loads((ROOT / "skill.json").read_text(encoding="utf-8"))
    spoken = json.loads((locale / "skill.json").read_text(encoding="utf-8"))
    translated = {"name", "description", "examples", "tags"}
    assert translated <= spoken.keys()
    assert {key: store[key] for key in spoken if key not in translated} == {
        key: value for key, value in spoken.items() if key not in translated
    }
    if locale.name == "en-us":
        assert {key: store[key] for key in translated} == {key: spoken[key] for key in translated}
