"""A name that differs from the last one in one word, letter or number only, by that alone: "and the west one?"."""

from __future__ import annotations

from dataclasses import replace

from skill_enms.catalogue import Seu
from skill_enms.requests import PredictEnergy, Request
from skill_enms.understand.names.index import NameIndex, SeuMention
from skill_enms.understand.sentence import Sentence
from skill_enms.understand.words.heard import Span
from skill_enms.understand.words.phrases import Phrase

_BEFORE = ("correction", "follow_lead", "courtesy", "name_lead", "no", "sign_of_addition", "same_as_before")
"""Lists of words that may lead to such a name."""
_BEHIND = ("courtesy", "addition", "same_as_before")
"""Lists of words that may stand behind it."""
_NOUNS = ("article", "seu_noun")
"""Lists of words that may stand right before it."""
_LONGEST = 2
"""Words of what a name may differ in: "north east", "SD 4"."""


def with_sibling(previous: Request, sentence: Sentence) -> Sentence:
    """A sentence with the SEU that is named by what tells it from the last one, where that and no more is said.

    Several SEUs that differ so are all named, so that it is asked which one is meant; so is it after a prediction,
    where a number may be another value of a driver.
    """
    seu: Seu | None = getattr(previous, "seu", None)
    if seu is None or sentence.seus:
        return sentence
    span = _only_name(sentence)
    if span is None:
        return sentence
    said = sentence.index.names.key_words(sentence.heard.texts[span[0] : span[1]])
    other = _is_the_other(said, seu, sentence)
    found = _others(sentence.index.names, seu) if other else _siblings(sentence.index.names, seu, said)
    one = sentence.heard.words[span[0]].value == 1 and not _digit(sentence, span[0])  # "and the one?"
    if not (found or one or isinstance(previous, PredictEnergy)):
        found = _numbered(sentence.index.names, seu, said)
    if not found:
        return sentence
    if isinstance(previous, PredictEnergy) and said[-1][0].isdigit():
        seus = enumerate(sentence.index.catalogue.seus)
        found = (*((i, found[0][1]) for i, other in seus if other.name == seu.name), *found)
    others = tuple(run for run in sentence.leftovers if not set(range(*run)) <= set(range(span[0] - 1, span[1] + 1)))
    periods = tuple(p for p in sentence.periods if p.end <= span[0] or span[1] <= p.start)
    return replace(sentence, seus=(SeuMention(*span, found),), leftovers=others, periods=periods, drivers=())


def _is_the_other(said: Phrase, seu: Seu, sentence: Sentence) -> bool:
    """Whether it is called "the other one", or "the other pump" after a pump."""
    lexicon, names = sentence.index.lexicon, _names(sentence.index.names, seu)
    shared = {word for name in names for word in name}
    first = [n for n in range(1, len(said) + 1) if lexicon.has("the_other", said[:n])]
    return any(shared.issuperset(said[n:]) for n in first)


def _only_name(sentence: Sentence) -> Span | None:
    """The one or two words that are left of a sentence without leads, courtesy, energies, articles and "one"."""
    words, texts = sentence.heard.words, sentence.heard.texts
    start = _start(sentence)
    end = _end(sentence, start)
    articles = [sentence.index.lexicon.lists[name] for name in _NOUNS]
    while end - start > 1 and any(phrases.match(texts[start:end], 0) for phrases in articles):
        start += 1
    if start == 0 and any(texts[:end] in phrases for phrases in articles) and sentence.said((0, end)).islower():
        return None  # a lone "a" is nothing
    read = (p for p in sentence.periods if p.period is not None)  # "for 302" is no year
    dated = any(p.start < end and start < p.end for p in read)
    ordinal = any(word.ordinal for word in words[start:end])
    return (start, end) if 0 < end - start <= _LONGEST and not dated and not ordinal else None


def _start(sentence: Sentence) -> int:
    """The first word behind words that lead to a name; the last word of all is no lead: "and A"."""
    lexicon, texts, start = sentence.index.lexicon, sentence.heard.texts, 0
    while length := max(lexicon.lists[name].match(texts[:-1], start) for name in _BEFORE):
        start += length
    announced = texts[start:-1] and texts[start] in lexicon.numbers.announcers
    return start + 1 if announced else start


def _end(sentence: Sentence, start: int) -> int:
    """The end of a name before courtesy, "too", energies, and the noun in "the west one"."""
    lists, texts = sentence.index.lexicon.lists, sentence.heard.texts
    spans = [(m.start, m.end) for m in sentence.sources]
    spans += [(i, i + n) for name in _BEHIND for i in range(len(texts)) if (n := lists[name].match(texts, i))]
    spans += [(i, i + 1) for i, word in enumerate(sentence.heard.words) if word.value == 1 and not _digit(sentence, i)]
    end = len(texts)
    while (begun := min((a for a, b in spans if b == end and a > start), default=end)) < end:
        end = begun
    return end


def _digit(sentence: Sentence, i: int) -> bool:
    """Whether a number was written as one, and so stands for no noun."""
    return sentence.said((i, i + 1))[:1].isdigit()


def _siblings(names: NameIndex, previous: Seu, said: Phrase) -> tuple[tuple[int, int], ...]:
    """(position, strength) of the SEUs whose names are those of another one with some of its words replaced."""
    swapped = {
        name[:i] + said + name[i + len(said) :]
        for name in _names(names, previous)
        for i in range(len(name) - len(said) + 1)
        if len(name) > len(said)
    }
    return _named(names, previous, swapped)


def _numbered(names: NameIndex, previous: Seu, said: Phrase) -> tuple[tuple[int, int], ...]:
    """The same of the one whose names hold a number that no other's do: "and 12?", for the CF-12."""
    if len(said) != 1 or not said[0].isdigit():
        return ()
    bearing = {alias.words for alias in names.aliases if said[0] in alias.words}
    found = _named(names, previous, bearing)
    return found if len({names.catalogue.seus[i].name for i, _ in found}) == 1 else ()


def _others(names: NameIndex, previous: Seu) -> tuple[tuple[int, int], ...]:
    """The same of those whose names differ from it in any one word, letter or number."""
    own = {name for name in _names(names, previous) if len(name) > 1}
    near = {
        alias.words
        for alias in names.aliases
        for name in own
        if len(name) == len(alias.words) and sum(a != b for a, b in zip(name, alias.words, strict=True)) == 1
    }
    return _named(names, previous, near)


def _names(names: NameIndex, seu: Seu) -> set[Phrase]:
    return {alias.words for alias in names.aliases if names.catalogue.seus[alias.seu].name == seu.name}


def _named(names: NameIndex, previous: Seu, wanted: set[Phrase]) -> tuple[tuple[int, int], ...]:
    """(position, strength) of the SEUs that bear one of some names, other ones than the last."""
    found = {
        alias.seu: alias.strength
        for alias in names.aliases
        if alias.words in wanted and names.catalogue.seus[alias.seu].name != previous.name
    }
    best = max(found.values(), default=0)
    return tuple((seu, best) for seu in found)
