"""The use cases, one function a thing that one can ask: where the plant's rows and the analytics' numbers meet."""

from skill_enms.service.answering import answer
from skill_enms.service.permission import check_kind
from skill_enms.service.waiting import expected_seconds

__all__ = ["answer", "check_kind", "expected_seconds"]
