"""What was tried and how it went, printed when the suite has ended."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Figures:
    """What is printed at the end: what was tried, and how it went."""

    lines: list[str] = field(default_factory=list)

    def fault(self, name: str, *, told: float | None = None, recovered: float | None = None) -> None:
        """A fault that was survived: seconds until it was told, and until everything worked again."""
        parts = [f"{name:<58}"]
        parts.append(f"told after {told:4.1f} s" if told is not None else " " * 18)
        parts.append(f"well after {recovered:4.1f} s" if recovered is not None else "")
        self.lines.append("  ".join(parts).rstrip())

    def tried(self, name: str, figures: str) -> None:
        """Anything else, with its figures."""
        self.lines.append(f"{name:<58}  {figures}")
