"""On and off again, of what was just switched: "off again please" after the daily check was turned on."""

from __future__ import annotations

from dataclasses import replace

from skill_enms.requests import SwitchDailyCheck, Understood
from skill_enms.understand.sentence import Sentence

_WHAT = ("switched_back", "pronoun", "daily_check")
"""Lists of what says that it is the same that is switched: "turn off" alone may be meant for a lamp."""
_AROUND = (*_WHAT, "switching", "courtesy", "follow_lead", "article")
"""Lists whose phrases may stand around "on" and "off"."""


def switched(previous: SwitchDailyCheck, sentence: Sentence) -> Understood | None:
    """The same switched on or off, where nothing else is said; None where it is, or where it is open what."""
    lists, texts = sentence.index.lexicon.lists, sentence.heard.texts
    on, off = (lists[name].places(texts) for name in ("switch_on", "switch_off"))
    referred, around = ({i for name in names for i in lists[name].places(texts)} for names in (_WHAT, _AROUND))
    if bool(on) == bool(off) or not referred or (on | off | around) != set(range(len(texts))):
        return None
    return Understood(replace(previous, on=not off))


def switches_something(sentence: Sentence) -> bool:
    """Whether something is to be switched that is no check of ours: "put the lamp on as well"."""
    lists, texts = sentence.index.lexicon.lists, sentence.heard.texts
    spare = {place for name in ("courtesy", "addition", "switched_back") for place in lists[name].places(texts)}
    last = max((i for i in range(len(texts)) if i not in spare), default=0)
    ends = any(lists[name].match(texts[: last + 1], last) for name in ("switch_on", "switch_off"))
    return ends and bool(lists["switching"].match(texts, 0))
