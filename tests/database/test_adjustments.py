"""Non-routine adjustments are kept with reason and author, found by their days, and withdrawn."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from skill_enms.adjustments import NewAdjustment
from skill_enms.plant import adjustments
from skill_enms.plant.database import Database
from skill_enms.reasons import Refused

SHUTDOWN = NewAdjustment(seu_id="press", start=date(2025, 8, 1), end=date(2025, 8, 16), reason="shutdown", author="Ada")


def test_an_adjustment_is_found_by_the_days_that_it_touches(database: Database) -> None:
    (made,) = adjustments.add(database, [SHUTDOWN])
    assert (made.reason, made.author, made.start, made.end) == ("shutdown", "Ada", date(2025, 8, 1), date(2025, 8, 16))
    touching = [(date(2025, 8, 15), date(2025, 9, 1)), (date(2025, 7, 1), date(2025, 8, 2))]
    apart = [(date(2025, 8, 16), date(2025, 9, 1)), (date(2025, 7, 1), date(2025, 8, 1))]
    assert all(adjustments.standing(database, ["press"], *days) == (made,) for days in touching)
    assert not any(adjustments.standing(database, ["press"], *days) for days in apart)
    assert adjustments.standing(database, ["boiler"]) == ()


def test_the_same_adjustment_is_made_once(database: Database) -> None:
    assert adjustments.add(database, [SHUTDOWN]) == adjustments.add(database, [SHUTDOWN])
    assert len(adjustments.standing(database)) == 1


def test_a_withdrawn_adjustment_stands_no_more(database: Database) -> None:
    (made,) = adjustments.add(database, [SHUTDOWN])
    adjustments.withdraw(database, made.id, author="Bo")
    assert adjustments.standing(database) == ()
    with pytest.raises(Refused, match="adjustment_unknown"):
        adjustments.withdraw(database, made.id, author="Bo")


def test_several_are_made_together_or_not_at_all(database: Database) -> None:
    backwards = NewAdjustment(seu_id="press", start=date(2025, 8, 2), end=date(2025, 8, 2), reason="none", author="Ada")
    with pytest.raises(Refused, match="adjustment_invalid"):
        adjustments.add(database, [SHUTDOWN, backwards])
    assert adjustments.standing(database) == ()


@pytest.mark.parametrize("amount", [float("nan"), float("inf")])
def test_an_amount_that_is_no_number_is_never_allowed_for(database: Database, amount: float) -> None:
    with pytest.raises(Refused, match="adjustment_invalid"):
        adjustments.add(database, [replace(SHUTDOWN, amount_per_day=amount)])
    assert adjustments.standing(database) == ()


def test_a_database_without_our_tables_has_none(bare_database: Database) -> None:
    assert adjustments.standing(bare_database) == ()
