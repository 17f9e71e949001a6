"""HTML out of nested calls: what is text gets escaped, what is markup stays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


Content = str | Iterable["Content"]
"""Text, markup, or several of them."""

_VOID = {"meta", "br", "link"}


def tag(name: str, /, *content: Content, **attributes: str) -> Markup:
    """An element. Underscores in attributes' names are hyphens, one at the end is dropped (`class_`)."""
    told = "".join(f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"' for key, value in attributes.items())
    return Markup(f"<{name}{told}>") if name in _VOID else Markup(f"<{name}{told}>{_inside(content)}</{name}>")


def table(caption: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> Markup:
    """A table whose first column names its rows; it scrolls by itself where the page is narrow."""
    header = tag("tr", [tag("th", cell, scope="col") for cell in head])
    body = [tag("tr", tag("th", first, scope="row"), [tag("td", cell) for cell in rest]) for first, *rest in rows]
    inner = tag("table", tag("caption", caption), tag("thead", header), tag("tbody", body))
    return tag("div", inner, class_="wide", tabindex="0", role="region", aria_label=caption)


def definitions(pairs: Iterable[tuple[str, Content]]) -> Markup:
    """Terms with what they are."""
    return tag(
        "dl", [[tag("dt", term), tag("dd", *([told] if isinstance(told, str) else told))] for term, told in pairs]
    )


def _inside(content: Iterable[Content]) -> str:
    return "".join(
        piece if isinstance(piece, Markup) else escape(piece, quote=False) if isinstance(piece, str) else _inside(piece)
        for piece in content
    )
