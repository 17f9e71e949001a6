"""What is said, before it has words: a dialog's name and its data, which may hold further phrases.

A phrase is data, so a test can look at it; `render` asks the language's dialogs for the words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

Render = Callable[[str, Mapping[str, str]], str]
"""Renders one dialog by name with flat data, as OVOS's dialog renderer does."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One dialog and what fills its slots."""

    dialog: str
    """Base name of the `.dialog` file."""
    data: Mapping[str, Value] = field(default_factory=dict)
    """Slot → what stands in it."""


@dataclass(frozen=True, slots=True)
class Listing:
    """Several things in a row: "a, b and c"."""

    items: Sequence[Value]
    """What is listed, in order."""
    conjunction: str = "and"
    """Which dialogs join them: `list_<conjunction>` before the last item, `list_more` after a cut."""
    most: int = 8
    """So many are said; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Run:
    """Phrases spoken one after the other, separated by a space: the terms of a formula, the sentences of an answer."""

    parts: Sequence[Value]
    """The phrases, in order."""


Value = str | int | Phrase | Listing | Run
"""What may stand in a slot."""


_SYNTAX = "{}()[]|"
"""What dialogs are written in. OVOS looks for it in what it has filled in, too, and a name may hold some."""
_SHIELDED = {ord(character): 0xE000 + number for number, character in enumerate(_SYNTAX)}
_SHOWN = {shield: character for character, shield in _SHIELDED.items()}
_UNSPEAKABLE = {ord(character): " " for character in "<>"} | dict.fromkeys(range(32), " ")
"""Markup in a name would tell the voice what to do."""


def sentence(phrase: Phrase, renderer: Render) -> str:
    """The words of a phrase that is said by itself, beginning with a capital."""
    words = render(phrase, renderer)
    return words[:1].upper() + words[1:]


def render(value: Value, renderer: Render) -> str:
    """The words of a value, its inner phrases first."""
    return _shielded(value, renderer).translate(_SHOWN)


def _shielded(value: Value, renderer: Render) -> str:
    """The words of a value, with stand-ins for what a dialog's syntax is made of."""
    if isinstance(value, Phrase):
        return renderer(value.dialog, {slot: _shielded(inner, renderer) for slot, inner in value.data.items()})
    if isinstance(value, Run):
        return " ".join(_shielded(part, renderer) for part in value.parts)
    if isinstance(value, Listing):
        return _listed([_shielded(item, renderer) for item in value.items], value, renderer)
    return str(value).translate(_UNSPEAKABLE).translate(_SHIELDED)


def _listed(items: list[str], listing: Listing, renderer: Render) -> str:
    if len(items) > listing.most:
        said = items[: listing.most - 1]
        return renderer("list_more", {"items": ", ".join(said), "count": str(len(items) - len(said))})
    if len(items) < 2:
        return "".join(items)
    return renderer(f"list_{listing.conjunction}", {"items": ", ".join(items[:-1]), "last": items[-1]})
