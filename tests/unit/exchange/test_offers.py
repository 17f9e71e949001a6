"""An offer comes with an answer that stands: yes carries it out, no leaves all as it is, anything else ends it."""

from __future__ import annotations

import pytest
from sessions import MILL, baseline

from skill_enms.answers import TrainedBaseline
from skill_enms.reasons import Reason, Refused
from skill_enms.requests import TrainBaseline

BOTH = "train a baseline for mill 2 using tonnes ground and outdoor temperature for 2024"
OVERLAP = Reason(
    "overlapping_drivers",
    {
        "drivers": ["tonnes_ground", "outdoor_temp_c"],
        "vif": 12.0,
        "alternative": ["outdoor_temp_c"],
        "alternative_r_squared": 0.98,
    },
)


@pytest.fixture
def overlapping(talk):
    """A conversation in which two drivers overlap and one of them doesn't."""

    def answers(request, progress):
        warnings = (OVERLAP,) if len(request.features) > 1 else ()
        return TrainedBaseline(baseline(drivers=request.features, warnings=warnings))

    talk.answers = answers
    return talk


def test_overlapping_drivers_are_trained_and_the_better_set_is_offered(overlapping):
    said = overlapping.ask(BOTH, "train_baseline")
    assert said[1:] == [
        "Tonnes ground and outdoor temperature overlap, so each coefficient alone means little; "
        "with outdoor temperature alone, R-squared is 0.98.",
        "Use that instead?",
    ]
    assert overlapping.result["ok"] is True
    assert overlapping.result["warnings"] == ["overlapping_drivers"]
    assert len(overlapping.heard.results) == 1
    assert overlapping.heard.listening


@pytest.mark.parametrize("yes", ["yes", "yes please", "sure, do that", "okay use that instead", "please do"])
def test_yes_trains_with_what_was_offered(overlapping, yes):
    overlapping.ask(BOTH, "train_baseline")
    assert overlapping.say(yes)
    request = overlapping.asked[-1]
    assert (request.seu, request.features, request.confirmed) == (MILL, ("outdoor_temp_c",), True)
    assert overlapping.result["drivers"] == ["outdoor_temp_c"]


@pytest.mark.parametrize("no", ["no", "no thanks", "nope, keep it", "never mind", "not now"])
def test_no_ends_it_with_a_word_and_the_baseline_stands(overlapping, no):
    overlapping.ask(BOTH, "train_baseline")
    assert overlapping.say(no) == ["Okay, everything stays as it is."]
    assert overlapping.result["code"] == "declined"
    assert len(overlapping.asked) == 1
    assert overlapping.say("yes") is None


def test_stop_ends_an_offer_and_the_baseline_stands(overlapping, plant):
    plant.cancel = lambda session_id: False
    overlapping.ask(BOTH, "train_baseline")
    assert overlapping.exchange.stop()
    assert overlapping.heard.said[-1] == "Okay, everything stays as it is."
    assert overlapping.say("yes") is None
    assert overlapping.say("what was the R-squared") is not None


def test_what_is_offered_is_told_with_the_result(overlapping):
    overlapping.ask(BOTH, "train_baseline")
    assert overlapping.result["offer"]["about"] == "use_instead"
    assert overlapping.result["offer"]["request"]["features"] == ["outdoor_temp_c"]


def test_an_offer_is_void_once_something_else_was_said(overlapping):
    overlapping.ask(BOTH, "train_baseline")
    assert overlapping.say("turn on the light in the hall") is None
    assert overlapping.say("yes") is None


def test_an_offer_is_void_after_a_minute(overlapping):
    overlapping.ask(BOTH, "train_baseline")
    overlapping.now = 61.0
    assert overlapping.say("yes") is None


def test_what_follows_on_the_answer_is_no_answer_to_the_offer(overlapping):
    overlapping.ask(BOTH, "train_baseline")
    overlapping.say("and for Mill-EU-2?")
    assert overlapping.asked[-1].seu.name == "Mill-EU-2"
    assert overlapping.asked[-1].features == ("tonnes_ground", "outdoor_temp_c")


@pytest.mark.parametrize(
    ("refusal", "offered", "sentence"),
    [
        (
            Reason(
                "collinear_drivers", {"drivers": ["tonnes_ground", "outdoor_temp_c"], "alternative": ["outdoor_temp_c"]}
            ),
            {"features": ("outdoor_temp_c",)},
            "Use that instead?",
        ),
        (
            Reason("constant_driver", {"driver": "tonnes_ground", "value": 3.0}),
            {"features": ("outdoor_temp_c",)},
            "Shall I leave it out?",
        ),
        (
            Reason(
                "only_backfill",
                {"seu": "Mill-2", "energy_source": "electricity", "start": "2024-01-01", "end": "2025-01-01"},
            ),
            {"include_backfill": True},
            "Shall I include them?",
        ),
    ],
    ids=lambda value: value.code if isinstance(value, Reason) else "",
)
def test_a_refusal_that_has_a_way_out_offers_it(talk, refusal, offered, sentence):
    def answers(request, progress):
        if any(getattr(request, name) == value for name, value in offered.items()):
            return TrainedBaseline(baseline(drivers=request.features))
        raise Refused(refusal.code, **refusal.data)

    talk.answers = answers
    assert talk.ask(BOTH, "train_baseline")[-1] == sentence
    assert (talk.result["ok"], talk.result["code"]) == (False, refusal.code)
    talk.say("yes")
    assert {name: getattr(talk.asked[-1], name) for name in offered} == offered
    assert talk.result["ok"] is True


def test_a_constant_driver_that_is_the_only_one_offers_nothing(talk):
    def answers(request, progress):
        raise Refused("constant_driver", driver="tonnes_ground", value=3.0)

    talk.answers = answers
    said = talk.ask("train a baseline for mill 2 using tonnes ground for 2024", "train_baseline")
    assert len(said) == 1
    assert talk.say("yes") is None


def test_an_answer_that_suggests_nothing_offers_nothing(talk):
    talk.answers = lambda request, progress: TrainedBaseline(baseline())
    talk.ask("train a baseline for mill 2 using tonnes ground for 2024", "train_baseline")
    assert not talk.heard.listening
    assert talk.say("yes") is None
    assert isinstance(talk.asked[-1], TrainBaseline)
