"""skill_enms: energy baselines by voice, from the plant's own database.

The skill class stands in `skill_enms.skill` and is only imported when somebody asks for it, so that the rooms below
(the database, the numbers, the command line) can be used without loading OVOS.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from skill_enms.skill import EnmsSkill

__all__ = ["EnmsSkill"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the module holds
    if name == "EnmsSkill":
        from skill_enms.skill import EnmsSkill

        return EnmsSkill
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
