"""What is said in a word or two of what was said before: "and Tuesday?", "and 1200?", "on source B?"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from skill_enms.catalogue import Seu
from skill_enms.requests import Period, PredictEnergy, Request
from skill_enms.understand.drivers.lists import spoken_drivers
from skill_enms.understand.names.energies import PART, SourceMention
from skill_enms.understand.periods.finding import SpokenPeriod
from skill_enms.understand.request.conditions import find_conditions
from skill_enms.understand.request.pieces import seus_named
from skill_enms.understand.request.values import Condition
from skill_enms.understand.request.who import Finder
from skill_enms.understand.sentence import Sentence
from skill_enms.understand.talking.turns import corrects, starts_with
from skill_enms.understand.words.heard import Heard

_BEFORE = ("courtesy", "name_lead", "article", "follow_lead")
"""Lists of words that may lead to an energy or a value."""
_BEHIND_AN_ENERGY = ("courtesy", "addition", "source_noun", "seu_noun", "user_noun", "pronoun")
"""Lists of words that may stand behind one: "B too", "the B machines"."""
_AS_BEFORE = ("same_as_before", "same_end")
"""Lists of words that say that the rest stays as it was."""
_BESIDE_A_PERIOD = ("courtesy", "addition", "replacement", "follow_lead", "but", *_AS_BEFORE)
"""Lists of words that may stand around a period."""
_BEFORE_NOTHING = ("name_lead", "driver_marker", "sign_of_addition")
"""Lists of words that lead to "no" where it is a value: "with no rain"."""
_BESIDE_A_VALUE = (*_BEFORE, "addition")
"""Lists of words that may stand around a value."""


def as_before(sentence: Sentence) -> Sentence:
    """A sentence without words that only say that the rest stays: "boiler 2 under the same conditions"."""
    said = _places(sentence, _AS_BEFORE)
    leftovers = tuple(run for run in sentence.leftovers if not said.issuperset(range(*run)))
    unclear = (p for p in sentence.periods if p.period is not None or said.isdisjoint(range(p.start, p.end)))
    return replace(sentence, leftovers=leftovers, periods=tuple(unclear))


def dated_by_weekday(previous: Request, sentence: Sentence, today: date) -> Sentence:
    """A sentence with the latest day of a weekday that is named without "on": "and Tuesday?".

    Where the last request was about a day of an earlier week it is open which one is meant, and so is asked.
    """
    weekdays, texts = sentence.index.lexicon.calendar.weekdays, sentence.heard.texts
    if sentence.periods or len(sentence.leftovers) != 1 or texts[sentence.leftovers[0][0]] not in weekdays:
        return sentence
    ((start, end),) = sentence.leftovers
    if end - start != 1:
        return sentence
    day = today - timedelta((today.weekday() - weekdays[texts[start]]) % 7 or 7)
    before: Period | None = getattr(previous, "period", None)
    same_week = before is None or before.days > 1 or before.start.isocalendar()[:2] == day.isocalendar()[:2]
    period = Period(day, day + timedelta(1)) if same_week else None
    spoken = SpokenPeriod(sentence.said((start, end)), start, end, period)
    return replace(sentence, periods=(spoken,), leftovers=())


def is_just_a_period(sentence: Sentence, whole: Heard) -> bool:
    """Whether a period is all that is said, words like "then" and "please" apart, and it isn't but one word.

    `whole`: what was said with its sounds of hesitation: "hmm, October" is said of what was just told, "October" may
    be said to anybody. "October?" asks.
    """
    timed = {i for p in sentence.periods if p.period is not None and not p.future for i in range(p.start, p.end)}
    around = _places(sentence, _BESIDE_A_PERIOD)
    more = len(whole.words) > 1 or whole.text.rstrip().endswith("?")
    return bool(timed) and timed | around == set(range(len(sentence.heard.texts))) and more


def is_just_a_name(sentence: Sentence) -> bool:
    """Whether a name in other words is all that is said, and but one SEU can be meant: "kiln two?" for Kiln KL-2."""
    if len(sentence.leftovers) != 1 or sentence.seus or sentence.periods or sentence.sources:
        return False
    (run,) = sentence.leftovers
    numbered = any(sentence.heard.words[i].is_mark for i in range(*run))
    corrected = range(corrects(sentence.heard, sentence.index.lexicon))
    around = _places(sentence, _BEFORE) | set(range(*run)) | set(corrected)
    who = Finder(sentence).guessed((), (run,))
    sure = len(who.names) == 1 and who.refusal is None and not who.doubtful and who.run is not None
    return sure and numbered and around == set(range(len(sentence.heard.texts)))


def with_users(sentence: Sentence) -> Sentence:
    """A sentence in which a word like "users" behind an energy is explained: "only the source B users"."""
    users, texts = sentence.index.lexicon.lists["user_noun"], sentence.heard.texts
    behind = {i for m in sentence.sources for i in range(m.end, m.end + users.match(texts, m.end))}
    return replace(sentence, leftovers=tuple(run for run in sentence.leftovers if not behind.issuperset(range(*run))))


def is_just_an_energy(sentence: Sentence) -> bool:
    """Whether an energy source is all that is said: "on source B?", "the B one please"."""
    if len(sentence.sources) != 1 or sentence.seus or sentence.periods or sentence.leftovers:
        return False
    (mention,) = sentence.sources
    texts, ones = sentence.heard.texts, {i for i, word in enumerate(sentence.heard.words) if word.value == 1}
    before = _places(sentence, (*_BEFORE, "replacement"))
    behind = _places(sentence, _BEHIND_AN_ENERGY) | ones
    return before.issuperset(range(mention.start)) and behind.issuperset(range(mention.end, len(texts)))


def with_energy_of_its_kind(previous: Request, sentence: Sentence) -> Sentence:
    """A sentence with the energy source of the last SEU whose kind is all that is named: "and the cold?".

    Elsewhere such a word may be part of anything's name, and no energy is told by it.
    """
    seu: Seu | None = getattr(previous, "seu", None)
    led = starts_with(sentence.heard, sentence.index.lexicon, "follow_lead")
    around = _places(sentence, (*_BEFORE, *_BEHIND_AN_ENERGY))
    rest = [i for i in range(len(sentence.heard.texts)) if i not in around]
    if seu is None or not led or len(rest) != 1 or sentence.seus or sentence.sources or sentence.periods:
        return sentence
    (place,) = rest
    names = sentence.index.lexicon.energy.get(sentence.heard.texts[place : place + 1], ())
    own = [each.energy_source for each in seus_named(sentence.index.catalogue, seu)]
    kind = tuple(source for source in own if sentence.index.names.words_of(source) in names)
    if len(kind) != 1:
        return sentence
    return replace(sentence, sources=(SourceMention(place, place + 1, kind, PART),), leftovers=(), drivers=())


def lone_value(sentence: Sentence) -> int | None:
    """The place of a number that is all that is said, words like "and" and "at" apart; None where more is."""
    numbers = [i for i, word in enumerate(sentence.heard.words) if word.value is not None]
    if len(numbers) != 1 or sentence.seus or sentence.sources or sentence.drivers:
        return None
    (place,) = numbers
    word, minus = sentence.heard.words[place], sentence.index.lexicon.numbers.minus
    around = set(range(len(sentence.heard.texts))) - {place} - _places(sentence, _BESIDE_A_VALUE)
    beside = all(sentence.heard.texts[i] in minus for i in around)
    return place if beside and not (word.ordinal or word.date) else None


def is_just_a_value(previous: Request, sentence: Sentence) -> bool:
    """Whether a number after "at" is all that is said, after a prediction: "at 1200?"."""
    led = starts_with(sentence.heard, sentence.index.lexicon, "name_lead")
    return isinstance(previous, PredictEnergy) and bool(led) and lone_value(sentence) is not None


def is_open(before: Sequence[Condition], sentence: Sentence) -> bool:
    """Whether a lone number may be a value of several features, or a year."""
    return len(before) > 1 or any(period.period is not None for period in sentence.periods)


def revalued(before: tuple[Condition, ...], sentence: Sentence) -> tuple[tuple[Condition, ...], Sentence]:
    """The conditions of a follow-up on a prediction, a lone number as another value of the one there was."""
    place = lone_value(sentence)
    found, rest = find_conditions(sentence)
    if not found and (nothing := _nothing_of(sentence)) is not None:
        left = tuple(run for run in rest.leftovers if not set(range(*run)) <= set(range(nothing.start, nothing.end)))
        return (nothing,), replace(rest, leftovers=left)
    if place is None or len(before) != 1 or any(condition.matches for condition in found):
        return found, _without_own_words(found, rest)
    value = sentence.heard.words[place].value or 0.0
    minus = sentence.heard.texts[place - 1 : place]
    signed = -value if minus and minus[0] in sentence.index.lexicon.numbers.minus else value
    again = replace(before[0], value=signed, start=place, end=place + 1)
    return (again,), replace(sentence, periods=(), leftovers=())


def _without_own_words(found: tuple[Condition, ...], sentence: Sentence) -> Sentence:
    """A sentence without words of the features that values are given of: "and if we occupy it for 8 hours"."""
    features, texts = sentence.index.features, sentence.heard.texts
    names = {name for condition in found for names in condition.matches.values() for name in names}
    own = {word for name in names for word in features.resolved(features.words_of(name))}
    left = (run for run in sentence.leftovers if not own.issuperset(features.resolved(texts[run[0] : run[1]])))
    return replace(sentence, leftovers=tuple(left))


def _nothing_of(sentence: Sentence) -> Condition | None:
    """The value 0 of "and with no wind at all"; not of "no, wind", which corrects what was said."""
    lists, texts = sentence.index.lexicon.lists, sentence.heard.texts
    led = [i for name in _BEFORE_NOTHING for i in lists[name].places(texts)]
    at = next((i for i in range(1, len(texts)) if texts[i : i + 1] in lists["no"] and i - 1 in led), None)
    if at is None or sentence.seus or sentence.sources or sentence.periods:
        return None
    positions = range(at + 1, len(texts))
    named = spoken_drivers(sentence.index.features, sentence.heard, positions, strict=False, refused=True)
    if len(named) != 1 or named[0].start != at + 1 or not named[0].matches:
        return None
    return Condition(named[0].said, 0.0, at, named[0].end, named[0].matches)


def _places(sentence: Sentence, names: tuple[str, ...]) -> set[int]:
    lists = sentence.index.lexicon.lists
    return {place for name in names for place in lists[name].places(sentence.heard.texts)}
