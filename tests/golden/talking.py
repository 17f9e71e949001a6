"""What tests of understanding share: the day they speak on, and the shapes of their fixtures."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from skill_enms.requests import TrainBaseline, Understood
from skill_enms.understand.periods.finding import Now, find_periods
from skill_enms.understand.words.heard import hear
from skill_enms.understand.words.lexicon import Lexicon

TODAY = date(2026, 11, 23)
FRIDAY = date(2026, 11, 27)

Read = Callable[..., Understood]
"""read(utterance, intent="train_baseline", plant="demo")."""

Talk = Callable[..., list[Understood | None]]
"""talk(first, *more, intent=…, plant=…): what each utterance came to; None for one that isn't ours."""


def train(understood: Understood | None) -> TrainBaseline:
    """The training that an utterance came to; AssertionError where it came to something else."""
    assert understood is not None
    assert isinstance(understood.request, TrainBaseline)
    return understood.request


def periods(said: str, lexicon: Lexicon, today: date = TODAY, fiscal: int = 1) -> list[str]:
    """Each period found, as "start..end"; "?" for one that isn't understood, "future" for one that lies ahead."""
    found = find_periods(hear(said, lexicon), frozenset(), lexicon, Now(today, fiscal))
    return [
        "future" if spoken.future else f"{spoken.period.start}..{spoken.period.end}" if spoken.period else "?"
        for spoken in found
    ]
