"""A language's words are whole, found in a checkout and in a wheel, and free of what would do harm."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from skill_enms.understand.request.building import INTENTS
from skill_enms.understand.words.heard import Slips, hear
from skill_enms.understand.words.lexicon import (
    LISTS,
    Lexicon,
    language_folder,
    load_lexicon,
    locale_root,
    read_lexicon,
)

FOLDERS = sorted(path for path in locale_root().iterdir() if (path / "vocabulary").is_dir())


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_language_is_whole(folder: Path) -> None:
    lexicon = read_lexicon(folder)
    assert all(lexicon.lists[name].phrases for name in LISTS)
    assert set(lexicon.calendar.months.values()) == set(range(1, 13))
    assert set(lexicon.calendar.weekdays.values()) == set(range(7))
    assert set(lexicon.calendar.units.values()) == {"day", "week", "month", "quarter", "half", "year"}
    assert lexicon.cues.keys() <= set(INTENTS)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_file_of_the_vocabulary_is_read(folder: Path) -> None:
    files = {path.name for path in (folder / "vocabulary").iterdir()}
    tables = {
        "slips.json",
        "numbers.json",
        "calendar.json",
        "energy.json",
        "features.json",
        "units.json",
        "sounds.json",
    }
    cues = {name for name in files if name.startswith("cue_")}
    assert files == {f"{name}.txt" for name in LISTS} | tables | cues


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_no_keyword_file_is_registered_with_every_device(folder: Path) -> None:
    assert not list(folder.rglob("*.voc"))


@pytest.mark.parametrize("tag", ["en-us", "en-US", "en_US", "EN-us", "en", "en-GB"])
def test_a_language_is_found_by_any_spelling_of_its_tag(tag: str) -> None:
    assert load_lexicon(tag).language == "en-us"


def test_an_unknown_language_is_told() -> None:
    with pytest.raises(LookupError):
        load_lexicon("tlh")


def test_an_exact_region_comes_before_another_one(tmp_path: Path) -> None:
    for name in ("en-au", "en-gb", "en-us"):
        (tmp_path / name / "vocabulary").mkdir(parents=True)
    assert language_folder("en-gb", tmp_path).name == "en-gb"
    assert language_folder("en-nz", tmp_path).name == "en-au"


def test_a_translation_needs_no_code(tmp_path: Path) -> None:
    copy = tmp_path / "de-de"
    shutil.copytree(FOLDERS[0] / "vocabulary", copy / "vocabulary")
    slips = copy / "vocabulary" / "slips.json"
    slips.write_text(json.dumps({"about": "", "phrases": {"grundlinie": "baseline"}}), encoding="utf-8")
    (copy / "vocabulary" / "cancel.txt").write_text("# Kommentar\nabbrechen\nvergiss es\n", encoding="utf-8")
    lexicon = read_lexicon(copy)
    assert lexicon.lists["cancel"].phrases == {("abbrechen",), ("vergiss", "es")}
    assert lexicon.slips.phrases == {("grundlinie",): ("baseline",)}


def test_what_a_slip_stands_for_is_understood_as_it_is(lexicon: Lexicon) -> None:
    for right in set(lexicon.slips.phrases.values()):
        mended = hear(" ".join(right), lexicon).texts
        assert hear(" ".join(mended), lexicon).texts == mended


def test_a_slip_may_have_alternatives() -> None:
    slips = Slips.of({"(base|bass) line": "baseline", "(a|) tring": "train"})
    assert set(slips.phrases) == {("base", "line"), ("bass", "line"), ("a", "tring"), ("tring",)}


def test_what_was_said_may_keep_a_choice() -> None:
    slips = Slips.of({"(and|with) we (can|cant) (in|using)": "{0} weekend {2}"})
    assert slips.phrases["with", "we", "cant", "in"] == ("with", "weekend", "in")
    assert len(slips.phrases) == 8


def test_a_lexicon_is_read_once() -> None:
    assert load_lexicon("en-us") is load_lexicon("en-us")
