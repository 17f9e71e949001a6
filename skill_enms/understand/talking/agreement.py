"""Yes or no, and nothing else."""

from __future__ import annotations

from skill_enms.understand.talking.turns import without_hesitation
from skill_enms.understand.words.heard import hear
from skill_enms.understand.words.lexicon import Lexicon

_SPARE = ("courtesy", "filler")


def agreement(utterance: str, lexicon: Lexicon) -> bool | None:
    """True for yes, False for no; None for an utterance that is neither, or that says more than that."""
    texts = hear(without_hesitation(utterance, lexicon), lexicon).texts
    said: bool | None = None
    i = 0
    while i < len(texts):
        no, yes = (lexicon.lists[name].match(texts, i) for name in ("no", "yes"))
        if max(no, yes):
            said = yes > no if said is None else said
            i += max(no, yes)
        elif any(lexicon.has(name, (texts[i],)) for name in _SPARE):
            i += 1
        else:
            return None
    return said
