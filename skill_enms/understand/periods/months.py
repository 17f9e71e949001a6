"""Which words name a month: some of them, like "may" and "march", are ordinary words as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skill_enms.understand.periods.years import year_of

if TYPE_CHECKING:
    from skill_enms.understand.periods.grammar import Grammar

_BEFORE_A_MONTH = ("to", "since", "last", "this", "and", "from", "between")


def month_at(grammar: Grammar, i: int) -> int | None:
    """The month named at i, where it isn't rather an ordinary word."""
    texts, calendar = grammar.texts, grammar.calendar
    if i >= len(texts):
        return None
    month = calendar.months.get(texts[i])
    if month is None or texts[i] not in calendar.doubtful_months:
        return month
    before = texts[i - 1] if i else None
    beside = grammar.number(i + 1) is not None or (i > 0 and grammar.day_number(i - 1) is not None)
    led = any(i >= n and grammar.match(name, i - n) == n for name in _BEFORE_A_MONTH for n in (1, 2, 3))
    ends = i + 1 == len(texts)
    alone = before is None and (ends or texts[i + 1] in calendar.tail)
    apart = "," in grammar.words[i].before and (ends or "," in grammar.words[i + 1].before)
    ranged = before in calendar.months and grammar.dash(i)  # "Jan-Mar"
    lead = alone or apart or ranged or before in calendar.lead or led or _before_another(grammar, i)
    return month if beside or lead or year_of(grammar, i + 1) is not None else None


def _before_another(grammar: Grammar, i: int) -> bool:
    """Whether another month follows: "may, june and july", "march to may"; but not "if I may, June"."""
    to, texts = grammar.match("to", i + 1), grammar.texts
    joined = bool(to or grammar.dash(i + 1))
    follows = i + 1 + to
    if not joined:
        length = grammar.match("and", i + 1)
        follows, joined = i + 1 + length, bool(length or grammar.mark(i + 1))
        if i and grammar.match("not_months_after", i - 1):
            return False
    if follows >= len(texts) or texts[follows] not in grammar.calendar.months:
        return False
    return joined or texts[follows] not in grammar.calendar.doubtful_months
