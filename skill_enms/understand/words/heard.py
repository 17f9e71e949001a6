"""What a recogniser wrote, or somebody typed → normalised words that still know where they stood.

Case, punctuation, hyphens, the recogniser's usual slips and number words are settled here, so that nobody after it
has to think of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product, zip_longest
from types import MappingProxyType
from typing import TYPE_CHECKING

from skill_enms.understand.words.numbers import NumberWords, Word, join_numbers
from skill_enms.understand.words.spelling import APOSTROPHES, bare, compose, name_words, tokens, words

if TYPE_CHECKING:
    from skill_enms.understand.words.lexicon import Lexicon

MAX_CHARACTERS = 1200
"""Nobody says more in one breath; what follows is not looked at."""
MAX_WORDS = 120
"""The same in words."""


_OPENINGS = ("asking", "strong_train_verb", "train_verb", "list_verb", "question_word", "courtesy", "comparing")
"""Lists of words that a request begins with."""

_AFTER_A_PERIOD = ("driver_marker", "region_end", "courtesy", "plain_train_verb", "strong_train_verb")
"""Lists of words that may come right after a year."""

_CHOICE = re.compile(r"\(([^()]*)\)")
_PLAIN = re.compile(r"[a-z]+(?: +[a-z]+)*")
_GLUED = re.compile(r"(\d)((?:199|20[0-4])\d)")


def alternatives(phrase: str) -> Iterator[str]:
    """Every phrase that one with alternatives stands for."""
    choice = _CHOICE.search(phrase)
    if choice is None:
        yield phrase
        return
    for option in choice[1].split("|"):
        yield from alternatives(phrase[: choice.start()] + option + phrase[choice.end() :])


def _alternatives_of(wrong: str, right: str) -> Iterator[tuple[str, str]]:
    """Every slip that one with alternatives stands for, and what was said for it."""
    parts = _CHOICE.split(wrong)  # text and choices by turns
    for chosen in product(*(choice.split("|") for choice in parts[1::2])):
        said = [part for pair in zip_longest(parts[::2], chosen, fillvalue="") for part in pair]
        yield "".join(said), right.format(*chosen)


@dataclass(frozen=True, slots=True)
class Slips:
    """Phrases that recognisers write → what was said."""

    phrases: Mapping[tuple[str, ...], tuple[str, ...]]
    """Both as bare words."""
    longest: int
    """Number of words of the longest slip."""
    before_a_slash: Mapping[str, str]
    """What is short for a word where a slash follows it ("w/ A and B")."""
    spellings: Mapping[str, str]
    """A word → the one of its spellings by which names are compared: "colour" and "color"."""

    @classmethod
    def of(
        cls,
        table: Mapping[str, str],
        before_a_slash: Mapping[str, str] = MappingProxyType({}),
        spellings: Mapping[str, str] = MappingProxyType({}),
    ) -> Slips:
        """From the locale's table; "(a|b) c" stands for "a c" and "b c", and "{0}" for what the first choice was."""
        both = (each for wrong, right in table.items() for each in _alternatives_of(wrong, right))
        all_of_them = ((words(wrong), words(right)) for wrong, right in both)
        phrases = {wrong: right for wrong, right in all_of_them if wrong != right}
        phrases |= {(word,): (other,) for word, other in spellings.items()}
        return cls(phrases, max(map(len, phrases), default=0), before_a_slash, spellings)

    def spelled(self, said: tuple[str, ...]) -> tuple[str, ...]:
        """Words in the one spelling by which names are compared."""
        return tuple(self.spellings.get(word, word) for word in said)


Span = tuple[int, int]
"""A stretch of words: the first one, and the one after the last."""


@dataclass(frozen=True, slots=True)
class Heard:
    """An utterance as normalised words."""

    text: str
    """The utterance itself (composed, cut at `MAX_CHARACTERS`)."""
    words: tuple[Word, ...]
    """Its words."""
    texts: tuple[str, ...]
    """`Word.text` of each."""

    def said(self, start: int, end: int) -> str:
        """What stood in the utterance for words start to end (exclusive), for speaking it back."""
        if start >= end:
            return ""
        return self.text[self.words[start].start : self.words[end - 1].end]


def _without_possessive(text: str) -> str:
    return text[:-2] if len(text) > 2 and text[-1] == "s" and text[-2] in APOSTROPHES else text


def _cut(text: str) -> list[Word]:
    cut: list[Word] = []
    for token in tokens(text):
        if token.text == "s" and token.before and token.before[-1] in APOSTROPHES and cut:
            cut[-1] = replace(cut[-1], end=token.end)
            continue
        word = bare(_without_possessive(token.text))
        if word:
            cut.append(Word(word, token.start, token.end, token.before, token.value, date=token.date))
        if len(cut) >= MAX_WORDS:
            break
    return cut


def _written_out(cut: list[Word], slips: Slips) -> list[Word]:
    """With words in full that a slash makes short."""
    short, slashed = slips.before_a_slash, [word.before.startswith("/") for word in cut[1:]]
    return [
        replace(word, text=short[word.text]) if word.text in short and any(slashed[i : i + 1]) else word
        for i, word in enumerate(cut)
    ]


def _without_slips(cut: list[Word], slips: Slips) -> list[Word]:
    mended: list[Word] = []
    i = 0
    while i < len(cut):
        length = next(
            (
                n
                for n in range(min(slips.longest, len(cut) - i), 0, -1)
                if tuple(word.text for word in cut[i : i + n]) in slips.phrases
            ),
            0,
        )
        if not length:
            mended.append(cut[i])
            i += 1
            continue
        first, last = cut[i], cut[i + length - 1]
        right = slips.phrases[tuple(word.text for word in cut[i : i + length])]
        for n, text in enumerate(right):
            before = first.before if n == 0 else " "
            value = float(text) if text.isdecimal() else None
            mended.append(Word(text, first.start, last.end, before, value, slipped=True))
        i += length
    return mended


def _mended(cut: list[Word], slips: Slips) -> list[Word]:
    """Without slips, nor slips that only show once others are gone ("drain base line")."""
    for _ in range(2):
        cut = _without_slips(cut, slips)
    return cut


def _unglued(cut: list[Word], lexicon: Lexicon) -> list[Word]:
    """ "42024" is "for 2024", and "q12024" is "q 1 2024"."""
    numbers = lexicon.numbers
    apart: list[Word] = []
    for i, word in enumerate(cut):
        glued = _GLUED.fullmatch(word.text) if word.value is not None else None
        separated = word.end - word.start != len(word.text)  # "42,000"
        if glued is None or separated or (not apart and glued[1] not in numbers.glued):
            apart.append(word)
            continue
        digit, year = glued[1], glued[2]
        letter = bool(apart) and len(apart[-1].text) == 1 and word.before == ""
        if not letter and not (digit in numbers.glued and _may_be_a_year(cut, i, lexicon)):
            apart.append(word)
            continue
        first = replace(word, end=word.start + 1)
        if letter:
            apart.append(replace(first, text=digit, value=float(digit)))
        else:
            apart.append(replace(first, text=numbers.glued[digit], value=None, slipped=True))
        apart.append(Word(year, word.start + 1, word.end, " ", float(year)))
    return apart


def _may_be_a_year(cut: list[Word], i: int, lexicon: Lexicon) -> bool:
    """Whether nothing makes the digits at i a count: neither "a count of 42024", nor what is counted, behind them."""
    if i and cut[i - 1].text in lexicon.numbers.before_a_count:
        return False
    texts, following = tuple(word.text for word in cut), i + 1
    if following == len(cut) or not set(",;.?!").isdisjoint(cut[following].before):
        return True
    following += lexicon.lists["driver_separator"].match(texts, following)
    return any(lexicon.lists[name].match(texts, following) for name in _AFTER_A_PERIOD)


def _without_noise(text: str, heard: tuple[Word, ...], lexicon: Lexicon) -> tuple[Word, ...]:
    """Without the word or two that a recogniser hears before a request: "You train baseline for …".

    Where it begins a sentence behind them, that may be any: "2 Bottle washer, water this month".
    """
    texts = tuple(word.text for word in heard)
    length = lexicon.lists["noise"].match(texts, 0)
    if not length or len(heard) <= length + 1:
        return heard
    openings = (*(lexicon.lists[name] for name in _OPENINGS), *lexicon.cues.values())
    plain = lexicon.lists["plain_noise"].match(texts, 0) == length and texts[length] not in lexicon.calendar.months
    begun = plain and _begins_a_sentence(text, heard[length])
    return heard[length:] if begun or any(opening.match(texts, length) for opening in openings) else heard


def _begins_a_sentence(text: str, word: Word) -> bool:
    """Whether a word behind nothing but a space is written as a sentence's first one is: "You Is the baseline"."""
    said = text[word.start : word.end]
    return word.before == " " and said[:1].isupper() and said[1:].islower()


def _parts_named(heard: tuple[Word, ...], lexicon: Lexicon) -> tuple[Word, ...]:
    """With the parts of periods that were made numbers by their names again: "the first 0.5 of 2025"."""
    parts, texts = lexicon.numbers.parts, tuple(word.text for word in heard)
    return tuple(
        replace(word, text=parts[word.text], value=None, slipped=True)
        if i and word.text in parts and (heard[i - 1].ordinal or lexicon.calendar.match("final", texts, i - 1) == 1)
        else word
        for i, word in enumerate(heard)
    )


def hear(utterance: str, lexicon: Lexicon) -> Heard:
    """Normalise an utterance. Never raises."""
    text = compose(utterance[:MAX_CHARACTERS])[:MAX_CHARACTERS]
    cut = _written_out(_cut(text), lexicon.slips)
    heard = join_numbers(_mended(_unglued(cut, lexicon), lexicon.slips), lexicon.numbers)
    heard = _without_noise(text, _parts_named(heard, lexicon), lexicon)
    return Heard(text, heard, tuple(word.text for word in heard))


def number_words_of(phrase: str, numbers: NumberWords) -> tuple[str, ...]:
    """A phrase's bare words with its number words as numbers, as `hear` leaves them in an utterance.

    Most of a language's phrases are words of plain letters and no numbers: those are cut at their spaces, since a
    lexicon has tens of thousands of them.
    """
    if _PLAIN.fullmatch(phrase) and numbers.openings.isdisjoint(said := phrase.split()):
        return tuple(said)
    return tuple(word.text for word in join_numbers(_cut(compose(phrase)), numbers))


def words_of_name(name: str, lexicon: Lexicon) -> tuple[str, ...]:
    """A catalogue name's words as an utterance would have them: in one spelling, its number words as numbers."""
    cut = []
    for word in lexicon.slips.spelled(name_words(name)):
        value = float(word) if word.replace(".", "", 1).isdecimal() else None
        cut.append(Word(word, 0, 0, " ", value))
    return tuple(word.text for word in join_numbers(cut, lexicon.numbers))
