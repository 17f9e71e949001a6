"""Where an utterance lists drivers: after "using" and "with", and after "on" or "against" where drivers follow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from skill_enms.understand.drivers.cutting import cut
from skill_enms.understand.drivers.features import FeatureIndex
from skill_enms.understand.names.energies import SourceMention
from skill_enms.understand.names.index import SeuMention
from skill_enms.understand.words.heard import Heard
from skill_enms.understand.words.lexicon import Lexicon

_LEADS = ("article", "train_verb", "strong_train_verb")
"""What leads to a baseline after a list of drivers."""

_ABBREVIATED = 2
"""Letters from which on a word before a full stop isn't a letter that is spelled."""
_LONGEST_FIRST = 4
"""Words that are looked at for a driver where a sentence begins."""

_BEFORE_A_KIND = ("article", "driver_separator", "region_end", "driver_marker", "driver_lead")
"""Lists of words before a noun that says driver which don't say of what kind it is."""

LONGEST_UNKNOWN = 4
"""Words after "on" that may be a driver nobody knows; more are something else."""


@dataclass(frozen=True, slots=True)
class DriverRegions:
    """Finds the driver lists of one utterance."""

    heard: Heard
    """Its words."""
    lexicon: Lexicon
    """The language."""
    features: FeatureIndex
    """The plant's features."""
    timed: frozenset[int]
    """Words of periods."""
    flagged: frozenset[int]
    """Words that are settled otherwise ("pick the best yourself")."""
    seus: tuple[SeuMention, ...]
    """Names of SEUs."""
    sources: tuple[SourceMention, ...]
    """Names of energy sources."""
    inside: frozenset[int]
    """Words inside the name of a feature or of a kind of thing, none of which leads to drivers: "racks in use"."""
    announced: Mapping[int, int]
    """First word → the word after it, of what says of the driver behind it that it is one: "the weather driver is"."""

    def _marked(self, i: int) -> int:
        """Number of words at i that say that drivers follow."""
        return self.lexicon.lists["driver_marker"].match(self.heard.texts, i) or self.announced.get(i, i) - i

    def strong(self) -> list[list[int]]:
        """Positions of the words after each "using", up to where something else begins."""
        found: list[list[int]] = []
        i = 0
        texts = self.heard.texts
        while i < len(texts):
            length = 0 if i in self.flagged | self.timed | self.inside else self._marked(i)
            if not length:
                i += 1
                continue
            i += length
            region: list[int] = []
            while i < len(texts):
                if i in self.timed or i in self.flagged:
                    i += 1
                    continue
                if self._ends(i) or (region and self._begins_a_sentence(i)):
                    break
                length = 0 if i in self.inside else self._marked(i)
                region.extend(range(i, i) if length else (i,))
                i += length or 1
            found.append(self._trimmed(region))
        return found

    def weak(self, strong: frozenset[int]) -> tuple[list[list[int]], frozenset[int]]:
        """The lists after words like "on", and the positions in them of energy sources that are drivers there."""
        joins, texts = self.lexicon.lists["driver_lead"], self.heard.texts
        named = {i for m in self.seus for i in range(m.start, m.end)}
        regions: list[list[int]] = []
        driving: set[int] = set()
        taken = -1
        for start in range(len(texts)):
            barred = start in named | self.timed | strong | self.inside or start < taken
            length = 0 if barred else joins.match(texts, start)
            if not length:
                continue
            region = self._following(start + length, named | strong)
            energies = {i for m in self.sources if m.start in region for i in range(m.start, m.end)}
            drive = {i for m in self.sources if m.start in region and self._drives(m, region) for i in span(m)}
            region = self._trimmed([i for i in region if i not in energies or i in drive])
            if region and (drive or self._named(region) or self._is_unknown(region, start)):
                regions.append(region)
                driving |= drive
                taken = region[-1] + 1
        return regions, frozenset(driving)

    def _following(self, i: int, taken: frozenset[int] | set[int]) -> list[int]:
        """The words from i on, up to where something else begins."""
        region: list[int] = []
        lists, texts = self.lexicon.lists, self.heard.texts
        while i < len(texts) and not (i in taken or i in self.timed or i in self.flagged or self._ends(i)):
            marked = lists["driver_marker"].match(texts, i) or lists["driver_lead"].match(texts, i)
            if marked and i not in self.inside:
                break
            region.append(i)
            i += 1
        return region

    def _named(self, region: Sequence[int]) -> bool:
        """Whether a driver is named in full among words, or they are nothing but parts of a driver's name."""
        said = tuple(self.heard.texts[i] for i in region)
        if any(piece[2] for piece in cut(self.features, said, whole=True)):
            return True
        return len(said) > 1 and self.features.key(said) <= self.features.vocabulary and bool(self.features.match(said))

    def _drives(self, mention: SourceMention, region: Sequence[int]) -> bool:
        """Whether an energy source is a driver here: the SEU's own is another one."""
        said = self.heard.texts[mention.start : mention.end]
        known = self.features.match_whole(said)
        if any(m.start not in region and m.sources != mention.sources for m in self.sources):
            return bool(known)
        positions = {position for m in self.seus for position, _ in m.seus}
        own = {self.features.source_of_seu[position] for position in positions}
        return bool(own) and own.isdisjoint(mention.sources) and not own.isdisjoint(known)

    def _is_unknown(self, region: Sequence[int], start: int) -> bool:
        """Whether what follows can only be a driver that nobody knows: "boiler 1 on operator mood"."""
        texts, lists = self.heard.texts, self.lexicon.lists
        beside = any(m.end == start for m in self.seus)
        beside = beside or (bool(self.seus) and any((texts[start - 1],) in lists[n] for n in ("baseline", "model")))
        named = self._counted(region)
        strange = [i for i in named if not self.features.skippable(texts[i])]
        return beside and 0 < len(strange) == len(named) <= LONGEST_UNKNOWN

    def _counted(self, region: Sequence[int]) -> Sequence[int]:
        """What is counted, where it begins with words that say so: "cars" of "the number of cars"; else all of it."""
        texts, lists = self.heard.texts, self.lexicon.lists
        first = next((n for n, i in enumerate(region) if texts[i] in self.lexicon.features.counting), None)
        if first is None or not all((texts[i],) in lists["article"] for i in region[:first]):
            return region
        behind = region[first + 1 :]
        return behind[1:] if behind and (texts[behind[0]],) in lists["name_lead"] else behind

    def _ends(self, i: int) -> bool:
        lists = self.lexicon.lists
        ends = any(lists[name].match(self.heard.texts, i) for name in ("region_end", "baseline", "model"))
        return ends and i not in self.inside

    def _begins_a_sentence(self, i: int) -> bool:
        """Whether another sentence begins at i, and with no driver: "with A. We changed …"; "A. B." lists two."""
        before = self.heard.words[i].before
        if not ("?" in before or "!" in before or ". " in before) or len(self.heard.texts[i - 1]) < _ABBREVIATED:
            return False
        begun = (self.heard.texts[i : i + length] for length in range(1, _LONGEST_FIRST + 1))
        return not any(self.features.match(said) for said in begun)

    def _trimmed(self, region: list[int]) -> list[int]:
        """Without the verbs and articles at its end that lead to a baseline ("using X train a …")."""
        lists, texts = self.lexicon.lists, self.heard.texts
        ended = region and region[-1] + 1 < len(texts) and self._ends(region[-1] + 1)
        if not ended or lists["region_end"].match(texts, region[-1] + 1):
            return region
        region = self._without_its_energy(region)
        while region and self._frames(region[-1]):
            region.pop()
        return region

    def _frames(self, i: int) -> bool:
        """Whether a word names no driver, but leads to a baseline or is an ordinary one."""
        return i not in self.inside and any(
            (self.heard.texts[i],) in self.lexicon.lists[n] for n in ("filler", *_LEADS)
        )

    def _without_its_energy(self, region: list[int]) -> list[int]:
        """Without the energy source of the baseline behind it, which a verb or an article leads to."""
        last = next((m for m in self.sources if region and m.end == region[-1] + 1), None)
        if last is None or last.start - 1 not in region:
            return region
        led = any((self.heard.texts[last.start - 1],) in self.lexicon.lists[name] for name in _LEADS)
        return [i for i in region if i < last.start] if led else region


def span(mention: SourceMention) -> range:
    """The words of a mention."""
    return range(mention.start, mention.end)


def feature_words(features: FeatureIndex, texts: tuple[str, ...], free: Sequence[int], longest: int = 5) -> set[int]:
    """Words that together are a feature's name, though some of them are ordinary ones: "fabric meters"."""
    allowed = set(free)
    found: set[int] = set()
    for start in free:
        for end in range(start + 2, min(start + longest, len(texts)) + 1):
            if end - 1 not in allowed:
                break
            said = texts[start:end]
            # "feed water temperature", where the name has "feedwater"
            led = features.is_own(said[0]) or features.is_own(said[0] + said[1]) or features.begins_name(said)
            led = led or (len(said[0]) > 1 and said[:1] in features.lexicon.units.said)  # "the kilos of wash"
            if not led:
                continue
            names = {name for matched in features.match_whole(said).values() for name in matched}
            if names and (features.is_own(said[-1]) or any(said[-1:] == features.words_of(n)[-1:] for n in names)):
                found.update(range(start, end))
    return found


def announcements(features: FeatureIndex, texts: tuple[str, ...]) -> dict[int, int]:
    """What calls a driver behind it one, first word → the word after: "the weather driver is", "main variable being".

    Another driver "is late", and a question is not of it.
    """
    lists, found = features.lexicon.lists, {}
    for noun in range(len(texts)):
        end = noun + lists["driver_noun"].match(texts, noun)
        linked = end + lists["is"].match(texts, end) if end > noun else end
        if linked == end or not any(features.match(texts[linked : linked + n]) for n in range(1, _LONGEST_FIRST + 1)):
            continue
        start = noun - 1 if noun and not any((texts[noun - 1],) in lists[name] for name in _BEFORE_A_KIND) else noun
        if start == noun or not lists["asking"].match(texts, start):
            found[start] = linked
    return found


def listed_after(lexicon: Lexicon, texts: tuple[str, ...], i: int) -> bool:
    """Whether words at i come right after "using", "on" or "and", articles apart."""
    while i and lexicon.has("article", (texts[i - 1],)):
        i -= 1
    names = ("driver_marker", "driver_lead", "driver_separator")
    return any(texts[i - n : i] in lexicon.lists[name] for name in names for n in (1, 2, 3) if n <= i)
