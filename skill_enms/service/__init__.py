"""The use cases, one function a thing that one can ask: where the plant's rows and the analytics' numbers meet."""

from skill_enms.service.answering import answer

__all__ = ["answer"]
