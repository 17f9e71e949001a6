"""Text → bare words: the one way in which utterances, catalogue names and the locale's words are cut and compared.

Called spelling, not parsing: nothing here knows what a word means.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}(?!\d)|\d{1,2}([./])\d{1,2}\1\d{2,4}(?!\d)|\d{4}-(?:0[1-9]|1[0-2])(?![\d-])")
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?![\d])(?:\.\d+)?|\d+(?:\.\d+)?")
_CAMEL = re.compile(r"(?<=[a-zß-ÿ])(?=[A-ZÀ-Þ])")
APOSTROPHES = "'’`´ʼ"


@dataclass(frozen=True, slots=True)
class Token:
    """A run of letters, a number or a numeric date."""

    text: str
    """Folded: lower case, without diacritics; a number without leading zeros."""
    start: int
    """Where it begins in the text it was cut from."""
    end: int
    """Where it ends there."""
    before: str
    """What stands between the token before and this one, as it was written."""
    value: float | None = None
    """A number's value."""
    date: bool = False
    """True for a numeric date such as 2024-03-01 or 10/07/2024; `text` is it, as written."""


def compose(text: str) -> str:
    """One form for characters that can be written in several (full width, composed accents, superscripts)."""
    return unicodedata.normalize("NFKC", text)


def fold(text: str) -> str:
    """Lower case, without diacritics: what two spellings of a word have in common."""
    marked = unicodedata.normalize("NFKD", text.casefold())
    return unicodedata.normalize("NFC", "".join(c for c in marked if not "\u0300" <= c <= "\u036f"))


def _is_letter(character: str) -> bool:
    return character.isalpha() or unicodedata.category(character).startswith("M")


def _letters_end(text: str, start: int) -> int:
    end = start
    while end < len(text):
        inner = text[end] in APOSTROPHES and end > start and end + 1 < len(text) and _is_letter(text[end + 1])
        if not (_is_letter(text[end]) or inner):
            break
        end += 1
    return end


def number_text(value: float) -> str:
    """A number as words are compared: 1.0 and "01" are "1"."""
    return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(value)


def tokens(text: str) -> Iterator[Token]:
    """Cut a composed text into tokens; anything that is neither letter nor digit separates."""
    position = previous = 0
    while position < len(text):
        character = text[position]
        if _is_letter(character):
            end = _letters_end(text, position)
            if folded := fold(text[position:end]):
                yield Token(folded, position, end, text[previous:position])
        elif character.isdecimal():
            match = _DATE.match(text, position)
            date = match is not None and not (position and text[position - 1].isalpha())
            match = match if date else _NUMBER.match(text, position)
            end = match.end() if match else position + 1
            written = text[position:end]
            value = None if date else float(written.replace(",", ""))
            shown = written if value is None else number_text(value)
            yield Token(shown, position, end, text[previous:position], value, date)
        else:
            position += 1
            continue
        position = previous = end


def bare(text: str) -> str:
    """A token's text without apostrophes: "i'd" → "id"."""
    return "".join(c for c in text if c not in APOSTROPHES)


def words(text: str) -> tuple[str, ...]:
    """The bare words of a phrase of the locale."""
    return tuple(word for token in tokens(compose(text)) if (word := bare(token.text)))


def name_words(name: str) -> tuple[str, ...]:
    """The bare words of a catalogue name, camel case apart: "BoilerHouse_2" → boiler, house, 2."""
    return words(_CAMEL.sub(" ", compose(name)))


def squeeze(parts: Sequence[str]) -> str:
    """Words without the spaces between them, so that "h v a c" and "hvac" are the same."""
    return "".join(parts)
