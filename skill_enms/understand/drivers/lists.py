"""Lists of drivers as they are said, cut into drivers: with and without "and", commas, and what is not wanted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from skill_enms.understand.drivers.cutting import cut
from skill_enms.understand.drivers.features import LONGEST, FeatureIndex, Matches, SpokenDriver
from skill_enms.understand.words.heard import Heard
from skill_enms.understand.words.numbers import Word
from skill_enms.understand.words.phrases import Phrase
from skill_enms.understand.words.taken_back import taken_back

_CUT_OFF = 2
"""Words on either side of one that a recogniser may have cut off it."""


def spoken_drivers(
    index: FeatureIndex, heard: Heard, positions: Sequence[int], *, strict: bool, refused: bool = False
) -> tuple[SpokenDriver, ...]:
    """The drivers named by the words at `positions`, which is where a driver list was found or may be.

    `strict`: every word counts, so that one that no feature has is an unknown driver; otherwise only what is known.
    `refused`: what stands after "without" counts too.
    """
    drivers: list[SpokenDriver] = []
    words, utterance = heard.words, heard.text
    places, dropped = (frozenset[int](), ()) if refused else _dropped(index, heard)
    unwanted = places | _taken_back(index, heard, [i for i in positions if i not in places])
    unwanted |= frozenset() if refused else _refused(index, heard, places)
    for listed in _runs(index, heard, [i for i in positions if i not in unwanted]):
        run = without_units(index, heard, listed)
        if drivers and drivers[-1].matches and _is_its_unit(index, heard, drivers[-1].end, run):
            continue
        said = tuple(words[i].text for i in run)
        if (misheard := index.sounds.misheard(said)) is not None:
            drivers.append(_driver(words, run, utterance, misheard, doubtful=True))
            continue
        mended, doubtful = index.spelling.mend(said)
        unknown: list[int] = []
        pieces = cut(index, mended)
        several = sum(bool(piece[2]) for piece in pieces) > 1
        for start, end, matches, guessed in pieces:
            beside = strict and bool(unknown) and unknown[-1] == run[start] - 1
            if beside and matches and end - start == 1 and not index.match_whole(mended[start:end]):
                unknown.append(run[start])  # "fan speed" is no infeed speed
            elif matches:
                drivers.extend(_unknown(words, unknown, utterance))
                unknown = []
                # "wind power" isn't wind speed and power factor
                torn = several and end - start == 1 and not index.match_whole(mended[start:end])
                respelled = doubtful and not _sounds_so(index, said[start:end], mended[start:end], matches)
                doubt = guessed or torn or respelled
                drivers.append(_driver(words, run[start:end], utterance, matches, doubtful=doubt))
            elif not index.skippable(mended[start]):
                unknown.append(run[start])
        first = len(run) if unknown or any(piece[2] for piece in pieces) else ordinary_name(index, said)
        if first < len(run):
            drivers.append(_driver(words, run[first:], utterance, index.match(said[first:]), doubtful=False))
        drivers.extend(() if _adds_nothing(index, heard, run, positions) else _unknown(words, unknown, utterance))
    drivers = [driver for driver in drivers if not any(_is_one_of(driver, matches) for matches in dropped)]
    wanted = frozenset(positions) - unwanted
    joined = _rejoined(index, heard, drivers, wanted)
    return _placed(index, heard, joined, wanted) if strict else tuple(d for d in joined if d.matches)


def _sounds_so(index: FeatureIndex, said: Phrase, mended: Phrase, matches: Matches) -> bool:
    """Whether words sound just as what their spelling was mended to means: "beat tonnes" is beet tonnes."""
    return said == mended or index.sounds.find(said) == (matches, True)


def ordinary_name(index: FeatureIndex, said: Phrase) -> int:
    """Where a driver's name begins that ends some words, though it is made of ordinary ones: "the number of hits"."""
    leads = [index.lexicon.lists[name] for name in ("article", "name_lead")]
    own = [n for n, word in enumerate(said) if index.is_own(word)]
    begun = (n for n in range(own[-1] + 1 if own else 0) if not any(said[n : n + 1] in lead for lead in leads))
    return next((n for n in begun if index.match(said[n:])), len(said))


def _adds_nothing(index: FeatureIndex, heard: Heard, run: Sequence[int], positions: Sequence[int]) -> bool:
    """Whether words behind a list are ordinary ones, set apart from it: "with A for 2024, my boss insists"."""
    apart = run[0] != positions[0] and run[0] - 1 not in positions
    ordinary = index.lexicon.lists["ordinary"]
    return apart and all((heard.texts[i],) in ordinary or index.skippable(heard.texts[i]) for i in run)


def _rejoined(
    index: FeatureIndex, heard: Heard, drivers: Sequence[SpokenDriver], listed: frozenset[int]
) -> tuple[SpokenDriver, ...]:
    """Drivers, with those put together again that a recogniser cut: "sips, icles", "glenk or tons"."""
    joins = _joints(index, heard)
    found = list(drivers)
    for driver in drivers:
        if driver.matches or driver not in found:
            continue
        for start, end in _around(driver, listed | joins, len(heard.texts)):
            inside = [d for d in found if d.start < end and start < d.end]
            matches, sure = index.sounds.find(heard.texts[start:end])
            if not matches or not all(
                start <= d.start and d.end <= end and _is_part(index, d, heard, matches) for d in inside
            ):
                continue
            doubtful = not sure or any(d.matches for d in inside)
            whole = _driver(heard.words, range(start, end), heard.text, matches, doubtful=doubtful)
            found = sorted((*(d for d in found if d not in inside), whole), key=lambda d: d.start)
            break
    return tuple(found)


def _placed(
    index: FeatureIndex, heard: Heard, drivers: Sequence[SpokenDriver], listed: frozenset[int]
) -> tuple[SpokenDriver, ...]:
    """Drivers, with what nobody has as what it sounds like, to be asked about: "wet bowl temp", "door covers"."""
    found, joins = list(drivers), _joints(index, heard)
    for driver in drivers:
        if driver.matches or driver not in found:
            continue
        best, likeness = None, 0.0
        for start, end in ((driver.start, driver.end), *_around(driver, listed, len(heard.texts))):
            if start in joins or end - 1 in joins:
                continue
            inside = [d for d in found if d.start < end and start < d.end]
            matches, alike = index.places.find(heard.texts[start:end])
            parts = all(start <= d.start and d.end <= end and _is_shortened(index, d, heard, matches) for d in inside)
            if parts and alike > likeness:
                best, likeness = _driver(heard.words, range(start, end), heard.text, matches, doubtful=True), alike
        if best is not None:
            found = [d for d in found if d.end <= best.start or best.end <= d.start]
            found = sorted((*found, best), key=lambda d: d.start)
    return tuple(found)


def _is_shortened(index: FeatureIndex, driver: SpokenDriver, heard: Heard, matches: Matches) -> bool:
    """Whether a driver may be but a part of another one: nobody has it, or it isn't said in full."""
    in_full = bool(index.match_whole(heard.texts[driver.start : driver.end]))
    return not driver.matches or (driver.matches.keys() <= matches.keys() and not in_full)


def _joints(index: FeatureIndex, heard: Heard) -> frozenset[int]:
    """Words like "and" and "account for", which a recogniser may write for a part of a name."""
    return frozenset(
        i
        for name in ("driver_separator", "driver_marker")
        for start in range(len(heard.texts))
        for i in range(start, start + index.lexicon.lists[name].match(heard.texts, start))
    )


def _around(driver: SpokenDriver, allowed: frozenset[int], count: int) -> Iterator[tuple[int, int]]:
    """Stretches of allowed words around a driver, the longest first."""
    starts = range(max(0, driver.start - _CUT_OFF), driver.start + 1)
    ends = range(driver.end, min(count, driver.end + _CUT_OFF) + 1)
    spans = [(start, end) for start in starts for end in ends if end - start > driver.end - driver.start]
    for start, end in sorted(spans, key=lambda span: span[0] - span[1]):
        if allowed.issuperset(range(start, end)):
            yield start, end


def _is_part(index: FeatureIndex, driver: SpokenDriver, heard: Heard, matches: Matches) -> bool:
    """Whether a driver may be but a part of another one: nobody knows it, or it isn't said in full."""
    in_full = bool(index.match_whole(heard.texts[driver.start : driver.end]))
    found = all(set(matches.get(source, names)) <= set(names) for source, names in driver.matches.items())
    return not driver.matches or (found and not in_full)


def without_units(index: FeatureIndex, heard: Heard, run: Sequence[int]) -> list[int]:
    """Words without the units that are said after drivers ("pull in tons"), where no feature is named so."""
    said = tuple(heard.texts[i] for i in run)
    units = index.lexicon.lists["unit_said"]
    dropped: set[int] = set()
    for _, end, matches, _ in cut(index, said):
        length = units.match(said, end) if matches else 0
        if length and not index.match_whole(said[end : end + length]):
            dropped.update(run[end : end + length])
    return [i for i in run if i not in dropped]


def _is_its_unit(index: FeatureIndex, heard: Heard, end: int, run: Sequence[int]) -> bool:
    """Whether words right behind a driver are but its unit, which a pause parts from it: "fabric, kg and …"."""
    length = index.lexicon.lists["unit_said"].match(heard.texts, end)
    return run[0] == end and length == len(run) and not index.match_whole(heard.texts[end : end + length])


def _refused(index: FeatureIndex, heard: Heard, dropped: frozenset[int]) -> frozenset[int]:
    """The words from "without" and "but not" on, up to where drivers are wanted again; but for what is dropped."""
    lists, texts = index.lexicon.lists, heard.texts
    unwanted: set[int] = set()
    i = 0
    while i < len(texts):
        back, length = taken_back(heard, index.lexicon, i), lists["negation"].match(texts, i)
        length = 0 if back or i in dropped else length
        unwanted.update(range(i, i + length))
        i += back or length or 1
        while length and i < len(texts) and not lists["negation_end"].match(texts, i):
            unwanted.add(i)
            i += 1
    return frozenset(unwanted)


def _dropped(index: FeatureIndex, heard: Heard) -> tuple[frozenset[int], tuple[Matches, ...]]:
    """The words that drop drivers up to a comma, and what they may drop: "with A, B, no, forget B, and C"."""
    lists, texts = index.lexicon.lists, heard.texts
    places: set[int] = set()
    dropped: list[Matches] = []
    for i in range(len(texts)):
        length = lists["dropping"].match(texts, i)
        start = end = i + length
        while length and end < len(texts) and (end == start or not set(",.;") & set(heard.words[end].before)):
            if lists["negation_end"].match(texts, end):
                break
            end += 1
        named = [matches for _, _, matches, _ in cut(index, texts[start:end]) if matches]
        if length and named:
            places.update(range(i, end))
            dropped.extend(named)
    return frozenset(places), tuple(dropped)


def _is_one_of(driver: SpokenDriver, dropped: Matches) -> bool:
    """Whether a driver is what was dropped by its name or a part of it: "outdoor temp, … no, scrap the temp"."""
    both = driver.matches.keys() & dropped.keys()
    return bool(both) and all(set(driver.matches[source]) <= set(dropped[source]) for source in both)


def _taken_back(index: FeatureIndex, heard: Heard, positions: Sequence[int]) -> frozenset[int]:
    """Words that take back a driver ("with A, sorry, B"), and that driver's, where another one follows."""
    allowed = frozenset(positions)
    unwanted: set[int] = set()
    for i in sorted(allowed):
        length = taken_back(heard, index.lexicon, i)
        if not length or any(map(index.is_own, heard.texts[i : i + length])):
            continue
        unwanted.update(range(i, i + length))
        after = _following(index, heard, allowed, i + length)
        if not any(index.match(tuple(heard.texts[j] for j in after[:n])) for n in range(1, len(after) + 1)):
            continue
        before = _runs(index, heard, [j for j in positions if j < i])
        beside = before[-1] if before and before[-1][-1] == i - 1 else []
        known = [piece[0] for piece in cut(index, tuple(heard.texts[j] for j in beside)) if piece[2]]
        if known:
            unwanted.update(before[-1][known[-1] :])
    return frozenset(unwanted)


def _following(index: FeatureIndex, heard: Heard, allowed: frozenset[int], i: int) -> list[int]:
    """The words from i on that may be a driver's, without ordinary ones and another "on" before it."""
    leads = index.lexicon.lists["driver_lead"], index.lexicon.lists["driver_marker"]
    while i < len(heard.texts):
        lead = max(phrases.match(heard.texts, i) for phrases in leads)
        if not lead and not (i in allowed and index.skippable(heard.texts[i])):
            break
        i += lead or 1
    run = _runs(index, heard, [j for j in range(i, i + LONGEST) if j in allowed])
    return run[0] if run and run[0][0] == i else []


def _unknown(words: Sequence[Word], run: Sequence[int], utterance: str) -> tuple[SpokenDriver, ...]:
    return (_driver(words, run, utterance, {}, doubtful=False),) if run else ()


def _driver(
    words: Sequence[Word], run: Sequence[int], utterance: str, matches: Matches, *, doubtful: bool
) -> SpokenDriver:
    first, last = run[0], run[-1]
    return SpokenDriver(utterance[words[first].start : words[last].end], first, last + 1, matches, doubtful)


def _ends_a_sentence(words: Sequence[Word], i: int) -> bool:
    """Whether a full stop before a word isn't that of an abbreviation of one letter ("h. v. a. c.")."""
    return i > 0 and ". " in words[i].before and len(words[i - 1].text) > 1


def _runs(index: FeatureIndex, heard: Heard, positions: Sequence[int]) -> list[list[int]]:
    """Positions cut at gaps, commas and separators ("and", "as well as")."""
    separators = index.lexicon.lists["driver_separator"]
    words, texts = heard.words, heard.texts
    runs: list[list[int]] = [[]]
    skip_until = -1
    for i in positions:
        if i < skip_until:
            continue
        length = separators.match(texts, i)
        comma = any(c in words[i].before for c in ",;&+/|") or _ends_a_sentence(words, i)
        if runs[-1] and (length or comma or runs[-1][-1] != i - 1):
            runs.append([])
        if length:
            skip_until = i + length
            continue
        runs[-1].append(i)
    return [run for run in runs if run]
