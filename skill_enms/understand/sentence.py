"""An utterance laid out: which words name an SEU, an energy source, a period or drivers, and which are left over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from skill_enms.understand.driver_lists import spoken_drivers, without_units
from skill_enms.understand.driver_regions import DriverRegions, feature_words, listed_after, span
from skill_enms.understand.drivers import SpokenDriver
from skill_enms.understand.heard import Heard, hear
from skill_enms.understand.marks import with_marks
from skill_enms.understand.names import OWN, PART, SeuMention, SourceMention
from skill_enms.understand.periods import Now, SpokenPeriod, evident_period, find_periods, replaces, unclear_period
from skill_enms.understand.plant_index import PlantIndex
from skill_enms.understand.taken_back import unmeant, with_marks_mended

_TALK = (
    "driver_separator",
    "everything",
    "yes",
    "no",
    "addition",
    "removal",
    "correction",
    "follow_lead",
    "replacement",
    "courtesy",
)
"""Lists whose words name nothing of the plant."""

Span = tuple[int, int]
"""First word and the word after the last one."""


def _positions(spans: Iterable[Span]) -> frozenset[int]:
    return frozenset(i for start, end in spans for i in range(start, end))


@dataclass(frozen=True, slots=True)
class Sentence:
    """One utterance against one plant."""

    heard: Heard
    """Its words."""
    index: PlantIndex
    """The plant."""
    seus: tuple[SeuMention, ...]
    """Names of SEUs."""
    sources: tuple[SourceMention, ...]
    """Names of energy sources that aren't drivers."""
    periods: tuple[SpokenPeriod, ...]
    """Periods."""
    drivers: tuple[SpokenDriver, ...]
    """Drivers, known and unknown."""
    choose: bool
    """Whether the choice of drivers is left to us."""
    include_backfill: bool
    """Whether backfilled readings may train too."""
    change_points: bool
    """Whether models that bend at a value of their driver are wanted."""
    leftovers: tuple[Span, ...]
    """Stretches of words that none of this explains, in order."""
    free: frozenset[int]
    """Words that may be part of a misheard name: what is left over, and ordinary words around it."""

    def said(self, span: Span) -> str:
        """A stretch of words as the utterance has it."""
        return self.heard.said(*span)


class _Layout:
    """The steps of laying an utterance out, in their order."""

    def __init__(self, heard: Heard, index: PlantIndex, now: Now) -> None:
        self.heard, self.index, self.lexicon = heard, index, index.lexicon
        self.words, self.texts = heard.words, heard.texts
        self.flags = {name: self._phrases(name) for name in ("automatic", "backfill", "change_point")}
        self.seus = with_marks_mended(heard, index.names, index.names.seus(self.words))
        named = _positions((m.start, m.end) for m in self.seus)
        self.periods = find_periods(heard, named, self.lexicon, now)
        if not self.periods and (unclear := unclear_period(heard, named, self.lexicon)) is not None:
            self.periods = (unclear,)
        self.periods = tuple(self._without_a_feature(period) for period in self.periods)
        self.timed = _positions((p.start, p.end) for p in self.periods)
        self.sources = self._energies()
        self.unmeant = self._unmeant(named)
        self.seus = tuple(m for m in self.seus if m.start not in self.unmeant)
        self.sources = tuple(m for m in self.sources if m.start not in self.unmeant)
        self.periods = tuple(p for p in self.periods if p.start not in self.unmeant)
        self.driving: frozenset[int] = frozenset()
        self.announced = False

    def _energies(self) -> tuple[SourceMention, ...]:
        """Names of energies outside periods, or in what is no period: "since the last oxygen baseline"."""
        found = self.index.names.sources(self.words)
        unclear = _positions((p.start, p.end) for p in self.periods if p.period is None)
        outside = tuple(m for m in found if m.start not in self.timed)
        return outside or tuple(m for m in found if m.start in unclear)

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
        return _positions(each.words for each in (*names, *energies, *replaced))

    def _without_a_feature(self, period: SpokenPeriod) -> SpokenPeriod:
        """A period without a first word that ends a feature's name: "moisture in" for 2024."""
        start, features = period.start + 1, self.index.features
        if start < period.end and features.is_own(self.texts[start - 1]):
            for first in range(max(0, start - 5), start - 1):
                if features.match_whole(self.texts[first:start]) and features.is_own(self.texts[first]):
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
        return _positions(span for name in names for span in self._phrases(name))

    def regions(self, *, everywhere: bool) -> tuple[list[list[int]], frozenset[int]]:
        """The driver lists, and the energy sources in them that are drivers; notes the words of whole features."""
        flagged = _positions(found for spans in self.flags.values() for found in spans)
        self._yield_to_features(flagged)
        parts = DriverRegions(
            self.heard, self.lexicon, self.index.features, self.timed, flagged, self.seus, self.sources
        )
        strong = parts.strong()
        self.announced = bool(strong)
        if everywhere:
            return strong, frozenset()
        weak, driving = parts.weak(_positions((part[0], part[-1] + 1) for part in strong if part))
        return [*strong, *weak], driving

    def _yield_to_features(self, flagged: frozenset[int]) -> None:
        """Names that are but a part of a feature's ("oil temperature") are given up where they stand elsewhere too."""
        free = [i for i in range(len(self.texts)) if i not in self.timed | flagged]
        whole = feature_words(self.index.features, self.texts, free)
        seus = tuple(m for m in self.seus if not whole.issuperset(range(m.start, m.end)))
        kept = tuple(m for m in self.seus if not listed_after(self.lexicon, self.texts, m.start))
        sources = tuple(m for m in self.sources if not whole.issuperset(span(m)))
        self.seus = seus or kept if len(seus) < len(self.seus) else self.seus
        # a part of an energy source's name, or a word of three, names it less than the feature is named
        longer = {i for i in whole if {i - 1, i - 2} <= whole or {i - 1, i + 1} <= whole or {i + 1, i + 2} <= whole}
        self.sources = sources or tuple(
            m for m in self.sources if m.strength > PART and not (m.strength < OWN and longer.issuperset(span(m)))
        )
        named = _positions((m.start, m.end) for m in self.seus) | _positions((m.start, m.end) for m in self.sources)
        self.driving = frozenset(whole - named)

    def joins(self, i: int) -> bool:
        """Whether a word like "on", "by" or "and" stands right before i."""
        weak = self.lexicon.lists["driver_marker_weak"].phrases
        return any(self.texts[i - n : i] in weak for n in (1, 2) if n <= i)

    def _touches_seu(self, mention: SourceMention) -> bool:
        """Whether only words like "the" and "of" stand between an energy source and an SEU."""
        between = self.lexicon.lists["skip_between"]
        for seu in self.seus:
            start, end = (mention.end, seu.start) if mention.end <= seu.start else (seu.end, mention.start)
            if start <= end and all((self.texts[i],) in between for i in range(start, end)):
                return True
        return False

    def split_sources(self, region: frozenset[int]) -> tuple[SourceMention, ...]:
        """The energy sources that aren't drivers: those outside driver lists, else one beside an SEU's name."""
        outside = tuple(m for m in self.sources if m.start not in region)
        return outside or tuple(m for m in self.sources if m.start in region and self._touches_seu(m))[-1:]


def _is_name(layout: _Layout, i: int) -> bool:
    """Whether an ordinary word is one of a name here: a number follows, and a name of the plant has the word."""
    follows = i + 1 < len(layout.words) and layout.words[i + 1].value is not None and i + 1 not in layout.timed
    return follows and layout.texts[i] in layout.index.guesser.vocabulary


def _known_runs(layout: _Layout, taken: frozenset[int], cues: str) -> list[Span]:
    """Stretches of words outside `taken` that are no words of the language's frame, nor cues of an intent."""
    lists, texts, words = layout.lexicon.lists, layout.texts, layout.words
    frame = (
        "filler",
        "baseline",
        "model",
        "strong_train_verb",
        "train_verb",
        "seu_noun",
        "source_noun",
        "driver_noun",
        "driver_marker",
    )
    framed = {place for name in (*frame, *_TALK) for place in lists[name].places(texts)}
    if cues in layout.lexicon.cues:
        framed |= layout.lexicon.cues[cues].places(texts)
    framed -= layout.driving
    runs: list[Span] = []
    for i, word in enumerate(words):
        if i in taken:
            continue
        extends = bool(runs) and runs[-1][1] == i and not any(c in word.before for c in ",;")
        mark = word.value is not None or len(word.text) == 1
        if i in framed and not (extends and mark) and not _is_name(layout, i):
            continue
        if extends:
            runs[-1] = (runs[-1][0], i + 1)
        else:
            runs.append((i, i + 1))
    return runs


def _between_drivers(layout: _Layout, run: Span, drivers: tuple[SpokenDriver, ...], joints: tuple[str, ...]) -> bool:
    """Whether a stretch of unknown words is joined to a driver by a comma, "and", "versus", …"""
    lists, texts = layout.lexicon.lists, layout.texts
    for driver in drivers:
        start, end = (driver.end, run[0]) if driver.end <= run[0] else (run[1], driver.start)
        joint = max(lists[name].match(texts, start) for name in joints)
        comma = start == end and "," in layout.words[start].before
        if comma or (joint and start < end and all((texts[i],) in lists["filler"] for i in range(start + joint, end))):
            return True
    return False


def _without(run: Span, periods: tuple[SpokenPeriod, ...]) -> list[Span]:
    """A stretch of words without those of the periods."""
    for period in periods:
        if period.start < run[1] and run[0] < period.end:
            parts = (run[0], period.start), (period.end, run[1])
            return [part for part in parts if part[0] < part[1]]
    return [run]


def lay_out(  # noqa: PLR0913 - each is a thing of its own
    utterance: str, index: PlantIndex, now: Now, *, drivers: bool = True, everywhere: bool = False, cues: str = ""
) -> Sentence:
    """Lay an utterance out; `drivers` is False for questions that name none, `everywhere` for comparisons of them.

    `cues`: the intent, where it is known, whose phrases then explain themselves.
    """
    heard = with_marks(hear(utterance, index.lexicon), index.names)
    layout = _Layout(heard, index, now)
    regions, driving = layout.regions(everywhere=everywhere) if drivers else ([], frozenset[int]())
    region = frozenset(i for part in regions for i in part)
    sources = tuple(m for m in layout.split_sources(region - driving) if m.start not in driving)
    seus = layout.seus
    named = _positions([*((m.start, m.end) for m in seus), *((m.start, m.end) for m in sources)])
    flagged = _positions(span for spans in layout.flags.values() for span in spans)
    listed = [i for part in regions for i in part if i not in named | layout.unmeant]
    spoken = spoken_drivers(index.features, heard, listed, strict=True)
    taken = named | layout.timed | flagged | layout.unmeant | frozenset(listed)
    runs = _known_runs(layout, taken, cues)
    if drivers:
        more, runs = _unlisted(
            index, heard, runs, layout if spoken and layout.announced and not everywhere else None, seus
        )
        spoken = tuple(sorted((*spoken, *more), key=lambda driver: driver.start))
    if drivers and spoken:
        joints = ("driver_separator", "set_separator") if everywhere else ("driver_separator",)
        strange = [run for run in runs if _between_drivers(layout, run, spoken, joints)]
        further = [d for run in strange for d in spoken_drivers(index.features, heard, range(*run), strict=True)]
        spoken = tuple(sorted((*spoken, *further), key=lambda driver: driver.start))
        runs = [run for run in runs if run not in strange]
    periods = layout.periods
    if not periods:
        known = named | flagged | _positions((d.start, d.end) for d in spoken)
        evident = evident_period(heard, known, index.lexicon)
        periods = (evident,) if evident is not None else ()
        runs = [part for run in runs for part in _without(run, periods)]
    spoken, dates = _without_dates(layout, spoken, periods)
    periods = (*periods, *dates)
    choose = drivers and bool(layout.flags["automatic"]) and not any(driver.matches for driver in spoken)
    fixed = taken | _positions((d.start, d.end) for d in spoken) | _positions((p.start, p.end) for p in periods)
    return Sentence(
        heard=heard,
        index=index,
        seus=seus,
        sources=sources,
        periods=periods,
        drivers=() if choose else spoken,
        choose=choose,
        include_backfill=bool(layout.flags["backfill"]),
        change_points=bool(layout.flags["change_point"]),
        leftovers=tuple(runs),
        free=frozenset(range(len(heard.words))) - fixed - layout.framing(),
    )


def _without_dates(
    layout: _Layout, spoken: tuple[SpokenDriver, ...], periods: tuple[SpokenPeriod, ...]
) -> tuple[tuple[SpokenDriver, ...], tuple[SpokenPeriod, ...]]:
    """Drivers without the numbers and letters among them that no feature has: remains of a date, to be asked about."""
    words, calendar, numbers = layout.words, layout.lexicon.calendar, layout.lexicon.numbers
    starts = {period.start for period in periods}
    kept: list[SpokenDriver] = []
    dates: list[SpokenPeriod] = []
    for driver in spoken:
        said = words[driver.start : driver.end]
        counted = [word for word in said if word.value is not None or len(word.text) == 1]
        joins = [w for w in said if (w.text,) in calendar.phrases["to"] or w.text in numbers.slips]
        rest = [word for word in said if word not in counted and word not in joins]
        hinted = any(calendar.match("hints", layout.texts, i) for i in range(driver.start, driver.end))
        if hinted and not driver.matches:
            dates.append(SpokenPeriod(driver.said, driver.start, driver.end, None))
        elif driver.matches or rest or not counted:
            kept.append(driver)
        elif not (driver.end in starts and len(said) == 1 and said[0].text in numbers.glued):
            dates.append(SpokenPeriod(driver.said, driver.start, driver.end, None))
    return tuple(kept), tuple(dates)


def _unlisted(
    index: PlantIndex, heard: Heard, runs: list[Span], layout: _Layout | None, seus: tuple[SeuMention, ...]
) -> tuple[tuple[SpokenDriver, ...], list[Span]]:
    """Drivers that were named without a word that announces them, and the runs that they leave.

    With a layout: beside a list of drivers, where words that say more than a driver need one like "on" before them.
    """
    drivers: list[SpokenDriver] = []
    left: list[Span] = []
    for start, end in runs:
        said = without_units(index.features, heard, range(start, end))
        cut = index.features.split(tuple(heard.texts[i] for i in said), whole=True)
        first = next((piece[0] for piece in cut if piece[2]), end - start)
        tail = all(piece[2] for piece in cut if piece[0] >= first)
        beside = layout is None or layout.joins(start) or not first
        if first == end - start or not tail or not beside:
            left.append((start, end))
            continue
        # words between a machine and a driver that nothing explains may be a driver too
        apart = bool(seus) and first and all(m.end != start and m.start != start + first for m in seus)
        begin = start if apart else start + first
        drivers.extend(spoken_drivers(index.features, heard, range(begin, end), strict=bool(apart)))
        if first and not apart:
            left.append((start, start + first))
    return tuple(drivers), left
