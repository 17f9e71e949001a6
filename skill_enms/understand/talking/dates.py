"""Days that are told from those of the last answer: "until the 12th", "not last month, the one before", "and Q1"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from skill_enms.requests import IgnorePeriod, Period, Request
from skill_enms.understand.periods.finding import Now, SpokenPeriod, find_periods
from skill_enms.understand.periods.relative import shifted
from skill_enms.understand.periods.years import EARLIEST
from skill_enms.understand.request.pairs import days_before, unit_before
from skill_enms.understand.sentence import Sentence
from skill_enms.understand.talking.consumption import Dated
from skill_enms.understand.talking.turns import corrects
from skill_enms.understand.words.heard import Span, hear

_WEEK = 7

MOST_WORDS = 20
"""Words of a sentence within which another end of a period is said."""
_BEHIND_DAYS = ("addition", "courtesy", "same_as_before")
"""Lists of words that may stand behind days that are named by their numbers."""
_LONGEST_DAY = 8
"""Words of the longest day, with what may be said around it."""


def dated(previous: Request, sentence: Sentence, now: Now) -> Sentence:
    """A sentence with the period that it tells from that of the last answer, or names by no more than its name."""
    before: Period | None = getattr(previous, "period", None)
    if before is None:
        return sentence
    for way in (
        _with_an_end_set_aside,
        _put_right,
        _in_its_place,
        _of_the_same_month,
        _with_another_end,
        _with_the_one_before,
        _in_short,
    ):
        if (found := way(previous, before, sentence, now)) is not None:
            return _with(sentence, found)
    return sentence


def _with(sentence: Sentence, period: SpokenPeriod) -> Sentence:
    """The sentence with that period only, without what it explains, and without a remark behind it."""
    explained = set(range(period.start, period.end)) | _remark(sentence, period)
    left = tuple(run for run in sentence.leftovers if not explained.issuperset(range(*run)))
    free = (d for d in sentence.drivers if not period.start <= d.start < period.end)
    return replace(sentence, periods=(period,), leftovers=left, drivers=tuple(free))


def _remark(sentence: Sentence, period: SpokenPeriod) -> set[int]:
    """The words behind a comma that say why, of which but one is strange: "no, until the 12th, I've just checked"."""
    words = sentence.heard.words
    if not corrects(sentence.heard, sentence.index.lexicon) or period.end >= len(words):
        return set()
    strange = [i for run in sentence.leftovers for i in range(*run) if i >= period.end]
    further = sentence.index.lexicon.lists["sign_of_addition"].match(sentence.heard.texts, period.end)
    apart = "," in words[period.end].before and len(strange) == 1 and not (further or words[strange[0]].is_mark)
    return set(range(period.end, len(words))) if apart else set()


def _with_an_end_set_aside(_: Request, before: Period, sentence: Sentence, now: Now) -> SpokenPeriod | None:
    """The last period with another day for an end of it that isn't meant: "until the 11th, not the 9th"."""
    lists, texts = sentence.index.lexicon.lists, sentence.heard.texts
    first, last = before.start, before.end - timedelta(1)
    for i in range(min(len(texts), MOST_WORDS)):
        length = lists["set_aside"].match(texts, i)
        for day in dict.fromkeys((last, first)) if length else ():
            denied = _day(sentence, _past_an_end(sentence, i + length), day, now)
            if denied is None or denied[1] != Period(day, day + timedelta(1)):
                continue
            meant = _meant_instead(sentence, (i, denied[0][1]), day, now)
            if meant is None or meant[1].days > 1:
                continue
            (start, end), other = meant[0], meant[1].start
            period = Period(other if day == first else first, (other if day == last else last) + timedelta(1))
            if period.start < period.end <= now.today and period != before:
                return SpokenPeriod(sentence.said((start, end)), start, end, period)
    return None


def _meant_instead(sentence: Sentence, denial: Span, anchor: date, now: Now) -> tuple[Span, Period] | None:
    """The day right before words that set another one aside, or right behind them; and all of these words."""
    start, end = denial
    for i in range(max(0, start - _LONGEST_DAY), start):
        found = _day(sentence, _past_an_end(sentence, i), anchor, now)
        if found is not None and found[0][1] == start:
            return (i, end), found[1]
    but = sentence.index.lexicon.lists["but"].match(sentence.heard.texts, end)
    found = _day(sentence, _past_an_end(sentence, end + but), anchor, now)
    return None if found is None else ((start, found[0][1]), found[1])


def _past_an_end(sentence: Sentence, i: int) -> int:
    """The word behind "until" or "from" at i."""
    calendar, texts = sentence.index.lexicon.calendar, sentence.heard.texts
    return i + max(calendar.match(name, texts, i) for name in ("to", "from"))


def _with_another_end(_: Request, before: Period, sentence: Sentence, now: Now) -> SpokenPeriod | None:
    """The last period with another end, or another beginning, where nothing else is said of one."""
    calendar, texts = sentence.index.lexicon.calendar, sentence.heard.texts
    kept = bool(sentence.index.lexicon.lists["same_end"].places(texts))  # "start in May, same end"
    whole = (period for period in sentence.periods if not (kept or _ends_only(sentence, period)))
    if any(period.period is not None for period in whole):
        return None
    for i in range(min(len(texts), MOST_WORDS)):
        until, since = (calendar.match(name, texts, i) for name in ("to", "from"))
        if not (until or since):
            continue
        anchor = before.end - timedelta(1) if until else before.start
        found = _day(sentence, i + max(until, since), anchor, now)
        if found is None:
            continue
        span, day = found
        if since and day.days > 1 and not kept:
            continue  # "from June" may go on until now
        period = Period(before.start, day.end) if until else Period(day.start, before.end)
        if period.start < period.end <= now.today and period != before:
            return SpokenPeriod(sentence.said((i, span[1])), i, span[1], period)
    return None


def _put_right(previous: Request, before: Period, sentence: Sentence, now: Now) -> SpokenPeriod | None:
    """Days of the month of the last answer that were misheard or misspoken: "sorry, I meant the 6th to the 8th"."""
    start = corrects(sentence.heard, sentence.index.lexicon)
    found = _days(sentence, start, before, now) if start else None
    alone = isinstance(previous, IgnorePeriod) and before.days == 1 and found is not None
    if found is None or found.period == before:
        return None
    single = found.period is not None and found.period.days == 1
    return found if not single or (alone and found.end == len(sentence.heard.texts)) else None  # "no, the 6th"


def _of_the_same_month(previous: Request, before: Period, sentence: Sentence, now: Now) -> SpokenPeriod | None:
    """Other days of the month of a few that were talked about: "and the 28th as well", "and on the 6th?"."""
    lists, texts = sentence.index.lexicon.lists, sentence.heard.texts
    start = lists["follow_lead"].match(texts, 0)
    added = bool(lists["addition"].places(texts))
    few = isinstance(previous, Dated | IgnorePeriod) and before.days <= _WEEK
    if not few or not (start or added) or sentence.seus or sentence.sources or not sentence.leftovers:
        return None
    found = _days(sentence, start + lists["name_lead"].match(texts, start), before, now)
    around = {place for name in _BEHIND_DAYS for place in lists[name].places(texts)}
    return found if found is not None and around.issuperset(range(found.end, len(texts))) else None


def _days(sentence: Sentence, start: int, before: Period, now: Now) -> SpokenPeriod | None:
    """A day, or one to another, of the month of a period, which its numbers alone name at start."""
    calendar, texts = sentence.index.lexicon.calendar, sentence.heard.texts
    since = calendar.match("from", texts, start)
    start += since
    if sentence.periods or (first := _day(sentence, start, before.start, now)) is None:
        return None
    end = first[0][1]
    joint = calendar.match("to", texts, end)
    if since and not joint:
        return None  # "from the 6th" goes on
    last = _day(sentence, end + joint, before.start, now) if joint else first
    if last is None or first[1].days > 1 or last[1].days > 1:
        return None
    period = Period(first[1].start, last[1].end)
    if not period.start < period.end <= now.today:
        return None
    return SpokenPeriod(sentence.said((start, last[0][1])), start, last[0][1], period)


def _in_its_place(_: Request, before: Period, sentence: Sentence, now: Now) -> SpokenPeriod | None:
    """A period beside that of the last answer, which was a mistake: "I said 2024 but it should be 2025".

    One that was said without its year is of the year that the mistake was of.
    """
    lists, texts = sentence.index.lexicon.lists, sentence.heard.texts
    spans = sorted([*((p.start, p.end) for p in sentence.periods), *sentence.leftovers])
    if len(spans) != 2 or sentence.seus or sentence.sources:
        return None
    denied = spans[0][0] in lists["removal"].ends(texts)
    if not (denied or corrects(sentence.heard, sentence.index.lexicon)):
        return None
    span = spans[1]
    wrong, right = (_read(sentence, each, now) for each in spans)
    if wrong is None or right is None or wrong[0] != spans[0][1] or right[0] != span[1]:
        return None
    years = before.start.year - wrong[1].start.year
    told, meant = (
        Period(shifted(each.start, "year", years), shifted(each.end, "year", years)) for each in (wrong[1], right[1])
    )
    dated_in_full = any((word.value or 0) >= EARLIEST for word in sentence.heard.words[span[0] : span[1]])
    period = right[1] if dated_in_full else meant
    if told != before or period == before or period.end > now.today:
        return None
    return SpokenPeriod(sentence.said((spans[0][0], span[1])), spans[0][0], span[1], period)


def _ends_only(sentence: Sentence, period: SpokenPeriod) -> bool:
    """Whether a period that was read is but one end, as words like "until" right before it say."""
    calendar, texts = sentence.index.lexicon.calendar, sentence.heard.texts
    return any(calendar.match("to", texts, i) == period.start - i for i in range(period.start))


def _day(sentence: Sentence, i: int, anchor: date, now: Now) -> tuple[Span, Period] | None:
    """What is named at i: a day of the month of another one, or of its year; and the words that do."""
    lexicon, words = sentence.index.lexicon, sentence.heard.words
    start = i
    while i < len(words) and lexicon.lists["article"].match(sentence.heard.texts, i) == 1:
        i += 1
    read = _read(sentence, (i, min(len(words), i + _LONGEST_DAY)), now)
    if read is not None:
        end, period = read
        dated_in_full = any((word.value or 0) >= EARLIEST for word in words[i:end])
        years = 0 if dated_in_full else anchor.year - period.start.year
        moved = Period(shifted(period.start, "year", years), shifted(period.end, "year", years))
        return (start, end), moved
    number = words[i].whole if i < len(words) and words[i].ordinal else None
    if number is None:
        return None
    last = shifted(anchor.replace(day=1), "month", 1) - timedelta(1)
    if not 1 <= number <= last.day:
        return None
    day = anchor.replace(day=number)
    return (start, i + 1), Period(day, day + timedelta(1))


def _read(sentence: Sentence, span: Span, now: Now) -> tuple[int, Period] | None:
    """The period that words begin with where one is plainly meant, and its end among them."""
    if span[0] >= span[1]:
        return None
    lexicon = sentence.index.lexicon
    lead = min(lexicon.calendar.phrases["before_number"])
    heard = hear(" ".join((*lead, sentence.said(span))), lexicon)
    found = find_periods(heard, frozenset(), lexicon, now)
    if not found or found[0].start > len(lead) or found[0].period is None or found[0].future:
        return None
    return span[0] + found[0].end - len(lead), found[0].period


def _with_the_one_before(previous: Request, before: Period, sentence: Sentence, _: Now) -> SpokenPeriod | None:
    """The days before those that were left out by mistake: "sorry, not last month, the one before".

    Told from its first day, "last month" is the month before it.
    """
    lists, texts = sentence.index.lexicon.lists, sentence.heard.texts
    said = lists["period_before"].places(texts) | lists["before"].places(texts)
    if not isinstance(previous, IgnorePeriod) or not said or not corrects(sentence.heard, sentence.index.lexicon):
        return None
    named = [period for period in sentence.periods if period.period == before]
    if len(named) != len(sentence.periods) or len(named) > 1:
        return None
    told = [read for each in named if (read := _read(sentence, (each.start, each.end), Now(before.start))) is not None]
    if told and told[0][1].end <= before.start:
        period = told[0][1]
    elif any(sentence.index.lexicon.calendar.match("week_end", texts, i) for i in said):
        period = Period(before.start - timedelta(_WEEK), before.end - timedelta(_WEEK))
    else:
        period = days_before(before, unit_before(sentence))
    start, end = min(said | {each.start for each in named}), max(said | {each.end - 1 for each in named}) + 1
    return SpokenPeriod(sentence.said((start, end)), start, end, period)


def _in_short(_: Request, __: Period, sentence: Sentence, now: Now) -> SpokenPeriod | None:
    """A period that is one only where days are talked about: "and what about Q1"."""
    if sentence.periods or sentence.seus or len(sentence.leftovers) != 1:
        return None
    (run,) = sentence.leftovers
    read = _read(sentence, run, now)
    if read is None or read[0] != run[1] or sentence.heard.texts[run[0]][0].isdigit():
        return None
    return SpokenPeriod(sentence.said(run), *run, read[1])
