"""Periods that run up to now: "since June", "as of 24 August", "from May on", "since the drive was fitted on 3 May".

What happened on a day counts from that day on. "After the change in June" is open: June itself may count or not.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from skill_enms.requests import Period
from skill_enms.understand.periods.ranges import Parsed, range_at, unit_so_far, until_today
from skill_enms.understand.periods.relative import shifted
from skill_enms.understand.periods.spans import Span, add_days

if TYPE_CHECKING:
    from skill_enms.understand.periods.grammar import Found, Grammar

_LONGEST_EVENT = 10
"""Words that tell what happened: "they had the old motor swapped for a new one"."""

_SENTENCE_ENDS = ".;?!:,"


def open_ended_at(grammar: Grammar, i: int) -> Parsed | None:
    """The period up to now that begins at i."""
    return _led(grammar, i) or _since_event(grammar, i) or _onwards(grammar, i)


def _led(grammar: Grammar, i: int) -> Parsed | None:
    """What runs up to now by the word before it: "since June", "from May on", "after March"."""
    as_of, after, come_from = (grammar.match(name, i) for name in ("as_of", "after", "from"))
    since = grammar.match("since", i) or as_of
    length = max(since, after, come_from)
    if not length:
        return None
    start = i + length
    found = unit_so_far(grammar, start) or _new_year(grammar, start) or grammar.span(grammar.skip(start))
    if found is None or (as_of and not _takes_effect(grammar, i, found)):
        return None
    span, end = found
    tail = grammar.match("to_date", end) or _on(grammar, end)
    if (lasting := _lasting(grammar, span, end)) is not None:
        return lasting
    begins = grammar.match("start_of", start)  # "from the start of june", which goes on
    if not (since or after or tail or begins):
        return _from_on(grammar, span, end)
    period = grammar.past(span)
    if after and _counts_from(grammar, i):
        return Parsed(end, None)
    if period is not None and after and not since:
        span = Span("fixed", fixed=Period(period.end, add_days(period.end, 1)))
    return Parsed(end + tail, until_today(grammar, span))


def _takes_effect(grammar: Grammar, i: int, found: Found) -> bool:
    """Whether "as of" begins something: not "as of today", nor "how effective in June"."""
    start = i + grammar.match("as_of", i)
    told = found[0].kind == "fixed" and grammar.texts[found[1] - 1] not in grammar.calendar.weekdays
    return not told and grammar.match("of", start) == 0


def _on(grammar: Grammar, i: int) -> int:
    """Number of words of "on" or "onwards" at i; before what may be a driver, "on" says what a model is based on."""
    length = grammar.match("onwards", i)
    end = i + length
    plain = not grammar.match("on_alone", i) or length > 1
    ends = end == len(grammar.words) or not set(_SENTENCE_ENDS).isdisjoint(grammar.words[end].before)
    return length if plain or ends or end in grammar.taken or grammar.closes(end) else 0


def _from_on(grammar: Grammar, span: Span, end: int) -> Parsed | None:
    """ "from March on temperature", which may go on or not; "from 4 August", which may be that day or begin there."""
    day = span.kind == "day"
    if span.kind == "fixed" or not (day or grammar.match("on_alone", end)):
        return None
    return Parsed(end, until_today(grammar, span) if day and grammar.match("on_alone", end) else None)


def _lasting(grammar: Grammar, span: Span, i: int) -> Parsed | None:
    """The period whose length is said behind its first day: "starting 5 October for two weeks"."""
    length = grammar.match("lasting", i)
    count, unit = grammar.number(i + length), grammar.unit(i + length + 1)
    period = grammar.past(span)
    if not length or not count or unit is None or period is None or grammar.words[i + length].ordinal:
        return None
    return Parsed(unit[1], Period(period.start, shifted(period.start, unit[0], count)), ranged=True)


def _onwards(grammar: Grammar, i: int) -> Parsed | None:
    """ "4 August onwards", "June and onwards"."""
    found = grammar.span(i)
    length = grammar.match("onwards", found[1]) if found is not None else 0
    if found is None or not length or (grammar.match("on_alone", found[1]) and length == 1):
        return None
    return Parsed(found[1] + length, until_today(grammar, found[0]))


def _since_event(grammar: Grammar, i: int) -> Parsed | None:
    """What runs up to now from the date of something that happened: "since we fitted the new drive on 13 April"."""
    since, after = grammar.match("since", i), grammar.match("after", i)
    since = max(since, grammar.match("since_when", i))
    before = grammar.match("before_event", i)
    start = i + (since or after or before)
    if (
        start == i or grammar.match("to_date", i) or (i and grammar.match("and", i - 1))
    ):  # "before and after the change in June"
        return None
    told = _told(grammar, start)
    if told is None:
        return None
    (span, end), open_date = told
    if _counts_from(grammar, i) or (before and not (since or after)):
        return Parsed(end, None)  # where it begins, or how long it is, was not said
    if (ranged := _range_from(grammar, start, end)) is not None:
        return ranged
    month_after = after and not since and span.kind != "day"
    goes_on = (
        grammar.match("goes_on", end) or grammar.match("because", start) or grammar.number(start) is not None
    )  # "since the readings in June are wrong"
    tail = grammar.match("to_date", end) or _on(grammar, end)
    period = None if open_date or month_after or goes_on else until_today(grammar, span)
    return Parsed(end + tail, period)


def _counts_from(grammar: Grammar, i: int) -> bool:
    """Whether "after" at i is said of a length of time: "two weeks after 3 May"."""
    return bool(grammar.match("after", i)) and i > 0 and grammar.unit(i - 1) is not None


def _told(grammar: Grammar, start: int) -> tuple[Found, bool] | None:
    """The date behind words that tell what happened, and whether it is open: "in early April", "with … in June".

    A comma may stand before it where it is said apart: "since the swap, which was 3 May", "…, so from 3 May".
    """
    drivers = False
    for j in range(start + 1, min(start + _LONGEST_EVENT, len(grammar.texts)) + 1):
        dated = _said_apart(grammar, j) if j < len(grammar.texts) else 0
        if j >= len(grammar.texts) or not (dated or set(_SENTENCE_ENDS).isdisjoint(grammar.words[j].before)):
            return None
        if grammar.match("asked_lead", j):
            return None  # "since I need it for June"
        drivers = drivers or (grammar.begins_drivers(j) and not _done_by(grammar, start, j))
        length = dated or grammar.match("happened_on", j)
        begin = j + length
        while begin < len(grammar.texts) and grammar.texts[begin] in grammar.calendar.lead and not grammar.span(begin):
            begin += 1
        vague = grammar.match("partly", begin)
        found = grammar.span(grammar.skip(begin + vague))
        told = grammar.match("last", begin) or grammar.match("this", begin)
        if found is not None and (length or told or found[0].kind in ("day", "fixed")):
            return found, drivers or bool(vague) or any(grammar.match("incomplete", j - n) == n for n in (1, 2))
        if dated:
            return None
    return None


def _said_apart(grammar: Grammar, i: int) -> int:
    """Number of words at i that say the date of what happened once more, or apart: ", which was", "so from"."""
    again = grammar.match("that_is", i)
    begins = grammar.match("from", i + again)
    if again and begins:
        return again + begins
    return grammar.match("event_was", i) if "," in grammar.words[i].before else 0


def _done_by(grammar: Grammar, start: int, i: int) -> bool:
    """Whether what stands at i belongs to what was done: "it was fitted with a new motor"."""
    return any(grammar.match("happened", j) == i - j for j in range(start, i))


def _range_from(grammar: Grammar, start: int, end: int) -> Parsed | None:
    """The range that begins with an event's date: "since the swap on 3 May until 30 September"."""
    ranges = (range_at(grammar, j) for j in range(start, end))
    found = next((parsed for parsed in ranges if parsed is not None and parsed.end > end), None)
    return replace(found, ranged=True) if found is not None and found.period is not None else None


def _new_year(grammar: Grammar, i: int) -> Found | None:
    """ "New Year", as the day after which something goes on."""
    start = grammar.skip(i)
    length = grammar.match("new_year", start)
    return (Span("day", 1, month=1), start + length) if length else None
