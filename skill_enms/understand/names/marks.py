"""Numbers and letters of names: those that a recogniser wrote as words, and those that a speaker took back.

"The melting furnace to natural gas" is furnace 2's where there is one and no furnace without a number; "for" before a
list of drivers is a 4. A word that may stand there as itself is left alone.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from skill_enms.understand.names.index import LONGEST, NameIndex, SeuMention
from skill_enms.understand.words.heard import Heard
from skill_enms.understand.words.numbers import Word
from skill_enms.understand.words.spelling import squeeze
from skill_enms.understand.words.taken_back import taken_back

_FRAME = (
    "article",
    "baseline",
    "driver_lead",
    "driver_marker",
    "driver_separator",
    "model",
    "name_lead",
    "region_end",
    "train_verb",
    "yes",
    "no",
)
"""Lists of words that stand in any sentence, and so aren't a name's number by themselves."""


def with_marks(heard: Heard, names: NameIndex) -> Heard:
    """What was heard with the numbers and letters of names as such, and words like "for" apart from names."""
    words = _unglued(heard.words, names)
    for i in range(1, len(words)):
        mark = _mark(words, i, names)
        if mark:
            value = float(mark) if mark.isdecimal() else None
            words = (*words[:i], replace(words[i], text=mark, value=value, slipped=True), *words[i + 1 :])
    return heard if words == heard.words else Heard(heard.text, words, tuple(word.text for word in words))


def _unglued(words: tuple[Word, ...], names: NameIndex) -> tuple[Word, ...]:
    """ "forchiller one" is "for chiller one"."""
    leads = sorted(phrase[0] for phrase in names.lexicon.lists["name_lead"].phrases if len(phrase) == 1)
    apart: list[Word] = []
    for word in words:
        lead = next((lead for lead in leads if word.text.startswith(lead) and _is_rest(word.text, lead, names)), "")
        if not lead or word.value is not None or word.end - word.start != len(word.text):
            apart.append(word)
            continue
        cut = word.start + len(lead)
        apart.append(replace(word, text=lead, end=cut, slipped=True))
        apart.append(replace(word, text=word.text[len(lead) :], start=cut, before=" "))
    return tuple(apart)


def _is_rest(word: str, lead: str, names: NameIndex) -> bool:
    """Whether a word that no name has is one of a name's behind another word."""
    rest = word[len(lead) :]
    return len(rest) > 3 and rest in names.vocabulary and word not in names.vocabulary


def _mark(words: Sequence[Word], i: int, names: NameIndex) -> str:
    """The number or letter that the word at i stands for; empty where it is what it says."""
    numbers, heard = names.lexicon.numbers, words[i].text
    marks = [str(numbers.slips[heard])] if heard in numbers.slips and _counts(words, i, names) else []
    marks += [numbers.letters[heard]] if heard in numbers.letters and _spells(words, i, names) else []
    texts = tuple(word.text for word in words)
    for start in range(max(0, i - LONGEST), i if marks else 0):
        said = squeeze(names.key_words(texts[start:i]))
        twice = texts.count(texts[start]) > 1  # "conveyor and conveyor be" are two
        for mark in marks:
            named = said and not said[-1].isdigit() and not twice
            if named and names.is_named(said + mark) and not names.is_named(said):
                return mark
    return ""


def _is_framing(words: Sequence[Word], i: int, names: NameIndex) -> bool:
    lists, text = names.lexicon.lists, words[i].text
    return any((text,) in lists[name] for name in _FRAME) or text in names.lexicon.calendar.lead


def _spells(words: Sequence[Word], i: int, names: NameIndex) -> bool:
    """Whether the word at i may be a letter behind a name: "conveyor be", not "the conveyor, okay"."""
    doubtful = words[i].text in names.lexicon.numbers.doubtful_letters
    return not doubtful and "," not in words[i].before and not _is_framing(words, i, names)


def _counts(words: Sequence[Word], i: int, names: NameIndex) -> bool:
    """Whether the word at i can't be what it says: no word of any sentence, or one that can't stand there."""
    lists, texts = names.lexicon.lists, tuple(word.text for word in words)
    if not _is_framing(words, i, names) and (texts[i],) not in lists["filler"]:
        return True
    if texts[i] not in names.lexicon.numbers.sure_slips:
        return False
    leads = (texts[i],) in lists["driver_lead"] or (texts[i],) in lists["region_end"]
    if i + 1 == len(texts):
        return not leads
    if lists["driver_marker"].match(texts, i + 1) or lists["baseline"].match(texts, i + 1):
        return True
    energy = not leads and any(texts[i + 1 : i + 1 + n] in names.source_names for n in (1, 2))
    dated = texts[i + 1] in names.lexicon.calendar.lead and words[i + 1].value is None
    return energy or (dated and (texts[i + 1],) not in lists["article"])


def with_marks_mended(heard: Heard, names: NameIndex, seus: Sequence[SeuMention]) -> tuple[SeuMention, ...]:
    """Names of SEUs, with a last number or letter that was taken back for another: "furnace one, I mean two".

    One that names no SEU so is kept, of nobody.
    """
    return tuple(_remarked(heard, names, mention) for mention in seus)


def _remarked(heard: Heard, names: NameIndex, mention: SeuMention) -> SeuMention:
    i = mention.end
    while length := taken_back(heard, names.lexicon, i):  # "sorry, I mean"
        i += length
    own = {word.text for word in heard.words[mention.start : mention.end] if not word.is_mark}
    while i > mention.end and i < len(heard.words) and heard.texts[i] in own:
        i += 1  # "booth one, sorry, booth two"
    marked = i < len(heard.words) and heard.words[i].is_mark and heard.words[mention.end - 1].is_mark
    if i == mention.end or not marked:
        return mention
    said = (*heard.texts[mention.start : mention.end - 1], heard.texts[i])
    return replace(mention, end=i + 1, seus=names.named(said))


def widened(
    mention: SeuMention,
    words: Sequence[Word],
    names: NameIndex,
    others: Sequence[SeuMention],
    features: Collection[str],
) -> SeuMention:
    """A name with the words beside it that another of its SEU's names has: "quad extruder", "the pump GX-7".

    `features`: words that features have too, which nothing is taken from.
    """
    own = frozenset[str]().union(*(names.words_of_seus[position] for position, _ in mention.seus))
    own = own.difference((word.text for word in words[mention.start : mention.end]), features)
    taken = {i for other in others if other is not mention for i in range(other.start, other.end)}
    start, end = mention.start, mention.end
    while start and words[start - 1].text in own and start - 1 not in taken and not words[start].before.strip(" -"):
        start -= 1
    while end < len(words) and words[end].text in own and end not in taken and not words[end].before.strip(" -"):
        end += 1
    added = [*words[start : mention.start], *words[mention.end : end]]
    return replace(mention, start=start, end=end) if any(not word.is_mark for word in added) else mention
