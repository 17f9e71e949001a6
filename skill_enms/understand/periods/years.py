"""Years as they are said and misheard: "2024", "of the year 2024", "'24", "fiscal 2024", "twenty to twenty four"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skill_enms.understand.periods.relative import is_this_one, start_of_unit

if TYPE_CHECKING:
    from skill_enms.understand.periods.grammar import Grammar

EARLIEST, LATEST = 1980, 2100
"""Years that a number may be."""


def plain_year(grammar: Grammar, i: int) -> tuple[int, int] | None:
    """(year, next word) where a bare year stands at i."""
    number = grammar.number(i)
    if number is None or grammar.words[i].ordinal:
        return None
    if (heard := misheard_year(grammar, i, number)) is not None:
        return heard
    if EARLIEST <= number <= LATEST and not _counts(grammar, i, number):
        return number, i + 1
    short = grammar.words[i].before.endswith(("'", "’")) and grammar.words[i].end - grammar.words[i].start == 2
    return (2000 + number, i + 1) if short else None


def _counts(grammar: Grammar, i: int, number: int) -> bool:
    """Whether a round number counts something: "two thousand tons", "with two thousand hectolitres"."""
    led = i > 0 and grammar.texts[i - 1] in grammar.calendar.lead
    return number % 1000 == 0 and (not led or any(grammar.texts[i + 1 : i + 1 + n] in grammar.measures for n in (1, 2)))


def misheard_year(grammar: Grammar, i: int, number: int) -> tuple[int, int] | None:
    """ "twenty to twenty four" and "2020 for using" are 2024, where no month makes a range of days of them."""
    slip = grammar.slips.get(grammar.texts[i + 1]) if i + 1 < len(grammar.texts) else None
    after = grammar.number(i + 2)
    if number == 20 and (slip == 2 or grammar.number(i + 1) == 2) and after is not None and 10 <= after <= 99:
        months = grammar.calendar.months
        beside = [grammar.texts[j] for j in (i - 2, i - 1, i + 3, i + 4) if 0 <= j < len(grammar.texts)]
        if any(text in months for text in beside):
            return None
        unit = grammar.slips.get(grammar.texts[i + 3], 0) if i + 3 < len(grammar.texts) else 0
        ends = i + 4 >= len(grammar.texts) or grammar.closes(i + 4)
        return (2000 + after + unit, i + 4) if after % 10 == 0 and unit and ends else (2000 + after, i + 3)
    if number == 2020 and (nearer := grammar.number(i + 1)) is not None and 10 <= nearer <= 99:
        return 2000 + nearer, i + 2
    ends = i + 2 >= len(grammar.texts) or grammar.closes(i + 2)
    if number % 10 == 0 and 2000 <= number < LATEST and slip is not None and ends and after is None:
        return number + slip, i + 2
    return None


def year_of(grammar: Grammar, i: int) -> tuple[int, int] | None:
    """(year, next word) where "2024", "of 2024", "of the year 2024" or "last year" stands at i."""
    j = i + grammar.match("of", i)
    while (
        j < len(grammar.texts)
        and j - i < 5
        and grammar.texts[j] in grammar.calendar.lead
        and grammar.number(j) is None
        and not grammar.match("before_last_year", j)
    ):
        j += 1
    if (found := plain_year(grammar, j)) is not None:
        return found
    if length := grammar.match("before_last_year", j):
        return grammar.today.year - 2, j + length
    for name, shift in (("last", -1), ("this", 0), ("next", 1)):
        length = grammar.match(name, j)
        if length and (unit := grammar.unit(j + length)) is not None and unit[0] == "year":
            return grammar.today.year + shift, unit[1]
    length = grammar.match("this", j)  # "last year and the first quarter of this one"
    if length and is_this_one(grammar, j + length) and any(_says_year(grammar, n) for n in range(i)):
        return grammar.today.year, j + length + 1
    return None


def _says_year(grammar: Grammar, i: int) -> bool:
    unit = grammar.unit(i)
    return plain_year(grammar, i) is not None or (unit is not None and unit[0] == "year")


def over_new_year(grammar: Grammar, i: int) -> tuple[int, int] | None:
    """(second year, next word) where "2024/25", "24/25" or "2024-2025" stands at i."""
    number, following = grammar.number(i), grammar.number(i + 1)
    if number is None or following is None or grammar.words[i + 1].before not in ("/", "-", "–"):
        return None
    year = number + 2000 if number < 100 else number
    return (year + 1, i + 2) if following in (year + 1, (year + 1) % 100) and EARLIEST <= year <= LATEST else None


def before_fiscal(grammar: Grammar, i: int) -> tuple[int, int] | None:
    """(year, next word) where "the 2024/25 fiscal year" or "the 2024 fiscal year" stands."""
    found = over_new_year(grammar, i) or plain_year(grammar, i)
    length = grammar.match("fiscal", found[1]) if found is not None else 0
    if found is None or not length:
        return None
    unit = grammar.unit(found[1] + length)
    follows = grammar.number(found[1] + length) is not None
    return None if follows else (found[0], unit[1] if unit is not None and unit[0] == "year" else found[1] + length)


def fiscal_year_of(grammar: Grammar, i: int) -> tuple[int, int] | None:
    """(year, next word) where "fiscal year 2024", "FY24", "2024/25" after "fiscal" or "last fiscal year" stands."""
    j = i + grammar.match("of", i)
    while (
        j < len(grammar.texts)
        and j - i < 4
        and grammar.texts[j] in grammar.calendar.lead
        and not grammar.match("fiscal", j)
    ):
        j += 1
    if (before := before_fiscal(grammar, j)) is not None:
        return before
    shift = next((s for name, s in (("last", -1), ("this", 0), ("next", 1)) if grammar.match(name, j)), None)
    if shift is not None:
        j += max(grammar.match(name, j) for name in ("last", "this", "next"))
    length = grammar.match("fiscal", j)
    if not length:
        return None
    j += length
    unit = grammar.unit(j)
    j = unit[1] if unit is not None and unit[0] == "year" else j
    if shift is not None:
        now = start_of_unit("year", grammar.today, grammar.fiscal_year_start)
        return now.year + (grammar.fiscal_year_start != 1) + shift, j
    if (both := over_new_year(grammar, j)) is not None:
        return both
    number = grammar.number(j)
    if number is None:
        return None
    year = number + 2000 if number < 100 else number
    return (year, j + 1) if EARLIEST <= year <= LATEST else None
