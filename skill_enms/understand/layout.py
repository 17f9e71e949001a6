"""The steps of laying an utterance out: where names, energies, periods and lists of drivers stand in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import pairwise

from skill_enms.understand.drivers.features import SpokenDriver
from skill_enms.understand.drivers.regions import DriverRegions, announcements, feature_words, listed_after, span
from skill_enms.understand.names.energies import OWN, SHORTENED, SourceMention
from skill_enms.understand.names.index import SeuMention
from skill_enms.understand.names.marks import widened, with_marks_mended
from skill_enms.understand.periods.finding import Now, SpokenPeriod, find_periods, replaces, unclear_period
from skill_enms.understand.plant_index import PlantIndex
from skill_enms.understand.words.heard import Heard, Span
from skill_enms.understand.words.taken_back import unmeant

_MARKS = frozenset(",;:.")
"""Signs that set words apart."""
_LONGEST_NUMBERED = 5
"""Words of the longest feature that ends in a number."""


def positions(spans: Iterable[Span]) -> frozenset[int]:
    """The words of some stretches."""
    return frozenset(i for start, end in spans for i in range(start, end))


class Layout:
    """One utterance against one plant, step by step."""

    def __init__(self, heard: Heard, index: PlantIndex, now: Now) -> None:
        self.heard, self.index, self.lexicon = heard, index, index.lexicon
        self.words, self.texts = heard.words, heard.texts
        self.flags = {name: self._phrases(name) for name in ("automatic", "backfill", "change_point")}
        written = tuple(m for m in index.names.seus(self.words) if not self._is_typed(m))
        named_seus = with_marks_mended(heard, index.names, written)
        words_of_features = index.features.vocabulary
        self.seus = tuple(widened(each, self.words, index.names, named_seus, words_of_features) for each in named_seus)
        named = positions((m.start, m.end) for m in self.seus) | self._numbered_features()
        self.periods = find_periods(heard, named, self.lexicon, now)
        if not self.periods and (unclear := unclear_period(heard, named, self.lexicon)) is not None:
            self.periods = (unclear,)
        self.periods = tuple(self._without_a_feature(period) for period in self.periods)
        self.timed = positions((p.start, p.end) for p in self.periods)
        self.sources = self._energies()
        self.unmeant = self._unmeant(named)
        self.seus = tuple(m for m in self.seus if m.start not in self.unmeant)
        self.sources = tuple(m for m in self.sources if m.start not in self.unmeant)
        self.periods = tuple(p for p in self.periods if p.start not in self.unmeant)
        self.driving: frozenset[int] = frozenset()
        self.announced = False

    def _numbered_features(self) -> frozenset[int]:
        """The words of features with a number at the end of their name: "heating degree days 15" in 2025."""
        ends = [end for end in range(2, len(self.texts) + 1) if self.texts[end - 1][0].isdigit()]
        starts = ((start, end) for end in ends for start in range(max(0, end - _LONGEST_NUMBERED), end - 1))
        return positions(span for span in starts if self.index.features.begins_name(self.texts[span[0] : span[1]]))

    def _energies(self) -> tuple[SourceMention, ...]:
        """Names of energies outside periods, or in what is no period: "since the last oxygen baseline"."""
        named = self.index.names.sources(self.words)
        found = tuple(m for m in named if not (self._is_typed(m) or self._is_listed_by_its_unit(m)))
        unclear = positions((p.start, p.end) for p in self.periods if p.period is None)
        outside = tuple(m for m in found if m.start not in self.timed)
        return outside or tuple(m for m in found if m.start in unclear)

    @cached_property
    def announcing(self) -> dict[int, int]:
        """What calls a driver behind it one, first word → the word after it."""
        return announcements(self.index.features, self.texts)

    @cached_property
    def paired(self) -> frozenset[int]:
        """Words that stand side by side in a name too, one of them an ordinary one: "the train wash"."""
        pairs = self.index.names.pairs | self.index.features.pairs
        beside = (i for i, pair in enumerate(pairwise(self.texts)) if pair in pairs and min(map(len, pair)) > 1)
        return frozenset(place for i in beside for place in (i, i + 1))

    def _is_typed(self, mention: SeuMention | SourceMention) -> bool:
        """Whether a name is a part of a feature's as it is written: "wash_kg" of the wash."""
        after = self.words[mention.end].before if mention.end < len(self.words) else ""
        return "_" in (after, self.words[mention.start].before)

    def _is_listed_by_its_unit(self, mention: SourceMention) -> bool:
        """Whether a word for an energy is a driver's, since its unit stands before it: "against kilos of …"."""
        start = mention.start - 1
        if start > 0 and self.lexicon.calendar.match("of", self.texts, start):
            start -= 1
        counted = start >= 0 and self.texts[start : start + 1] in self.lexicon.units.said
        known = counted and self.index.features.match_whole(self.texts[start : mention.end])
        return bool(known) and listed_after(self.lexicon, self.texts, start)

    def _unmeant(self, named: frozenset[int]) -> frozenset[int]:
        """Words of names and periods that were taken back or set aside."""
        sources = [m for m in self.sources if named.isdisjoint(range(m.start, m.end))]
        spans = [[(m.start, m.end) for m in kind] for kind in (self.seus, sources, self.periods)]
        names, energies, periods = (unmeant(self.heard, self.lexicon, kind) for kind in spans)
        replaced = (
            each
            for each in periods
            if replaces(self.heard, self.lexicon, self.periods[each.kept], self.periods[each.dropped])
        )
        return positions(each.words for each in (*names, *energies, *replaced))

    def _without_a_feature(self, period: SpokenPeriod) -> SpokenPeriod:
        """A period without first words that end a feature's name, or are one: "moisture in" for 2024, "from covers"."""
        features, lead = self.index.features, self.lexicon.calendar.lead
        for start in range(period.start + 1, period.end):
            if self.texts[start - 1] not in lead:
                break
            names = (self.texts[first:start] for first in range(max(0, start - 5), start))
            own = features.is_own(self.texts[start - 1])
            if own and any(features.is_own(name[0]) and features.match_whole(name) for name in names):
                return replace(period, start=start, said=self.heard.said(start, period.end))
        return period

    def _phrases(self, name: str) -> list[Span]:
        """Where phrases of a list stand."""
        phrases, spans, i = self.lexicon.lists[name], [], 0
        while i < len(self.texts):
            length = phrases.match(self.texts, i)
            if length:
                spans.append((i, i + length))
            i += length or 1
        return spans

    def framing(self) -> frozenset[int]:
        """Words that say what is asked for, which no name goes across."""
        names = ("driver_marker", "region_end", "baseline", "model", "strong_train_verb", "driver_noun")
        return positions(span for name in names for span in self._phrases(name))

    def regions(self, *, everywhere: bool) -> tuple[list[list[int]], frozenset[int]]:
        """The driver lists, and the energy sources in them that are drivers; notes the words of whole features."""
        flagged = positions(found for spans in self.flags.values() for found in spans)
        whole = self._whole_features(flagged)
        self._yield_to_features(whole)
        kinds = positions((start, end) for start, end in self._phrases("seu_noun") if end - start > 1)
        inside = whole | kinds  # "significant energy uses" lists no drivers
        settled = (self.timed, flagged, self.seus, self.sources, inside, self.announcing)
        parts = DriverRegions(self.heard, self.lexicon, self.index.features, *settled)
        strong = parts.strong()
        self.announced = bool(strong)
        if everywhere:
            return strong, frozenset()
        weak, driving = parts.weak(positions((part[0], part[-1] + 1) for part in strong if part))
        return [*strong, *weak], driving

    def _whole_features(self, flagged: frozenset[int]) -> frozenset[int]:
        """The words of features that are named in full."""
        free = [i for i in range(len(self.texts)) if i not in self.timed | flagged]
        return frozenset(feature_words(self.index.features, self.texts, free))

    def _yield_to_features(self, whole: frozenset[int]) -> None:
        """Names that are but a part of a feature's ("oil temperature") are given up where they stand elsewhere too."""
        self.sources = tuple(m for m in self.sources if not self._drives_its_seu(m))
        seus = tuple(m for m in self.seus if not whole.issuperset(range(m.start, m.end)))
        kept = tuple(m for m in self.seus if not listed_after(self.lexicon, self.texts, m.start))
        sources = tuple(m for m in self.sources if not whole.issuperset(span(m)))
        self.seus = seus or kept if len(seus) < len(self.seus) else self.seus
        # a part of an energy source's name, or a word of three, names it less than the feature is named
        longer = {i for i in whole if {i - 1, i - 2} <= whole or {i - 1, i + 1} <= whole or {i + 1, i + 2} <= whole}
        self.sources = sources or tuple(m for m in self.sources if self._names_its_energy(m, longer))
        named = positions((m.start, m.end) for m in self.seus) | positions((m.start, m.end) for m in self.sources)
        self.driving = whole - named

    def _drives_its_seu(self, mention: SourceMention) -> bool:
        """Whether a word for an energy that the SEU doesn't use is, with what follows it, a driver of the one it does.

        It stands there with a unit, say: "dye house: … kg and fabric metres".
        """
        own = {self.index.features.source_of_seu[position] for m in self.seus for position, _ in m.seus}
        if not own or not own.isdisjoint(mention.sources):
            return False
        ends = range(mention.end + 1, min(mention.end + _LONGEST_NUMBERED, len(self.texts) + 1))
        return any(
            _MARKS.isdisjoint(self.words[end - 1].before)
            and not own.isdisjoint(self.index.features.match_whole(self.texts[mention.start : end]))
            for end in ends
        )

    def _names_its_energy(self, mention: SourceMention, longer: set[int]) -> bool:
        """Whether a word for an energy that is a feature's too names the energy: its own name, or one beside the SEU.

        `longer`: the words of features of three words.
        """
        if mention.strength != SHORTENED:
            return mention.strength == OWN
        return (not self.seus or self.touches_seu(mention)) and not longer.issuperset(span(mention))

    def joins(self, i: int) -> bool:
        """Whether a word like "on", "by" or "and" stands right before i."""
        weak = self.lexicon.lists["driver_marker_weak"].phrases
        return any(self.texts[i - n : i] in weak for n in (1, 2) if n <= i)

    def sets_apart(self, start: int, end: int) -> bool:
        """Whether commas set words apart in what speaks of a baseline: "the press baseline, output, 2025"."""
        nouns = (self.lexicon.lists[name] for name in ("baseline", "model"))
        marks = (self.words[i].before if i < len(self.words) else "." for i in (start, end))
        return any(noun.places(self.texts) for noun in nouns) and all(_MARKS & set(mark) for mark in marks)

    def is_trained(self, i: int) -> bool:
        """Whether words at i come right after a verb that is said of models, articles apart: "train the mixer"."""
        while i and (self.texts[i - 1],) in self.lexicon.lists["article"]:
            i -= 1
        return i > 0 and (self.texts[i - 1],) in self.lexicon.lists["plain_train_verb"]

    def is_listed(self, i: int) -> bool:
        """Whether words at i come right after "using", "on" or "and", articles apart."""
        return listed_after(self.lexicon, self.texts, i)

    def touches_seu(self, mention: SourceMention) -> bool:
        """Whether only words like "the" and "of" stand between an energy source and an SEU."""
        between = self.lexicon.lists["skip_between"]
        for seu in self.seus:
            start, end = (mention.end, seu.start) if mention.end <= seu.start else (seu.end, mention.start)
            if start <= end and all((self.texts[i],) in between for i in range(start, end)):
                return True
        return False

    def listed_energies(
        self, sources: tuple[SourceMention, ...], drivers: Sequence[SpokenDriver]
    ) -> tuple[SourceMention, ...]:
        """Energies that stand among drivers, where another one is that of the SEU."""
        known = [m for m in sources if self.index.features.match_whole(self.texts[m.start : m.end])]
        joined = [m for m in known if any(self._joined(m, driver) for driver in drivers)]
        positions_named = {position for m in self.seus for position, _ in m.seus}
        sources_of_seus = {self.index.catalogue.seus[position].energy_source for position in positions_named}
        own = [m for m in sources if self.touches_seu(m) or not sources_of_seus.isdisjoint(m.sources)]
        own = [m for m in own if m not in joined] or own
        return tuple(m for m in joined if own and all(m.sources != each.sources for each in own))

    def _joined(self, mention: SourceMention, driver: SpokenDriver) -> bool:
        """Whether an energy stands right beside a driver, a comma or a word like "and" apart."""
        start, end = (mention.end, driver.start) if mention.end <= driver.start else (driver.end, mention.start)
        while start < end and (self.texts[end - 1],) in self.lexicon.lists["article"]:
            end -= 1
        separators = self.lexicon.lists["driver_separator"]
        while start < end and separators.match(self.texts, start) != end - start:
            if not self.index.features.skippable(self.texts[start]):
                return False
            start += 1  # "degree days as well as"
        return start <= end

    def split_sources(self, region: frozenset[int]) -> tuple[SourceMention, ...]:
        """The energy sources that aren't drivers: those outside driver lists, else one beside an SEU's name."""
        outside = tuple(m for m in self.sources if m.start not in region)
        return outside or tuple(m for m in self.sources if m.start in region and self.touches_seu(m))[-1:]
