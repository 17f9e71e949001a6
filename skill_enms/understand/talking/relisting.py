"""Other drivers than those of the last request: some put in, some taken out, one in the place of another.

What is put in or taken out may stand inside the phrase that says so: "take A out", "put B in as well".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from skill_enms.requests import Request, TrainBaseline
from skill_enms.understand.drivers.features import SpokenDriver
from skill_enms.understand.drivers.lists import spoken_drivers
from skill_enms.understand.request.pieces import Pieces, pieces_from
from skill_enms.understand.request.settle import possible_sources
from skill_enms.understand.request.who import Who
from skill_enms.understand.sentence import Sentence
from skill_enms.understand.talking.turns import starts_with


@dataclass(frozen=True, slots=True)
class Relisted:
    """A request's pieces with other drivers."""

    pieces: Pieces
    """Those."""
    words: frozenset[int]
    """The words that say so, the drivers among them."""


class _Wish:
    """What a sentence wishes for a list of drivers."""

    def __init__(self, before: Pieces, sentence: Sentence) -> None:
        self.before, self.sentence = before, sentence
        self.lists, self.texts = sentence.index.lexicon.lists, sentence.heard.texts
        self.refused = starts_with(sentence.heard, sentence.index.lexicon, "no")
        self.swapped = frozenset(self.lists["swapping"].places(self.texts))
        self.named = self._named()
        self.out, self.into = (self._around(name) for name in ("taking_out", "putting_in"))

    def _named(self) -> tuple[SpokenDriver, ...]:
        """The drivers that are named, those after "without" included.

        A word that is an energy's too is a driver only where the last energy source has it as one.
        """
        sentence = self.sentence
        taken = {i for m in sentence.seus for i in range(m.start, m.end)}
        taken |= {i for p in sentence.periods for i in range(p.start, p.end)}
        energies = {i for m in sentence.sources for i in range(m.start, m.end)}
        free = [i for i in range(self._begun(), len(self.texts)) if i not in taken | self.swapped]
        found = spoken_drivers(sentence.index.features, sentence.heard, free, strict=False, refused=True)
        meant = [replace(d, doubtful=False) for d in found if not d.doubtful or self._is_plain(d)]
        return tuple(d for d in meant if energies.isdisjoint(_words(d)) or self.has(d))

    def _begun(self) -> int:
        """The first word behind the verb at the beginning, which is no part of a driver: "drop A", "leave A out"."""
        i = self.refused
        while i < len(self.texts) and (length := self._longest(i, "follow_lead", "courtesy")):
            i += length
        around = (self.texts[i], self.texts[-1]) if i < len(self.texts) else ()
        split = any(around in self.lists[name] for name in ("taking_out", "putting_in"))
        return i + max(split, self._longest(i, "taking_out", "putting_in"))

    def _longest(self, i: int, *names: str) -> int:
        return max(self.lists[name].match(self.texts, i) for name in names)

    def _is_plain(self, driver: SpokenDriver) -> bool:
        """Whether a part of a feature's name is plainly meant: one that was there, or that comes or goes for one."""
        said = self.sentence.index.features.match(self.texts[driver.start : driver.end])
        return bool(said) and (bool(self.swapped) or self.was_there(driver))

    def has(self, driver: SpokenDriver) -> bool:
        """Whether the energy source of the last request has a driver, and there is a list that it may join."""
        sources = possible_sources(self.before.who, self.sentence.index.catalogue)
        return not self.before.choose and len(sources) == 1 and sources[0] in driver.matches

    def _around(self, name: str) -> frozenset[int]:
        """The words of a list's phrases that stand around drivers, or anywhere."""
        spared = {i for d in self.named for i in _words(d)} | self.lists["article"].places(self.texts)
        rest = [i for i in range(self.refused, len(self.texts)) if i not in spared]
        around = {rest[place] for place in self.lists[name].places(tuple(self.texts[i] for i in rest))}
        ends = {mention.end for mention in self.sentence.seus}  # "for A too, with B"
        ends |= {mention.end for mention in self.sentence.sources}
        return frozenset(i for i in around if i not in ends)

    def was_there(self, driver: SpokenDriver) -> bool:
        """Whether one of the drivers before is meant by a driver."""
        return any(_same(driver, other) for other in self.before.drivers)

    def denies(self) -> bool:
        """Whether it begins with a word like "no", and drivers that were there follow: "no A"."""
        follows = bool(self.named) and self.named[0].start == self.refused > 0
        return follows and all(map(self.was_there, self.named))

    def is_open(self) -> bool:
        """Whether it leaves open if drivers are to join the others or to replace them: "what about B"."""
        asks = self.lists["polite_question"]
        return any(asks.match(self.texts, i) for i in (0, 1)) and not self.lists["replacement"].places(self.texts)

    def joins(self) -> bool:
        """Whether it only adds to a list with "and": "and B", "okay, and with B"."""
        led = 0
        while length := self.lists["courtesy"].match(self.texts, led):
            led += length
        joint = self.lists["sign_of_addition"].match(self.texts, led)
        if not joint or not self.named or self.sentence.seus:
            return False
        i = led + joint
        while i < self.named[0].start:
            length = self._longest(i, "article", "driver_marker", "driver_lead", "courtesy")
            if not length:
                return False
            i += length
        return True


def _words(driver: SpokenDriver) -> range:
    return range(driver.start, driver.end)


def _same(one: SpokenDriver, other: SpokenDriver) -> bool:
    """Whether two drivers may be the same feature."""
    mine = {name for names in one.matches.values() for name in names}
    return any(mine.intersection(names) for names in other.matches.values())


def _among(driver: SpokenDriver, others: Sequence[SpokenDriver]) -> bool:
    return any(_same(driver, other) for other in others)


def relisted(before: Pieces, sentence: Sentence) -> Relisted | None:
    """The pieces with the drivers that are put in, taken out or exchanged; None where nothing is."""
    lists, texts = sentence.index.lexicon.lists, sentence.heard.texts
    if sentence.choose:
        return Relisted(replace(before, drivers=(), choose=True), frozenset())
    wish = _Wish(before, sentence)
    if not wish.named:
        return None
    unclear = wish.is_open() or (before.choose and bool(wish.into or wish.joins()))  # which were chosen, we can't know
    gone = [driver for driver in wish.named if wish.was_there(driver)]
    new = tuple(driver for driver in wish.named if not wish.was_there(driver))
    if gone and new and (wish.swapped or wish.out):
        drivers = _exchanged(before.drivers, gone, new)
    elif wish.swapped and len(wish.named) > 1:
        return None  # which of them goes, and which one comes?
    elif wish.out or wish.denies():
        drivers = tuple(driver for driver in before.drivers if not _among(driver, gone))
    elif not unclear and (wish.into or wish.joins()) and not lists["replacement"].places(texts):
        drivers = (*before.drivers, *new)
    elif unclear:
        drivers = ()
    else:
        drivers = sentence.drivers or wish.named
    words = frozenset(i for driver in wish.named for i in _words(driver)) | wish.out | wish.into | wish.swapped
    choose = before.choose and not drivers and not unclear
    return Relisted(replace(before, drivers=drivers, choose=choose), words)


def without_strange_drivers(pieces: Pieces) -> Pieces:
    """The pieces without drivers where the energy source that is meant now hasn't got all of them.

    Which of them were meant for it, nobody said.
    """
    sources = possible_sources(pieces.who, pieces.index.catalogue)
    has_all = any(all(source in driver.matches for driver in pieces.drivers) for source in sources)
    return pieces if has_all else replace(pieces, drivers=(), sets=())


def _exchanged(
    before: Sequence[SpokenDriver], gone: Sequence[SpokenDriver], new: tuple[SpokenDriver, ...]
) -> tuple[SpokenDriver, ...]:
    """Drivers, with new ones in the place of the first of those that go."""
    place = next(i for i, driver in enumerate(before) if _among(driver, gone))
    kept = [driver for driver in before if not _among(driver, gone)]
    return (*kept[:place], *new, *kept[place:])


def changes_a_list(sentence: Sentence) -> bool:
    """Whether drivers are named in words that put in, take out or exchange, around them or before."""
    wish = _Wish(Pieces(sentence.index, Who()), sentence)
    return bool(wish.named) and bool(wish.out or wish.into or wish.swapped or wish.joins())


def changed_drivers(previous: Request, sentence: Sentence) -> frozenset[int]:
    """The words of features' names that change the drivers of the last training: "and the doors", not "the weather"."""
    if not isinstance(previous, TrainBaseline):
        return frozenset()
    wish = _Wish(pieces_from(previous, sentence.index), sentence)
    if not (wish.denies() or changes_a_list(sentence)):
        return frozenset()
    places = (i for driver in wish.named if wish.has(driver) for i in _words(driver))
    return frozenset(i for i in places if sentence.index.features.is_own(wish.texts[i]))
