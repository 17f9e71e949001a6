"""How much doubt about a name a request bears: what is stored bears none, what is only told bears some."""

from __future__ import annotations

from dataclasses import replace

from skill_enms.understand.names.places import digits_of
from skill_enms.understand.request.pieces import Pieces
from skill_enms.understand.words.heard import hear, words_of_name
from skill_enms.understand.words.phrases import Phrase
from skill_enms.understand.words.soundalike import letters_of

LIKELY = 82.0
"""Likeness (0 to 100) from which a doubtful name is answered under."""


def careful(pieces: Pieces) -> Pieces:
    """Where something will be stored, a name that may be another one is confirmed first."""
    return replace(pieces, who=replace(pieces.who, doubtful=pieces.who.doubtful or pieces.who.qualified))


def as_it_is(pieces: Pieces) -> Pieces:
    """Where what is stored is soon undone, a doubtful name is confirmed, and words beside a sure one say nothing."""
    return pieces


def obliging(pieces: Pieces) -> Pieces:
    """Where something is only told, a likely name is taken: the answer says whose it is, and "no, X" puts it right."""
    who = pieces.who
    likely = who.doubtful and len(who.names) == 1 and who.likeness >= LIKELY
    if not likely or not _is_told_apart(pieces, who.names[0]):
        return pieces
    return replace(pieces, who=replace(who, doubtful=False))


def _is_told_apart(pieces: Pieces, name: str) -> bool:
    """Whether the number or letter was heard that makes it another one than its siblings: "Kiln 1" and "Kiln 2"."""
    lexicon = pieces.index.lexicon
    own = words_of_name(name, lexicon)
    names = {seu.name for seu in pieces.index.catalogue.seus} - {name}
    if all(_without_marks(words_of_name(other, lexicon)) != _without_marks(own) for other in names):
        return True
    heard = hear(pieces.who.said, lexicon).texts
    return (digits_of(heard), letters_of(heard)) == (digits_of(own), letters_of(own))


def _without_marks(name: Phrase) -> Phrase:
    """A name's words without its numbers and letters."""
    return tuple(word for word in name if len(word) > 1 and word.isalpha())
