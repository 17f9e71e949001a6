"""What a number of a prediction may be a value of: the words and the unit beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from skill_enms.understand.drivers.features import Matches
from skill_enms.understand.drivers.regions import feature_words
from skill_enms.understand.sentence import Sentence
from skill_enms.understand.words.units import Units

_LONGEST_FEATURE = 5
"""Words of the longest feature that is said beside a number."""
_NOTHING: Units = frozenset()


@dataclass(frozen=True, slots=True)
class Condition:
    """One value that was said, and what it may be a value of."""

    said: str
    """The words, as the utterance has them."""
    value: float
    """The number."""
    start: int
    """First word."""
    end: int
    """The word after the last one."""
    matches: Matches
    """Energy source → features that were perhaps meant; empty where the words name none."""
    units: Units = _NOTHING
    """The units that were perhaps said with it."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its sign and its unit."""

    value: float
    """What it comes to."""
    start: int
    """First word."""
    number_end: int
    """The word after the number."""
    end: int
    """The word after the unit."""
    unit: tuple[str, ...]
    """What was said for a unit or measure."""
    units: Units
    """The units that it may be."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a number."""

    condition: Condition
    """What it then says."""
    score: tuple[int, int, int]
    """Whether an energy source that was named has such a feature, whether any has, and how likely it is."""


class ValueReader:
    """Reads the numbers of one utterance."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence, self.index, self.lexicon = sentence, sentence.index, sentence.index.lexicon
        self.words, self.texts = sentence.heard.words, sentence.heard.texts
        self.named = self._named()
        self.possible = self._possible()
        self.numbers = tuple(self._numbers())

    def _named(self) -> frozenset[int]:
        """The words of SEUs' names; not one that is a part of what is counted: "CIP" of "6 CIP cycles"."""
        counted: set[int] = set()
        for i, word in enumerate(self.words):
            if word.value is not None:
                behind = [j for j in range(i + 1, min(i + 1 + _LONGEST_FEATURE, len(self.words))) if not self._comma(j)]
                whole = feature_words(self.index.features, self.texts, behind)
                counted |= whole if i + 1 in whole else set()
        spans = (range(m.start, m.end) for m in self.sentence.seus)
        return frozenset(i for span in spans if not counted.issuperset(span) for i in span)

    def _possible(self) -> frozenset[str]:
        """The energy sources that names leave possible."""
        catalogue = self.index.catalogue
        own = {catalogue.seus[position].energy_source for m in self.sentence.seus for position, _ in m.seus}
        said = {source for m in self.sentence.sources for source in m.sources}
        return frozenset(own & said or own or said or self.index.features.names)

    def _numbers(self) -> Iterator[int]:
        """The numbers that may be values: no part of a name, a date, a stretch of time, a code or a unit."""
        end = 0
        for i, word in enumerate(self.words):
            coded = i > 0 and word.before == "" and self.words[i - 1].value is None  # "co2"
            if word.value is None or word.ordinal or word.date or i in self.named or i < end or coded:
                continue
            if self._is_time(i) or self._is_dated(i):
                continue
            end = self.amount(i).end
            yield i

    def _is_time(self, i: int) -> bool:
        """ "one day", "two weeks", where no feature is called so."""
        after = self.texts[i + 1 : i + 3]
        counted = after[:1] in self.lexicon.calendar.units and not self._comma(i + 1)
        return counted and not any(self.index.features.match_whole(after[:n]) for n in (2, 1))

    def _is_dated(self, i: int) -> bool:
        """Whether a number belongs to a period that says more than it: "March 2024"."""
        lead = self.lexicon.calendar.lead
        for period in self.sentence.periods:
            if period.period is not None and period.start <= i < period.end:
                return any(self.texts[j] not in lead for j in range(period.start, period.end) if j != i)
        return False

    def _in_period(self, i: int) -> bool:
        return any(p.start <= i < p.end and p.period is not None for p in self.sentence.periods)

    def _comma(self, i: int) -> bool:
        """Whether a comma stands before a word."""
        return i < len(self.words) and not {",", ";"}.isdisjoint(self.words[i].before)

    def amount(self, i: int) -> Amount:
        """The number at i: "minus 5", "1.2 million", "2 and a half tonnes", "30k", "12 degrees below zero"."""
        numbers, texts = self.lexicon.numbers, self.texts
        value, start, end = self.words[i].value or 0.0, i, i + 1
        short = numbers.short_magnitudes.get(texts[end], 0.0) if end < len(texts) else 0.0
        short = short if short and self.words[end].before == "" else 0.0
        if half := _begins(numbers.halves, texts, end):
            value, end = value + 0.5, end + half
        if by := short or (numbers.magnitudes.get(texts[end], 0.0) if end < len(texts) else 0.0):
            value, end = value * by, end + 1
        number_end = end
        unit, units, end = self._unit(end)
        if (below := _begins(numbers.below_zero, texts, end)) and not self._is_number(end + below):
            value, number_end, end = -value, number_end + (0 if unit else below), end + below
        elif self._is_negative(i):
            value, start = -value, start - (self.texts[i - 1] in numbers.minus if i else 0)
        return Amount(value, start, number_end, end, unit, units)

    def _is_negative(self, i: int) -> bool:
        """Whether a word or a dash makes the number at i negative."""
        if i and self.texts[i - 1] in self.lexicon.numbers.minus:
            return True
        before = self.words[i].before
        return before[-1:] in ("-", "−", "–") and (len(before) > 1 or i == 0)

    def _is_number(self, i: int) -> bool:
        return i < len(self.words) and self.words[i].value is not None

    def _unit(self, i: int) -> tuple[tuple[str, ...], Units, int]:
        """(what was said for a unit or measure at i, the units it may be, the word after it)."""
        units = self.lexicon.units
        length = 0 if self._comma(i) else units.match(self.texts, i)
        if length and not (length == 1 and self.lexicon.has("article", self.texts[i : i + 1])):
            said = self.texts[i : i + length]
            return said, units.said.get(said, _NOTHING), i + length
        text = self.sentence.heard.text[self.words[i - 1].end :].lstrip()
        signed = next((unit for sign, unit in units.signs.items() if text.startswith(sign)), "")
        return units.in_words(signed), frozenset({signed} - {""}), i

    def readings(self, i: int) -> list[Reading]:
        """Every way to read the number at i."""
        amount = self.amount(i)
        found = [*self._after(amount), *self._before(amount), *self._by_unit(amount)]
        less = 10 if self._in_period(i) else 0
        vocabulary = self.index.guesser.vocabulary
        less += 2 if i and self.texts[i - 1] in vocabulary and not self._comma(i) else 0  # "compressor 9"
        return [Reading(each, self._score(each, likely - less)) for each, likely in found]

    def _score(self, condition: Condition, likely: int) -> tuple[int, int, int]:
        fits = not self.possible.isdisjoint(condition.matches)
        return int(fits), int(bool(condition.matches)), likely

    def _condition(self, amount: Amount, start: int, end: int, matches: Matches) -> Condition:
        return Condition(self.sentence.said((start, end)), amount.value, start, end, matches, amount.units)

    def _stop(self, i: int) -> int:
        """The first word from i on that is an SEU's or follows a comma: what a number is of ends before it."""
        return next((j for j in range(i, len(self.words)) if j in self.named or self._comma(j)), len(self.words))

    def _after(self, amount: Amount) -> Iterator[tuple[Condition, int]]:
        """ "22 degrees outdoor temperature", "500 units", "5 heating degree days", "80 gsm basis weight"."""
        match, whole = self.index.features.match, self.index.features.match_whole
        first, has_unit = amount.number_end, amount.end > amount.number_end
        stop = self._stop(first)
        # where what the number is of may begin, the likeliest first
        starts = {amount.end: match}
        starts.setdefault(first, whole if has_unit else match)
        if first < stop and not self.lexicon.has("filler", (self.texts[first],)):
            starts.setdefault(first + 1, match if has_unit else whole)  # a unit that isn't known
        for begin, matching in starts.items():
            skip = begin
            while skip < stop and self._optional(skip):
                skip += 1
            for end in range(min(skip + _LONGEST_FEATURE, stop), skip, -1):
                said, ordinary = self.texts[skip:end], self.lexicon.has("filler", (self.texts[end - 1],))
                if (ordinary or self._optional(end - 1)) and not self.index.features.begins_name(said):
                    continue
                meant = matching(said) if amount.unit else self._countable(matching(said), said)
                matches, sure = self.measured_in(meant, amount.units)
                if matches:
                    yield self._condition(amount, amount.start, end, matches), 5 if sure else 4
                    return

    def _countable(self, matches: Matches, said: tuple[str, ...]) -> Matches:
        """Without features whose name ends in a unit that wasn't said: "2 shifts" are no "shift hours"."""
        features, units = self.index.features, self.lexicon.units
        kept: dict[str, tuple[str, ...]] = {}
        for source, names in matches.items():
            meant = {name: features.words_of(name) for name in names}
            spelled = {name: features.key(words[-1:]) for name, words in meant.items() if units.of_name(words)}
            if fitting := tuple(n for n in names if n not in spelled or spelled[n] <= features.key(said)):
                kept[source] = fitting
        return kept

    def _optional(self, i: int) -> bool:
        return self.texts[i] in self.lexicon.features.optional

    def _before(self, amount: Amount) -> Iterator[tuple[Condition, int]]:
        """ "outdoor temperature of 5", "production count is 500"."""
        end = amount.start
        while end and (self.lexicon.has("filler", (self.texts[end - 1],)) or self._optional(end - 1)):
            if self._comma(end) or self._bars(end - 1):
                return
            end -= 1
        if self._comma(end):
            return
        links = self.lexicon.numbers.before_a_count | frozenset(self.lexicon.features.optional)
        linked = links.issuperset(self.texts[end : amount.start])
        least = next((j + 1 for j in range(end - 1, -1, -1) if self._bars(j) or self._comma(j + 1)), 0)
        for first in range(max(least, end - _LONGEST_FEATURE), end):
            said = self.texts[first:end]
            matches, sure = self.measured_in(self.index.features.match(said), amount.units)
            if matches:
                likely = 4 if sure else 3
                yield self._condition(amount, first, amount.end, matches), likely if linked else likely - 2
                return

    def _bars(self, i: int) -> bool:
        """Whether a feature's words before a number don't reach back over a word: an SEU's, or another number."""
        return i in self.named or (self.words[i].value is not None and self.words[i].before != "")

    def _by_unit(self, amount: Amount) -> Iterator[tuple[Condition, int]]:
        """ "22 degrees", "84,000 kg": what is measured so."""
        if not amount.unit:
            return
        matches = {source: self._measured(source, amount.unit, amount.units) for source in self.index.features.names}
        found = {source: names for source, names in matches.items() if names}
        yield self._condition(amount, amount.start, amount.end, found), 3 if found else 1

    def _measured(self, source: str, said: tuple[str, ...], units: Units) -> tuple[str, ...]:
        """The features of an energy source that a unit means by itself, or that are measured in it."""
        features, words = self.index.features, self.lexicon.units
        phrases = words.measures.get(said, ())
        for phrase in phrases:
            firm = features.match_whole(phrase).get(source, ())
            if firm and features.key(phrase) in features.short_keys:
                return firm
        named = next((n for p in (*phrases, said) if p and (n := features.match(p).get(source, ()))), ())
        own = {name: words.of_name(features.plain(name)) for name in features.names[source]}
        measured = [name for name, its in own.items() if its & units]
        measured = measured or [n for n, its in own.items() if its and units and words.factor(units, its) is not None]
        fitting = (name for name in named if words.factor(units, own[name]) is not None)
        return tuple(dict.fromkeys((*fitting, *measured)))

    def measured_in(self, matches: Matches, units: Units) -> tuple[Matches, bool]:
        """Those of the matches that may be said in a unit; and whether one of them surely is."""
        if not units:
            return matches, True
        words, features = self.lexicon.units, self.index.features
        kept: dict[str, tuple[str, ...]] = {}
        sure = False
        for source, names in matches.items():
            own = {name: words.of_name(features.plain(name)) for name in names}
            fitting = tuple(name for name in names if words.factor(units, own[name]) is not None)
            surely = tuple(name for name in fitting if own[name])
            sure = sure or bool(surely)
            if fitting:
                kept[source] = surely or fitting
        return kept, sure


def _begins(phrases: frozenset[tuple[str, ...]], texts: tuple[str, ...], i: int) -> int:
    """Number of words of the longest of a few phrases that begins at i."""
    return max((len(p) for p in phrases if texts[i : i + len(p)] == p), default=0)
