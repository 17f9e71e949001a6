"""Which SEU and which energy source an utterance is about, and what stands against taking it so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process

from skill_enms.catalogue import Seu
from skill_enms.reasons import Reason
from skill_enms.understand.names.energies import SourceMention
from skill_enms.understand.names.guess import CLEAR, DOUBTFUL, MOST_CHOICES, Guess
from skill_enms.understand.names.index import SeuMention, overlaps
from skill_enms.understand.request.guessing import NameGuessing
from skill_enms.understand.words.heard import Span

_BEFORE_AN_ENERGY = ("article", "strong_train_verb", "train_verb", "former")
"""Lists of words that may stand before an energy that makes a baseline of its kind."""
ANOTHER = 80.0
"""Likeness from which the sound of more words speaks against a name that some of them are a part of."""
_SHORTEST_MAKE = 3
"""Digits of a number by which alone a machine is called; fewer count something."""
_LONGEST_ENERGY = 2
"""Words of an energy's name."""


@dataclass(frozen=True, slots=True)
class Who:
    """The SEU and the energy source of an utterance, as far as they were said."""

    seus: tuple[Seu, ...] = ()
    """The SEUs that fit. One name with several energy sources: the source is open. Several names: it is ambiguous."""
    said: str = ""
    """What was said for the SEU; empty where nothing was."""
    sources: tuple[str, ...] = ()
    """The energy source that was said, or several that the word may mean; empty where nothing was said."""
    doubtful: bool = False
    """True where a name had to be guessed and should be confirmed."""
    qualified: bool = False
    """True where words that nothing explains stand beside the name: to be confirmed before anything is written."""
    refusal: Reason | None = None
    """A name that isn't there."""
    run: Span | None = None
    """The words that were guessed to be the SEU's name."""
    likeness: float = 100.0
    """How much they are like it, 0 to 100."""

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the SEUs that fit, each once."""
        return tuple(dict.fromkeys(seu.name for seu in self.seus))


class Finder(NameGuessing):
    """Weighs the names of one utterance."""

    def _fitting(self, mention: SeuMention, sources: Sequence[str]) -> tuple[Seu, ...]:
        """The best-named SEUs of a mention that use one of the sources (any, where none is given)."""
        named = [(strength, self.catalogue.seus[position]) for position, strength in mention.seus]
        fitting = [(strength, seu) for strength, seu in named if not sources or seu.energy_source in sources]
        best = max((strength for strength, _ in fitting), default=0)
        return tuple(seu for strength, seu in fitting if strength == best)

    def pairs(self) -> Iterable[tuple[int, SeuMention, SourceMention | None, tuple[Seu, ...]]]:
        """Every way to read the exact names: (words explained, SEU, energy source, SEUs that fit both)."""
        for mention in self.sentence.seus:
            for source in (*self.sentence.sources, None):
                if source is not None and overlaps(mention, source):
                    continue
                fitting = self._fitting(mention, source.sources if source else ())
                if fitting:
                    yield mention.length + (source.length if source else 0), mention, source, fitting

    def _covered(self, source: SourceMention) -> bool:
        """Whether an energy source's words are part of an SEU's name."""
        return any(overlaps(mention, source) for mention in self.sentence.seus)

    def exact(self) -> Who | None:
        """The SEU that was named as it is written."""
        if not self.sentence.seus:
            return None
        unknown = next((m for m in self.sentence.seus if not m.seus), None)
        if unknown is not None:
            return self._unknown((unknown.start, unknown.end), ())
        pairs = sorted(self.pairs(), key=lambda pair: -pair[0])
        free = [m for m in self.sentence.sources if not self._covered(m)]
        if pairs and (pairs[0][2] is not None or not free):
            _, mention, source, fitting = pairs[0]
            others = [m for m in self.sentence.seus if m is not mention and (source is None or not overlaps(m, source))]
            return self._one_of(mention, source, fitting, others)
        mention = self.sentence.seus[0]
        seu = self._fitting(mention, ())[0]
        known = tuple(sorted({s.energy_source for s in self._fitting(mention, ())}))
        data = {"seu": seu.name, "energy_source": free[0].sources[0], "known": known}
        return Who(
            said=self.sentence.said((mention.start, mention.end)),
            sources=free[0].sources,
            refusal=Reason("seu_without_energy_source", data),
        )

    def _one_of(
        self, mention: SeuMention, source: SourceMention | None, fitting: tuple[Seu, ...], others: list[SeuMention]
    ) -> Who:
        said = self.sentence.said((mention.start, mention.end))
        sources = source.sources if source else ()
        for other in others:
            more = self._fitting(other, sources)
            if more and {seu.name for seu in more} != {seu.name for seu in fitting}:
                fitting = (*fitting, *(seu for seu in more if seu not in fitting))
                said = self.sentence.said((min(mention.start, other.start), max(mention.end, other.end)))
        return Who(fitting, said, sources)

    def unknown_source(self) -> tuple[Span, str] | None:
        """An energy that the language knows and the plant doesn't have."""
        kinds = self.lexicon.lists["energy_kind"]
        for start, end in self.sentence.leftovers:
            for i in range(start, end):
                length = min(kinds.match(self.texts, i), end - i)
                if length and self.texts[i : i + length] in kinds and not self._of_a_feature((i, i + length)):
                    span = (i, self._name_end(i + length, end))
                    if span[1] < end and not self._leads((i, end)) and not self._in_a_name(span[1]):
                        continue  # "the ice rink"
                    return span, self.sentence.said(span)
        return None

    def _in_a_name(self, i: int) -> bool:
        """Whether a word is a number, a letter or one of a name of this plant."""
        return self.words[i].is_mark or self.texts[i] in self.index.guesser.vocabulary

    def _name_end(self, i: int, end: int) -> int:
        """The end of an energy's name of which only the first word is known: "cold fusion" before an SEU."""
        leads = any(mention.start == end for mention in self.sentence.seus) or self._leads((i, end))
        known = any(self._known(self.texts[j : j + 1]) for j in range(i, end))
        return end if leads and not known and end - i <= 1 else i

    def names_energy(self, run: Span) -> bool:
        """Whether unknown words right before "baseline" are meant as its energy source: "a … baseline for boiler 1"."""
        start = run[0]
        led = not start or any(self.lexicon.has(name, self.texts[start - 1 : start]) for name in _BEFORE_AN_ENERGY)
        slipped = any(word.slipped for word in self.words[run[1] : run[1] + 2])
        known = any(self._known(self.texts[i : i + 1]) for i in range(*run))
        known = known or self.lexicon.has("former", self.texts[run[0] : run[1]]) or self._describes(run)
        counted = all(word.is_mark for word in self.words[slice(*run)])  # "the two baselines"
        short = run[1] - run[0] <= _LONGEST_ENERGY
        return led and short and self._leads(run) and not (counted or slipped or known)

    def _describes(self, run: Span) -> bool:
        """Whether a word is by its ending rather one for what a thing is like than for a thing: "documented"."""
        return self.lexicon.describes(self.texts[run[1] - 1])

    def _of_a_feature(self, said: Span) -> bool:
        """Whether words for an energy are rather those of a feature: "the water is at 14 degrees"."""
        known = all(word in self.index.features.vocabulary for word in self.texts[said[0] : said[1]])
        return known and not self.is_led(said) and not self._leads(said)

    def _leads(self, said: Span) -> bool:
        """Whether words stand right before a noun that says baseline: "the extruder baseline"."""
        return any(self.lexicon.lists[name].match(self.texts, said[1]) for name in ("baseline", "model"))

    def names_source(self, exact: Who, run: Span) -> bool:
        """Whether unknown words before an SEU are meant as its energy source."""
        if exact.sources or run[1] > self.sentence.seus[0].start or not self.is_led(run):
            return False
        said = self.texts[run[0] : run[1]]
        nouns = [
            " ".join(phrase) for name in ("seu_noun", "source_noun") for phrase in self.lexicon.lists[name].phrases
        ]
        misheard = process.extractOne(" ".join(said), nouns, scorer=fuzz.ratio, score_cutoff=DOUBTFUL)
        return misheard is None and not any(word in self.index.guesser.vocabulary for word in said)

    def misheard_source(self) -> SourceMention | None:
        """An energy source whose name was misspelt, where none is named as it is written."""
        names = {" ".join(words): entry for words, entry in self.index.names.source_names.items()}
        longest = [name for name in names if len(name) >= 5]
        for start, end in self.sentence.leftovers:
            for length in (3, 2, 1):
                for i in range(start, end - length + 1):
                    said = " ".join(self.texts[i : i + length])
                    near = process.extractOne(said, longest, scorer=fuzz.ratio, score_cutoff=CLEAR)
                    if near is not None and not self._known(self.texts[i : i + length]):
                        entry = names[near[0]]
                        best = max(entry.values())
                        return SourceMention(i, i + length, tuple(n for n, s in entry.items() if s == best), best)
        return None

    def _known(self, said: tuple[str, ...]) -> bool:
        """Whether a word is one of a machine's or a feature's name, or mustn't be taken for another."""
        names, features = self.index.guesser.vocabulary, self.index.features.vocabulary
        return any(word in names or word in features or self.lexicon.has("never_map", (word,)) for word in said)

    def guessed(self, sources: tuple[str, ...], runs: Sequence[Span], *, led: bool = False) -> Who:
        """The SEU where none was named as it is written: guessed, unknown, or simply not said.

        `led`: the words are meant as a name, whatever stands before them.
        """
        found = self.guess(runs)
        who = None if found is None else self._guessed_as(*found, sources)
        if who is not None and (who.refusal is not None or not who.doubtful):
            return self._or_another(who, sources)
        run = who.run if who is not None else next(self._named(runs, led=led), None)
        if run is None:
            return who or Who(sources=sources)
        numbered = None if who is not None else self._numbered(run, sources)
        placed = numbered or self._in_its_place(run, sources)
        if who is None or len(who.names) > MOST_CHOICES:
            return placed or self._unknown(run, sources)
        narrower = placed is not None and len(placed.names) == 1 and set(placed.names) <= set(who.names)
        return placed if placed is not None and (narrower or not placed.doubtful) else who

    def _or_another(self, who: Who, sources: tuple[str, ...]) -> Who:
        """Who was named in part, and who more of the words sound like, to be asked about."""
        if who.run is None or len(who.names) != 1:
            return who
        other = self._in_its_place(who.run, sources)
        longer = other is not None and other.run is not None and other.run[1] - other.run[0] > who.run[1] - who.run[0]
        if other is None or not longer or set(other.names) & set(who.names) or other.likeness < ANOTHER:
            return who
        return replace(other, seus=(*who.seus, *other.seus), doubtful=False)

    def _guessed_as(self, guess: Guess, run: Span, sources: tuple[str, ...]) -> Who:
        """Whom a guess means, of those that use the energy source, or the refusal of it."""
        fitting = tuple(self.catalogue.seus[i] for i in guess.seus)
        fitting = tuple(s for s in fitting if not sources or s.energy_source in sources) or fitting
        said = self.sentence.said((guess.start, max(guess.end, run[1])))
        covered = guess.start <= run[0] and guess.end >= run[1]
        doubtful = not (guess.sure and covered)
        who = Who(fitting, said, sources, doubtful=doubtful, run=run, likeness=guess.likeness)
        without = bool(sources) and all(seu.energy_source not in sources for seu in fitting)
        return self.without_source(who) if without else who

    def _named(self, runs: Sequence[Span], *, led: bool) -> Iterator[Span]:
        """The stretches of words that are meant as a name."""
        similar = self.index.guesser.shares_word
        versions = self.lexicon.lists["former"].places(self.texts) | self.lexicon.lists["present"].places(self.texts)
        for run in runs:
            if versions.issuperset(range(*run)):
                continue  # "the former baseline" is no machine's
            if led or self.is_led(run) or self._leads(run) or similar(self.sentence.said(run)):
                yield run

    def _numbered(self, run: Span, sources: tuple[str, ...]) -> Who | None:
        """The SEU that is called by the number of its make alone, which no other one has: "the 7500"."""
        article = self.lexicon.lists["article"]
        said = [text for text in self.texts[run[0] : run[1]] if (text,) not in article]
        if len(said) != 1 or not said[0].isdigit() or len(said[0]) < _SHORTEST_MAKE:
            return None
        seus = tuple(self.catalogue.seus[i] for i in self.index.guesser.numbered(said[0]))
        fitting = tuple(seu for seu in seus if not sources or seu.energy_source in sources)
        who = Who(fitting, self.sentence.said(run), sources, run=run)
        return who if len(who.names) == 1 else None

    def _in_its_place(self, run: Span, sources: tuple[str, ...]) -> Who | None:
        """The SEUs, of those that use the energy source, that words meant as a name sound like, however remotely."""
        fitting = {i for i, seu in enumerate(self.catalogue.seus) if not sources or seu.energy_source in sources}
        spans = dict.fromkeys(self.place_around(run, across=across) for across in (False, True))
        said = {span: self.index.names.key_words(self.texts[span[0] : span[1]]) for span in spans}
        found = {span: self.index.guesser.places.find(words, fitting) for span, words in said.items()}
        placed = [(span, each) for span, each in found.items() if each is not None]
        if not placed:
            return None
        span, best = max(placed, key=lambda one: one[1].likeness)
        seus = tuple(self.catalogue.seus[i] for i in best.seus)
        return Who(seus, self.sentence.said(span), sources, doubtful=not best.sure, run=span, likeness=best.likeness)

    def without_source(self, who: Who) -> Who:
        """The refusal of SEUs of which none uses the energy source that was said."""
        known = tuple(sorted({seu.energy_source for seu in who.seus}))
        data = {"seu": who.seus[0].name, "energy_source": who.sources[0], "known": known}
        return replace(who, seus=(), refusal=Reason("seu_without_energy_source", data))

    def _unknown(self, run: Span, sources: tuple[str, ...]) -> Who:
        said = self.sentence.said(run)
        nearest = self.index.guesser.nearest(tuple(self.texts[run[0] : run[1]]))
        reason = Reason("unknown_seu", {"said": said, "nearest": nearest})
        return Who(said=said, sources=sources, refusal=reason)

    def number_after(self, mention: SeuMention) -> Span | None:
        """A number or letter right after a name, which then is another name: "Boiler 2" where there is "Boiler".

        Behind a colon it begins something else: "boiler: x is the temperature".
        """
        for run in self.sentence.leftovers:
            apart = ":" in self.words[run[0]].before
            if run[0] == mention.end and self.words[run[0]].is_mark and not apart:
                return mention.start, run[1]
        return None
