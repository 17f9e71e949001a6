"""What speaks for a sentence being about this plant's energy: words only an energy manager says, names only it has."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import pairwise

from skill_enms.understand.gate.found import Evidence
from skill_enms.understand.request.who import Finder
from skill_enms.understand.sentence import Sentence
from skill_enms.understand.words.phrases import PhraseSet

CONVINCING = 80.0
"""Likeness of a misheard name from which it speaks for a sentence being ours."""
CONVINCING_BESIDE = 78.0
"""The same where an energy source of the plant is named as well, or a baseline."""


class Witness:
    """One sentence, asked for what it says."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.lexicon = sentence.index.lexicon
        self.texts = sentence.heard.texts
        self.words = sentence.heard.words
        self.finder = Finder(sentence)
        self.sources = sentence.index.names.sources(self.words) or sentence.sources
        self.guess = None if sentence.seus else self.finder.guess(sentence.leftovers)
        self.found = self._evidence()

    def says(self, name: str) -> bool:
        """Whether a list's phrase stands anywhere."""
        phrases = self.lexicon.lists[name]
        return any(phrases.match(self.texts, i) for i in range(len(self.texts)))

    def begins(self, name: str) -> bool:
        """Whether it begins with a list's phrase that is no SEU's name, words like "please" apart."""
        i = self._first()
        return not self._names(i) and bool(self.lexicon.lists[name].match(self.texts, i))

    def _first(self) -> int:
        """The first word that isn't courtesy or "and", nor a name set before the rest with a colon or a comma."""
        i, spare = 0, [self.lexicon.lists[name] for name in ("courtesy", "sign_of_addition")]
        while i < len(self.texts) and (length := max(phrases.match(self.texts, i) for phrases in spare)):
            i += length
        named = self._own()
        behind = next((j for j in range(i, len(self.texts)) if j not in named), None)
        return behind if behind is not None and set(":,") & set(self.words[behind].before) else i

    def _names(self, i: int) -> bool:
        """Whether a word is one of an SEU's name: "building 7" builds nothing, and "the train wash" trains nothing."""
        guess = self.guess[0] if self.guess is not None and self.guess[0].sure else None
        shortened = guess is not None and guess.end - guess.start > 1 and guess.start <= i < guess.end
        return shortened or any(mention.start <= i < mention.end for mention in self.sentence.seus)

    def cued(self, intent: str) -> bool:
        """Whether a phrase that speaks for an intent stands anywhere, adverbs apart: "what can you actually do"."""
        cues, polite = self.lexicon.cues[intent], self._words_of("courtesy")
        spans = ((i, i + cues.match(self.texts, i)) for i in range(len(self.texts)))
        # "if" speaks for a prediction, "if you don't mind" doesn't
        said = any(start < end and not polite.issuperset(range(start, end)) for start, end in spans)
        return said or self._cued_in(cues, self._words_of("adverb"))

    def _cued_in(self, cues: PhraseSet, apart: Collection[int]) -> bool:
        """Whether one of some phrases stands anywhere once some words are left out."""
        rest = tuple(text for i, text in enumerate(self.texts) if i not in apart)
        return bool(apart) and any(cues.match(rest, i) for i in range(len(rest)))

    def _says_in(self, name: str, apart: Collection[int]) -> bool:
        """Whether a list's phrase stands anywhere, also once some words are left out."""
        return self.says(name) or self._cued_in(self.lexicon.lists[name], apart)

    def cued_around(self, intent: str) -> bool:
        """The same, where names and days may stand inside the phrase: "leave some days out", "put boiler 1 back"."""
        named = self._own() | self._dated() | self._words_of("those_days")
        return self.cued(intent) or self._cued_in(self.lexicon.cues[intent], named | self._words_of("adverb"))

    def leads(self, name: str) -> bool:
        """Whether a list's phrase is the first thing that is said, words like "could you" and "let us" apart."""
        lists = self.lexicon.lists
        for i in range(len(self.texts)):
            if self._names(i):
                return False
            if lists[name].match(self.texts, i):
                return True
            if not lists["filler"].match(self.texts, i):
                return False
        return False

    def asks(self) -> bool:
        """Whether it is a question about what is or was, not a request in the form of one."""
        return (self.begins("asking") and not self.begins("polite_question")) or self._asks_after_a_remark()

    def _asks_after_a_remark(self) -> bool:
        """Whether the last of several sentences asks, and none before it is of models: "It was warm. Did it use …?"."""
        lists = self.lexicon.lists
        starts = [i for i, word in enumerate(self.words) if i and not set(".!").isdisjoint(word.before)]
        if not starts or not self.sentence.heard.text.rstrip().endswith("?"):
            return False
        asked = lists["asking"].match(self.texts, starts[-1]) and not lists["polite_question"].match(
            self.texts, starts[-1]
        )
        told = self._words_of("baseline", "model", "strong_train_verb") & set(range(starts[-1]))
        return bool(asked) and not told

    def trains_something(self) -> bool:
        """Whether a verb of making stands anywhere that isn't the noun of the same word: "the better model"."""
        verbs, nouns, articles = (self.lexicon.lists[name] for name in ("strong_train_verb", "model", "article"))
        judged = self._words_of("quality")  # "its fit quality"
        driven = self._words_of_drivers()
        for i in range(len(self.texts)):
            noun = nouns.match(self.texts, i)
            if (
                verbs.match(self.texts, i)
                and i not in judged | driven
                and not self._names(i)
                and not (noun and i and not articles.match(self.texts, i + noun))
            ):
                return True
        return False

    def _words_of_drivers(self) -> set[int]:
        """The words of drivers that are said in several: "train km"."""
        known = [each for each in self.sentence.drivers if each.matches and each.end - each.start > 1]
        return {i for each in known for i in range(each.start, each.end)}

    def says_outside_names(self, name: str) -> bool:
        """Whether a list's phrase stands anywhere but in the plant's names: "train" isn't said in "the train wash"."""
        return any(not self._names(i) for i in self._words_of(name) - self._words_of_drivers())

    def _asks_later(self) -> bool:
        """Whether a question begins after a comma or the like: "before I sign: where do the readings come from"."""
        asking = self.lexicon.lists["asking"]
        return any(
            set(",:;.?!") & set(word.before) and asking.match(self.texts, i) for i, word in enumerate(self.words)
        )

    def names_alone(self, intent: str, *names: str) -> bool:
        """Whether all that is strange beside an intent's phrases, and those of lists, is a name.

        One that several SEUs share ("the conveyor"), or that sounds like an SEU's.
        """
        if self.guess is None or self.guess[0].likeness < CONVINCING:
            return False
        named = set(range(self.guess[0].start, self.guess[0].end)) - self._words_of("never_map", "whole_plant")
        cued = self.lexicon.cues[intent].places(self.texts)
        return bool(named) and cued.isdisjoint(named) and self._left_beside(*names) - cued <= named

    def says_all_of_a_name(self) -> bool:
        """Whether a shortened name is all of the strange words that stand together: not "the game deck"."""
        return (
            self.guess is not None and self.guess[0].start <= self.guess[1][0] and self.guess[0].end >= self.guess[1][1]
        )

    def strange_beside(self, *names: str) -> int:
        """How many words nothing explains, the phrases of these lists apart."""
        return len(self._left_beside(*names))

    def strange_beside_cues(self, intent: str) -> int:
        """The same, an intent's phrases apart."""
        return len(self._left_beside() - self.lexicon.cues[intent].places(self.texts))

    def _left_beside(self, *names: str) -> set[int]:
        """The words that nothing explains, the phrases of these lists apart."""
        return {i for run in self.sentence.leftovers for i in range(*run)} - self._words_of(*names)

    def _words_of(self, *names: str) -> set[int]:
        """The words of these lists' phrases."""
        return {i for name in names for i in self.lexicon.lists[name].places(self.texts)}

    def foreign(self) -> bool:
        """Whether a word of another skill's sentences stands outside the plant's names."""
        own = self._own() | {i for d in self.sentence.drivers if d.matches for i in range(d.start, d.end)}
        own |= self._dated() | self._parts_of_names() | self._words_of("list_verb")
        own |= self._named() if self.found.seu_beside else set()
        phrases = self.lexicon.lists["foreign"]
        return any(
            (length := phrases.match(self.texts, i)) and not own.issuperset(range(i, i + length))
            for i in range(len(self.texts))
        )

    def _own(self) -> set[int]:
        """The words of SEUs and energy sources."""
        seus = {i for m in self.sentence.seus for i in range(m.start, m.end)}
        return seus | {i for m in self.sources for i in range(m.start, m.end)}

    def _named(self) -> set[int]:
        """The words of SEUs and energy sources, and of a name that can only be one SEU's, said in part."""
        short = self.guess if self.found.seu_short else None
        return self._own() | (set(range(short[0].start, short[0].end)) if short is not None else set())

    def _ends_of_seus(self) -> Iterator[int]:
        """The words behind SEUs, their energy sources apart."""
        sources = {m.start: m.end for m in self.sources}
        ends = [seu.end for seu in self.sentence.seus]
        if self.guess is not None and self.found.seu_short:
            ends.append(self.guess[0].end)
        for end in ends:
            yield end
            if end in sources:
                yield sources[end]

    def _dated(self) -> set[int]:
        """The words of periods."""
        return {i for period in self.sentence.periods for i in range(period.start, period.end)}

    def _parts_of_names(self) -> set[int]:
        """Words that are a name in part, or stand side by side in one: "the pumping station", "volume pumped"."""
        pairs = self.sentence.index.names.pairs | self.sentence.index.features.pairs
        return {place for i, pair in enumerate(pairwise(self.texts)) if pair in pairs for place in (i, i + 1)}

    def _nouns(self, name: str) -> tuple[bool, bool]:
        """(said as such, said by a slip)."""
        phrases = self.lexicon.lists[name]
        said = slipped = False
        for i in range(len(self.texts)):
            if length := phrases.match(self.texts, i):
                by_slip = any(word.slipped for word in self.words[i : i + length])
                said, slipped = said or not by_slip, slipped or by_slip
        return said, slipped

    def _command(self) -> bool:
        """Whether a verb stands before a baseline with nothing but its names and articles between."""
        lists = self.lexicon.lists
        named = self._own() | self._dated()
        for i in range(len(self.texts)):
            length = max(lists[name].match(self.texts, i) for name in ("train_verb", "strong_train_verb"))
            j = i + length
            while length and j < len(self.texts):
                if lists["baseline"].match(self.texts, j) or lists["model"].match(self.texts, j):
                    return True
                between = max(lists[name].match(self.texts, j) for name in ("between_verb_and_baseline", "hesitation"))
                if j not in named and not between:
                    break
                j += between or 1
        return False

    def _plain(self) -> set[int]:
        """Words that say that something is there, or where: "do we track in this plant"."""
        return self._words_of("existence", "site_noun")

    def _says_words(self, start: int, end: int) -> bool:
        """Whether there is more than numbers and letters in a stretch of words."""
        return any(word.value is None and len(word.text) > 1 for word in self.words[start:end])

    def _evidence(self) -> Evidence:
        sentence = self.sentence
        baseline, slipped = self._nouns("baseline")
        guess = self.guess
        similar = sentence.index.guesser.shares_word
        short = guess is not None and guess[0].sure and not self.finder.several(guess[0])
        named = set(range(guess[0].start, guess[0].end)) if guess is not None and short else set()
        told = bool(self.sources) or baseline or slipped
        likeness = guess[0].likeness if guess is not None else 0.0
        return Evidence(
            seu=bool(sentence.seus),
            seu_short=short,
            seu_nearly=likeness >= CONVINCING or any(similar(sentence.said(run)) for run in sentence.leftovers),
            seu_beside=told and (bool(sentence.seus) or likeness >= CONVINCING_BESIDE),
            source=bool(self.sources),
            energy=self.finder.unknown_source() is not None,
            drivers=sum(bool(driver.matches) and not driver.doubtful for driver in sentence.drivers),
            period=any(p.period is not None or self._says_words(p.start, p.end) for p in sentence.periods),
            baseline=baseline or (slipped and bool(sentence.seus or self.sources)),
            slipped=slipped,
            model=any(self._nouns("model")),
            command=self._command(),
            strange=len({i for run in sentence.leftovers for i in range(*run)} - self._plain() - named),
        )
