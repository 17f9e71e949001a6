"""What a speaker took back ("oven 1, no wait, oven 2") or set aside ("oven 1, not oven 2")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from skill_enms.understand.words.heard import Heard, Span
from skill_enms.understand.words.lexicon import Lexicon


def taken_back(heard: Heard, lexicon: Lexicon, i: int) -> int:
    """Number of words at i that take back what was said before them; 0 where none do.

    "no" by itself does so only between commas: "with A, no B" is a list without B.
    """
    length = lexicon.lists["taking_back"].match(heard.texts, i)
    if lexicon.lists["negation"].match(heard.texts, i) > length:
        return 0  # "rather than"
    if not length or heard.texts[i : i + length] not in lexicon.lists["negation"]:
        return length
    follows = heard.words[i + length].before if i + length < len(heard.words) else ""
    return length if "," in follows else 0


@dataclass(frozen=True, slots=True)
class Unmeant:
    """Something that was named and isn't meant."""

    dropped: int
    """Which one it is, counted from 0."""
    kept: int
    """Which one is meant in its place."""
    words: Span
    """Its words, with those that say so."""


def unmeant(heard: Heard, lexicon: Lexicon, spans: Sequence[Span]) -> tuple[Unmeant, ...]:
    """What isn't meant among things of one kind. `spans`: where they are named, in their order."""
    found: list[Unmeant] = []
    for n, ((start, end), (other, last)) in enumerate(pairwise(spans)):
        if _only(heard, lexicon, "taking_back", end, other):
            found.append(Unmeant(n, n + 1, (start, other)))
        elif _only(heard, lexicon, "set_aside", end, other):
            found.append(Unmeant(n + 1, n, (end, last)))
        elif _ends_with(lexicon, heard.texts[:start], "set_aside") and _only(heard, lexicon, "but", end, other):
            found.append(Unmeant(n, n + 1, (start, other)))
    return tuple(found)


def _ends_with(lexicon: Lexicon, texts: tuple[str, ...], name: str) -> bool:
    phrases = lexicon.lists[name]
    return any(texts[-n:] in phrases for n in range(1, min(phrases.longest, len(texts)) + 1))


def _only(heard: Heard, lexicon: Lexicon, name: str, i: int, end: int) -> bool:
    """Whether words are phrases of a list, and ordinary ones like "the" and "for" around them."""
    phrases, ordinary, found = lexicon.lists[name], ("article", "skip_between", "name_lead"), False
    while i < end:
        length = taken_back(heard, lexicon, i) if name == "taking_back" else phrases.match(heard.texts, i)
        found = found or bool(length)
        if not length and not any(lexicon.has(each, heard.texts[i : i + 1]) for each in ordinary):
            return False
        i += length or 1
    return found and i == end
