"""Sets of drivers that are compared: "A alone or B with C", "A, B, or both"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from skill_enms.understand.drivers.features import SpokenDriver
from skill_enms.understand.sentence import Sentence
from skill_enms.understand.words.heard import Span

Drivers = tuple[SpokenDriver, ...]


def driver_sets(sentence: Sentence) -> tuple[Drivers, ...]:
    """The drivers on either side of "or", "versus", "than", …; two bare drivers are two sets.

    What a question before them asked of one of them ("does that help? compare …") is no set of its own. One set, and
    so none to compare it with, where it can't be told which drivers belong together.
    """
    if added := _added(sentence):
        return added
    words = sentence.heard.words
    asked = max((i for i, word in enumerate(words) if "?" in word.before), default=0)
    drivers = [driver for driver in sentence.drivers if not _says_how(sentence, driver)]
    compared = _sets(sentence, [driver for driver in drivers if driver.start >= asked])
    return compared if len(compared) > 1 else _sets(sentence, drivers)


def with_drivers_in_part(sentence: Sentence) -> Sentence:
    """A comparison with the drivers that are named by a part of their name, beside what else compares them.

    Any word of a comparison may name a driver, but words that name nothing in full are left over in it.
    """
    index, texts = sentence.index, sentence.heard.texts
    found: list[SpokenDriver] = []
    left: list[Span] = []
    for run in sentence.leftovers:
        driver = _in_part(sentence, run) if sentence.seus or run[1] - run[0] > 1 else None
        known = driver is not None and (run[1] - run[0] > 1 or index.features.is_own(texts[run[0]]))
        if driver is not None and known:
            found.append(driver)
        elif (misheard := _by_its_sound(sentence, run)) is not None:
            found.append(misheard)
        else:
            left.append(run)
    drivers = tuple(sorted((*sentence.drivers, *found), key=lambda driver: driver.start))
    return replace(sentence, drivers=drivers, leftovers=tuple(left))


def _in_part(sentence: Sentence, run: Span) -> SpokenDriver | None:
    """The driver that words and perhaps an ordinary one behind them name: "degree" and "days"."""
    texts, index = sentence.heard.texts, sentence.index
    own = {index.catalogue.seus[position].energy_source for m in sentence.seus for position, _ in m.seus}
    ends = [run[1] + 1] if run[1] < len(texts) and index.features.is_own(texts[run[1]]) else []
    for end in (*ends, run[1]):
        matches = index.features.match(texts[run[0] : end])
        if matches and (not own or not own.isdisjoint(matches)):
            return SpokenDriver(sentence.said((run[0], end)), run[0], end, matches)
    return None


def _by_its_sound(sentence: Sentence, run: Span) -> SpokenDriver | None:
    """The driver that several words sound like: "heaving degree days"."""
    matches, sure = sentence.index.features.sounds.find(sentence.heard.texts[run[0] : run[1]])
    if not matches or run[1] - run[0] < 2:
        return None
    return SpokenDriver(sentence.said(run), *run, matches, doubtful=not sure)


def _says_how(sentence: Sentence, driver: SpokenDriver) -> bool:
    """Whether words that no feature has only say how drivers are compared: "itself", "the two"."""
    texts, lists = sentence.heard.texts, sentence.index.lexicon.lists
    places = {i for name in ("alone", "both", "set_separator", "comparing") for i in lists[name].places(texts)}
    places |= sentence.index.lexicon.cues["compare_drivers"].places(texts)
    return not driver.matches and places.issuperset(range(driver.start, driver.end))


def _added(sentence: Sentence) -> tuple[Drivers, ...]:
    """The drivers without and with one: "does adding A to B help". Empty where nothing is added to others."""
    texts, lists, drivers = sentence.heard.texts, sentence.index.lexicon.lists, sentence.drivers
    adds = [i for i in range(len(texts)) if lists["adding"].match(texts, i)]
    if not adds or not drivers[1:] or drivers[0].start < adds[0]:
        return ()
    if any(lists["set_separator"].match(texts, i) for i in range(drivers[1].end, len(texts))):
        return ()  # "does adding A help? compare B with …"
    return drivers[1:], (*drivers[1:], drivers[0])


def _sets(sentence: Sentence, drivers: Sequence[SpokenDriver]) -> tuple[Drivers, ...]:
    """Drivers cut where words set them apart, one is named again, or, where nothing else does, at "with"."""
    gaps = [_gap(sentence, drivers, n) for n in range(1, len(drivers))]
    apart = {n for n, gap in enumerate(gaps, 1) if gap == "apart"}
    for n, driver in enumerate(drivers):
        start = max((cut for cut in apart if cut <= n), default=0)
        if any(driver.matches and driver.matches == other.matches for other in drivers[start:n]):
            apart.add(n)  # "A and A plus B"
    weak = {n for n, gap in enumerate(gaps, 1) if gap == "with"}
    if not apart:
        apart = weak
    elif weak - apart and _is_unclear(sentence, drivers, weak, apart):
        return (tuple(drivers),)
    cuts = [0, *sorted(apart), len(drivers)]
    sets: list[Drivers] = []
    for a, b in pairwise(cuts):
        before = sets[-1] if sets and _adds_to_it(sentence, drivers, a) else ()
        sets.append((*before, *drivers[a:b]))
    together = _together(sentence, drivers)
    if len(sets) == 1 and (len(drivers) == 2 or (together and len(drivers) > 1)):
        sets = [(driver,) for driver in drivers]
    if together and len(sets) > 1:
        sets.append(tuple(drivers))
    return tuple(sets)


def _gap(sentence: Sentence, drivers: Sequence[SpokenDriver], n: int) -> str:
    """What stands between a driver and the one before it: "apart", "with", or "" where they belong together."""
    texts, lists = sentence.heard.texts, sentence.index.lexicon.lists
    separators, joints, start = lists["set_separator"], lists["driver_separator"], drivers[n].start
    begun = separators.match(texts, start)  # a driver that was mended together with what sets it apart
    places = range(drivers[n - 1].end, start + (begun if start + begun < drivers[n].end else 0))
    if any(lists["alone"].match(texts, i) for i in places):
        return "apart"
    inside = {j for i in places for j in range(i + 1, i + joints.match(texts, i))}  # "combined with"
    cuts = [i for i in places if i not in inside and separators.match(texts, i)]
    if any(texts[i : i + 1] not in lists["driver_marker"] for i in cuts):
        return "apart"
    return "with" if cuts else ""


def _adds_to_it(sentence: Sentence, drivers: Sequence[SpokenDriver], n: int) -> bool:
    """Whether a set is the one before it with more: "A alone or with B"."""
    texts, lists = sentence.heard.texts, sentence.index.lexicon.lists
    for i in range(drivers[n - 1].end, drivers[n].start):
        begin = i + lists["set_separator"].match(texts, i)
        joint = texts[begin : drivers[n].start]
        joined = joint in lists["driver_separator"] or joint in lists["set_separator"]
        if begin > i and joined and joint[-1:] in lists["driver_marker"]:
            return True
    return False


def _is_unclear(sentence: Sentence, drivers: Sequence[SpokenDriver], weak: set[int], apart: set[int]) -> bool:
    """ "Compare A with B or C": B belongs to A, or it is what A is compared with."""
    texts, lists = sentence.heard.texts, sentence.index.lexicon.lists
    begin = drivers[0].start
    while begin and lists["article"].match(texts, begin - 1) == 1:
        begin -= 1
    compares = lists["side_by_side"].phrases | lists["comparing"].phrases
    leads = texts[begin - 1 : begin] in compares and begin - 1 >= 0 and "," not in sentence.heard.words[begin].before
    ors = (range(drivers[n - 1].end, drivers[n].start) for n in apart)
    only_or = all(
        not any(lists["set_separator"].match(texts, i) and not lists["driver_separator"].match(texts, i) for i in gap)
        and not any(lists["alone"].match(texts, i) for i in gap)
        for gap in ors
    )
    return leads and only_or and min(weak) < min(apart)


def _together(sentence: Sentence, drivers: Sequence[SpokenDriver]) -> bool:
    """Whether all of them in one set are compared too: "A, B, or both", "A alone, B alone and both together"."""
    texts, lists = sentence.heard.texts, sentence.index.lexicon.lists
    if not drivers:
        return False
    alone = bool(lists["alone"].places(texts))
    for i in range(drivers[-1].end, len(texts)):
        joint = lists["set_separator"].match(texts, i) or (alone and lists["driver_separator"].match(texts, i))
        if joint and any(lists["both"].match(texts, i + n) for n in range(joint + 1)):
            return True
    return False
