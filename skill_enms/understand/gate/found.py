"""What one sentence says that speaks for its being about this plant's energy."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a sentence being ours."""

    seu: bool
    """An SEU's name as it is written."""
    seu_short: bool
    """A name that can only be one SEU's, said in part."""
    seu_nearly: bool
    """A name that is nearly an SEU's, or the wrong number of one."""
    seu_beside: bool
    """A name that is an SEU's, or nearly, and an energy source of the plant or a noun that says baseline."""
    source: bool
    """An energy source of the plant."""
    energy: bool
    """Another energy that the language knows."""
    drivers: int
    """Features that were named."""
    period: bool
    """A period."""
    baseline: bool
    """A noun that says baseline by itself, not by a recogniser's slip."""
    slipped: bool
    """Such a noun by a recogniser's slip."""
    model: bool
    """A noun that may mean a baseline."""
    command: bool
    """A verb that makes something, and a baseline or a model as what it makes."""
    strange: int
    """Words that nothing explains."""

    @property
    def subject(self) -> bool:
        """Whether somebody of this plant is named."""
        return self.seu or self.seu_nearly

    @property
    def energetic(self) -> bool:
        """Whether it is about a machine or an energy."""
        return self.subject or self.source or self.energy
