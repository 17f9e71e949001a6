"""Every code has its sentence, and every sentence says what its data means."""

import math
import re
from datetime import date

import pytest

from skill_enms.analytics.rules import RULE_SETS
from skill_enms.reasons import PROBLEMS, REFUSALS, WARNINGS, Reason, foremost
from skill_enms.speech.reasons import problem_phrase, refusal_phrase, rule_phrase, warning_phrase

EXAMPLES = {
    "said": "Boilr 9",
    "nearest": ["Boiler-1"],
    "choices": ["Boiler-1", "Boiler-2"],
    "known": ["electricity", "steam"],
    "available": ["production_count"],
    "drivers": ["a_driver", "b_driver"],
    "alternative": ["a_driver"],
    "driver": "a_driver",
    "start": date(2024, 1, 1),
    "end": date(2025, 1, 1),
    "data_start": date(2023, 1, 1),
    "data_end": date(2023, 6, 30),
    "seu": "Boiler-1",
    "energy_source": "natural_gas",
    "shares": {"meter": 0.7, "backfill": 0.3},
    "dates": ["2024-05-01"],
    "r_squared": 0.9996,
    "alternative_r_squared": 0.98,
    "value": 3.0,
    "rule_set": "sep",
    "cv_rmse": 0.3,
    "active_r_squared": 0.9,
    "active_cv_rmse": 0.1,
    "failures": [{"rule": "r_squared", "driver": None, "value": 0.35, "limit": 0.5}],
    "machines": ["Kiln-1"],
    "tried": ["a_driver", "b_driver"],
    "count": 3,
    "longest_hours": 25.5,
    "since": date(2024, 6, 3),
    "before": 900.0,
    "after": 60.0,
    "candidates": ["consumption_a", "consumption_b"],
}
SENTENCE = {"refused": refusal_phrase, "warning": warning_phrase, "problem": problem_phrase}
EVERY = [
    (kind, code, keys)
    for kind, codes in (("refused", REFUSALS), ("warning", WARNINGS), ("problem", PROBLEMS))
    for code, keys in codes.items()
]
ANNOUNCE_A_QUESTION = {
    "ambiguous_seu",
    "period_not_understood",
    "words_not_understood",
    "worse_baseline",
    "overlapping_drivers",
}
"""Findings that a question follows at once, which says what to do."""
NOTHING_TO_DO = {"cancelled", "declined"}


def example(keys):
    return {key: EXAMPLES.get(key, 3) for key in keys}


@pytest.mark.parametrize(("kind", "code", "keys"), EVERY, ids=lambda value: value if isinstance(value, str) else "")
def test_every_code_has_a_sentence_for_all_its_data(kind, code, keys, words, said):
    sentence = said(SENTENCE[kind](Reason(code, example(keys)), words))
    assert sentence[-1] in ".?"
    assert not set("{}[]'") & set(sentence), sentence


@pytest.mark.parametrize(("kind", "code", "keys"), EVERY, ids=lambda value: value if isinstance(value, str) else "")
def test_a_sentence_says_what_is_wrong_and_what_to_do_in_two_sentences_at_most(kind, code, keys, words, said):
    text = said(SENTENCE[kind](Reason(code, example(keys)), words))
    sentences = len(re.findall(r"[.?](?:\s|$)", text))
    says_all_in_one = code in ANNOUNCE_A_QUESTION | NOTHING_TO_DO or ", so take " in text
    assert sentences == 2 or (says_all_in_one and sentences == 1)


@pytest.mark.parametrize(
    ("code", "count", "spoken"), [("spikes", 1, "1 reading "), ("spikes", 2, "2 readings "), ("gaps", 1, "1 gap,")]
)
def test_one_reading_is_not_several(code, count, spoken, words, said):
    assert spoken in said(warning_phrase(Reason(code, {"count": count, "longest_hours": 3.0}), words))


@pytest.mark.parametrize(
    ("n_drivers", "spoken"),
    [
        (3, "I found 1 day for 3 drivers, and I need at least 12. Choose a longer period or fewer drivers."),
        (1, "I found 1 day, and I need at least 12. Choose a longer period."),
        (0, "I found 1 day, and I need at least 12. Choose a longer period."),
    ],
)
def test_fewer_drivers_are_proposed_only_where_there_are_several(n_drivers, spoken, words, said):
    data = {"n_days": 1, "needed": 12, "n_drivers": n_drivers}
    assert said(refusal_phrase(Reason("too_few_days", data), words)) == spoken


@pytest.mark.parametrize("rule", sorted({rule.name for rules in RULE_SETS.values() for rule in rules}))
def test_every_rule_of_every_rule_set_has_words(rule, words, said):
    assert said(rule_phrase(rule, "a_driver", 0.3, 0.2, words))
    assert said(rule_phrase(rule, None if rule != "each_driver" else "a_driver", math.nan, 0.2, words))


@pytest.mark.parametrize(
    ("code", "key"),
    [
        (code, key)
        for codes in (REFUSALS, WARNINGS)
        for code, keys in codes.items()
        for key in keys
        if key in {"nearest", "known", "available", "alternative", "choices", "data_start", "tried"}
    ],
)
def test_a_sentence_without_its_list_says_something_sensible_all_the_same(code, key, words, said):
    data = example({**REFUSALS, **WARNINGS}[code])
    phrase = (refusal_phrase if code in REFUSALS else warning_phrase)(Reason(code, {**data, key: None}), words)
    assert said(phrase)


def test_no_two_refusals_say_the_same(words, said):
    sentences = [said(refusal_phrase(Reason(code, example(keys)), words)) for code, keys in REFUSALS.items()]
    assert len(set(sentences)) == len(sentences)


def test_the_warning_that_matters_most_is_said_first():
    warnings = [Reason("spikes", {"count": 3}), Reason("leaking_driver", {"driver": "power"})]
    assert foremost(warnings) == warnings[1]
    assert foremost([]) is None


def test_an_seu_that_names_its_energy_source_is_not_given_it_twice(words, said):
    reason = Reason("no_baseline", {"seu": "Boiler-1 natural gas", "energy_source": "natural_gas"})
    assert said(refusal_phrase(reason, words)).startswith("Boiler-1 natural gas has no baseline")
