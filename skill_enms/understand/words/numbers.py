"""Number words → numbers: "twenty twenty four" is 2024, "compressor one" ends in 1, "twenty third" is an ordinal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType
from typing import Any

from skill_enms.understand.words.phrases import Phrase
from skill_enms.understand.words.spelling import fold, number_text
from skill_enms.understand.words.spelling import words as bare_words


@dataclass(frozen=True)
class NumberWords:
    """A language's number words, as folded words."""

    cardinals: Mapping[str, int]
    """0 to 19."""
    tens: Mapping[str, int]
    """20, 30, … 90."""
    scales: Mapping[str, int]
    """100 and 1000."""
    ordinals: Mapping[str, int]
    """1 to 20, and 30."""
    ordinal_endings: frozenset[str]
    """What makes an ordinal of written digits."""
    zero: frozenset[str]
    """Words that are 0 inside a number only."""
    connectors: frozenset[str]
    """Words that may stand after hundred and thousand."""
    point: frozenset[str]
    """The decimal point."""
    minus: frozenset[str]
    """The sign of a negative number."""
    slips: Mapping[str, int]
    """Words that recognisers write for a number after a name."""
    sure_slips: frozenset[str]
    """Those of the slips that can't stand before a list of drivers as themselves."""
    letters: Mapping[str, str]
    """Words that recognisers write for a spoken letter → the letter."""
    doubtful_letters: frozenset[str]
    """Those of them that are rather ordinary words, or don't quite sound like the letter."""
    roman: Mapping[str, int]
    """Roman numerals that names end in."""
    glued: Mapping[str, str]
    """Digits that recognisers write together with a year → the word they stand for ("42024")."""
    announcers: frozenset[str]
    """Words that may stand before a name's number."""
    before_a_count: frozenset[str]
    """Words before digits that are a number, whatever they look like: "a count of 42024"."""
    magnitudes: Mapping[str, float]
    """Words that multiply the number before them: "1.2 million"."""
    short_magnitudes: Mapping[str, float]
    """Those of them that are written right behind it: "30k"."""
    halves: frozenset[Phrase]
    """Phrases that add a half to the number before them."""
    below_zero: frozenset[Phrase]
    """Phrases that make a number negative that they follow: "12 below"."""

    parts: Mapping[str, str]
    """A number that an assistant writes for a part of a period → the part's name."""

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> NumberWords:
        """From the locale's numbers.json; KeyError where it is not whole."""

        def folded(table: dict[str, int]) -> Mapping[str, int]:
            return MappingProxyType({fold(word): value for word, value in table.items()})

        letters = {fold(word): fold(letter) for letter, heard in data["letters"].items() for word in heard}
        return cls(
            cardinals=folded(data["cardinals"]),
            tens=folded(data["tens"]),
            scales=folded(data["scales"]),
            ordinals=folded(data["ordinals"]),
            ordinal_endings=frozenset(map(fold, data["ordinal_endings"])),
            zero=frozenset(map(fold, data["zero"])),
            connectors=frozenset(map(fold, data["connectors"])),
            point=frozenset(map(fold, data["point"])),
            minus=frozenset(map(fold, data["minus"])),
            slips=folded(data["slips"]),
            parts=MappingProxyType(dict(data["parts"])),
            sure_slips=frozenset(map(fold, data["sure_slips"])),
            letters=MappingProxyType(letters),
            doubtful_letters=frozenset(map(fold, data["doubtful_letters"])),
            roman=folded(data["roman"]),
            announcers=frozenset(map(fold, data["announcers"])),
            glued=MappingProxyType({digit: fold(word) for digit, word in data["glued"].items()}),
            before_a_count=frozenset(map(fold, data["before_a_count"])),
            magnitudes=MappingProxyType({fold(word): float(by) for word, by in data["magnitudes"].items()}),
            short_magnitudes=MappingProxyType({fold(word): float(by) for word, by in data["short_magnitudes"].items()}),
            halves=frozenset(map(bare_words, data["halves"])),
            below_zero=frozenset(map(bare_words, data["below_zero"])),
        )

    @cached_property
    def openings(self) -> frozenset[str]:
        """Words in letters that a number may begin with."""
        return frozenset((*self.cardinals, *self.tens, *self.ordinals, *self.point))


_UNCOUNTED = 10_000
"""Nobody counts things, days or years up to that."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word of an utterance, normalised, and where it came from."""

    text: str
    """Folded word, or a number's digits."""
    start: int
    """Where it begins in the utterance."""
    end: int
    """Where it ends there."""
    before: str
    """What stands between the word before and this one."""
    value: float | None = None
    """A number's value; an ordinal's too."""
    ordinal: bool = False
    """True for "third", "3rd"."""
    date: bool = False
    """True for a numeric date."""
    slipped: bool = False
    """True where the recogniser's word was replaced by what it stands for."""
    spoken: bool = False
    """True for a number that was written in letters."""

    @property
    def is_mark(self) -> bool:
        """Whether it is a number or a single letter, as names end in."""
        return self.value is not None or len(self.text) == 1

    @property
    def whole(self) -> int | None:
        """Its value as a whole number that counts something; None where it is none, or none that anybody counts to."""
        value = self.value
        return int(value) if value is not None and 0 <= value < _UNCOUNTED and value.is_integer() else None


def _small(word: Word, numbers: NumberWords) -> int | None:
    """A cardinal below 20 or the tens, in letters."""
    return numbers.cardinals.get(word.text, numbers.tens.get(word.text))


def _digits(word: Word) -> int | None:
    if word.value is None or word.ordinal or word.date or not word.value.is_integer():
        return None
    return int(word.value)


def _below_hundred(words: Sequence[Word], i: int, numbers: NumberWords) -> tuple[int, int] | None:
    """(value, next position) of a number below 100 in letters."""
    value = _small(words[i], numbers) if i < len(words) else None
    if value is None:
        return None
    if words[i].text in numbers.tens and i + 1 < len(words):
        unit = numbers.cardinals.get(words[i + 1].text, 0)
        if 1 <= unit <= 9:
            return value + unit, i + 2
    return value, i + 1


def _leaf(words: Sequence[Word], i: int, numbers: NumberWords) -> tuple[int, int] | None:
    """A number below 100 in letters, or written digits."""
    if i < len(words) and (digits := _digits(words[i])) is not None:
        return digits, i + 1
    return _below_hundred(words, i, numbers)


def _skip_connector(words: Sequence[Word], i: int, numbers: NumberWords) -> int:
    return i + 1 if i < len(words) and words[i].text in numbers.connectors else i


def _scaled(words: Sequence[Word], i: int, numbers: NumberWords, scale: int) -> bool:
    return i < len(words) and numbers.scales.get(words[i].text) == scale


def _below_thousand(words: Sequence[Word], i: int, numbers: NumberWords) -> tuple[int, int] | None:
    found = _leaf(words, i, numbers)
    if found is None or not _scaled(words, found[1], numbers, 100):
        return found
    total, j = found[0] * 100, found[1] + 1
    rest = _leaf(words, _skip_connector(words, j, numbers), numbers)
    return (total + rest[0], rest[1]) if rest is not None and rest[0] < 100 else (total, j)


def _cardinal(words: Sequence[Word], i: int, numbers: NumberWords) -> tuple[int, int] | None:
    """A cardinal with hundreds and thousands."""
    found = _below_thousand(words, i, numbers)
    if found is None or not _scaled(words, found[1], numbers, 1000):
        return found
    total, j = found[0] * 1000, found[1] + 1
    rest = _below_thousand(words, _skip_connector(words, j, numbers), numbers)
    return (total + rest[0], rest[1]) if rest is not None and rest[0] < 1000 else (total, j)


def _year_pair(words: Sequence[Word], i: int, numbers: NumberWords) -> tuple[int, int] | None:
    """ "twenty twenty four", "nineteen ninety nine", "twenty oh five", "20 24": (year, next position)."""
    found = _leaf(words, i, numbers)
    if found is None or found[0] not in (19, 20) or found[1] != i + 1 or i + 1 >= len(words):
        return None
    century, second = found[0], words[i + 1]
    spoken = words[i].value is None and second.value is None
    if second.before.strip() not in (("", "-", ",") if spoken else ("", "-")):
        return None
    if second.text in numbers.zero and i + 2 < len(words):
        unit = _leaf(words, i + 2, numbers)
        return (century * 100 + unit[0], unit[1]) if unit is not None and unit[0] <= 9 else None
    if second.value is not None and (second.end - second.start != 2 or second.before.strip()):
        return None
    part = _leaf(words, i + 1, numbers)
    earliest = 70 if century == 19 else 10
    return (century * 100 + part[0], part[1]) if part is not None and earliest <= part[0] <= 99 else None


def _ordinal(words: Sequence[Word], i: int, numbers: NumberWords) -> tuple[int, int] | None:
    word = words[i]
    if word.text in numbers.ordinals:
        return numbers.ordinals[word.text], i + 1
    if word.text in numbers.tens and i + 1 < len(words):
        unit = numbers.ordinals.get(words[i + 1].text, 0)
        if 1 <= unit <= 9:
            return numbers.tens[word.text] + unit, i + 2
    digits = _digits(word)
    if digits is not None and i + 1 < len(words):
        ending = words[i + 1]
        if ending.before == "" and ending.text in numbers.ordinal_endings:
            return digits, i + 2
    return None


def _decimals(words: Sequence[Word], i: int, numbers: NumberWords) -> tuple[str, int]:
    """The digits after a spoken point."""
    digits = ""
    while i < len(words) and len(digits) < 6:
        found = _leaf(words, i, numbers)
        if found is None and words[i].text in numbers.zero:
            found = (0, i + 1)
        if found is None:
            break
        digits, i = digits + str(found[0]), found[1]
    return digits, i


def _number(words: Sequence[Word], i: int, numbers: NumberWords) -> tuple[float, int, bool] | None:
    """(value, next position, whether it is an ordinal) of the number that begins at i."""
    if (ordinal := _ordinal(words, i, numbers)) is not None:
        return float(ordinal[0]), ordinal[1], True
    found = _year_pair(words, i, numbers) or _cardinal(words, i, numbers)
    value, j = found if found is not None else (0, i)
    if j < len(words) and words[j].text in numbers.point:
        digits, end = _decimals(words, j + 1, numbers)
        if digits:
            return float(f"{value}.{digits}"), end, False
    return (float(value), j, False) if found is not None else None


def join_numbers(words: Sequence[Word], numbers: NumberWords) -> tuple[Word, ...]:
    """Replace number words by numbers. A written decimal stays; letters and digits may mix ("2 thousand 24")."""
    joined: list[Word] = []
    i = 0
    while i < len(words):
        word = words[i]
        found = None if word.date else _number(words, i, numbers)
        if found is None:
            joined.append(word)
            i += 1
            continue
        value, end, ordinal = found
        text = number_text(value) + ("." if ordinal else "")
        joined.append(
            replace(
                word,
                text=text,
                end=words[end - 1].end,
                value=value,
                ordinal=ordinal,
                spoken=word.value is None,
                slipped=any(w.slipped for w in words[i:end]),
            )
        )
        i = end
    return tuple(joined)
