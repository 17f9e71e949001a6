"""When something else happened, from which on a period runs, or which is none."""

from __future__ import annotations

import pytest
from talking import FRIDAY, periods

from skill_enms.understand.periods.finding import Now, find_periods
from skill_enms.understand.words.heard import hear
from skill_enms.understand.words.lexicon import Lexicon


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("swapped in early April so I want a model, say 15 April to 30 June", ["?", "2026-04-15..2026-07-01"]),
        ("the filter was changed in mid June, so use July to October", ["?", "2026-07-01..2026-11-01"]),
        ("last year, so 2024", ["2025-01-01..2026-01-01", "2024-01-01..2025-01-01"]),
    ],
)
def test_a_time_of_something_else_does_not_melt_into_a_period(said: str, expected: list[str], lexicon: Lexicon) -> None:
    assert periods(said, lexicon) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("since we fitted the new drive on 13 April", "2026-04-13..2026-11-27"),
        ("since the filter change in June", "2026-06-01..2026-11-27"),
        ("since they swapped the motor on the 3rd of May", "2026-05-03..2026-11-27"),
        ("the fans were balanced on 20 July; train it from that day on", "2026-07-20..2026-11-27"),
        ("the fans were replaced on 20 July; train it from that day on", "2026-07-20..2026-11-27"),
        ("since the shutdown ended last week", "2026-11-16..2026-11-27"),
        ("after the tool change on 3 May", "2026-05-03..2026-11-27"),
        ("from when the motor was swapped on 3 May", "2026-05-03..2026-11-27"),
        ("since the swap on 3 May until 30 September", "2026-05-03..2026-10-01"),
        ("since it was fitted with a new motor in June", "2026-06-01..2026-11-27"),
        ("from when we swapped the belt, which was 3 May", "2026-05-03..2026-11-27"),
        ("since the overhaul, that was in June", "2026-06-01..2026-11-27"),
        ("since the overhaul, so from the 3rd of May", "2026-05-03..2026-11-27"),
        ("since they swapped the belt, that means from 3 May to 30 September", "2026-05-03..2026-10-01"),
        ("since the overhaul with temperature in June", "?"),
        ("after 10 pm on 3 May", "?"),
        ("after the retrofit in June", "?"),
        ("two weeks after 3 May", "?"),
        ("before we swapped the motor on 3 May", "?"),
        ("before and after the retrofit in June", "?"),
        ("since the swap around 3 May", "?"),
        ("since we swapped the rotors in early April", "?"),
        ("since I need it for last year", "2025-01-01..2026-01-01"),
        ("what was used up to now this year", "2026-01-01..2026-11-27"),
    ],
)
def test_what_happened_on_a_day_runs_up_to_now(said: str, expected: str, lexicon: Lexicon) -> None:
    assert periods(said, lexicon, FRIDAY) == [expected]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("We have overhauled it in July. Teach it new from the 1st of August till today.", "2026-08-01..2026-11-27"),
        (
            "Fit it for last quarter? The burner was swapped in June so anything earlier is useless",
            "2026-07-01..2026-10-01",
        ),
        ("train it for Q3, we changed rectifiers on Sept 30", "2026-07-01..2026-10-01"),
        ("we repainted it early in June, therefore train it for Q3", "2026-07-01..2026-10-01"),
        ("the coils were descaled in June, so use July to October", "2026-07-01..2026-11-01"),
        ("We swapped it in early April so I want a model, say 15 April to 30 June", "2026-04-15..2026-07-01"),
        ("The auditor's on site Tuesday. Build one for Q2", "2026-04-01..2026-07-01"),
        ("Since we changed it in May I want it trained from June to October", "2026-06-01..2026-11-01"),
    ],
)
def test_when_something_else_happened_is_not_asked_for(said: str, meant: str, lexicon: Lexicon) -> None:
    found = find_periods(hear(said, lexicon), frozenset(), lexicon, Now(FRIDAY))
    assert [f"{p.period.start}..{p.period.end}" for p in found if p.period is not None and not p.event] == [meant]
    assert sum(p.event for p in found) == len(found) - 1 == 1


@pytest.mark.parametrize(
    "said",
    [
        "train the one that was replaced in 2025 for last year",
        "we fitted a new model in June, so use July to October",
        "we retrained it in June, so use July to October",
        "We swapped it in May. Compare April and July",
        "compare last year with since we changed it in May",
    ],
)
def test_a_period_is_not_set_aside_on_a_guess(said: str, lexicon: Lexicon) -> None:
    assert not any(p.event for p in find_periods(hear(said, lexicon), frozenset(), lexicon, Now(FRIDAY)))


def test_the_time_of_an_overhaul_alone_is_not_trained_on(lexicon: Lexicon) -> None:
    (spoken,) = find_periods(hear("Train it. We overhauled it in July.", lexicon), frozenset(), lexicon, Now(FRIDAY))
    assert (spoken.event, spoken.period) == (True, None)
