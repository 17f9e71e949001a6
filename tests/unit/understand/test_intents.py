"""The intent files: whole on every Padatious line there is, matched by what is said, and by nobody else's sentences."""

from __future__ import annotations

import itertools
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from judge import Golden, load
from ovos_bus_client.message import Message
from ovos_padatious.opm import PadatiousPipeline
from ovos_utils.fakebus import FakeBus
from plants import PLANTS

from skill_enms.understand import reading
from skill_enms.understand.request.building import INTENTS
from skill_enms.understand.words.lexicon import Lexicon, locale_root

ENGLISH = locale_root() / "en-us"
FILES = sorted((ENGLISH / "intents").glob("*.intent"))
ENTITIES = sorted((ENGLISH / "entities").glob("*.entity"))
FILES_OF_GOLDEN = ("tuning", "heldout")
MOST_SAMPLES = 250
"""Of one intent: more of them slow a device's first training and every match down."""


def lines(path: Path) -> list[str]:
    written = path.read_text(encoding="utf-8").splitlines()
    return [line for line in written if line.strip() and not line.startswith("#")]


def expanded(line: str) -> Iterator[str]:
    """Every sample of a template: groups in parentheses, nothing else."""
    parts = re.split(r"\(([^()]*)\)", line)
    choices = [[part] if i % 2 == 0 else part.split("|") for i, part in enumerate(parts)]
    for chosen in itertools.product(*choices):
        yield re.sub(r"\s+", " ", "".join(chosen)).strip()


SAMPLES = {path.stem: [sample for line in lines(path) for sample in expanded(line)] for path in FILES}


def test_every_intent_has_its_file() -> None:
    assert set(SAMPLES) == set(INTENTS)


@pytest.mark.parametrize("intent", sorted(SAMPLES))
def test_no_sample_ends_in_a_slot(intent: str) -> None:
    """The stable line cuts punctuation off a sample's end, and a brace with it; that kills the whole intent."""
    assert [sample for sample in SAMPLES[intent] if sample.endswith("}")] == []


@pytest.mark.parametrize("intent", sorted(SAMPLES))
def test_slots_are_told_apart_by_words(intent: str) -> None:
    assert [sample for sample in SAMPLES[intent] if re.search(r"\}\W*\{", sample)] == []
    assert [sample for sample in SAMPLES[intent] if not re.search(r"\w", re.sub(r"\{\w+\}", "", sample))] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_templates_are_written_as_every_line_reads_them(path: Path) -> None:
    for line in lines(path):
        assert not re.search(r"[\[\]<>]|\{\w*:|\(\w+\)", line), line
        assert all(re.fullmatch(r"[a-z_]+", slot) for slot in re.findall(r"\{(.*?)\}", line)), line
        assert line == line.lower()


@pytest.mark.parametrize("intent", sorted(SAMPLES))
def test_an_intent_stays_light(intent: str) -> None:
    assert len(set(SAMPLES[intent])) <= MOST_SAMPLES


def test_no_sample_belongs_to_two_intents() -> None:
    owners: dict[str, set[str]] = {}
    for intent, samples in SAMPLES.items():
        for sample in samples:
            owners.setdefault(sample, set()).add(intent)
    assert {sample: names for sample, names in owners.items() if len(names) > 1} == {}


@pytest.mark.parametrize("path", ENTITIES, ids=lambda path: path.stem)
def test_entities_hold_words_of_the_language(path: Path) -> None:
    words = lines(path)
    assert 0 < len(words) <= 64, "more are not used as they stand"
    assert all(re.fullmatch(r"[a-z ]+", word) for word in words)


@pytest.fixture(scope="module")
def pipeline() -> Iterator[PadatiousPipeline]:
    """The matcher as the assistant runs it, with this skill's files alone, trained."""
    bus = FakeBus()
    with tempfile.TemporaryDirectory() as cache:
        matcher = PadatiousPipeline(bus=bus, config={"intent_cache": cache})
        for kind, paths in (("intent", FILES), ("entity", ENTITIES)):
            for path in paths:
                data = {"name": f"enms:{path.stem}", "samples": lines(path), "lang": "en-US", "file_name": str(path)}
                context = {"skill_id": "enms"}
                bus.emit(Message(f"padatious:register_{kind}", {**data, "blacklisted_words": []}, context))
        for container in matcher.containers.values():
            container.train()
        yield matcher
        matcher.shutdown()


def matched(pipeline: PadatiousPipeline, said: str) -> str | None:
    match = pipeline.match_high([said], "en-US", Message(""))
    if match is None:
        return None
    return str(match.match_type).partition(":")[2].removesuffix(".intent")


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        (
            "Train baseline for electricity Compressor-1 using production count and outdoor temperature for year 2024",
            "train_baseline",
        ),
        (
            "train baseline for natural gas boiler one using outdoor temperature and heating degree days for 2024",
            "train_baseline",
        ),
        ("can you please train a natural gas baseline for boiler one", "train_baseline"),
        ("train a baseline", "train_baseline"),
        ("which energy sources are there", "list_energy_sources"),
        ("list energy sources", "list_energy_sources"),
        ("list the seus", "list_seus"),
        ("which significant energy uses are there", "list_seus"),
        ("list features for natural gas", "list_features"),
        ("which drivers are available for steam", "list_features"),
        ("energy help", "energy_help"),
        ("what can I say about energy baselines", "energy_help"),
        ("describe the baseline for boiler one", "describe_baseline"),
        ("predict the energy consumption of compressor one at 500 units and 22 degrees", "predict_energy"),
        ("compare the drivers outdoor temperature and heating degree days for boiler one", "compare_drivers"),
        ("retrain all baselines for 2024", "retrain_all"),
        ("show the energy performance of hvac main", "energy_performance"),
        ("which readings of boiler one are real", "data_sources"),
        ("roll back to the previous baseline of boiler one", "restore_baseline"),
        ("compare the baseline of boiler one with the previous one", "compare_baselines"),
    ],
)
def test_padatious_matches(said: str, intent: str, pipeline: PadatiousPipeline) -> None:
    assert matched(pipeline, said) == intent


def test_what_padatious_takes_of_other_sentences_is_not_taken_for_ours(
    pipeline: PadatiousPipeline, lexicon: Lexicon
) -> None:
    """Its training comes out differently from one process to the next, and takes one or two now and then."""

    def taken(golden: Golden) -> bool:
        intent = matched(pipeline, golden.utterance)
        return intent is not None and reading.is_ours(golden.utterance, intent, PLANTS[golden.plant], lexicon)

    theirs = {file: [golden for golden in load(file) if golden.intent is None] for file in FILES_OF_GOLDEN}
    assert [golden.utterance for golden in theirs["tuning"] if taken(golden)] == []
    # what is kept out of tuning isn't shown
    assert sum(map(taken, theirs["heldout"])) == 0


@pytest.mark.parametrize("intent", sorted(SAMPLES))
def test_every_sample_is_matched_by_its_own_intent(intent: str, pipeline: PadatiousPipeline) -> None:
    """Also shows that no template was thrown away on the way."""
    for sample in sorted(set(SAMPLES[intent]))[::7]:
        said = re.sub(r"\{energy\}", "steam", sample)
        said = re.sub(r"\{make\}", "set up", said)
        said = re.sub(r"\{opening\}", "could you", said)
        said = re.sub(r"\{(\w+)\}", r"press seven", said).rstrip(" ?")
        assert matched(pipeline, said) == intent, said


@pytest.mark.parametrize("machine", ["boiler one", "press seven"])
@pytest.mark.parametrize("intent", sorted(SAMPLES))
def test_what_is_said_as_in_a_sample_is_ours(intent: str, machine: str, lexicon: Lexicon) -> None:
    """Of a machine that the plant has not, too: that is told, not left to others."""
    filled = {"energy": "steam", "make": "set up", "opening": "could you", "period": "2024", "machine": machine}
    for sample in sorted(set(SAMPLES[intent])):
        said = sample.replace("{request}", f"{machine} steam using humidity")
        said = re.sub(r"\{(\w+)\}", lambda slot: filled.get(slot[1], "humidity"), said).rstrip(" ?")
        assert reading.is_ours(said, intent, PLANTS["demo"], lexicon), said


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("is there a conveyor toy that fits under the tree", "list_seus"),
        ("put the compressor on the shopping list", "restore_baseline"),
    ],
)
def test_a_machine_alone_does_not_make_a_sentence_ours(said: str, intent: str, lexicon: Lexicon) -> None:
    assert not reading.is_ours(said, intent, PLANTS["demo"], lexicon)


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("was his performance in Othello better than expected", "energy_performance"),
        ("did the choir do worse than expected", "energy_performance"),
    ],
)
def test_an_intents_phrase_alone_does_not_make_a_sentence_ours(said: str, intent: str, lexicon: Lexicon) -> None:
    assert not reading.is_ours(said, intent, PLANTS["demo"], lexicon)
