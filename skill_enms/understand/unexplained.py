"""Stretches of words that nothing explains yet: what may be a misheard name, or a driver that nobody knows."""

from __future__ import annotations

from skill_enms.understand.drivers.features import SpokenDriver
from skill_enms.understand.drivers.lists import ordinary_name
from skill_enms.understand.layout import Layout, positions
from skill_enms.understand.periods.finding import SpokenPeriod
from skill_enms.understand.words.heard import Span
from skill_enms.understand.words.lexicon import Lexicon
from skill_enms.understand.words.phrases import Phrase

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


_MARKS = frozenset(",;:.?!")
"""What ends a thing of a list."""

NEARLY = 80.0
"""Likeness from which words are rather an SEU's misheard name than a driver that nobody knows."""


def is_name(layout: Layout, i: int) -> bool:
    """Whether an ordinary word is one of a name here: a number follows, and a name of the plant has the word."""
    follows = i + 1 < len(layout.words) and layout.words[i + 1].value is not None and i + 1 not in layout.timed
    return follows and layout.texts[i] in layout.index.guesser.vocabulary


def announces_a_number(layout: Layout, i: int) -> bool:
    """Whether the word at i leads from a name's word to its number: "number" of "line number two"."""
    follows = i + 1 < len(layout.words) and layout.words[i + 1].value is not None and i + 1 not in layout.timed
    named = i > 0 and layout.texts[i - 1] in layout.index.guesser.vocabulary
    return follows and named and layout.texts[i] in layout.lexicon.numbers.announcers


def sounds_like_a_verb(layout: Layout) -> bool:
    """Whether the first word sounds as a verb of training does, in any of its forms: "drain", "dreamed", "trains"."""
    if not layout.texts or layout.index.has_word(layout.texts[0]):
        return False
    sounds, verbs = layout.lexicon.sounds, layout.lexicon.lists["plain_train_verb"].phrases
    return sounds.word(layout.texts[0]) in {sounds.word(verb[0]) for verb in verbs if len(verb) == 1}


def unexplained_runs(layout: Layout, taken: frozenset[int], cues: str) -> list[Span]:
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
    framed |= {i for i in lists["ordinary"].places(texts) if not layout.index.has_word(texts[i])}
    framed -= layout.driving | layout.paired
    framed |= positions(layout.announcing.items())
    if sounds_like_a_verb(layout):
        framed |= {0}
    runs: list[Span] = []
    for i, word in enumerate(words):
        if i in taken:
            continue
        extends = bool(runs) and runs[-1][1] == i and not any(c in word.before for c in ",;:+&")
        counted = extends and (word.is_mark or announces_a_number(layout, i))
        if i in framed and not counted and not is_name(layout, i):
            continue
        if extends:
            runs[-1] = (runs[-1][0], i + 1)
        else:
            runs.append((i, i + 1))
    reasons = _reasons(layout) if layout.seus else set()
    return [run for run in runs if not reasons.issuperset(range(*run))]


def _reasons(layout: Layout) -> set[int]:
    """The words that say why something is wanted, up to the next mark or drivers: "now that we work nights"."""
    leads, markers, words = layout.lexicon.lists["reason_lead"], layout.lexicon.lists["driver_marker"], layout.words
    found: set[int] = set()
    for start in leads.ends(layout.texts):
        ends = (i for i in range(start, len(words)) if _MARKS & set(words[i].before) or markers.match(layout.texts, i))
        found.update(range(start, next(ends, len(words))))
    return found


def between_drivers(layout: Layout, run: Span, drivers: tuple[SpokenDriver, ...], joints: tuple[str, ...]) -> bool:
    """Whether a stretch of unknown words is joined to a driver by a comma, "and", "versus", …"""
    lists, texts = layout.lexicon.lists, layout.texts
    plain = lists["filler"].places(texts) | lists["ordinary"].places(texts)
    for driver in drivers:
        start, end = (driver.end, run[0]) if driver.end <= run[0] else (run[1], driver.start)
        if start == driver.end:
            start += lists["unit_said"].match(texts, start)
        joint = max(lists[name].match(texts, start) for name in joints)
        comma = start == end and not set(",+&").isdisjoint(layout.words[start].before)
        if comma or (joint and start < end and plain.issuperset(range(start + joint, end))):
            return True
    return False


def ordinary_beside(layout: Layout, drivers: tuple[SpokenDriver, ...], taken: frozenset[int]) -> Span | None:
    """A driver's name of ordinary words that a comma or "and" sets beside another driver: "tank level, days open"."""
    features, texts, articles = layout.index.features, layout.texts, layout.lexicon.lists["article"]
    taken |= frozenset(i for driver in drivers for i in range(driver.start, driver.end))
    for driver in drivers:
        before, behind = _item_before(layout, driver.start, taken), _item_behind(layout, driver.end, taken)
        first = before[0] + ordinary_name(features, texts[before[0] : before[1]])
        if driver.matches and first < before[1]:
            return first, before[1]
        first = behind[0] + ordinary_name(features, texts[behind[0] : behind[1]])
        if driver.matches and first < behind[1] and all((texts[i],) in articles for i in range(behind[0], first)):
            return first, behind[1]
    return None


def _item_before(layout: Layout, i: int, taken: frozenset[int]) -> Span:
    """The words that a comma or "and" parts from what stands at i, back to the next mark or name."""
    joints, texts, words = layout.lexicon.lists["driver_separator"], layout.texts, layout.words
    joint = next((n for n in range(min(i, joints.longest), 0, -1) if texts[i - n : i] in joints), 0)
    start = end = i - joint
    while (joint or "," in words[i].before) and start and start - 1 not in taken and not joints.match(texts, start - 1):
        start -= 1
        if not _MARKS.isdisjoint(words[start].before):
            break
    return start, end


def _item_behind(layout: Layout, i: int, taken: frozenset[int]) -> Span:
    """The words that a comma or "and" parts from what ends at i, up to the next mark or name."""
    joints, texts, words = layout.lexicon.lists["driver_separator"], layout.texts, layout.words
    start = end = i + joints.match(texts, i)
    parted = start > i or (i < len(words) and "," in words[i].before)
    while parted and end < len(words) and end not in taken and not joints.match(texts, end):
        if end > start and not _MARKS.isdisjoint(words[end].before):
            break
        end += 1
    return start, end


def stands_first(layout: Layout, i: int) -> bool:
    """Whether words at i come first, courtesy apart, or right behind the noun: "baseline, the mixer, output"."""
    lists, texts = layout.lexicon.lists, layout.texts
    plain = lists["filler"].places(texts) | lists["courtesy"].places(texts) | lists["article"].places(texts)
    while i and i - 1 in plain and (texts[i - 1],) not in lists["driver_separator"]:
        i -= 1
    return not i or is_behind_a_baseline(layout.lexicon, texts, i)


def is_behind_a_baseline(lexicon: Lexicon, texts: Phrase, i: int) -> bool:
    """Whether words at i stand right behind a noun that says baseline."""
    return any(i in lexicon.lists[name].ends(texts) for name in ("baseline", "model"))


def names_an_seu(layout: Layout, run: Span) -> bool:
    """Whether unknown words are all of what is said of an SEU's name, misheard perhaps, where none is named in full."""
    if layout.seus:
        return False
    if layout.is_trained(run[0]):
        return True  # "train the mixer", where there is none
    guesser = layout.index.guesser
    if layout.words[run[1] - 1].is_mark and guesser.shares_word(layout.heard.said(*run)):
        return True  # "boiler 7" where there is but one
    sounding = guesser.sounding(layout.words, frozenset(range(*run)), range(*run))
    guesses = (guesser.shortened(layout.words, *run), guesser.alike(layout.words, *run), sounding)
    return any(g is not None and (g.start, g.end) == run and g.likeness >= NEARLY for g in guesses)


def without(run: Span, periods: tuple[SpokenPeriod, ...]) -> list[Span]:
    """A stretch of words without those of the periods."""
    for period in periods:
        if period.start < run[1] and run[0] < period.end:
            parts = (run[0], period.start), (period.end, run[1])
            return [part for part in parts if part[0] < part[1]]
    return [run]
