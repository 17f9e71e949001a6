"""An utterance laid out: which words name an SEU, an energy source, a period or drivers, and which are left over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from skill_enms.understand.drivers.cutting import Cut, cut
from skill_enms.understand.drivers.features import SpokenDriver
from skill_enms.understand.drivers.lists import spoken_drivers, without_units
from skill_enms.understand.half_heard import with_doubt
from skill_enms.understand.layout import Layout, positions
from skill_enms.understand.names.energies import SourceMention
from skill_enms.understand.names.index import SeuMention
from skill_enms.understand.names.marks import with_marks
from skill_enms.understand.periods.finding import Now, SpokenPeriod, evident_period
from skill_enms.understand.plant_index import PlantIndex
from skill_enms.understand.unexplained import (
    between_drivers,
    names_an_seu,
    ordinary_beside,
    stands_first,
    unexplained_runs,
    without,
)
from skill_enms.understand.words.heard import Heard, Span, hear
from skill_enms.understand.words.phrases import Phrase

Drivers = tuple[SpokenDriver, ...]
"""Spoken drivers, in their order."""


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


def lay_out(  # noqa: PLR0913 - each is a thing of its own
    utterance: str, index: PlantIndex, now: Now, *, drivers: bool = True, everywhere: bool = False, cues: str = ""
) -> Sentence:
    """Lay an utterance out; `drivers` is False for questions that name none, `everywhere` for comparisons of them.

    `cues`: the intent, where it is known, whose phrases then explain themselves.
    """
    heard = index.lexicon.typos.mended(hear(utterance, index.lexicon), index.has_word)
    heard = with_marks(heard, index.names)
    layout = Layout(heard, index, now)
    regions, driving = layout.regions(everywhere=everywhere) if drivers else ([], frozenset[int]())
    region = frozenset(i for part in regions for i in part)
    sources = tuple(m for m in layout.split_sources(region - driving) if m.start not in driving)
    seus = layout.seus
    named = positions([*((m.start, m.end) for m in seus), *((m.start, m.end) for m in sources)])
    flagged = positions(span for spans in layout.flags.values() for span in spans)
    listed = [i for part in regions for i in part if i not in named | layout.unmeant]
    taken = named | layout.timed | flagged | layout.unmeant | frozenset(listed)
    runs = unexplained_runs(layout, taken, cues)
    sources, runs = _without_parts_of_drivers(layout, sources, runs)
    sources, runs = _with_a_sound(layout, sources, runs, taken)
    spoken = spoken_drivers(index.features, heard, listed, strict=True)
    spoken, runs = _without_names(layout, spoken, runs)
    if drivers:
        spoken, runs = _unlisted(layout, spoken, runs, everywhere=everywhere)
        energies = layout.listed_energies(sources, spoken)
        sources = tuple(m for m in sources if m not in energies)
        spoken = _with(layout, spoken, [i for m in energies for i in range(m.start, m.end)])
        spoken, runs = _joined(layout, spoken, runs, everywhere=everywhere)
        spoken = _with_ordinary(layout, spoken, taken | positions(runs))
    periods = layout.periods
    if not periods:
        known = named | flagged | positions((d.start, d.end) for d in spoken)
        evident = evident_period(heard, known, index.lexicon)
        periods = (evident,) if evident is not None else ()
        runs = [part for run in runs for part in without(run, periods)]
    spoken, dates = _without_dates(layout, spoken, periods)
    periods = (*periods, *dates)
    choose = drivers and bool(layout.flags["automatic"]) and not any(driver.matches for driver in spoken)
    driving_words = positions((d.start, d.end) for d in spoken)
    periods = tuple(with_doubt(layout, period, named | flagged | driving_words) for period in periods)
    runs = [part for run in runs for part in without(run, periods)]
    fixed = taken | driving_words | positions((p.start, p.end) for p in periods)
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


def _without_parts_of_drivers(
    layout: Layout, sources: tuple[SourceMention, ...], runs: list[Span]
) -> tuple[tuple[SourceMention, ...], list[Span]]:
    """Energies without those in a list right before an unknown word, which that is then: "with A and gas hardness"."""
    starts = {run[0]: run[1] for run in runs}
    parts = [m for m in sources if m.end in starts and not layout.touches_seu(m) and layout.is_listed(m.start)]
    for part in parts:
        runs = [(part.start, run[1]) if run[0] == part.end else run for run in runs]
    return tuple(m for m in sources if m not in parts), runs


def _with_a_sound(
    layout: Layout, sources: tuple[SourceMention, ...], runs: list[Span], taken: frozenset[int]
) -> tuple[tuple[SourceMention, ...], list[Span]]:
    """Energies with the one that unknown words sound like, where none is named: "the natural guess baseline"."""
    if sources or not runs:
        return sources, runs
    free = frozenset(range(len(layout.words))) - taken - layout.framing()
    found = layout.index.names.energies.sounding(layout.texts, free, sorted(positions(runs)))
    if found is None:
        return sources, runs
    if _names_something_else(layout, (found.start, found.end), runs):
        return sources, runs
    own = layout.index.features.own_words[found.sources[0]]
    others = (word for word in layout.texts[found.start : found.end] if word not in own)
    if any(map(layout.index.has_word, others)):
        return sources, runs
    left = [part for start, end in runs for part in ((start, min(end, found.start)), (max(start, found.end), end))]
    return (found,), [(start, end) for start, end in left if start < end]


def _names_something_else(layout: Layout, said: Span, runs: list[Span]) -> bool:
    """Whether words that sound like an energy are spelt as a name, or a driver: "compresor room", "oil tonnes"."""
    if layout.index.features.match_whole(layout.texts[slice(*said)]):
        return True
    around = [run for run in runs if run[0] < said[1] and said[0] < run[1]] if not layout.seus else []
    spelt = [layout.index.guesser.alike(layout.words, run[0], max(run[1], said[1])) for run in around]
    return any(guess is not None and guess.sure and guess.start < said[1] and said[0] < guess.end for guess in spelt)


def _without_names(layout: Layout, spoken: Drivers, runs: list[Span]) -> tuple[Drivers, list[Span]]:
    """Drivers without those that nobody knows and that are an SEU's name in part: "a baseline on the big pump"."""
    energies = positions((m.start, m.end) for m in layout.sources)
    strange = [(d.start, d.end) for d in spoken if not d.matches and energies.isdisjoint(range(d.start, d.end))]
    names = [run for run in strange if names_an_seu(layout, run) or _leads_on_to(layout, run, spoken)]
    kept = tuple(driver for driver in spoken if (driver.start, driver.end) not in names)
    return kept, sorted((*runs, *names))


def _leads_on_to(layout: Layout, run: Span, drivers: Drivers) -> bool:
    """Whether unknown words stand where an SEU does, before the drivers: "build baseline, layer one, output, 2025"."""
    behind = any(driver.matches and run[0] < driver.start for driver in drivers)
    return behind and not layout.seus and stands_first(layout, run[0])


def _without_dates(
    layout: Layout, spoken: Drivers, periods: tuple[SpokenPeriod, ...]
) -> tuple[Drivers, tuple[SpokenPeriod, ...]]:
    """Drivers without the numbers and letters among them that no feature has: remains of a date, to be asked about."""
    words, calendar, numbers = layout.words, layout.lexicon.calendar, layout.lexicon.numbers
    starts = {period.start for period in periods}
    kept: list[SpokenDriver] = []
    dates: list[SpokenPeriod] = []
    for driver in spoken:
        said = words[driver.start : driver.end]
        counted = [
            word for word in said if word.value is not None or (word.is_mark and _is_of_a_date(layout, word.text))
        ]
        joins = [w for w in said if (w.text,) in calendar.phrases["to"] or w.text in numbers.slips]
        rest = [word for word in said if word not in counted and word not in joins]
        hinted = any(calendar.match("hints", layout.texts, i) for i in range(driver.start, driver.end))
        placed = layout.lexicon.lists["counted_noun"].match(layout.texts, driver.end)
        if placed and not driver.matches and not rest and all(word.ordinal for word in counted):
            continue  # "and as the third one"
        if hinted and not driver.matches:
            dates.append(SpokenPeriod(driver.said, driver.start, driver.end, None))
        elif driver.matches or rest or not counted:
            kept.append(driver)
        elif not (driver.end in starts and len(said) == 1 and said[0].text in numbers.glued):
            dates.append(SpokenPeriod(driver.said, driver.start, driver.end, None))
    return tuple(kept), tuple(dates)


def _is_of_a_date(layout: Layout, letter: str) -> bool:
    """Whether a letter may be one of a date: the "q" of a quarter."""
    return any((letter,) in layout.lexicon.calendar.phrases[name] for name in ("quarter_letters", "half_letters"))


def _with(layout: Layout, spoken: Drivers, further: Sequence[int]) -> Drivers:
    """Drivers, and those that further words name, in their order."""
    more = spoken_drivers(layout.index.features, layout.heard, further, strict=True)
    return tuple(sorted((*spoken, *more), key=lambda driver: driver.start))


def _with_ordinary(layout: Layout, spoken: Drivers, taken: frozenset[int]) -> Drivers:
    """Drivers, and those of ordinary words that a comma or "and" joins to one of them."""
    count = -1
    while len(spoken) > count and (beside := ordinary_beside(layout, spoken, taken)) is not None:
        count, spoken = len(spoken), _with(layout, spoken, range(*beside))
    return spoken


def _joined(layout: Layout, spoken: Drivers, runs: list[Span], *, everywhere: bool) -> tuple[Drivers, list[Span]]:
    """Drivers, with the unknown words that a comma or "and" joins to one of them; and the runs that are left."""
    joints = ("driver_separator", "set_separator") if everywhere else ("driver_separator",)
    while spoken:
        beside = (run for run in runs if between_drivers(layout, run, spoken, joints))
        strange = [run for run in beside if not (names_an_seu(layout, run) or _leads_on_to(layout, run, spoken))]
        if not strange:
            break
        spoken = _with(layout, spoken, [i for run in strange for i in range(*run)])
        runs = [run for run in runs if run not in strange]
    return spoken, runs


def _is_of_a_name(layout: Layout, said: Phrase, piece: Cut) -> bool:
    """Whether a word is an SEU's own, and short for a feature's word elsewhere: "press" is pressure at no press."""
    word = said[piece[0]]
    short = piece[1] - piece[0] == 1 and word not in layout.index.features.vocabulary
    return short and word in layout.index.guesser.vocabulary


def _unlisted(layout: Layout, spoken: Drivers, runs: list[Span], *, everywhere: bool) -> tuple[Drivers, list[Span]]:
    """Drivers, with those that were named without a word that announces them; and the runs that are left.

    Beside a list of drivers, words that say more than a driver need one like "on" before them.
    """
    features, heard = layout.index.features, layout.heard
    strict = bool(spoken) and layout.announced and not everywhere
    drivers = list(spoken)
    left: list[Span] = []
    for start, end in runs:
        said = without_units(features, heard, range(start, end))
        phrase = tuple(heard.texts[i] for i in said)
        pieces = cut(features, phrase, whole=True)
        named = [piece[0] for piece in pieces if piece[2] and not _is_of_a_name(layout, phrase, piece)]
        first = min(named, default=end - start)
        tail = all(piece[0] in named for piece in pieces if piece[0] >= first)
        beside = not strict or layout.joins(start) or not first
        part = (layout.joins(start) or layout.sets_apart(start, end)) and bool(layout.seus)
        if part and not spoken and features.match(heard.texts[start:end]):  # "on A", where the feature is called A tons
            drivers.extend(spoken_drivers(features, heard, range(start, end), strict=False))
            continue
        if first == end - start or not tail or not beside:
            left.append((start, end))
            continue
        # words between a machine and a driver that nothing explains may be a driver too
        apart = bool(layout.seus) and first and all(m.end != start and m.start != start + first for m in layout.seus)
        begin = start if apart else start + first
        drivers.extend(spoken_drivers(features, heard, range(begin, end), strict=bool(apart)))
        if first and not apart:
            left.append((start, start + first))
    return tuple(sorted(drivers, key=lambda driver: driver.start)), left
